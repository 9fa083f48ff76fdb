//! A connection, of whose requests hyper gets what [`Reader`] passes on.
//!
//! Rule: what is written goes through as it is; what is read of a body too, without a copy.

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
