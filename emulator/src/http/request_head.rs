//! The heads of requests as clients wrote them, taken out of a connection's bytes before hyper reads these.
//!
//! Rule: hyper alone decides what a request is and where its body ends, so it gets each request line, as it comes, and
//! the headers that say so. The headers as they were written are ours; of those that hyper does not need there may be
//! more than it has room for. Where a stream makes no sense to us, hyper gets all of it, and its reading stands, in lower
//! case. Values are text (bytes that are no UTF-8 become U+FFFD).
//!
//! AWS: a REST API passes `tEsT-HEADeR` on as `tEsT-HEADeR`. hyper lower-cases names and keeps the spelling in a
//! private extension that only it can read.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use hyper::HeaderMap;

use super::{Headers, body::text};

/// A head that is longer is left to hyper. Far more than is taken.
const LONGEST: usize = 128 * 1024;

/// What hyper has to know: how long the body is, and whether the connection goes on.
const FRAMING: [&str; 5] = [
    "Connection",
    "Content-Length",
    "Expect",
    "Transfer-Encoding",
    "Upgrade",
];

/// The heads that came over one connection, until their requests are taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Heads(Arc<Mutex<VecDeque<Headers>>>);

impl Heads {
    /// The header lines of the next request that hyper hands out; none where it alone has read them.
    pub(super) fn next(&self) -> Option<Headers> {
        self.queue().pop_front()
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Headers>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lines as hyper has them: names in lower case, the values of one name together.
pub(super) fn plain(headers: &HeaderMap) -> Headers {
    let lines = headers.iter();
    lines
        .map(|(name, value)| (name, text(value.as_bytes())))
        .collect()
}

/// Goes along a client's stream of requests.
#[derive(Debug)]
pub(super) struct Reader {
    place: Place,
    /// What has come of a head, or of a line.
    unread: Vec<u8>,
    heads: Heads,
}

/// Where in the stream it is.
#[derive(Debug)]
enum Place {
    /// In a request line, or in front of one.
    RequestLine,
    /// In the headers behind a request line of so many bytes, which hyper has already.
    Headers { behind: usize },
    /// In a body, or in a piece of one and its line's end, of which so many bytes are to come.
    Body { left: u64, chunked: bool },
    /// In the line in front of a piece of a body: its length.
    Chunk,
    /// In the lines behind the last piece.
    Trailers,
    /// Nowhere that it could make out.
    Lost,
}

impl Reader {
    pub(super) fn new(heads: Heads) -> Reader {
        Reader {
            place: Place::RequestLine,
            unread: Vec::new(),
            heads,
        }
    }

    /// Whether hyper gets so many bytes more as they are.
    pub(super) fn passes(&mut self, count: usize) -> bool {
        match &mut self.place {
            Place::Body { left, .. } if (count as u64) < *left => {
                *left -= count as u64;
                true
            }
            Place::Lost => true,
            _ => false,
        }
    }

    /// Reads what has come, and adds to `passed` what hyper gets of it.
    pub(super) fn read(&mut self, mut bytes: &[u8], passed: &mut Vec<u8>) {
        while !bytes.is_empty() {
            bytes = match &mut self.place {
                &mut Place::Headers { behind } => self.read_headers(behind, bytes, passed),
                Place::Body { left, chunked } => {
                    let here = usize::try_from(*left).map_or(bytes.len(), |l| l.min(bytes.len()));
                    *left -= here as u64;
                    if *left == 0 {
                        self.place = if *chunked {
                            Place::Chunk
                        } else {
                            Place::RequestLine
                        };
                    }
                    passed.extend_from_slice(&bytes[..here]);
                    &bytes[here..]
                }
                Place::RequestLine | Place::Chunk | Place::Trailers => {
                    self.read_line(bytes, passed)
                }
                Place::Lost => {
                    passed.extend_from_slice(bytes);
                    &[]
                }
            };
        }
    }

    /// The client sends no more: hyper gets what is left.
    pub(super) fn end(&mut self, passed: &mut Vec<u8>) {
        if let Place::Headers { behind } = self.place {
            self.give_up(behind, passed);
        }
    }

    fn give_up(&mut self, behind: usize, passed: &mut Vec<u8>) {
        self.place = Place::Lost;
        passed.extend_from_slice(&self.unread[behind..]);
        self.unread = Vec::new();
    }

    /// Takes what belongs to the line of headers that we are in; with an empty one the head is whole, and taken apart.
    fn read_headers<'a>(
        &mut self,
        behind: usize,
        bytes: &'a [u8],
        passed: &mut Vec<u8>,
    ) -> &'a [u8] {
        let (here, further) = line(bytes);
        self.unread.extend_from_slice(here);
        let head = &self.unread;
        let is_whole = head.ends_with(b"\n\n") || head.ends_with(b"\n\r\n");
        if head.len() > LONGEST || is_whole && self.take_apart(passed).is_none() {
            self.give_up(behind, passed);
        }
        further
    }

