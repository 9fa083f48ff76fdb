//! `#set`, `#if`, `#foreach`, `#define`, and what is no directive.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B5.10
    #[test]
    set_assigns_members_and_indexes,
    #[test]
    set_leaves_alone_what_it_cannot_assign_to,
    /// B5.11
    #[test]
    set_of_nothing_reads_as_undefined,
    #[test]
    set_takes_blanks_and_newlines,
    /// B5.12
    #[test]
    a_condition_has_branches,
    /// B5.12
    #[test]
    braces_separate_a_directive_from_text,
    /// B5.12
    #[test]
    a_loop_runs_over_a_list,
    /// B5.12
    #[test]
    a_loop_runs_over_a_map,
    /// B5.12
    #[test]
    a_loop_has_the_counters_of_old,
    /// B5.12
    #[test]
    a_loops_variable_is_local,
    /// B5.12
    #[test]
    loops_nest,
    /// B5.12
    #[test]
    a_loop_ends_after_1000_rounds,
    #[test]
    a_loop_over_a_text_or_a_number_runs_zero_times,
    #[test]
    a_loop_meets_null_as_the_empty_text,
    #[test]
    break_leaves_the_innermost_loop,
    /// B5.13
    #[test]
    stop_ends_the_output,
    #[test]
    break_outside_a_loop_ends_the_output,
    /// B5.13
    #[test]
    a_definition_is_rendered_late,
    #[test]
    a_definition_inside_itself_stops_soon,
    #[test]
    a_definition_compares_and_joins_as_text,
    /// B5.14
    #[test]
    a_macro_vanishes_and_its_call_stays,
    /// B5.14
    #[test]
    other_directives_are_text,
    #[test]
    words_that_only_begin_like_directives_are_text,
    #[test]
    a_loop_variable_may_be_braced,
    #[test]
    an_iterator_is_used_up,
    #[test]
    a_loop_stays_one_thing_in_all_its_rounds,
    #[test]
    a_loop_sees_what_its_rounds_change,
    #[test]
    a_loop_may_be_left_after_its_list_has_grown,
    #[test]
    arithmetic_in_a_condition_is_not_even_computed,
    #[test]
    a_definition_in_a_condition_is_rendered,
    #[test]
    set_with_braces_assigns_what_nothing_reads,
    #[test]
    set_on_a_call_puts_under_its_name,
    #[test]
    set_on_what_is_not_there_is_nothing,
    #[test]
    break_leaves_a_definition,
    #[test]
    a_loops_null_stays_null_for_its_round,
    #[test]
    a_loop_cannot_be_counted_from_its_end,
}
