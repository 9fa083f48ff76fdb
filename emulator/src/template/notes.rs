//! What a template says that the emulator does not do, or does otherwise than AWS.
//!
//! Rule: nothing that changes an answer is passed over in silence. What is used gives no note.

use std::cell::RefCell;

use super::source::{Place, Source};

/// A remark about one thing in a template that is legal but not, or not wholly, used here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub class: NoteClass,
    /// What the template says, such as `Auth of TestApi`.
    pub what: String,
    /// The file that says it.
    pub file: String,
    /// The line in that file, from 1.
    pub line: usize,
    /// What follows, such as what a request there gets.
    pub consequence: String,
}

/// How much a [`Note`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteClass {
    /// It changes no answer here: of interest with `--verbose` only.
    WithoutEffect,
    /// It could not be deployed, or would answer otherwise than its author meant; here it may work.
    WouldFailDeployed,
    /// It changes an answer on AWS, and this emulator does not do it.
    NotSupported,
}

/// The notes taken while a template is read.
#[derive(Debug, Default)]
pub(crate) struct Notes(RefCell<Vec<(Place, NoteClass, String, String)>>);

impl Notes {
    /// Takes a note of what stands at `place`.
    pub(crate) fn take(
        &self,
        class: NoteClass,
        place: Place,
        what: impl Into<String>,
        consequence: impl Into<String>,
    ) {
        self.0
            .borrow_mut()
            .push((place, class, what.into(), consequence.into()));
    }

    /// All notes in the order of the file.
    pub(crate) fn in_sources(self, sources: &[Source]) -> Vec<Note> {
        let mut taken = self.0.into_inner();
        taken.sort_by_key(|(place, ..)| (place.file, place.start));
        taken.dedup();
        let located = taken
            .into_iter()
            .filter_map(|(place, class, what, consequence)| {
                let source = sources.get(place.file)?;
                let (line, _) = source.position(place.start);
                Some(Note {
                    class,
                    what,
                    file: source.name.clone(),
                    line,
                    consequence,
                })
            });
        located.collect()
    }
}
