//! A client that costs next to nothing: one socket kept open, one fixed request, answers of one length.
//!
//! Rule: the same code for both sides, so that what differs between them is the server.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Barrier,
    time::{Duration, Instant},
};

/// Where a request goes.
#[derive(Clone, Copy)]
pub(crate) struct Door {
    pub(crate) address: SocketAddr,
    /// Path and query.
    pub(crate) path: &'static str,
}

/// A connection that has had its first answer.
struct Client {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Client {
    /// Connects and makes a first trip, which tells how long an answer is.
    fn connect(door: Door, body: &str) -> io::Result<Client> {
        let stream = TcpStream::connect(door.address)?;
        stream.set_nodelay(true)?;
        let mut client = Client {
            stream,
            request: request(door.path, body),
            answer: Vec::new(),
        };
        client.stream.write_all(&client.request)?;
        let mut chunk = [0; 4096];
        while client.answer.is_empty() || client.answer.len() < whole_length(&client.answer)? {
            let length = client.stream.read(&mut chunk)?;
            client.answer.extend_from_slice(&chunk[..length]);
            if length == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        check(&client.answer)?;
        Ok(client)
    }

    /// Sends the request and reads the answer. Ids and dates change, lengths do not; an answer that says
    /// something else may be shorter, so each piece of it is looked at.
    fn trip(&mut self) -> io::Result<()> {
        self.stream.write_all(&self.request)?;
        let mut read = 0;
        while read < self.answer.len() {
            match self.stream.read(&mut self.answer[read..])? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                length => read += length,
            }
            check(&self.answer[..read])?;
        }
        Ok(())
    }
}

fn check(answer: &[u8]) -> io::Result<()> {
    if answer.starts_with(b"HTTP/1.1 200") {
        return Ok(());
    }
    let answer = String::from_utf8_lossy(answer);
    Err(io::Error::other(format!("the answer is no 200: {answer}")))
}

/// What a browser's `fetch` sends, more or less.
fn request(path: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\n\
         Host: 127.0.0.1:7878\r\n\
         User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0)\r\n\
         Accept: */*\r\n\
         Accept-Language: en-US,en;q=0.5\r\n\
         Accept-Encoding: gzip, deflate, br\r\n\
         Content-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// How long an answer is, as far as its first bytes tell.
fn whole_length(answer: &[u8]) -> io::Result<usize> {
    let text = String::from_utf8_lossy(answer).to_ascii_lowercase();
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return Ok(usize::MAX);
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length = length.and_then(|length| length.parse::<usize>().ok());
    length
        .map(|length| head.len() + 4 + length)
        .ok_or_else(|| io::Error::other("an answer without Content-Length"))
}

/// One trip by each of so many clients at once.
pub(crate) fn at_once(door: Door, clients: usize, body: &str) -> io::Result<()> {
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..clients)
            .map(|_| scope.spawn(|| Client::connect(door, body)))
            .collect();
        clients
            .into_iter()
            .try_for_each(|client| client.join().expect("no client panics").map(drop))
    })
}

/// What some clients measured together.
pub(crate) struct Trips {
    /// Each trip of each client.
    pub(crate) took: Vec<Duration>,
    /// Trips a second, of all clients together.
    pub(crate) throughput: f64,
}

/// So many clients, a thread each, one trip after the other for as long as `lasting`.
pub(crate) fn keep_going(
    door: Door,
    clients: usize,
    body: &str,
    lasting: Duration,
) -> io::Result<Trips> {
    let together = Barrier::new(clients);
    let run = || -> io::Result<(Vec<Duration>, Duration)> {
        let mut client = Client::connect(door, body)?;
        let mut took = Vec::with_capacity(1 << 14);
        together.wait();
        let started = Instant::now();
        let mut last = started;
        while last - started < lasting {
            client.trip()?;
            let now = Instant::now();
            took.push(now - last);
            last = now;
        }
        Ok((took, last - started))
    };
    let measured = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..clients).map(|_| scope.spawn(run)).collect();
        let joined = clients
            .into_iter()
            .map(|client| client.join().expect("no client panics"));
        joined.collect::<io::Result<Vec<_>>>()
    })?;
    let throughput = measured
        .iter()
        .map(|(took, elapsed)| took.len() as f64 / elapsed.as_secs_f64())
        .sum();
    let took = measured.into_iter().flat_map(|(took, _)| took).collect();
    Ok(Trips { took, throughput })
}
