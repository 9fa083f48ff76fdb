//! Templates that people really use: the console's, a framework's, two of the usual kind.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B7.1
    #[test]
    the_consoles_passthrough_of_an_empty_request,
    /// B7.2
    #[test]
    the_consoles_passthrough_of_two_parameters,
    /// B7.3
    #[test]
    the_consoles_passthrough_with_an_apostrophe,
    /// B7.4
    #[test]
    a_framework_template_with_a_definition,
    #[test]
    a_template_builds_a_list_of_records,
    #[test]
    a_template_chooses_a_status,
}
