//! What Java takes where.
//!
//! Rule: a parameter of type `int` takes an `Integer`, not a `Long`; one of type `String` takes nothing else.

use crate::vtl::value::{Number, Unprintable, Value, text_of, too_long};

/// An `int`.
pub(super) fn int(value: &Value<'_>) -> Option<i32> {
    match value {
        Value::Number(Number::Int(int)) => Some(*int),
        _ => None,
    }
}

/// Every argument as a text, if each is one.
pub(super) fn texts<'v>(arguments: &'v [Value<'_>]) -> Option<Vec<&'v str>> {
    arguments.iter().map(text).collect()
}

/// A `String`.
pub(super) fn text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// `toString()`
pub(super) fn printed<'a>(value: &Value<'a>) -> Result<Value<'a>, Unprintable> {
    Ok(Value::Text(text_of(value)?))
}

/// A new text, unless it is too long.
pub(super) fn made<'a>(text: String) -> Result<Value<'a>, Unprintable> {
    too_long(text.len())?;
    Ok(Value::text(text))
}
