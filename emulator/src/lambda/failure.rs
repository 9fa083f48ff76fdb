//! What Lambda says when a function fails, when it will not run one, and when a runtime breaks the rules.
//!
//! Rule: every payload, status and error type that Lambda words itself stands here, once.
//!
//! AWS: function errors (facts D2), the Invoke API's errors (D5), the Runtime API's (D1).

use std::{fmt, process::ExitStatus, time::Duration};

use hyper::body::Bytes;
use serde_json::{Value, json};

use crate::http::Answer;

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
    pub(super) fn reported(payload: Bytes) -> FunctionError {
        FunctionError {
            payload,
            reason: Reason::Reported,
        }
    }

    /// An error that Lambda words.
    pub(super) fn new(reason: Reason, request_id: &str) -> FunctionError {
        FunctionError {
            payload: reason.payload(request_id).into(),
            reason,
        }
    }
}

impl Reason {
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

/// Lambda did not run the function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The event is not JSON; the text says where.
    NotJson(String),
    /// The event is too large.
    TooLarge {
        /// Its size in bytes.
        found: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// Every execution environment is busy.
    Throttled {
        /// How many there may be.
        concurrency: usize,
    },
    /// The function's program could not be started.
    CannotStart(String),
    /// No function has this name.
    FunctionNotFound {
        /// The name that was asked for.
        arn: String,
    },
    /// The call asks for something that is not emulated.
    NotEmulated(String),
}

impl Refusal {
    /// The Invoke API's answer.
    pub fn answer(&self) -> Answer {
        let (status, error_type, body) = match self {
            Refusal::NotJson(parser) => (
                400,
                "InvalidRequestContentException",
                json!({"Type": "User", "message": format!(
                    "Could not parse request body into json: \
                     Could not parse payload into json: {parser}"
                )}),
            ),
            Refusal::TooLarge { limit, .. } => (
                413,
                "RequestEntityTooLargeException",
                json!({"Type": "User", "message": format!(
                    "Request must be smaller than {limit} bytes for the InvokeFunction operation"
                )}),
            ),
            Refusal::Throttled { .. } => (
                429,
                "TooManyRequestsException",
                json!({
                    "Reason": "ReservedFunctionConcurrentInvocationLimitExceeded",
                    "Type": "User",
                    "message": "Rate Exceeded.",
                }),
            ),
            Refusal::FunctionNotFound { arn } => (
                404,
                "ResourceNotFoundException",
                json!({"Type": "User", "Message": format!("Function not found: {arn}")}),
            ),
            Refusal::NotEmulated(what) => (
                400,
                "InvalidParameterValueException",
                json!({"Type": "User", "message": format!("Not emulated: {what}")}),
            ),
            Refusal::CannotStart(_) => (
                500,
                "ServiceException",
                json!({"Type": "Service", "Message": "Service error."}),
            ),
        };
        Answer::json(status, body.to_string()).with("x-amzn-ErrorType", error_type)
    }
}

impl fmt::Display for Refusal {
    /// One line for the developer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotJson(parser) => write!(f, "the event is not JSON: {parser}"),
            Refusal::TooLarge { found, limit } => {
                write!(f, "the event has {found} bytes, {limit} are allowed")
            }
            Refusal::Throttled { concurrency } => {
                write!(
                    f,
                    "all of the {concurrency} execution environments are busy"
                )
            }
            Refusal::CannotStart(why) => write!(f, "the function's program cannot start: {why}"),
            Refusal::FunctionNotFound { arn } => write!(f, "there is no function {arn}"),
            Refusal::NotEmulated(what) => write!(f, "not emulated: {what}"),
        }
    }
}

/// The runtime broke a rule of the Runtime API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RuntimeFault {
    /// No invocation under way has this id.
    InvalidRequestId,
    /// Not now.
    InvalidStateTransition {
        /// AWS's name of the state it is in.
        from: &'static str,
        /// AWS's name of the state it asked for.
        to: &'static str,
    },
    /// The result is too large.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body ended too early.
    Truncated,
    /// There is no such path.
    UnknownPath,
}

impl RuntimeFault {
    pub(super) fn answer(&self) -> Answer {
        let (status, error_type, message) = match self {
            RuntimeFault::InvalidRequestId => {
                (400, "InvalidRequestID", "Invalid request ID".to_owned())
            }
            RuntimeFault::InvalidStateTransition { from, to } => (
                403,
                "InvalidStateTransition",
                format!(
                    "State transition from {from} to {to} failed for runtime. \
                     Error: State transition is not allowed"
                ),
            ),
            RuntimeFault::TooLarge { limit } => (
                413,
                "RequestEntityTooLarge",
                format!("Exceeded maximum allowed payload size ({limit} bytes)."),
            ),
            RuntimeFault::Truncated => (
                400,
                "TruncatedHTTPRequest",
                "HTTP request detected as truncated".to_owned(),
            ),
            RuntimeFault::UnknownPath => (404, "NotFound", "404 page not found".to_owned()),
        };
        let body = json!({"errorMessage": message, "errorType": error_type});
        Answer::json(status, body.to_string())
    }
}
