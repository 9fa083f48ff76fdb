//! Sameness and order: Java's `equals`, `hashCode`, and the `==` and `<` of a template.
//!
//! Rule: every walk ends, see [`Walk`]: a list that contains itself is equal to itself alone.
//!
//! Mirrors Velocity 1.7: `==` compares numbers by value, equal classes by `equals`, anything else as text.

use std::cmp::Ordering;

use super::{List, Map, Number, Unprintable, Value, spend, text_of, walk::Walk};

/// Java's `equals`.
pub(crate) fn equal<'a>(a: &Value<'a>, b: &Value<'a>) -> bool {
    same(a, b, &mut Walk::default())
}

/// Java's `equals`, of many pairs: one walk goes through them all, so that they cost no more than one of them may.
#[derive(Debug, Default)]
pub(crate) struct Comparison(Walk);

impl Comparison {
    pub(crate) fn equal<'a>(&mut self, a: &Value<'a>, b: &Value<'a>) -> bool {
        same(a, b, &mut self.0)
    }
}

fn same<'a>(a: &Value<'a>, b: &Value<'a>, walk: &mut Walk) -> bool {
    spend(1);
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::List(a), Value::List(b)) => {
            let both = a.is_collection() && b.is_collection();
            a.is(b) || both && walk.into(|walk| same_items(a, b, walk)) == Some(true)
        }
        (Value::Map(a), Value::Map(b)) => {
            a.is(b) || walk.into(|walk| same_entries(a, b, walk)) == Some(true)
        }
        (Value::Entry(a), Value::Entry(b)) => {
            let pairs = |walk: &mut Walk| same(&a.0, &b.0, walk) && same(&a.1, &b.1, walk);
            walk.into(pairs) == Some(true)
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

fn same_items<'a>(a: &List<'a>, b: &List<'a>, walk: &mut Walk) -> bool {
    let (a, b) = (a.items(), b.items());
    a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b, walk))
}

fn same_entries<'a>(a: &Map<'a>, b: &Map<'a>, walk: &mut Walk) -> bool {
    a.len() == b.len()
        && a.entries().iter().all(|(key, value)| match b.get(key) {
            Some(other) => same(value, &other, walk),
            None => false,
        })
}

/// The `==` of a template.
pub(crate) fn loosely_equal<'a>(a: &Value<'a>, b: &Value<'a>) -> Result<bool, Unprintable> {
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
pub(crate) fn hash_code(value: &Value<'_>) -> i32 {
    hash(value, &mut Walk::default())
}

fn hash(value: &Value<'_>, walk: &mut Walk) -> i32 {
    match value {
        Value::Bool(true) => 1231,
        Value::Bool(false) => 1237,
        Value::Number(number) => hash_number(number),
        Value::Text(text) => hash_text(text),
        Value::List(list) => {
            let items = |walk: &mut Walk| {
                let items = list.items();
                items
                    .iter()
                    .fold(1, |sum, item| mixed(sum, hash(item, walk)))
            };
            walk.into(items).unwrap_or(0)
        }
        Value::Map(map) => {
            let entries = |walk: &mut Walk| {
                let entries = map.entries();
                entries.iter().fold(0, |sum: i32, (key, value)| {
                    sum.wrapping_add(hash(key, walk) ^ hash(value, walk))
                })
            };
            walk.into(entries).unwrap_or(0)
        }
        Value::Entry(entry) => {
            let pair = |walk: &mut Walk| hash(&entry.0, walk) ^ hash(&entry.1, walk);
            walk.into(pair).unwrap_or(0)
        }
        _ => 0,
    }
}

/// Java's `hashCode` of a text.
fn hash_text(text: &str) -> i32 {
    if text.is_ascii() {
        return text
            .bytes()
            .fold(0, |hash, byte| mixed(hash, i32::from(byte)));
    }
    text.encode_utf16()
        .fold(0, |hash, unit| mixed(hash, i32::from(unit)))
}

fn mixed(sum: i32, hash: i32) -> i32 {
    sum.wrapping_mul(31).wrapping_add(hash)
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
