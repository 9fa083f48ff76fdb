//! Methods of texts: Java's `String`.
//!
//! Rule: indexes count UTF-16 units, and one that is not there is an error.

use std::cmp::Ordering;

use super::{
    super::{
        Called,
        arguments::{int, made, printed, text, texts},
        java_regex, units,
    },
    list,
};
use crate::vtl::{
    Caches,
    error::Problem,
    eval::MAX_ITEMS,
    value::{List, MAX_TEXT, Style, Text, Unprintable, Value},
};

/// The methods that take no arguments.
pub(super) const WITHOUT_ARGUMENTS: &[&str] = &[
    "length",
    "isEmpty",
    "isBlank",
    "toUpperCase",
    "toLowerCase",
    "trim",
    "strip",
    "stripLeading",
    "stripTrailing",
    "intern",
    "toCharArray",
];

pub(super) fn call<'a>(
    caches: &Caches,
    this: &Text<'a>,
    name: &str,
    arguments: &[Value<'a>],
) -> Called<'a> {
    let own = match arguments {
        [] => alone(this, name),
        [one] => match (text(one), int(one)) {
            (Some(other), _) => match tests(this, name, other) {
                None => with_text(caches, this, name, other),
                found => Ok(found),
            },
            (_, Some(index)) => with_index(this, name, index),
            _ => Ok(None),
        },
        [first, second] => match (text(first), text(second), int(first), int(second)) {
            (Some(a), Some(b), ..) => with_texts(caches, this, name, a, b),
            (Some(part), _, _, Some(index)) => with_both(caches, this, name, part, index),
            (_, _, Some(start), Some(end)) => match name {
                "substring" | "subSequence" => substring(this, start, end).map(Some),
                _ => Ok(None),
            },
            _ => Ok(None),
        },
        _ => Ok(None),
    };
    match own {
        Ok(None) => of_class(name, arguments),
        own => own,
    }
}

fn alone<'a>(this: &Text<'a>, name: &str) -> Called<'a> {
    Ok(Some(match name {
        "length" => Value::size(units::length(this)),
        "isEmpty" => Value::Bool(this.is_empty()),
        "isBlank" => Value::Bool(this.trim().is_empty()),
        "toUpperCase" => made(this.to_uppercase())?,
        "toLowerCase" => made(this.to_lowercase())?,
        "trim" => Value::Text(this.part(|text| text.trim_matches(|c| c <= ' '))),
        "strip" => Value::Text(this.part(str::trim)),
        "stripLeading" => Value::Text(this.part(str::trim_start)),
        "stripTrailing" => Value::Text(this.part(str::trim_end)),
        "toString" | "intern" => Value::Text(this.clone()),
        "toCharArray" => {
            few_enough(this.len())?;
            let chars = this.chars().map(|c| Value::text(c.to_string()));
            Value::List(List::new(Style::Chars, chars.collect()))
        }
        _ => return Ok(None),
    }))
}

/// What compares with another text.
fn tests<'a>(this: &str, name: &str, other: &str) -> Option<Value<'a>> {
    Some(match name {
        "contains" => Value::Bool(this.contains(other)),
        "startsWith" => Value::Bool(this.starts_with(other)),
        "endsWith" => Value::Bool(this.ends_with(other)),
        "equals" | "contentEquals" => Value::Bool(this == other),
        "equalsIgnoreCase" => Value::Bool(folded(this) == folded(other)),
        "compareTo" => Value::int(compare(this, other)),
        "compareToIgnoreCase" => Value::int(compare(&folded(this), &folded(other))),
        "indexOf" => found(units::find(this, other, 0)),
        "lastIndexOf" => found(units::find_last(this, other, usize::MAX)),
        _ => return None,
    })
}

fn with_text<'a>(caches: &Caches, this: &str, name: &str, other: &str) -> Called<'a> {
    Ok(Some(match name {
        "concat" => made([this, other].concat())?,
        "matches" => Value::Bool(java_regex::matches(&*caches.whole_pattern(other)?, this)?),
        "split" => split(caches, this, other, 0)?,
        _ => return Ok(None),
    }))
}

fn with_index<'a>(this: &str, name: &str, index: i32) -> Called<'a> {
    Ok(Some(match name {
        "substring" => substring(this, index, i32::MAX)?,
        "charAt" => {
            let length = units::length(this);
            let at = usize::try_from(index).ok().filter(|at| *at < length);
            let at = at.ok_or_else(|| outside(index, length))?;
            Value::text(units::slice(this, at, at + 1))
        }
        "codePointAt" => match code_point(this, index) {
            Some(code) => Value::size(code),
            None => return Err(outside(index, units::length(this))),
        },
        "repeat" => {
            let times = usize::try_from(index)
                .map_err(|_| Problem::new(format!("a text cannot be repeated {index} times")))?;
            if this.len().saturating_mul(times) > MAX_TEXT {
                return Err(Unprintable::TooLong.into());
            }
            Value::text(this.repeat(times))
        }
        "indexOf" | "lastIndexOf" => match u32::try_from(index).ok().and_then(char::from_u32) {
            Some(c) => return Ok(tests(this, name, &c.to_string())),
            None => Value::int(-1),
        },
        _ => return Ok(None),
    }))
}

/// The character that begins with a unit; of the second half of one, that half.
fn code_point(text: &str, index: i32) -> Option<usize> {
    let index = usize::try_from(index).ok()?;
    let character = char::decode_utf16(text.encode_utf16().skip(index)).next()?;
    Some(match character {
        Ok(character) => character as usize,
        Err(half) => half.unpaired_surrogate().into(),
    })
}

