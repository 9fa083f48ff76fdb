//! The heads of answers: header lines leave in the order and the spelling that they were given.
//!
//! Rule: hyper alone says where an answer begins and ends, so it writes the status, the length and what becomes of the
//! connection; all other lines are ours, and [`WriteAlong`] puts them behind the status. A header that HTTP cannot carry
//! is left out.
//!
//! AWS: a REST API answers with `x-amzn-RequestId` and `X-Amzn-Trace-Id`, and passes a function's own spelling on. hyper
//! writes names in lower case, or each word with a capital, and the values of one name together.
//!
//! [`WriteAlong`]: super::write_along::WriteAlong

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http_body_util::Full;
use hyper::{
    StatusCode,
    body::Bytes,
    header::{CONTENT_LENGTH, HeaderValue},
};

use super::{Headers, Response, request_head::line};

/// What hyper writes itself.
const FRAMING: [&str; 4] = ["Connection", "Content-Length", "Date", "Transfer-Encoding"];

/// Header lines as they are written, each with its line's end.
#[derive(Debug, Default)]
pub(crate) struct HeaderLines(Vec<u8>);

impl HeaderLines {
    /// No lines yet, and room for so many bytes.
    pub(crate) fn with_room(bytes: usize) -> HeaderLines {
        HeaderLines(Vec::with_capacity(bytes))
    }

    /// These lines, but for those that [`HeaderLines::push`] leaves out.
    pub(super) fn of(headers: &Headers) -> HeaderLines {
        let between = ": \r\n".len();
        let mut lines = HeaderLines::with_room(headers.size() + headers.len() * between);
        for (name, value) in headers.iter() {
            lines.push(name, value);
        }
        lines
    }

    /// One more line behind the others, unless HTTP cannot carry it or hyper writes it.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        if is_name(name) && is_value(value) && !is_framing(name) {
            for part in [name, ": ", value, "\r\n"] {
                self.0.extend_from_slice(part.as_bytes());
            }
        }
    }
}

/// Whether HTTP can carry a header's name: a token of RFC 9110.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| TOKEN[usize::from(byte)])
}

