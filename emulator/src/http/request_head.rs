//! The heads of requests as clients wrote them, read along while hyper reads the same bytes.
//!
//! Rule: hyper alone decides what a request is. Here only is remembered how its head was spelled; where the two
//! should not agree, hyper's reading stands, in lower case. Values are text (bytes that are no UTF-8 become U+FFFD).
//!
//! AWS: a REST API passes `tEsT-HEADeR` on as `tEsT-HEADeR`. hyper lower-cases names and keeps the spelling in a
//! private extension that only it can read.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use hyper::{HeaderMap, http::request::Parts};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// More than fit into the largest head that is taken.
const MOST_HEADERS: usize = 4096;

/// Header lines, in the client's order and spelling.
pub(super) type Lines = Vec<(String, String)>;

/// A connection whose bytes are looked at as they come in.
pub(super) struct ReadAlong<T> {
    connection: T,
    /// `None` where nobody asks for the spelling.
    heads: Option<Heads>,
}

impl<T> ReadAlong<T> {
    pub(super) fn new(connection: T, heads: Option<Heads>) -> ReadAlong<T> {
        ReadAlong { connection, heads }
    }
}

/// The heads that came over one connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Heads(Arc<Mutex<Reader>>);

impl Heads {
    /// The header lines of the request that hyper has just read. To be asked before its body is read.
    pub(super) fn lines_of(&self, parts: &Parts) -> Option<Lines> {
        let head = self.reader().take_head()?;
        head.is_that_of(parts).then_some(head.lines)
    }

    fn reader(&self) -> MutexGuard<'_, Reader> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lines as hyper has them: names in lower case, the values of one name together.
pub(super) fn plain(headers: &HeaderMap) -> Lines {
    let lines = headers.iter();
    lines
        .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
        .collect()
}

/// `from_utf8_lossy` looks at one character after the other; nearly every value is ASCII.
fn text(value: &[u8]) -> String {
    match str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(value).into_owned(),
    }
}

struct Head {
    method: String,
    target: String,
    lines: Lines,
}

impl Head {
    /// Whether hyper has read the same. It leaves out a length that is said twice.
    fn is_that_of(&self, parts: &Parts) -> bool {
        self.method == parts.method.as_str()
            && self.target.contains(parts.uri.path())
            && self.lines.len() >= parts.headers.len()
    }
}

/// Where in the stream of a client's requests we are.
#[derive(Debug, Default)]
struct Reader {
    place: Place,
    /// What has come of a head, and perhaps of what follows it.
    unread: Vec<u8>,
}

#[derive(Debug, Default)]
enum Place {
    /// In a head, or in front of one.
    #[default]
    Head,
    /// In a body, or in a piece of one and its line's end, of which so many bytes are to come.
    Body { left: u64, chunked: bool },
    /// In the line in front of a piece of a body: its length.
    Chunk,
    /// In the lines behind the last piece.
    Trailers,
    /// Nowhere that we could make out.
    Lost,
}

impl Reader {
    fn read(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            bytes = match &mut self.place {
                Place::Head => {
                    self.unread.extend_from_slice(bytes);
                    return;
                }
                Place::Lost => return,
                Place::Body { left, chunked } => {
                    let here = usize::try_from(*left).map_or(bytes.len(), |l| l.min(bytes.len()));
                    *left -= here as u64;
                    if *left == 0 {
                        self.place = if *chunked { Place::Chunk } else { Place::Head };
                    }
                    &bytes[here..]
                }
                Place::Chunk | Place::Trailers => self.read_line(bytes),
            };
        }
    }

    /// Takes what belongs to the line that we are in; a whole line says where we are next.
    fn read_line<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let (here, further) = bytes.split_at(end.map_or(bytes.len(), |end| end + 1));
        self.unread.extend_from_slice(here);
        if end.is_some() {
            let line = std::mem::take(&mut self.unread);
            self.place = match self.place {
                Place::Chunk => after_length(&line),
                _ if line == b"\r\n" => Place::Head,
                _ => Place::Trailers,
            };
        }
        further
    }

    /// The head that has come; what has come behind it is read on.
    fn take_head(&mut self) -> Option<Head> {
        let Place::Head = self.place else {
            return None;
        };
        let unread = std::mem::take(&mut self.unread);
        let lines = unread.iter().filter(|byte| **byte == b'\n').count();
        let mut slots = vec![httparse::EMPTY_HEADER; lines.min(MOST_HEADERS)];
        let mut parsed = httparse::Request::new(&mut slots);
        let Ok(httparse::Status::Complete(length)) = parsed.parse(&unread) else {
            self.place = Place::Lost;
            return None;
        };
        self.place = after_head(parsed.headers);
        self.read(&unread[length..]);
        let lines = parsed.headers.iter();
        Some(Head {
            method: parsed.method?.to_owned(),
            target: parsed.path?.to_owned(),
            lines: lines.map(|h| (h.name.to_owned(), text(h.value))).collect(),
        })
    }
}

