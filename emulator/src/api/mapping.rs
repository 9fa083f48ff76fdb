//! How a custom integration maps: templates, parameters, responses.
//!
//! Rule: data only, and ready for use: what has to be compiled was compiled when the template was read, so that
//! nothing is for a request.
//!
//! AWS: `IntegrationRequest` and `IntegrationResponse` of a method (facts B1, B6, E).

use std::{fmt, sync::Arc};

use indexmap::IndexMap;

use crate::{
    java_regex::{Flags, Pattern},
    vtl,
};

/// How a custom integration turns a request into an event and a result into an answer (facts B1, B6).
///
/// The default maps nothing, and answers nothing: it has no response.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    /// The mapping templates for requests, by the media type of the body.
    pub request_templates: IndexMap<String, MappingTemplate>,
    /// What becomes of a body that no template is for.
    pub passthrough: Passthrough,
    /// What is put into the integration request, such as `integration.request.header.X-Amz-Invocation-Type`,
    /// and where it is taken from: `method.request.header.Mode`, `context.stage`, `'Event'`.
    pub request_parameters: IndexMap<String, String>,
    /// Whether a request's body is turned into text or into bytes before it is mapped.
    pub content_handling: Option<ContentHandling>,
    /// In the template's order; AWS's own order is not known (facts F5).
    pub responses: Vec<IntegrationResponse>,
}

/// What becomes of a body that no mapping template is for (facts B1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Passthrough {
    /// It passes unchanged.
    #[default]
    WhenNoMatch,
    /// It passes if there is no template for any type; else 415.
    WhenNoTemplates,
    /// 415.
    Never,
}

/// A conversion of a body between text and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentHandling {
    /// Text that is base64 becomes the bytes.
    ConvertToBinary,
    /// Bytes become base64.
    ConvertToText,
}

/// One way to answer, and when (facts B6).
#[derive(Debug, Clone, PartialEq)]
pub struct IntegrationResponse {
    /// What this response is for; none for the default response.
    pub selection_pattern: Option<SelectionPattern>,
    /// The status of the answer.
    pub status_code: u16,
    /// The mapping templates for results, by the media type of the answer.
    pub response_templates: IndexMap<String, MappingTemplate>,
    /// The headers of the answer, such as `method.response.header.Location`, and where they are taken from:
    /// `integration.response.body.url`, `context.requestId`, `'text/html'`.
    pub response_parameters: IndexMap<String, String>,
    /// Whether the result is turned into text or into bytes before it is mapped.
    pub content_handling: Option<ContentHandling>,
}

impl IntegrationResponse {
    /// The default response of the console: 200, with the result as it is.
    pub fn plain() -> Self {
        IntegrationResponse {
            selection_pattern: None,
            status_code: 200,
            response_templates: IndexMap::new(),
            response_parameters: IndexMap::new(),
            content_handling: None,
        }
    }
}

/// A regular expression, in Java's syntax, that has to match a whole `errorMessage`, or a mock's whole status.
#[derive(Debug, Clone)]
pub struct SelectionPattern {
    text: String,
    whole: Pattern,
}

impl SelectionPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn new(text: &str) -> Result<SelectionPattern, String> {
        let whole = Pattern::whole(text, Flags::default()).map_err(|error| error.to_string())?;
        Ok(SelectionPattern {
            text: text.to_owned(),
            whole,
        })
    }

    /// Whether it matches the whole text. One that takes for ever to tell does not.
    pub fn matches(&self, text: &str) -> bool {
        self.whole.on(text).is_match(text).unwrap_or(false)
    }
}

impl PartialEq for SelectionPattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl fmt::Display for SelectionPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A mapping template, parsed once, and where it is written.
///
/// AWS takes a template that does not parse, and answers 500 when it is used; so the error is kept for then.
#[derive(Debug, Clone)]
pub struct MappingTemplate {
    text: String,
    origin: Origin,
    parsed: Arc<Result<vtl::Template, vtl::Error>>,
}

impl MappingTemplate {
    /// Parses `text`, which stands at `origin`.
    pub fn new(text: String, origin: Origin) -> MappingTemplate {
        let parsed = Arc::new(vtl::Template::parse(&text));
        MappingTemplate {
            text,
            origin,
            parsed,
        }
    }

    /// The template's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where its text begins.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The template, ready to be rendered.
    ///
    /// # Errors
    /// Its text is no template.
    pub fn parsed(&self) -> Result<&vtl::Template, &vtl::Error> {
        self.parsed.as_ref().as_ref()
    }

    /// An error of this template, with its place in the file as far as that is known.
    pub fn complaint(&self, error: &vtl::Error) -> String {
        let Origin {
            file, line, column, ..
        } = &self.origin;
        match self.origin.locate(error.line, error.column) {
            Located::At(line, column) => error.located(&format!("{file}:{line}:{column}"), line),
            Located::OnLine(line) => error.located(&format!("{file}:{line}"), line),
            Located::Inside => {
                let inside = format!("line {}, column {}", error.line, error.column);
                let place = format!("{inside} of the template at {file}:{line}:{column}");
                error.located(&place, error.line)
            }
        }
    }
}

impl PartialEq for MappingTemplate {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.origin == other.origin
    }
}

/// Where a text stands in a file, so that a place in the text can be shown in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, as it is known in complaints.
    pub file: String,
    /// The line of the text's first character, from 1.
    pub line: usize,
    /// The column of the text's first character, from 1.
    pub column: usize,
    /// How the lines of the text lie in the file.
    pub layout: Layout,
}

/// How the lines of a text lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One below the other, all indented to the same column: a block that begins with `|`.
    Block(Columns),
    /// All on one line.
    OneLine(Columns),
    /// Folded, or put together by an intrinsic function: only the beginning is known.
    Unknown,
}

/// Whether the characters of a line lie in the file as they do in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// Each as it stands there.
    AsWritten,
    /// Not so: there are escapes, or `Fn::Sub` has put other texts in.
    Shifted,
}

/// A place in the file, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Located {
    /// The line and the column, both from 1.
    At(usize, usize),
    /// The line, from 1.
    OnLine(usize),
    /// Somewhere in the text.
    Inside,
}

impl Origin {
    /// The place in the file of a place in the text. All count from 1, columns in characters.
    pub fn locate(&self, line: usize, column: usize) -> Located {
        let (line, columns) = match self.layout {
            Layout::Block(columns) => (self.line + line.saturating_sub(1), columns),
            Layout::OneLine(columns) => (self.line, columns),
            Layout::Unknown => return Located::Inside,
        };
        match columns {
            Columns::AsWritten => Located::At(line, self.column + column.saturating_sub(1)),
            Columns::Shifted => Located::OnLine(line),
        }
    }
}
