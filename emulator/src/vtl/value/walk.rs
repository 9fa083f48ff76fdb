//! How far a walk through a value may go, and what it costs.
//!
//! Rule: a value can contain itself, and a small one can be large to walk through (a list that holds the same
//! list twice, which does so too). Every walk counts its steps here, and the engine's limits take them into
//! account; what prints is bounded by its text besides.

use std::cell::Cell;

use crate::vtl::json::MAX_DEPTH;

/// How many values one walk visits.
const MAX_VISITS: usize = 1_000_000;

/// How many bytes of a text are looked at in the time of a visit.
const BYTES_A_VISIT: usize = 32;

thread_local! {
    /// Values visited and not yet accounted for. A rendering stays on its thread.
    static VISITS: Cell<usize> = const { Cell::new(0) };
}

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

/// Counts work that a built-in does on its own.
pub(crate) fn spend(visits: usize) {
    VISITS.set(VISITS.get().saturating_add(visits));
}

/// Counts looking through a text, or making one, of so many bytes.
pub(crate) fn spend_text(length: usize) {
    spend(length / BYTES_A_VISIT);
}

/// What has been counted since the last time.
pub(crate) fn spent() -> usize {
    VISITS.take()
}
