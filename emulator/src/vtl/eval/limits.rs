//! What a template may cost.
//!
//! Rule: each limit is far beyond what a mapping template needs, and its complaint says what to do.

use std::ops::Range;

use super::{Halt, Step};
use crate::vtl::{
    error::Fault,
    value::{self, Unprintable, too_long},
};

/// How many nodes are rendered and items visited.
const MAX_STEPS: usize = 2_000_000;

/// How deep blocks are rendered in each other, those of `#define` included.
const MAX_DEPTH: usize = 100;

/// Output of so many bytes needs no look at what else there is.
const SHORT: usize = 64 * 1024;

/// How many items a list or a map may have.
pub(in crate::vtl) const MAX_ITEMS: usize = 100_000;

/// What has been spent.
#[derive(Debug, Default)]
pub(super) struct Limits {
    depth: usize,
    /// The innermost loop, or nothing: what costs more than it may is almost always a loop.
    place: Range<usize>,
}

impl Limits {
    /// One more node or item.
    #[inline]
    pub(super) fn step(&self) -> Step<()> {
        match value::step() {
            Ok(steps) if steps <= MAX_STEPS => Ok(()),
            stopped => Err(self.stopped(stopped.err())),
        }
    }

    #[cold]
    fn stopped(&self, reason: Option<Unprintable>) -> Halt {
        let place = self.place.clone();
        let fault = match reason {
            Some(reason) => unprintable(reason, place),
            None => Fault::new(
                format!("the template is not done after {MAX_STEPS} steps"),
                place,
            )
            .help("nest fewer loops in each other"),
        };
        fault.into()
    }

    /// Sets the loop to complain about; gives the one before.
    pub(super) fn at(&mut self, place: Range<usize>) -> Range<usize> {
        std::mem::replace(&mut self.place, place)
    }

    pub(super) fn enter(&mut self) -> Step<()> {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            return Ok(());
        }
        Err(Fault::new(
            format!("blocks are rendered more than {MAX_DEPTH} levels deep in each other"),
            self.place.clone(),
        )
        .help("a `#define` that prints another one counts as a level")
        .into())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Checks the length of what is printed.
    #[inline]
    pub(super) fn output(&self, length: usize) -> Step<()> {
        if length <= SHORT {
            return Ok(());
        }
        too_long(length).map_err(|reason| unprintable(reason, self.place.clone()).into())
    }
}

/// Why a value has no text, as a complaint.
pub(super) fn unprintable(reason: Unprintable, place: Range<usize>) -> Fault {
    Fault::from_problem(reason.into(), place)
}
