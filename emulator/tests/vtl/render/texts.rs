//! Texts in quotes.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B5.6
    #[test]
    double_quotes_interpolate_and_single_quotes_do_not,
    /// B5.6
    #[test]
    a_backslash_in_a_text_is_a_backslash,
    /// B5.6
    #[test]
    a_quote_inside_a_text_is_written_twice,
    /// B5.6
    #[test]
    an_escaped_reference_in_a_text_prints_itself,
    #[test]
    a_text_is_a_template_of_its_own,
    #[test]
    a_text_may_end_in_a_dollar,
    #[test]
    a_comment_in_a_text_hides_the_rest,
    #[test]
    a_text_may_span_lines,
    #[test]
    texts_nest_in_each_other,
    #[test]
    interpolation_sees_the_value_of_now,
}
