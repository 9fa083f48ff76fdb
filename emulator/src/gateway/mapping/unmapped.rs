//! What does not map: what the client gets, and why.
//!
//! AWS (facts A3, B1, B6): a 415 for a media type that may not pass, a 500 for everything that fails while it
//! is mapped.

use crate::{
    api::MappingTemplate,
    explanation::{Cause, Explanation},
    gateway::failure::Failure,
    vtl,
};

/// Why a request has no event, or a result no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmapped {
    /// No template is for the request's media type, and its body may not pass.
    UnsupportedMediaType {
        /// The media type.
        found: String,
        /// Those that have a template.
        known: Vec<String>,
    },
    /// A mapping template cannot be parsed or rendered: the complaint, with its place.
    Template(String),
    /// A body of bytes met a mapping template.
    BinaryBody,
    /// A body that is to become bytes is no base64.
    NotBase64(String),
    /// What a mock integration rendered has no `statusCode`.
    NoMockStatus(String),
    /// No selection pattern matches, and there is no default response.
    NoResponse {
        /// What was matched: an error message, or a status; nothing for a result.
        found: Option<String>,
        /// The patterns that there are.
        known: Vec<String>,
    },
    /// The status announces an answer, and is none.
    InterimStatus(u16),
    /// A header of the answer is none that HTTP can carry.
    UnsendableHeader {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
}

impl Unmapped {
    /// A template that does not parse, or does not render.
    pub(super) fn template(template: &MappingTemplate, error: &vtl::Error) -> Unmapped {
        Unmapped::Template(template.complaint(error))
    }

    /// What the client gets.
    pub fn failure(&self) -> Failure {
        match self {
            Unmapped::UnsupportedMediaType { .. } => Failure::UnsupportedMediaType,
            _ => Failure::InternalServerError,
        }
    }

    /// What the developer reads.
    pub fn explanation(&self) -> Explanation {
        match self {
            Unmapped::UnsupportedMediaType { found, known } => {
                let known = match known.as_slice() {
                    [] => "there is none at all".to_owned(),
                    types => format!("there is one for {}", types.join(", ")),
                };
                Cause::UnsupportedMediaType
                    .found(format!("no mapping template is for {found}; {known}"))
            }
            Unmapped::Template(complaint) => Cause::MappingTemplateFailed.found(complaint.clone()),
            Unmapped::BinaryBody => Cause::BinaryIntoTemplate
                .found("the body is of a binary media type, and there is a template for it"),
            Unmapped::NotBase64(error) => {
                Cause::ConversionFailed.found(format!("the body is not base64: {error}"))
            }
            Unmapped::NoMockStatus(rendered) => {
                Cause::NoMockStatus.found(format!("the request was mapped to {rendered:?}"))
            }
            Unmapped::InterimStatus(status) => {
                Cause::InterimStatus.found(format!("the status is {status}"))
            }
            Unmapped::UnsendableHeader { name, value } => {
                Cause::UnsendableHeader.found(format!("the header {name:?} is {value:?}"))
            }
            Unmapped::NoResponse { found, known } => {
                let found = match found {
                    Some(text) => format!("{text:?}"),
                    None => "a result".to_owned(),
                };
                let known = match known.as_slice() {
                    [] => "there is none at all".to_owned(),
                    patterns => format!("there is {}", patterns.join(", ")),
                };
                Cause::NoIntegrationResponse
                    .found(format!("no integration response is for {found}; {known}"))
            }
        }
    }
}
