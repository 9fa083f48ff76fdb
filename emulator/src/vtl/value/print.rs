//! Values as text.
//!
//! Rule: what Java's `toString` gives. Neither a value that contains itself nor a very large one can hang it:
//! there is a limit to depth and to length.
//!
//! Mirrors `AbstractMap` and `AbstractCollection`, and json-smart's `JSONArray`, which prints JSON: a list that
//! comes from JSON prints as JSON wherever it stands, and so does all that is in it.

use std::{fmt::Write, rc::Rc};

use super::{List, Map, Style, Text, Value, room};
use crate::vtl::json::{Json, MAX_DEPTH};

/// The longest text, in bytes: as much as API Gateway takes in one message.
pub(crate) const MAX_TEXT: usize = 10 * 1024 * 1024;

/// Why a value has no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unprintable {
    TooDeep,
    TooLong,
    /// The rendering has made too much already.
    NoRoom,
}

/// Checks the length of a text that is about to be made.
pub(crate) fn too_long(length: usize) -> Result<(), Unprintable> {
    if length > MAX_TEXT {
        return Err(Unprintable::TooLong);
    }
    room(length)
}

/// What a value prints.
pub(crate) fn text_of<'a>(value: &Value<'a>) -> Result<Text<'a>, Unprintable> {
    if let Value::Text(text) = value {
        return Ok(text.clone());
    }
    let mut printer = Printer {
        out: String::new(),
        around: Vec::new(),
    };
    printer.plain(value)?;
    Ok(Text::from(printer.out))
}

struct Printer {
    out: String,
    /// The lists and maps that this one is in.
    around: Vec<usize>,
}

impl Printer {
    fn plain(&mut self, value: &Value<'_>) -> Result<(), Unprintable> {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Text(text) => self.out.push_str(text),
            Value::List(list) => match list.style() {
                Style::Java | Style::Collection => {
                    self.nested(list.address(), |this| this.plain_list(list))?
                }
                Style::Json => self.json(value)?,
                // Java adds `@` and a number that changes from run to run.
                _ => self.out.push_str(list.class()),
            },
            Value::Map(map) if map.is_silent() => {}
            Value::Map(map) => self.nested(map.address(), |this| this.plain_map(map))?,
            Value::Entry(entry) => self.nested(Rc::as_ptr(entry).addr(), |this| {
                this.plain(&entry.0)?;
                this.out.push('=');
                this.plain(&entry.1)
            })?,
            Value::Loop(_) => self.out.push_str("{}"),
            Value::Bool(_) | Value::Number(_) => self.scalar(value),
            Value::Defined(_) | Value::Input | Value::Util => {}
        }
        too_long(self.out.len())
    }

    fn scalar(&mut self, value: &Value<'_>) {
        // A String takes everything.
        let _ = match value {
            Value::Bool(bool) => write!(self.out, "{bool}"),
            Value::Number(number) => write!(self.out, "{number}"),
            _ => Ok(()),
        };
    }

    fn plain_list(&mut self, list: &List<'_>) -> Result<(), Unprintable> {
        self.out.push('[');
        for (index, item) in list.items().iter().enumerate() {
            self.out.push_str(if index == 0 { "" } else { ", " });
            match item {
                Value::List(inner) if inner.is(list) => self.out.push_str("(this Collection)"),
                _ => self.plain(item)?,
            }
        }
        self.out.push(']');
        Ok(())
    }

    fn plain_map(&mut self, map: &Map<'_>) -> Result<(), Unprintable> {
        self.out.push('{');
        for (index, (key, value)) in map.entries().iter().enumerate() {
            self.out.push_str(if index == 0 { "" } else { ", " });
            self.plain(key)?;
            self.out.push('=');
            match value {
                Value::Map(inner) if inner.is(map) => self.out.push_str("(this Map)"),
                _ => self.plain(value)?,
            }
        }
        self.out.push('}');
        Ok(())
    }

    /// As json-smart writes it: compact, with `\/`.
    fn json(&mut self, value: &Value<'_>) -> Result<(), Unprintable> {
        match value {
            Value::List(list) => self.nested(list.address(), |this| {
                let mut before = "[";
                for item in list.items().iter() {
                    this.out.push_str(before);
                    this.json(item)?;
                    before = ",";
                }
                this.out.push_str(if before == "[" { "[]" } else { "]" });
                Ok(())
            })?,
            Value::Map(map) => self.nested(map.address(), |this| {
                let mut before = "{";
                for (key, value) in &map.entries() {
                    this.out.push_str(before);
                    this.quoted(&text_of(key)?);
                    this.out.push(':');
                    this.json(value)?;
                    before = ",";
                }
                this.out.push_str(if before == "{" { "{}" } else { "}" });
                Ok(())
            })?,
            Value::Null => self.out.push_str("null"),
            Value::Bool(_) | Value::Number(_) => self.scalar(value),
            _ => self.quoted(&text_of(value)?),
        }
        too_long(self.out.len())
    }

    fn quoted(&mut self, text: &str) {
        let text = Json::String(text.to_owned());
        self.out.push_str(&text.to_printed_json());
    }

    /// Prints what is in a list or a map, unless that is itself.
    fn nested(
        &mut self,
        address: usize,
        print: impl FnOnce(&mut Self) -> Result<(), Unprintable>,
    ) -> Result<(), Unprintable> {
        if self.around.contains(&address) || self.around.len() >= MAX_DEPTH {
            return Err(Unprintable::TooDeep);
        }
        self.around.push(address);
        let printed = print(self);
        self.around.pop();
        printed
    }
}
