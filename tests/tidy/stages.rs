//! Rules on stages alone: each can be read, copied and deployed by itself, and is an example of how to write one.

use super::{
    finding::{Finding, Rule},
    rust::Source,
};

static NO_UNWRAP: Rule = Rule {
    says: "A stage neither unwraps nor expects: it is copied into handlers, where a panic is an \
           answer that nobody wrote.",
    instead: "Use `?`; `lambda_runtime::Error` takes any error.",
};

static ALONE: Rule = Rule {
    says: "Stages share no code: each is complete in one file, and can be read, copied and \
           deployed alone.",
    instead: "Write it out in the stage, or leave it to a published crate or the emulator.",
};

pub(crate) fn no_unwrap(path: &str, text: &str) -> Vec<Finding> {
    let forbidden = [".unwrap()", ".expect(", "::unwrap", "::expect"];
    search(path, text, &forbidden, &NO_UNWRAP)
}

pub(crate) fn alone(path: &str, text: &str) -> Vec<Finding> {
    search(path, text, &["mod ", "include!", "#[path"], &ALONE)
}

fn search(path: &str, text: &str, forbidden: &[&str], rule: &'static Rule) -> Vec<Finding> {
    if !is_stage(path) {
        return vec![];
    }
    let mut found = vec![];
    for (line, code) in Source::of(text).code.lines().enumerate() {
        for what in forbidden.iter().filter(|what| holds(code, what)) {
            found.push(rule.broken(path, line + 1, format!("`{}`", what.trim())));
        }
    }
    found
}

fn is_stage(path: &str) -> bool {
    path.starts_with("stages/") && path.ends_with(".rs")
}

/// As a word of its own where it begins like one: `mod ` is not in `method_mod (`.
fn holds(code: &str, what: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let begins_a_word = what.starts_with(word);
    code.match_indices(what)
        .any(|(at, _)| !begins_a_word || !code[..at].ends_with(word))
}

mod offenders {
    use super::{super::finding::places, *};

    #[test]
    fn an_unwrap_in_a_stage_is_reported() {
        let offender =
            "// .unwrap()\nlet a = b\n    .unwrap();\nc.expect(\"d\");\ne.map(Option::unwrap);";
        let found = places(&no_unwrap("stages/stage1.rs", offender));
        assert_eq!(
            found,
            [
                "stages/stage1.rs:3",
                "stages/stage1.rs:4",
                "stages/stage1.rs:5"
            ]
        );
        assert!(no_unwrap("stages/stage1.rs", "a.unwrap_or_default();\n#[expect(b)]").is_empty());
        assert!(no_unwrap("tests/stage1.rs", offender).is_empty());
    }

    #[test]
    fn a_stage_that_borrows_code_is_reported() {
        let offender = "#[path = \"stage1.rs\"]\npub mod stage1;\ninclude!(\"stage2.rs\");";
        let found = places(&alone("stages/stage3.rs", offender));
        assert_eq!(
            found,
            [
                "stages/stage3.rs:1",
                "stages/stage3.rs:2",
                "stages/stage3.rs:3"
            ]
        );
        let complete = "use std::mem;\nserve(include_str!(\"template.yaml\"));\nfn my_mod () {}";
        assert!(alone("stages/stage3.rs", complete).is_empty());
    }
}
