//! Reading a body that may be too long, too slow or cut off.
//!
//! Rule: bounded in bytes and in time; never more than `limit` bytes are kept.

use std::{borrow::Cow, time::Duration};

use http_body_util::BodyExt;
use hyper::{
    HeaderMap,
    body::{Body, Bytes},
};

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// It is longer than the limit.
    TooLarge,
    /// It did not come in time.
    TooSlow,
    /// The sender went away or broke HTTP's rules.
    Broken,
}

/// How much of a body that is too long is still read, in multiples of the limit: an answer that is sent while
/// the client still sends is lost to most clients.
const DRAINED: usize = 4;

/// The whole body, if it has at most `limit` bytes and comes within `time`.
pub(crate) async fn read_body<B>(body: B, limit: usize, time: Duration) -> Result<Bytes, BodyError>
where
    B: Body<Data = Bytes> + Unpin,
{
    match tokio::time::timeout(time, read_body_and_trailers(body, limit)).await {
        Ok(read) => Ok(read?.0),
        Err(_) => Err(BodyError::TooSlow),
    }
}

/// The whole body, if it has at most `limit` bytes, and the trailers behind it, however long they take.
pub(crate) async fn read_body_and_trailers<B>(
    mut body: B,
    limit: usize,
) -> Result<(Bytes, HeaderMap), BodyError>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut read = 0;
    let mut chunks: Vec<Bytes> = Vec::new();
    let mut trailers = HeaderMap::new();
    while let Some(frame) = body.frame().await {
        match frame.map_err(|_| BodyError::Broken)?.into_data() {
            Ok(chunk) => {
                read += chunk.len();
                if read <= limit {
                    chunks.push(chunk);
                } else if read > limit.saturating_mul(DRAINED) {
                    break;
                }
            }
            Err(frame) => trailers = frame.into_trailers().unwrap_or_default(),
        }
    }
    if read > limit {
        return Err(BodyError::TooLarge);
    }
    // Copied even if it is one chunk: that is a slice of the connection's buffer, 8 kB or more, which would be
    // kept as long as the record of the exchange.
    Ok((chunks.concat().into(), trailers))
}

/// Bytes as text: those that are no UTF-8 become U+FFFD. Nearly all are UTF-8, which `from_utf8_lossy` is slow to find
/// out.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

#[cfg(test)]
mod tests {
    use std::{convert::Infallible, pin::Pin, task};

    use http_body_util::Full;
    use hyper::body::Frame;

    use super::*;

    /// A body of so many chunks of one byte each, which never ends if there are none left.
    struct Chunks(usize);

    impl Body for Chunks {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut task::Context<'_>,
        ) -> task::Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            if self.0 == 0 {
                return task::Poll::Pending;
            }
            self.0 -= 1;
            task::Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
        }
    }

    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn a_body_of_just_the_limit_is_read() {
        let body = Full::new(Bytes::from_static(b"1234"));
        assert_eq!(
            read_body(body, 4, HOUR).await,
            Ok(Bytes::from_static(b"1234"))
        );
    }

    #[tokio::test]
    async fn one_byte_more_is_too_large() {
        let body = Full::new(Bytes::from_static(b"12345"));
        assert_eq!(read_body(body, 4, HOUR).await, Err(BodyError::TooLarge));
    }

    #[tokio::test]
    async fn an_endless_body_is_not_read_for_ever() {
        assert_eq!(
            read_body(Chunks(usize::MAX), 4, HOUR).await,
            Err(BodyError::TooLarge)
        );
    }

    #[tokio::test]
    async fn a_body_that_stalls_is_too_slow() {
        assert_eq!(
            read_body(Chunks(3), 4, Duration::from_millis(5)).await,
            Err(BodyError::TooSlow)
        );
    }
}
