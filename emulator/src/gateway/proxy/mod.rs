//! The proxy integration (`aws_proxy`): the whole request becomes the event, the result the whole answer.
//!
//! Rule: pure, both ways.

mod answer;
mod event;

pub use answer::answer;
pub use event::event;

/// Whether a body of this media type travels as base64.
///
/// AWS (facts A2): only the first type of the header counts; it equals an entry, or an entry `type/*`
/// covers it; `*/*` covers everything; an entry `*/test` covers nothing, not even itself.
fn is_binary(media_type: Option<&str>, binary_media_types: &[String]) -> bool {
    let first = media_type
        .and_then(|types| types.split([',', ';']).next())
        .unwrap_or_default();
    let first = first.trim().to_ascii_lowercase();
    binary_media_types
        .iter()
        .any(|entry| match entry.split_once('/') {
            Some(("*", "*")) => true,
            Some(("*", _)) => false,
            Some((kind, "*")) => first
                .split_once('/')
                .is_some_and(|(found, _)| found == kind),
            _ => entry.eq_ignore_ascii_case(&first),
        })
}
