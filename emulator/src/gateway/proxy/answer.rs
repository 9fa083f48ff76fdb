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

use super::is_binary;

/// The answer that a function's result asks for.
///
/// # Errors
/// The result breaks a rule: the client gets a 502.
pub fn answer(
    result: &Bytes,
    request: &Request,
    binary_media_types: &[String],
) -> Result<Answer, Explanation> {
    let result = object(result)?;
    if let Some(key) = result.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(Cause::UnknownAnswerKey.found(format!("unknown key {key:?}")));
    }
    let accepts_binary = is_binary(request.header("Accept"), binary_media_types);
    let mut answer = Answer {
        status: status(result.get("statusCode"))?,
        headers: headers(result.get("headers"), result.get("multiValueHeaders"))?,
        body: body(&result, accepts_binary)?,
    };
    if answer.header("Content-Type").is_none() {
        answer
            .headers
            .insert(0, ("Content-Type".into(), "application/json".into()));
    }
    Ok(answer)
}

const KEYS: [&str; 5] = [
    "statusCode",
    "headers",
    "multiValueHeaders",
    "body",
    "isBase64Encoded",
];

fn object(result: &[u8]) -> Result<Map<String, Value>, Explanation> {
    let found = match serde_json::from_slice(result) {
        Ok(Value::Object(object)) => return Ok(object),
        Ok(other) => format!("the result is {}: {}", kind(&other), excerpt(&other)),
        Err(error) => format!("the result is not JSON: {error}"),
    };
    Err(Cause::AnswerNotAnObject.found(found))
}

fn status(value: Option<&Value>) -> Result<u16, Explanation> {
    let code = match value {
        None | Some(Value::Null) => return Ok(200),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        Some(_) => None,
    };
    let in_range = code.and_then(|code| u16::try_from(code).ok());
    in_range
        .filter(|code| (100..=599).contains(code))
        .ok_or_else(|| {
            Cause::BadStatusCode.found(format!(
                "statusCode is {}",
                value.map(excerpt).unwrap_or_default()
            ))
        })
}

/// All multi values of a name, then its single value, under the spelling of the multi values.
fn headers(
    single: Option<&Value>,
    multi: Option<&Value>,
) -> Result<Vec<(String, String)>, Explanation> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for (name, values) in members(multi, "multiValueHeaders")? {
        let Value::Array(values) = values else {
            return Err(bad_header(
                "multiValueHeaders",
                name,
                values,
                "a list of texts",
            ));
        };
        for value in values {
            let text = scalar(value)
                .ok_or_else(|| bad_header("multiValueHeaders", name, value, "a text"))?;
            lines.push((name.clone(), text));
        }
    }
    for (name, value) in members(single, "headers")? {
        let text = scalar(value).ok_or_else(|| bad_header("headers", name, value, "a text"))?;
        let same = |(key, _): &(String, String)| key.eq_ignore_ascii_case(name);
        if lines.iter().any(|line| same(line) && line.1 == text) {
            // The very same pair in both is sent once.
            continue;
        }
        match lines.iter().rposition(same) {
            Some(last) => lines.insert(last + 1, (lines[last].0.clone(), text)),
            None => lines.push((name.clone(), text)),
        }
    }
    Ok(lines)
}

fn members<'a>(
    value: Option<&'a Value>,
    key: &str,
) -> Result<impl Iterator<Item = (&'a String, &'a Value)>, Explanation> {
    match value {
        None | Some(Value::Null) => Ok(None.into_iter().flatten()),
        Some(Value::Object(members)) => Ok(Some(members).into_iter().flatten()),
        Some(other) => {
            Err(Cause::BadHeader.found(format!("{key} is {}: {}", kind(other), excerpt(other))))
        }
    }
}

fn bad_header(key: &str, name: &str, value: &Value, expected: &str) -> Explanation {
    Cause::BadHeader.found(format!(
        "{key}.{name} is {}, expected {expected}: {}",
        kind(value),
        excerpt(value)
    ))
}

fn body(result: &Map<String, Value>, accepts_binary: bool) -> Result<Bytes, Explanation> {
    let text = match result.get("body") {
        None | Some(Value::Null) => String::new(),
        Some(value) => scalar(value).ok_or_else(|| {
            Cause::BadBody.found(format!("body is {}: {}", kind(value), excerpt(value)))
        })?,
    };
    let encoded = match result.get("isBase64Encoded") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(text)) if text == "true" || text == "false" => text == "true",
        Some(other) => {
            let found = format!("isBase64Encoded is {}: {}", kind(other), excerpt(other));
            return Err(Cause::BadBase64Flag.found(found));
        }
    };
    if !(encoded && accepts_binary) {
        return Ok(text.into());
    }
    let decoded = STANDARD.decode(text.trim());
    decoded
        .map(Bytes::from)
        .map_err(|error| Cause::BadBase64.found(format!("body: {error}")))
}

/// A text, or a number or boolean in its place.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The value as JSON, cut after some 60 characters.
fn excerpt(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
