//! Operators between two values.
//!
//! Rule: nothing here is an error but what would be too large. `+` joins where one side is a text; arithmetic on
//! anything but numbers is null, and so is a division by zero; order is for numbers alone.
//!
//! Mirrors the operator nodes of Velocity 1.7.

use std::{cmp::Ordering, ops::Range};

use super::limits::unprintable;
use crate::vtl::{
    ast::Operator,
    error::Fault,
    value::{
        Number, Value, compare, divide, loosely_equal, made_text, minus, modulo, plus, spend_text,
        text_of, times, too_long,
    },
};

/// The largest integer, in digits, that arithmetic makes.
const MAX_DIGITS: usize = 10_000;

impl Operator {
    /// `&&` and `||`, which are not applied here: they do not always look at both sides.
    pub(super) fn is_logical(self) -> bool {
        matches!(self, Operator::And | Operator::Or)
    }

    pub(super) fn is_arithmetic(self) -> bool {
        use Operator::*;
        matches!(self, Plus | Minus | Times | Divide | Modulo)
    }
}

/// Computes `left operator right`; null where that has no value.
pub(super) fn apply<'a>(
    operator: Operator,
    left: &Value<'a>,
    right: &Value<'a>,
    place: &Range<usize>,
) -> Result<Value<'a>, Fault> {
    match operator {
        Operator::Equal | Operator::NotEqual => {
            let equal =
                loosely_equal(left, right).map_err(|reason| unprintable(reason, place.clone()))?;
            Ok(Value::Bool(equal == (operator == Operator::Equal)))
        }
        Operator::Plus if is_text(left) || is_text(right) => concatenate(left, right, place),
        _ => match (left, right) {
            (Value::Number(left), Value::Number(right)) => numeric(operator, left, right, place),
            _ if operator.is_arithmetic() => Ok(Value::Null),
            _ => Ok(Value::Bool(false)),
        },
    }
}

/// Whether these compute as integers beyond 64 bits.
fn is_large(left: &Number, right: &Number) -> bool {
    let is_big = |number: &Number| matches!(number, Number::Big(_));
    left.is_integer() && right.is_integer() && (is_big(left) || is_big(right))
}

fn is_text(value: &Value<'_>) -> bool {
    matches!(value, Value::Text(_))
}

fn concatenate<'a>(
    left: &Value<'a>,
    right: &Value<'a>,
    place: &Range<usize>,
) -> Result<Value<'a>, Fault> {
    let fault = |reason| unprintable(reason, place.clone());
    let (left, right) = (
        text_of(left).map_err(fault)?,
        text_of(right).map_err(fault)?,
    );
    too_long(left.len() + right.len()).map_err(fault)?;
    spend_text(left.len() + right.len());
    Ok(Value::text([left, right].concat()))
}

fn numeric<'a>(
    operator: Operator,
    left: &Number,
    right: &Number,
    place: &Range<usize>,
) -> Result<Value<'a>, Fault> {
    let ordered =
        |holds: fn(Ordering) -> bool| Value::Bool(compare(left, right).is_some_and(holds));
    let result = match operator {
        Operator::Less => return Ok(ordered(Ordering::is_lt)),
        Operator::LessOrEqual => return Ok(ordered(Ordering::is_le)),
        Operator::Greater => return Ok(ordered(Ordering::is_gt)),
        Operator::GreaterOrEqual => return Ok(ordered(Ordering::is_ge)),
        Operator::Plus => Some(plus(left, right)),
        Operator::Minus => Some(minus(left, right)),
        Operator::Times => Some(times(left, right)),
        Operator::Divide => divide(left, right),
        Operator::Modulo
            if is_large(left, right) && compare(right, &Number::Int(0)) == Some(Ordering::Less) =>
        {
            return Err(Fault::new(
                "a large number has no remainder by a negative one",
                place.clone(),
            )
            .help("turn the sign of the divisor around"));
        }
        _ => modulo(left, right),
    };
    match result {
        Some(Number::Big(big)) if big.digits() > MAX_DIGITS => Err(Fault::new(
            format!("this number has more than {MAX_DIGITS} digits"),
            place.clone(),
        )),
        result => {
            if let Some(Number::Big(big)) = &result {
                made_text(big.digits());
            }
            Ok(result.map_or(Value::Null, Value::Number))
        }
    }
}
