//! What is wrong with a path, or with the document that it was read from.
//!
//! Rule: what was found, where in the path (a column from 1, in characters), and what was expected there.

use std::fmt;

/// Why a path cannot be read. API Gateway answers 500 to it; that nothing stands where the path points is no error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    found: String,
    column: usize,
    expected: String,
}

impl Error {
    pub(super) fn new(
        found: impl Into<String>,
        column: usize,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            found: found.into(),
            column,
            expected: expected.into(),
        }
    }

    /// The column of the path, from 1, in characters.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            found,
            column,
            expected,
        } = self;
        write!(
            f,
            "found {found} at column {column} of the path; expected {expected}"
        )
    }
}

impl std::error::Error for Error {}
