//! An HTTP client that sends what it is given, byte for byte, and keeps what came back as it came.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// An answer as it came.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub status: u16,
    /// The header lines in their order and spelling.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// The value of a header, in whatever spelling.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.values(name).first().copied()
    }

    /// The values of a header, in whatever spelling, a value a line.
    pub fn values(&self, name: &str) -> Vec<&str> {
        let lines = self.headers.iter();
        lines
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A request's bytes: `GET /prod/a`, header lines, a body.
pub fn request(line: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let given = |name: &str| {
        let lines = headers.iter().filter_map(|line| line.split_once(':'));
        lines
            .map(|(key, _)| key)
            .any(|key| key.eq_ignore_ascii_case(name))
    };
    let mut head = format!("{line} HTTP/1.1\r\n");
    if !given("Host") {
        head += "Host: api.test\r\n";
    }
    for header in headers {
        head += &format!("{header}\r\n");
    }
    if !body.is_empty() && !given("Content-Length") && !given("Transfer-Encoding") {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// Sends a request and waits for its answer.
#[track_caller]
pub fn send(address: &str, request: &[u8]) -> Reply {
    let mut stream = TcpStream::connect(address).expect("the API listens");
    // A body that is too long is answered before it is read whole.
    let _ = stream.write_all(request);
    read(&mut stream, request.starts_with(b"HEAD "))
}

/// The next answer on a connection.
pub fn read(stream: &mut TcpStream, without_body: bool) -> Reply {
    let mut bytes = Vec::new();
    let mut chunk = [0; 8192];
    loop {
        if let Some((mut reply, start)) = head(&bytes) {
            let length = reply.header("Content-Length");
            let length = length.map_or(0, |length| length.parse().expect("a length"));
            let end = start + if without_body { 0 } else { length };
            if bytes.len() >= end {
                reply.body = bytes[start..end].to_vec();
                return reply;
            }
        }
        let count = stream.read(&mut chunk).expect("the answer comes");
        let so_far = String::from_utf8_lossy(&bytes);
        assert!(count > 0, "the connection ended early: {so_far}");
        bytes.extend_from_slice(&chunk[..count]);
    }
}

/// The head, once it is there, and where the body starts.
fn head(bytes: &[u8]) -> Option<(Reply, usize)> {
    let mut slots = [httparse::EMPTY_HEADER; 64];
    let mut head = httparse::Response::new(&mut slots);
    let httparse::Status::Complete(start) = head.parse(bytes).expect("an HTTP answer") else {
        return None;
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let lines = head.headers.iter();
    let reply = Reply {
        status: head.code.expect("a status"),
        headers: lines
            .map(|line| (line.name.to_owned(), text(line.value)))
            .collect(),
        body: Vec::new(),
    };
    Some((reply, start))
}
