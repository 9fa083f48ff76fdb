//! What Java takes where.
//!
//! Rule: a parameter of type `int` takes an `Integer`, not a `Long`; one of type `String` takes nothing else.

use crate::vtl::value::{Number, Unprintable, Value, text_of, too_long};

/// An `int`.
pub(super) fn int(value: &Value) -> Option<i32> {
    match value {
        Value::Number(Number::Int(int)) => Some(*int),
        _ => None,
    }
}

/// Every argument as a text, if each is one.
pub(super) fn texts(arguments: &[Value]) -> Option<Vec<&str>> {
    arguments.iter().map(text).collect()
}

/// A `String`.
pub(super) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// `toString()`
pub(super) fn printed(value: &Value) -> Result<Value, Unprintable> {
    Ok(Value::Text(text_of(value)?))
}

/// A new text, unless it is too long.
pub(super) fn made(text: String) -> Result<Value, Unprintable> {
    too_long(text.len())?;
    Ok(Value::text(text))
}
