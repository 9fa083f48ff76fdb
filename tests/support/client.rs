//! An HTTP client that sends what curl would send, byte for byte, and keeps what came back.
//!
//! Rule: our own, because a client library lower-cases header names and a REST API passes them on as spelled.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// The headers that curl sends unless it is told otherwise.
const DEFAULTS: [(&str, &str); 2] = [("User-Agent", "curl/8.7.1"), ("Accept", "*/*")];

/// An answer as it came.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub reason: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Reply {
    /// The value of a header, in whatever spelling.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Sends one request and waits for its answer.
#[track_caller]
pub fn send(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&[u8]>,
) -> Reply {
    let host = address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("the API listens");
    stream
        .write_all(&head(host, method, path, headers, body))
        .expect("the head goes out");
    stream
        .write_all(body.unwrap_or_default())
        .expect("the body goes out");
    read(&mut stream)
}

fn head(
    host: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&[u8]>,
) -> Vec<u8> {
    let given = |name: &str| {
        headers
            .iter()
            .any(|(key, _)| key.eq_ignore_ascii_case(name))
    };
    let mut head = format!("{method} {path} HTTP/1.1\r\n");
    let mut line = |name: &str, value: &str| head += &format!("{name}: {value}\r\n");
    if !given("Host") {
        line("Host", host);
    }
    for (name, value) in DEFAULTS
        .iter()
        .filter(|(name, _)| !given(name))
        .chain(headers)
    {
        line(name, value);
    }
    if let Some(body) = body {
        line("Content-Length", &body.len().to_string());
    }
    (head + "\r\n").into_bytes()
}

/// Reads one answer; every answer of the emulator has a `Content-Length`.
fn read(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let mut chunk = [0; 8192];
    loop {
        if let Some((mut reply, start, length)) = parse(&bytes)
            && bytes.len() >= start + length
        {
            reply.body = String::from_utf8_lossy(&bytes[start..start + length]).into_owned();
            return reply;
        }
        let count = stream.read(&mut chunk).expect("the answer comes");
        assert!(
            count > 0,
            "the connection ended early: {}",
            String::from_utf8_lossy(&bytes)
        );
        bytes.extend_from_slice(&chunk[..count]);
    }
}

/// The head, where the body starts and how long it is.
fn parse(bytes: &[u8]) -> Option<(Reply, usize, usize)> {
    let mut slots = [httparse::EMPTY_HEADER; 64];
    let mut head = httparse::Response::new(&mut slots);
    let httparse::Status::Complete(start) = head.parse(bytes).expect("an HTTP answer") else {
        return None;
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let reply = Reply {
        status: head.code.expect("a status"),
        reason: head.reason.unwrap_or_default().to_owned(),
        headers: head
            .headers
            .iter()
            .map(|h| (h.name.to_owned(), text(h.value)))
            .collect(),
        body: String::new(),
    };
    let length = reply
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    Some((reply, start, length))
}
