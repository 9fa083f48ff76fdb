//! `..`: the step behind it is tried on every object and list below, the outermost first.
//!
//! Rule: Jayway's order, and Jayway's shortcut: at a list, a step that has another one behind it is not taken. All
//! elements go to the step after it instead, so `$..[0].*` takes the members of every element.

use super::{
    Error,
    read::{Outcome, Stop, Walk},
    step::Kind,
};
use crate::vtl::json::Json;

/// Takes the scan at `at`, from `value` on.
pub(super) fn scan(walk: &mut Walk<'_>, at: usize, value: &Json) -> Outcome {
    if walk.steps.len() <= at + 1 {
        let column = walk.steps[at].column;
        let found = "a `..` that looks for nothing";
        return Err(Stop::Broken(Error::new(
            found,
            column,
            "a step behind `..`",
        )));
    }
    visit(walk, at + 1, value)
}

/// Tries the step `at` here and everywhere below.
fn visit(walk: &mut Walk<'_>, at: usize, value: &Json) -> Outcome {
    if !matches!(value, Json::Map(_) | Json::List(_)) {
        return Ok(());
    }
    try_here(walk, at, value)?;
    let depth = walk.surroundings.work.enter(walk.steps[at].column)?;
    match value {
        Json::Map(members) => {
            for member in members.values() {
                visit(walk, at, member)?;
            }
        }
        Json::List(elements) => {
            for element in elements {
                visit(walk, at, element)?;
            }
        }
        _ => {}
    }
    walk.surroundings.work.leave(depth);
    Ok(())
}

fn try_here(walk: &mut Walk<'_>, at: usize, value: &Json) -> Outcome {
    if !applies(walk, at, value)? {
        return Ok(());
    }
    let step = &walk.steps[at];
    match value {
        Json::List(elements) if !step.is_leaf => pass_over(walk, at + 1, elements),
        _ => walk.go_on(at, step.column, value),
    }
}

/// Sends every element to the step `at`. The index stays with the step, also for later lists and objects.
fn pass_over(walk: &mut Walk<'_>, at: usize, elements: &[Json]) -> Outcome {
    for (index, element) in elements.iter().enumerate() {
        walk.element_of_scan[at] = Some(index);
        walk.go_on(at, walk.steps[at].column, element)?;
    }
    Ok(())
}

/// Whether the step behind the scan is one for this object or list.
fn applies(walk: &Walk<'_>, at: usize, value: &Json) -> Result<bool, Stop> {
    let step = &walk.steps[at];
    match (&step.kind, value) {
        (Kind::Properties(names), Json::Map(members)) => {
            Ok(!step.is_definite() || names.iter().all(|name| members.get(name).is_some()))
        }
        (Kind::Indexes(_) | Kind::Slice(_), Json::List(_)) | (Kind::Wildcard, _) => Ok(true),
        (Kind::Filter(filter), _) => filter.accepts(value, walk.surroundings),
        // A function behind a scan stands around it, see `parser::finish`; any other is never called.
        _ => Ok(false),
    }
}
