//! What is wrong with a JSON text.
//!
//! Rule: what was found, where (line and column from 1, in characters), and what was expected there.

use std::fmt;

/// Why a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    found: String,
    line: usize,
    column: usize,
    expected: String,
}

impl Error {
    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column, from 1, in characters.
    pub fn column(&self) -> usize {
        self.column
    }

    /// `at` counts bytes.
    pub(super) fn new(
        text: &str,
        at: usize,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let (head, line_start) = match before.rsplit_once('\n') {
            Some((head, rest)) => (head.matches('\n').count() + 1, rest),
            None => (0, before),
        };
        Self {
            found: found.into(),
            line: head + 1,
            column: line_start.chars().count() + 1,
            expected: expected.into(),
        }
    }

    /// The character at byte `at` is not what was expected.
    pub(super) fn unexpected(text: &str, at: usize, expected: &str) -> Self {
        let found = match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(found) => format!("`{}`", found.escape_debug()),
            None => "the end of the text".to_owned(),
        };
        Self::new(text, at, found, expected)
    }

    pub(super) fn empty() -> Self {
        Self::new("", 0, "an empty text", "JSON")
    }

    pub(super) fn null() -> Self {
        Self::new("", 0, "`null` alone", "a value other than null")
    }

    pub(super) fn strict(error: serde_json::Error) -> Self {
        Self {
            found: error.to_string(),
            line: error.line().max(1),
            column: error.column().max(1),
            expected: "JSON".to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            found,
            line,
            column,
            expected,
        } = self;
        write!(
            f,
            "found {found} at line {line}, column {column}; expected {expected}"
        )
    }
}

impl std::error::Error for Error {}
