//! What is wrong with a template, as its author reads it.
//!
//! Rule: a complaint says what was found, shows where, says what was expected there, and, where that is not
//! obvious, what to do. Where API Gateway would answer 500 with no word of why, this is the word.

use std::{fmt, ops::Range};

use super::value::{MAX_TEXT, Unprintable};

/// How much of a long line is shown on either side of the place.
const BEFORE: usize = 60;
const AFTER: usize = 60;

/// Why a template cannot be parsed or rendered.
///
/// Its [`Display`](fmt::Display) is the whole complaint, several lines long, with the template's line and a
/// caret under the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The line of the template, from 1.
    pub line: usize,
    /// The column of that line, from 1, in characters.
    pub column: usize,
    found: String,
    expected: Option<String>,
    help: Option<String>,
    source: String,
    width: usize,
}

impl Error {
    /// What was found, in one line.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The complaint for a template that stands in a file: `place` there, such as `template.yaml:26:21`, and the
    /// number of its line.
    pub fn located(&self, place: &str, line: usize) -> String {
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let (shown, indent) = self.excerpt();
        let carets = "^".repeat(self.width.max(1));
        let expected = match &self.expected {
            Some(expected) => format!(" expected {expected}"),
            None => String::new(),
        };
        let mut report = format!(
            "error: {}\n{margin}--> {place}\n{margin} |\n{number} | {shown}\n{margin} | {indent}{carets}{expected}",
            self.found,
        );
        if let Some(help) = &self.help {
            report.push_str(&format!("\n{margin} |\n{margin} = help: {help}"));
        }
        report
    }

    /// The line, or what surrounds the place where it is long, and the blanks that lead to the place.
    fn excerpt(&self) -> (String, String) {
        let chars: Vec<char> = self.source.chars().collect();
        let at = (self.column - 1).min(chars.len());
        let start = at.saturating_sub(BEFORE);
        let end = chars.len().min(at + self.width + AFTER);
        let before = if start > 0 { "..." } else { "" };
        let after = if end < chars.len() { "..." } else { "" };
        let shown: String = chars[start..end].iter().map(|c| plain(*c)).collect();
        let indent = " ".repeat(before.len() + at - start);
        (format!("{before}{shown}{after}"), indent)
    }
}

/// One column wide, whatever it is.
fn plain(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = format!("line {}, column {}", self.line, self.column);
        f.write_str(&self.located(&place, self.line))
    }
}

impl std::error::Error for Error {}

/// A complaint on its way up, while nobody on the way needs the template.
#[derive(Debug, Clone)]
pub(crate) struct Fault(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    found: String,
    place: Range<usize>,
    expected: Option<String>,
    help: Option<String>,
}

impl Fault {
    /// What was found, and which of the template's characters it is.
    pub(crate) fn new(found: impl Into<String>, place: Range<usize>) -> Self {
        Fault(Box::new(Parts {
            found: found.into(),
            place,
            expected: None,
            help: None,
        }))
    }

    /// What a built-in found, at the place that called it.
    pub(crate) fn from_problem(problem: Problem, place: Range<usize>) -> Self {
        let mut fault = Fault::new(problem.0.found, place);
        fault.0.help = problem.0.help;
        fault
    }

    /// What was expected there: written beside the caret.
    pub(crate) fn expected(mut self, text: impl Into<String>) -> Self {
        self.0.expected = Some(text.into());
        self
    }

    /// What to do.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.0.help = Some(text.into());
        self
    }

    /// The complaint with the line that it is about.
    pub(crate) fn within(self, template: &str) -> Error {
        let parts = *self.0;
        let before = template.chars().take(parts.place.start);
        let line = 1 + before.clone().filter(|c| *c == '\n').count();
        let column = 1 + before.fold(0, |column, c| if c == '\n' { 0 } else { column + 1 });
        let source = template.split('\n').nth(line - 1).unwrap_or_default();
        let source = source.trim_end_matches('\r').to_owned();
        let rest = source.chars().count().saturating_sub(column - 1);
        Error {
            line,
            column,
            width: parts.place.len().min(rest),
            found: parts.found,
            expected: parts.expected,
            help: parts.help,
            source,
        }
    }
}

/// A complaint of a built-in, which does not know where it was called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem(Box<Words>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Words {
    found: String,
    help: Option<String>,
}

impl Problem {
    pub(crate) fn new(found: impl Into<String>) -> Self {
        Problem(Box::new(Words {
            found: found.into(),
            help: None,
        }))
    }

    /// What to do.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.0.help = Some(text.into());
        self
    }
}

impl From<Unprintable> for Problem {
    fn from(reason: Unprintable) -> Self {
        match reason {
            Unprintable::TooDeep => Problem::new("this value is too deep, or contains itself")
                .help("a list or a map may not contain itself"),
            Unprintable::NoRoom => {
                Problem::new("this template makes more texts and values than fit into its memory")
                    .help("make fewer of them, or smaller ones")
            }
            Unprintable::TooLong => Problem::new("this text is too long").help(format!(
                "a message has at most {} MB",
                MAX_TEXT / 1024 / 1024
            )),
        }
    }
}
