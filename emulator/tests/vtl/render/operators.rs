//! Arithmetic, comparisons, logic.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B5.4
    #[test]
    arithmetic_has_ranks,
    /// B5.4
    #[test]
    a_sum_binds_tighter_than_a_comparison,
    /// B5.4
    #[test]
    comparisons_have_two_spellings,
    /// B5.4
    #[test]
    logic_has_two_spellings,
    /// B5.4
    #[test]
    and_binds_tighter_than_or,
    /// B5.5
    #[test]
    numbers_compare_by_value,
    /// B5.5
    #[test]
    different_classes_compare_as_text,
    /// B5.5
    #[test]
    equal_lists_and_maps_are_equal,
    #[test]
    texts_have_no_order,
    /// B5.2
    #[test]
    only_false_is_false,
    /// B5.2
    #[test]
    a_literal_in_a_condition_is_false,
    #[test]
    integer_division_cuts_towards_zero,
    #[test]
    a_division_by_zero_leaves_the_variable,
    #[test]
    integers_widen_instead_of_wrapping,
    #[test]
    integers_of_any_size_compute,
    #[test]
    large_integers_have_no_negative_remainder,
    #[test]
    a_plus_with_a_text_joins,
    #[test]
    arithmetic_on_texts_gives_nothing,
    #[test]
    a_comparison_is_a_value,
    #[test]
    a_minus_sign_belongs_to_the_number,
}
