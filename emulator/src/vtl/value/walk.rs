//! How far a walk through a value may go, and what it costs.
//!
//! Rule: a value can contain itself, and a small one can be large to walk through (a list that holds the same
//! list twice, which does so too). Every walk counts its steps here, and the engine's limits take them into
//! account; what prints is bounded by its text besides.

use super::spend;
use crate::vtl::json::MAX_DEPTH;

/// How many values one walk visits.
const MAX_VISITS: usize = 1_000_000;

/// A walk under way.
#[derive(Debug, Default)]
pub(super) struct Walk {
    visits: usize,
    depth: usize,
}

impl Walk {
    /// Visits what is in a value, unless it has gone too far: then there is nothing.
    pub(super) fn into<T>(&mut self, visit: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.visits += 1;
        if self.depth >= MAX_DEPTH || self.visits > MAX_VISITS {
            return None;
        }
        spend(1);
        self.depth += 1;
        let visited = visit(self);
        self.depth -= 1;
        Some(visited)
    }
}
