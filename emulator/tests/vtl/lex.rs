//! Tokens: where each begins, and which mode it is read in.

use super::phases::fixtures;

fixtures! {
    lex:
    #[test]
    plain_text_is_one_token,
    /// B5.8
    #[test]
    a_reference_carries_its_dollar,
    /// B5.8
    #[test]
    a_reference_ends_where_its_name_ends,
    /// B5.8
    #[test]
    a_method_has_arguments,
    /// B5.8
    #[test]
    an_index_has_its_own_mode,
    /// B5.7
    #[test]
    backslashes_belong_to_the_reference,
    /// B5.7
    #[test]
    backslashes_belong_to_the_directive,
    /// B5.9
    #[test]
    a_stray_dollar_is_left_over,
    /// B5.9
    #[test]
    a_stray_hash_is_left_over,
    /// B5.16
    #[test]
    set_takes_the_blanks_before_it,
    /// B5.16
    #[test]
    a_closing_parenthesis_takes_a_blank_rest,
    /// B5.4
    #[test]
    a_condition_is_read_in_its_own_mode,
    /// B5.10
    #[test]
    a_range_is_no_decimal_number,
    /// B5.10
    #[test]
    a_map_is_no_name_in_braces,
    /// B5.16
    #[test]
    a_line_comment_ends_with_its_line,
    #[test]
    a_block_comment_ends_where_it_says,
    #[test]
    a_text_block_is_one_token,
    /// B5.6
    #[test]
    a_quote_is_written_twice,
    /// B5.4
    #[test]
    an_operator_may_be_a_word,
    /// B5.12
    #[test]
    braces_end_a_directive,
}
