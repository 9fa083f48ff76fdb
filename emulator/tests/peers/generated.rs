//! Generated cases: templates from the whole grammar, paths in generated documents.

use proptest::prelude::*;
use serde_json::json;

use super::{agreement::Tally, cases::each, grammar};
use crate::fixture::Fixture;

/// At least as many of either as prove something.
const CASES: u64 = 4000;

#[test]
#[ignore = "needs Java"]
fn any_template_prints_the_same_or_is_refused_by_both() {
    let tally = Tally::default();
    each(CASES, &grammar::fixture(), |(fixture, written)| {
        tally.difference(fixture, written)
    });
    tally.report();
}

#[test]
#[ignore = "needs Java"]
fn any_path_finds_the_same_or_is_refused_by_both() {
    let paths = (grammar::path::path(), grammar::path::document()).prop_map(|(path, document)| {
        let path = grammar::path::quoted(&path);
        Fixture {
            scope: json!({ "body": document }),
            template: format!("$input.json({path}) $input.path({path})"),
        }
    });
    let tally = Tally::default();
    each(CASES, &paths, |fixture| {
        tally.difference(fixture, &fixture.template)
    });
    tally.report();
}
