//! The Java methods of a template's values, one file a class.
//!
//! Rule: what Java has and a template may sensibly call is here; anything else is no method, and so the empty
//! text. Arguments are matched as Java picks an overload.

mod list;
mod map;
mod number;
mod static_number;
mod text;

use std::rc::Rc;

use super::{Called, arguments::printed};
use crate::vtl::{
    Caches,
    error::Problem,
    value::{Loop, Number, Value, equal, hash_code, spend, spend_text},
};

/// `receiver.name(arguments)`, where it is a method of the receiver's own class.
pub(super) fn of_class<'a>(
    caches: &Caches,
    receiver: &Value<'a>,
    name: &str,
    arguments: &[Value<'a>],
) -> Called<'a> {
    pay(receiver, name);
    match receiver {
        Value::Text(this) => text::call(caches, this, name, arguments),
        Value::List(this) => list::call(this, name, arguments),
        Value::Map(this) => map::call(this, name, arguments),
        Value::Number(this) => number::call(this, name, arguments),
        Value::Bool(this) => number::call_boolean(*this, name, arguments),
        _ => Ok(getter(receiver, name, arguments)),
    }
}

/// `receiver.name(arguments)`, where it is none of its class: a method of every object, or no method at all. One that takes
/// no arguments is found whatever it is given, as in Velocity, and throws.
pub(super) fn of_any<'a>(receiver: &Value<'a>, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    Ok(Some(match (name, arguments) {
        ("toString", []) => printed(receiver)?,
        ("equals", [other]) => Value::Bool(equal(receiver, other)),
        ("hashCode", []) => Value::int(hash_code(receiver)),
        ("getClass", []) => Value::text(format!("class {}", receiver.class())),
        ("compareTo", [_]) if is_ordered(receiver) => {
            return Err(Problem::new("only what is of one class can be compared")
                .help("numbers of any class compare with `<`, texts with `==`"));
        }
        (_, [_, ..]) if takes_nothing(receiver, name) => {
            return Err(Problem::new(format!(
                "`{name}` does not take these arguments"
            )));
        }
        _ => return Ok(None),
    }))
}

/// Whether its class has a method of this name without arguments.
fn takes_nothing(receiver: &Value<'_>, name: &str) -> bool {
    let own: &[&str] = match receiver {
        Value::Text(_) => text::WITHOUT_ARGUMENTS,
        Value::List(_) => list::WITHOUT_ARGUMENTS,
        Value::Map(_) => map::WITHOUT_ARGUMENTS,
        Value::Number(_) => number::WITHOUT_ARGUMENTS,
        Value::Bool(_) => &["booleanValue"],
        Value::Input => &["getBody", "params"],
        _ => &[],
    };
    let of_doubles = matches!(receiver, Value::Number(Number::Double(_)))
        && matches!(name, "isNaN" | "isInfinite");
    own.contains(&name)
        || of_doubles
        || matches!(name, "toString" | "hashCode" | "getClass")
        || getter(receiver, name, &[]).is_some()
}

/// Whether its class has a `compareTo`.
fn is_ordered(receiver: &Value<'_>) -> bool {
    matches!(receiver, Value::Text(_) | Value::Number(_) | Value::Bool(_))
}

/// Counts what a call costs, by the size of what it works on.
fn pay(receiver: &Value<'_>, name: &str) {
    match receiver {
        Value::Text(text) => spend_text(text.len()),
        Value::List(list) => match name {
            "get" | "set" | "add" | "size" | "isEmpty" | "hasNext" | "next" => {}
            _ => spend(list.len()),
        },
        Value::Map(map) => match name {
            "get" | "put" | "size" | "isEmpty" | "containsKey" => {}
            _ => spend(map.len()),
        },
        _ => {}
    }
}

/// `getKey()`, `hasNext()`, `isFirst()`: what can be written as a property too.
fn getter<'a>(receiver: &Value<'a>, name: &str, arguments: &[Value<'a>]) -> Option<Value<'a>> {
    if !arguments.is_empty() {
        return None;
    }
    let stripped = name.strip_prefix("get").or_else(|| name.strip_prefix("is"));
    let property_name = match stripped {
        Some(rest) => rest[..rest.len().min(1)].to_lowercase() + rest.get(1..).unwrap_or_default(),
        None if name == "hasNext" => name.to_owned(),
        None => return None,
    };
    property(receiver, &property_name)
}

/// `holder.name` of what is no map: a getter without its `get` or `is`.
pub(super) fn property<'a>(holder: &Value<'a>, name: &str) -> Option<Value<'a>> {
    match (holder, name) {
        (Value::Entry(entry), "key") => Some(entry.0.clone()),
        (Value::Entry(entry), "value") => Some(entry.1.clone()),
        (Value::Loop(state), _) => loop_property(state, name),
        (Value::Text(text), "empty") => Some(Value::Bool(text.is_empty())),
        (Value::Text(text), "blank") => Some(Value::Bool(text.trim().is_empty())),
        (Value::List(list), "empty") if list.is_collection() => Some(Value::Bool(list.len() == 0)),
        _ => None,
    }
}

fn loop_property<'a>(state: &Rc<Loop>, name: &str) -> Option<Value<'a>> {
    Some(match name {
        "index" => Value::size(state.index.get()),
        "count" => Value::size(state.index.get() + 1),
        "hasNext" => Value::Bool(state.has_next.get()),
        "first" => Value::Bool(state.index.get() == 0),
        "last" => Value::Bool(!state.has_next.get()),
        "parent" => Value::Loop(Rc::clone(state.parent.as_ref()?)),
        "topmost" => {
            let mut topmost = state;
            while let Some(parent) = &topmost.parent {
                topmost = parent;
            }
            Value::Loop(Rc::clone(topmost))
        }
        _ => return None,
    })
}