fn with_texts<'a>(caches: &Caches, this: &Text<'a>, name: &str, a: &str, b: &str) -> Called<'a> {
    Ok(Some(match name {
        "replace" => replaced(this, a, b, usize::MAX)?,
        "replaceAll" => replace(caches, this, a, b, usize::MAX)?,
        "replaceFirst" => replace(caches, this, a, b, 1)?,
        _ => return Ok(None),
    }))
}

/// Replaces what a pattern matches. Where nobody needs an expression for that, none is run.
fn replace<'a>(
    caches: &Caches,
    this: &Text<'a>,
    pattern: &str,
    replacement: &str,
    most: usize,
) -> Result<Value<'a>, Problem> {
    let pattern = caches.pattern(pattern)?;
    match pattern.literal() {
        Some(literal) if !this.contains(literal) => Ok(Value::Text(this.clone())),
        Some(literal) if !replacement.contains(['$', '\\']) => {
            Ok(replaced(this, literal, replacement, most)?)
        }
        _ => {
            let replaced = java_regex::replace(&pattern, this, replacement, most == 1)?;
            Ok(made(replaced)?)
        }
    }
}

fn replaced<'a>(
    this: &str,
    part: &str,
    replacement: &str,
    most: usize,
) -> Result<Value<'a>, Unprintable> {
    let grown = this.matches(part).take(most).count();
    let grown = grown.saturating_mul(replacement.len());
    if this.len().saturating_add(grown) > MAX_TEXT {
        return Err(Unprintable::TooLong);
    }
    made(this.replacen(part, replacement, most))
}

fn with_both<'a>(caches: &Caches, this: &str, name: &str, part: &str, index: i32) -> Called<'a> {
    let from = usize::try_from(index);
    Ok(Some(match name {
        "indexOf" => found(units::find(this, part, from.unwrap_or(0))),
        "lastIndexOf" => match from {
            Ok(from) => found(units::find_last(this, part, from)),
            Err(_) => Value::int(-1),
        },
        "startsWith" => Value::Bool(match from {
            Ok(from) if from <= units::length(this) => {
                units::slice(this, from, units::length(this)).starts_with(part)
            }
            _ => false,
        }),
        "split" => split(caches, this, part, index)?,
        _ => return Ok(None),
    }))
}

/// The static methods of the class, which Velocity calls on any text.
fn of_class<'a>(name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    Ok(Some(match (name, arguments) {
        ("valueOf" | "copyValueOf", [Value::List(chars)]) if chars.style() == Style::Chars => {
            made(list::texts(chars)?.concat())?
        }
        ("valueOf", [value]) => printed(value)?,
        ("compare", [Value::Text(a), Value::Text(b)]) => Value::int(compare(a, b)),
        ("join", [separator, rest @ ..]) if texts(arguments).is_some() => {
            let separator = text(separator).unwrap_or_default();
            made(texts(rest).unwrap_or_default().join(separator))?
        }
        ("join", [Value::Text(separator), Value::List(items)])
            if items.is_collection() || items.style() == Style::Array =>
        {
            made(list::texts(items)?.join(&**separator))?
        }
        _ => return Ok(None),
    }))
}

fn substring<'a>(this: &str, start: i32, end: i32) -> Result<Value<'a>, Problem> {
    let length = units::length(this);
    let last = if end == i32::MAX {
        length
    } else {
        usize::try_from(end).unwrap_or(usize::MAX)
    };
    match usize::try_from(start) {
        Ok(first) if first <= last && last <= length => {
            made(units::slice(this, first, last)).map_err(Problem::from)
        }
        _ if end == i32::MAX => Err(outside(start, length)),
        _ => Err(Problem::new(format!(
            "a text of {length} characters has no part from {start} to {end}"
        ))),
    }
}

fn outside(index: i32, length: usize) -> Problem {
    Problem::new(format!(
        "there is no place {index} in a text of {length} characters"
    ))
    .help("test it first: `#if($text.length() > 0)`")
}

fn split<'a>(caches: &Caches, this: &str, pattern: &str, limit: i32) -> Result<Value<'a>, Problem> {
    let parts = java_regex::split(&*caches.pattern(pattern)?, this, limit, MAX_ITEMS)?;
    few_enough(parts.len())?;
    let parts = parts.into_iter().map(|part| Value::text(part.to_owned()));
    Ok(Value::List(List::new(Style::Array, parts.collect())))
}

/// Checks how many items an array would have.
fn few_enough(items: usize) -> Result<(), Problem> {
    if items <= MAX_ITEMS {
        return Ok(());
    }
    Err(
        Problem::new(format!("an array holds at most {MAX_ITEMS} items"))
            .help("take the text apart with `substring` and `indexOf`, or `split` it with a limit"),
    )
}

fn found<'a>(place: Option<usize>) -> Value<'a> {
    place.map_or(Value::int(-1), Value::size)
}

/// Character by character, as Java compares: `ß` is not `SS`.
fn folded(text: &str) -> String {
    let fold = |character: char| {
        let mut capitals = character.to_uppercase();
        let capital = match (capitals.next(), capitals.next()) {
            (Some(capital), None) => capital,
            _ => character,
        };
        capital.to_lowercase().next().unwrap_or(capital)
    };
    text.chars().map(fold).collect()
}

/// The first difference of two units, or else of the lengths.
fn compare(a: &str, b: &str) -> i32 {
    let (a, b): (Vec<u16>, Vec<u16>) = (a.encode_utf16().collect(), b.encode_utf16().collect());
    let differs = a.iter().zip(&b).find(|(a, b)| a.cmp(b) != Ordering::Equal);
    match differs {
        Some((a, b)) => i32::from(*a) - i32::from(*b),
        None => i32::try_from(a.len()).unwrap_or(i32::MAX) - i32::try_from(b.len()).unwrap_or(0),
    }
}
