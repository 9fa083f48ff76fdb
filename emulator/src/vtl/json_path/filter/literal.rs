//! A literal in a filter: a text, a number, true, false, null, a regular expression, a list or an object.
//!
//! Rule: its first character tells which; whatever no other kind claims is read as a number. Lists and objects stay
//! text until they are compared.

use super::{
    super::{Error, cursor::Cursor},
    node::{Node, unquote},
    pattern::{self, Pattern},
};
use crate::vtl::json::Decimal;

/// Reads the literal that begins here.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Node, Error> {
    match cursor.current() {
        Some(quote @ ('\'' | '"')) => text(cursor, quote),
        Some('t') => word(cursor, "true", Node::Bool(true)),
        Some('f') => word(cursor, "false", Node::Bool(false)),
        Some('n') => word(cursor, "null", Node::Null),
        Some('{') => json(cursor, ('{', '}')),
        Some('[') => json(cursor, ('[', ']')),
        Some('/') => pattern(cursor),
        _ => number(cursor),
    }
}

fn word(cursor: &mut Cursor<'_>, word: &str, node: Node) -> Result<Node, Error> {
    let end = cursor.at + word.len();
    if cursor.text(cursor.at, end) != word {
        return Err(cursor.unexpected(format!("`{word}`")));
    }
    cursor.at = end;
    Ok(node)
}

fn text(cursor: &mut Cursor<'_>, quote: char) -> Result<Node, Error> {
    let start = cursor.at;
    let Some(end) = cursor.find_unescaped(start, quote) else {
        return Err(cursor.error(start, "a text without an end", format!("`{quote}`")));
    };
    cursor.at = end + 1;
    match unquote(&cursor.text(start, end + 1)) {
        Some(text) => Ok(Node::Text(text)),
        None => Err(cursor.error(start, "a broken `\\u`", "four hexadecimal digits")),
    }
}

fn json(cursor: &mut Cursor<'_>, brackets: (char, char)) -> Result<Node, Error> {
    let start = cursor.at;
    let Some(end) = cursor.closing(start, brackets, false) else {
        let found = format!("`{}` without its `{}`", brackets.0, brackets.1);
        return Err(cursor.error(start, found, format!("`{}`", brackets.1)));
    };
    cursor.at = end + 1;
    Ok(Node::Literal(cursor.text(start, end + 1)))
}

fn pattern(cursor: &mut Cursor<'_>) -> Result<Node, Error> {
    let start = cursor.at;
    let Some(end) = cursor.find_unescaped(start, '/') else {
        return Err(cursor.error(start, "a pattern without an end", "`/`"));
    };
    cursor.at = end + 1;
    while cursor.current().is_some_and(pattern::is_flag) {
        cursor.at += 1;
    }
    let flags = cursor.text(end + 1, cursor.at);
    let pattern = Pattern::new(&cursor.text(start + 1, end), &flags, cursor.column(start))?;
    Ok(Node::Pattern(pattern))
}

fn number(cursor: &mut Cursor<'_>) -> Result<Node, Error> {
    let start = cursor.at;
    while let Some('0'..='9' | '-' | '.' | 'e' | 'E') = cursor.current() {
        cursor.at += 1;
    }
    match Decimal::parse(&cursor.text(start, cursor.at)) {
        Some(number) => Ok(Node::Number(number)),
        None => {
            cursor.at = start;
            let expected = "a path, a text in quotes, a number, a list, true, false or null";
            Err(cursor.unexpected(expected))
        }
    }
}