/// The bytes of a token.
static TOKEN: [bool; 256] = {
    let mut token = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        token[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut others = b"!#$%&'*+-.^_`|~".as_slice();
    while let [first, further @ ..] = others {
        token[*first as usize] = true;
        others = further;
    }
    token
};

/// Whether HTTP can carry a header's value: text without control characters but the tab. Without an early end, which
/// lets the compiler look at many bytes at once.
fn is_value(value: &str) -> bool {
    let is_control = |byte: u8| byte < b' ' && byte != b'\t' || byte == 0x7f;
    !value
        .bytes()
        .fold(false, |found, byte| found | is_control(byte))
}

fn is_framing(name: &str) -> bool {
    FRAMING.iter().any(|ours| ours.eq_ignore_ascii_case(name))
}

/// The header lines of the answers that a connection has given to hyper, until hyper writes their heads.
#[derive(Debug, Clone, Default)]
pub(super) struct Unwritten(Arc<Mutex<VecDeque<HeaderLines>>>);

impl Unwritten {
    /// Keeps the lines of `response`; the rest is for hyper.
    pub(super) fn keep(&self, response: Response) -> hyper::Response<Full<Bytes>> {
        let Response {
            status,
            lines,
            body,
        } = response;
        self.queue().push_back(lines);
        let has_length_0 = body.is_empty() && !matches!(status, 204 | 304);
        let mut rest = hyper::Response::new(Full::new(body));
        if has_length_0 {
            // hyper tells a HEAD request every other length by itself.
            let none = HeaderValue::from_static("0");
            rest.headers_mut().insert(CONTENT_LENGTH, none);
        }
        *rest.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        rest
    }

    /// Adds to `written` the heads that `bytes` consist of, each with its lines. A 100 in front of an answer has none,
    /// nor has an answer that hyper gives by itself, which is the last one.
    pub(super) fn weave(&self, mut bytes: &[u8], written: &mut Vec<u8>) {
        let mut queue = self.queue();
        while !bytes.is_empty() && !queue.is_empty() {
            let (status, rest) = line(bytes);
            written.extend_from_slice(status);
            bytes = rest;
            if !is_interim(status)
                && let Some(HeaderLines(lines)) = queue.pop_front()
            {
                written.extend_from_slice(&lines);
            }
            if !queue.is_empty() {
                let (lines, further) = lines(bytes);
                written.extend_from_slice(lines);
                bytes = further;
            }
        }
        written.extend_from_slice(bytes);
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<HeaderLines>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether `bytes`, which hyper writes, begin with a head.
pub(super) fn is_head(bytes: &[u8]) -> bool {
    bytes.starts_with(b"HTTP/1.")
}

/// Whether this is the status line of an answer before the answer: `100 Continue`.
fn is_interim(status: &[u8]) -> bool {
    status[b"HTTP/1.1 ".len().min(status.len())..].starts_with(b"100")
}

/// The header lines that `head` begins with and the empty one behind them, and what follows.
fn lines(head: &[u8]) -> (&[u8], &[u8]) {
    let mut rest = head;
    while !rest.is_empty() {
        let (first, further) = line(rest);
        rest = further;
        if first == b"\r\n" {
            break;
        }
    }
    head.split_at(head.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    fn lines(headers: &[(&str, &str)]) -> HeaderLines {
        let mut lines = HeaderLines::default();
        for (name, value) in headers {
            lines.push(name, value);
        }
        lines
    }

    fn text(headers: &[(&str, &str)]) -> String {
        String::from_utf8(lines(headers).0).unwrap()
    }

    #[test]
    fn lines_leave_as_they_are_spelled_and_in_their_order() {
        let headers = [
            ("X-MiXed", "1"),
            ("x-amzn-RequestId", "a"),
            ("x-mixed", ""),
            ("X-C", "ü\t"),
        ];
        let expected = "X-MiXed: 1\r\nx-amzn-RequestId: a\r\nx-mixed: \r\nX-C: ü\t\r\n";
        assert_eq!(text(&headers), expected);
    }

    #[test]
    fn a_header_that_http_cannot_carry_is_left_out() {
        for byte in 0..=u8::MAX {
            let character = char::from(byte).to_string();
            let name = HeaderName::from_bytes(character.as_bytes());
            assert_eq!(
                text(&[(&character, "")]).is_empty(),
                name.is_err(),
                "{byte}"
            );
            let value = HeaderValue::from_bytes(character.as_bytes());
            assert_eq!(
                text(&[("a", &character)]).is_empty(),
                value.is_err(),
                "{byte}"
            );
        }
        assert_eq!(text(&[("", "1"), ("x-a", "a\r\nX-B: b")]), "");
    }

    /// Two lengths would be two answers to one client and one to another.
    #[test]
    fn what_hyper_says_itself_is_left_out() {
        assert_eq!(
            text(&[("content-LENGTH", "7"), ("connection", "close")]),
            ""
        );
        assert_eq!(
            text(&[("DATE", "today"), ("Transfer-encoding", "chunked")]),
            ""
        );
    }

    #[test]
    fn each_answer_gets_its_lines_and_a_100_none() {
        let unwritten = Unwritten::default();
        for name in ["a", "b"] {
            let response = Response {
                status: 200,
                lines: lines(&[(name, "1")]),
                body: "body".into(),
            };
            assert!(unwritten.keep(response).headers().is_empty());
        }
        let weave = |heads: &str| {
            assert!(is_head(heads.as_bytes()));
            let mut written = Vec::new();
            unwritten.weave(heads.as_bytes(), &mut written);
            String::from_utf8(written).unwrap()
        };
        let interim = "HTTP/1.1 100 Continue\r\n\r\n";
        assert_eq!(weave(interim), interim);
        assert_eq!(
            weave(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\
                 HTTP/1.0 404 Not Found\r\nDate: x\r\n\r\n"
            ),
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\na: 1\r\n\r\n\
             HTTP/1.0 404 Not Found\r\nb: 1\r\nDate: x\r\n\r\n"
        );
        let last = "HTTP/1.1 400 Bad Request\r\n\r\n";
        assert_eq!(weave(last), last, "no lines are left");
    }
}
