//! Generated cases: templates from the whole grammar, paths in generated documents.

use proptest::prelude::*;
use serde_json::json;

use super::{
    cases::{Case, each},
    grammar,
};
use crate::fixture::Fixture;

/// At least as many of either as prove something.
const CASES: u64 = 4000;

#[test]
#[ignore = "needs Java"]
fn any_template_prints_the_same_or_is_refused_by_both() {
    each(CASES, &grammar::case());
}

#[test]
#[ignore = "needs Java"]
fn any_path_finds_the_same_or_is_refused_by_both() {
    let paths = (grammar::path::path(), grammar::path::document()).prop_map(|(path, document)| {
        let path = grammar::path::quoted(&path);
        let written = format!("$input.json({path}) $input.path({path})");
        let fixture = Fixture {
            scope: json!({ "body": document }),
            template: written.clone(),
        };
        Case { fixture, written }
    });
    each(CASES, &paths);
}

/// A template that does with a text and a pattern whatever can be done with them.
const USES: &str = "#set($t = $input.path('$.text'))#set($p = $input.path('$.pattern'))\
    $t.matches($p) $t.replaceAll($p, '<$0>') $t.replaceFirst($p, '-') \
    #foreach($part in $t.split($p))[$part]#end #foreach($part in $t.split($p, -1))[$part]#end";

/// No difference is meant here: nothing is `written`.
#[test]
#[ignore = "needs Java"]
fn any_pattern_finds_the_same_or_is_refused_by_both() {
    let patterns = (grammar::pattern::pattern(), grammar::pattern::text());
    let patterns = patterns.prop_map(|(pattern, text)| {
        let body = json!({ "text": text, "pattern": pattern });
        let fixture = Fixture {
            scope: json!({ "body": body.to_string() }),
            template: USES.to_owned(),
        };
        let written = String::new();
        Case { fixture, written }
    });
    each(CASES, &patterns);
}
