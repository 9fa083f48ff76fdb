//! The recorded cases, a test a group.
//!
//! Rule: a group fails as a whole and lists every case that differs, so that a change shows all of its effect at once.

use emulator::vtl::{json::Json, json_path::Path};
use serde_json::Value;

static CASES: &str = include_str!("cases.jsonl");

struct Case {
    group: String,
    document: String,
    path: String,
    json: Option<String>,
    printed: Option<String>,
}

fn cases() -> impl Iterator<Item = Case> {
    CASES
        .split('\n')
        .filter(|line| !line.is_empty())
        .map(|line| {
            let case: Value = serde_json::from_str(line).unwrap();
            let text = |member: &str| case[member].as_str().map(str::to_owned);
            Case {
                group: text("group").unwrap(),
                document: text("document").unwrap(),
                path: text("path").unwrap(),
                json: text("json"),
                printed: text("printed"),
            }
        })
}

/// What `$input.json(path)` and `$x` print; an error prints nothing.
fn answers(case: &Case) -> (Option<String>, Option<String>) {
    let found = Json::parse_leniently(&case.document).map_err(|error| error.to_string());
    let found = found.and_then(|document| {
        let path = Path::parse(&case.path).map_err(|error| error.to_string())?;
        path.read(&document).map_err(|error| error.to_string())
    });
    match found {
        Err(_) => (None, None),
        Ok(None) => (Some(r#""""#.to_owned()), Some(String::new())),
        Ok(Some(Json::Null)) => (Some("null".to_owned()), Some(String::new())),
        Ok(Some(found)) => (Some(found.to_input_json()), Some(found.to_string())),
    }
}

fn agree(group: &str) {
    let cases: Vec<Case> = cases().filter(|case| case.group == group).collect();
    assert!(!cases.is_empty(), "no case in {group}");
    let differences: Vec<String> = cases.iter().filter_map(difference).collect();
    assert!(
        differences.is_empty(),
        "{} of {} cases in {group} differ\n{}",
        differences.len(),
        cases.len(),
        differences.join("\n")
    );
}

fn difference(case: &Case) -> Option<String> {
    let here = answers(case);
    let there = (case.json.clone(), case.printed.clone());
    let Case { document, path, .. } = case;
    (here != there)
        .then(|| format!("{path}   of {document:.120}\n   Jayway {there:?}\n   here   {here:?}"))
}

macro_rules! groups {
    ($($test:ident: $group:literal;)*) => {
        const GROUPS: &[&str] = &[$($group),*];
        $(
            #[test]
            fn $test() {
                agree($group);
            }
        )*
    };
}

groups! {
    definite_paths_give_the_value_itself: "definite";
    what_is_missing_is_nothing_or_passed_over: "missing";
    several_properties_are_merged_or_tried_one_by_one: "properties";
    indexes_count_from_both_ends: "indexes";
    slices_have_a_beginning_an_end_or_both: "slices";
    wildcards_take_members_and_elements: "wildcards";
    a_deep_scan_finds_at_every_depth: "deep_scan";
    filters_choose_elements_and_objects: "filters";
    operators_compare_as_java_does: "operators";
    functions_calculate_and_count: "functions";
    numbers_and_texts_print_as_in_java: "numbers_and_texts";
    documents_are_read_leniently: "lenient_documents";
}

#[test]
fn every_case_is_in_a_group_that_is_tested() {
    for case in cases() {
        assert!(GROUPS.contains(&case.group.as_str()), "{}", case.group);
    }
}

/// The files have to prove what they are said to prove.
#[test]
fn at_least_two_hundred_cases_are_recorded() {
    assert!(cases().count() >= 200);
}
