//! The function ran and failed: the payload that an invoker gets, and the reason.
//!
//! Rule: a payload that a runtime reported is passed on unchanged; the others are worded here.
//!
//! AWS: facts D2.

use std::{
    fmt,
    process::ExitStatus,
    time::{Duration, SystemTime},
};

use hyper::body::Bytes;
use serde_json::{Value, json};

use crate::host;

/// The function ran and failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionError {
    /// What the invoker gets, JSON: the runtime's own report or, where there is none, Lambda's.
    pub payload: Bytes,
    /// How it failed.
    pub reason: Reason,
}

/// How a function failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The runtime reported an error of the handler.
    Reported,
    /// The runtime reported that it cannot start.
    InitReported,
    /// It took longer than the function's time-out.
    TimedOut(Duration),
    /// It did not ask for an event in time.
    InitTimedOut(Duration),
    /// The process ended without an answer.
    Exited(ExitStatus),
    /// The result is too large.
    ResultTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The emulator was stopped meanwhile.
    Stopped,
}

impl FunctionError {
    /// An error that the runtime reported: its body is the payload, unchanged.
    pub(in crate::lambda) fn reported(payload: Bytes) -> FunctionError {
        FunctionError {
            payload,
            reason: Reason::Reported,
        }
    }

    /// The report of a runtime that cannot start.
    pub(in crate::lambda) fn init_reported(payload: Bytes) -> FunctionError {
        FunctionError {
            payload,
            reason: Reason::InitReported,
        }
    }

    /// An error that Lambda words.
    pub(in crate::lambda) fn new(reason: Reason, request_id: &str) -> FunctionError {
        FunctionError {
            payload: reason.payload(request_id).into(),
            reason,
        }
    }
}

impl Reason {
    /// What the log says of it, where it says anything of its own.
    pub(in crate::lambda) fn log_lines(self, request_id: &str, now: SystemTime) -> Vec<String> {
        match self {
            Reason::TimedOut(after) | Reason::InitTimedOut(after) => {
                let (time, after) = (host::iso_time(now), after.as_secs_f64());
                vec![format!(
                    "{time} {request_id} Task timed out after {after:.2} seconds"
                )]
            }
            Reason::Exited(status) => vec![
                format!("RequestId: {request_id} Error: {}", exit_text(status)),
                "Runtime.ExitError".to_owned(),
            ],
            _ => Vec::new(),
        }
    }

    fn payload(self, request_id: &str) -> String {
        let with_type = |error_type: &str, message: String| {
            let error_message = format!("RequestId: {request_id} Error: {message}");
            json!({"errorType": error_type, "errorMessage": error_message}).to_string()
        };
        match self {
            Reason::TimedOut(after) | Reason::InitTimedOut(after) => with_type(
                "Sandbox.Timedout",
                format!("Task timed out after {:.2} seconds", after.as_secs_f64()),
            ),
            Reason::Exited(status) => with_type("Runtime.ExitError", exit_text(status)),
            Reason::ResultTooLarge { limit } => json!({
                "errorMessage": format!(
                    "Response payload size exceeded maximum allowed payload size ({limit} bytes)."
                ),
                "errorType": "Function.ResponseSizeTooLarge",
            })
            .to_string(),
            Reason::Reported | Reason::InitReported | Reason::Stopped => {
                with_type("Runtime.ExitError", exit_text(ExitStatus::default()))
            }
        }
    }
}

/// Lambda's words for the end of a process.
fn exit_text(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(0), _) => "Runtime exited without providing a reason".to_owned(),
        (Some(code), _) => format!("Runtime exited with error: exit status {code}"),
        (None, Some(signal)) => format!("Runtime exited with error: signal: {}", name(signal)),
        (None, None) => "Runtime exited with error".to_owned(),
    }
}

/// Go's words for a signal, which Lambda's are.
fn name(signal: i32) -> String {
    let name = match signal {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        6 => "aborted",
        8 => "floating point exception",
        9 => "killed",
        11 => "segmentation fault",
        13 => "broken pipe",
        15 => "terminated",
        other => return format!("signal {other}"),
    };
    name.to_owned()
}

impl fmt::Display for FunctionError {
    /// One line for the developer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            Reason::Reported => write!(f, "the function reported {}", summary(&self.payload)),
            Reason::InitReported => {
                write!(
                    f,
                    "the function could not start: {}",
                    summary(&self.payload)
                )
            }
            Reason::TimedOut(after) => {
                write!(
                    f,
                    "the function was stopped after its Timeout of {} s",
                    after.as_secs_f64()
                )
            }
            Reason::InitTimedOut(after) => write!(
                f,
                "the function did not ask the Runtime API for an event within {} s",
                after.as_secs_f64()
            ),
            Reason::Exited(status) => {
                write!(
                    f,
                    "the function's process ended without an answer: {status}"
                )
            }
            Reason::ResultTooLarge { limit } => {
                write!(f, "the function's result is larger than {limit} bytes")
            }
            Reason::Stopped => f.write_str("the emulator was stopped before the function answered"),
        }
    }
}

/// `errorType: errorMessage` of a reported error, in one line.
fn summary(payload: &[u8]) -> String {
    let text = |value: &Value, key: &str| {
        let lines = value[key].as_str().unwrap_or("?").lines();
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    };
    match serde_json::from_slice::<Value>(payload) {
        Ok(error @ Value::Object(_)) => {
            format!(
                "{}: {}",
                text(&error, "errorType"),
                text(&error, "errorMessage")
            )
        }
        _ => String::from_utf8_lossy(payload).into_owned(),
    }
}
