//! The fixtures of the engine, rendered by both.

use super::agreement::{Outcome, compare};
use crate::{
    different::DIFFERENT,
    fixture::{Fixture, names},
};

#[test]
#[ignore = "needs Java"]
fn every_fixture_renders_the_same_but_for_what_is_meant() {
    let wrong: Vec<String> = names("render")
        .iter()
        .filter_map(|name| wrong(name))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn wrong(name: &str) -> Option<String> {
    let meant = DIFFERENT
        .iter()
        .find(|difference| difference.fixture == name);
    let fixture = Fixture::read("render", name);
    match (compare(&fixture), meant) {
        (Outcome::Different(answers), None) => {
            Some(format!("{name}\n{}", answers.report(&fixture)))
        }
        (Outcome::Same | Outcome::Refused, Some(meant)) => Some(format!(
            "{name} no longer differs, although {}",
            meant.reason
        )),
        _ => None,
    }
}
