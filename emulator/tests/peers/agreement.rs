//! What it means that engine and peers agree.
//!
//! Rule: the same bytes, or a refusal from both.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use crate::{different::DIFFERENT, fixture::Fixture, peers::peer::ask};

/// What became of a case.
pub(crate) enum Outcome {
    /// Both print the same.
    Same,
    /// Both refuse.
    Refused,
    /// Anything else, with the template and both answers.
    Different(String),
}

/// Asks both.
pub(crate) fn compare(fixture: &Fixture) -> Outcome {
    let (ours, theirs) = (fixture.rendered(), ask(&fixture.case()));
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) if ours == theirs => return Outcome::Same,
        (Err(_), Err(_)) => return Outcome::Refused,
        _ => {}
    }
    let Fixture { template, scope } = fixture;
    Outcome::Different(format!(
        "--- template\n{template}\n--- which may read\n{scope}\n--- ours\n{ours:?}\n--- theirs\n{theirs:?}\n"
    ))
}

/// How often which outcome came, the differences that are meant each by itself.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    same: Cell<usize>,
    refused: Cell<usize>,
    meant: RefCell<BTreeMap<&'static str, usize>>,
}

impl Tally {
    /// Nothing where both agree or are meant to differ, whose marks are looked for in `written`; else a report.
    pub(crate) fn difference(&self, fixture: &Fixture, written: &str) -> Option<String> {
        let report = match compare(fixture) {
            Outcome::Same => {
                self.same.set(self.same.get() + 1);
                return None;
            }
            Outcome::Refused => {
                self.refused.set(self.refused.get() + 1);
                return None;
            }
            Outcome::Different(report) => report,
        };
        let marked = |marks: &[&str]| marks.iter().any(|mark| written.contains(mark));
        match DIFFERENT.iter().find(|difference| marked(difference.marks)) {
            Some(meant) => {
                // Shown, so that a mark that excuses something else is seen.
                println!("differs, since {}\n{report}", meant.reason);
                *self.meant.borrow_mut().entry(meant.fixture).or_default() += 1;
                None
            }
            None => Some(report),
        }
    }

    /// Says it, and that it proves something: most cases print, and hardly one needs an excuse.
    pub(crate) fn report(&self) {
        let (same, refused) = (self.same.get(), self.refused.get());
        println!("{same} print the same, {refused} are refused by both");
        let meant = self.meant.borrow();
        for difference in DIFFERENT {
            if let Some(count) = meant.get(difference.fixture) {
                println!("{count} differ: {}", difference.reason);
            }
        }
        let meant: usize = meant.values().sum();
        assert!(same > refused, "more are refused than printed");
        assert!(
            meant * 100 <= same,
            "{meant} differ as they are meant to: too many"
        );
    }
}
