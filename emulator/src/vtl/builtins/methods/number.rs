//! Methods of numbers and booleans: Java's `Number` and `Boolean`.
//!
//! Rule: a number's own methods come first, then the static ones of its class.

use super::{
    super::{
        Called,
        arguments::{printed, text},
    },
    static_number,
};
use crate::vtl::value::{Number, Value, hash_code};

/// The methods that take no arguments.
pub(super) const WITHOUT_ARGUMENTS: &[&str] = &[
    "intValue",
    "longValue",
    "doubleValue",
    "floatValue",
    "shortValue",
    "byteValue",
];

/// A method of a number; a static one of its class too.
pub(super) fn call<'a>(this: &Number, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    let number = match (name, arguments) {
        ("intValue", []) => Number::Int(this.to_int()),
        ("longValue", []) => Number::Long(this.to_long()),
        ("doubleValue" | "floatValue", []) => Number::Double(this.to_double()),
        ("shortValue", []) => Number::Int(i32::from(this.to_int() as i16)),
        ("byteValue", []) => Number::Int(i32::from(this.to_int() as i8)),
        ("compareTo", [Value::Number(other)]) if this.class() == other.class() => {
            Number::Int(static_number::order(this, other) as i32)
        }
        _ => return other(this, name, arguments),
    };
    Ok(Some(Value::Number(number)))
}

fn other<'a>(this: &Number, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    match (this, name, arguments) {
        (Number::Double(this), "isNaN", []) => Ok(Some(Value::Bool(this.is_nan()))),
        (Number::Double(this), "isInfinite", []) => Ok(Some(Value::Bool(this.is_infinite()))),
        _ => static_number::call(this, name, arguments),
    }
}

/// A method of `true` or `false`.
pub(super) fn call_boolean<'a>(this: bool, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    Ok(match (name, arguments) {
        ("booleanValue", []) => Some(Value::Bool(this)),
        ("compareTo", [Value::Bool(other)]) => Some(Value::int(this.cmp(other) as i32)),
        ("toString", [value @ Value::Bool(_)]) => Some(printed(value)?),
        ("valueOf", [value @ Value::Bool(_)]) => Some(value.clone()),
        ("hashCode", [value @ Value::Bool(_)]) => Some(Value::int(hash_code(value))),
        ("compare", [Value::Bool(a), Value::Bool(b)]) => Some(Value::int(a.cmp(b) as i32)),
        ("logicalAnd", [Value::Bool(a), Value::Bool(b)]) => Some(Value::Bool(*a && *b)),
        ("logicalOr", [Value::Bool(a), Value::Bool(b)]) => Some(Value::Bool(*a || *b)),
        ("logicalXor", [Value::Bool(a), Value::Bool(b)]) => Some(Value::Bool(a != b)),
        ("parseBoolean" | "valueOf", [value]) => {
            text(value).map(|text| Value::Bool(text.eq_ignore_ascii_case("true")))
        }
        _ => None,
    })
}
