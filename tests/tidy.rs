//! The rules of the house, each a test that says where it is broken, why it is a rule and what to do.
//!
//! Rule: a rule is a function over a path and a text, in `tests/tidy/`, and is tried there on a made-up offender:
//! no rule is a test that cannot fail. Here they meet the repository. `stages/mine.rs` is the reader's and is
//! exempt from all of them.

/// The tree, how it is read, and the rules.
mod tidy {
    pub(crate) mod boundaries;
    pub(crate) mod facts;
    pub(crate) mod finding;
    pub(crate) mod paths;
    pub(crate) mod rust;
    pub(crate) mod shape;
    pub(crate) mod stages;
    pub(crate) mod tree;
    pub(crate) mod wording;
}

use tidy::{
    boundaries, facts,
    finding::{Finding, assert_kept},
    shape, stages, tree, wording,
};

/// Every file that git tracks or would track.
fn house() -> tree::Tree {
    tree::read(&["--cached", "--others", "--exclude-standard"])
}

#[track_caller]
fn keeps(rule: fn(&str, &str) -> Vec<Finding>) {
    let found: Vec<Finding> = house()
        .iter()
        .flat_map(|(path, text)| rule(path, text))
        .collect();
    assert_kept(&found);
}

#[test]
fn the_whole_house_is_read() {
    let house = house();
    for path in [
        "Cargo.toml",
        "emulator/src/lib.rs",
        "stages/stage1.rs",
        "tests/tidy.rs",
    ] {
        assert!(
            house.contains_key(path),
            "{path} is missing: the rules would hold of nothing"
        );
    }
}

#[test]
fn every_rust_file_opens_with_what_it_is() {
    keeps(shape::module_docs);
}

#[test]
fn every_file_keeps_its_budget_of_lines() {
    keeps(shape::length);
}

#[test]
fn nothing_uninvited_stands_at_the_top() {
    // Only what is tracked: a reader's own notes are not our business.
    let found: Vec<Finding> = tree::read(&["--cached"])
        .keys()
        .flat_map(|path| shape::top_level(path))
        .collect();
    assert_kept(&found);
}

#[test]
fn every_test_is_named_by_a_sentence() {
    keeps(shape::test_names);
}

#[test]
fn no_text_names_a_folder_of_one_machine() {
    keeps(shape::machine_paths);
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    keeps(shape::manifest_lints);
}

#[test]
fn stages_neither_unwrap_nor_expect() {
    keeps(stages::no_unwrap);
}

#[test]
fn stages_share_no_code() {
    keeps(stages::alone);
}

#[test]
fn modules_keep_their_boundaries() {
    keeps(boundaries::boundaries);
}

#[test]
fn the_words_of_aws_stand_in_one_place() {
    keeps(wording::messages);
}

#[test]
fn the_statuses_of_aws_stand_in_one_place() {
    keeps(wording::statuses);
}

#[test]
fn every_recorded_fact_is_pinned_or_excused() {
    assert_kept(&facts::facts(&house()));
}
