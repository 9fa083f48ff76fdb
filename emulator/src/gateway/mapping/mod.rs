//! The custom integration (`aws`), and `mock`: what goes in and what comes out is configured.
//!
//! Rule: pure, both ways; what does not map is an [`Unmapped`], and nothing is passed over.
//!
//! AWS (facts B1, B6): request → mapping template → event; result → selection pattern → integration response →
//! mapping template → answer.

mod integration_request;
mod integration_response;
mod parameters;
mod scope;
mod unmapped;

pub use integration_request::{IntegrationRequest, integration_request};
pub use integration_response::{Backend, MethodResponse, method_response};
pub use scope::Arrived;
pub use unmapped::Unmapped;

use crate::api::MappingTemplate;

/// The media type of a header's value, without its parameters, in lower case.
fn media_type(value: &str) -> String {
    value
        .split([';', ','])
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The template for a media type.
///
/// Our choice: `$default` is for every type that has none of its own, as other emulators have it.
fn template_for<'a>(
    templates: &'a indexmap::IndexMap<String, MappingTemplate>,
    media_type: &str,
) -> Option<&'a MappingTemplate> {
    let named = templates
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(media_type));
    named
        .map(|(_, template)| template)
        .or_else(|| templates.get("$default"))
}
