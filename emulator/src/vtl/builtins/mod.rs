//! What a template finds ready: `$input`, `$util`, `$context`, `$stageVariables`, and the methods of its values.
//!
//! Rule: no such method is not an error, it is nothing. An error is what Java would throw.

mod arguments;
mod input;
mod java_regex;
mod methods;
mod pattern;
mod units;
mod util;

use std::cell::RefCell;

pub(super) use self::{input::Body, java_regex::compile_whole, pattern::Pattern};
use super::{
    Caches,
    error::Problem,
    names::Variable,
    scope::{Members, Overrides, RequestOverride, ResponseOverride, Scope},
    value::{Map, Source, Value, to_json},
};

/// What a method gives; `None` where there is no such method.
pub(super) type Called<'a> = Result<Option<Value<'a>>, Problem>;

/// The built-in values of one rendering.
pub(super) struct Builtins<'a> {
    scope: &'a Scope<'a>,
    caches: &'a Caches,
    body: &'a Body,
    params: Map<'a>,
    context: Map<'a>,
    /// Lists and maps that hold others: they are emptied at the end, so that none that contains itself stays.
    tied: RefCell<Vec<Value<'a>>>,
}

impl<'a> Builtins<'a> {
    /// `body` is where the body is kept once it is parsed.
    pub(super) fn new(scope: &'a Scope<'a>, caches: &'a Caches, body: &'a Body) -> Self {
        Builtins {
            scope,
            caches,
            body,
            params: Map::lent(Source::Params(&scope.params)),
            context: Map::lent(Source::Context(scope)),
            tied: RefCell::default(),
        }
    }

    /// So many variables, with those that are there from the beginning.
    pub(super) fn variables(&self, count: usize) -> Vec<Value<'a>> {
        let stage_variables = Map::lent(Source::Texts(&self.scope.stage_variables));
        let mut variables: Vec<_> = (0..count).map(|_| Value::Null).collect();
        for (variable, value) in [
            (Variable::INPUT, Value::Input),
            (Variable::UTIL, Value::Util),
            (Variable::CONTEXT, Value::Map(self.context.clone())),
            (Variable::STAGE_VARIABLES, Value::Map(stage_variables)),
        ] {
            variables[variable.place()] = value;
        }
        variables
    }

    /// `holder.name`; null where there is no such member.
    pub(super) fn member(&self, holder: &Value<'a>, name: &str) -> Value<'a> {
        match (holder, name) {
            (Value::Input, "body") => Value::text(self.body_text()),
            (_, "class") => Value::text(format!("class {}", holder.class())),
            (Value::Map(map), _) => map.member(name).unwrap_or(Value::Null),
            _ => methods::property(holder, name).unwrap_or(Value::Null),
        }
    }

    /// `receiver.name(arguments)`
    pub(super) fn call(
        &self,
        receiver: &Value<'a>,
        name: &str,
        arguments: &[Value<'a>],
    ) -> Called<'a> {
        let own = match receiver {
            Value::Input => self.input(name, arguments),
            Value::Util => util::call(name, arguments),
            _ => {
                self.tie(receiver, arguments);
                methods::of_class(self.caches, receiver, name, arguments)
            }
        };
        match own {
            Ok(None) => methods::of_any(receiver, name, arguments),
            own => own,
        }
    }

    /// Remembers a list or a map that gets another into it.
    pub(super) fn tie(&self, holder: &Value<'a>, held: &[Value<'a>]) {
        if held.iter().any(may_contain) {
            self.tied.borrow_mut().push(holder.clone());
        }
    }

    /// What the template assigned.
    pub(super) fn overrides(&self) -> Result<Overrides, Problem> {
        let before = &self.scope.overrides;
        let (request, response) = (
            self.context.member("requestOverride"),
            self.context.member("responseOverride"),
        );
        Ok(Overrides {
            request: match untouched(request.as_ref()) {
                Some(Source::RequestOverride(_)) => before.request.clone(),
                _ => RequestOverride::from_members(members(request)?),
            },
            response: match untouched(response.as_ref()) {
                Some(Source::ResponseOverride(_)) => before.response.clone(),
                _ => ResponseOverride::from_members(members(response)?),
            },
        })
    }
}

/// What an override is as long as nobody looks into it.
fn untouched<'a>(held: Option<&Value<'a>>) -> Option<Source<'a>> {
    match held {
        Some(Value::Map(held)) => held.untouched(),
        _ => None,
    }
}

fn members(held: Option<Value<'_>>) -> Result<Members, Problem> {
    let Some(held @ Value::Map(_)) = held else {
        return Ok(Members::new());
    };
    Ok(match to_json(&held)? {
        serde_json::Value::Object(members) => members,
        _ => Members::new(),
    })
}

impl Drop for Builtins<'_> {
    fn drop(&mut self) {
        for value in self.tied.take() {
            match value {
                Value::List(list) => drop(list.change(std::mem::take)),
                Value::Map(map) => map.clear(),
                _ => {}
            }
        }
    }
}

/// Whether a list that gets this may come to contain itself.
fn may_contain(value: &Value<'_>) -> bool {
    matches!(value, Value::List(_) | Value::Map(_) | Value::Entry(_))
}
