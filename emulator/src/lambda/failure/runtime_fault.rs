//! The runtime broke a rule of the Runtime API: what it is answered.
//!
//! AWS: facts D1; the words are those of AWS's own emulator.

use serde_json::json;

use crate::{http::Response, lambda::runtime_api};

/// The runtime broke a rule of the Runtime API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lambda) enum RuntimeFault {
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
    /// The response mode is not `streaming`.
    InvalidResponseMode,
    /// There is no such path.
    UnknownPath,
}

impl RuntimeFault {
    pub(in crate::lambda) fn response(&self) -> Response {
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
            RuntimeFault::InvalidResponseMode => (
                400,
                "InvalidFunctionResponseMode",
                "Invalid function response mode".to_owned(),
            ),
            RuntimeFault::UnknownPath => (404, "NotFound", "404 page not found".to_owned()),
        };
        let body = json!({"errorMessage": message, "errorType": error_type});
        runtime_api::json(status, body.to_string().into())
    }
}
