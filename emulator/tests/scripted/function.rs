//! A function that does as it is told, for the tests: it answers, fails, prints, hangs or dies on command.
//!
//! Rule: speaks the Runtime API over a bare socket, so that it can also break its rules.
//!
//! The command is the event, or the `body` of a proxy event, as JSON; without one the event comes back. The
//! variable `INIT` has a command for the time before the first event.
//!
//! First it acts, in this order:
//!
//! | member | what it does |
//! |---|---|
//! | `prints`, `complains` | writes this text to stdout, to stderr |
//! | `prints_bytes` | writes these bytes, a list of numbers, to stdout |
//! | `prints_much` | writes so many bytes to stdout, in lines of 100 |
//! | `prints_for_ever` | starts to write to stdout without end |
//! | `writes` | puts `text` into the file `path` |
//! | `starts` | starts this program, and prints its process id |
//! | `takes_ms` | waits so long |
//! | `waits_for` | waits until there is this file |
//! | `calls` | makes these calls of the Runtime API, printing each status and body; `{id}` stands for the event's |
//! | `asks_and_leaves` | asks for an event, and closes the connection before there is one |
//! | `signals`, `aborts`, `exits` | ends with this signal, with SIGABRT, with this code |
//! | `hangs` | never goes on |
//!
//! Then it answers, unless it has made `calls`:
//!
//! | member | what it answers |
//! |---|---|
//! | `returns` | this JSON |
//! | `returns_text` | this text, JSON or not |
//! | `returns_bytes` | a JSON text of so many bytes |
//! | `returns_environment` | its environment variables |
//! | `returns_headers` | the headers that came with the event |
//! | `returns_self` | its process id, and how many events it has had |
//! | `returns_file` | the text of this file |
//! | `fails` | reports this JSON as an error |
//! | `streams` | these `pieces`, one chunk each, and these `trailers` |
//! | `breaks_off` | half an answer: it closes the connection |
//! | `shouts` | this JSON, on a connection of its own, and does not wait until it is taken |
//!
//! And then it does what `then` says, a command of acts.

mod acts;
mod answers;
mod runtime;

use std::io;

use serde_json::{Value, json};

use runtime::{Event, Runtime};

fn main() -> io::Result<()> {
    let address = std::env::var("AWS_LAMBDA_RUNTIME_API").map_err(io::Error::other)?;
    let mut runtime = Runtime::connect(&address)?;
    initialise(&mut runtime)?;
    for served in 1.. {
        let event = runtime.next()?;
        obey(&mut runtime, &event, served)?;
    }
    Ok(())
}

fn initialise(runtime: &mut Runtime) -> io::Result<()> {
    let Ok(command) = std::env::var("INIT") else {
        return Ok(());
    };
    let command: Value = serde_json::from_str(&command)?;
    acts::act(runtime, "", &command)?;
    if let Some(report) = command.get("fails") {
        runtime.post("/init/error", report.to_string().as_bytes())?;
    }
    acts::act(runtime, "", &command["then"])
}

fn obey(runtime: &mut Runtime, event: &Event, served: u64) -> io::Result<()> {
    let whole: Value = serde_json::from_slice(&event.body)?;
    let command = command(&whole);
    acts::act(runtime, &event.id, &command)?;
    if command.get("calls").is_none() {
        let me = json!({"pid": std::process::id(), "served": served});
        answers::answer(runtime, event, &command, &whole, &me)?;
    }
    acts::act(runtime, &event.id, &command["then"])
}

fn command(event: &Value) -> Value {
    let body = event["body"]
        .as_str()
        .and_then(|body| serde_json::from_str(body).ok());
    body.unwrap_or_else(|| event.clone())
}
