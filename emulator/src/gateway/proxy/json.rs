//! JSON values as API Gateway takes them from a result, and as they are shown to the developer.
//!
//! AWS (facts A2): a strict typed parse in which a scalar may stand for a text.

use serde_json::Value;

/// A text, or a boolean or a number in its place.
///
/// Our choice: a number is taken as a boolean is; only the boolean is recorded (A2.5).
pub(super) fn text(value: Value) -> Result<String, Value> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        other => Err(other),
    }
}

/// `body is an object: {"id":2}`, the first half of a complaint.
pub(super) fn finding(name: &str, value: &Value) -> String {
    format!("{name} is {}: {}", kind(value), excerpt(value))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
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
