//! Where a complaint points to: in the template, and in the file that the template stands in.

use emulator::vtl::{Error, Scope, Template};

#[track_caller]
fn complaint(template: &str) -> Error {
    let rendered =
        Template::parse(template).and_then(|template| template.render(&Scope::default()));
    rendered.expect_err("a mistake")
}

#[test]
fn lines_and_columns_count_from_one_in_characters() {
    let error = complaint("héé\n  ü #if($x = 1)#end");
    assert_eq!((error.line, error.column), (2, 12));
}

#[test]
fn a_place_inside_a_text_is_a_place_in_the_template() {
    let error = complaint("#set($x = \"say \"\"hi\"\" to ${name and\")");
    assert_eq!((error.line, error.column), (1, 26));
}

#[test]
fn a_complaint_can_be_told_with_the_places_of_a_file() {
    let error = complaint("{\n  \"a\": #if($x = 1)1#end\n}");
    let located = error.located("template.yaml:42:31", 42);
    assert_eq!(
        located,
        "\
error: `=` does not belong here
  --> template.yaml:42:31
   |
42 |   \"a\": #if($x = 1)1#end
   |               ^ expected an operator or `)`
   |
   = help: `=` is for `#set`; compare with `==`"
    );
}

#[test]
fn a_mistake_on_a_line_with_a_windows_newline_points_into_it() {
    let error = complaint("a\r\n#if(true)\r\nb");
    assert_eq!((error.line, error.column), (2, 1));
    assert_eq!(error.found(), "`#if` is not closed");
}
