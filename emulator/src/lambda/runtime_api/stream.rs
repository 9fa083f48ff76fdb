//! A result in pieces that went wrong after it had begun: its last words are trailers.
//!
//! AWS (facts D1.8): `Lambda-Runtime-Function-Error-Type`, and the payload as base64 in
//! `Lambda-Runtime-Function-Error-Body`.

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::{HeaderMap, body::Bytes, header::HeaderValue};
use serde_json::json;

use crate::lambda::failure::FunctionError;

use super::ERROR_TYPE;

const ERROR_BODY: &str = "Lambda-Runtime-Function-Error-Body";

/// The error that a stream ended with, if it did.
///
/// What was sent before it is dropped: a buffered invocation has one payload. (On AWS a client that is streamed
/// to keeps what it has seen.)
pub(super) fn error(trailers: &HeaderMap) -> Option<FunctionError> {
    let value = |name| trailers.get(name).map(HeaderValue::as_bytes);
    let error_type = value(ERROR_TYPE)?;
    let body = value(ERROR_BODY).and_then(|body| STANDARD.decode(body).ok());
    let payload = body.filter(|body| !body.is_empty()).map_or_else(
        || {
            let error_type = String::from_utf8_lossy(error_type);
            let payload = json!({"errorType": error_type, "errorMessage": ""});
            Bytes::from(payload.to_string())
        },
        Bytes::from,
    );
    Some(FunctionError::reported(payload, Some(error_type)))
}
