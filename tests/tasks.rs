//! The side tasks: the stage that a task begins with breaks its contract, its answer keeps it.
//!
//! Rule: `cargo test` proves the first; the answers are built only for `cargo test --features answers --test
//! tasks`. So nobody comes upon a program that he wanted to write himself.

mod support;

use emulator::template::{self, Note, NoteClass, Source};
use similar::TextDiff;
use support::{contract, crossings::pin_text};

#[test]
fn the_stage_that_a_task_begins_with_breaks_its_contract() {
    for task in contract::tasks() {
        let (kept, report) = task.report(task.from);
        assert!(!kept, "{report}");
    }
}

/// The reader's own file is stage 1 as shipped.
#[test]
fn stage_1_breaks_the_contract_of_every_task() {
    for task in contract::tasks() {
        let (kept, report) = task.report("stage1");
        assert!(!kept, "{report}");
    }
}

#[cfg(feature = "answers")]
#[test]
fn an_answer_keeps_the_contract_of_its_task() {
    for task in contract::tasks() {
        let (kept, report) = task.report(task.name);
        assert!(kept, "{report}");
    }
}

#[test]
fn a_stage_and_a_task_have_names_of_their_own() {
    let all = || contract::stages().iter().chain(contract::tasks());
    for contract in all() {
        let same = all().filter(|other| other.name == contract.name);
        assert_eq!(same.count(), 1, "{}", contract.name);
    }
}

#[test]
fn every_stage_has_two_or_three_tasks() {
    for stage in contract::stages() {
        let tasks = contract::tasks().iter();
        let count = tasks.filter(|task| task.from == stage.name).count();
        assert!((2..=3).contains(&count), "{}: {count}", stage.name);
    }
}

#[test]
fn a_try_without_a_name_tells_what_there_is() {
    pin_text("tasks", "overview", &contract::overview());
}

#[test]
fn a_tasks_own_template_differs_where_the_book_says() {
    let ours = without_anchors(contract::TEMPLATE);
    let tasks = contract::tasks().iter();
    for task in tasks.filter(|task| task.template != contract::TEMPLATE) {
        let theirs = without_anchors(task.template);
        let diff = TextDiff::from_lines(&ours, &theirs);
        let diff = diff.unified_diff().context_radius(1).to_string();
        pin_text(
            "tasks",
            &format!("{}.template", task.name),
            &without_places(&diff),
        );
    }
}

#[test]
fn a_tasks_own_template_is_served_as_on_aws() {
    for task in contract::tasks() {
        let (name, text) = (task.template.to_owned(), read(task.template));
        let template = template::read(&Source { name, text }).unwrap();
        let differs = |note: &&Note| note.class != NoteClass::WithoutEffect;
        let notes: Vec<&Note> = template.notes.iter().filter(differs).collect();
        assert!(notes.is_empty(), "{}: {notes:?}", task.template);
    }
}

#[test]
fn an_answer_brings_the_template_of_its_task() {
    for task in contract::tasks() {
        let answer = read(&format!("stages/answers/{}.rs", task.name));
        let template = task.template.replace("stages/", "../");
        let brought = answer.contains(&format!("\"{template}\""));
        assert!(brought, "{}: not {template}", task.name);
    }
}

/// What marks the parts that the book includes is no part of a template.
fn without_anchors(path: &str) -> String {
    let text = read(path);
    let lines = text.lines().filter(|line| !line.contains("ANCHOR"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Without anchors the numbers of lines would mislead.
fn without_places(diff: &str) -> String {
    let line = |line: &str| match line.starts_with("@@") {
        true => "@@\n".to_owned(),
        false => format!("{line}\n"),
    };
    diff.lines().map(line).collect()
}

fn read(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(path).unwrap()
}
