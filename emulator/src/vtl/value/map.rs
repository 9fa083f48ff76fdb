//! Maps, which keep the order in which their keys came.
//!
//! Rule: a map is shared, like a list. Any value can be a key; two keys are the same if Java's `equals` says so:
//! `1` and `'1'` are two.

use std::{
    cell::{Ref, RefCell},
    hash::{Hash, Hasher},
    rc::Rc,
};

use indexmap::{Equivalent, IndexMap};

use super::{
    Value, equal, hash_code,
    memory::{gone_places, made_places},
    spread::Spread,
};

type Entries = IndexMap<Key, Value, Spread>;

/// What a map needs besides its members, in places: most of it is room for members to come.
const OWN_PLACES: usize = 8;

/// A value as a key.
#[derive(Debug, Clone)]
pub(crate) struct Key(pub(crate) Value);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        equal(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Text(text) => hash_name(text, state),
            other => state.write_i32(hash_code(other)),
        }
    }
}

/// A text to look for, without making a value of it.
struct Name<'a>(&'a str);

impl Hash for Name<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_name(self.0, state);
    }
}

/// By its letters, not by Java's code of them: keys that collide in Java are easily made, and a body has them from
/// a client. A text equals nothing but a text, so the two kinds of hashes need not agree.
fn hash_name<H: Hasher>(name: &str, state: &mut H) {
    state.write(name.as_bytes());
}

impl Equivalent<Key> for Name<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(&key.0, Value::Text(text) if **text == *self.0)
    }
}

/// A map.
#[derive(Clone)]
pub(crate) struct Map(Rc<Cell>);

struct Cell {
    /// `$context` and the maps in it print as nothing.
    silent: bool,
    entries: RefCell<Entries>,
}

impl Map {
    pub(crate) fn new(entries: impl IntoIterator<Item = (Value, Value)>) -> Self {
        Map::with(false, entries)
    }

    /// A map that prints as nothing, like `$context`.
    pub(crate) fn silent(entries: impl IntoIterator<Item = (Value, Value)>) -> Self {
        Map::with(true, entries)
    }

    fn with(silent: bool, entries: impl IntoIterator<Item = (Value, Value)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (Key(key), value));
        let entries: Entries = entries.collect();
        made_places(OWN_PLACES + 2 * entries.len());
        Map(Rc::new(Cell {
            silent,
            entries: RefCell::new(entries),
        }))
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.0.silent
    }

    /// Whether it is the same map, not just an equal one.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// What tells it from any other map.
    pub(super) fn address(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }

    pub(crate) fn len(&self) -> usize {
        self.read().map_or(0, |entries| entries.len())
    }

    pub(crate) fn get(&self, key: &Value) -> Option<Value> {
        self.read()?.get(&Key(key.clone())).cloned()
    }

    /// The value of a key that is a text.
    pub(crate) fn member(&self, name: &str) -> Option<Value> {
        self.read()?.get(&Name(name)).cloned()
    }

    /// Sets a value; gives the one before.
    pub(crate) fn put(&self, key: Value, value: Value) -> Option<Value> {
        let before = self.0.entries.borrow_mut().insert(Key(key), value);
        if before.is_none() {
            made_places(2);
        }
        before
    }

    pub(crate) fn remove(&self, key: &Value) -> Option<Value> {
        let removed = self.0.entries.borrow_mut().shift_remove(&Key(key.clone()));
        if removed.is_some() {
            gone_places(2);
        }
        removed
    }

    pub(crate) fn clear(&self) {
        let entries = std::mem::take(&mut *self.0.entries.borrow_mut());
        unravel(parts(entries));
    }

    /// The pairs as they are now.
    pub(crate) fn entries(&self) -> Vec<(Value, Value)> {
        let Some(entries) = self.read() else {
            return Vec::new();
        };
        let pairs = entries.iter();
        pairs
            .map(|(key, value)| (key.0.clone(), value.clone()))
            .collect()
    }

    /// The pairs, for reading. While one is being put there are none: only a map with itself as a key can tell,
    /// because keys are compared meanwhile.
    fn read(&self) -> Option<Ref<'_, Entries>> {
        self.0.entries.try_borrow().ok()
    }

    /// What it holds that holds others, if nobody else holds the map.
    fn into_parts(self) -> Vec<Value> {
        match Rc::into_inner(self.0) {
            Some(mut cell) => parts(std::mem::take(cell.entries.get_mut())),
            None => Vec::new(),
        }
    }
}

impl Drop for Cell {
    fn drop(&mut self) {
        gone_places(OWN_PLACES);
        unravel(parts(std::mem::take(self.entries.get_mut())));
    }
}

fn parts(entries: Entries) -> Vec<Value> {
    gone_places(2 * entries.len());
    let pairs = entries.into_iter();
    let held = pairs.flat_map(|(key, value)| [key.0, value]);
    held.filter(Value::holds_others).collect()
}

impl Value {
    fn holds_others(&self) -> bool {
        matches!(self, Value::List(_) | Value::Map(_) | Value::Entry(_))
    }
}

/// Drops values one after the other, so that a deep nesting does not need a deep stack.
pub(super) fn unravel(mut values: Vec<Value>) {
    while let Some(value) = values.pop() {
        match value {
            Value::List(list) => values.extend(list.into_parts()),
            Value::Map(map) => values.extend(map.into_parts()),
            Value::Entry(entry) => {
                values.extend(
                    Rc::into_inner(entry)
                        .into_iter()
                        .flat_map(|(key, value)| [key, value]),
                );
            }
            _ => {}
        }
    }
}
