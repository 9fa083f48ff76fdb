//! An API and its function, as data: what a template says, nothing of how it is served.
//!
//! Rule: no behaviour beyond reading and printing its own parts. `template` builds these values once,
//! the gateway reads them for every request.
//!
//! AWS: the resources of a REST API (`Resource`, `Method`, `Integration`, `Stage`) and one Lambda function.

use std::{fmt, time::Duration};

use indexmap::IndexMap;

/// A REST API together with the one stage it is deployed to.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The API's name, as `info.title` or the template's `Name` gives it.
    pub name: String,
    /// Ten lower-case letters and digits; on AWS the first label of the API's host name.
    pub id: String,
    /// Where the API is deployed: the first segment of every path.
    pub stage: Stage,
    /// Media types whose bodies travel as base64, such as `image/png` or `application/*`.
    pub binary_media_types: Vec<String>,
    /// Every resource that has a method, in the template's order.
    pub resources: Vec<Resource>,
}

/// A named deployment of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Letters, digits, `_` and `-`; the first segment of every path.
    pub name: String,
    /// The stage variables, in the template's order.
    pub variables: IndexMap<String, String>,
}

/// A path and the methods that it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Six lower-case letters and digits, `resourceId` in an event.
    pub id: String,
    /// The path with its parameters, such as `/users/{id}` or `/{proxy+}`.
    pub path: ResourcePath,
    /// At least one; no two with the same verb.
    pub methods: Vec<Method>,
}

/// A resource's path, cut into segments. The root resource has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourcePath(pub Vec<Segment>);

/// One step of a resource's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Fixed text: `test`.
    Literal(String),
    /// One segment, whatever it is: `{id}`.
    Parameter(String),
    /// All the segments that are left, at least one: `{proxy+}`. Always the last.
    Greedy(String),
}

impl fmt::Display for ResourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("/");
        }
        self.0
            .iter()
            .try_for_each(|segment| write!(f, "/{segment}"))
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Segment::Literal(text) => f.write_str(text),
            Segment::Parameter(name) => write!(f, "{{{name}}}"),
            Segment::Greedy(name) => write!(f, "{{{name}+}}"),
        }
    }
}

/// What a resource does for one HTTP method, or for all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Method {
    /// The HTTP method it answers.
    pub verb: Verb,
    /// `operationId` of the OpenAPI operation; `operationName` in an event.
    pub operation_name: Option<String>,
    /// What is behind it.
    pub integration: Integration,
}

/// The HTTP method that a [`Method`] answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// `ANY`: every method that the resource does not name.
    Any,
    /// This one, in capitals: one of [`Verb::NAMES`].
    Only(&'static str),
}

impl Verb {
    /// The methods of a REST API; `ANY` stands for all of them.
    pub const NAMES: [&'static str; 7] =
        ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

    /// Whether a request with this method, in capitals, is answered.
    pub fn answers(self, http_method: &str) -> bool {
        match self {
            Verb::Any => Self::NAMES.contains(&http_method),
            Verb::Only(name) => name == http_method,
        }
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verb::Any => "ANY",
            Verb::Only(name) => name,
        })
    }
}

/// What a method hands its requests to.
#[derive(Debug, Clone, PartialEq)]
pub enum Integration {
    /// `aws_proxy`: the whole request becomes the event, the function's result the whole answer.
    Proxy {
        /// How long the gateway waits for the function.
        timeout: Duration,
    },
    /// `aws`: what the function gets and what the client gets is configured, by mapping templates.
    Custom {
        /// How long the gateway waits for the function.
        timeout: Duration,
        /// What becomes of the request and of the result.
        mapping: Box<Mapping>,
    },
    /// Anything else, or one of the above that AWS takes and then never executes: each request is answered
    /// 500 `Internal server error`.
    Unsupported {
        /// The key of the integration that makes it so, such as `` `type: mock` ``.
        what: String,
        /// Why it is answered so, in half a sentence.
        why: String,
    },
}

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
    /// A regular expression, in Java's syntax, for the whole `errorMessage`; none for the default response.
    pub selection_pattern: Option<String>,
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

/// The text of a mapping template, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingTemplate {
    /// The template.
    pub text: String,
    /// Where its text begins.
    pub origin: Origin,
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
    Block,
    /// All on one line, and as it stands there.
    OneLine,
    /// Folded, with escapes, or put together by an intrinsic function: only the beginning is known.
    Unknown,
}

impl Origin {
    /// The line and the column in the file of a place in the text; all four count from 1, columns in
    /// characters.
    pub fn locate(&self, line: usize, column: usize) -> (usize, usize) {
        match self.layout {
            Layout::Block => (
                self.line + line.saturating_sub(1),
                self.column + column.saturating_sub(1),
            ),
            Layout::OneLine => (self.line, self.column + column.saturating_sub(1)),
            Layout::Unknown => (self.line, self.column),
        }
    }
}

/// The Lambda function behind the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// The function's name, such as `testLambda-luna`.
    pub name: String,
    /// `Handler`; `_HANDLER` in its environment.
    pub handler: String,
    /// `MemorySize` in MB, 128 where the template is silent.
    pub memory_mb: u32,
    /// `Timeout`, 3 s where the template is silent: how long one invocation may take.
    pub timeout: Duration,
    /// The function's own environment variables, in the template's order.
    pub environment: IndexMap<String, String>,
}
