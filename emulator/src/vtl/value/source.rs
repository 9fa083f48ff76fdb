//! Where a map comes from.
//!
//! Rule: what the request and its body hold is lent, and nobody pays for what no template looks at: a map of it is made
//! when somebody looks into it for the first time, one level at a time. From then on it is a map like any other.
//!
//! Facts B2: `$input.params()`, `$stageVariables`, `$context` with the overrides in it.

use std::{borrow::Cow, ops::Deref};

use super::{
    Map, Value,
    map::{Entries, Key},
};
use crate::vtl::{
    json::{Json, Members},
    scope::{self, Datum, Params, RequestOverride, ResponseOverride, Scope},
};

/// What a map holds before anything is changed in it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    /// What the template put there.
    Template,
    /// An object of the body.
    Body(&'a Members),
    /// `$input.params()`
    Params(&'a Params<'a>),
    /// A group of them, or `$stageVariables`.
    Texts(&'a [(Cow<'a, str>, Cow<'a, str>)]),
    /// `$context`
    Context(&'a Scope<'a>),
    /// A map in it.
    InContext(&'a scope::Context<'a>),
    /// A group of an override.
    Assigned(&'a scope::Members),
    /// `$context.requestOverride`
    RequestOverride(&'a RequestOverride),
    /// `$context.responseOverride`
    ResponseOverride(&'a ResponseOverride),
}

impl<'a> Source<'a> {
    /// `$context` and the maps in it print as nothing.
    pub(super) fn is_silent(self) -> bool {
        use Source::*;
        matches!(
            self,
            Context(_) | InContext(_) | Assigned(_) | RequestOverride(_) | ResponseOverride(_)
        )
    }

    pub(super) fn entries(self) -> Entries<'a> {
        match self {
            Source::Template => Entries::default(),
            Source::Body(members) => pairs(members.iter(), Value::from),
            Source::Params(params) => named([
                ("path", Source::Texts(&params.path)),
                ("querystring", Source::Texts(&params.querystring)),
                ("header", Source::Texts(&params.header)),
            ]),
            Source::Texts(texts) => {
                let texts = texts.iter().map(|(name, text)| (name, text));
                pairs(texts, |text: &Cow<'_, str>| Value::text(&**text))
            }
            Source::Context(scope) => context(scope),
            Source::InContext(members) => in_context(members),
            Source::Assigned(members) => pairs(members, from_json),
            Source::RequestOverride(assigned) => {
                let groups = named([
                    ("path", Source::Assigned(&assigned.path)),
                    ("header", Source::Assigned(&assigned.header)),
                    ("querystring", Source::Assigned(&assigned.querystring)),
                ]);
                joined(groups, pairs(&assigned.others, from_json))
            }
            Source::ResponseOverride(assigned) => {
                let mut members = named([("header", Source::Assigned(&assigned.header))]);
                let status = assigned.status.iter();
                members.extend(status.map(|status| (key("status"), from_json(status))));
                joined(members, pairs(&assigned.others, from_json))
            }
        }
    }
}

fn key(name: &str) -> Key<'_> {
    Key(Value::text(name))
}

/// Members of what has each name once.
fn pairs<'a, N: Deref<Target = str> + 'a, T: 'a>(
    members: impl IntoIterator<Item = (&'a N, &'a T)>,
    value: impl Fn(&'a T) -> Value<'a>,
) -> Entries<'a> {
    let members = members.into_iter();
    let pairs = members.map(|(name, member)| (key(name), value(member)));
    Entries::of_distinct(pairs.collect())
}

fn named<'a, const N: usize>(maps: [(&'a str, Source<'a>); N]) -> Entries<'a> {
    let maps = maps.map(|(name, source)| (key(name), Value::Map(Map::lent(source))));
    Entries::of_distinct(Vec::from(maps))
}

fn joined<'a>(mut entries: Entries<'a>, others: Entries<'a>) -> Entries<'a> {
    entries.extend(others);
    entries
}

/// `$context`, with the overrides in it: where the context has them already, they keep their place and their members.
fn context<'a>(scope: &'a Scope<'a>) -> Entries<'a> {
    let mut entries = in_context(&scope.context);
    let (request, response) = (&scope.overrides.request, &scope.overrides.response);
    for (name, assigned) in [
        ("requestOverride", Source::RequestOverride(request)),
        ("responseOverride", Source::ResponseOverride(response)),
    ] {
        match entries.get(&key(name)) {
            Some(Value::Map(held)) => held.merge(&Map::lent(assigned)),
            _ => drop(entries.insert(key(name), Value::Map(Map::lent(assigned)))),
        }
    }
    entries
}

fn in_context<'a>(scope::Context(members): &'a scope::Context<'a>) -> Entries<'a> {
    let value = |datum: &'a Datum<'a>| match datum {
        Datum::Text(text) => Value::text(&**text),
        Datum::Object(members) => Value::Map(Map::lent(Source::InContext(members))),
        Datum::Other(value) => from_json(value),
    };
    let members = members.iter();
    let pairs = members.map(|(name, datum)| (key(name), value(datum)));
    Entries::of_distinct(pairs.collect())
}

/// What a template assigned, perhaps an earlier one.
fn from_json(value: &serde_json::Value) -> Value<'_> {
    match value {
        serde_json::Value::Object(members) => Value::Map(Map::lent(Source::Assigned(members))),
        serde_json::Value::String(text) => Value::text(text.as_str()),
        other => Value::from(Json::from(other.clone())),
    }
}
