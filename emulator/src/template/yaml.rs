//! A template's text as a tree of located nodes.
//!
//! Rule: shape only, no meaning. Every node knows its place; a scalar stays text, because what
//! `128` or `true` is depends on who reads it. A short tag becomes the function that it stands for
//! (`!Sub x` is `Fn::Sub: x`), so that nobody further on knows two spellings.
//!
//! AWS: the YAML that CloudFormation takes. JSON is YAML too. Keys are unique.

use std::collections::HashMap;

use serde_saphyr::granit_parser::{
    self, ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span, StrInput,
    StructureStyle, Tag,
};

use super::{error::Complaint, plain, source::Place};

/// How deep a template may nest. A real one stays far below.
const MAX_DEPTH: usize = 100;
/// How many nodes a template may have, those that aliases repeat included.
const MAX_NODES: usize = 200_000;

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
            Complaint::new("the file is empty", start).expected("expected a SAM template")
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
                let text = match plain::boolean(&text).filter(|_| is_plain && tag.is_none()) {
                    _ if is_plain && place.start == place.end => String::new(),
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
        let mut seen = HashMap::new();
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::MappingEnd | Event::StreamEnd => return Ok(Value::Map(entries)),
                event if event.is_node() => {
                    let key = self.key(event, span)?;
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
        match self.node(event, span)?.value {
            Value::Scalar(scalar) if scalar.text == "<<" => {
                Err(Complaint::new("a merge key", place)
                    .expected("CloudFormation does not merge mappings: write the keys out"))
            }
            Value::Scalar(scalar) => Ok(Key {
                text: scalar.text,
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

    fn place(&self, span: Span) -> Place {
        let range = span.byte_range().unwrap_or_default();
        Place {
            file: self.file,
            start: range.start,
            end: range.end,
        }
    }
}

/// How many nodes there are, and how deep they lie.
fn size(node: &Node) -> (usize, usize) {
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

fn twice(key: &Key, first: Place) -> Complaint {
    Complaint::new(
        format!("the key `{}` stands here twice", key.text),
        key.place,
    )
    .expected("the second time")
    .also(first, "the first time")
}

fn wrong_yaml(error: &ScanError, text: &str, file: usize) -> Complaint {
    let noticed = error.marker().byte_offset().unwrap_or_default();
    let start = tab_in_front(text, noticed).unwrap_or(noticed);
    let place = Place {
        file,
        start,
        end: start,
    };
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(place),
        _ => Complaint::new("this is not YAML", place).expected(error.info()),
    }
}

/// The tab of a line that begins with blanks up to here: the parser complains of it behind them.
fn tab_in_front(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let blanks = before[line..].trim_matches([' ', '\t']).is_empty();
    before[line..]
        .find('\t')
        .filter(|_| blanks)
        .map(|tab| line + tab)
}

fn too_deep(place: Place) -> Complaint {
    Complaint::new("the template is nested too deep", place)
        .expected(format!("at most {MAX_DEPTH} levels"))
}

fn kind(event: &Event<'_>) -> &'static str {
    match event {
        Event::Scalar(..) => "text",
        Event::SequenceStart(..) => "a list",
        Event::MappingStart(..) => "a mapping",
        _ => "the end",
    }
}
