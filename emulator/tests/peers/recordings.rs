//! The recordings, which `cargo test` relies on, held against fresh answers: a line that is out of date is found.
//!
//! Rule: with `PEERS_RECORD` set the files are written anew instead, and git shows what has changed.

use std::{env, fs, path::PathBuf};

use serde_json::{Value, json};

use super::{grammar::path::quoted, peer::ask};
use crate::fixture::{Fixture, names};

/// Their recordings have the number of an object, which changes from run to run.
const CHANGES: [&str; 2] = [
    "different_arrays_print_without_a_number",
    "different_arrays_have_the_hash_of_a_list",
];

/// Holds a file under `tests` against what its lines should be.
fn hold(file: &str, fresh: &[Value]) {
    if env::var_os("PEERS_RECORD").is_some() {
        let lines: String = fresh.iter().map(|line| format!("{line}\n")).collect();
        return fs::write(path(file), lines).expect("the file can be written");
    }
    let old = lines(file);
    let only = |these: &[Value], those: &[Value]| -> Vec<String> {
        let only = these.iter().filter(|line| !those.contains(line));
        only.filter(|line| !CHANGES.iter().any(|name| line["name"] == *name))
            .map(Value::to_string)
            .collect()
    };
    let (stale, missing) = (only(&old, fresh), only(fresh, &old));
    assert!(
        stale.is_empty() && missing.is_empty(),
        "{file} is out of date; record anew with PEERS_RECORD=1\n--- recorded\n{}\n--- fresh\n{}",
        stale.join("\n"),
        missing.join("\n")
    );
}

fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(file)
}

fn lines(file: &str) -> Vec<Value> {
    let text = fs::read_to_string(path(file)).expect("the recordings are there");
    let lines = text.split_terminator('\n');
    lines
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

#[test]
#[ignore = "needs Java"]
fn every_fixture_is_recorded_as_the_peers_render_it() {
    let record = |name: String| match ask(&Fixture::read("render", &name).case()) {
        Ok(output) => json!({ "name": name, "output": output }),
        Err(error) => json!({ "name": name, "error": error.split(':').next() }),
    };
    let fresh: Vec<Value> = names("render").into_iter().map(record).collect();
    hold("vtl/recorded.jsonl", &fresh);
}

#[test]
#[ignore = "needs Java"]
fn every_path_is_recorded_as_jayway_follows_it() {
    let file = "json_path/cases.jsonl";
    let record = |case: &Value| {
        let path = quoted(case["path"].as_str().expect("a path"));
        let answer =
            |template: String| ask(&json!({ "template": template, "body": case["document"] })).ok();
        let mut fresh = case.clone();
        fresh["json"] = json!(answer(format!("$input.json({path})")));
        fresh["printed"] = json!(answer(format!("#set($x = $input.path({path}))$x")));
        fresh
    };
    let fresh: Vec<Value> = lines(file).iter().map(record).collect();
    hold(file, &fresh);
}
