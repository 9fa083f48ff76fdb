//! Where the engine is not the recorded one; the reasons stand in `different.rs`.

use super::super::phases::fixtures;

fixtures! {
    render:
    #[test]
    different_arrays_print_without_a_number,
    #[test]
    different_arrays_have_the_hash_of_a_list,
    #[test]
    different_views_of_a_map_are_copies,
    #[test]
    different_a_class_is_a_text,
    #[test]
    different_json_lists_name_their_own_class,
    #[test]
    different_exact_decimals_compute_as_doubles,
    #[test]
    different_large_integers_have_a_hash_of_their_own,
    #[test]
    different_rare_static_methods_are_missing,
    #[test]
    different_null_is_no_argument,
    #[test]
    different_nothing_joined_to_a_text_is_null,
    #[test]
    different_literal_blocks_are_source,
    #[test]
    different_definitions_in_values_are_rendered_at_once,
    #[test]
    different_keys_of_a_path_are_a_list,
    #[test]
    different_doubles_print_no_digit_too_many,
    #[test]
    different_a_loop_is_no_map,
    #[test]
    different_iterators_see_no_change,
    #[test]
    different_a_map_may_be_its_own_key,
    #[test]
    different_a_loop_does_not_mind_that_nothing_is_added,
    #[test]
    different_classes_of_parts_have_names_of_their_own,
    #[test]
    different_narrow_numbers_are_of_wider_classes,
    #[test]
    different_a_character_is_a_text,
}
