//! A SAM template with OpenAPI inside, read into an API and its function.
//!
//! Rule: what AWS would refuse is refused here, in AWS's words, with the place in the file; what AWS
//! would take and this emulator does not do is noted. Nothing is passed over in silence.
//!
//! AWS: `AWS::Serverless::Function` and `AWS::Serverless::Api`, as SAM turns them into a REST API
//! (facts E).
//!
//! ```text
//! text ─ yaml ─▸ located nodes ─ sam ─┬─▸ function
//!            intrinsics, values ──────┴─ openapi ─ integration ─▸ apis
//! ```

mod error;
mod generated;
mod id;
mod intrinsics;
mod keys;
mod notes;
mod openapi;
mod plain;
mod references;
mod refusal;
mod sam;
mod scope;
mod source;
mod suggest;
mod values;
mod wellformed;
mod yaml;

pub use error::Error;
pub use notes::{Note, NoteClass};
pub use source::Source;

use std::{fs, io, path::Path};

use crate::api;

/// What a template describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// The one function.
    pub function: api::Function,
    /// At least one API, in the template's order.
    pub apis: Vec<api::Api>,
    /// What the template says and the emulator does not do, in the order of the file.
    pub notes: Vec<Note>,
}

/// Reads a template. A file that it names is read from beside it.
///
/// # Errors
///
/// The first thing in it that AWS would refuse, or that this emulator cannot be without.
pub fn read(source: &Source) -> Result<Template, Error> {
    let folder = Path::new(&source.name)
        .parent()
        .unwrap_or(Path::new(""))
        .to_owned();
    read_with(source, &|location| {
        fs::read_to_string(folder.join(location))
    })
}

/// Reads a template. `load` gives the text of a file that it names.
///
/// # Errors
///
/// As [`read`].
pub fn read_with(
    source: &Source,
    load: &dyn Fn(&str) -> io::Result<String>,
) -> Result<Template, Error> {
    let mut scope = scope::Scope::new(Source::of(source.name.clone(), &source.text), load);
    match sam::read(&mut scope) {
        Ok((function, apis)) => {
            let notes = scope.notes.in_sources(&scope.sources);
            Ok(Template {
                function,
                apis,
                notes,
            })
        }
        Err(complaint) => Err(complaint.in_sources(&scope.sources)),
    }
}
