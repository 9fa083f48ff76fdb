//! What the author of a path reads when it is wrong.
//!
//! Rule: found, column, expected. The wording is ours; that there is an error is Jayway's, see the recorded cases.

use emulator::vtl::{json::Json, json_path::Path};

fn complaint(path: &str, document: &str) -> String {
    let document = Json::parse(document).unwrap();
    let read = Path::parse(path).and_then(|path| path.read(&document));
    read.expect_err(path).to_string()
}

#[track_caller]
fn complains(path: &str, expected: &str) {
    assert_eq!(complaint(path, r#"{"a":[1,2],"s":"x"}"#), expected);
}

#[test]
fn a_broken_path_is_shown_at_its_column() {
    complains("", "found the end at column 1 of the path; expected a path");
    complains(
        "$.a b",
        "found ` ` at column 4 of the path; expected a name without blanks, or `['…']`",
    );
    complains(
        "$.a.",
        "found `.` at the end at column 4 of the path; expected a name, `*` or `[`",
    );
    complains(
        "$.a[x]",
        "found `x` at column 5 of the path; expected a property in quotes, an index, `*` or `?(`",
    );
    complains(
        "$.a[1",
        "found the end at column 6 of the path; expected `]`",
    );
    complains(
        "$['a'",
        "found a property that goes on at column 5 of the path; expected `,` or `]`",
    );
    complains(
        "$['a\\",
        "found a property without an end at column 6 of the path; expected `']`",
    );
    complains(
        "$.sum($.a",
        "found `(` without its `)` at column 6 of the path; expected `)`",
    );
}

#[test]
fn without_a_root_the_columns_are_those_of_the_text() {
    complains(
        "a b",
        "found ` ` at column 2 of the path; expected a name without blanks, or `['…']`",
    );
}

#[test]
fn a_broken_filter_is_shown_inside_of_the_path() {
    complains(
        "$.a[?(@.b == x)]",
        "found `x` at column 14 of the path; expected a path, a text in quotes, a number, a list, true, false or null",
    );
    complains(
        "$.a[?(@.b = 1)]",
        "found `=` at column 11 of the path; expected `&&`, `||` or `)`",
    );
    complains(
        "$.a[?(@.b[x])]",
        "found `x` at column 11 of the path; expected a property in quotes, an index, `*` or `?(`",
    );
    complains(
        "$.a[?(1)]",
        "found a literal alone at column 7 of the path; expected a comparison such as `@.a == 1`",
    );
}

#[test]
fn what_a_document_does_not_allow_is_shown_at_its_step() {
    complains(
        "$.s[?(@.a)]",
        "found a filter on what is no list and no object at column 4 of the path; expected a list or an object",
    );
    complains(
        "$.s.sum()",
        "found `sum()` on no number at column 5 of the path; expected at least one",
    );
    complains(
        "$.a.nothing()",
        "found the function `nothing` at column 5 of the path; expected a function that exists",
    );
}

#[test]
fn a_document_that_is_null_is_refused() {
    let error = Path::parse("$").unwrap().read(&Json::Null).unwrap_err();
    assert_eq!(
        error.to_string(),
        "found a document that is null at column 1 of the path; expected any other"
    );
}
