//! What it means that engine and peers agree.
//!
//! Rule: the same bytes, or a refusal from both.

use std::collections::BTreeMap;

use fancy_regex::{Captures, Regex};

use super::{cases::Case, peer::ask};
use crate::{
    different::{DIFFERENT, Likeness},
    fixture::Fixture,
};

/// What became of a case.
pub(crate) enum Outcome {
    /// Both print the same.
    Same,
    /// Both refuse.
    Refused,
    /// Anything else.
    Different(Answers),
}

/// What either makes of a template.
pub(crate) struct Answers {
    ours: Result<String, String>,
    theirs: Result<String, String>,
}

/// Asks both.
pub(crate) fn compare(fixture: &Fixture) -> Outcome {
    let (ours, theirs) = (fixture.rendered(), ask(&fixture.case()));
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) if ours == theirs => Outcome::Same,
        (Err(_), Err(_)) => Outcome::Refused,
        _ => Outcome::Different(Answers { ours, theirs }),
    }
}

impl Answers {
    /// For somebody who has to find out who is right.
    pub(crate) fn report(&self, Fixture { template, scope }: &Fixture) -> String {
        let Answers { ours, theirs } = self;
        format!(
            "--- template\n{template}\n--- which may read\n{scope}\n--- ours\n{ours:?}\n--- theirs\n{theirs:?}\n"
        )
    }

    /// Whether they are as alike as a difference says.
    fn are_alike(&self, likeness: &Likeness) -> bool {
        let both = |rewrite: &dyn Fn(&str) -> String| match (&self.ours, &self.theirs) {
            (Ok(ours), Ok(theirs)) => rewrite(ours) == rewrite(theirs),
            _ => false,
        };
        match likeness {
            Likeness::None => true,
            Likeness::But(pattern, text) => {
                both(&|output| regex(pattern).replace_all(output, *text).into_owned())
            }
            Likeness::Integers => {
                both(&|output| regex(r"-*\d+").replace_all(output, "0").into_owned())
            }
            Likeness::Doubles => {
                let refused = |error: &String| error.contains("BigDecimals");
                both(&as_doubles) || self.theirs.as_ref().is_err_and(refused)
            }
            Likeness::Null => self.ours.as_ref().is_ok_and(|ours| ours.contains("null")),
        }
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of the list of differences")
}

/// An output in which each number is written with the digits that matter.
fn as_doubles(output: &str) -> String {
    let number = |captures: &Captures<'_, str>| {
        let number: f64 = captures[0].parse().expect("a number");
        format!("{number:.14e}")
    };
    let numbers = regex(r"-?\d+(\.\d+)?(E-?\d{1,2})?");
    numbers.replace_all(output, number).into_owned()
}

/// How often which outcome came, the differences that are meant each by itself.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) same: usize,
    pub(crate) refused: usize,
    meant: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Counts a difference that is meant, and panics at any other.
    pub(crate) fn judge(&mut self, Case { fixture, written }: &Case, answers: &Answers, seed: u64) {
        let report = answers.report(fixture);
        let marked = |mark: &&str| regex(mark).is_match(written).expect("a plain pattern");
        let meant = DIFFERENT.iter().find(|difference| {
            difference.marks.iter().any(marked) && answers.are_alike(&difference.likeness)
        });
        let Some(meant) = meant else {
            panic!("engine and peers differ, seed {seed}\n{report}");
        };
        // Shown, so that a mark that excuses something else is seen.
        println!("differs, since {}\n{report}", meant.reason);
        *self.meant.entry(meant.fixture).or_default() += 1;
    }

    /// Says it, and that it proves something: most cases print, and hardly one needs an excuse.
    pub(crate) fn report(&self) {
        let Tally {
            same,
            refused,
            meant,
        } = self;
        println!("{same} print the same, {refused} are refused by both");
        for difference in DIFFERENT {
            if let Some(count) = meant.get(difference.fixture) {
                println!("{count} differ: {}", difference.reason);
            }
        }
        let meant: usize = meant.values().sum();
        assert!(
            *same > 2 * (refused + meant),
            "{refused} are refused, and only {same} print the same"
        );
        assert!(
            meant * 100 <= *same,
            "{meant} differ as they are meant to: too many"
        );
    }
}
