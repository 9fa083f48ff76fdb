//! The log of an execution environment: what the function writes, and Lambda's own lines around it.
//!
//! Rule: nothing is lost and nothing blocks the function for long: both its streams are one pipe, which a task
//! empties as it fills, and which is emptied once more when a result is there. What a function writes between
//! two invocations goes to the observer, but belongs to neither.
//!
//! AWS (facts D4): the lines of a provided runtime go to the log unchanged, between START and END.

use std::{
    fmt,
    io::{self, ErrorKind},
    os::fd::OwnedFd,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use tokio::net::unix::pipe;

use crate::observer::{Author, SharedObserver};

use super::failure::FunctionError;

/// A longer line is cut in two: CloudWatch takes no longer event.
const LONGEST_LINE: usize = 262_144;

/// The log of one execution environment.
#[derive(Debug)]
pub(super) struct Log {
    pipe: pipe::Receiver,
    lines: Mutex<Lines>,
    environment: u32,
    observer: SharedObserver,
}

#[derive(Debug, Default)]
struct Lines {
    /// The line that has no end yet.
    open: Vec<u8>,
    /// The lines of this invocation.
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
            lines: Mutex::default(),
            environment,
            observer,
        };
        Ok((Arc::new(log), [stdout, stderr]))
    }

    /// Empties the pipe as it fills, until its last writer is gone.
    pub(super) async fn follow(self: Arc<Self>) {
        while self.pipe.readable().await.is_ok() {
            let drained = self.drain(&mut self.lines(), |chunk| self.pipe.try_read(chunk));
            if drained == Drained::Closed {
                return;
            }
        }
    }

    /// A new process is about to be started.
    pub(super) fn init_start(&self) {
        let line = "INIT_START Runtime Version: provided:al2023\tRuntime Version ARN: \
                    arn:aws:lambda:us-east-1::runtime:provided.al2023";
        self.push(&mut self.lines(), Author::Lambda, line.to_owned());
    }

    /// An event is about to be handed out.
    pub(super) fn start(&self, request_id: &str) {
        let line = format!("START RequestId: {request_id} Version: $LATEST");
        let mut lines = self.lines();
        self.drain_past_tokio(&mut lines);
        self.push(&mut lines, Author::Lambda, line);
    }

    /// Drops what was written since the last invocation.
    pub(super) fn forget(&self) {
        let mut lines = self.lines();
        self.drain_past_tokio(&mut lines);
        lines.whole.clear();
    }

    /// The invocation failed.
    pub(super) fn failed(&self, error: &FunctionError, request_id: &str, now: SystemTime) {
        let mut lines = self.lines();
        self.drain_past_tokio(&mut lines);
        for line in error.reason.log_lines(request_id, now) {
            self.push(&mut lines, Author::Lambda, line);
        }
    }

    /// The invocation is over: all its lines, a last one without an end among them.
    pub(super) fn end(&self, request_id: &str, report: &Report) -> Vec<String> {
        let mut lines = self.lines();
        self.drain_past_tokio(&mut lines);
        self.end_line(&mut lines);
        self.push(
            &mut lines,
            Author::Lambda,
            format!("END RequestId: {request_id}"),
        );
        self.push(
            &mut lines,
            Author::Lambda,
            format!("REPORT RequestId: {request_id}\t{report}"),
        );
        std::mem::take(&mut lines.whole)
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what is in the pipe, also if tokio has not heard of it yet: a function's bytes are there before
    /// its result is on the way, so this misses none.
    fn drain_past_tokio(&self, lines: &mut Lines) {
        self.drain(lines, |chunk| Ok(rustix::io::read(&self.pipe, chunk)?));
    }

    fn drain(&self, lines: &mut Lines, read: impl Fn(&mut [u8]) -> io::Result<usize>) -> Drained {
        let mut chunk = [0; 8192];
        loop {
            match read(&mut chunk) {
                Ok(0) => return Drained::Closed,
                Ok(length) => self.append(lines, &chunk[..length]),
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
            if ended || lines.open.len() >= LONGEST_LINE {
                self.end_open_line(lines);
            }
        }
    }

    fn end_line(&self, lines: &mut Lines) {
        if !lines.open.is_empty() {
            self.end_open_line(lines);
        }
    }

    fn end_open_line(&self, lines: &mut Lines) {
        let line = String::from_utf8_lossy(&lines.open).into_owned();
        lines.open.clear();
        self.push(lines, Author::Function, line);
    }

    fn push(&self, lines: &mut Lines, author: Author, line: String) {
        self.observer.log_line(self.environment, author, &line);
        lines.whole.push(line);
    }
}

#[derive(PartialEq, Eq)]
enum Drained {
    Open,
    Closed,
}

/// The figures of one invocation, as the REPORT line has them.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) duration: Duration,
    pub(super) init: Option<Duration>,
    pub(super) memory_size_mb: u32,
    pub(super) max_memory_mb: Option<u64>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
        let duration = ms(self.duration);
        write!(
            f,
            "Duration: {duration:.2} ms\tBilled Duration: {:.0} ms\t",
            duration.ceil()
        )?;
        write!(f, "Memory Size: {} MB\t", self.memory_size_mb)?;
        if let Some(memory) = self.max_memory_mb {
            write!(f, "Max Memory Used: {memory} MB\t")?;
        }
        match self.init {
            Some(init) => write!(f, "Init Duration: {:.2} ms\t", ms(init)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_two_decimals_whole_billed_ms_and_ends_with_a_tab() {
        let report = Report {
            duration: Duration::from_micros(3_010),
            init: Some(Duration::from_micros(110_100)),
            memory_size_mb: 128,
            max_memory_mb: Some(36),
        };
        assert_eq!(
            report.to_string(),
            "Duration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t\
             Init Duration: 110.10 ms\t"
        );
    }
}
