//! Result → answer.
//!
//! AWS (facts A2): the result is an object with five keys at most, none of them needed; scalars stand in
//! for texts; an unknown key, or anything else, is the 502. Every refusal here says which rule it was.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::body::Bytes;
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess},
};
use serde_json::Value;

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
    let result = members(result)?;
    if let Some(key) = result.unknown {
        return Err(Cause::UnknownAnswerKey.found(unknown(&key)));
    }
    let status = status(&result.status_code)?;
    let headers = headers::lines(result.multi_value_headers, result.headers)?;
    let text = text(result.body)?;
    let encoded = is_base64_encoded(&result.is_base64_encoded)?;
    // The answer's own Content-Type plays no role (A2.18, A2.21).
    let binary = encoded && is_binary(request.header("Accept"), binary_media_types);
    Ok(Answer {
        status,
        headers,
        body: if binary { decoded(&text)? } else { text.into() },
    })
}

/// What a result says; null where it says nothing.
#[derive(Default)]
struct ProxyResult {
    status_code: Value,
    headers: Value,
    multi_value_headers: Value,
    body: Value,
    is_base64_encoded: Value,
    /// The first key that is none of these.
    unknown: Option<String>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum Key {
    StatusCode,
    Headers,
    MultiValueHeaders,
    Body,
    IsBase64Encoded,
    Unknown(String),
}

impl<'de> Deserialize<'de> for ProxyResult {
    fn deserialize<D: Deserializer<'de>>(result: D) -> Result<ProxyResult, D::Error> {
        result.deserialize_map(ProxyResultVisitor)
    }
}

struct ProxyResultVisitor;

impl<'de> de::Visitor<'de> for ProxyResultVisitor {
    type Value = ProxyResult;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    /// Our choice: of a key that comes twice the last value counts.
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<ProxyResult, A::Error> {
        let mut members = ProxyResult::default();
        while let Some(key) = object.next_key()? {
            let value = object.next_value()?;
            match key {
                Key::StatusCode => members.status_code = value,
                Key::Headers => members.headers = value,
                Key::MultiValueHeaders => members.multi_value_headers = value,
                Key::Body => members.body = value,
                Key::IsBase64Encoded => members.is_base64_encoded = value,
                Key::Unknown(key) => {
                    members.unknown.get_or_insert(key);
                }
            }
        }
        Ok(members)
    }
}

fn members(result: &[u8]) -> Result<ProxyResult, Explanation> {
    let found = match serde_json::from_slice(result) {
        Ok(members) => return Ok(members),
        // Read again for what it is instead.
        Err(_) => match serde_json::from_slice::<Value>(result) {
            Ok(other) => json::finding("the result", &other),
            Err(error) => format!("the result is not JSON: {error}"),
        },
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
