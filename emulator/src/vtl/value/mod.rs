//! What a template computes with.
//!
//! Rule: Java's reference semantics. Copying a list or a map copies the reference: a change through one
//! variable shows in every other.
//!
//! A rendering is short, and what it reads outlives it: the template, the request, the parsed body. So a value borrows
//! (`'a`) and owns only what was made meanwhile. A text is lent until one is made; a map of the request says where its
//! members are until somebody looks into it, see [`Source`]. A rendering stays on its thread: references are counted
//! without atomics, and so is what it costs, see `budget`.
//!
//! Mirrors the Java objects that API Gateway's engine hands around: `String`, the number classes, `ArrayList`,
//! json-smart's `JSONArray`, `LinkedHashMap`.

mod arithmetic;
mod big;
mod budget;
mod convert;
mod equality;
mod list;
mod map;
mod number;
mod print;
mod source;
mod text;
mod walk;

use std::{cell::Cell, fmt, rc::Rc};

pub(crate) use self::{
    arithmetic::{divide, minus, modulo, plus, times},
    big::Big,
    budget::{begin, made_text, room, spend, spend_text, step},
    convert::to_json,
    equality::{Comparison, compare, equal, hash_code, loosely_equal},
    list::{List, Style},
    map::Map,
    number::Number,
    print::{MAX_TEXT, Unprintable, text_of, too_long},
    source::Source,
    text::Text,
};
use super::ast::Block;

/// A value: a word that says what it is, and two words of it. So one is moved in words, which is done all the time.
#[derive(Clone)]
#[repr(usize)]
pub(crate) enum Value<'a> {
    /// JSON's null, and what a failed computation gives. A reference never gives it: it gives the empty text.
    Null,
    Bool(bool),
    Number(Number),
    Text(Text<'a>),
    List(List<'a>),
    Map(Map<'a>),
    /// A pair out of a map: `$entry.key`, `$entry.value`.
    Entry(Rc<(Value<'a>, Value<'a>)>),
    /// `$foreach`
    Loop(Rc<Loop>),
    /// What `#define` made: rendered anew each time it is printed.
    Defined(Rc<Defined<'a>>),
    /// `$input`
    Input,
    /// `$util`
    Util,
}

/// Where a loop is: one and the same in all its rounds.
#[derive(Debug)]
pub(crate) struct Loop {
    /// From 0.
    pub(crate) index: Cell<usize>,
    pub(crate) has_next: Cell<bool>,
    /// The loop around this one.
    pub(crate) parent: Option<Rc<Loop>>,
}

/// What `#define` made.
#[derive(Debug)]
pub(crate) struct Defined<'a> {
    pub(crate) body: &'a Block,
    /// How often it is being rendered inside itself.
    pub(crate) depth: Cell<usize>,
}

impl<'a> Value<'a> {
    /// A text: lent, or made.
    pub(crate) fn text(text: impl Into<Text<'a>>) -> Self {
        Value::Text(text.into())
    }

    /// The empty text.
    pub(crate) fn empty() -> Self {
        Value::text("")
    }

    /// An integer, as `size()` and `indexOf()` give it.
    pub(crate) fn int(value: i32) -> Self {
        Value::Number(Number::Int(value))
    }

    /// The length of something, as an integer.
    pub(crate) fn size(length: usize) -> Self {
        Value::int(i32::try_from(length).unwrap_or(i32::MAX))
    }

    /// A list as a template makes it.
    pub(crate) fn list(items: Vec<Value<'a>>) -> Self {
        Value::List(List::new(Style::Java, items))
    }

    /// What a reference gives for this: the empty text for null.
    pub(crate) fn or_empty(self) -> Self {
        match self {
            Value::Null => Value::empty(),
            value => value,
        }
    }

    /// Whether a condition holds: only `false` does not.
    pub(crate) fn is_true(&self) -> bool {
        !matches!(self, Value::Bool(false) | Value::Null)
    }

    /// The Java class, as `$x.class` prints it.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Value::Bool(_) => "java.lang.Boolean",
            Value::Number(number) => number.class(),
            Value::Text(_) => "java.lang.String",
            Value::List(list) => list.class(),
            Value::Map(_) => "java.util.LinkedHashMap",
            _ => "java.lang.Object",
        }
    }
}

/// Only as far as it cannot go on for ever.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match text_of(self) {
            Ok(text) => write!(f, "{}({})", self.class(), &*text),
            Err(_) => f.write_str(self.class()),
        }
    }
}
