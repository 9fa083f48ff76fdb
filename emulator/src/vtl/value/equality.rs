//! Sameness and order: Java's `equals`, `hashCode`, and the `==` and `<` of a template.
//!
//! Rule: nothing here goes deeper than [`MAX_DEPTH`]: a list that contains itself is equal to itself alone.
//!
//! Mirrors Velocity 1.7: `==` compares numbers by value, equal classes by `equals`, anything else as text.

use std::cmp::Ordering;

use super::{List, Map, Number, Unprintable, Value, text_of};
use crate::vtl::json::MAX_DEPTH;

/// Java's `equals`.
pub(crate) fn equal(a: &Value, b: &Value) -> bool {
    equal_at(a, b, 0)
}

fn equal_at(a: &Value, b: &Value, depth: usize) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::List(a), Value::List(b)) => equal_lists(a, b, depth),
        (Value::Map(a), Value::Map(b)) => equal_maps(a, b, depth),
        (Value::Entry(a), Value::Entry(b)) => {
            depth < MAX_DEPTH && equal_at(&a.0, &b.0, depth + 1) && equal_at(&a.1, &b.1, depth + 1)
        }
        (Value::Input, Value::Input) | (Value::Util, Value::Util) => true,
        _ => false,
    }
}

/// Numbers of the same class and value.
fn same_number(a: &Number, b: &Number) -> bool {
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => a == b,
        (Number::Long(a), Number::Long(b)) => a == b,
        (Number::Big(a), Number::Big(b)) => a == b,
        (Number::Double(a), Number::Double(b)) => a.to_bits() == b.to_bits(),
        (Number::Decimal(a), Number::Decimal(b)) => a == b,
        _ => false,
    }
}

fn equal_lists(a: &List, b: &List, depth: usize) -> bool {
    if a.is(b) {
        return true;
    }
    if depth >= MAX_DEPTH {
        return false;
    }
    let (a, b) = (a.items(), b.items());
    a.len() == b.len()
        && a.iter()
            .zip(b.iter())
            .all(|(a, b)| equal_at(a, b, depth + 1))
}

fn equal_maps(a: &Map, b: &Map, depth: usize) -> bool {
    if a.is(b) {
        return true;
    }
    if depth >= MAX_DEPTH || a.len() != b.len() {
        return false;
    }
    let mut pairs = a.entries().into_iter();
    pairs.all(|(key, value)| match b.get(&key) {
        Some(other) => equal_at(&value, &other, depth + 1),
        None => false,
    })
}

/// The `==` of a template.
pub(crate) fn loosely_equal(a: &Value, b: &Value) -> Result<bool, Unprintable> {
    if let (Value::Number(a), Value::Number(b)) = (a, b) {
        return Ok(compare(a, b) == Some(Ordering::Equal));
    }
    let same_class = matches!(
        (a, b),
        (Value::Bool(_), Value::Bool(_))
            | (Value::Text(_), Value::Text(_))
            | (Value::List(_), Value::List(_))
            | (Value::Map(_), Value::Map(_))
            | (Value::Entry(_), Value::Entry(_))
    );
    if same_class {
        return Ok(equal(a, b));
    }
    match (a, b) {
        (Value::Null, Value::Null) => Ok(true),
        (Value::Null, _) | (_, Value::Null) => Ok(false),
        _ => Ok(text_of(a)? == text_of(b)?),
    }
}

/// The order of two numbers, whatever their classes; `None` if one is not a number at all.
pub(crate) fn compare(a: &Number, b: &Number) -> Option<Ordering> {
    if a.is_integer() && b.is_integer() {
        return Some(match (a, b) {
            (Number::Big(_), _) | (_, Number::Big(_)) => a.to_big().cmp(&b.to_big()),
            _ => a.to_long().cmp(&b.to_long()),
        });
    }
    match (a, b) {
        (Number::Decimal(a), Number::Decimal(b)) => Some(a.compare(b)),
        _ => a.to_double().partial_cmp(&b.to_double()),
    }
}

/// Java's `hashCode`.
pub(crate) fn hash_code(value: &Value) -> i32 {
    hash_at(value, 0)
}

fn hash_at(value: &Value, depth: usize) -> i32 {
    if depth >= MAX_DEPTH {
        return 0;
    }
    match value {
        Value::Bool(true) => 1231,
        Value::Bool(false) => 1237,
        Value::Number(number) => hash_number(number),
        Value::Text(text) => text.encode_utf16().fold(0, |hash: i32, unit| {
            hash.wrapping_mul(31).wrapping_add(i32::from(unit))
        }),
        Value::List(list) => list.items().iter().fold(1, |hash: i32, item| {
            hash.wrapping_mul(31).wrapping_add(hash_at(item, depth + 1))
        }),
        Value::Map(map) => map.entries().iter().fold(0, |hash: i32, (key, value)| {
            hash.wrapping_add(hash_at(key, depth + 1) ^ hash_at(value, depth + 1))
        }),
        Value::Entry(entry) => hash_at(&entry.0, depth + 1) ^ hash_at(&entry.1, depth + 1),
        _ => 0,
    }
}

fn hash_number(number: &Number) -> i32 {
    let folded = |bits: u64| (bits ^ (bits >> 32)) as u32 as i32;
    match number {
        Number::Int(int) => *int,
        Number::Long(long) => folded(long.cast_unsigned()),
        Number::Double(double) => folded(double.to_bits()),
        _ => folded(number.to_double().to_bits()),
    }
}
