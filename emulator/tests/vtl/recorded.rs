//! The recordings: what Velocity 1.7 and Jayway 2.9 made of each fixture, byte for byte.
//!
//! A line of `recorded.jsonl` is a fixture's name with its `output`, or with `error` where the engine threw. The suite of
//! the peers writes it, and finds a line that is out of date: see `peers/README.md`.

use std::{collections::BTreeMap, fs, sync::LazyLock};

use serde_json::Value;

use super::{
    different::{DIFFERENT, Difference},
    fixture::{folder, names},
};

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
    match DIFFERENT
        .iter()
        .find(|difference| difference.fixture == name)
    {
        Some(Difference { reason, .. }) => {
            assert!(!agrees, "{name} no longer differs, although {reason}");
        }
        None => assert_eq!(line["output"].as_str(), output, "the recording of {name}"),
    }
}

#[test]
fn every_recording_belongs_to_a_fixture() {
    let fixtures = names("render");
    for name in RECORDED.keys() {
        assert!(
            fixtures.contains(name),
            "{name} is recorded, but no fixture"
        );
    }
}
