//! Trees: what belongs to what.

use super::phases::fixtures;

fixtures! {
    parse:
    #[test]
    a_template_is_a_row_of_nodes,
    /// B5.8
    #[test]
    a_reference_has_steps,
    /// B5.4
    #[test]
    operators_have_ranks,
    /// B5.4
    #[test]
    operators_of_one_rank_go_from_left_to_right,
    /// B5.4
    #[test]
    parentheses_come_first,
    /// B5.12
    #[test]
    a_condition_has_branches_in_order,
    /// B5.12
    #[test]
    a_loop_has_a_body,
    /// B5.6
    #[test]
    a_text_with_references_is_a_template,
    /// B5.10
    #[test]
    lists_maps_and_ranges_are_values,
    /// B5.13
    #[test]
    a_definition_keeps_its_body,
    /// B5.14
    #[test]
    a_macro_is_forgotten,
    /// B5.16
    #[test]
    blanks_are_gone_where_a_directive_takes_them,
    /// B5.7
    #[test]
    an_escape_becomes_text,
    /// B5.9
    #[test]
    stray_characters_become_text,
    /// B5.10
    #[test]
    set_has_a_target_with_steps,
    /// B5.13
    #[test]
    break_and_stop_are_nodes,
    #[test]
    text_after_a_call_is_text,
}
