//! `$context` and `$stageVariables`.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B4.1
    #[test]
    what_the_context_lacks_is_empty,
    /// B4.2
    #[test]
    the_context_prints_as_nothing,
    /// B4.3
    #[test]
    the_context_has_the_path_with_its_stage,
    /// B4.4
    #[test]
    a_canary_flag_prints,
    /// B4.5
    #[test]
    stage_variables_are_read_in_four_ways,
    /// B4.6
    #[test]
    overrides_are_assigned_in_many_forms,
    #[test]
    context_values_are_texts_and_numbers,
}
