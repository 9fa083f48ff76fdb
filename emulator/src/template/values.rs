//! Values of the kinds that templates hold, each read or refused.
//!
//! Rule: the reader says what it expects and what the thing is called; what is there instead is named
//! in the complaint. Intrinsic functions are resolved first.
//!
//! AWS: CloudFormation turns a number or a boolean into text where text is expected, and text into
//! either where they are.

use std::{borrow::Cow, ops::RangeInclusive};

use indexmap::IndexMap;
use serde_saphyr::granit_parser::ScalarStyle;

use super::{
    error::Complaint,
    intrinsics::{is_no_value, is_null},
    notes::NoteClass,
    plain,
    refusal::Refusal,
    scope::Scope,
    source::Place,
    yaml::{Entry, Node, Scalar, Value},
};

/// A mapping and what it is called in complaints.
#[derive(Debug)]
pub(crate) struct Fields<'n> {
    node: Cow<'n, Node>,
    /// Such as `` `TestApi` ``.
    pub(crate) owner: String,
}

impl Fields<'_> {
    /// The keys and their values, in order.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.node.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Where the mapping stands.
    pub(crate) fn place(&self) -> Place {
        self.node.place
    }

    /// The value of a key. A null counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        let entry = self.entries().iter().find(|entry| entry.key.text == name)?;
        Some(&entry.value).filter(|value| !is_null(value) && !is_no_value(value))
    }

    /// The value of a key that must be there.
    pub(crate) fn need(&self, name: &str) -> Result<&Node, Complaint> {
        self.get(name).ok_or_else(|| {
            Complaint::new(format!("{} has no `{name}`", self.owner), self.place())
                .expected(format!("`{name}` is required here"))
        })
    }
}

impl Scope<'_> {
    /// A mapping. `owner` names it in complaints.
    pub(crate) fn fields<'n>(&self, node: &'n Node, owner: &str) -> Result<Fields<'n>, Complaint> {
        let node = self.resolve(node)?;
        match &node.value {
            Value::Map(_) => Ok(Fields {
                node,
                owner: owner.to_owned(),
            }),
            Value::Scalar(scalar) if scalar.is_null() => Ok(Fields {
                node,
                owner: owner.to_owned(),
            }),
            _ => Err(unexpected(&node, owner, "a mapping")),
        }
    }

    /// A text. Numbers and booleans are taken as they are written.
    pub(crate) fn text(&self, node: &Node, name: &str) -> Result<String, Complaint> {
        let node = self.resolve(node)?;
        match &node.value {
            Value::Scalar(scalar) if !scalar.is_null() => {
                self.note_rewritten_number(scalar, node.place);
                Ok(scalar.text.clone())
            }
            _ => Err(unexpected(&node, &format!("`{name}`"), "text")),
        }
    }

    /// A text that may be nothing else: without quotes, no number and no boolean of YAML 1.1. `refusal` is what AWS says
    /// to such.
    pub(crate) fn word(
        &self,
        node: &Node,
        name: &str,
        refusal: Refusal<'_>,
    ) -> Result<String, Complaint> {
        let resolved = self.resolve(node)?;
        let kind = match &resolved.value {
            Value::Scalar(scalar) if scalar.style == ScalarStyle::Plain => {
                plain::kind(&scalar.text)
            }
            _ => None,
        };
        match kind {
            None => self.text(node, name),
            Some(kind) => Err(Complaint::new(format!("`{name}` is {kind}"), node.place)
                .expected("expected a text: put it in quotes")
                .aws_says(refusal)),
        }
    }

    /// In a file that is read as YAML 1.1.
    fn note_rewritten_number(&self, scalar: &Scalar, place: Place) {
        let text = &scalar.text;
        if scalar.style == ScalarStyle::Plain && plain::is_rewritten_number(text) {
            let what = format!("`{text}` without quotes");
            let consequence =
                "YAML 1.1 knows it as a number, and AWS writes that otherwise: put it in quotes";
            self.notes
                .take(NoteClass::WouldFailDeployed, place, what, consequence);
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&self, node: &Node, name: &str) -> Result<Vec<String>, Complaint> {
        let node = self.resolve(node)?;
        match &node.value {
            Value::List(items) => items.iter().map(|item| self.text(item, name)).collect(),
            _ => Err(unexpected(&node, &format!("`{name}`"), "a list of texts")),
        }
    }

    /// A mapping from names to texts, in order.
    pub(crate) fn map(
        &self,
        node: &Node,
        name: &str,
    ) -> Result<IndexMap<String, String>, Complaint> {
        let fields = self.fields(node, &format!("`{name}`"))?;
        let entries = fields
            .entries()
            .iter()
            .filter(|entry| !is_no_value(&entry.value));
        let pairs = entries
            .map(|Entry { key, value }| Ok((key.text.clone(), self.text(value, &key.text)?)));
        pairs.collect()
    }

    /// A whole number within bounds.
    pub(crate) fn number(
        &self,
        node: &Node,
        name: &str,
        bounds: RangeInclusive<u32>,
        unit: &str,
    ) -> Result<u32, Complaint> {
        let resolved = self.resolve(node)?;
        let (number, text) = match &resolved.value {
            Value::Scalar(scalar) if scalar.style == ScalarStyle::Plain && !scalar.is_null() => {
                (plain::integer(&scalar.text), scalar.text.clone())
            }
            _ => {
                let text = self.text(node, name)?;
                (text.parse().ok(), text)
            }
        };
        number
            .and_then(|number| u32::try_from(number).ok())
            .filter(|number| bounds.contains(number))
            .ok_or_else(|| {
                let (least, most) = bounds.into_inner();
                Complaint::new(format!("`{name}` is `{text}`"), node.place).expected(format!(
                    "expected a whole number from {least} to {most} ({unit})"
                ))
            })
    }
}

/// Something of another kind than expected.
pub(crate) fn unexpected(node: &Node, name: &str, expected: &str) -> Complaint {
    let found = match &node.value {
        Value::Scalar(scalar) if scalar.is_null() => "empty",
        Value::Scalar(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    };
    let complaint = Complaint::new(format!("{name} is {found}"), node.place)
        .expected(format!("expected {expected}"));
    match found {
        "empty" => complaint.help("AWS takes no value that is nothing; an empty text is `\"\"`"),
        _ => complaint,
    }
}
