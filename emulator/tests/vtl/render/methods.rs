//! The Java methods of values.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B5.15
    #[test]
    texts_are_measured_and_searched,
    /// B5.15
    #[test]
    texts_are_cut_and_changed,
    /// B5.15
    #[test]
    texts_are_replaced_by_pattern,
    #[test]
    texts_are_split,
    #[test]
    texts_are_compared,
    #[test]
    texts_are_compared_character_by_character,
    #[test]
    texts_count_utf16_units,
    #[test]
    texts_know_their_code_points,
    #[test]
    static_methods_answer_on_any_text,
    #[test]
    a_text_takes_only_what_fits,
    /// B5.15
    #[test]
    lists_are_read,
    #[test]
    a_list_is_walked_from_an_index,
    /// B5.15
    #[test]
    lists_are_changed,
    #[test]
    a_list_from_json_stays_json,
    /// B5.15
    #[test]
    maps_are_read,
    #[test]
    nothing_is_added_to_what_a_map_has,
    /// B5.15
    #[test]
    maps_are_changed,
    #[test]
    a_views_items_have_no_places,
    #[test]
    numbers_have_methods,
    #[test]
    doubles_have_methods,
    #[test]
    booleans_have_methods,
    #[test]
    java_classes_match_ascii,
    #[test]
    patterns_look_around_and_back,
    #[test]
    a_dot_is_no_line_terminator,
    #[test]
    a_dollar_stands_before_a_last_line_terminator,
    #[test]
    lines_begin_and_end_at_any_line_terminator,
    #[test]
    flags_are_javas,
    #[test]
    an_empty_match_may_follow_another,
    #[test]
    classes_of_a_pattern_are_javas,
    #[test]
    escapes_of_a_pattern_are_javas,
    #[test]
    static_methods_widen_their_arguments,
    #[test]
    texts_join_one_by_one_too,
    #[test]
    only_a_list_from_json_appends_elements,
    #[test]
    an_array_without_change_takes_any_method,
    #[test]
    booleans_have_a_static_value,
    #[test]
    a_definition_is_no_argument_of_a_text,
    #[test]
    an_array_of_anything_takes_anything,
    #[test]
    an_array_is_no_collection,
    #[test]
    characters_join_to_a_text,
    #[test]
    integers_have_static_methods,
    #[test]
    doubles_have_static_methods,
    #[test]
    booleans_have_static_methods,
}
