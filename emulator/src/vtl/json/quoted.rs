//! A text in quotes, single or double.
//!
//! Rule: json-smart's own. Without a backslash in it, the text is taken as it stands, control characters and all.
//! With one, it is read again: control characters vanish, `\x41` is an escape too, an unknown escape vanishes, and
//! the text ends at the first quote that is not escaped.

use super::{
    Error,
    reader::{END, Reader},
};

/// Reads the text that opens here, to behind its closing quote.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<String, Error> {
    let quote = reader.byte();
    let start = reader.at + 1;
    let rest = reader.text.get(start..).unwrap_or_default();
    let mut bytes = rest.bytes();
    let Some(length) = bytes.position(|byte| byte == quote || byte == b'\\') else {
        return Err(unclosed(reader, quote));
    };
    let (plain, end) = rest.split_at(length);
    if end.starts_with('\\') {
        return match bytes.any(|byte| byte == quote) {
            true => unescape(reader, quote),
            false => Err(unclosed(reader, quote)),
        };
    }
    reader.at = start + length + 1;
    Ok(plain.to_owned())
}

fn unclosed(reader: &Reader<'_>, quote: u8) -> Error {
    let found = "a text without an end";
    Error::new(
        reader.text,
        reader.at,
        found,
        format!("`{}`", char::from(quote)),
    )
}

fn unescape(reader: &mut Reader<'_>, quote: u8) -> Result<String, Error> {
    let opening = unclosed(reader, quote);
    // UTF-16, as in Java: a character may come as two escapes.
    let mut units = vec![];
    let text = reader.text;
    let mut plain = reader.at + 1;
    reader.at = plain;
    let copy = |from: usize, to: usize, units: &mut Vec<u16>| {
        units.extend(text.get(from..to).unwrap_or_default().encode_utf16());
    };
    loop {
        let byte = reader.byte();
        match byte {
            END => return Err(opening),
            b'\\' => {
                copy(plain, reader.at, &mut units);
                reader.at += 1;
                units.extend(escape(reader)?);
                plain = reader.at;
            }
            0..=31 | 127 => {
                copy(plain, reader.at, &mut units);
                reader.at += 1;
                plain = reader.at;
            }
            _ if byte == quote => {
                copy(plain, reader.at, &mut units);
                reader.at += 1;
                return Ok(from_utf16(&units));
            }
            _ => reader.at += 1,
        }
    }
}

/// What the escape stands for whose character behind the backslash is here.
fn escape(reader: &mut Reader<'_>) -> Result<Option<u16>, Error> {
    let byte = reader.byte();
    let unit = match byte {
        b't' => u16::from(b'\t'),
        b'n' => u16::from(b'\n'),
        b'r' => u16::from(b'\r'),
        b'f' => 0x0C,
        b'b' => 0x08,
        b'\\' | b'/' | b'\'' | b'"' => u16::from(byte),
        b'u' => return hexadecimal(reader, 4).map(Some),
        b'x' => return hexadecimal(reader, 2).map(Some),
        _ => {
            let unknown = reader
                .text
                .get(reader.at..)
                .and_then(|rest| rest.chars().next());
            reader.at += unknown.map_or(0, char::len_utf8);
            return Ok(None);
        }
    };
    reader.at += 1;
    Ok(Some(unit))
}

fn hexadecimal(reader: &mut Reader<'_>, digits: usize) -> Result<u16, Error> {
    let mut unit = 0;
    for _ in 0..digits {
        reader.at += 1;
        let Some(digit) = char::from(reader.byte()).to_digit(16) else {
            return Err(reader.unexpected("a hexadecimal digit"));
        };
        unit = unit * 16 + digit;
    }
    reader.at += 1;
    Ok(u16::try_from(unit).unwrap_or(u16::MAX))
}

/// Half a character prints as `?` in Java.
fn from_utf16(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied())
        .map(|unit| unit.unwrap_or('?'))
        .collect()
}
