//! A connection, in whose answers the header lines that hyper does not have are put where they belong.
//!
//! Rule: what hyper has written counts as written, although some of it may still be here; the next write or a flush goes
//! on with that first. What is read, and all behind a head, goes through as it is.
//!
//! hyper, as long as it may write in slices, keeps heads and bodies apart: the first slice is all heads or none of them.
//! Heads are taken whole, with or without lines to come: so a slice never begins in the middle of one.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::answer_head::{Unwritten, is_head};

/// So many slices of an answer go out with its head: more than hyper has of a whole body.
const SLICES: usize = 4;

/// How much room is kept for the next head, in bytes.
const KEPT: usize = 16 * 1024;

/// See the module.
pub(super) struct WriteAlong<T> {
    connection: T,
    unwritten: Unwritten,
    /// Heads, of which so many bytes have been written.
    heads: Vec<u8>,
    written: usize,
}

impl<T: AsyncWrite + Unpin> WriteAlong<T> {
    pub(super) fn new(connection: T, unwritten: Unwritten) -> WriteAlong<T> {
        WriteAlong {
            connection,
            unwritten,
            heads: Vec::new(),
            written: 0,
        }
    }

    /// Writes what is left of heads.
    fn poll_heads(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.heads.is_empty() {
            let left = &self.heads[self.written..];
            let count = ready!(Pin::new(&mut self.connection).poll_write(context, left))?;
            if count == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.wrote(count);
        }
        Poll::Ready(Ok(()))
    }

    /// Notes that so many bytes are out. Gives how many of them were none of the heads'.
    fn wrote(&mut self, count: usize) -> usize {
        let left = self.heads.len() - self.written;
        if count < left {
            self.written += count;
            return 0;
        }
        self.heads.clear();
        self.heads.shrink_to(KEPT);
        self.written = 0;
        count - left
    }

    /// Writes the heads, and in one go with them what follows. Gives how many bytes of that are out.
    fn poll_heads_and(
        &mut self,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut all = [IoSlice::new(&[]); SLICES];
        all[0] = IoSlice::new(&self.heads);
        for (place, slice) in all[1..].iter_mut().zip(slices) {
            *place = *slice;
        }
        let count = ready!(Pin::new(&mut self.connection).poll_write_vectored(context, &all))?;
        Poll::Ready(Ok(self.wrote(count)))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for WriteAlong<T> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        ready!(this.poll_heads(context))?;
        let Some((first, further)) = slices.split_first() else {
            return Poll::Ready(Ok(0));
        };
        if !is_head(first) {
            return Pin::new(&mut this.connection).poll_write_vectored(context, slices);
        }
        this.unwritten.weave(first, &mut this.heads);
        match this.poll_heads_and(context, further) {
            Poll::Ready(Ok(count)) => Poll::Ready(Ok(first.len() + count)),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            // They are kept, and whoever flushes is woken.
            Poll::Pending => Poll::Ready(Ok(first.len())),
        }
    }

