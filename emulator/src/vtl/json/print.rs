//! A value as text, in the three ways in which a template prints one.
//!
//! Rule: `$input.json` writes compact JSON and leaves `/` alone; a list that is printed by itself is compact JSON
//! with `\/`; anything else prints as Java's `toString` does, an object as `{a=1, b=2}`. Both kinds of JSON escape
//! U+007F to U+009F and U+2000 to U+20FF as `\uXXXX`. An infinite number is `null` in JSON; `NaN` stays as it is,
//! JSON or not.

use std::fmt::{self, Write};

use super::Json;
pub use super::double::double_to_string;

/// About as long as a body is printed.
const LONG: usize = 128;

/// Whether `/` is written as `\/`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slash {
    Plain,
    Escaped,
}

impl Json {
    /// The JSON text that `$input.json` gives: compact, `/` not escaped.
    pub fn to_input_json(&self) -> String {
        self.json(Slash::Plain)
    }

    /// The JSON text that a list prints: compact, `/` written as `\/`.
    pub fn to_printed_json(&self) -> String {
        self.json(Slash::Escaped)
    }

    fn json(&self, slash: Slash) -> String {
        let mut out = String::with_capacity(LONG);
        // A String takes everything.
        let _ = write_json(self, slash, &mut out);
        out
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => f.write_str(text),
            Self::Double(double) => f.write_str(&double_to_string(*double)),
            Self::Map(members) => {
                f.write_str("{")?;
                for (index, (key, value)) in members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{key}={value}")?;
                }
                f.write_str("}")
            }
            _ => write_json(self, Slash::Escaped, f),
        }
    }
}

fn write_json(json: &Json, slash: Slash, out: &mut impl Write) -> fmt::Result {
    match json {
        Json::Null => out.write_str("null"),
        Json::Bool(bool) => write!(out, "{bool}"),
        Json::Integer(integer) => write!(out, "{integer}"),
        Json::BigInteger(digits) => out.write_str(digits),
        Json::Double(double) if double.is_infinite() => out.write_str("null"),
        Json::Double(double) => out.write_str(&double_to_string(*double)),
        Json::BigDecimal(decimal) => write!(out, "{decimal}"),
        Json::String(text) => write_text(text, slash, out),
        Json::List(elements) => {
            let mut before = "[";
            for element in elements {
                out.write_str(before)?;
                write_json(element, slash, out)?;
                before = ",";
            }
            out.write_str(if elements.is_empty() { "[]" } else { "]" })
        }
        Json::Map(members) => {
            let mut before = "{";
            for (key, value) in members.iter() {
                out.write_str(before)?;
                write_text(key, slash, out)?;
                out.write_str(":")?;
                write_json(value, slash, out)?;
                before = ",";
            }
            out.write_str(if members.is_empty() { "{}" } else { "}" })
        }
    }
}

fn write_text(text: &str, slash: Slash, out: &mut impl Write) -> fmt::Result {
    out.write_str("\"")?;
    let mut rest = text;
    while let Some(plain) = rest.bytes().position(|byte| !is_plain(byte, slash)) {
        out.write_str(&rest[..plain])?;
        let mut chars = rest[plain..].chars();
        if let Some(c) = chars.next() {
            write_char(c, out)?;
        }
        rest = chars.as_str();
    }
    out.write_str(rest)?;
    out.write_str("\"")
}

/// Whether it stands for itself, as far as a byte alone can tell.
fn is_plain(byte: u8, slash: Slash) -> bool {
    match byte {
        b'"' | b'\\' => false,
        b'/' => slash == Slash::Plain,
        _ => matches!(byte, b' '..0x7F),
    }
}

fn write_char(c: char, out: &mut impl Write) -> fmt::Result {
    match c {
        '"' => out.write_str("\\\""),
        '\\' => out.write_str("\\\\"),
        '\u{8}' => out.write_str("\\b"),
        '\u{C}' => out.write_str("\\f"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        '/' => out.write_str("\\/"),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2000}'..='\u{20FF}' => {
            write!(out, "\\u{:04X}", u32::from(c))
        }
        c => out.write_char(c),
    }
}
