//! How many cases are generated, and from which seed.
//!
//! Rule: always the same, so that a run can be repeated; `PEERS_SEED` and `PEERS_CASES` choose others.

use std::{env, fmt::Debug};

use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner},
};

fn number(variable: &str, default: u64) -> u64 {
    match env::var(variable) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is `{text}`; expected a number")),
        Err(_) => default,
    }
}

/// Tries so many cases; the first that differs is shrunk and reported.
pub(crate) fn each<S>(cases: u64, strategy: &S, difference: impl Fn(&S::Value) -> Option<String>)
where
    S: Strategy,
    S::Value: Debug,
{
    let (seed, cases) = (number("PEERS_SEED", 1), number("PEERS_CASES", cases));
    println!("seed {seed}, {cases} cases; PEERS_SEED and PEERS_CASES choose others");
    let config = Config {
        cases: u32::try_from(cases).expect("a number of cases"),
        failure_persistence: None,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let tried =
        TestRunner::new_with_rng(config, rng).run(strategy, |case| match difference(&case) {
            Some(difference) => Err(TestCaseError::fail(difference)),
            None => Ok(()),
        });
    match tried {
        Ok(()) => {}
        Err(TestError::Fail(difference, _)) => {
            panic!("engine and peers differ, seed {seed}\n{difference}")
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}