    /// `None` for a head that is none.
    fn take_apart(&mut self, passed: &mut Vec<u8>) -> Option<()> {
        let lines = memchr::memchr_iter(b'\n', &self.unread).count();
        let mut slots = vec![httparse::EMPTY_HEADER; lines];
        let mut head = httparse::Request::new(&mut slots);
        if head.parse(&self.unread).ok()?.is_partial() {
            return None;
        }
        self.place = after_head(head.headers)?;
        for header in head.headers.iter() {
            if FRAMING
                .iter()
                .any(|name| name.eq_ignore_ascii_case(header.name))
            {
                for part in [header.name.as_bytes(), b": ", header.value, b"\r\n"] {
                    passed.extend_from_slice(part);
                }
            }
        }
        passed.extend_from_slice(b"\r\n");
        let lines = head.headers.iter();
        let bytes = lines.map(|header| header.name.len() + header.value.len());
        let mut headers = Headers::with_room(head.headers.len(), bytes.sum());
        for header in head.headers.iter() {
            headers.push(header.name, &text(header.value));
        }
        self.heads.queue().push_back(headers);
        self.unread.clear();
        Some(())
    }

    /// Takes what belongs to the line that we are in; a whole line says where we are next.
    fn read_line<'a>(&mut self, bytes: &'a [u8], passed: &mut Vec<u8>) -> &'a [u8] {
        let (here, further) = line(bytes);
        passed.extend_from_slice(here);
        self.unread.extend_from_slice(here);
        if here.ends_with(b"\n") {
            let line = std::mem::take(&mut self.unread);
            self.place = match self.place {
                Place::Chunk => after_length(&line),
                Place::RequestLine if line == b"\r\n" || line == b"\n" => Place::RequestLine,
                Place::RequestLine => {
                    let behind = line.len();
                    self.unread = line;
                    Place::Headers { behind }
                }
                _ if line == b"\r\n" => Place::RequestLine,
                // hyper takes a line feed alone for a part of the trailer.
                _ if !line.ends_with(b"\r\n") => Place::Lost,
                _ => Place::Trailers,
            };
        }
        further
    }
}

/// The line that `bytes` begin with, as far as it is there, and what is behind it.
pub(super) fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(b'\n', bytes);
    bytes.split_at(end.map_or(bytes.len(), |end| end + 1))
}

