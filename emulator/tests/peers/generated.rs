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

#[test]
#[ignore = "needs Java"]
fn any_pattern_finds_the_same_or_is_refused_by_both() {
    let patterns = (grammar::pattern::pattern(), grammar::pattern::text()).prop_map(|(pattern, text)| Fixture {
        scope: json!({ "body": json!({ "text": text, "pattern": pattern }).to_string() }),
        template: "#set($t = $input.path('$.text'))#set($p = $input.path('$.pattern'))$t.matches($p) $t.replaceAll($p, '<$0>') \
            $t.replaceFirst($p, '-') #foreach($x in $t.split($p))[$x]#end #foreach($x in $t.split($p, -1))[$x]#end"
            .to_owned(),
    });
    let tally = Tally::default();
    each(CASES, &patterns, |fixture| tally.difference(fixture, ""));
    tally.report();
}
