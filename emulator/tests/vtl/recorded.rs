//! The recordings: what Velocity 1.7 and Jayway 2.9 made of each fixture, byte for byte.
//!
//! A line of `recorded.jsonl` is a fixture's name with its `output`, or with `error` where the engine threw. To record
//! anew, give the lines that `the_cases_for_a_recording` prints (`cargo test --test vtl -- --ignored --nocapture`) to
//! the engine and join its answers with the names.

use std::{collections::BTreeMap, fs, sync::LazyLock};

use serde_json::{Value, json};

use super::{
    fixture::{Fixture, folder},
    folders,
};

/// Where a fixture differs from the recording, and why it shall.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "different_arrays_print_without_a_number",
        "Java adds `@` and a number that changes from run to run",
    ),
    (
        "different_input_and_util_print_nothing",
        "the recorded class names are the recorder's own; AWS's are not known",
    ),
    (
        "different_views_of_a_map_are_copies",
        "what keySet, values and entrySet give is read at once in every template seen",
    ),
    (
        "different_a_class_is_a_text",
        "reflection has no use in a mapping template",
    ),
    (
        "different_json_lists_name_their_own_class",
        "the recorder's library is a repackaged copy, under another name",
    ),
    (
        "different_too_many_arguments_are_no_method",
        "Velocity trips over its own search for methods with a variable number of arguments",
    ),
    (
        "different_exact_decimals_compute_as_doubles",
        "a BigDecimal comes only from more than 18 digits, or from a BigInteger and a double",
    ),
    (
        "different_large_integers_have_a_hash_of_their_own",
        "nobody reads the hashCode of a BigInteger",
    ),
    (
        "different_rare_static_methods_are_missing",
        "no template was seen to call them",
    ),
    (
        "different_nothing_joined_to_a_text_is_null",
        "Velocity joins the operand's own source, and not even all of it",
    ),
    (
        "different_literal_blocks_are_source",
        "#literal is not AWS's; Velocity prints escapes in it half done",
    ),
    (
        "different_null_is_no_argument",
        "Java throws; only a range over what is no number is null there",
    ),
];

static RECORDED: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let text = fs::read_to_string(folder("recorded.jsonl")).expect("the recordings are there");
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let named = lines.map(|line| (line["name"].as_str().unwrap_or_default().to_owned(), line));
    named.collect()
});

/// Holds an output against the recording; `None` where there is an error instead.
#[track_caller]
pub(crate) fn compare(name: &str, output: Option<&str>) {
    let line = RECORDED.get(name).expect("the fixture is recorded");
    let agrees = line["output"].as_str() == output;
    match DIFFERENT.iter().find(|(different, _)| *different == name) {
        Some((_, reason)) => assert!(!agrees, "{name} no longer differs, although {reason}"),
        None => assert_eq!(line["output"].as_str(), output, "the recording of {name}"),
    }
}

#[test]
fn every_recording_belongs_to_a_fixture() {
    let fixtures = folders::in_folder("render");
    for name in RECORDED.keys() {
        assert!(
            fixtures.contains(name),
            "{name} is recorded, but no fixture"
        );
    }
}

#[test]
#[ignore = "prints what a recording is made from"]
fn the_cases_for_a_recording() {
    for name in folders::in_folder("render") {
        let fixture = Fixture::read("render", &name);
        let mut case = fixture.scope;
        case["name"] = json!(name);
        case["template"] = json!(fixture.template);
        println!("{case}");
    }
}
