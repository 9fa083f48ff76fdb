//! How much work a path may cause.
//!
//! Rule: Jayway has no limits but memory and stack, and `$..*..*..*` uses them up. Here a path that visits more than
//! [`MOST_VISITS`] values, or stands [`MOST_DEPTH`] steps deep at once, is an error. No body that API Gateway takes and
//! no path that means it comes near.

use std::cell::Cell;

use super::Error;

const MOST_VISITS: usize = 10_000_000;
const MOST_DEPTH: usize = 1_000;

/// The work of one reading, with all paths inside of filters and arguments.
#[derive(Debug, Default)]
pub(super) struct Work {
    visits: Cell<usize>,
    depth: Cell<usize>,
}

impl Work {
    /// `count` more values are looked at or copied.
    pub(super) fn visit(&self, count: usize, column: usize) -> Result<(), Error> {
        self.visits.set(self.visits.get().saturating_add(count));
        if self.visits.get() > MOST_VISITS {
            let found = format!("a path that visits more than {MOST_VISITS} values");
            return Err(Error::new(found, column, "one that finds less"));
        }
        Ok(())
    }

    /// Runs `step` one step deeper.
    pub(super) fn deeper<T, E: From<Error>>(
        &self,
        column: usize,
        step: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        if self.depth.get() >= MOST_DEPTH {
            let found = format!("a path that goes more than {MOST_DEPTH} steps deep");
            return Err(Error::new(found, column, "a shorter one").into());
        }
        self.depth.set(self.depth.get() + 1);
        let result = step();
        self.depth.set(self.depth.get() - 1);
        result
    }
}
