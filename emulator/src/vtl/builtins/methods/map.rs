//! Methods of maps: Java's `LinkedHashMap`.
//!
//! Rule: what gives the old value gives null where there was none, and null prints as nothing. `keySet`, `values`
//! and `entrySet` are made anew: a change to one does not show in the map, as it would in Java.

use std::rc::Rc;

use super::super::Called;
use crate::vtl::{
    error::Problem,
    eval::MAX_ITEMS,
    value::{Comparison, List, Map, Value},
};

/// The methods that take no arguments.
pub(super) const WITHOUT_ARGUMENTS: &[&str] =
    &["size", "isEmpty", "keySet", "values", "entrySet", "clear"];

pub(super) fn call<'a>(this: &Map<'a>, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    Ok(Some(match (name, arguments) {
        ("size", []) => Value::size(this.len()),
        ("isEmpty", []) => Value::Bool(this.len() == 0),
        ("get", [key]) => this.get(key).unwrap_or(Value::Null),
        ("getOrDefault", [key, default]) => this.get(key).unwrap_or_else(|| default.clone()),
        ("containsKey", [key]) => Value::Bool(this.get(key).is_some()),
        ("containsValue", [value]) => {
            let (entries, mut comparison) = (this.entries(), Comparison::default());
            Value::Bool(
                entries
                    .iter()
                    .any(|(_, held)| comparison.equal(held, value)),
            )
        }
        ("keySet", []) => collection(this, |key, _| key.clone()),
        ("values", []) => collection(this, |_, value| value.clone()),
        ("entrySet", []) => collection(this, |key, value| {
            Value::Entry(Rc::new((key.clone(), value.clone())))
        }),
        _ => return change(this, name, arguments),
    }))
}

fn collection<'a>(this: &Map<'a>, part: impl Fn(&Value<'a>, &Value<'a>) -> Value<'a>) -> Value<'a> {
    Value::List(List::collection(this.clone(), this.collect(part)))
}

fn change<'a>(this: &Map<'a>, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    Ok(Some(match (name, arguments) {
        ("put", [key, value]) => {
            room(this, 1)?;
            this.put(key.clone(), value.clone()).unwrap_or(Value::Null)
        }
        ("putIfAbsent", [key, value]) => match this.get(key) {
            Some(held) if !matches!(held, Value::Null) => held,
            _ => {
                room(this, 1)?;
                this.put(key.clone(), value.clone());
                Value::Null
            }
        },
        ("putAll", [Value::Map(other)]) => {
            room(this, other.len())?;
            this.put_all(other);
            Value::text("")
        }
        ("replace", [key, value]) => match this.get(key) {
            Some(_) => this.put(key.clone(), value.clone()).unwrap_or(Value::Null),
            None => Value::Null,
        },
        ("remove", [key]) => this.remove(key).unwrap_or(Value::Null),
        ("clear", []) => {
            this.clear();
            Value::text("")
        }
        _ => return Ok(None),
    }))
}

fn room(this: &Map<'_>, more: usize) -> Result<(), Problem> {
    if this.len() + more <= MAX_ITEMS {
        return Ok(());
    }
    Err(
        Problem::new(format!("a map holds at most {MAX_ITEMS} members"))
            .help("print the members as they come, instead of keeping them"),
    )
}
