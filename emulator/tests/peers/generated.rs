//! Generated cases: templates from the whole grammar, paths in generated documents.

use proptest::prelude::*;
use serde_json::json;

use super::{agreement::Excused, cases::each, grammar};
use crate::fixture::Fixture;

#[test]
#[ignore = "needs Java"]
fn any_template_prints_the_same_or_is_refused_by_both() {
    let excused = Excused::default();
    each(5000, &grammar::fixture(), |(fixture, written)| excused.difference(fixture, written));
    println!("{excused:?}");
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
    let excused = Excused::default();
    each(5000, &paths, |fixture| excused.difference(fixture, &fixture.template));
    println!("{excused:?}");
}
