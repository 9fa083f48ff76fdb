//! The log of an execution environment: what the function writes, and Lambda's own lines around it.
//!
//! Rule: nothing is lost and nothing blocks the function for long: both its streams are one pipe, which a task
//! empties as it fills, and which is emptied once more when a result is there. Each look at the pipe takes what
//! it holds at that moment and no more, so that a function that writes without end holds up nobody. What it
//! writes between two invocations goes to the observer, but belongs to neither.
//!
//! AWS (facts D4): the lines of a provided runtime go to the log unchanged, between START and END.

mod lines;
mod report;

use std::{
    fmt::Write as _,
    io,
    os::fd::OwnedFd,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use tokio::net::unix::pipe;

use crate::observer::{Author, SharedObserver};

use super::failure::FunctionError;

use self::lines::Lines;
pub(super) use self::report::Report;

/// How much is read from the pipe at a time.
const CHUNK: usize = 16_384;

/// The bytes of most REPORT lines, so that they are written into one piece of memory.
const TYPICAL_REPORT: usize = 192;

/// The log of one execution environment.
#[derive(Debug)]
pub(super) struct Log {
    pipe: pipe::Receiver,
    lines: Mutex<Lines>,
    environment: u32,
    observer: SharedObserver,
}

impl Log {
    /// A log that keeps so many bytes of an invocation, and the two ends of its pipe that become the process's
    /// stdout and stderr.
    pub(super) fn new(
        environment: u32,
        most_bytes: usize,
        observer: SharedObserver,
    ) -> io::Result<(Arc<Log>, [io::PipeWriter; 2])> {
        let (reader, stdout) = io::pipe()?;
        let stderr = stdout.try_clone()?;
        let pipe = pipe::Receiver::from_owned_fd(OwnedFd::from(reader))?;
        let log = Log {
            pipe,
            lines: Mutex::new(Lines::new(most_bytes)),
            environment,
            observer,
        };
        Ok((Arc::new(log), [stdout, stderr]))
    }

    /// Empties the pipe as it fills, until its last writer is gone.
    pub(super) async fn follow(self: Arc<Self>) {
        let mut chunk = vec![0; CHUNK];
        while self.pipe.readable().await.is_ok() {
            {
                let mut lines = self.lines();
                match self.pipe.try_read(&mut chunk) {
                    Ok(0) => return,
                    Ok(length) => self.read(&mut lines, &chunk[..length]),
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Err(_) => return,
                }
            }
            // A pipe that is never empty is always readable: without this the task would keep its thread.
            tokio::task::yield_now().await;
        }
    }

    /// A new process is about to be started.
    pub(super) fn init_start(&self) {
        let line = "INIT_START Runtime Version: provided:al2023\tRuntime Version ARN: \
                    arn:aws:lambda:us-east-1::runtime:provided.al2023";
        self.say(&mut self.lines(), line.to_owned());
    }

    /// The first event is about to be handed out: what was written before belongs to it.
    pub(super) fn start(&self, request_id: &str) {
        self.say_start(&mut self.caught_up(), request_id);
    }

    /// A further event is about to be handed out: what was written since the last one is dropped.
    pub(super) fn start_anew(&self, request_id: &str) {
        let mut lines = self.caught_up();
        lines.take();
        self.say_start(&mut lines, request_id);
    }

    /// Hears the last words of a process, which belong to no invocation.
    pub(super) fn forget(&self) {
        self.caught_up().take();
    }

    /// The invocation failed, or the process behind it.
    pub(super) fn failed(&self, error: &FunctionError, request_id: &str, now: SystemTime) {
        let mut lines = self.caught_up();
        for line in error.log_lines(request_id, now) {
            self.say(&mut lines, line);
        }
    }

    /// The invocation is over: all its lines.
    pub(super) fn end(&self, request_id: &str, report: &Report) -> Vec<String> {
        let mut lines = self.caught_up();
        self.say(&mut lines, ["END RequestId: ", request_id].concat());
        let mut line = String::with_capacity(TYPICAL_REPORT);
        // Memory takes everything.
        let _ = write!(line, "REPORT RequestId: {request_id}\t{report}");
        self.say(&mut lines, line);
        lines.take()
    }

    /// The lines, with all that was written until now, a last one without an end among them.
    ///
    /// Reads past tokio, which may not have heard of it yet: a function's bytes are in the pipe before its
    /// result is on the way, so none is missed.
    fn caught_up(&self) -> MutexGuard<'_, Lines> {
        let mut lines = self.lines();
        let left = rustix::io::ioctl_fionread(&self.pipe).unwrap_or_default();
        if left > 0 {
            self.take_from_pipe(&mut lines, left);
        }
        lines.end_line(|line| {
            self.observer
                .log_line(self.environment, Author::Function, line)
        });
        lines
    }

    /// Reads so many bytes, which are there.
    fn take_from_pipe(&self, lines: &mut Lines, mut left: u64) {
        let mut chunk = [0; CHUNK];
        while left > 0 {
            let most = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
            match rustix::io::read(&self.pipe, &mut chunk[..most]) {
                Ok(0) => break,
                Ok(length) => {
                    self.read(lines, &chunk[..length]);
                    left = left.saturating_sub(length as u64);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
    }

    fn read(&self, lines: &mut Lines, bytes: &[u8]) {
        lines.read(bytes, |line| {
            self.observer
                .log_line(self.environment, Author::Function, line);
        });
    }

    fn say_start(&self, lines: &mut Lines, request_id: &str) {
        let line = ["START RequestId: ", request_id, " Version: $LATEST"].concat();
        self.say(lines, line);
    }

    fn say(&self, lines: &mut Lines, line: String) {
        self.observer
            .log_line(self.environment, Author::Lambda, &line);
        lines.push(line);
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
