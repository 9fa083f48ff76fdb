//! `cargo try NAME`: checks `stages/mine.rs` against the contract of a stage or of a task.
//!
//! Rule: a program of its own instead of a test harness, so that the report is all that is printed, and a wrong
//! name is told instead of "0 tests passed". Where a demand is not met it ends with 101, as a test does.

mod support;

use std::{panic::PanicHookInfo, process::ExitCode};

use support::contract;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| eprintln!("{}", message(panic))));
    let names: Vec<String> = std::env::args().skip(1).collect();
    if names.is_empty() {
        print!("{}", contract::overview());
        return ExitCode::SUCCESS;
    }
    let tries: Vec<bool> = names.iter().map(|name| is_kept(name)).collect();
    match tries.iter().all(|kept| *kept) {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(101),
    }
}

/// A template that cannot be read ends a try: its complaint says enough, the line of our code would not help.
fn message(panic: &PanicHookInfo<'_>) -> String {
    let text = panic.payload().downcast_ref::<String>();
    text.cloned().unwrap_or_else(|| panic.to_string())
}

fn is_kept(name: &str) -> bool {
    let Some(contract) = contract::named(name) else {
        print!(
            "there is no stage and no task `{name}`\n\n{}",
            contract::overview()
        );
        return false;
    };
    let (kept, report) = contract.report("mine");
    println!("\n{report}");
    kept
}
