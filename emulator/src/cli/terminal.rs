//! What a developer reads while it runs: a line an exchange, and why where it went wrong.
//!
//! Rule: reads exchanges, records nothing. Colour only for a terminal, and only if `NO_COLOR` is not set.

use std::{fmt::Write, io::IsTerminal};

use anstyle::{AnsiColor, Style};

use crate::{
    exchange::{Destination, Exchange},
    observer::{Author, Observer},
};

use super::printer::Printer;

/// Turns what happens into text for stdout.
#[derive(Debug)]
pub(super) struct Terminal {
    printer: Printer,
    colour: bool,
    verbose: bool,
}

impl Terminal {
    /// With `verbose`, Lambda's own lines of a log are shown too.
    pub(super) fn new(printer: Printer, verbose: bool) -> Terminal {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let able = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let colour = wanted && able && std::io::stdout().is_terminal();
        Terminal {
            printer,
            colour,
            verbose,
        }
    }
}

impl Observer for Terminal {
    fn exchange(&self, exchange: &Exchange) {
        self.printer.print(written(exchange, self.colour));
    }

    fn no_request(&self, why: &str) {
        self.printer.print(unread(why, self.colour));
    }

    fn log_line(&self, environment: u32, author: Author, line: &str) {
        if author == Author::Function || self.verbose {
            let bar = painted(&format!("{environment} │"), DIM, self.colour);
            self.printer.print(format!("  {bar} {line}\n"));
        }
    }
}

const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const REFUSED: Style = AnsiColor::Yellow.on_default();
const FAILED: Style = AnsiColor::Red.on_default();

fn painted(text: &str, style: Style, colour: bool) -> String {
    if colour {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}

/// What the terminal says of an exchange, without colour: one line, and the explanation below it.
pub fn report(exchange: &Exchange) -> String {
    written(exchange, false)
}

fn written(exchange: &Exchange, colour: bool) -> String {
    let style = match exchange.answer.status {
        _ if exchange.explanation.is_some() && exchange.answer.status < 400 => REFUSED,
        ..400 => GOOD,
        400..500 => REFUSED,
        500.. => FAILED,
    };
    let mut text = format!(
        "{} {} → {} in {} ms{}\n",
        exchange.request.http_method,
        exchange.request.target(),
        painted(&exchange.answer.status.to_string(), style, colour),
        exchange.took.as_millis(),
        run(exchange),
    );
    if let Some(explanation) = &exchange.explanation {
        for line in explanation.to_string().lines() {
            let (name, rest) = line.split_at(line.find(' ').unwrap_or(line.len()));
            let _ = writeln!(text, "    {}{rest}", painted(name, style, colour));
        }
    }
    text
}

/// What the terminal says of bytes that are no request. The first bytes of TLS stand where a method should.
fn unread(why: &str, colour: bool) -> String {
    let what = painted("no HTTP request", REFUSED, colour);
    let why = painted("why", REFUSED, colour) + "   " + why;
    let remedy = painted("do", REFUSED, colour)
        + "    if it was HTTPS, write `http://`: this port does not speak it";
    match why.contains("method") {
        true => format!("{what}\n    {why}\n    {remedy}\n"),
        false => format!("{what}\n    {why}\n"),
    }
}

/// Which execution environment ran it, or that none did.
fn run(exchange: &Exchange) -> String {
    let execution = exchange
        .invocation
        .as_ref()
        .and_then(|run| run.outcome.as_ref().ok());
    let environment = match execution {
        Some(run) => match run.init {
            Some(init) => {
                let ms = init.as_millis();
                format!(", environment {}: cold start {ms} ms", run.environment)
            }
            None => format!(", environment {}", run.environment),
        },
        None if exchange.event.is_some() && exchange.invocation.is_none() => {
            ", the function was not waited for".to_owned()
        }
        None => ", the function was not called".to_owned(),
    };
    match (&exchange.destination, execution) {
        (Destination::Invoke, None) => String::new(),
        (Destination::Queue { attempt }, _) => format!("{environment}, try {attempt}"),
        _ => environment,
    }
}

#[cfg(test)]
mod tests {
    use std::{net::Ipv4Addr, time::Duration, time::SystemTime};

    use super::*;
    use crate::{
        explanation::Cause,
        http::{Answer, Headers, Request},
    };

    fn refused() -> Exchange {
        Exchange {
            request_id: String::new(),
            received: SystemTime::UNIX_EPOCH,
            took: Duration::from_micros(700),
            request: Request {
                http_method: "GET".into(),
                raw_path: "/nowhere".into(),
                raw_query: None,
                headers: Headers::default(),
                body: "".into(),
                source_ip: Ipv4Addr::LOCALHOST.into(),
            },
            destination: Destination::Unmatched,
            template: None,
            event: None,
            invocation: None,
            answer: Answer::empty(403),
            explanation: Some(Cause::UnknownStage.found("no stage is called \"nowhere\"")),
        }
    }

    #[test]
    fn an_exchange_is_one_line_and_the_reason_below_it() {
        let text = report(&refused());
        let mut lines = text.lines();
        assert_eq!(
            lines.next(),
            Some("GET /nowhere → 403 in 0 ms, the function was not called")
        );
        assert_eq!(
            lines.next(),
            Some("    why   no stage is called \"nowhere\"")
        );
        assert!(!text.contains('\u{1b}'));
    }

    #[test]
    fn who_meant_https_is_told() {
        assert_eq!(
            unread("invalid HTTP method parsed", false),
            "no HTTP request
    why   invalid HTTP method parsed
    do    if it was HTTPS, write `http://`: this port does not speak it\n"
        );
        assert_eq!(
            unread("invalid URI", false),
            "no HTTP request\n    why   invalid URI\n"
        );
    }

    #[test]
    fn a_terminal_gets_colour() {
        assert!(written(&refused(), true).contains("\u{1b}[33m403\u{1b}[0m"));
    }
}