/// What follows a head with these headers, which hyper has accepted.
fn after_head(headers: &[httparse::Header<'_>]) -> Place {
    let value = |name: &str| {
        let mut headers = headers.iter();
        let named = headers.find(|header| header.name.eq_ignore_ascii_case(name));
        named.map(|header| header.value)
    };
    let body = |left| match left {
        0 => Place::Head,
        left => Place::Body {
            left,
            chunked: false,
        },
    };
    if value("Transfer-Encoding").is_some() {
        return Place::Chunk;
    }
    match value("Content-Length").map(|length| std::str::from_utf8(length).map(str::parse)) {
        None => Place::Head,
        Some(Ok(Ok(left))) => body(left),
        Some(_) => Place::Lost,
    }
}

/// What follows the line in front of a piece of a body: its length in hexadecimal digits, perhaps more.
fn after_length(line: &[u8]) -> Place {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit());
    let length = std::str::from_utf8(&line[..digits.count()]).map(|d| u64::from_str_radix(d, 16));
    match length {
        Ok(Ok(0)) => Place::Trailers,
        Ok(Ok(length)) => Place::Body {
            left: length.saturating_add(2),
            chunked: true,
        },
        _ => Place::Lost,
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for ReadAlong<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.connection).poll_read(context, buffer);
        if let Some(heads) = &self.heads {
            heads.reader().read(&buffer.filled()[before..]);
        }
        polled
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
    use super::*;

    /// A head, and what may follow it.
    const FIRST: [&str; 4] = [
        "\r\nGET /a?b HTTP/1.1\r\nhOsT: x\r\nX-B:  1 \r\nx-b: 2\r\n\r\n",
        "POST /a HTTP/1.1\nContent-length: 7\nContent-length: 7\n\nGET / H",
        "PUT /a HTTP/1.1\r\nTRANSFER-encoding: chunked\r\n\r\n\
         5;x=\"y\"\r\nGET /\r\n0A \r\n0123456789\r\n00\r\n\r\n",
        "PUT /a HTTP/1.1\r\nTRANSFER-encoding: chunked\r\n\r\n0\r\nX-Tra: iler\r\nb: c\r\n\r\n",
    ];
    const SECOND: &str = "DELETE /second HTTP/1.1\r\nSeCoNd: 2\r\n\r\n";

    fn names(head: Head) -> (String, Vec<String>) {
        let names = head.lines.into_iter().map(|(name, _)| name);
        (head.target, names.collect())
    }

    #[test]
    fn each_head_is_found_however_the_stream_is_cut() {
        for first in FIRST {
            let stream = [first, SECOND].concat();
            let is_over = first.find("\r\n\r\n").or(first.find("\n\n")).unwrap() + 4;
            for cut in 1..stream.len() {
                let mut reader = Reader::default();
                let (one, other) = stream.as_bytes().split_at(cut);
                reader.read(one);
                if cut < is_over {
                    reader.read(other);
                }
                let found = names(reader.take_head().unwrap());
                assert!(found.0.starts_with("/a"), "{found:?}");
                if cut >= is_over {
                    reader.read(other);
                }
                let found = names(reader.take_head().unwrap());
                assert_eq!(found, ("/second".to_owned(), vec!["SeCoNd".to_owned()]));
                assert!(reader.unread.is_empty());
            }
        }
    }

    #[test]
    fn lines_have_the_clients_order_and_spelling() {
        let mut reader = Reader::default();
        reader.read(FIRST[0].as_bytes());
        let lines = reader.take_head().unwrap().lines;
        let lines: Vec<_> = lines.iter().map(|(n, v)| (&**n, &**v)).collect();
        assert_eq!(lines, [("hOsT", "x"), ("X-B", "1"), ("x-b", "2")]);
    }

    #[test]
    fn a_stream_that_is_none_is_kept_in_mind_no_longer() {
        let mut reader = Reader::default();
        reader.read(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        assert!(reader.take_head().is_some());
        reader.read(b"no length\r\n");
        reader.read(&[b'x'; 1000]);
        assert!(reader.take_head().is_none());
        assert!(reader.unread.is_empty());
    }
}
