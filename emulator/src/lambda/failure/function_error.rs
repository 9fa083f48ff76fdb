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

use super::exit::{exit_text, valid_type};

/// The function ran and failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionError {
    /// What the invoker gets, JSON: the runtime's own report or, where there is none, Lambda's.
    pub payload: Bytes,
    /// AWS's class of the error, such as `Runtime.ExitError`. The payload of a report may name another.
    pub error_type: String,
    /// How it failed.
    pub reason: Reason,
}

/// What the function gave: the result's exact bytes, or its error.
pub type FunctionResult = Result<Bytes, FunctionError>;

/// What an invoker gets as payload: the result, or the error as JSON.
pub fn payload(result: &FunctionResult) -> &Bytes {
    match result {
        Ok(result) => result,
        Err(error) => &error.payload,
    }
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
    /// The connection was closed in the middle of the result.
    Truncated,
    /// The result's mode is not `streaming`.
    InvalidResponseMode,
    /// The emulator was stopped meanwhile.
    Stopped,
}

impl FunctionError {
    /// An error that the runtime reported: its body is the payload, unchanged.
    pub(in crate::lambda) fn reported(payload: Bytes, error_type: Option<&[u8]>) -> FunctionError {
        FunctionError {
            payload,
            error_type: valid_type(error_type, "Function.Unknown"),
            reason: Reason::Reported,
        }
    }

    /// The report of a runtime that cannot start.
    pub(in crate::lambda) fn init_reported(
        payload: Bytes,
        error_type: Option<&[u8]>,
    ) -> FunctionError {
        FunctionError {
            payload,
            error_type: valid_type(error_type, "Runtime.Unknown"),
            reason: Reason::InitReported,
        }
    }

    /// An error that Lambda words.
    pub(in crate::lambda) fn new(reason: Reason, request_id: &str) -> FunctionError {
        let (error_type, message) = reason.words();
        let payload = match reason {
            Reason::ResultTooLarge { .. } => {
                json!({"errorMessage": message, "errorType": error_type})
            }
            _ => {
                let message = format!("RequestId: {request_id} Error: {message}");
                json!({"errorType": error_type, "errorMessage": message})
            }
        };
        FunctionError {
            payload: payload.to_string().into(),
            error_type: error_type.to_owned(),
            reason,
        }
    }

    /// What the log says of it, where it says anything of its own.
    pub(in crate::lambda) fn log_lines(&self, request_id: &str, now: SystemTime) -> Vec<String> {
        let (_, message) = self.reason.words();
        match self.reason {
            Reason::TimedOut(_) | Reason::InitTimedOut(_) => {
                vec![format!("{} {request_id} {message}", host::iso_time(now))]
            }
            Reason::Reported | Reason::InitReported => Vec::new(),
            _ => vec![
                format!("RequestId: {request_id} Error: {message}"),
                self.error_type.clone(),
            ],
        }
    }
}

impl Reason {
    /// AWS's name and words for it, where they are not the runtime's own.
    fn words(&self) -> (&'static str, String) {
        match self {
            Reason::TimedOut(after) | Reason::InitTimedOut(after) => (
                "Sandbox.Timedout",
                format!("Task timed out after {:.2} seconds", after.as_secs_f64()),
            ),
            Reason::Exited(status) => ("Runtime.ExitError", exit_text(*status)),
            Reason::ResultTooLarge { limit } => (
                "Function.ResponseSizeTooLarge",
                format!(
                    "Response payload size exceeded maximum allowed payload size ({limit} bytes)."
                ),
            ),
            // The names are AWS's; the words of these two are our choice: nobody wrote AWS's down.
            Reason::Truncated => (
                "Runtime.TruncatedResponse",
                "Response was truncated".to_owned(),
            ),
            Reason::InvalidResponseMode => (
                "Runtime.InvalidResponseModeHeader",
                "Invalid response mode header".to_owned(),
            ),
            Reason::Reported | Reason::InitReported | Reason::Stopped => {
                ("Runtime.ExitError", exit_text(ExitStatus::default()))
            }
        }
    }
}

impl fmt::Display for FunctionError {
    /// One line for the developer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Reported => write!(f, "the function reported {}", self.summary()),
            Reason::InitReported => write!(f, "the function could not start: {}", self.summary()),
            Reason::TimedOut(after) => {
                let seconds = after.as_secs_f64();
                write!(
                    f,
                    "the function was stopped after its Timeout of {seconds} s"
                )
            }
            Reason::InitTimedOut(after) => {
                let seconds = after.as_secs_f64();
                write!(
                    f,
                    "the function did not ask the Runtime API for an event within {seconds} s"
                )
            }
            Reason::Exited(status) => {
                write!(
                    f,
                    "the function's process ended without an answer: {status}"
                )
            }
            Reason::ResultTooLarge { limit } => {
                write!(f, "the function's result is larger than {limit} bytes")
            }
            Reason::Truncated => {
                f.write_str("the function closed its connection in the middle of its result")
            }
            Reason::InvalidResponseMode => f.write_str(
                "the function sent Lambda-Runtime-Function-Response-Mode with a value that is not \
                 streaming",
            ),
            Reason::Stopped => f.write_str("the emulator was stopped before the function answered"),
        }
    }
}

impl FunctionError {
    /// `errorType: errorMessage` of a reported error, in one line.
    fn summary(&self) -> String {
        let one_line = |text: &str| {
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            lines.join(" ")
        };
        match serde_json::from_slice::<Value>(&self.payload) {
            Ok(Value::Object(error)) => {
                let text = |key: &str| error.get(key).and_then(Value::as_str);
                let error_type = text("errorType").unwrap_or(&self.error_type);
                let message = text("errorMessage").unwrap_or("?");
                format!("{}: {}", one_line(error_type), one_line(message))
            }
            _ => {
                let text = String::from_utf8_lossy(&self.payload);
                format!("{}: {}", self.error_type, one_line(&text))
            }
        }
    }
}
