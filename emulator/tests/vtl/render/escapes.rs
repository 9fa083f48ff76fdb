//! Backslashes and text blocks.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B5.7
    #[test]
    a_backslash_escapes_a_reference,
    /// B5.7
    #[test]
    a_backslash_escapes_an_undefined_reference,
    /// B5.7
    #[test]
    a_backslash_escapes_a_directive,
    /// B5.7
    #[test]
    a_backslash_before_no_directive_stays,
    /// B5.7
    #[test]
    two_backslashes_before_a_directive_are_one,
    #[test]
    a_text_block_is_not_parsed,
    #[test]
    a_text_block_may_contain_hashes,
    #[test]
    what_follows_an_escaped_stray_dollar_is_lost,
    #[test]
    what_stands_right_before_a_definition_is_lost,
    #[test]
    a_definition_too_deep_in_itself_is_its_source,
}
