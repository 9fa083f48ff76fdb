//! The steps between the stages: each keeps its own contract and breaks the next one, and says how.
//!
//! Rule: if stage N passed the contract of the next stage, the next stage would teach nothing. The book shows what
//! a reader sees at each step, so the reports are pinned, as they read for `stages/mine.rs` with that stage in it.

mod support;

use similar::TextDiff;
use support::{contract, crossings::pin_text, stand_ins};

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
        pin_text("steps", &format!("{stage}.try"), &as_mine(stage, &report));
    }
}

#[test]
fn a_small_step_is_shown_as_a_diff() {
    pin_text("steps", "stage2.diff", &diff("stage1", "stage2"));
    pin_text("steps", "stage3.diff", &diff("stage2", "stage3"));
}

/// The report that `cargo try` prints, with the ids that are new each time as stand-ins.
fn as_mine(stage: &str, report: &str) -> String {
    stand_ins(&report.replacen(stage, "mine", 1))
}

/// The lines that a reader changes; what stands for the book's includes is no part of them.
fn diff(old: &str, new: &str) -> String {
    let read = |stage: &str| {
        let path = format!("{}/stages/{stage}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the stage is there");
        let is_code = |line: &&str| !line.contains("ANCHOR") && !line.starts_with("//!");
        let lines: Vec<&str> = text.lines().filter(is_code).collect();
        lines.join("\n") + "\n"
    };
    let (old, new) = (read(old), read(new));
    let diff = TextDiff::from_lines(&old, &new);
    let diff = diff.unified_diff().context_radius(2).to_string();
    // Where in the files it is says nothing: the stages are complete in themselves.
    let hunk = |line: &str| match line.starts_with("@@") {
        true => "@@\n".to_owned(),
        false => format!("{line}\n"),
    };
    diff.lines().skip(1).map(hunk).collect()
}
