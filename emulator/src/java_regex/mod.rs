//! Java's regular expressions: those of mapping templates, of JSON paths and of integration responses.
//!
//! Rule: a pattern is rewritten so that `fancy-regex` means by it what Java does, and is run by that, which gives up
//! rather than hang. What Java refuses is refused. So are the few things that nobody writes: `\X`, `\N{...}`, `\b{g}`,
//! Unicode blocks and the properties that begin with `java`.
//!
//! Known to differ: with `i` and `u`, the case of a shorthand in a class such as `[\W]` is ignored too; and what `\1` is
//! after a group that was repeated around nothing.
//!
//! Mirrors `java.util.regex.Pattern` of Java 17.

mod anchor;
mod class;
mod escape;
mod flags;
mod group;
mod quantifier;
mod translate;

use std::fmt;

use fancy_regex::{Regex, RegexBuilder};

use anchor::has_odd_lines;
pub(crate) use flags::Flags;
use translate::translate;

/// How many bytes a pattern may become, and how many more while it is used.
const MAX_COMPILED: usize = 512 * 1024;

/// How often a search may go back to try another way.
const MAX_BACKTRACKS: usize = 1_000_000;

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    /// For texts whose lines end with `\n` alone: most often it need not look around, and takes any text.
    plain: Regex,
    /// For others, where that makes a difference.
    odd_lines: Option<Regex>,
}

impl Pattern {
    /// A pattern to be found anywhere in a text.
    pub(crate) fn new(pattern: &str) -> Result<Self, Error> {
        Pattern::compile(pattern, Flags::default(), |translated| translated)
    }

    /// A pattern that has to match the whole text, as with Java's `matches()`.
    pub(crate) fn whole(pattern: &str, flags: Flags) -> Result<Self, Error> {
        Pattern::compile(pattern, flags, |translated| {
            format!(r"\A(?:{translated})\z")
        })
    }

    fn compile(
        pattern: &str,
        flags: Flags,
        around: impl Fn(String) -> String,
    ) -> Result<Self, Error> {
        let plain = translate(pattern, flags, false)?;
        let odd_lines = translate(pattern, flags, true)?;
        let odd_lines = (odd_lines != plain).then(|| build(&around(odd_lines)));
        Ok(Pattern {
            plain: build(&around(plain))?,
            odd_lines: odd_lines.transpose()?,
        })
    }

    /// What is to be run on this text.
    pub(crate) fn on(&self, text: &str) -> &Regex {
        match &self.odd_lines {
            Some(regex) if has_odd_lines(text) => regex,
            _ => &self.plain,
        }
    }
}

fn build(translated: &str) -> Result<Regex, Error> {
    RegexBuilder::new(translated)
        .delegate_size_limit(MAX_COMPILED)
        .delegate_dfa_size_limit(MAX_COMPILED)
        .backtrack_limit(MAX_BACKTRACKS)
        .build()
        .map_err(|error| Error::new(error.to_string()))
}

/// Why a text is no pattern: a part of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Error {
    found: String,
    help: Option<&'static str>,
}

impl Error {
    fn new(found: impl Into<String>) -> Self {
        Error {
            found: found.into(),
            help: None,
        }
    }

    /// What to do, where that is not obvious.
    pub(crate) fn help(&self) -> Option<&'static str> {
        self.help
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.found)
    }
}
