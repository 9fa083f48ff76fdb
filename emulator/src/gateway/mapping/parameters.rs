//! Mapped parameters: where a value is taken from.
//!
//! Rule: a source that has nothing gives nothing; one that is none gives nothing either.
//!
//! AWS (facts B1, B6): `'literal'`, `method.request.…`, `integration.response.…`, `context.…`,
//! `stageVariables.…`.

use serde_json::Value;

use crate::{
    http::{Answer, text},
    vtl::{Context, Datum, Texts, json::Json, json_path::Path},
};

use super::Arrived;

/// A value for the integration request.
pub(super) fn of_request(source: &str, arrived: Arrived<'_>) -> Option<String> {
    literal(source).or_else(|| match source.split('.').collect::<Vec<_>>().as_slice() {
        ["method", "request", "path", name @ ..] => named(&arrived.params().path, &name.join(".")),
        ["method", "request", "querystring", name @ ..] => {
            named(&arrived.params().querystring, &name.join("."))
        }
        ["method", "request", "header", name @ ..] => {
            arrived.request.header(&name.join(".")).map(str::to_owned)
        }
        ["method", "request", "body", path @ ..] => body(&text(&arrived.request.body), path),
        _ => surroundings(source, arrived),
    })
}

/// A value for the method response; `result` is what the backend answered.
pub(super) fn of_response(source: &str, arrived: Arrived<'_>, result: &Answer) -> Option<String> {
    literal(source).or_else(|| match source.split('.').collect::<Vec<_>>().as_slice() {
        ["integration", "response", "header", name @ ..] => {
            result.header(&name.join(".")).map(str::to_owned)
        }
        ["integration", "response", "multivalueheader", name @ ..] => {
            let name = name.join(".");
            let lines = result.headers.iter();
            let lines = lines.filter(|(key, _)| key.eq_ignore_ascii_case(&name));
            let values: Vec<&str> = lines.map(|(_, value)| value).collect();
            (!values.is_empty()).then(|| values.join(","))
        }
        ["integration", "response", "body", path @ ..] => body(&text(&result.body), path),
        _ => surroundings(source, arrived),
    })
}

fn named(texts: &Texts<'_>, name: &str) -> Option<String> {
    let mut texts = texts.iter();
    texts
        .find(|(key, _)| key == name)
        .map(|(_, text)| text.to_string())
}

fn literal(source: &str) -> Option<String> {
    Some(source.strip_prefix('\'')?.strip_suffix('\'')?.to_owned())
}

/// `context.…` and `stageVariables.…`.
fn surroundings(source: &str, arrived: Arrived<'_>) -> Option<String> {
    let (place, name) = source.split_once('.')?;
    match place {
        "stageVariables" => arrived.matched.api.stage.variables.get(name).cloned(),
        "context" => value(in_context(&arrived.context(), name)?),
        _ => None,
    }
}

/// The whole body, or what a JSONPath finds in it.
fn body(body: &str, path: &[&str]) -> Option<String> {
    if path.is_empty() {
        return Some(body.to_owned());
    }
    find(
        &Json::parse_leniently(body).ok()?,
        &format!("$.{}", path.join(".")),
    )
}

/// What a JSONPath finds, as text; nothing for null.
pub(super) fn find(json: &Json, path: &str) -> Option<String> {
    match Path::parse(path).ok()?.read(json).ok()?? {
        Json::Null => None,
        Json::String(text) => Some(text),
        other => Some(other.to_input_json()),
    }
}

/// What stands at a path such as `identity.sourceIp`.
fn in_context<'a>(context: &'a Context<'_>, path: &str) -> Option<&'a Datum<'a>> {
    match path.split_once('.') {
        None => context.get(path),
        Some((name, further)) => match context.get(name)? {
            Datum::Object(members) => in_context(members, further),
            _ => None,
        },
    }
}

/// Our choice: an object is no value of a parameter; nothing is recorded.
fn value(datum: &Datum<'_>) -> Option<String> {
    match datum {
        Datum::Text(text) => Some(text.to_string()),
        Datum::Other(Value::Null) | Datum::Object(_) => None,
        Datum::Other(value) => Some(value.to_string()),
    }
}
