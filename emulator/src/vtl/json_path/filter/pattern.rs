//! `/ab+/i`: a regular expression in a filter.
//!
//! Rule: it has to match the whole text, as Java's `matches()`, with any of Java's flags.

use super::super::{Error, read::Stop};
use crate::java_regex::{self, Flags};

/// A regular expression with its place in the path.
#[derive(Debug, Clone)]
pub(in super::super) struct Pattern {
    regex: Box<java_regex::Pattern>,
    column: usize,
}

pub(super) fn is_flag(c: char) -> bool {
    Flags::of(c.encode_utf8(&mut [0; 4])).is_some()
}

impl Pattern {
    pub(super) fn new(pattern: &str, flags: &str, column: usize) -> Result<Self, Error> {
        let flags = Flags::of(flags).unwrap_or_default();
        match java_regex::Pattern::whole(pattern, flags) {
            Ok(regex) => Ok(Self {
                regex: Box::new(regex),
                column,
            }),
            Err(error) => {
                let found = format!("the pattern `/{pattern}/` ({error})");
                Err(Error::new(found, column, "a regular expression"))
            }
        }
    }

    /// Whether the whole text matches. A pattern that takes too many steps on it is an error.
    pub(super) fn matches(&self, text: &str) -> Result<bool, Stop> {
        self.regex.on(text).is_match(text).map_err(|error| {
            let found = format!("a pattern that is too slow ({error})");
            Stop::Broken(Error::new(found, self.column, "one with less to try"))
        })
    }
}
