//! How many cases are generated, and from which seed.
//!
//! Rule: always the same, so that a run can be repeated; `PEERS_SEED` and `PEERS_CASES` choose others. What differs is
//! made as small as it can be before anybody judges it: then a difference that is meant excuses nothing else.

use std::env;

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use super::agreement::{Answers, Outcome, Tally, compare};
use crate::fixture::Fixture;

/// How often a case is made smaller at most.
const MOST_STEPS: usize = 2000;

/// A case, and what of its template was drawn for this case alone.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) fixture: Fixture,
    pub(crate) written: String,
}

fn number(variable: &str, default: u64) -> u64 {
    match env::var(variable) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is `{text}`; expected a number")),
        Err(_) => default,
    }
}

/// Tries so many cases; the first that differs without a reason is reported.
pub(crate) fn each(cases: u64, strategy: &impl Strategy<Value = Case>) {
    let (seed, cases) = (number("PEERS_SEED", 1), number("PEERS_CASES", cases));
    println!("seed {seed}, {cases} cases; PEERS_SEED and PEERS_CASES choose others");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut tally = Tally::default();
    for _ in 0..cases {
        let tree = strategy.new_tree(&mut runner).expect("nothing is filtered");
        match compare(&tree.current().fixture) {
            Outcome::Same => tally.same += 1,
            Outcome::Refused => tally.refused += 1,
            Outcome::Different(answers) => {
                let (case, answers) = smallest(tree, answers);
                tally.judge(&case, &answers, seed);
            }
        }
    }
    tally.report();
}

/// The smallest case found that differs still.
fn smallest(mut tree: impl ValueTree<Value = Case>, answers: Answers) -> (Case, Answers) {
    let mut smallest = (tree.current(), answers);
    let mut goes_on = tree.simplify();
    for _ in 0..MOST_STEPS {
        if !goes_on {
            break;
        }
        let case = tree.current();
        goes_on = match compare(&case.fixture) {
            Outcome::Different(answers) => {
                smallest = (case, answers);
                tree.simplify()
            }
            Outcome::Same | Outcome::Refused => tree.complicate(),
        };
    }
    smallest
}
