//! The static methods of Java's number classes, which Velocity calls on any number of the class.
//!
//! Rule: an argument of a narrower class is widened, as Java does by itself; one of a wider class is not taken.

use std::{cmp::Ordering, num::ParseIntError};

use super::super::{
    Called,
    arguments::{int, printed, text},
};
use crate::vtl::{
    error::Problem,
    value::{Number, Value, compare, hash_code},
};

/// A static method of the class of `this`.
pub(super) fn call<'a>(this: &Number, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    let widened = |value| widened(this, value);
    Ok(match arguments {
        [value] => match (text(value), widened(value)) {
            (Some(text), _) => parse(this, name, text, 10)?.map(Value::Number),
            (_, Some(number)) => of_one(&number, name)?,
            _ => of_none_of_the_class(this, name, value),
        },
        [first, second] => match (text(first), widened(first), widened(second), int(second)) {
            (Some(text), _, _, Some(radix)) => {
                parse_in(this, name, text, radix)?.map(Value::Number)
            }
            (_, Some(number), _, Some(radix)) if name == "toString" => in_radix(&number, radix),
            (_, Some(a), Some(b), _) => of_two(a, b, name),
            _ => None,
        },
        _ => None,
    })
}

/// An argument in the class of the number that the method is called on, as far as Java widens by itself.
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

fn of_one<'a>(number: &Number, name: &str) -> Called<'a> {
    Ok(Some(match (number, name) {
        (_, "toString") => printed(&Value::Number(number.clone()))?,
        (_, "valueOf") => Value::Number(number.clone()),
        (_, "hashCode") => Value::int(hash_code(&Value::Number(number.clone()))),
        (Number::Double(double), "isNaN") => Value::Bool(double.is_nan()),
        (Number::Double(double), "isInfinite") => Value::Bool(double.is_infinite()),
        (Number::Double(double), "isFinite") => Value::Bool(double.is_finite()),
        (Number::Int(int), "toHexString") => Value::text(format!("{int:x}")),
        (Number::Int(int), "toOctalString") => Value::text(format!("{int:o}")),
        (Number::Int(int), "toBinaryString") => Value::text(format!("{int:b}")),
        (Number::Int(int), "signum") => Value::int(int.signum()),
        (Number::Long(long), "toHexString") => Value::text(format!("{long:x}")),
        (Number::Long(long), "toOctalString") => Value::text(format!("{long:o}")),
        (Number::Long(long), "toBinaryString") => Value::text(format!("{long:b}")),
        (Number::Long(long), "signum") => {
            Value::int(if *long < 0 { -1 } else { i32::from(*long > 0) })
        }
        _ => return Ok(None),
    }))
}

/// What `BigInteger` takes.
fn of_none_of_the_class<'a>(this: &Number, name: &str, value: &Value<'a>) -> Option<Value<'a>> {
    match (this, name, value) {
        (Number::Big(_), "valueOf", Value::Number(number @ (Number::Int(_) | Number::Long(_)))) => {
            Some(Value::Number(Number::big(number.to_big())))
        }
        _ => None,
    }
}

fn of_two<'a>(a: Number, b: Number, name: &str) -> Option<Value<'a>> {
    let order = order(&a, &b);
    let one_is_none = [&a, &b].iter().any(|number| number.to_double().is_nan());
    Some(match (name, &a, &b) {
        ("compare", ..) => Value::int(order as i32),
        ("max" | "min", ..) if one_is_none => Value::Number(Number::Double(f64::NAN)),
        ("max", ..) => Value::Number(if order == Ordering::Less { b } else { a }),
        ("min", ..) => Value::Number(if order == Ordering::Greater { b } else { a }),
        ("sum", Number::Int(a), Number::Int(b)) => Value::int(a.wrapping_add(*b)),
        ("sum", Number::Long(a), Number::Long(b)) => {
            Value::Number(Number::Long(a.wrapping_add(*b)))
        }
        ("sum", Number::Double(a), Number::Double(b)) => Value::Number(Number::Double(a + b)),
        _ => return None,
    })
}

