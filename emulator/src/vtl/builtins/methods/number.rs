//! Methods of numbers and booleans.

use std::cmp::Ordering;

use super::super::{
    Called,
    arguments::{printed, text},
};
use crate::vtl::{
    error::Problem,
    value::{Number, Value, compare},
};

/// The methods that take no arguments.
pub(super) const WITHOUT_ARGUMENTS: &[&str] = &[
    "intValue",
    "longValue",
    "doubleValue",
    "floatValue",
    "shortValue",
    "byteValue",
];

/// A method of a number; the static ones of its class too, as Velocity calls them.
pub(super) fn call<'a>(this: &Number, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    let number = match (name, arguments) {
        ("intValue", []) => Number::Int(this.to_int()),
        ("longValue", []) => Number::Long(this.to_long()),
        ("doubleValue" | "floatValue", []) => Number::Double(this.to_double()),
        ("shortValue", []) => Number::Int(i32::from(this.to_int() as i16)),
        ("byteValue", []) => Number::Int(i32::from(this.to_int() as i8)),
        ("compareTo", [Value::Number(other)]) if this.class() == other.class() => {
            Number::Int(sign(compare(this, other)))
        }
        ("max" | "min", [a, b]) => match (widened(this, a), widened(this, b)) {
            (Some(a), Some(b)) => {
                let other = if name == "max" {
                    Ordering::Less
                } else {
                    Ordering::Greater
                };
                if compare(&a, &b) == Some(other) { b } else { a }
            }
            _ => return Ok(None),
        },
        _ => return other(this, name, arguments),
    };
    Ok(Some(Value::Number(number)))
}

fn other<'a>(this: &Number, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    Ok(match (this, name, arguments) {
        (_, "toString", [value]) => match widened(this, value) {
            Some(number) => Some(printed(&Value::Number(number))?),
            None => None,
        },
        (Number::Double(this), "isNaN", []) => Some(Value::Bool(this.is_nan())),
        (Number::Double(this), "isInfinite", []) => Some(Value::Bool(this.is_infinite())),
        (Number::Double(_), "isNaN" | "isInfinite", [value]) => match widened(this, value) {
            Some(number) => return other(&number, name, &[]),
            None => None,
        },
        (_, "toHexString" | "toBinaryString", [value]) => match (widened(this, value), name) {
            (Some(Number::Int(int)), "toHexString") => Some(Value::text(format!("{int:x}"))),
            (Some(Number::Int(int)), _) => Some(Value::text(format!("{int:b}"))),
            (Some(Number::Long(long)), "toHexString") => Some(Value::text(format!("{long:x}"))),
            (Some(Number::Long(long)), _) => Some(Value::text(format!("{long:b}"))),
            _ => None,
        },
        (
            Number::Big(_),
            "valueOf",
            [Value::Number(number @ (Number::Int(_) | Number::Long(_)))],
        ) => Some(Value::Number(Number::big(number.to_big()))),
        (_, "valueOf", [value @ Value::Number(_)]) => widened(this, value).map(Value::Number),
        (_, _, [value]) => match text(value) {
            Some(text) => parse(this, name, text)?.map(Value::Number),
            None => None,
        },
        _ => None,
    })
}

/// An argument of a static method, in the class of the number that it is called on, as far as Java widens by itself.
fn widened(this: &Number, value: &Value<'_>) -> Option<Number> {
    match (this, value) {
        (Number::Int(_), Value::Number(number @ Number::Int(_))) => Some(number.clone()),
        (Number::Long(_), Value::Number(number @ (Number::Int(_) | Number::Long(_)))) => {
            Some(Number::Long(number.to_long()))
        }
        (
            Number::Double(_),
            Value::Number(number @ (Number::Int(_) | Number::Long(_) | Number::Double(_))),
        ) => Some(Number::Double(number.to_double())),
        _ => None,
    }
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
        _ => return Ok(None),
    };
    match parsed {
        Some(number) => Ok(Some(number)),
        None => Err(Problem::new(format!("the text `{text}` is not a number"))
            .help("test it first: `#if($text.matches('-?[0-9]+'))`")),
    }
}

/// A method of `true` or `false`.
pub(super) fn call_boolean<'a>(this: bool, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    Ok(match (name, arguments) {
        ("booleanValue", []) => Some(Value::Bool(this)),
        ("compareTo", [Value::Bool(other)]) => Some(Value::int(sign(Some(this.cmp(other))))),
        ("toString", [value @ Value::Bool(_)]) => Some(printed(value)?),
        ("valueOf", [value @ Value::Bool(_)]) => Some(value.clone()),
        ("parseBoolean" | "valueOf", [value]) => {
            text(value).map(|text| Value::Bool(text.eq_ignore_ascii_case("true")))
        }
        _ => None,
    })
}

fn sign(order: Option<Ordering>) -> i32 {
    order.map_or(1, |order| order as i32)
}
