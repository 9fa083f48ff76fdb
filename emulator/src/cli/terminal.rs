//! What a developer reads while it runs: a line an exchange, and why where it went wrong.
//!
//! Rule: reads exchanges, records nothing.

use std::{fmt::Write as _, io::Write as _};

use crate::{
    exchange::{Destination, Exchange},
    observer::Observer,
};

/// Prints to stdout.
#[derive(Debug)]
pub(super) struct Terminal;

impl Terminal {
    pub(super) fn new() -> Terminal {
        Terminal
    }
}

impl Observer for Terminal {
    fn exchange(&self, exchange: &Exchange) {
        print(&report(exchange));
    }

    fn log_line(&self, _environment: u32, line: &str) {
        print(&format!("  │ {line}\n"));
    }
}

/// Whole lines in one call, so that what ends together does not mix. A reader that has gone away, as with
/// `| head`, is no reason to stop serving.
pub(super) fn print(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
}

/// One line, and the explanation below it.
fn report(exchange: &Exchange) -> String {
    let mut text = format!(
        "{} {} → {} in {} ms{}\n",
        exchange.request.http_method,
        exchange.request.target(),
        exchange.answer.status,
        exchange.took.as_millis(),
        run(exchange),
    );
    if let Some(explanation) = &exchange.explanation {
        for line in explanation.to_string().lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
    text
}

/// Which execution environment ran it, or that none did.
fn run(exchange: &Exchange) -> String {
    let execution = exchange
        .invocation
        .as_ref()
        .and_then(|run| run.outcome.as_ref().ok());
    match (execution, &exchange.destination) {
        (Some(run), _) => match run.init {
            Some(init) => {
                format!(
                    ", environment {}: cold start {} ms",
                    run.environment,
                    init.as_millis()
                )
            }
            None => format!(", environment {}", run.environment),
        },
        (None, Destination::Unmatched) => ", the function was not called".to_owned(),
        (None, _) => ", the function did not run".to_owned(),
    }
}
