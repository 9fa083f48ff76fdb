//! Which blanks and newlines a directive takes with it.

use super::super::phases::fixtures;

fixtures! {
    render:
    /// B5.16
    #[test]
    a_directive_alone_on_its_line_leaves_nothing,
    /// B5.16
    #[test]
    blanks_after_a_directive_go_with_its_line,
    /// B5.16
    #[test]
    blanks_after_a_directive_stay_before_text,
    /// B5.16
    #[test]
    blanks_before_a_directive_stay,
    /// B5.16
    #[test]
    blanks_before_set_go_after_a_directive,
    /// B5.16
    #[test]
    blanks_before_set_stay_after_text,
    /// B5.16
    #[test]
    blanks_between_two_sets_go,
    /// B5.16
    #[test]
    blanks_before_set_go_after_a_reference,
    /// B5.16
    #[test]
    a_line_comment_takes_its_newline,
    /// B5.16
    #[test]
    a_block_comment_leaves_its_newline,
    #[test]
    a_comment_hides_directives,
    #[test]
    no_comment_begins_inside_a_member,
    #[test]
    windows_newlines_go_as_well,
    /// B5.17
    #[test]
    a_template_keeps_its_first_and_last_newlines,
    #[test]
    an_empty_template_renders_nothing,
}
