//! A connection, of whose requests hyper gets what [`Reader`] passes on.
//!
//! Rule: what is written goes through as it is; what is read and lies within a body too, without a copy.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::request_head::Reader;

/// See the module.
pub(super) struct ReadAlong<T> {
    connection: T,
    /// `None` where hyper gets everything.
    reader: Option<Reader>,
    /// What hyper has had no room for yet.
    passed: Vec<u8>,
}

impl<T> ReadAlong<T> {
    pub(super) fn new(connection: T, reader: Option<Reader>) -> ReadAlong<T> {
        ReadAlong {
            connection,
            reader,
            passed: Vec::new(),
        }
    }

    fn hand_over(&mut self, buffer: &mut ReadBuf<'_>) {
        let count = buffer.remaining().min(self.passed.len());
        buffer.put_slice(&self.passed[..count]);
        self.passed.drain(..count);
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for ReadAlong<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buffer.filled().len();
        while this.passed.is_empty() {
            ready!(Pin::new(&mut this.connection).poll_read(context, buffer))?;
            let Some(reader) = &mut this.reader else {
                return Poll::Ready(Ok(()));
            };
            let read = &buffer.filled()[before..];
            if read.is_empty() {
                reader.end(&mut this.passed);
                break;
            }
            if reader.passes(read.len()) {
                return Poll::Ready(Ok(()));
            }
            reader.read(read, &mut this.passed);
            buffer.set_filled(before);
        }
        this.hand_over(buffer);
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for ReadAlong<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.connection).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.connection).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        pin::pin,
        sync::{Arc, Mutex},
        task::Waker,
    };

    use http_body_util::{BodyExt, Empty};
    use hyper::{
        Request, Response,
        body::{Bytes, Incoming},
        server::conn::http1,
        service::service_fn,
    };
    use hyper_util::rt::TokioIo;
    use proptest::{prelude::*, sample::select};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;
    use crate::http::request_head::{Heads, plain};

    const WHOLE: [&str; 9] = [
        "GET /p?q HTTP/1.1\r\nhOsT: x\r\n\r\n",
        "GET /r HTTP/1.1\nName: 1\nname: ü \n\n",
        "\r\nHEAD /s HTTP/1.1\r\n\r\n",
        "PUT /t HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
        "POST /u HTTP/1.1\r\nExpect: 100-continue\r\ncontent-LENGTH: 5\r\n\r\nG\n\r\n:",
        "POST /v HTTP/1.1\r\nContent-Length: 2\r\nA: b\r\nContent-Length: 2\r\n\r\n\r\n",
        "CONNECT w:1 HTTP/1.1\r\nC: d\r\n\r\n",
        "GET /x HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\nE: f\r\n\r\n",
        "GET /y HTTP/1.1\r\nConnection: close\r\n\r\n",
    ];
    const CHUNKED: [&str; 2] = [
        "POST /1 HTTP/1.1\r\nG: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /2 HTTP/1.1\r\nContent-Length: 3\r\ntransfer-encoding: Chunked\r\n\r\n",
    ];
    const CHUNKS: [&str; 4] = [
        "1\r\n\n\r\n",
        "0005;a=b\r\nGET /\r\n",
        "A \r\n0123456789\r\n",
        "2\r\nabc",
    ];
    const ENDS: [&str; 5] = [
        "0\r\n\r\n",
        "0;a\r\nX: y\r\n\r\n",
        "0\r\nX: y\n\r\n",
        "0\r\n\n\r\n",
        "",
    ];
    const WRONG: [&str; 7] = [
        "\r",
        "\n",
        "GET /z HTT",
        "no\r\n\r\n",
        " :\r\n",
        "\x16\x03",
        "A: b\r\n",
    ];

    /// What a client sends: whole requests for the most part, one behind the other, in pieces.
    fn stream() -> impl Strategy<Value = (Vec<u8>, Vec<usize>)> {
        let chunked = (
            select(&CHUNKED[..]),
            prop::collection::vec(select(&CHUNKS[..]), 0..3),
            select(&ENDS[..]),
        );
        let chunked =
            chunked.prop_map(|(head, chunks, end)| [head, &chunks.concat(), end].concat());
        let part = prop_oneof![
            8 => select(&WHOLE[..]).prop_map(str::to_owned),
            6 => chunked,
            1 => select(&WRONG[..]).prop_map(str::to_owned),
        ];
        let parts = prop::collection::vec(part, 1..6);
        let lengths = prop::collection::vec(1..40_usize, 0..12);
        (parts.prop_map(|parts| parts.concat().into_bytes()), lengths)
    }

    /// The requests that a service hears: their lines and bodies.
    async fn heard(stream: &[u8], lengths: &[usize], spelled: bool) -> Vec<String> {
        let (mut client, connection) = duplex(1 << 16);
        let heads = spelled.then(Heads::default);
        let requests = Arc::new(Mutex::new(Vec::new()));
        let service = service_fn(|request: Request<Incoming>| {
            let (heads, requests) = (heads.clone(), requests.clone());
            async move {
                let (parts, body) = request.into_parts();
                let spelled = heads.as_ref().and_then(Heads::next);
                let lines = spelled.unwrap_or_else(|| plain(&parts.headers));
                let mut lines: Vec<_> = lines
                    .iter()
                    .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                    // hyper leaves out a length that does not count.
                    .filter(|(name, _)| name != "content-length")
                    .collect();
                lines.sort();
                let body = body.collect().await.map(|body| body.to_bytes()).ok();
                let request = format!("{} {} {lines:?} {body:?}", parts.method, parts.uri);
                requests.lock().unwrap().push(request);
                Ok::<_, Infallible>(Response::new(Empty::<Bytes>::new()))
            }
        });
        let connection = ReadAlong::new(connection, heads.clone().map(Reader::new));
        let sending = async {
            let mut left = stream;
            for length in lengths {
                let piece = left.split_off(..*length.min(&left.len()));
                let _ = client.write_all(piece.unwrap_or_default()).await;
                tokio::task::yield_now().await;
            }
            let _ = client.write_all(left).await;
            let _ = client.shutdown().await;
        };
        let serving = http1::Builder::new()
            .half_close(true)
            .serve_connection(TokioIo::new(connection), service);
        let _ = tokio::join!(sending, serving);
        std::mem::take(&mut *requests.lock().unwrap())
    }

    /// hyper closes at once where it has read nothing of a request.
    #[tokio::test]
    async fn a_request_that_has_begun_is_answered_before_a_stop() {
        let (mut client, connection) = duplex(1 << 12);
        let connection = ReadAlong::new(connection, Some(Reader::new(Heads::default())));
        let service =
            service_fn(|_| async { Ok::<_, Infallible>(Response::new(Empty::<Bytes>::new())) });
        let serving = http1::Builder::new().serve_connection(TokioIo::new(connection), service);
        let mut serving = pin!(serving);
        let begun = b"GET /late HTTP/1.1\r\nHost: x\r\n";
        client.write_all(begun).await.unwrap();
        let polled = serving
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
        serving.as_mut().graceful_shutdown();
        client.write_all(b"\r\n").await.unwrap();
        serving.await.unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_service_hears_what_it_would_hear_of_hyper_alone(
            (stream, lengths) in stream(),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let hear = |spelled| runtime.block_on(heard(&stream, &lengths, spelled));
            prop_assert_eq!(hear(true), hear(false));
        }
    }
}
