//! `multiValueHeaders` and `headers` of a result → the header lines of the answer.
//!
//! AWS (facts A2.5, A2.6, A2.11, A2.15): of a name in both, all multi values come first, then the single
//! one, under the spelling of the multi values; without a `Content-Type` it is `application/json`.

use hyper::header::{HeaderName, HeaderValue};
use serde_json::{Map, Value};

use crate::{
    explanation::{Cause, Explanation},
    gateway::remapped,
    http::Headers,
};

use super::json;

type Line = (String, String);

/// The lines of both, in the result's order.
pub(super) fn lines(multi: Value, single: Value) -> Result<Headers, Explanation> {
    let mut lines = Vec::new();
    for (name, values) in members("multiValueHeaders", multi)? {
        let place = format!("multiValueHeaders.{name}");
        let Value::Array(values) = values else {
            return Err(Cause::BadHeader.found(json::finding(&place, &values)));
        };
        for value in values {
            lines.push((name.clone(), text(&place, value)?));
        }
    }
    for (name, value) in members("headers", single)? {
        // Our choice: a header that is null is not sent; nothing is recorded.
        if !value.is_null() {
            let text = text(&format!("headers.{name}"), value)?;
            add(&mut lines, name, text);
        }
    }
    check(&lines)?;
    if !lines.iter().any(|line| is(line, "Content-Type")) {
        lines.insert(0, ("Content-Type".into(), "application/json".into()));
    }
    Ok(remapped::leaving(lines))
}

fn members(key: &str, value: Value) -> Result<Map<String, Value>, Explanation> {
    match value {
        Value::Null => Ok(Map::new()),
        Value::Object(members) => Ok(members),
        other => Err(Cause::BadHeader.found(json::finding(key, &other))),
    }
}

fn text(place: &str, value: Value) -> Result<String, Explanation> {
    json::text(value).map_err(|value| Cause::BadHeader.found(json::finding(place, &value)))
}

/// Adds a single value behind the multi values of its name; the very same pair is sent once.
fn add(lines: &mut Vec<Line>, name: String, value: String) {
    if lines.iter().any(|line| is(line, &name) && line.1 == value) {
        return;
    }
    match lines.iter().rposition(|line| is(line, &name)) {
        Some(last) => lines.insert(last + 1, (lines[last].0.clone(), value)),
        None => lines.push((name, value)),
    }
}

fn is(line: &Line, name: &str) -> bool {
    line.0.eq_ignore_ascii_case(name)
}

/// Our choice: what HTTP cannot carry is malformed; nothing is recorded of blanks in names or line breaks.
fn check(lines: &[Line]) -> Result<(), Explanation> {
    for (name, value) in lines {
        if HeaderName::from_bytes(name.as_bytes()).is_err() {
            return Err(Cause::BadHeader.found(format!("{name:?} is no name of a header")));
        }
        if HeaderValue::from_bytes(value.as_bytes()).is_err() {
            return Err(Cause::BadHeader.found(format!("{name} is {value:?}, no header's value")));
        }
    }
    Ok(())
}
