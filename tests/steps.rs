//! The steps between the stages: each keeps its own contract and breaks the next one.
//!
//! Rule: if stage N passed the contract of the next stage, the next stage would teach nothing.

mod support;

use support::contract;

const STEPS: [(&str, &str); 3] = [
    ("stage1", "stage2"),
    ("stage2", "stage3"),
    ("stage3", "stage4"),
];

#[test]
fn a_stage_breaks_the_contract_of_the_next() {
    for (stage, next) in STEPS {
        let (kept, report) = contract::report(stage, next);
        assert!(!kept, "{report}");
    }
}
