//! `$input`.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B2.1
    #[test]
    the_body_is_raw_text,
    /// B2.1
    #[test]
    no_body_reads_as_an_empty_object,
    /// B2.1
    #[test]
    an_empty_body_reads_as_an_empty_object,
    /// B2.2
    #[test]
    the_body_has_no_members,
    /// B2.3
    #[test]
    an_object_prints_as_in_java,
    /// B2.3
    #[test]
    a_list_prints_as_json,
    /// B2.3
    #[test]
    a_nested_list_prints_as_json,
    /// B2.4
    #[test]
    a_missing_path_prints_nothing,
    /// B2.4
    #[test]
    a_json_null_prints_nothing,
    /// B2.4
    #[test]
    an_empty_list_is_not_nothing,
    #[test]
    a_null_inside_a_list_or_a_map_prints_as_null,
    /// B2.5
    #[test]
    json_gives_json,
    /// B2.5
    #[test]
    json_of_a_missing_path_is_an_empty_text,
    #[test]
    json_is_written_compactly,
    /// B2.6
    #[test]
    lists_and_maps_have_their_methods,
    /// B2.7
    #[test]
    a_path_is_interpolated_first,
    /// B2.8
    #[test]
    parameters_come_in_three_groups,
    #[test]
    a_map_of_the_request_stays_changed,
    /// B2.9
    #[test]
    headers_come_in_the_order_they_are_given_in,
    /// B2.10
    #[test]
    a_parameter_is_looked_up_in_the_path_first,
    /// B2.11
    #[test]
    a_hidden_header_reads_as_empty,
    /// B2.12
    #[test]
    a_group_of_parameters_has_members,
    /// B2.13
    #[test]
    a_response_has_the_backends_body_and_the_requests_parameters,
    #[test]
    each_path_gives_a_value_of_its_own,
    #[test]
    a_body_that_is_no_json_is_read_leniently,
    #[test]
    a_path_may_find_many,
    #[test]
    a_number_from_json_computes,
    #[test]
    a_boolean_from_json_decides,
    #[test]
    methods_with_wrong_arguments_are_none,
    /// B2.10
    #[test]
    a_parameter_that_is_not_there_is_a_text,
    #[test]
    input_and_util_print_nothing,
}
