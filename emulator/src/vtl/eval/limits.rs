//! What a template may cost.
//!
//! Rule: each limit is far beyond what a mapping template needs, and its complaint says what to do.

use std::ops::Range;

use super::Step;
use crate::vtl::{
    error::Fault,
    value::{Unprintable, too_long},
};

/// How many nodes are rendered and items visited.
const MAX_STEPS: usize = 5_000_000;

/// How deep blocks are rendered in each other, those of `#define` included.
const MAX_DEPTH: usize = 100;

/// How many items a list or a map may have.
pub(in crate::vtl) const MAX_ITEMS: usize = 1_000_000;

/// What has been spent.
#[derive(Debug, Default)]
pub(super) struct Limits {
    steps: usize,
    depth: usize,
}

impl Limits {
    pub(super) fn step(&mut self) -> Step<()> {
        self.steps += 1;
        if self.steps <= MAX_STEPS {
            return Ok(());
        }
        Err(Fault::new(
            format!("the template is not done after {MAX_STEPS} steps"),
            0..1,
        )
        .help("nest fewer loops in each other")
        .into())
    }

    pub(super) fn enter(&mut self) -> Step<()> {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            return Ok(());
        }
        Err(Fault::new(
            format!("blocks are rendered more than {MAX_DEPTH} levels deep in each other"),
            0..1,
        )
        .help("a `#define` that prints another one counts as a level")
        .into())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Checks the length of a text.
    pub(super) fn text(length: usize, place: Range<usize>) -> Result<(), Fault> {
        too_long(length).map_err(|reason| unprintable(reason, place))
    }
}

/// Why a value has no text, as a complaint.
pub(super) fn unprintable(reason: Unprintable, place: Range<usize>) -> Fault {
    Fault::from_problem(reason.into(), place)
}
