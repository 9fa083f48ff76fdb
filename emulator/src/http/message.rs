//! A request as it came and an answer as it goes: method, path, headers, body, nothing interpreted.
//!
//! Rule: the raw path and query keep every byte that the client sent; decoding is the gateway's business.

use std::net::IpAddr;

use hyper::{body::Bytes, http::request::Parts};

use super::{Client, HeaderLines, Headers, request_head::plain};

/// An HTTP request.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method as sent, such as `GET`: `get` is another.
    pub http_method: String,
    /// The path as sent, from its first `/`: `/prod/test`.
    pub raw_path: String,
    /// What follows the `?`, as sent; `None` without one.
    pub raw_query: Option<String>,
    /// The headers in the order and the spelling of the client.
    pub headers: Headers,
    /// The body's bytes, empty without one.
    pub body: Bytes,
    /// The client's address.
    pub source_ip: IpAddr,
}

impl Request {
    /// The request of this head, still without its body.
    pub(crate) fn new(parts: &Parts, client: Client) -> Request {
        let spelled = client.header_lines;
        Request {
            http_method: parts.method.as_str().to_owned(),
            raw_path: parts.uri.path().to_owned(),
            raw_query: parts.uri.query().map(str::to_owned),
            headers: spelled.unwrap_or_else(|| plain(&parts.headers)),
            body: Bytes::new(),
            source_ip: client.ip,
        }
    }

    /// The last value of the header `name`, in whatever spelling.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// The bytes of all names and values.
    pub fn head_size(&self) -> usize {
        self.headers.size()
    }

    /// Path and query as the client typed them.
    pub fn target(&self) -> String {
        match &self.raw_query {
            Some(query) => format!("{}?{query}", self.raw_path),
            None => self.raw_path.clone(),
        }
    }
}

/// An HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The header lines, as they leave. `Date` and `Content-Length` are added on the way out.
    pub headers: Headers,
    /// The body's bytes.
    pub body: Bytes,
}

impl Answer {
    /// An answer with a JSON body.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Answer {
        Answer {
            body: body.into(),
            ..Answer::empty(status)
        }
        .with("Content-Type", "application/json")
    }

    /// An answer without a body.
    pub fn empty(status: u16) -> Answer {
        Answer {
            status,
            headers: Headers::default(),
            body: Bytes::new(),
        }
    }

    /// The same answer with one more header.
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Answer {
        self.headers.push(name, value.as_ref());
        self
    }

    /// The last value of the header `name`, in whatever spelling.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// What is sent. A header that HTTP cannot carry is left out.
    pub(crate) fn response(&self) -> Response {
        Response {
            status: self.status,
            lines: HeaderLines::of(&self.headers),
            body: self.body.clone(),
        }
    }
}

/// An answer on its way out, whose record is kept elsewhere.
#[derive(Debug)]
pub(crate) struct Response {
    /// The status code.
    pub(crate) status: u16,
    /// The header lines as they leave.
    pub(crate) lines: HeaderLines,
    /// The body's bytes.
    pub(crate) body: Bytes,
}

/// Why a request could not be read, although it was one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Its headers are longer than the limit.
    HeadTooLarge,
    /// Its body is longer than the limit.
    BodyTooLarge,
    /// Its body did not come in time.
    TooSlow,
}
