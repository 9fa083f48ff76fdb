//! A template's text as a tree of located nodes.
//!
//! Rule: shape only, no meaning. Every node knows its place; a scalar stays text, because what
//! `128` or `true` is depends on who reads it. A short tag becomes the function that it stands for
//! (`!Sub x` is `Fn::Sub: x`), so that nobody further on knows two spellings.
//!
//! AWS: the YAML that CloudFormation takes. JSON is YAML too. Keys are unique. A merge key works in the template alone:
//! `sam deploy` and `aws cloudformation package` write a template anew, and what it includes as it is.

mod node;
mod wrong;

pub(crate) use node::{Entry, Key, Node, Scalar, Value};

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_saphyr::granit_parser::{
    self, Event, Options, Parser, ScalarStyle, Span, StrInput, StructureStyle, Tag,
};

use self::{
    node::size,
    wrong::{too_deep, twice, wrong_yaml},
};
use super::{error::Complaint, plain, source::Place};

/// The key whose value's entries stand for themselves.
const MERGE: &str = "<<";

/// How deep a template may nest. A real one stays far below.
const MAX_DEPTH: usize = 100;
/// How many nodes a template may have, those that aliases repeat included.
const MAX_NODES: usize = 200_000;

/// Reads the one document that `text` holds. `file` is the number that its places will carry.
pub(crate) fn parse(text: &str, file: usize) -> Result<Node, Complaint> {
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    Builder::new(text, file, options).document()
}

/// Builds nodes from the parser's events.
struct Builder<'t> {
    text: &'t str,
    events: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, Node>,
    file: usize,
    /// How many more nodes there may be.
    left: usize,
    /// How many collections are open.
    depth: usize,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, file: usize, options: Options) -> Self {
        let events = Parser::new_from_str_with_options(text, options);
        Builder {
            text,
            events,
            anchors: HashMap::new(),
            file,
            left: MAX_NODES,
            depth: 0,
        }
    }

    fn document(mut self) -> Result<Node, Complaint> {
        let mut document = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                event if event.is_node() && document.is_some() => {
                    let found = "a second document in the same file";
                    return Err(Complaint::new(found, self.place(span)).expected(format!(
                        "a template is one document, found {}",
                        kind(&event)
                    )));
                }
                event if event.is_node() => document = Some(self.node(event, span)?),
                _ => {}
            }
        }
        document.ok_or_else(|| {
            let start = Place {
                file: self.file,
                start: 0,
                end: 0,
            };
            let expected = match self.file {
                0 => "expected a SAM template",
                _ => "expected a mapping",
            };
            Complaint::new("the file is empty", start).expected(expected)
        })
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Complaint> {
        match self.events.next_event() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => Err(wrong_yaml(&error, self.text, self.file)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// The node that begins with `event`.
    fn node(&mut self, event: Event<'t>, span: Span) -> Result<Node, Complaint> {
        let place = self.place(span);
        self.count(1, place)?;
        let anchor = event.anchor_id();
        let (value, tag) = match event {
            Event::Alias(id) => return self.repeat(id, place),
            Event::Scalar(text, style, _, tag) => {
                let is_plain = style == ScalarStyle::Plain;
                let is_nothing = is_plain && place.start == place.end;
                // Behind a tag nothing is an empty text: `!GetAZs`.
                let style = match tag {
                    Some(_) if is_nothing => ScalarStyle::DoubleQuoted,
                    _ => style,
                };
                let text = match plain::boolean(&text).filter(|_| is_plain && tag.is_none()) {
                    _ if is_nothing => String::new(),
                    Some(boolean) => boolean.to_owned(),
                    None => text.into_owned(),
                };
                (Value::Scalar(Scalar { text, style }), tag)
            }
            Event::SequenceStart(_, _, tag) => (self.inside(place, Self::items)?, tag),
            Event::MappingStart(_, _, tag) => (self.inside(place, Self::entries)?, tag),
            other => {
                return Err(Complaint::new(
                    format!("unexpected {}", kind(&other)),
                    place,
                ));
            }
        };
        let tag_place = span.tag_span().map_or(place, |span| self.place(span));
        let node = tagged(Node { value, place }, tag.as_deref(), tag_place);
        if let Some(id) = anchor {
            self.anchors.insert(id, node.clone());
        }
        Ok(node)
    }

    /// Reads what is inside a collection that has just been opened.
    fn inside(
        &mut self,
        place: Place,
        read: impl FnOnce(&mut Self) -> Result<Value, Complaint>,
    ) -> Result<Value, Complaint> {
        self.depth += 1;
        self.check_depth(0, place)?;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn items(&mut self) -> Result<Value, Complaint> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd | Event::StreamEnd, _) => return Ok(Value::List(items)),
                (event, span) if event.is_node() => items.push(self.node(event, span)?),
                _ => {}
            }
        }
    }

    fn entries(&mut self) -> Result<Value, Complaint> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut merged = IndexMap::new();
        let mut seen = HashMap::new();
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::MappingEnd | Event::StreamEnd => {
                    merged.retain(|key, _| !seen.contains_key(key));
                    return Ok(Value::Map(merged.into_values().chain(entries).collect()));
                }
                event if event.is_node() => {
                    let key = self.key(event, span)?;
                    if self.text.get(key.place.start..key.place.end) == Some(MERGE) {
                        let value = self.value(&key)?;
                        // Of two such keys the later wins.
                        let mut later = IndexMap::new();
                        merge(&mut later, value, key.place)?;
                        merged.extend(later);
                        continue;
                    }
                    if let Some(first) = seen.insert(key.text.clone(), key.place) {
                        return Err(twice(&key, first));
                    }
                    let value = self.value(&key)?;
                    entries.push(Entry { key, value });
                }
                _ => {}
            }
        }
    }

    fn key(&mut self, event: Event<'t>, span: Span) -> Result<Key, Complaint> {
        let place = self.place(span);
        // Even `on` is a name as a key.
        let written = match &event {
            Event::Scalar(text, ..) => Some(text.clone().into_owned()),
            _ => None,
        };
        match self.node(event, span)?.value {
            Value::Scalar(scalar)
                if scalar.text == MERGE && scalar.style == ScalarStyle::Plain && self.file > 0 =>
            {
                Err(Complaint::new("a merge key", place)
                    .expected("nobody merges mappings in this file: write the keys out"))
            }
            Value::Scalar(scalar) => Ok(Key {
                text: written.unwrap_or(scalar.text),
                place,
            }),
            _ => Err(Complaint::new("a key that is not text", place).expected("expected a name")),
        }
    }

    /// The value of `key`. In block style it is known by its key, which is where an eye looks for it.
    fn value(&mut self, key: &Key) -> Result<Node, Complaint> {
        let (event, span) = loop {
            let (event, span) = self.next()?;
            if event.is_node() || event == Event::StreamEnd {
                break (event, span);
            }
        };
        let block = matches!(
            event,
            Event::SequenceStart(StructureStyle::Block, ..)
                | Event::MappingStart(StructureStyle::Block, ..)
        );
        let mut node = self.node(event, span)?;
        if block || node.place.start == node.place.end {
            node.place = key.place;
        }
        Ok(node)
    }

    /// What `*name` stands for, in the place where the anchor wrote it.
    fn repeat(&mut self, id: usize, place: Place) -> Result<Node, Complaint> {
        let node = self.anchors.get(&id).cloned().ok_or_else(|| {
            Complaint::new("an alias inside its own anchor", place)
                .expected("a value cannot contain itself")
        })?;
        let (nodes, depth) = size(&node);
        self.count(nodes, place)?;
        self.check_depth(depth, place)?;
        Ok(node)
    }

    /// Refuses what would stand `deeper` levels below this one.
    fn check_depth(&self, deeper: usize, place: Place) -> Result<(), Complaint> {
        if self.depth + deeper > MAX_DEPTH {
            return Err(too_deep(place));
        }
        Ok(())
    }

    fn count(&mut self, nodes: usize, place: Place) -> Result<(), Complaint> {
        self.left = self.left.checked_sub(nodes).ok_or_else(|| {
            Complaint::new("the template is too large", place).expected(format!(
                "at most {MAX_NODES} values, repeated ones included"
            ))
        })?;
        Ok(())
    }

    /// A block ends with its last line, not in front of the next key.
    fn place(&self, span: Span) -> Place {
        let range = span.byte_range().unwrap_or_default();
        let written = self.text.get(range.clone()).unwrap_or_default();
        Place {
            file: self.file,
            start: range.start,
            end: range.end
                - (written.len() - written.trim_end_matches([' ', '\t', '\r', '\n']).len()),
        }
    }
}

