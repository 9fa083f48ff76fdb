//! `$util`.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B3.1
    #[test]
    javascript_escapes_quotes_and_slashes,
    /// B3.1
    #[test]
    javascript_escapes_controls,
    #[test]
    javascript_escapes_what_is_not_ascii,
    /// B3.2
    #[test]
    an_escaped_apostrophe_is_taken_back,
    /// B3.3
    #[test]
    escaping_no_text_escapes_what_it_prints,
    /// B3.4
    #[test]
    urls_are_form_encoded,
    /// B3.5
    #[test]
    base64_goes_both_ways,
    /// B3.6
    #[test]
    json_is_parsed,
    /// B3.6
    #[test]
    urls_are_decoded,
    #[test]
    util_takes_texts_only,
}
