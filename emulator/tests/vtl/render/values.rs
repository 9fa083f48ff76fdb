//! Numbers, lists, maps and ranges, and how they print.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B5.3
    #[test]
    integers_print_plainly,
    /// B5.3
    #[test]
    doubles_print_as_in_java,
    /// B5.3
    #[test]
    booleans_and_empty_maps_print,
    /// B5.3
    #[test]
    a_map_prints_as_in_java,
    #[test]
    a_list_prints_as_in_java,
    /// B5.10
    #[test]
    a_map_literal_takes_any_value,
    /// B5.10
    #[test]
    a_list_literal_takes_any_value,
    /// B5.10
    #[test]
    a_range_goes_up_and_down,
    /// B5.10
    #[test]
    a_range_goes_to_a_reference,
    #[test]
    a_range_of_texts_is_nothing,
    #[test]
    keys_of_different_classes_differ,
    #[test]
    a_map_that_contains_itself_says_so,
    #[test]
    every_value_has_a_class,
}
