//! Header names as they are spelled: by the client on the way in, by AWS and the function on the way out.
//!
//! Rule: order and spelling are kept both ways; values are text (bytes that are no UTF-8 become U+FFFD).
//!
//! AWS: a REST API passes `tEsT-HEADeR` on as `tEsT-HEADeR`. hyper lower-cases names and keeps the spelling
//! in a private extension that only it can read and write; so a head is taken through one of its own client
//! connections, in memory and without a task: replayed to read the spelling, received to make it.

use std::{
    collections::BTreeMap,
    io,
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use http_body_util::Empty;
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    client::conn::http1,
    header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING},
    http::{Extensions, request::Parts},
    rt::{Read, ReadBufCursor, Write},
};

/// More than fit into the largest head that is taken.
const MOST_HEADERS: usize = 4096;

/// The headers of `parts` in the client's spelling and order.
///
/// `parts` must come from a connection with `preserve_header_case`; of any other the names are lower case.
pub(super) fn spelled_headers(parts: &Parts) -> Vec<(String, String)> {
    let head = replay(parts);
    let mut slots = vec![httparse::EMPTY_HEADER; parts.headers.len() + 4];
    let mut parsed = httparse::Request::new(&mut slots);
    match parsed.parse(&head) {
        Ok(httparse::Status::Complete(_)) => parsed
            .headers
            .iter()
            .map(|h| (h.name.to_owned(), text(h.value)))
            .collect(),
        _ => plain(&parts.headers),
    }
}

fn plain(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
        .collect()
}

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}

/// The request's head as hyper's client writes it.
fn replay(parts: &Parts) -> Vec<u8> {
    // The client would compute these itself, for the empty body of the replay. To remove them from a copy would
    // move the last header into their place.
    let kept = |name: &HeaderName| *name != CONTENT_LENGTH && *name != TRANSFER_ENCODING;
    let mut request = Request::new(Empty::<Bytes>::new());
    for (name, value) in parts.headers.iter().filter(|(name, _)| kept(name)) {
        request.headers_mut().append(name, value.clone());
    }
    *request.extensions_mut() = parts.extensions.clone();

    let tape = Tape::default();
    let _ = exchange(request, tape.clone());
    std::mem::take(&mut tape.reels().written)
}

/// An answer's head that hyper's server will write with these names as they are spelled.
///
/// A header that HTTP cannot carry is left out.
pub(super) fn spelled_head(status: u16, headers: Vec<(String, String)>) -> Response<()> {
    let mut head = Response::new(());
    *head.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    let mut names = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let parsed = (HeaderName::try_from(&name), HeaderValue::try_from(value));
        if let (Ok(parsed), Ok(value)) = parsed {
            head.headers_mut().append(parsed, value);
            names.push(name);
        }
    }
    if !names.iter().all(|name| is_title_case(name)) {
        *head.extensions_mut() = spelling(&names);
    }
    head
}

/// Whether hyper's server spells the name so by itself, as the listener asks it to: `X-Amzn-Trace-Id`.
fn is_title_case(name: &str) -> bool {
    let mut starts = true;
    name.bytes().all(|byte| {
        let kept = if starts {
            !byte.is_ascii_lowercase()
        } else {
            !byte.is_ascii_uppercase()
        };
        starts = byte == b'-';
        kept
    })
}

/// hyper's own record of how these names are spelled, in this order.
///
/// Made once for the same names: a program's answers have few sets of them, and to make one takes a whole connection.
fn spelling(names: &[String]) -> Extensions {
    const MOST: usize = 64;
    static KNOWN: Mutex<BTreeMap<String, Extensions>> = Mutex::new(BTreeMap::new());
    let key = names.join("\n");
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(spelling) = known.get(&key) {
        return spelling.clone();
    }
    let spelling = receive(names);
    if known.len() == MOST {
        known.clear();
    }
    known.insert(key, spelling.clone());
    spelling
}

/// Receives an answer with headers of these names. A length of 0 is one that hyper accepts.
fn receive(names: &[String]) -> Extensions {
    let lines: String = names.iter().map(|name| format!("{name}: 0\r\n")).collect();
    let tape = Tape::default();
    tape.reels().to_read = format!("HTTP/1.1 200 OK\r\n{lines}\r\n").into_bytes();
    let response = exchange(Request::new(Empty::new()), tape);
    response
        .map(|response| response.into_parts().0.extensions)
        .unwrap_or_default()
}

