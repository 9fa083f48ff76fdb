//! An API and its function, as data: what a template says, nothing of how it is served.
//!
//! Rule: no behaviour beyond reading and printing its own parts. `template` builds these values once,
//! the gateway reads them for every request.
//!
//! AWS: the resources of a REST API (`Resource`, `Method`, `Integration`, `Stage`) and one Lambda function.

mod mapping;

use std::{fmt, time::Duration};

use indexmap::IndexMap;

pub use mapping::{
    Columns, ContentHandling, IntegrationResponse, Layout, Located, Mapping, MappingTemplate,
    Origin, Passthrough, SelectionPattern,
};

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
pub struct ResourcePath {
    segments: Vec<Segment>,
    /// As a template writes it: every event has it, twice.
    text: String,
}

impl ResourcePath {
    /// The path of these segments.
    pub fn new(segments: Vec<Segment>) -> ResourcePath {
        let text = match segments.is_empty() {
            true => "/".to_owned(),
            false => segments.iter().map(|step| format!("/{step}")).collect(),
        };
        ResourcePath { segments, text }
    }

    /// Its segments, from the root on.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The path as text, such as `/{proxy+}`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// One step of a resource's path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
        f.write_str(&self.text)
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
    /// `mock`: nothing is asked; the request template renders the status, the response template the body.
    Mock {
        /// What becomes of the request and of the status.
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
