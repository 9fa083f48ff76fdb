//! Intrinsic functions: `Ref`, `Fn::Sub`, `Fn::GetAtt`, `Fn::Join`.
//!
//! Rule: a function is resolved when its value is read, never before: what nobody here reads (a
//! role, an output) may use functions that this emulator does not know.
//!
//! AWS: they work in the template; in what `AWS::Include` includes without the short tags; in what
//! `DefinitionUri` names not at all (facts E).

use std::borrow::Cow;

use super::{
    error::Complaint,
    generated,
    refusal::Refusal,
    scope::{Dialect, NO_VALUE, Scope},
    source::Place,
    yaml::{Entry, Key, Node, Value},
};

impl Scope<'_> {
    /// The node, or what the intrinsic function that it is gives.
    pub(crate) fn resolve<'n>(&self, node: &'n Node) -> Result<Cow<'n, Node>, Complaint> {
        let Some(Entry {
            key,
            value: argument,
        }) = function(node)
        else {
            return Ok(Cow::Borrowed(node));
        };
        self.check_dialect(key)?;
        let value = match key.text.as_str() {
            "Ref" => self.reference(literal(argument)?, argument.place)?,
            "Fn::Sub" => Value::text(self.sub(argument)?),
            "Fn::GetAtt" => Value::text(self.get_att(argument)?),
            "Fn::Join" => Value::text(self.join(argument)?),
            other => {
                return Err(
                    Complaint::new(format!("`{other}` is not resolved here"), key.place)
                        .expected("its value is needed")
                        .help("write the value out, or let a parameter's `Default` give it"),
                );
            }
        };
        Ok(Cow::Owned(Node {
            value,
            place: node.place,
        }))
    }

    fn check_dialect(&self, key: &Key) -> Result<(), Complaint> {
        let short = self.written_at(key.place).starts_with('!');
        match self.dialects.get(key.place.file) {
            Some(Dialect::Included) if short => {
                Err(Complaint::new("a short tag in an included file", key.place)
                    .expected(format!("write `{}:`", key.text))
                    .help("`AWS::Include` does not know the short tags"))
            }
            Some(Dialect::Plain) => Err(Complaint::new(
                "an intrinsic function in a file that `DefinitionUri` names",
                key.place,
            )
            .expected(format!("nothing resolves `{}` here", key.text))
            .help("include the file in `DefinitionBody` with `Fn::Transform` and `AWS::Include`")),
            _ => Ok(()),
        }
    }

    /// `Fn::Sub: text` or `Fn::Sub: [text, variables]`.
    fn sub(&self, argument: &Node) -> Result<String, Complaint> {
        match &argument.value {
            Value::List(parts) => match parts.as_slice() {
                [text, variables] => {
                    let own = self.fields(variables, "the variables of `Fn::Sub`")?;
                    self.substitute(text, |name| own.get(name))
                }
                _ => Err(
                    Complaint::new("`Fn::Sub` with a list of another length", argument.place)
                        .expected("expected a text and its variables"),
                ),
            },
            _ => self.substitute(argument, |_| None),
        }
    }

    fn substitute<'n>(
        &self,
        text: &Node,
        own: impl Fn(&str) -> Option<&'n Node>,
    ) -> Result<String, Complaint> {
        let template = self.text(text, "Fn::Sub")?;
        let mut result = String::with_capacity(template.len());
        let mut rest = template.as_str();
        let mut number = 0;
        while let Some((before, variable)) = rest.split_once("${") {
            result.push_str(before);
            let Some((name, after)) = variable.split_once('}') else {
                let unclosed = self.variable_inside(text.place, number, "${");
                return Err(Complaint::new("`${` without `}`", unclosed)
                    .expected("a variable is written `${Name}`"));
            };
            let place = self.variable_inside(text.place, number, &format!("${{{name}}}"));
            match (name.strip_prefix('!'), own(name)) {
                (Some(literal), _) => result.push_str(&format!("${{{literal}}}")),
                (None, Some(value)) => result.push_str(&self.text(value, name)?),
                (None, None) => result.push_str(&self.variable(name, place)?),
            }
            rest = after;
            number += 1;
        }
        result.push_str(rest);
        Ok(result)
    }

    /// `${Name}` or `${Name.Attribute}`.
    fn variable(&self, name: &str, place: Place) -> Result<String, Complaint> {
        let legal = |letter: char| letter.is_ascii_alphanumeric() || "_.:".contains(letter);
        if name.is_empty() || !name.chars().all(legal) {
            return Err(Complaint::new(format!("`{name}` is no name"), place)
                .expected("expected the name of a parameter or a resource")
                .help("write `${!` for a `${` that shall stay")
                .aws_says(Refusal::IllegalSubVariable));
        }
        match name.split_once('.') {
            // `${Function.Alias}` is what `Ref: Function.Alias` is.
            Some((resource, attribute)) if !generated::PROPERTIES.contains(&attribute) => {
                self.attribute(resource, attribute, place)
            }
            _ => {
                let value = self.reference(name, place)?;
                self.text(&Node { value, place }, name)
            }
        }
    }

    /// `Fn::GetAtt: Name.Attribute` or `Fn::GetAtt: [Name, Attribute]`.
    fn get_att(&self, argument: &Node) -> Result<String, Complaint> {
        let parts = match &argument.value {
            Value::List(_) => self.texts(argument, "Fn::GetAtt")?,
            _ => {
                let text = self.text(argument, "Fn::GetAtt")?;
                text.splitn(2, '.').map(str::to_owned).collect()
            }
        };
        match parts.as_slice() {
            [name, attribute] => self.attribute(name, attribute, argument.place),
            _ => Err(
                Complaint::new("`Fn::GetAtt` without an attribute", argument.place)
                    .expected("expected `Name.Attribute`"),
            ),
        }
    }

    /// `Fn::Join: [delimiter, [text, …]]`.
    fn join(&self, argument: &Node) -> Result<String, Complaint> {
        match &argument.value {
            Value::List(parts) if parts.len() == 2 => {
                let delimiter = self.text(&parts[0], "Fn::Join")?;
                Ok(self.texts(&parts[1], "Fn::Join")?.join(&delimiter))
            }
            _ => Err(
                Complaint::new("`Fn::Join` of something else", argument.place)
                    .expected("expected a delimiter and a list of texts"),
            ),
        }
    }

    /// Where `part` is written inside `place` right behind `before`; all of it where escapes or folding hide it.
    pub(crate) fn inside_behind(&self, place: Place, before: &str, part: &str) -> Place {
        let at = self.written_at(place).find(&format!("{before}{part}"));
        at.map_or(place, |at| within(place, at + before.len(), part))
    }

    /// Where a variable of `Fn::Sub` begins inside `place`: the one with this number, from 0, of which `part` is written.
    pub(crate) fn variable_inside(&self, place: Place, number: usize, part: &str) -> Place {
        let written = self.written_at(place);
        let at = written.match_indices("${").nth(number);
        at.filter(|(at, _)| written[*at..].starts_with(part))
            .map_or(place, |(at, _)| within(place, at, part))
    }
}

