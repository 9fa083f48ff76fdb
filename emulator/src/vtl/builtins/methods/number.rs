//! Methods of numbers and booleans.

use std::cmp::Ordering;

use super::super::{
    Called,
    arguments::{int, printed, text},
};
use crate::vtl::{
    error::Problem,
    value::{Big, Number, Value, compare},
};

/// A method of a number; the static ones of its class too, as Velocity calls them.
pub(super) fn call(this: &Number, name: &str, arguments: &[Value]) -> Called {
    let number = match (name, arguments) {
        ("intValue", []) => Number::Int(this.to_int()),
        ("longValue", []) => Number::Long(this.to_long()),
        ("doubleValue" | "floatValue", []) => Number::Double(this.to_double()),
        ("shortValue", []) => Number::Int(i32::from(this.to_int() as i16)),
        ("byteValue", []) => Number::Int(i32::from(this.to_int() as i8)),
        ("compareTo", [Value::Number(other)]) if this.class() == other.class() => {
            Number::Int(sign(compare(this, other)))
        }
        ("max", [Value::Number(a), Value::Number(b)]) if compare(a, b) == Some(Ordering::Less) => {
            b.clone()
        }
        ("max", [Value::Number(a), Value::Number(_)]) => a.clone(),
        ("min", [Value::Number(a), Value::Number(b)])
            if compare(a, b) == Some(Ordering::Greater) =>
        {
            b.clone()
        }
        ("min", [Value::Number(a), Value::Number(_)]) => a.clone(),
        _ => return other(this, name, arguments),
    };
    Ok(Some(Value::Number(number)))
}

fn other(this: &Number, name: &str, arguments: &[Value]) -> Called {
    Ok(match (this, name, arguments) {
        (_, "toString", [value @ Value::Number(_)]) => Some(printed(value)?),
        (Number::Double(this), "isNaN", []) => Some(Value::Bool(this.is_nan())),
        (Number::Double(this), "isInfinite", []) => Some(Value::Bool(this.is_infinite())),
        (Number::Int(_), "toHexString", [value]) => {
            int(value).map(|int| Value::text(format!("{int:x}")))
        }
        (Number::Int(_), "toBinaryString", [value]) => {
            int(value).map(|int| Value::text(format!("{int:b}")))
        }
        (_, _, [value]) => match text(value) {
            Some(text) => parse(this, name, text)?.map(Value::Number),
            None => None,
        },
        _ => None,
    })
}

/// `parseInt`, `valueOf` and their like.
fn parse(this: &Number, name: &str, text: &str) -> Result<Option<Number>, Problem> {
    let parsed = match (this, name) {
        (Number::Int(_), "parseInt" | "valueOf" | "decode") => text.parse().ok().map(Number::Int),
        (Number::Long(_), "parseLong" | "valueOf" | "decode") => {
            text.parse().ok().map(Number::Long)
        }
        (Number::Double(_), "parseDouble" | "valueOf") => {
            text.trim().parse().ok().map(Number::Double)
        }
        (Number::Big(_), "valueOf") => Big::parse(text).map(Number::Big),
        _ => return Ok(None),
    };
    match parsed {
        Some(number) => Ok(Some(number)),
        None => Err(Problem::new(format!("the text `{text}` is not a number"))
            .help("test it first: `#if($text.matches('-?[0-9]+'))`")),
    }
}

/// A method of `true` or `false`.
pub(super) fn call_boolean(this: bool, name: &str, arguments: &[Value]) -> Called {
    Ok(match (name, arguments) {
        ("booleanValue", []) => Some(Value::Bool(this)),
        ("compareTo", [Value::Bool(other)]) => Some(Value::int(sign(Some(this.cmp(other))))),
        ("parseBoolean" | "valueOf", [value]) => {
            text(value).map(|text| Value::Bool(text.eq_ignore_ascii_case("true")))
        }
        _ => None,
    })
}

fn sign(order: Option<Ordering>) -> i32 {
    order.map_or(1, |order| order as i32)
}