    fn is_write_vectored(&self) -> bool {
        // Whatever the connection can: see the module.
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_heads(context))?;
        Pin::new(&mut self.connection).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_heads(context))?;
        Pin::new(&mut self.connection).poll_shutdown(context)
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for WriteAlong<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_read(context, buffer)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        sync::{Arc, Mutex},
        task::Waker,
    };

    use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
    use hyper_util::rt::TokioIo;

    use super::*;
    use crate::http::{HeaderLines, Response};

    /// A client that sends its requests in pieces, stays, and takes so many bytes at a time, every other time none.
    struct Client {
        sent: &'static [&'static [u8]],
        /// How often there is nothing to read before the next piece.
        pauses: usize,
        heard: Arc<Mutex<Vec<u8>>>,
        most: usize,
        vectored: bool,
        rests: bool,
    }

    impl AsyncRead for Client {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            match self.sent {
                [] => Poll::Pending,
                [_] if self.pauses > 0 => {
                    self.pauses -= 1;
                    Poll::Pending
                }
                [piece, further @ ..] => {
                    buffer.put_slice(piece);
                    self.sent = further;
                    Poll::Ready(Ok(()))
                }
            }
        }
    }

    impl AsyncWrite for Client {
        fn poll_write(
            self: Pin<&mut Self>,
            context: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            self.poll_write_vectored(context, &[IoSlice::new(bytes)])
        }

        fn poll_write_vectored(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            slices: &[IoSlice<'_>],
        ) -> Poll<io::Result<usize>> {
            self.rests = !self.rests;
            if self.rests {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let all = slices.iter().flat_map(|slice| slice.iter());
            let mut heard = self.heard.lock().unwrap();
            let before = heard.len();
            heard.extend(all.take(self.most));
            Poll::Ready(Ok(heard.len() - before))
        }

        fn is_write_vectored(&self) -> bool {
            self.vectored
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    /// Pipelined; their answers have a body or none, and one stands behind a 100, which its body may wait for.
    const REQUESTS: [&[u8]; 2] = [
        b"GET /1 HTTP/1.1\r\n\r\nHEAD /2 HTTP/1.1\r\n\r\n\
          POST /3 HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n",
        b"bodyGET /empty HTTP/1.1\r\n\r\n",
    ];

    async fn answer(request: Request<Incoming>) -> Response {
        use http_body_util::BodyExt;
        let path = request.uri().path().to_owned();
        let _ = request.into_body().collect().await;
        let mut lines = HeaderLines::default();
        lines.push("pAtH", &path);
        lines.push("x-b", "1");
        lines.push("PaTh", "again");
        Response {
            status: 201,
            lines,
            body: if path == "/empty" { "" } else { "the body" }.into(),
        }
    }

    /// What a client hears that takes so many bytes at a time, without the dates.
    fn heard(most: usize, vectored: bool, pauses: usize) -> String {
        let heard = Arc::default();
        let client = Client {
            sent: &REQUESTS,
            pauses,
            heard: Arc::clone(&heard),
            most,
            vectored,
            rests: false,
        };
        let unwritten = Unwritten::default();
        let connection = WriteAlong::new(client, unwritten.clone());
        let service = service_fn(|request| {
            let unwritten = unwritten.clone();
            async move { Ok::<_, Infallible>(unwritten.keep(answer(request).await)) }
        });
        let mut serving = Box::pin(
            http1::Builder::new()
                .title_case_headers(true)
                .serve_connection(TokioIo::new(connection), service),
        );
        let mut context = Context::from_waker(Waker::noop());
        let mut before = None;
        while before != Some(heard.lock().unwrap().len()) {
            before = Some(heard.lock().unwrap().len());
            for _ in 0..4 {
                assert!(serving.as_mut().poll(&mut context).is_pending());
            }
        }
        let heard = heard.lock().unwrap();
        let text = str::from_utf8(&heard).unwrap();
        let lines = text.split_inclusive("\r\n");
        lines.filter(|line| !line.starts_with("Date: ")).collect()
    }

    #[test]
    fn answers_come_whole_however_little_a_client_takes() {
        let head = |path: &str, length: usize| {
            format!(
                "HTTP/1.1 201 Created\r\npAtH: {path}\r\nx-b: 1\r\nPaTh: again\r\n\
                 Content-Length: {length}\r\n\r\n"
            )
        };
        let expected = [
            &head("/1", 8),
            "the body",
            &head("/2", 8),
            "HTTP/1.1 100 Continue\r\n\r\n",
            &head("/3", 8),
            "the body",
            &head("/empty", 0),
        ]
        .concat();
        for most in 1..expected.len() {
            for (vectored, pauses) in [(true, 0), (true, 1), (true, 2), (true, 3), (false, 3)] {
                let heard = heard(most, vectored, pauses);
                assert_eq!(heard, expected, "{most} bytes at a time, {pauses} pauses");
            }
        }
    }
}