/// A part of a place, which begins so many bytes behind it.
fn within(place: Place, at: usize, part: &str) -> Place {
    let start = place.start + at;
    Place {
        start,
        end: start + part.len(),
        ..place
    }
}

/// The name that `Ref` takes: no function may give it.
fn literal(argument: &Node) -> Result<&str, Complaint> {
    match &argument.value {
        Value::Scalar(scalar) => Ok(&scalar.text),
        _ => Err(
            Complaint::new("`Ref` of something else than a name", argument.place)
                .expected("expected the name of a parameter or a resource")
                .aws_says(Refusal::RefOfNoName),
        ),
    }
}

/// The one entry of a mapping that is an intrinsic function.
pub(crate) fn function(node: &Node) -> Option<&Entry> {
    match &node.value {
        Value::Map(entries) => match entries.as_slice() {
            [entry] if entry.key.text == "Ref" || entry.key.text.starts_with("Fn::") => Some(entry),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the node is a null.
pub(crate) fn is_null(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(scalar) if scalar.is_null())
}

/// Whether the node is `Ref: AWS::NoValue`, which takes its key away.
pub(crate) fn is_no_value(node: &Node) -> bool {
    match function(node).map(|entry| (entry.key.text.as_str(), &entry.value.value)) {
        Some(("Ref", Value::Scalar(name))) => name.text == NO_VALUE,
        _ => false,
    }
}
