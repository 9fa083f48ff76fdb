//! JSONPath as Jayway 2.9 speaks it, the dialect of `$input.path` and `$input.json`.
//!
//! Rule: what Jayway gives for a path and a document is given here too, odd results included: the tests hold both
//! against recordings of the real library. A path is **definite** when it can point to one place only: then it
//! gives the value there, or nothing. Any other path gives the list of all that it finds, perhaps an empty one.
//!
//! A path is parsed into steps, and `read.rs` walks them, one step a function. Whatever the path and the
//! document, neither takes more than a bounded amount of work.
//!
//! Known differences, each too odd to be worth its code:
//! - `keys()` gives a list; Jayway's key set prints as `[a, b]` and cannot be compared in a filter.
//! - `append()` leaves the document as it is; in Jayway, what the same path finds later has grown too.
//! - Jayway keeps compiled paths, and one such as `$..[*].b` gives less when it is used again; here it never does.
//! - Patterns differ from Java's where `java_regex` says so.

mod arguments;
mod bracket;
mod cursor;
mod error;
mod filter;
mod function;
mod parser;
mod place;
mod read;
mod scan;
mod step;
mod work;

use std::borrow::Cow;

pub use error::Error;

use super::json::Json;
use step::Step;

/// A path that can be read from documents.
#[derive(Debug, Clone)]
pub struct Path {
    steps: Vec<Step>,
    /// Whether it begins at `$`; inside a filter, a path that begins at `@` does not.
    from_document: bool,
    /// Whether it was `$..a.sum()` and is `$.sum($..a)` now: Jayway takes no step behind the function for definite.
    behind_scan: bool,
    column: usize,
}

impl Path {
    /// Reads a path. One that begins with neither `$` nor `@` is taken as if `$.` stood before it.
    ///
    /// # Errors
    /// The text is no path.
    pub fn parse(text: &str) -> Result<Self, Error> {
        parser::parse(text)
    }

    /// Whether the path can point to one place only.
    pub fn is_definite(&self) -> bool {
        self.steps.iter().all(Step::is_definite)
    }

    /// What the path finds in `document`; `None` where a definite path finds nothing.
    ///
    /// # Errors
    /// The document is null as a whole, a filter meets a text or a number, or a function what it cannot take.
    pub fn read(&self, document: &Json) -> Result<Option<Json>, Error> {
        Ok(self.find(document)?.map(Cow::into_owned))
    }

    /// The same, lent where it stands in the document as it is found.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn find<'d>(&self, document: &'d Json) -> Result<Option<Cow<'d, Json>>, Error> {
        match place::follow(&self.steps, document) {
            Some(place) if !matches!(document, Json::Null) => Ok(place.map(Cow::Borrowed)),
            _ => Ok(read::read(self, document)?.map(Cow::Owned)),
        }
    }
}
