//! Result → answer.
//!
//! AWS (facts A2): the result is an object with five keys at most, none of them needed; scalars stand in
//! for texts; an unknown key, or anything else, is the 502. Every refusal here says which rule it was.

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::body::Bytes;
use serde_json::{Map, Value};

use crate::{
    explanation::{Cause, Explanation},
    http::{Answer, Request},
};

use super::{headers, is_binary, json};

const KEYS: [&str; 5] = [
    "statusCode",
    "headers",
    "multiValueHeaders",
    "body",
    "isBase64Encoded",
];

/// The answer that a function's result asks for.
///
/// # Errors
/// The result breaks a rule: the client gets a failure instead.
pub fn answer(
    result: &[u8],
    request: &Request,
    binary_media_types: &[String],
) -> Result<Answer, Explanation> {
    let mut result = object(result)?;
    if let Some(key) = result.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(Cause::UnknownAnswerKey.found(unknown(key)));
    }
    let mut take = |key| result.remove(key).unwrap_or_default();
    let status = status(&take("statusCode"))?;
    let headers = headers::lines(take("multiValueHeaders"), take("headers"))?;
    let text = text(take("body"))?;
    let encoded = is_base64_encoded(&take("isBase64Encoded"))?;
    // The answer's own Content-Type plays no role (A2.18, A2.21).
    let binary = encoded && is_binary(request.header("Accept"), binary_media_types);
    Ok(Answer {
        status,
        headers,
        body: if binary { decoded(&text)? } else { text.into() },
    })
}

fn object(result: &[u8]) -> Result<Map<String, Value>, Explanation> {
    let found = match serde_json::from_slice(result) {
        Ok(Value::Object(object)) => return Ok(object),
        Ok(other) => json::finding("the result", &other),
        Err(error) => format!("the result is not JSON: {error}"),
    };
    Err(Cause::AnswerNotAnObject.found(found))
}

fn unknown(key: &str) -> String {
    match KEYS.iter().find(|known| known.eq_ignore_ascii_case(key)) {
        Some(known) => format!("unknown key {key:?}, which is spelled {known}"),
        None => format!("unknown key {key:?}"),
    }
}

/// Our choice: a missing or null status is 200, as every other key may be missing; 1xx is no answer, and
/// nothing beyond 599 or between whole numbers is a status. The facts call all of these uncertain (A2.4).
fn status(value: &Value) -> Result<u16, Explanation> {
    let code = match value {
        Value::Null => return Ok(200),
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    code.and_then(|code| u16::try_from(code).ok())
        .filter(|code| (200..=599).contains(code))
        .ok_or_else(|| Cause::BadStatusCode.found(json::finding("statusCode", value)))
}

fn text(body: Value) -> Result<String, Explanation> {
    match body {
        Value::Null => Ok(String::new()),
        body => json::text(body).map_err(|body| Cause::BadBody.found(json::finding("body", &body))),
    }
}

fn is_base64_encoded(value: &Value) -> Result<bool, Explanation> {
    match value {
        Value::Null => Ok(false),
        Value::Bool(flag) => Ok(*flag),
        Value::String(text) if text == "true" || text == "false" => Ok(text == "true"),
        _ => Err(Cause::BadBase64Flag.found(json::finding("isBase64Encoded", value))),
    }
}

fn decoded(text: &str) -> Result<Bytes, Explanation> {
    let bytes = STANDARD.decode(text.trim());
    bytes
        .map(Bytes::from)
        .map_err(|error| Cause::BadBase64.found(format!("body is not base64: {error}")))
}
