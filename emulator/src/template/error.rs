//! What is wrong with a template, as its author reads it.
//!
//! Rule: a complaint says what was found, shows where, says what was expected there, and, where that
//! is not obvious, what to do. Where AWS would refuse the template too, it quotes AWS's own words.

use std::fmt;

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use super::{
    refusal::Refusal,
    source::{Place, Source},
};

/// One thing wrong with a template. Its [`Display`](fmt::Display) is the whole complaint, several
/// lines long, with the lines of the file that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    report: String,
    line: usize,
    column: usize,
}

impl Error {
    /// The line that the complaint is about, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column that the complaint is about, from 1, in characters.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report)
    }
}

impl std::error::Error for Error {}

/// A complaint on its way up, while nobody on the way needs the source.
#[derive(Debug)]
pub(crate) struct Complaint(Box<Parts>);

#[derive(Debug)]
struct Parts {
    found: String,
    place: Place,
    expected: Option<String>,
    also: Vec<(Place, String)>,
    help: Vec<String>,
}

impl Complaint {
    /// What was found, and where.
    pub(crate) fn new(found: impl Into<String>, place: Place) -> Self {
        let found = found.into();
        Complaint(Box::new(Parts {
            found,
            place,
            expected: None,
            also: vec![],
            help: vec![],
        }))
    }

    /// What was expected there: written beside the caret.
    pub(crate) fn expected(mut self, text: impl Into<String>) -> Self {
        self.0.expected = Some(text.into());
        self
    }

    /// Another place that explains this one.
    pub(crate) fn also(mut self, place: Place, text: impl Into<String>) -> Self {
        self.0.also.push((place, text.into()));
        self
    }

    /// What to do.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.0.help.push(text.into());
        self
    }

    /// What to do, where there is something to say.
    pub(crate) fn maybe_help(self, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// The words with which AWS refuses this.
    pub(crate) fn aws_says(self, refusal: Refusal<'_>) -> Self {
        self.help(format!("AWS refuses this with {refusal}"))
    }

    /// The complaint with the lines that it is about.
    pub(crate) fn in_sources(self, sources: &[Source]) -> Error {
        let parts = *self.0;
        let (line, column) = sources
            .get(parts.place.file)
            .map_or((1, 1), |source| source.position(parts.place.start));
        Error {
            report: report(&parts, sources),
            line,
            column,
        }
    }
}

fn report(parts: &Parts, sources: &[Source]) -> String {
    let mut group = Level::ERROR
        .primary_title(parts.found.as_str())
        .elements(snippets(parts, sources));
    for help in &parts.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::plain().render(&[group])
}

/// One snippet a file, the one that the complaint is about first.
fn snippets<'a>(parts: &'a Parts, sources: &'a [Source]) -> Vec<Snippet<'a, Annotation<'a>>> {
    let main = parts.place.file;
    let others = (0..sources.len()).filter(|&file| file != main);
    std::iter::once(main)
        .chain(others.filter(|&file| parts.also.iter().any(|(place, _)| place.file == file)))
        .filter_map(|file| Some(snippet(parts, file, sources.get(file)?)))
        .collect()
}

fn snippet<'a>(parts: &'a Parts, file: usize, source: &'a Source) -> Snippet<'a, Annotation<'a>> {
    let primary = AnnotationKind::Primary
        .span(source.range(parts.place))
        .label(parts.expected.as_deref());
    let also = parts.also.iter().filter(|(place, _)| place.file == file);
    Snippet::source(source.text.as_str())
        .path(source.name.as_str())
        .annotations((parts.place.file == file).then_some(primary))
        .annotations(also.map(|(place, text)| {
            AnnotationKind::Context
                .span(source.range(*place))
                .label(text.as_str())
        }))
}
