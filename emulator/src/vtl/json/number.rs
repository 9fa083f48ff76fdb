//! A number in a text: how far it reaches and which of Java's numbers it becomes.
//!
//! Rule: digits alone are an integer of any size; with a point or an exponent they are a `Double`, or, in more than
//! 18 characters, a `BigDecimal`. A lone `-` is 0. One known difference: of an integer with a control character
//! right behind it, json-smart makes a wrong number.

use super::{Decimal, Json, reader::Reader};

/// More characters than this, and a number with a point or an exponent is kept exactly.
const LONGEST_DOUBLE: usize = 18;

/// What a number looked like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Integer,
    Fraction,
    /// An exponent without a digit or a sign: a text after all.
    Broken,
}

/// Goes to behind the number that begins here with a digit or `-`.
pub(super) fn skip(reader: &mut Reader<'_>) -> Shape {
    reader.at += 1;
    skip_digits(reader);
    let mut shape = Shape::Integer;
    if reader.byte() == b'.' {
        shape = Shape::Fraction;
        reader.at += 1;
        skip_digits(reader);
    }
    if !matches!(reader.byte(), b'e' | b'E') {
        return shape;
    }
    reader.at += 1;
    if !matches!(reader.byte(), b'+' | b'-' | b'0'..=b'9') {
        return Shape::Broken;
    }
    reader.at += 1;
    skip_digits(reader);
    Shape::Fraction
}

fn skip_digits(reader: &mut Reader<'_>) {
    while reader.byte().is_ascii_digit() {
        reader.at += 1;
    }
}

/// The number that `text` says.
pub(super) fn parse(text: &str, shape: Shape) -> Option<Json> {
    match shape {
        Shape::Integer => Some(integer(text)),
        Shape::Broken => None,
        Shape::Fraction if text.len() > LONGEST_DOUBLE => {
            Decimal::parse(text).map(Json::BigDecimal)
        }
        Shape::Fraction => text.parse().ok().map(Json::Double),
    }
}

/// `text` is digits, perhaps behind a `-`.
fn integer(text: &str) -> Json {
    if let Ok(integer) = text.parse() {
        return Json::Integer(integer);
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Json::Integer(0);
    }
    Json::BigInteger(format!("{sign}{digits}"))
}
