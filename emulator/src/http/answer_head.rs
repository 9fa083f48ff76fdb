//! The heads of answers: header names leave as AWS and the function spell them.
//!
//! Rule: order and spelling are kept; a header that HTTP cannot carry is left out.
//!
//! AWS: a REST API answers with `x-amzn-RequestId` and `X-Amzn-Trace-Id`, and passes a function's own spelling on.
//! hyper writes names in lower case, or each word with a capital, unless it finds its own record of how they were
//! spelled where it received them. Only it can make one: so an answer with these names is received by one of its
//! client connections, in memory and without a task.

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
    header::{HeaderName, HeaderValue},
    http::Extensions,
    rt::{Read, ReadBufCursor, Write},
};

use super::Headers;

/// More than hyper takes by itself: a function may answer with as many.
const MOST_HEADERS: usize = 4096;

/// An answer's head that hyper's server will write with these names as they are spelled.
pub(super) fn spelled_head(status: u16, headers: &Headers) -> Response<()> {
    let lines = headers.iter().filter_map(|(name, value)| {
        // Names are told apart by line breaks below; one that has any is none.
        let is_one_word = name.bytes().all(|byte| byte > b' ');
        let value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
        is_one_word.then_some((name, value))
    });
    let (names, values): (Vec<&str>, Vec<HeaderValue>) = lines.unzip();
    let names = Names::of(&names);
    let mut head = Response::new(());
    *head.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    for (name, value) in names.parsed.iter().zip(values) {
        if let Some(name) = name {
            head.headers_mut().append(name, value);
        }
    }
    *head.extensions_mut() = names.spelling.clone();
    head
}

/// The names of an answer's headers, as hyper needs them.
struct Names {
    /// `None` for one that HTTP cannot carry.
    parsed: Vec<Option<HeaderName>>,
    /// hyper's own record of how those that it can carry are spelled, in this order.
    spelling: Extensions,
}

impl Names {
    /// Made once for the same names: a program's answers have few sets of them.
    fn of(names: &[&str]) -> Arc<Names> {
        const MOST: usize = 64;
        static KNOWN: Mutex<BTreeMap<String, Arc<Names>>> = Mutex::new(BTreeMap::new());
        let key = names.join("\n");
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(names) = known.get(&key) {
            return names.clone();
        }
        let names = Arc::new(Names::new(names));
        if known.len() == MOST {
            known.clear();
        }
        known.insert(key, names.clone());
        names
    }

    fn new(names: &[&str]) -> Names {
        let parsed: Vec<_> = names
            .iter()
            .map(|name| HeaderName::try_from(*name).ok())
            .collect();
        let carried = names.iter().zip(&parsed);
        let carried: Vec<&str> = carried
            .filter_map(|(name, parsed)| parsed.as_ref().map(|_| *name))
            .collect();
        let by_itself = carried.iter().all(|name| is_title_case(name));
        let spelling = match by_itself {
            true => Extensions::new(),
            false => receive(&carried),
        };
        Names { parsed, spelling }
    }
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

/// Receives an answer with headers of these names. A length of 0 is one that hyper accepts.
fn receive(names: &[&str]) -> Extensions {
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
    use std::convert::Infallible;

    use hyper::{server::conn::http1 as server, service::service_fn};
    use hyper_util::rt::TokioIo;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    fn lines(headers: &[(&str, &str)]) -> Headers {
        headers.iter().copied().collect()
    }

    /// The header lines that hyper's server writes, without the date.
    async fn written(head: Response<()>) -> Vec<String> {
        let (mut client, listener) = duplex(4096);
        let asked = b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
        client.write_all(asked).await.unwrap();
        let service = service_fn(|_| {
            let answer = head.clone().map(|()| Empty::<Bytes>::new());
            async { Ok::<_, Infallible>(answer) }
        });
        let serving = server::Builder::new()
            .title_case_headers(true)
            .serve_connection(TokioIo::new(listener), service);
        serving.await.unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        let lines = answer.lines().skip(1).filter(|line| !line.is_empty());
        lines
            .filter(|line| !line.starts_with("Date: ") && !line.starts_with("Connection: "))
            .map(str::to_owned)
            .collect()
    }

    #[tokio::test]
    async fn names_are_written_as_they_are_spelled() {
        let head = spelled_head(
            200,
            &lines(&[
                ("X-MiXed", "1"),
                ("x-amzn-RequestId", "a"),
                ("x-mixed", "2"),
                ("content-LENGTH", "0"),
            ]),
        );
        // hyper keeps the values of one name together.
        assert_eq!(
            written(head).await,
            [
                "X-MiXed: 1",
                "x-mixed: 2",
                "x-amzn-RequestId: a",
                "content-LENGTH: 0"
            ]
        );
    }

    #[test]
    fn names_that_hyper_spells_so_by_itself_need_no_record() {
        let spelled = |name: &str| {
            !spelled_head(200, &lines(&[(name, "1")]))
                .extensions()
                .is_empty()
        };
        assert!(!spelled("X-Amzn-Trace-Id"));
        assert!(!spelled("X-1st"));
        assert!(spelled("x-amzn-RequestId"));
        assert!(spelled("X-AMZN"));
    }

    #[tokio::test]
    async fn a_name_with_a_line_break_is_not_taken_for_two() {
        let one = spelled_head(200, &lines(&[("x-a\nx-b", "1")]));
        assert!(one.headers().is_empty());
        let two = spelled_head(200, &lines(&[("x-a", "1"), ("x-b", "2")]));
        assert_eq!(two.headers().len(), 2);
    }

    #[tokio::test]
    async fn a_header_that_http_cannot_carry_is_left_out() {
        let sent = lines(&[
            ("X Y", "1"),
            ("x-a", "a\r\nX-B: b"),
            ("x-a", "b"),
            ("X-C", "ü"),
        ]);
        let head = spelled_head(418, &sent);
        assert_eq!(head.status().as_u16(), 418);
        assert_eq!(
            written(head).await,
            ["x-a: b", "X-C: ü", "Content-Length: 0"]
        );
    }
}