/// Adds what a merge key merges: a mapping, or each of a list. The first to have a key wins.
fn merge(merged: &mut IndexMap<String, Entry>, value: Node, key: Place) -> Result<(), Complaint> {
    match value.value {
        Value::Map(entries) => {
            for entry in entries {
                merged.entry(entry.key.text.clone()).or_insert(entry);
            }
            Ok(())
        }
        Value::List(items) => items
            .into_iter()
            .try_for_each(|item| merge(merged, item, key)),
        Value::Scalar(_) => {
            Err(Complaint::new("a merge of what is no mapping", key).expected("expected a mapping"))
        }
    }
}

/// The node with its tag written out: `!Ref x` as `Ref: x`, `!Sub x` as `Fn::Sub: x`.
fn tagged(node: Node, tag: Option<&Tag>, place: Place) -> Node {
    let Some(tag) = tag.filter(|tag| tag.handle() == "!" && !tag.suffix().is_empty()) else {
        return node;
    };
    let text = match tag.suffix() {
        name @ ("Ref" | "Condition") => name.to_owned(),
        name => format!("Fn::{name}"),
    };
    let here = node.place;
    let entry = Entry {
        key: Key { text, place },
        value: node,
    };
    Node {
        value: Value::Map(vec![entry]),
        place: here,
    }
}

fn kind(event: &Event<'_>) -> &'static str {
    match event {
        Event::Scalar(..) => "text",
        Event::SequenceStart(..) => "a list",
        Event::MappingStart(..) => "a mapping",
        _ => "the end",
    }
}
