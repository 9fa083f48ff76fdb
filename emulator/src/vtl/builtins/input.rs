//! `$input`: the body and the parameters of a request.
//!
//! Rule: each call reads the body anew, so that changing what one gave does not show in another; it is parsed
//! once all the same.
//!
//! Facts B2.

use std::{borrow::Cow, cell::OnceCell};

use super::{Builtins, Called, arguments::text};
use crate::vtl::{error::Problem, json::Json, value::Value};

/// The body as JSON, or why it is none, once somebody has asked for it.
pub(in crate::vtl) type Body = OnceCell<Result<Json, String>>;

/// What a missing body reads as.
const NO_BODY: &str = "{}";

impl<'a> Builtins<'a> {
    /// `$input.body`
    pub(super) fn body_text(&self) -> &'a str {
        match self.scope.body.as_deref() {
            None | Some("") => NO_BODY,
            Some(body) => body,
        }
    }

    /// A method of `$input`.
    pub(super) fn input(&self, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
        Ok(Some(match (name, arguments) {
            ("getBody", []) => Value::text(self.body_text()),
            ("params", []) => Value::Map(self.params.clone()),
            ("params", [Value::Text(name)]) => self.parameter(name),
            ("path", [path]) if text(path).is_some() => match self.read(path)? {
                Some(Cow::Borrowed(json)) => Value::from(json),
                Some(Cow::Owned(json)) => Value::from(json),
                None => Value::Null,
            },
            ("json", [path]) if text(path).is_some() => match self.read(path)? {
                Some(json) => Value::text(json.to_input_json()),
                None => Value::text("\"\""),
            },
            _ => return Ok(None),
        }))
    }

    /// A parameter wherever it is: in the path, the query string or the headers; else the empty text.
    fn parameter(&self, name: &str) -> Value<'a> {
        let groups = ["path", "querystring", "header"];
        let found = groups
            .iter()
            .find_map(|group| match self.params.member(group) {
                Some(Value::Map(group)) => group.member(name),
                _ => None,
            });
        found.unwrap_or(Value::text(""))
    }

    fn read(&self, path: &Value<'a>) -> Result<Option<Cow<'a, Json>>, Problem> {
        let path = text(path).unwrap_or_default();
        let body = self.body.get_or_init(|| {
            Json::parse_leniently(self.body_text()).map_err(|error| error.to_string())
        });
        match body {
            Ok(json) => self.caches.path(path)?.find(json).map_err(|error| {
                Problem::new(format!(
                    "the path `{path}` cannot be followed here: {error}"
                ))
            }),
            Err(reason) => Err(
                Problem::new(format!("the body cannot be read as JSON: {reason}"))
                    .help("`$input.body` is the body as it came"),
            ),
        }
    }
}
