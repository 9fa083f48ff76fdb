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
    let column = walk.steps[at].column;
    match value {
        Json::Map(members) => {
            walk.surroundings.work.visit(1, column)?;
            if applies(walk, at, value)? {
                walk.go_on(at, column, value)?;
            }
            members
                .values()
                .try_for_each(|member| below(walk, at, member))
        }
        Json::List(elements) => {
            walk.surroundings.work.visit(1, column)?;
            if applies(walk, at, value)? {
                if walk.steps[at].is_leaf {
                    walk.go_on(at, column, value)?;
                } else {
                    pass_over(walk, at + 1, elements)?;
                }
            }
            elements
                .iter()
                .try_for_each(|element| below(walk, at, element))
        }
        _ => Ok(()),
    }
}

fn below(walk: &mut Walk<'_>, at: usize, value: &Json) -> Outcome {
    let work = walk.surroundings.work;
    work.deeper(walk.steps[at].column, || visit(walk, at, value))
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
        (Kind::Properties(names), Json::Map(members)) => Ok(walk.surroundings.requires_properties
            || !step.is_definite()
            || names.iter().all(|name| members.contains_key(name))),
        (Kind::Indexes(_) | Kind::Slice(_), Json::List(_)) | (Kind::Wildcard, _) => Ok(true),
        (Kind::Filter(filter), _) => filter.accepts(value, walk.surroundings),
        // A function behind a scan stands around it, see `parser::finish`; any other is never called.
        _ => Ok(false),
    }
}
