//! Each folder of fixtures and the lists of tests say the same.

use std::{collections::BTreeSet, fs};

use super::{
    errors,
    fixture::{folder, names},
    lex, parse, render,
};

#[track_caller]
fn same(phase: &str, lists: &[&[&str]]) {
    let listed: Vec<String> = lists.concat().into_iter().map(str::to_owned).collect();
    let set: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(listed.len(), set.len(), "a fixture is listed twice");
    assert_eq!(set, names(phase), "the list and the folder of {phase}");
}

/// A snapshot whose fixture is gone.
#[test]
fn every_snapshot_belongs_to_a_fixture() {
    for phase in ["lex", "parse", "render"] {
        let fixtures = names(phase);
        for entry in fs::read_dir(folder(phase)).expect("the folder of a phase") {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy();
            if let Some(fixture) = name.strip_suffix(".snap") {
                assert!(fixtures.contains(fixture), "{phase}/{name} is left over");
            }
        }
    }
}

#[test]
fn every_template_to_lex_is_listed() {
    same("lex", &[lex::LISTED]);
}

#[test]
fn every_template_to_parse_is_listed() {
    same("parse", &[parse::LISTED]);
}

#[test]
fn every_template_to_render_is_listed() {
    same(
        "render",
        &[
            errors::LISTED,
            render::console::LISTED,
            render::context::LISTED,
            render::differences::LISTED,
            render::directives::LISTED,
            render::escapes::LISTED,
            render::input::LISTED,
            render::methods::LISTED,
            render::operators::LISTED,
            render::references::LISTED,
            render::texts::LISTED,
            render::util::LISTED,
            render::values::LISTED,
            render::whitespace::LISTED,
        ],
    );
}
