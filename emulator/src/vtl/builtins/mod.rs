//! What a template finds ready: `$input`, `$util`, `$context`, `$stageVariables`, and the methods of its values.
//!
//! Rule: no such method is not an error, it is nothing. An error is what Java would throw.

mod arguments;
mod input;
pub(super) mod java_regex;
mod methods;
mod units;
mod util;

use std::cell::{OnceCell, RefCell};

use self::input::Body;
use super::{
    Caches,
    error::Problem,
    names::Variable,
    scope::{Members, Overrides, RequestOverride, ResponseOverride, Scope},
    value::{Map, Value, begin, to_json},
};

/// What a method gives; `None` where there is no such method.
pub(super) type Called = Result<Option<Value>, Problem>;

/// The built-in values of one rendering.
pub(super) struct Builtins<'a> {
    scope: &'a Scope,
    caches: &'a Caches,
    body: OnceCell<Body>,
    params: Map,
    context: Map,
    /// Lists and maps that hold others: they are emptied at the end, so that none that contains itself stays.
    tied: RefCell<Vec<Value>>,
}

impl<'a> Builtins<'a> {
    pub(super) fn new(scope: &'a Scope, caches: &'a Caches) -> Self {
        begin(scope.body.as_ref().map_or(0, String::len));
        Builtins {
            scope,
            caches,
            body: OnceCell::new(),
            params: input::params(&scope.params),
            context: context(scope),
            tied: RefCell::default(),
        }
    }

    /// So many variables, with those that are there from the beginning.
    pub(super) fn variables(&self, count: usize) -> Vec<Value> {
        let stage_variables = self.scope.stage_variables.iter();
        let stage_variables = stage_variables
            .map(|(name, value)| (Value::text(name.as_str()), Value::text(value.as_str())));
        let stage_variables = Value::Map(Map::new(stage_variables));
        let mut variables = vec![Value::Null; count];
        for (variable, value) in [
            (Variable::INPUT, Value::Input),
            (Variable::UTIL, Value::Util),
            (Variable::CONTEXT, Value::Map(self.context.clone())),
            (Variable::STAGE_VARIABLES, stage_variables),
        ] {
            variables[variable.place()] = value;
        }
        variables
    }

    /// `holder.name`; null where there is no such member.
    pub(super) fn member(&self, holder: &Value, name: &str) -> Value {
        match (holder, name) {
            (Value::Input, "body") => Value::text(self.body_text()),
            (_, "class") => Value::text(format!("class {}", holder.class())),
            (Value::Map(map), _) => map.member(name).unwrap_or(Value::Null),
            _ => methods::property(holder, name).unwrap_or(Value::Null),
        }
    }

    /// `receiver.name(arguments)`. A method without arguments is found whatever it is given, as in Velocity, and throws.
    pub(super) fn call(&self, receiver: &Value, name: &str, arguments: &[Value]) -> Called {
        match self.called(receiver, name, arguments)? {
            None if !arguments.is_empty() && methods::takes_nothing(receiver, name) => Err(
                Problem::new(format!("`{name}` does not take these arguments")),
            ),
            found => Ok(found),
        }
    }

    fn called(&self, receiver: &Value, name: &str, arguments: &[Value]) -> Called {
        let own = match receiver {
            Value::Input => self.input(name, arguments)?,
            Value::Util => util::call(name, arguments)?,
            _ => None,
        };
        if own.is_some() {
            return Ok(own);
        }
        self.tie(receiver, arguments);
        methods::call(self.caches, receiver, name, arguments)
    }

    /// Remembers a list or a map that gets another into it.
    pub(super) fn tie(&self, holder: &Value, held: &[Value]) {
        if held.iter().any(may_contain) {
            self.tied.borrow_mut().push(holder.clone());
        }
    }

    /// What the template assigned.
    pub(super) fn overrides(&self) -> Result<Overrides, Problem> {
        let members = |name| match self.context.member(name) {
            Some(Value::Map(map)) => match to_json(&Value::Map(map))? {
                serde_json::Value::Object(members) => Ok(members),
                _ => Ok(Members::new()),
            },
            _ => Ok::<_, Problem>(Members::new()),
        };
        Ok(Overrides {
            request: RequestOverride::from_members(members("requestOverride")?),
            response: ResponseOverride::from_members(members("responseOverride")?),
        })
    }
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
fn may_contain(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_) | Value::Entry(_))
}

/// `$context`, with the overrides in it: where the context has them already, they keep their place and their
/// members.
fn context(scope: &Scope) -> Map {
    let none = Members::new();
    let context = Map::context(scope.context.as_object().unwrap_or(&none));
    let overrides = [
        ("requestOverride", scope.overrides.request.to_members()),
        ("responseOverride", scope.overrides.response.to_members()),
    ];
    for (name, members) in overrides {
        let held = match context.member(name) {
            Some(Value::Map(held)) => held,
            _ => {
                let held = Map::silent([]);
                context.put(Value::text(name), Value::Map(held.clone()));
                held
            }
        };
        for (group, assigned) in &members {
            match (held.member(group), assigned) {
                (Some(Value::Map(group)), serde_json::Value::Object(assigned)) => {
                    group.put_all(assigned);
                }
                _ => held.put_all([(group, assigned)]),
            }
        }
    }
    context
}
