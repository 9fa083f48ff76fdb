//! What goes into a rendering, and what comes out of it.
//!
//! Rule: plain data, in the shape in which a template sees it: headers already filtered and in order, texts
//! already decoded or not, and borrowed from the request wherever nothing changed.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// Members of an override, in the order in which they were assigned.
pub type Members = Map<String, Value>;

/// Texts by their names, in order, each name once.
pub type Texts<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// What a template may read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope<'a> {
    /// `$input.body`; none and the empty text are the same.
    pub body: Option<Cow<'a, str>>,
    /// `$input.params()`
    pub params: Params<'a>,
    /// `$stageVariables`
    pub stage_variables: Texts<'a>,
    /// `$context`; null inside it means unset. `requestOverride` and `responseOverride` are added to it; where they
    /// are in it, they keep their place.
    pub context: Context<'a>,
    /// What an earlier template of the same request assigned: empty for a request template; for a response
    /// template, what the request template gave.
    pub overrides: Overrides,
}

/// `$input.params()`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params<'a> {
    /// The path parameters.
    pub path: Texts<'a>,
    /// The parameters of the query string.
    pub querystring: Texts<'a>,
    /// The headers.
    pub header: Texts<'a>,
}

/// `$context`, or an object in it: members in order, each name once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Context<'a>(pub Vec<(Cow<'a, str>, Datum<'a>)>);

/// What stands in `$context`.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// An object.
    Object(Context<'a>),
    /// Null, a number, a truth value, a list.
    Other(Value),
}

impl<'a> Context<'a> {
    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<&Datum<'a>> {
        let mut members = self.0.iter();
        members.find(|(key, _)| key == name).map(|(_, datum)| datum)
    }
}

/// Of what is no object, nothing.
impl From<Value> for Context<'_> {
    fn from(value: Value) -> Self {
        let members = match value {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        let members = members.into_iter();
        Context(
            members
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}

impl From<Value> for Datum<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => Datum::Text(text.into()),
            Value::Object(_) => Datum::Object(value.into()),
            other => Datum::Other(other),
        }
    }
}

/// What a rendering gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rendered {
    /// What was printed.
    pub text: String,
    /// What was assigned, on top of the overrides that went in.
    pub overrides: Overrides,
}

/// `$context.requestOverride` and `$context.responseOverride`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overrides {
    /// What shall be sent to the integration.
    pub request: RequestOverride,
    /// What shall be sent to the client.
    pub response: ResponseOverride,
}

/// `$context.requestOverride`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RequestOverride {
    /// `.header`
    pub header: Members,
    /// `.path`
    pub path: Members,
    /// `.querystring`
    pub querystring: Members,
    /// Whatever else was assigned: without effect, but a response template can read it.
    pub others: Members,
}

/// `$context.responseOverride`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResponseOverride {
    /// `.header`
    pub header: Members,
    /// `.status` as it was assigned; see [`status_code`](Self::status_code).
    pub status: Option<Value>,
    /// Whatever else was assigned: without effect, but a response template can read it.
    pub others: Members,
}

impl Overrides {
    /// A member's value as the text that is sent.
    pub fn text(value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => super::json::Json::from(other.clone()).to_string(),
        }
    }
}

impl RequestOverride {
    pub(super) fn from_members(mut members: Members) -> Self {
        RequestOverride {
            header: take_object(&mut members, "header"),
            path: take_object(&mut members, "path"),
            querystring: take_object(&mut members, "querystring"),
            others: members,
        }
    }
}

impl ResponseOverride {
    /// The status to answer with: an integer from 100 to 599, as a number or as text; anything else counts as
    /// not assigned.
    pub fn status_code(&self) -> Option<u16> {
        let code: u16 = Overrides::text(self.status.as_ref()?).trim().parse().ok()?;
        (100..=599).contains(&code).then_some(code)
    }

    pub(super) fn from_members(mut members: Members) -> Self {
        ResponseOverride {
            header: take_object(&mut members, "header"),
            status: members
                .shift_remove("status")
                .filter(|status| !status.is_null()),
            others: members,
        }
    }
}

/// Takes a member that is an object; where something else was assigned, it has no effect.
fn take_object(members: &mut Members, name: &str) -> Members {
    match members.shift_remove(name) {
        Some(Value::Object(inner)) => inner,
        _ => Members::new(),
    }
}