/// Sends `request` over `tape` and reads what comes, as far as that goes without waiting.
fn exchange(request: Request<Empty<Bytes>>, tape: Tape) -> Option<Response<Incoming>> {
    let mut context = Context::from_waker(Waker::noop());
    let handshake = http1::Builder::new()
        .preserve_header_case(true)
        .max_headers(MOST_HEADERS)
        .handshake::<_, Empty<Bytes>>(tape);
    let Poll::Ready(Ok((mut sender, connection))) = pin!(handshake).poll(&mut context) else {
        return None;
    };
    let response = sender.send_request(request);
    let mut connection = pin!(connection);
    // Once to write, once to read.
    for _ in 0..2 {
        let _ = connection.as_mut().poll(&mut context);
    }
    match pin!(response).poll(&mut context) {
        Poll::Ready(response) => response.ok(),
        Poll::Pending => None,
    }
}

/// A connection in memory that never makes anybody wait for long.
#[derive(Clone, Default)]
struct Tape(Arc<Mutex<Reels>>);

#[derive(Default)]
struct Reels {
    written: Vec<u8>,
    to_read: Vec<u8>,
}

impl Tape {
    fn reels(&self) -> MutexGuard<'_, Reels> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Read for Tape {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let mut reels = self.reels();
        // A client that reads an answer before it has asked takes it for an error.
        if reels.to_read.is_empty() || reels.written.is_empty() {
            return Poll::Pending;
        }
        let count = buffer.remaining().min(reels.to_read.len());
        buffer.put_slice(&reels.to_read[..count]);
        reels.to_read.drain(..count);
        Poll::Ready(Ok(()))
    }
}

impl Write for Tape {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.reels().written.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(headers: &[(&str, &str)]) -> Vec<(String, String)> {
        headers
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect()
    }

    #[test]
    fn a_head_is_spelled_and_read_back_in_order() {
        let sent = pairs(&[
            ("X-MiXed", "1"),
            ("x-amzn-RequestId", "a"),
            ("x-mixed", "2"),
        ]);
        let head = spelled_head(200, sent);
        let (mut parts, _) = Request::new(()).into_parts();
        parts.headers = head.headers().clone();
        parts.extensions = head.extensions().clone();
        // hyper keeps the values of one name together.
        let read = pairs(&[
            ("X-MiXed", "1"),
            ("x-mixed", "2"),
            ("x-amzn-RequestId", "a"),
        ]);
        assert_eq!(spelled_headers(&parts), read);
    }

    #[test]
    fn names_that_mean_something_to_hyper_are_spelled_too() {
        let sent = pairs(&[
            ("content-LENGTH", "3"),
            ("transfer-ENCODING", "chunked"),
            ("CONNECTION", "upgrade"),
            ("uPGRADE", "h2c"),
        ]);
        let head = spelled_head(200, sent);
        let (mut parts, _) = Request::new(()).into_parts();
        parts.headers = head.headers().clone();
        parts.extensions = head.extensions().clone();
        let read = pairs(&[("CONNECTION", "upgrade"), ("uPGRADE", "h2c")]);
        assert_eq!(spelled_headers(&parts), read);
    }

    #[test]
    fn names_that_hyper_spells_so_by_itself_need_no_record() {
        let spelled = |name: &str| {
            !spelled_head(200, pairs(&[(name, "1")]))
                .extensions()
                .is_empty()
        };
        assert!(!spelled("X-Amzn-Trace-Id"));
        assert!(!spelled("X-1st"));
        assert!(spelled("x-amzn-RequestId"));
        assert!(spelled("X-AMZN"));
    }

    #[test]
    fn a_header_that_http_cannot_carry_is_left_out() {
        let sent = pairs(&[("X Y", "1"), ("X-A", "a\r\nX-B: b"), ("X-C", "ü")]);
        let head = spelled_head(418, sent);
        assert_eq!(head.status().as_u16(), 418);
        assert_eq!(head.headers().len(), 1);
        assert_eq!(head.headers()["x-c"].as_bytes(), "ü".as_bytes());
    }
}
