//! Maps, which keep the order in which their keys came.
//!
//! Rule: a map is shared, like a list. Any value can be a key; two keys are the same if Java's `equals` says so:
//! `1` and `'1'` are two.

use std::{
    cell::{Ref, RefCell},
    hash::{Hash, Hasher},
    rc::Rc,
};

use indexmap::IndexMap;

use super::{Value, equal, hash_code, made_places, memory::gone_places};

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
        hash_code(&self.0).hash(state);
    }
}

/// A map.
#[derive(Clone)]
pub(crate) struct Map(Rc<Cell>);

struct Cell {
    /// `$context` and the maps in it print as nothing.
    silent: bool,
    entries: RefCell<IndexMap<Key, Value>>,
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
        let entries: IndexMap<Key, Value> = entries.collect();
        made_places(2 * entries.len());
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
        self.get(&Value::text(name))
    }

    /// Sets a value; gives the one before.
    pub(crate) fn put(&self, key: Value, value: Value) -> Option<Value> {
        made_places(2);
        self.0.entries.borrow_mut().insert(Key(key), value)
    }

    pub(crate) fn remove(&self, key: &Value) -> Option<Value> {
        self.0.entries.borrow_mut().shift_remove(&Key(key.clone()))
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
    fn read(&self) -> Option<Ref<'_, IndexMap<Key, Value>>> {
        self.0.entries.try_borrow().ok()
    }

    /// Keys and values, if nobody else holds the map.
    fn into_parts(self) -> Vec<Value> {
        match Rc::into_inner(self.0) {
            Some(mut cell) => parts(std::mem::take(cell.entries.get_mut())),
            None => Vec::new(),
        }
    }
}

impl Drop for Cell {
    fn drop(&mut self) {
        unravel(parts(std::mem::take(self.entries.get_mut())));
    }
}

fn parts(entries: IndexMap<Key, Value>) -> Vec<Value> {
    gone_places(2 * entries.len());
    let pairs = entries.into_iter();
    pairs.flat_map(|(key, value)| [key.0, value]).collect()
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