/// What follows a head with these headers, if hyper accepts them.
fn after_head(headers: &[httparse::Header<'_>]) -> Option<Place> {
    let value = |name: &str| {
        let mut headers = headers.iter();
        let named = headers.find(|header| header.name.eq_ignore_ascii_case(name));
        named.map(|header| header.value)
    };
    if value("Transfer-Encoding").is_some() {
        return Some(Place::Chunk);
    }
    let Some(length) = value("Content-Length") else {
        return Some(Place::RequestLine);
    };
    Some(match str::from_utf8(length).ok()?.parse().ok()? {
        0 => Place::RequestLine,
        left => Place::Body {
            left,
            chunked: false,
        },
    })
}

/// What follows the line in front of a piece of a body: its length in hexadecimal digits, perhaps more.
fn after_length(line: &[u8]) -> Place {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit());
    let length = str::from_utf8(&line[..digits.count()]).map(|d| u64::from_str_radix(d, 16));
    match length {
        Ok(Ok(0)) => Place::Trailers,
        Ok(Ok(length)) => Place::Body {
            left: length.saturating_add(2),
            chunked: true,
        },
        _ => Place::Lost,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A request, and what hyper gets of it where that is less.
    const FIRST: [(&str, &str); 5] = [
        (
            "\r\nGET /a?b HTTP/1.1\r\nhOsT: x\r\nX-B:  1 \r\nx-b: 2\r\n\r\n",
            "\r\nGET /a?b HTTP/1.1\r\n\r\n",
        ),
        (
            "POST /a HTTP/1.1\nA: b\nContent-length: 7\nContent-length: 7\n\nGET / H",
            "POST /a HTTP/1.1\nContent-length: 7\r\nContent-length: 7\r\n\r\nGET / H",
        ),
        (
            "PUT /a HTTP/1.1\r\nTRANSFER-encoding: chunked\r\n\r\n\
             5;x=\"y\"\r\nGET /\r\n0A \r\n0123456789\r\n00\r\n\r\n",
            "PUT /a HTTP/1.1\r\nTRANSFER-encoding: chunked\r\n\r\n\
             5;x=\"y\"\r\nGET /\r\n0A \r\n0123456789\r\n00\r\n\r\n",
        ),
        (
            "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Tra: iler\r\nb: c\r\n\r\n",
            "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Tra: iler\r\nb: c\r\n\r\n",
        ),
        (
            "GET /a HTTP/1.0\r\nCONNECTION: keep-alive\r\ncontent-length: 0\r\nCookie: a\r\n\r\n",
            "GET /a HTTP/1.0\r\nCONNECTION: keep-alive\r\ncontent-length: 0\r\n\r\n",
        ),
    ];
    const SECOND: &str = "DELETE /second HTTP/1.1\r\nSeCoNd: 2\r\n\r\n";

    fn read(pieces: &[&[u8]]) -> (Reader, String) {
        let mut reader = Reader::new(Heads::default());
        let mut passed = Vec::new();
        for piece in pieces {
            match reader.passes(piece.len()) {
                true => passed.extend_from_slice(piece),
                false => reader.read(piece, &mut passed),
            }
        }
        reader.end(&mut passed);
        (reader, String::from_utf8(passed).unwrap())
    }

    #[test]
    fn hyper_gets_what_frames_a_request_however_the_stream_is_cut() {
        for (first, framing) in FIRST {
            let stream = [first, SECOND].concat();
            for cut in 0..stream.len() {
                let (one, other) = stream.as_bytes().split_at(cut);
                let (reader, passed) = read(&[one, other]);
                let second = "DELETE /second HTTP/1.1\r\n\r\n";
                assert_eq!(passed, [framing, second].concat());
                let last = reader.heads.queue().pop_back().unwrap();
                assert!(last.iter().eq([("SeCoNd", "2")]));
                assert_eq!(reader.heads.queue().len(), 1);
            }
        }
    }

    #[test]
    fn a_stream_is_read_byte_by_byte() {
        let streams = FIRST.map(|(first, framing)| (first.to_owned(), framing));
        for (stream, framing) in streams {
            let bytes: Vec<&[u8]> = stream.as_bytes().chunks(1).collect();
            assert_eq!(read(&bytes).1, framing);
        }
    }

    #[test]
    fn lines_have_the_clients_order_and_spelling() {
        let (reader, _) = read(&[FIRST[0].0.as_bytes()]);
        let lines = reader.heads.queue().pop_front().unwrap();
        assert!(lines.iter().eq([("hOsT", "x"), ("X-B", "1"), ("x-b", "2")]));
    }

    #[test]
    fn hyper_gets_a_request_line_as_it_comes() {
        for line in ["\x16\x03\x01", "GET / HT", "\r\nGET / HTTP/1.1\r\n"] {
            let mut passed = Vec::new();
            Reader::new(Heads::default()).read(line.as_bytes(), &mut passed);
            assert_eq!(passed, line.as_bytes());
        }
    }

    /// hyper takes all that follows for trailers.
    #[test]
    fn a_trailer_that_a_line_feed_alone_ends_is_followed_by_no_head() {
        let stream = "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: a\n\r\n\
                      GET /smuggled HTTP/1.1\r\nEvil: 1\r\n\r\n";
        let (reader, passed) = read(&[stream.as_bytes()]);
        assert_eq!(passed, stream);
        assert_eq!(reader.heads.queue().len(), 1);
    }

    #[test]
    fn what_makes_no_sense_is_left_to_hyper() {
        let long = ["GET / HTTP/1.1\r\na: ", &"x".repeat(LONGEST), "\r\n\r\n"].concat();
        for stream in [
            "no request\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nunfinished: ",
            &long,
        ] {
            let pieces: Vec<&[u8]> = stream.as_bytes().chunks(1024).collect();
            let (reader, passed) = read(&pieces);
            assert_eq!(passed, stream);
            assert!(reader.heads.queue().is_empty());
        }
    }
}
