//! JSON objects of a known shape, written member by member: as text for an event, as values for a template.
//!
//! Rule: pure; compact, in the order in which the members are told. What tells them does not know which of the
//! two it makes, so that `requestContext` and `$context` cannot come to differ.
//!
//! Why not serde: it goes through every text byte by byte, for what has to be escaped, and an event is some two
//! thousand of them that never have. Here a text is looked at in one sweep; one that needs more is serde's.

use std::borrow::Cow;

use hyper::body::Bytes;
use serde_json::Value;

use crate::vtl::{Context, Datum};

/// A name that JSON writes as it is.
type Name = &'static str;

/// Takes the members of an object, one after the other.
pub(super) trait Members<'a>: Sized {
    /// A text.
    fn text(&mut self, name: Name, value: impl Into<Cow<'a, str>>);

    /// A whole number.
    fn number(&mut self, name: Name, value: u64);

    /// Nothing.
    fn null(&mut self, name: Name);

    /// An object, whose members `tell` tells.
    fn object(&mut self, name: Name, tell: impl FnOnce(&mut Self));

    /// The place of what a mapping template may assign to, which an event does not have.
    fn assignable(&mut self, name: Name);

    /// A text, or nothing.
    fn text_or_null(&mut self, name: Name, value: Option<impl Into<Cow<'a, str>>>) {
        match value {
            Some(value) => self.text(name, value),
            None => self.null(name),
        }
    }
}

/// JSON text in the making. A comma stands behind every value; the end of an object or a list takes the last one's
/// place.
pub(super) struct JsonText(Vec<u8>);

impl JsonText {
    /// The object whose members `tell` tells. Its text is expected to have some `bytes`.
    pub(super) fn object_of(bytes: usize, tell: impl FnOnce(&mut JsonText)) -> Bytes {
        let mut text = JsonText(Vec::with_capacity(bytes));
        text.enclosed(b"{}", tell);
        text.0.pop();
        text.0.into()
    }

    /// A truth value.
    pub(super) fn flag(&mut self, name: Name, value: bool) {
        self.name(name);
        self.raw(if value { "true," } else { "false," });
    }

    /// A text under a name of somebody else's.
    pub(super) fn foreign_text(&mut self, name: &str, value: &str) {
        self.quoted(name, b':');
        self.quoted(value, b',');
    }

    /// A list of texts under a name of somebody else's.
    pub(super) fn foreign_list<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a str>) {
        self.quoted(name, b':');
        self.enclosed(b"[]", |list| {
            values.for_each(|value| list.quoted(value, b','));
        });
    }

    /// A whole object or list, and the comma behind it.
    fn enclosed(&mut self, [start, end]: &[u8; 2], tell: impl FnOnce(&mut JsonText)) {
        self.0.push(*start);
        tell(self);
        if self.0.ends_with(b",") {
            self.0.pop();
        }
        self.0.extend_from_slice(&[*end, b',']);
    }

    fn name(&mut self, name: Name) {
        self.0.push(b'"');
        self.raw(name);
        self.raw("\":");
    }

    /// A text, and a sign behind it.
    fn quoted(&mut self, text: &str, behind: u8) {
        if is_plain(text) {
            self.0.reserve(text.len() + 3);
            self.0.push(b'"');
            self.raw(text);
            self.0.extend_from_slice(&[b'"', behind]);
        } else {
            // A text always is JSON, and memory takes everything.
            let _ = serde_json::to_writer(&mut self.0, text);
            self.0.push(behind);
        }
    }

    fn raw(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }
}

impl<'a> Members<'a> for JsonText {
    fn text(&mut self, name: Name, value: impl Into<Cow<'a, str>>) {
        self.name(name);
        self.quoted(&value.into(), b',');
    }

    fn number(&mut self, name: Name, value: u64) {
        self.name(name);
        // As above.
        let _ = serde_json::to_writer(&mut self.0, &value);
        self.0.push(b',');
    }

    fn null(&mut self, name: Name) {
        self.name(name);
        self.raw("null,");
    }

    fn object(&mut self, name: Name, tell: impl FnOnce(&mut JsonText)) {
        self.name(name);
        self.enclosed(b"{}", tell);
    }

    fn assignable(&mut self, _: Name) {}
}

/// Whether JSON writes it as it is. Most texts are short: eight bytes at a time, the last eight perhaps once more.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(last) = bytes.last_chunk() else {
        let needs_more = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
        return !bytes.iter().any(needs_more);
    };
    let mut marks = needing_more(u64::from_ne_bytes(*last));
    for word in bytes.as_chunks().0 {
        marks |= needing_more(u64::from_ne_bytes(*word));
    }
    marks == 0
}

/// Not 0 if a byte of the word is a control character, a quote or a backslash.
fn needing_more(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES * 0x80;
    // A byte below a limit borrows from its high bit, unless that was set before.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGH;
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    below(word, 0x20) | is(b'"') | is(b'\\')
}

impl<'a> Members<'a> for Context<'a> {
    fn text(&mut self, name: Name, value: impl Into<Cow<'a, str>>) {
        self.0.push((name.into(), Datum::Text(value.into())));
    }

    fn number(&mut self, name: Name, value: u64) {
        self.0.push((name.into(), Datum::Other(value.into())));
    }

    fn null(&mut self, name: Name) {
        self.0.push((name.into(), Datum::Other(Value::Null)));
    }

    fn object(&mut self, name: Name, tell: impl FnOnce(&mut Self)) {
        let mut members = Context::default();
        tell(&mut members);
        self.0.push((name.into(), Datum::Object(members)));
    }

    /// What stands there is the template engine's.
    fn assignable(&mut self, name: Name) {
        self.null(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tell<'a>(members: &mut impl Members<'a>) {
        members.text("text", "a \"quoted\" \\ line\n of ☃");
        members.number("number", 7);
        members.null("null");
        members.object("empty", |_| {});
        members.object("object", |members| {
            members.text_or_null("plain", Some("a"));
            members.text_or_null("none", None::<&str>);
        });
    }

    #[test]
    fn text_and_values_say_the_same() {
        let text = JsonText::object_of(0, tell);
        let text: Value = serde_json::from_slice(&text).unwrap();
        let mut values = Context::default();
        tell(&mut values);
        assert_eq!(Context::from(text), values);
    }

    #[test]
    fn an_event_has_flags_lists_and_names_of_others() {
        let text = JsonText::object_of(0, |text| {
            text.foreign_list("li\nst", ["", "a"].into_iter());
            text.foreign_list("none", [].into_iter());
            text.flag("flag", true);
            text.foreign_text("a \"b\"", "c");
        });
        let expected = r#"{"li\nst":["","a"],"none":[],"flag":true,"a \"b\"":"c"}"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn every_text_is_written_as_serde_does() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let (before, behind) = ("before a text".repeat(2), "ends");
                let value = format!("{}{}{behind}", &before[..place], char::from(byte));
                for value in [&value, &value[..value.len() - behind.len()]] {
                    let text = JsonText::object_of(0, |text| text.text("text", value));
                    assert_eq!(text, serde_json::json!({ "text": value }).to_string());
                }
            }
        }
    }
}
