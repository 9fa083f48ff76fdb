//! Header names as the client spelled them.
//!
//! Rule: order and spelling are the client's, values are text (bytes that are no UTF-8 become U+FFFD).
//!
//! AWS: a REST API passes `tEsT-HEADeR` on as `tEsT-HEADeR`. hyper lower-cases names and keeps the spelling
//! in a private extension; only its own client reads that, so the head is replayed through one, in memory
//! and without a task, and read back with httparse.

use std::{
    io,
    pin::{Pin, pin},
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
};

use http_body_util::Empty;
use hyper::{
    Request,
    body::Bytes,
    client::conn::http1,
    header::{CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING},
    http::request::Parts,
    rt::{Read, ReadBufCursor, Write},
};

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
    let mut request = Request::new(Empty::<Bytes>::new());
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    // The client would compute these itself, for the empty body of the replay.
    request.headers_mut().remove(CONTENT_LENGTH);
    request.headers_mut().remove(TRANSFER_ENCODING);

    let tape = Tape::default();
    let mut context = Context::from_waker(Waker::noop());
    let handshake = http1::Builder::new()
        .preserve_header_case(true)
        .handshake::<_, Empty<Bytes>>(tape.clone());
    let Poll::Ready(Ok((mut sender, connection))) = pin!(handshake).poll(&mut context) else {
        return Vec::new();
    };
    let _response = sender.send_request(request);
    let _ = pin!(connection).poll(&mut context);
    std::mem::take(&mut *tape.0.lock().unwrap_or_else(PoisonError::into_inner))
}

/// A connection that keeps what is written and never has anything to read.
#[derive(Clone, Default)]
struct Tape(Arc<Mutex<Vec<u8>>>);

impl Read for Tape {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

impl Write for Tape {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
