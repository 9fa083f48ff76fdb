//! What a comparison compares: Jayway's value nodes.
//!
//! Rule: a number equals a text that reads as the same number; the other way round, the text has to print the same.
//! A literal list or object is only a text until it stands on the right of a parsed one.

use super::super::{Error, bracket::unescape, read::Stop};
use super::pattern::Pattern;
use crate::vtl::json::{Decimal, Json};

/// One value in a comparison.
#[derive(Debug, Clone)]
pub(in super::super) enum Node {
    /// A definite path that found nothing: equal to nothing, not even to itself.
    Undefined,
    Null,
    Bool(bool),
    Number(Decimal),
    Text(String),
    Pattern(Pattern),
    /// A list or an object that a path found.
    Parsed(Json),
    /// A list or an object as it stands in the path.
    Literal(String),
    /// A text in a list that reads as a path: Jayway takes it for one, and it equals nothing.
    Path,
}

impl Node {
    /// The node of what a path found.
    pub(super) fn found(found: Json, column: usize) -> Result<Self, Stop> {
        Ok(match found {
            Json::Null => Self::Null,
            Json::Bool(bool) => Self::Bool(bool),
            Json::String(text) => Self::Text(text),
            Json::List(_) | Json::Map(_) => Self::Parsed(found),
            number => Self::number(&number, column)?,
        })
    }

    /// The node of an element, when a list is searched. Lists and objects inside of a list are an error; a text in
    /// quotes loses them, and one that looks like a path, a list or an object is taken for it.
    pub(super) fn element(element: &Json, column: usize) -> Result<Self, Stop> {
        Ok(match element {
            Json::Null => Self::Null,
            Json::Bool(bool) => Self::Bool(*bool),
            Json::String(text) if is_path(text) => Self::Path,
            Json::String(text) if is_json(text) => Self::Literal(text.clone()),
            Json::String(text) => Self::Text(unquote(text).ok_or_else(|| {
                let found = format!("`{text}` in a list");
                Stop::Broken(Error::new(found, column, "a `\\u` with four digits"))
            })?),
            Json::List(_) | Json::Map(_) => {
                let found = "a list or an object in the list that is searched";
                return Err(Stop::Broken(Error::new(found, column, "texts and numbers")));
            }
            number => Self::number(number, column)?,
        })
    }

    fn number(number: &Json, column: usize) -> Result<Self, Stop> {
        match Decimal::parse(&number.to_string()) {
            Some(decimal) => Ok(Self::Number(decimal)),
            None => {
                let found = format!("the number {number}");
                Err(Stop::Broken(Error::new(found, column, "a finite one")))
            }
        }
    }

    /// A list or an object; a literal is read now.
    pub(super) fn json(&self) -> Result<Option<Json>, Stop> {
        match self {
            Self::Parsed(json) => Ok(Some(json.clone())),
            Self::Literal(text) => Json::parse_part(text).map(Some).map_err(|error| {
                Stop::Broken(Error::new(
                    format!("`{text}` ({error})"),
                    1,
                    "a list or an object",
                ))
            }),
            _ => Ok(None),
        }
    }

    /// Java's `this.equals(other)`, which is not symmetric.
    pub(super) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Text(a), Self::Text(b)) | (Self::Literal(a), Self::Literal(b)) => a == b,
            (Self::Text(a), Self::Number(b)) => *a == b.to_string(),
            (Self::Number(a), Self::Number(b)) => a.compare(b).is_eq(),
            (Self::Number(a), Self::Text(b)) => {
                Decimal::parse(b).is_some_and(|b| a.compare(&b).is_eq())
            }
            (Self::Parsed(a), Self::Parsed(b)) => a == b,
            _ => false,
        }
    }

    /// Whether both are of the same kind, for `===`.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let is_json = |node: &Self| matches!(node, Self::Parsed(_) | Self::Literal(_));
        std::mem::discriminant(self) == std::mem::discriminant(other)
            || is_json(self) && is_json(other)
    }
}

/// A text without the quotes around it, single or double, its escapes resolved. `None` for a broken `\u`.
///
/// A text of one character is taken as it is.
pub(super) fn unquote(text: &str) -> Option<String> {
    let quoted = |quote| {
        text.strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    match text.chars().count() {
        0 | 1 => Some(text.to_owned()),
        _ => unescape(quoted('\'').or_else(|| quoted('"')).unwrap_or(text)),
    }
}

fn is_path(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['$', '@']) && super::super::Path::parse(text).is_ok()
}

fn is_json(text: &str) -> bool {
    let text = text.trim();
    let list = text.starts_with('[') && text.ends_with(']');
    let object = text.starts_with('{') && text.ends_with('}');
    (list || object) && Json::parse_part(text).is_ok()
}
