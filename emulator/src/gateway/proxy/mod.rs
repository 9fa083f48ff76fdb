//! The proxy integration (`aws_proxy`): the whole request becomes the event, the result the whole answer.
//!
//! Rule: pure, both ways.
//!
//! AWS (facts A1, A2): what goes in is fixed, what comes out is parsed strictly; the template has no say in
//! either. Its integration responses and parameter mappings are not looked at.

mod answer;
mod event;
mod headers;
mod json;

pub use answer::answer;
pub use event::event;

/// Whether a body of this media type travels as base64.
///
/// AWS (A2.19, A2.20, A2.23): only the first type of the header counts; it equals an entry, or an entry
/// `type/*` covers it; `*/*` covers everything; an entry `*/test` covers nothing, not even itself.
pub(super) fn is_binary(media_types: Option<&str>, binary_media_types: &[String]) -> bool {
    let first = media_types
        .and_then(|types| types.split([',', ';']).next())
        .unwrap_or_default()
        .trim();
    let covers = |entry: &String| match entry.split_once('/') {
        Some(("*", "*")) => true,
        Some(("*", _)) => false,
        Some((kind, "*")) => first
            .split_once('/')
            .is_some_and(|(found, _)| found.eq_ignore_ascii_case(kind)),
        _ => entry.eq_ignore_ascii_case(first),
    };
    binary_media_types.iter().any(covers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binary(media_types: &str, entry: &str) -> bool {
        is_binary(Some(media_types), &[entry.to_owned()])
    }

    /// A2.19: Only the first media type counts, and an entry covers it as a whole or by `type/*`.
    #[test]
    fn an_entry_covers_the_first_media_type() {
        assert!(binary("image/png", "image/png"));
        assert!(binary("image/png;q=0.9, text/html", "image/png"));
        assert!(!binary("text/html, image/png", "image/png"));
        assert!(binary("application/whatever", "application/*"));
        assert!(!binary("a/test", "*/test"));
        assert!(!binary("*/test", "*/test"));
    }

    /// A2.20: A range in the header covers nothing.
    #[test]
    fn a_range_in_the_header_matches_no_plain_entry() {
        assert!(!binary("image/*", "image/png"));
        assert!(!binary("*/*", "image/png"));
        assert!(!binary("application", "application/*"));
    }

    /// A2.23: The entry for everything covers even nothing.
    #[test]
    fn the_entry_for_everything_covers_everything() {
        assert!(binary("text/plain", "*/*"));
        assert!(is_binary(None, &["*/*".to_owned()]));
        assert!(!is_binary(None, &["image/png".to_owned()]));
    }
}
