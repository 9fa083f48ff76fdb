//! `$util`: escaping, encoding, parsing.
//!
//! Rule: each function is the Java routine that API Gateway uses, with its oddities.
//!
//! Facts B3: `escapeJavaScript` is commons-lang 2's, `urlEncode` is `URLEncoder`'s form encoding.

use std::fmt::Write;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};

use super::{
    Called,
    arguments::{made, texts},
};
use crate::vtl::{
    error::Problem,
    json::Json,
    value::{Value, room, text_of},
};

/// Java's decoder does not miss the padding, nor mind what is left over in the last character.
const DECODER: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A method of `$util`.
pub(super) fn call<'a>(name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    if let ("escapeJavaScript", [value]) = (name, arguments) {
        let text = text_of(value)?;
        return Ok(Some(if text.bytes().all(is_plain) {
            Value::Text(text)
        } else {
            made(escape_java_script(&text))?
        }));
    }
    let Some(texts) = texts(arguments) else {
        return Ok(None);
    };
    Ok(Some(match (name, texts.as_slice()) {
        ("parseJson", [text]) => parse_json(text)?,
        ("urlEncode", [text]) => made(url_encode(text))?,
        ("urlDecode", [text]) => made(url_decode(text)?)?,
        ("base64Encode", [text]) => made(STANDARD.encode(text))?,
        ("base64Decode", [text]) => made(base64_decode(text)?)?,
        _ => return Ok(None),
    }))
}

/// The bytes that `escapeJavaScript` leaves as they are.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte <= 0x7F {
        plain[byte as usize] = !matches!(byte, b'\'' | b'"' | b'\\' | b'/');
        byte += 1;
    }
    plain
};

fn is_plain(byte: u8) -> bool {
    PLAIN[usize::from(byte)]
}

fn escape_java_script(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut rest = text;
    while let Some(plain) = rest.bytes().position(|byte| !is_plain(byte)) {
        out.push_str(&rest[..plain]);
        let mut chars = rest[plain..].chars();
        if let Some(c) = chars.next() {
            escape(c, &mut out);
        }
        rest = chars.as_str();
    }
    out + rest
}

fn escape(c: char, out: &mut String) {
    match c {
        '\u{8}' => out.push_str("\\b"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\u{C}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        '\'' | '"' | '\\' | '/' => out.extend(['\\', c]),
        _ => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // A String takes everything.
                let _ = write!(out, "\\u{unit:04X}");
            }
        }
    }
}

/// How many bytes the values of a text need for one of its own, at most.
const BYTES_OF_JSON: usize = 32;

fn parse_json<'a>(text: &str) -> Result<Value<'a>, Problem> {
    room(text.len().saturating_mul(BYTES_OF_JSON))?;
    match Json::parse_leniently(text) {
        Ok(json) => Ok(Value::from(json)),
        Err(error) => Err(Problem::new(format!("this text is not JSON: {error}"))),
    }
}

fn url_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn url_decode(text: &str) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
                let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
                bytes.push(byte.ok_or_else(|| {
                    Problem::new("this text is not URL-encoded: a `%` has no two hexadecimal digits after it")
                })?);
                rest = &after[2..];
            }
            byte => bytes.push(*byte),
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn base64_decode(text: &str) -> Result<String, Problem> {
    match DECODER.decode(text) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => Err(Problem::new(format!("this text is not base64: {error}"))),
    }
}
