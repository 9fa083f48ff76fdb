//! What a function writes to stdout and stderr, cut into lines.
//!
//! Rule: nothing is lost and nothing blocks the function for long: both streams are one pipe, which a task
//! empties as it fills, and which is emptied once more when a result is there.
//!
//! AWS (facts D4): the lines of a provided runtime go to the log unchanged.

use std::{
    io::{self, ErrorKind},
    os::fd::OwnedFd,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::net::unix::pipe;

use crate::observer::SharedObserver;

/// The log of one execution environment.
#[derive(Debug)]
pub(super) struct Log {
    pipe: pipe::Receiver,
    read: Mutex<Lines>,
    environment: u32,
    observer: SharedObserver,
}

#[derive(Debug, Default)]
struct Lines {
    /// The line that has no end yet.
    open: Vec<u8>,
    /// The lines since the last [`Log::take`].
    whole: Vec<String>,
}

impl Log {
    /// A log and the two ends of its pipe that become the process's stdout and stderr.
    pub(super) fn new(
        environment: u32,
        observer: SharedObserver,
    ) -> io::Result<(Arc<Log>, [io::PipeWriter; 2])> {
        let (reader, stdout) = io::pipe()?;
        let stderr = stdout.try_clone()?;
        let pipe = pipe::Receiver::from_owned_fd(OwnedFd::from(reader))?;
        let log = Log {
            pipe,
            read: Mutex::default(),
            environment,
            observer,
        };
        Ok((Arc::new(log), [stdout, stderr]))
    }

    /// Empties the pipe as it fills, until its last writer is gone.
    pub(super) async fn follow(&self) {
        while self.pipe.readable().await.is_ok() {
            if self.drain(|chunk| self.pipe.try_read(chunk)) == Drained::Closed {
                return;
            }
        }
    }

    /// The lines written until now, a last one without end among them.
    pub(super) fn take(&self) -> Vec<String> {
        // Past tokio, which may not have heard yet that there is something: a function's bytes are in
        // the pipe before its result is on the way, so this misses none.
        self.drain(|chunk| Ok(rustix::io::read(&self.pipe, chunk)?));
        let mut lines = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        self.end_line(&mut lines);
        std::mem::take(&mut lines.whole)
    }

    /// Reads all that is there.
    fn drain(&self, read: impl Fn(&mut [u8]) -> io::Result<usize>) -> Drained {
        let mut lines = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let mut chunk = [0; 8192];
        loop {
            match read(&mut chunk) {
                Ok(0) => return Drained::Closed,
                Ok(length) => self.append(&mut lines, &chunk[..length]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Drained::Open,
                Err(_) => return Drained::Closed,
            }
        }
    }

    fn append(&self, lines: &mut Lines, bytes: &[u8]) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let (text, ended) = match part.split_last() {
                Some((b'\n', text)) => (text, true),
                _ => (part, false),
            };
            lines.open.extend_from_slice(text);
            if ended {
                self.push(lines);
            }
        }
    }

    fn end_line(&self, lines: &mut Lines) {
        if !lines.open.is_empty() {
            self.push(lines);
        }
    }

    fn push(&self, lines: &mut Lines) {
        let line = String::from_utf8_lossy(&lines.open).into_owned();
        lines.open.clear();
        self.observer.log_line(self.environment, &line);
        lines.whole.push(line);
    }
}

#[derive(PartialEq, Eq)]
enum Drained {
    Open,
    Closed,
}
