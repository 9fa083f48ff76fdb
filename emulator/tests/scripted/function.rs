//! A function that does as it is told, for the tests: it answers, fails, prints, hangs or dies on command.
//!
//! Rule: speaks the Runtime API over a bare socket, so that it can also break its rules.
//!
//! The command is the event, or the `body` of a proxy event, as JSON; without one the event comes back.
//!
//! | member | what it does |
//! |---|---|
//! | `prints` | writes this text to stdout first |
//! | `takes_ms` | then waits so long |
//! | `returns` | answers with this JSON |
//! | `returns_text` | answers with this text, JSON or not |
//! | `returns_bytes` | answers with a JSON text of so many bytes |
//! | `fails` | reports this JSON as an error |
//! | `exits` | ends the process with this code |
//! | `aborts` | ends it with SIGABRT |
//! | `hangs` | never answers |
//!
//! The variable `INIT` does the same before the first event: `exits`, `fails` or `hangs`.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use serde_json::{Value, json};

const RUNTIME: &str = "/2018-06-01/runtime";

fn main() -> io::Result<()> {
    let address = std::env::var("AWS_LAMBDA_RUNTIME_API").map_err(io::Error::other)?;
    let mut api = Api::connect(&address)?;
    initialise(&mut api)?;
    loop {
        let (id, event) = api.next()?;
        let event: Value = serde_json::from_slice(&event)?;
        obey(&mut api, &id, &event)?;
    }
}

fn initialise(api: &mut Api) -> io::Result<()> {
    match std::env::var("INIT").as_deref() {
        Ok("exits") => std::process::exit(7),
        Ok("hangs") => hang(),
        Ok("fails") => {
            let report = json!({"errorType": "Function.NoLuck", "errorMessage": "not today"});
            api.post("/init/error", report.to_string().as_bytes())?;
            std::process::exit(1);
        }
        _ => Ok(()),
    }
}

fn obey(api: &mut Api, id: &str, event: &Value) -> io::Result<()> {
    let command = command(event);
    if let Some(text) = command["prints"].as_str() {
        print!("{text}");
        io::stdout().flush()?;
    }
    if let Some(ms) = command["takes_ms"].as_u64() {
        std::thread::sleep(std::time::Duration::from_millis(ms));
    }
    if let Some(code) = command["exits"].as_i64() {
        std::process::exit(i32::try_from(code).unwrap_or(1));
    }
    if command["aborts"] == true {
        std::process::abort();
    }
    if command["hangs"] == true {
        hang();
    }
    if let Some(report) = command.get("fails") {
        return api.post(
            &format!("/invocation/{id}/error"),
            report.to_string().as_bytes(),
        );
    }
    api.post(
        &format!("/invocation/{id}/response"),
        &result(&command, event),
    )
}

fn command(event: &Value) -> Value {
    let body = event["body"]
        .as_str()
        .and_then(|body| serde_json::from_str(body).ok());
    body.unwrap_or_else(|| event.clone())
}

fn result(command: &Value, event: &Value) -> Vec<u8> {
    if let Some(text) = command["returns_text"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(length) = command["returns_bytes"].as_u64() {
        let inner = usize::try_from(length)
            .unwrap_or_default()
            .saturating_sub(2);
        return format!("\"{}\"", "x".repeat(inner)).into_bytes();
    }
    command
        .get("returns")
        .unwrap_or(event)
        .to_string()
        .into_bytes()
}

fn hang() -> ! {
    loop {
        std::thread::park();
    }
}

type Headers = Vec<(String, String)>;

/// One kept-alive connection to the Runtime API.
struct Api {
    stream: BufReader<TcpStream>,
}

impl Api {
    fn connect(address: &str) -> io::Result<Api> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Api {
            stream: BufReader::new(stream),
        })
    }

    fn next(&mut self) -> io::Result<(String, Vec<u8>)> {
        let head = format!("GET {RUNTIME}/invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n");
        self.stream.get_mut().write_all(head.as_bytes())?;
        let (headers, body) = self.answer()?;
        let id = headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("Lambda-Runtime-Aws-Request-Id"));
        Ok((id.map(|(_, id)| id.clone()).unwrap_or_default(), body))
    }

    fn post(&mut self, path: &str, body: &[u8]) -> io::Result<()> {
        let length = body.len();
        let head = format!(
            "POST {RUNTIME}{path} HTTP/1.1\r\nHost: runtime\r\nContent-Length: {length}\r\n\r\n"
        );
        let mut message = head.into_bytes();
        message.extend_from_slice(body);
        // A body that is too large is answered before it is read whole; then the connection is of no use.
        let written = self.stream.get_mut().write_all(&message);
        let answered = self.answer();
        if written.is_err() || answered.is_err() {
            *self = Api::connect(&std::env::var("AWS_LAMBDA_RUNTIME_API").unwrap_or_default())?;
        }
        Ok(())
    }

    fn answer(&mut self) -> io::Result<(Headers, Vec<u8>)> {
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            match line.trim_end().split_once(": ") {
                Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        let length = headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let length = length
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or_default();
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((headers, body))
    }
}
