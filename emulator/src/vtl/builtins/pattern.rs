//! A regular expression, compiled, with what is known of it without running it.
//!
//! Rule: most patterns in mapping templates are plain text, which is found and replaced without running an expression.

use std::ops::Deref;

use super::java_regex::compile;
use crate::{java_regex, vtl::error::Problem};

/// A compiled regular expression.
#[derive(Debug)]
pub(in crate::vtl) struct Pattern {
    regex: java_regex::Pattern,
    literal: Option<String>,
}

impl Pattern {
    pub(in crate::vtl) fn compile(pattern: &str) -> Result<Self, Problem> {
        Ok(Pattern {
            regex: compile(pattern)?,
            literal: literal(pattern),
        })
    }

    /// The text that it stands for, if it is one.
    pub(super) fn literal(&self) -> Option<&str> {
        self.literal.as_deref()
    }
}

impl Deref for Pattern {
    type Target = java_regex::Pattern;

    fn deref(&self) -> &java_regex::Pattern {
        &self.regex
    }
}

/// What a pattern without any operator says: a backslash takes the next sign as it is.
fn literal(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push(chars.next().filter(|c| !c.is_ascii_alphanumeric())?),
            '.' | '[' | ']' | '{' | '}' | '(' | ')' | '*' | '+' | '?' | '^' | '$' | '|' => {
                return None;
            }
            c => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_pattern_without_operators_is_a_text() {
        assert_eq!(literal(r"\'").as_deref(), Some("'"));
        assert_eq!(literal(r"a\.b, \\").as_deref(), Some(r"a.b, \"));
    }

    #[test]
    fn a_pattern_with_an_operator_or_a_named_class_is_none() {
        for pattern in [
            "a.", "a|b", "a*", "[ab]", "a{2}", "^a", "a$", r"\d", r"\Qa\E", "\\",
        ] {
            assert_eq!(literal(pattern), None, "{pattern}");
        }
    }
}
