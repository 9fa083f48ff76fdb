//! The steps between the stages: each keeps its own contract and breaks the next one.
//!
//! Rule: if stage N passed the contract of the next stage, the next stage would teach nothing.

mod support;

use support::contract;

#[test]
fn a_stage_breaks_the_contract_of_the_next() {
    for next in &contract::stages()[1..] {
        let (kept, report) = next.report(next.from);
        assert!(!kept, "{report}");
    }
}
