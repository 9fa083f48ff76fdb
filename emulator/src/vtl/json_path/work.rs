//! How much work a path may cause.
//!
//! Rule: Jayway has no limits but memory and stack, and `$..*..*..*` uses them up. Here a path that takes too many
//! steps for its document, or stands too many steps deep at once, is an error. No path that means it comes near.

use std::cell::Cell;

use super::Error;

/// Steps and copied values, whatever the size of the document.
const FREE: usize = 2_000_000;

/// The same, for each value in the document.
const FREE_PER_VALUE: usize = 20;

/// The deepest document, and a hundred steps more.
const MOST_DEPTH: usize = 500;

/// The work of one reading, with all paths inside of filters and arguments.
#[derive(Debug)]
pub(super) struct Work {
    left: Cell<usize>,
    depth: Cell<usize>,
}

impl Work {
    /// What a document of so many values allows.
    pub(super) fn on(values: usize) -> Self {
        Self {
            left: Cell::new(FREE + FREE_PER_VALUE * values),
            depth: Cell::new(0),
        }
    }

    /// So many values are copied.
    pub(super) fn copy(&self, values: usize, column: usize) -> Result<(), Error> {
        match self.left.get().checked_sub(values) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                let found = "a path that takes too many steps on this document";
                Err(Error::new(found, column, "one that finds less"))
            }
        }
    }

    /// A step is taken from inside of another one; gives what [`leave`](Self::leave) wants behind it.
    pub(super) fn enter(&self, column: usize) -> Result<Depth, Error> {
        self.copy(1, column)?;
        let before = self.depth.get();
        if before >= MOST_DEPTH {
            let found = format!("a path that goes more than {MOST_DEPTH} steps deep");
            return Err(Error::new(found, column, "a shorter one"));
        }
        self.depth.set(before + 1);
        Ok(Depth(before))
    }

    /// The step is through, and all inside of it, also those that a fault kept from leaving.
    pub(super) fn leave(&self, Depth(before): Depth) {
        self.depth.set(before);
    }
}

/// How deep a step stands.
#[derive(Debug)]
#[must_use]
pub(super) struct Depth(usize);
