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

pub(super) fn call(caches: &Caches, this: &Text, name: &str, arguments: &[Value]) -> Called {
    let found = match arguments {
        [] => alone(this, name)?,
        [one] => match (text(one), int(one)) {
            (Some(other), _) => match tests(this, name, other) {
                Some(found) => Some(found),
                None => with_text(caches, this, name, other)?,
            },
            (_, Some(index)) => with_index(this, name, index)?,
            _ => None,
        },
        [first, second] => match (text(first), text(second), int(first), int(second)) {
            (Some(a), Some(b), ..) => with_texts(caches, this, name, a, b)?,
            (Some(part), _, _, Some(index)) => with_both(caches, this, name, part, index)?,
            (_, _, Some(start), Some(end)) => match name {
                "substring" | "subSequence" => Some(substring(this, start, end)?),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    match found {
        Some(value) => Ok(Some(value)),
        None => of_class(name, arguments),
    }
}

fn alone(this: &Text, name: &str) -> Called {
    Ok(Some(match name {
        "length" => Value::size(units::length(this)),
        "isEmpty" => Value::Bool(this.is_empty()),
        "isBlank" => Value::Bool(this.trim().is_empty()),
        "toUpperCase" => made(this.to_uppercase())?,
        "toLowerCase" => made(this.to_lowercase())?,
        "trim" => Value::text(this.trim_matches(|c| c <= ' ')),
        "strip" => Value::text(this.trim()),
        "stripLeading" => Value::text(this.trim_start()),
        "stripTrailing" => Value::text(this.trim_end()),
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
fn tests(this: &str, name: &str, other: &str) -> Option<Value> {
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

fn with_text(caches: &Caches, this: &str, name: &str, other: &str) -> Called {
    Ok(Some(match name {
        "concat" => made([this, other].concat())?,
        "matches" => Value::Bool(java_regex::matches(&*caches.whole_regex(other)?, this)?),
        "split" => split(caches, this, other, 0)?,
        _ => return Ok(None),
    }))
}

fn with_index(this: &str, name: &str, index: i32) -> Called {
    Ok(Some(match name {
        "substring" => substring(this, index, i32::MAX)?,
        "charAt" => {
            let length = units::length(this);
            let at = usize::try_from(index).ok().filter(|at| *at < length);
            let at = at.ok_or_else(|| outside(index, length))?;
            Value::text(units::slice(this, at, at + 1))
        }
        "codePointAt" => {
            let rest = substring(this, index, i32::MAX)?;
            let first = text(&rest).and_then(|rest| rest.chars().next());
            match first {
                Some(c) => Value::size(c as usize),
                None => return Err(outside(index, units::length(this))),
            }
        }
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

fn with_texts(caches: &Caches, this: &str, name: &str, a: &str, b: &str) -> Called {
    Ok(Some(match name {
        "replace" => {
            let grown = this.matches(a).count().saturating_mul(b.len());
            if this.len().saturating_add(grown) > MAX_TEXT {
                return Err(Unprintable::TooLong.into());
            }
            made(this.replace(a, b))?
        }
        "replaceAll" => made(java_regex::replace(&*caches.regex(a)?, this, b, false)?)?,
        "replaceFirst" => made(java_regex::replace(&*caches.regex(a)?, this, b, true)?)?,
        _ => return Ok(None),
    }))
}

fn with_both(caches: &Caches, this: &str, name: &str, part: &str, index: i32) -> Called {
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
fn of_class(name: &str, arguments: &[Value]) -> Called {
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

fn substring(this: &str, start: i32, end: i32) -> Result<Value, Problem> {
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

fn split(caches: &Caches, this: &str, pattern: &str, limit: i32) -> Result<Value, Problem> {
    let parts = java_regex::split(&*caches.regex(pattern)?, this, limit, MAX_ITEMS)?;
    few_enough(parts.len())?;
    let parts = parts.into_iter().map(Value::text);
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

fn found(place: Option<usize>) -> Value {
    place.map_or(Value::int(-1), Value::size)
}

fn folded(text: &str) -> String {
    text.to_uppercase().to_lowercase()
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
