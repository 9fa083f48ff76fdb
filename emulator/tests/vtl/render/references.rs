//! References in all their forms, and what is undefined.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B5.1
    #[test]
    an_undefined_reference_is_empty,
    /// B5.1
    #[test]
    a_missing_member_is_empty,
    /// B5.1
    #[test]
    an_undefined_reference_is_true,
    /// B5.1
    #[test]
    a_loop_over_nothing_runs_zero_times,
    /// B5.1
    #[test]
    an_undefined_key_is_the_empty_key,
    /// B5.8
    #[test]
    a_reference_is_written_in_four_ways,
    /// B5.8
    #[test]
    a_list_has_indexes,
    /// B5.8
    #[test]
    a_map_has_keys_in_brackets,
    #[test]
    the_last_item_has_the_index_minus_one,
    /// B5.8
    #[test]
    a_name_may_contain_hyphens_and_underscores,
    /// B5.8
    #[test]
    a_blank_ends_a_name,
    /// B5.8
    #[test]
    methods_chain,
    /// B5.9
    #[test]
    a_dollar_alone_is_text,
    /// B5.9
    #[test]
    a_hash_alone_is_text,
    #[test]
    a_stray_dollar_before_a_reference_stays,
    #[test]
    quiet_notation_before_no_name_loses_its_mark,
    #[test]
    a_member_after_a_call_needs_a_dot,
    #[test]
    a_call_without_a_name_is_text,
    #[test]
    two_references_stand_side_by_side,
    #[test]
    a_variable_keeps_what_was_set,
    #[test]
    two_variables_share_a_map,
    #[test]
    two_variables_share_a_list,
}
