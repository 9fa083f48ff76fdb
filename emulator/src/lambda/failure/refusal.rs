//! Lambda did not run the function: what the Invoke API answers, and what the developer reads.
//!
//! AWS: facts D5.

use std::fmt;

use serde_json::json;

use crate::http::Answer;

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
    /// The emulator is being stopped.
    Stopped,
    /// No function has this name.
    FunctionNotFound {
        /// The name that was asked for.
        arn: String,
    },
    /// The event is too large for an invocation that nobody waits for.
    TooLargeForEvent {
        /// Its size in bytes.
        found: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A parameter of the call has a value that it cannot have.
    InvalidParameter(String),
    /// The client context is not base64 of JSON, or too long.
    InvalidClientContext,
    /// Nothing of Lambda's API but its calls of a function is here.
    UnknownOperation(String),
}

impl Refusal {
    /// The Invoke API's answer.
    pub fn answer(&self) -> Answer {
        let (status, error_type) = self.code();
        let fault = if status < 500 { "User" } else { "Service" };
        let (key, message) = self.message();
        let body = match self {
            Refusal::Throttled { .. } => json!({
                "Reason": "ReservedFunctionConcurrentInvocationLimitExceeded",
                "Type": fault,
                key: message,
            }),
            _ => json!({"Type": fault, key: message}),
        };
        Answer::json(status, body.to_string()).with("x-amzn-ErrorType", error_type)
    }

    fn code(&self) -> (u16, &'static str) {
        match self {
            Refusal::NotJson(_) | Refusal::InvalidClientContext => {
                (400, "InvalidRequestContentException")
            }
            Refusal::InvalidParameter(_) => (400, "InvalidParameterValueException"),
            Refusal::TooLarge { .. } | Refusal::TooLargeForEvent { .. } => {
                (413, "RequestEntityTooLargeException")
            }
            Refusal::Throttled { .. } => (429, "TooManyRequestsException"),
            Refusal::FunctionNotFound { .. } => (404, "ResourceNotFoundException"),
            Refusal::UnknownOperation(_) => (404, "UnknownOperationException"),
            Refusal::CannotStart(_) | Refusal::Stopped => (500, "ServiceException"),
        }
    }

    /// The message, and the key that it stands under: AWS spells that in two ways.
    fn message(&self) -> (&'static str, String) {
        match self {
            Refusal::NotJson(parser) => (
                "message",
                format!(
                    "Could not parse request body into json: \
                     Could not parse payload into json: {parser}"
                ),
            ),
            Refusal::TooLarge { limit, .. } => (
                "message",
                format!(
                    "Request must be smaller than {limit} bytes for the InvokeFunction operation"
                ),
            ),
            Refusal::TooLargeForEvent { found, limit } => (
                "message",
                format!(
                    "{found} byte payload is too large for the Event invocation type \
                     (limit {limit} bytes)"
                ),
            ),
            Refusal::Throttled { .. } => ("message", "Rate Exceeded.".to_owned()),
            Refusal::FunctionNotFound { arn } => ("Message", format!("Function not found: {arn}")),
            // The words of those below are our choice: nobody wrote AWS's down.
            Refusal::InvalidParameter(what) => ("message", format!("Invalid value: {what}")),
            Refusal::InvalidClientContext => (
                "message",
                "Client context must be a valid Base64-encoded JSON object.".to_owned(),
            ),
            Refusal::UnknownOperation(what) => ("message", format!("Not emulated: {what}")),
            Refusal::CannotStart(_) | Refusal::Stopped => ("Message", "Service error.".to_owned()),
        }
    }
}

impl fmt::Display for Refusal {
    /// One line for the developer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotJson(parser) => {
                let problem = parser.lines().next().unwrap_or_default();
                let place = parser
                    .rsplit("\"; ")
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches(']');
                write!(f, "the event is not JSON: {problem} at {place}")
            }
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
            Refusal::Stopped => f.write_str("the emulator is being stopped"),
            Refusal::FunctionNotFound { arn } => write!(f, "there is no function {arn}"),
            Refusal::TooLargeForEvent { found, limit } => {
                write!(
                    f,
                    "the event has {found} bytes, {limit} are allowed where nobody waits"
                )
            }
            Refusal::InvalidParameter(what) => write!(f, "there is no {what}"),
            Refusal::InvalidClientContext => {
                f.write_str("the client context is not base64 of JSON, or longer than 3583 bytes")
            }
            Refusal::UnknownOperation(what) => write!(f, "not emulated: {what}"),
        }
    }
}