/// Java's order: of doubles, `-0.0` comes before `0.0`, and `NaN` last.
pub(super) fn order(a: &Number, b: &Number) -> Ordering {
    let none_is_positive = |double: f64| if double.is_nan() { f64::NAN } else { double };
    match (a, b) {
        (Number::Double(a), Number::Double(b)) => {
            none_is_positive(*a).total_cmp(&none_is_positive(*b))
        }
        _ => compare(a, b).unwrap_or(Ordering::Equal),
    }
}

/// The digits of an integer; a radix that there is not counts as 10.
fn in_radix<'a>(number: &Number, radix: i32) -> Option<Value<'a>> {
    if !number.is_integer() {
        return None;
    }
    let radix = u32::try_from(radix)
        .ok()
        .filter(|radix| (2..=36).contains(radix))
        .unwrap_or(10);
    let (mut rest, mut digits) = (number.to_long().unsigned_abs(), Vec::new());
    while rest > 0 || digits.is_empty() {
        let digit = u32::try_from(rest % u64::from(radix)).unwrap_or_default();
        digits.extend(char::from_digit(digit, radix));
        rest /= u64::from(radix);
    }
    if number.to_long() < 0 {
        digits.push('-');
    }
    Some(Value::text(digits.into_iter().rev().collect::<String>()))
}

fn parse_in(this: &Number, name: &str, text: &str, radix: i32) -> Result<Option<Number>, Problem> {
    if !matches!(name, "parseInt" | "parseLong" | "valueOf") || !this.is_integer() {
        return Ok(None);
    }
    match u32::try_from(radix) {
        Ok(radix @ 2..=36) => parse(this, name, text, radix),
        _ => Err(
            Problem::new(format!("there are no numbers in base {radix}"))
                .help("a base is a number from 2 to 36"),
        ),
    }
}

/// `parseInt`, `valueOf` and their like.
fn parse(this: &Number, name: &str, text: &str, radix: u32) -> Result<Option<Number>, Problem> {
    let parsed = match (this, name) {
        (Number::Int(_), "parseInt" | "valueOf") => {
            i32::from_str_radix(text, radix).ok().map(Number::Int)
        }
        (Number::Int(_), "decode") => decode(text, i32::from_str_radix).map(Number::Int),
        (Number::Long(_), "parseLong" | "valueOf") => {
            i64::from_str_radix(text, radix).ok().map(Number::Long)
        }
        (Number::Long(_), "decode") => decode(text, i64::from_str_radix).map(Number::Long),
        (Number::Double(_), "parseDouble" | "valueOf") => double(text).map(Number::Double),
        _ => return Ok(None),
    };
    match parsed {
        Some(number) => Ok(Some(number)),
        None => Err(Problem::new(format!("the text `{text}` is not a number"))
            .help("test it first: `#if($text.matches('-?[0-9]+'))`")),
    }
}

/// `0x1f`, `#1f`, `017`, `17`, with a sign before.
fn decode<T>(text: &str, parse: fn(&str, u32) -> Result<T, ParseIntError>) -> Option<T> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { "-" } else { "" };
    let hexadecimal = ["0x", "0X", "#"]
        .iter()
        .find_map(|prefix| digits.strip_prefix(prefix));
    let (digits, radix) = match (hexadecimal, digits.strip_prefix('0')) {
        (Some(digits), _) => (digits, 16),
        (None, Some(rest)) if !rest.is_empty() => (rest, 8),
        _ => (digits, 10),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    parse(&format!("{sign}{digits}"), radix).ok()
}

/// As Java reads one: with blanks around it and a letter for its type, and no other words than `NaN` and `Infinity`.
fn double(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c| c <= ' ');
    let size = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(size, "NaN" | "Infinity") {
        return text.parse().ok();
    }
    let is_word = size.starts_with(|c: char| c.is_ascii_alphabetic());
    let number = text.strip_suffix(['d', 'D', 'f', 'F']).unwrap_or(text);
    if is_word { None } else { number.parse().ok() }
}
