//! What it means that engine and peers agree.
//!
//! Rule: the same bytes, or a refusal from both.

use std::{cell::RefCell, collections::BTreeMap};

use crate::{different::DIFFERENT, fixture::Fixture, peers::peer::ask};

/// Nothing where both agree; else a report with the template and both answers.
pub(crate) fn difference(fixture: &Fixture) -> Option<String> {
    let (ours, theirs) = (fixture.rendered(), ask(&fixture.case()));
    let agree = match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => ours == theirs,
        (Err(_), Err(_)) => true,
        _ => false,
    };
    let Fixture { template, scope } = fixture;
    (!agree).then(|| {
        format!("--- template\n{template}\n--- which may read\n{scope}\n--- ours\n{ours:?}\n--- theirs\n{theirs:?}\n")
    })
}

/// How often a difference showed that is meant.
#[derive(Debug, Default)]
pub(crate) struct Excused(RefCell<BTreeMap<&'static str, usize>>);

impl Excused {
    /// The same, but for the differences that are meant, whose marks are looked for in `written`.
    pub(crate) fn difference(&self, fixture: &Fixture, written: &str) -> Option<String> {
        let report = difference(fixture)?;
        let marked = |marks: &[&str]| marks.iter().any(|mark| written.contains(mark));
        match DIFFERENT.iter().find(|difference| marked(difference.marks)) {
            Some(meant) => {
                *self.0.borrow_mut().entry(meant.fixture).or_default() += 1;
                None
            }
            None => Some(report),
        }
    }
}
