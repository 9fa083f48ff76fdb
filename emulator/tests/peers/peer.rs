//! The peer at work: one process for a whole run, a case a line, an answer a line.
//!
//! Rule: where it is missing, or dies, or says nothing, that is a failure with its own words, never a skip.

#![allow(dead_code, reason = "the tests and the benchmark use their own part")]

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, channel},
    },
    thread,
    time::Duration,
};

use serde_json::Value;

/// Far longer than any case takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// The real engines in a process of their own.
pub(crate) struct Peer {
    child: Child,
    cases: ChildStdin,
    answers: Receiver<String>,
}

impl Peer {
    /// Starts it, with these arguments.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/peer.sh");
        let mut child = Command::new(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{script}: {error}"));
        let cases = child.stdin.take().expect("it is piped");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let (sender, answers) = channel();
        thread::spawn(move || {
            lines
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        Peer {
            child,
            cases,
            answers,
        }
    }

    /// The answer to a case: `output` or `error`; `None` if there is no peer.
    pub(crate) fn ask(&mut self, case: &Value) -> Option<Value> {
        // A peer that has ended reads nothing: that it does not answer says so too.
        let _ = writeln!(self.cases, "{case}");
        let answer = self.answers.recv_timeout(PATIENCE).ok()?;
        Some(serde_json::from_str(&answer).expect("an answer is JSON"))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have ended long ago.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the peer renders, or why it does not: the one peer of this process is asked.
#[track_caller]
pub(crate) fn ask(case: &Value) -> Result<String, String> {
    static PEER: LazyLock<Mutex<Peer>> = LazyLock::new(|| Mutex::new(Peer::start(&[])));
    let mut peer = PEER.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(answer) = peer.ask(case) else {
        panic!("the peer does not answer; what it says stands above. It was asked\n{case}");
    };
    let text = |member: &str| answer[member].as_str().map(str::to_owned);
    match text("output") {
        Some(output) => Ok(output),
        None => Err(text("error").expect("an answer has `output` or `error`")),
    }
}
