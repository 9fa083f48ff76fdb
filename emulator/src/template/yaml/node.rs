//! A value of a template, and where it stands.

use serde_saphyr::granit_parser::ScalarStyle;

use super::super::{plain, source::Place};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// A scalar's own place; for a list or a mapping in block style, the key that holds it.
    pub(crate) place: Place,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A scalar's text, with escapes and folding undone, and how it was written.
#[derive(Debug, Clone)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    pub(crate) style: ScalarStyle,
}

/// A key of a mapping and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) value: Node,
}

/// A key of a mapping.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) text: String,
    pub(crate) place: Place,
}

impl Value {
    /// A text that stands nowhere in the file.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Value::Scalar(Scalar {
            text: text.into(),
            style: ScalarStyle::DoubleQuoted,
        })
    }
}

impl Scalar {
    /// Nothing.
    pub(crate) fn null() -> Self {
        Scalar {
            text: String::new(),
            style: ScalarStyle::Plain,
        }
    }

    /// Whether this is YAML's null, without quotes.
    pub(crate) fn is_null(&self) -> bool {
        self.style == ScalarStyle::Plain && plain::is_null(&self.text)
    }
}

/// How many nodes there are, and how deep they lie.
pub(super) fn size(node: &Node) -> (usize, usize) {
    let inside = |nodes: &mut dyn Iterator<Item = &Node>| {
        nodes
            .map(size)
            .fold((1, 1), |(count, depth), (nodes, levels)| {
                (count + nodes, depth.max(levels + 1))
            })
    };
    match &node.value {
        Value::Scalar(_) => (1, 0),
        Value::List(items) => inside(&mut items.iter()),
        Value::Map(entries) => inside(&mut entries.iter().map(|entry| &entry.value)),
    }
}
