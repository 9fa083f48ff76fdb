//! An error as the book shows it, in `snapshots/errors/`: what was asked or returned, the answer, and why.
//!
//! Rule: one pin for each cause, under its name; `tests/book.rs` looks that none is missing.

use std::fmt::Write;

use emulator::{exchange::Exchange, explanation::Cause};

/// Pins the exchange under the name of its cause, `UnknownStage` as `unknown_stage`.
#[track_caller]
pub fn pin_shown(exchange: &Exchange) {
    let cause = exchange.explanation.as_ref().expect("explained").cause;
    insta::with_settings!({
        snapshot_path => "../../../snapshots/errors",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name(cause), shown(exchange));
    });
}

fn name(cause: Cause) -> String {
    let mut name = String::new();
    for c in format!("{cause:?}").chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

fn shown(exchange: &Exchange) -> String {
    let answer = &exchange.answer;
    let mut text = format!("{}\n\n{}", told(exchange), answer.status);
    for (name, value) in answer.headers.iter() {
        if ["x-amzn-ErrorType", "X-Amz-Function-Error"].contains(&name) {
            let _ = write!(text, "  {name}: {value}");
        }
    }
    let body = String::from_utf8_lossy(&answer.body);
    if !body.is_empty() {
        let _ = write!(text, "\n{body}");
    }
    let explanation = exchange.explanation.as_ref().expect("explained");
    format!("{text}\n\n{explanation}")
}

/// What the function did, if it was called; else the request.
fn told(exchange: &Exchange) -> String {
    let invocation = exchange.invocation.as_ref();
    let run = invocation.and_then(|invocation| invocation.outcome.as_ref().ok());
    match run.map(|run| &run.result) {
        Some(Ok(result)) => {
            let result = String::from_utf8_lossy(result);
            format!("the function returned {}", cut(&result))
        }
        Some(Err(_)) => "the function failed".to_owned(),
        None => asked(exchange),
    }
}

fn asked(exchange: &Exchange) -> String {
    let request = &exchange.request;
    let mut text = format!("{} {}", request.http_method, request.target());
    for (name, value) in request.headers.iter() {
        if !["Host", "Content-Length"].contains(&name) {
            let _ = write!(text, "\n{name}: {}", cut(value));
        }
    }
    let body = String::from_utf8_lossy(&request.body);
    if !body.is_empty() {
        let _ = write!(text, "\n\n{}", cut(&body));
    }
    text
}

/// As far as it fits on a page.
fn cut(text: &str) -> String {
    match text.char_indices().nth(72) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
