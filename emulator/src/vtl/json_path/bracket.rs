//! `['a','b']`, `[0]`, `[1:2]`, `[*]`, `[?(…)]`: what stands in brackets.
//!
//! Rule: the first character after the `[` decides. Properties need quotes, all of them the same kind.

use super::{
    Error, filter,
    parser::Parser,
    step::{Kind, Slice},
};

/// Reads the bracket that opens here, to behind its `]`.
pub(super) fn read(parser: &mut Parser<'_>) -> Result<(), Error> {
    let open = parser.cursor.at;
    let first = parser.cursor.next_significant(open);
    let kind = match first.and_then(|at| parser.cursor.char_at(at)) {
        Some(quote @ ('\'' | '"')) => properties(parser, quote)?,
        Some('0'..='9' | '-' | ':') => list(parser)?,
        Some('*') => wildcard(parser)?,
        Some('?') => Kind::Filter(filter::parse(parser)?),
        _ => {
            parser.cursor.at = first.unwrap_or(parser.cursor.len());
            let expected = "a property in quotes, an index, `*` or `?(`";
            return Err(parser.cursor.unexpected(expected));
        }
    };
    parser.push(open, kind);
    Ok(())
}

fn wildcard(parser: &mut Parser<'_>) -> Result<Kind, Error> {
    let cursor = &mut parser.cursor;
    let star = cursor.next_significant(cursor.at).unwrap_or(cursor.at);
    match cursor.next_significant_is(star, ']') {
        Some(close) => cursor.at = close + 1,
        None => return Err(cursor.error(star + 1, "no `]` behind `*`", "`]`")),
    }
    Ok(Kind::Wildcard)
}

fn properties(parser: &mut Parser<'_>, quote: char) -> Result<Kind, Error> {
    let cursor = &mut parser.cursor;
    let mut names = vec![];
    let mut start = None;
    let mut end = cursor.at;
    let mut after_comma = false;
    let mut at = cursor.at + 1;
    while let Some(c) = cursor.char_at(at) {
        match (c, start) {
            ('\\', _) => at += 1,
            (']', None) if !after_comma => break,
            (']', None) => return Err(cursor.error(at, "`]` behind `,`", "a property in quotes")),
            (',', None) if after_comma => {
                return Err(cursor.error(at, "a second `,`", "a property in quotes"));
            }
            (',', None) => after_comma = true,
            (c, None) if c == quote => {
                start = Some(at + 1);
                after_comma = false;
            }
            (c, Some(from)) if c == quote => {
                let next = cursor.next_significant(at);
                if !matches!(next.and_then(|at| cursor.char_at(at)), Some(',' | ']')) {
                    return Err(cursor.error(at, "a property that goes on", "`,` or `]`"));
                }
                let name = unescape(&cursor.text(from, at));
                names.push(name.ok_or_else(|| cursor.error(from, "a broken `\\u`", "`\\u0041`"))?);
                start = None;
                end = at;
            }
            _ => {}
        }
        at += 1;
    }
    let close = cursor.next_significant_is(end, ']');
    let (None, Some(close), false) = (start, close, names.is_empty()) else {
        // A backslash at the very end would have skipped the end.
        let at = at.min(cursor.len());
        return Err(cursor.error(at, "a property without an end", format!("`{quote}]`")));
    };
    cursor.at = close + 1;
    Ok(Kind::Properties(names))
}

/// Indexes or a slice.
fn list(parser: &mut Parser<'_>) -> Result<Kind, Error> {
    let cursor = &mut parser.cursor;
    let open = cursor.at;
    let Some(close) = cursor.find(open, ']') else {
        return Err(cursor.error(cursor.len(), "the end", "`]`"));
    };
    let text = cursor.text(open + 1, close);
    let kind = if text.contains(':') {
        slice(text.trim())
    } else {
        indexes(text.trim())
    };
    let expected = "indexes as in `[0]`, `[0,2]`, or a slice as in `[1:2]`, `[1:]`, `[:2]`";
    let kind = kind.ok_or_else(|| cursor.error(open, format!("`[{text}]`"), expected))?;
    cursor.at = close + 1;
    Ok(kind)
}

fn indexes(text: &str) -> Option<Kind> {
    let indexes: Option<Vec<i32>> = text.split(',').map(|index| integer(index.trim())).collect();
    indexes.map(Kind::Indexes)
}

/// What stands behind a second `:` is ignored: there are no strides.
fn slice(text: &str) -> Option<Kind> {
    let mut ends = text.split(':').map(|end| match end {
        "" => Some(None),
        end => integer(end).map(Some),
    });
    let slice = match (ends.next()??, ends.next()??) {
        (Some(from), None) => Slice::From(from),
        (None, Some(to)) => Slice::To(to),
        (Some(from), Some(to)) => Slice::Between(from, to),
        (None, None) => return None,
    };
    text.chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | ':'))
        .then_some(Kind::Slice(slice))
}

fn integer(text: &str) -> Option<i32> {
    (!text.starts_with('+')).then(|| text.parse().ok())?
}

/// Java's escapes, as in a text literal: an unknown one stands for its character, an unfinished `\u` for nothing.
/// `None` for a broken `\u`.
pub(super) fn unescape(text: &str) -> Option<String> {
    let mut units = vec![];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let c = if c == '\\' { chars.next() } else { None }.map_or(Ok(c), escape);
        match c {
            Ok(c) => units.extend_from_slice(c.encode_utf16(&mut [0; 2])),
            Err(Hexadecimal) => {
                let digits: String = chars.by_ref().take(4).collect();
                if digits.chars().count() == 4 {
                    units.push(u16::from_str_radix(&digits, 16).ok()?);
                }
            }
        }
    }
    let text = char::decode_utf16(units).map(|unit| unit.unwrap_or('?'));
    Some(text.collect())
}

/// Four digits follow.
struct Hexadecimal;

fn escape(c: char) -> Result<char, Hexadecimal> {
    match c {
        'u' => Err(Hexadecimal),
        'n' => Ok('\n'),
        't' => Ok('\t'),
        'r' => Ok('\r'),
        'f' => Ok('\u{C}'),
        'b' => Ok('\u{8}'),
        other => Ok(other),
    }
}
