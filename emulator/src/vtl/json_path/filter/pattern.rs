//! `/ab+/i`: a regular expression in a filter.
//!
//! Rule: it has to match the whole text, as Java's `matches()`. Of Java's flags, `i`, `m`, `s` and `x` have an
//! effect here; `d`, `u` and `U` are read and change nothing. Where the two syntaxes differ, the pattern is read as
//! fancy-regex does: `(?i)` and `\d` know all of Unicode, for one.

use super::super::{Error, read::Stop};

/// The flags that Jayway knows.
const FLAGS: &str = "dixmsuU";

/// A regular expression with its place in the path.
#[derive(Debug, Clone)]
pub(in super::super) struct Pattern {
    regex: fancy_regex::Regex,
    column: usize,
}

pub(super) fn is_flag(c: char) -> bool {
    FLAGS.contains(c)
}

impl Pattern {
    pub(super) fn new(pattern: &str, flags: &str, column: usize) -> Result<Self, Error> {
        let flags: String = flags
            .chars()
            .filter(|flag| "imsx".contains(*flag))
            .collect();
        let flags = if flags.is_empty() {
            flags
        } else {
            format!("(?{flags})")
        };
        // The line break ends a comment that `x` may have allowed.
        let whole = format!(
            r"\A(?:{flags}{pattern}{})\z",
            if flags.contains('x') { "\n" } else { "" }
        );
        match fancy_regex::Regex::new(&whole) {
            Ok(regex) => Ok(Self { regex, column }),
            Err(error) => {
                let found = format!("the pattern `/{pattern}/` ({error})");
                Err(Error::new(found, column, "a regular expression"))
            }
        }
    }

    /// Whether the whole text matches. A pattern that takes too many steps on it is an error.
    pub(super) fn matches(&self, text: &str) -> Result<bool, Stop> {
        self.regex.is_match(text).map_err(|error| {
            let found = format!("a pattern that is too slow ({error})");
            Stop::Broken(Error::new(found, self.column, "one with less to try"))
        })
    }
}
