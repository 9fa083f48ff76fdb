//! The Runtime API over one kept-alive connection, byte for byte.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use serde_json::Value;

const PREFIX: &str = "/2018-06-01/runtime";

type Headers = Vec<(String, String)>;

/// An event as it came.
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
}

struct Answer {
    status: String,
    headers: Headers,
    body: Vec<u8>,
}

pub(crate) struct Runtime {
    address: String,
    stream: BufReader<TcpStream>,
}

impl Runtime {
    pub(crate) fn connect(address: &str) -> io::Result<Runtime> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Runtime {
            address: address.to_owned(),
            stream: BufReader::new(stream),
        })
    }

    fn reconnect(&mut self) -> io::Result<()> {
        *self = Runtime::connect(&self.address)?;
        Ok(())
    }

    pub(crate) fn next(&mut self) -> io::Result<Event> {
        self.write(&head("GET", "/invocation/next", "\r\n"))?;
        let Answer { headers, body, .. } = self.read()?;
        let id = value(&headers, "Lambda-Runtime-Aws-Request-Id");
        Ok(Event {
            id: id.unwrap_or_default().to_owned(),
            headers,
            body,
        })
    }

    pub(crate) fn post(&mut self, path: &str, body: &[u8]) -> io::Result<()> {
        // A body that is too large is answered before it is read whole; then the connection is of no use.
        let written = self.write(&message(path, "", body));
        let answered = self.read();
        if written.is_err() || answered.is_err() {
            self.reconnect()?;
        }
        Ok(())
    }

    /// A call as a test wrote it: `path`, `method`, `headers` as text, `body` as text.
    pub(crate) fn call(&mut self, call: &Value, id: &str) -> io::Result<(String, String)> {
        let text = |member: &str| {
            call[member]
                .as_str()
                .unwrap_or_default()
                .replace("{id}", id)
        };
        let request = match text("method").as_str() {
            "" => message(&text("path"), &text("headers"), text("body").as_bytes()),
            method => head(method, &text("path"), "\r\n"),
        };
        self.write(&request)?;
        let answer = self.read()?;
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        Ok((answer.status, body))
    }

    pub(crate) fn stream(&mut self, path: &str, stream: &Value) -> io::Result<()> {
        let texts = |member: &str| {
            let list = stream[member].as_array().into_iter().flatten();
            list.filter_map(Value::as_str)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let trailers: String = texts("trailers")
            .iter()
            .map(|line| format!("{line}\r\n"))
            .collect();
        let pieces: String = texts("pieces")
            .iter()
            .map(|piece| format!("{:x}\r\n{piece}\r\n", piece.len()))
            .collect();
        let lines = "Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n\
                     Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n";
        let request = [
            head("POST", path, lines),
            format!("{pieces}0\r\n{trailers}\r\n").into_bytes(),
        ];
        self.write(&request.concat())?;
        self.read().map(|_| ())
    }

    pub(crate) fn break_off(&mut self, path: &str) -> io::Result<()> {
        self.write(&head("POST", path, "Content-Length: 1000\r\n\r\n{\"half\""))?;
        self.reconnect()
    }

    pub(crate) fn shout(&mut self, path: &str, body: &[u8]) -> io::Result<()> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.write_all(&message(path, "", body))
    }

    pub(crate) fn ask_and_leave(&self) -> io::Result<()> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.write_all(&head("GET", "/invocation/next", "\r\n"))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.get_mut().write_all(bytes)
    }

    fn read(&mut self) -> io::Result<Answer> {
        let status = self
            .line()?
            .split(' ')
            .nth(1)
            .unwrap_or_default()
            .to_owned();
        let mut headers = Headers::new();
        while let Some((name, value)) = self.line()?.split_once(": ") {
            headers.push((name.to_owned(), value.to_owned()));
        }
        let length = value(&headers, "Content-Length").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.unwrap_or_default()];
        self.stream.read_exact(&mut body)?;
        Ok(Answer {
            status,
            headers,
            body,
        })
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

/// A head; `rest` are further lines, and the empty one that ends it.
fn head(method: &str, path: &str, rest: &str) -> Vec<u8> {
    format!("{method} {PREFIX}{path} HTTP/1.1\r\nHost: runtime\r\n{rest}").into_bytes()
}

fn message(path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let lines = format!("{headers}Content-Length: {}\r\n\r\n", body.len());
    [head("POST", path, &lines), body.to_vec()].concat()
}

fn value<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    let found = headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}
