//! Maps, which keep the order in which their keys came.
//!
//! Rule: a map is shared, like a list. Any value can be a key; two keys are the same if Java's `equals` says so:
//! `1` and `'1'` are two.

use std::{
    cell::{OnceCell, Ref, RefCell},
    hash::{Hash, Hasher},
    rc::Rc,
};

use indexmap::Equivalent;

use super::{
    Source, Value,
    budget::{gone_places, made_places},
    equal, hash_code,
};
use crate::vtl::json::Ordered;

pub(super) type Entries<'a> = Ordered<Key<'a>, Value<'a>>;

/// What a map needs besides its members, in places: most of it is room for members to come.
const OWN_PLACES: usize = 8;

/// A value as a key.
#[derive(Debug, Clone)]
pub(super) struct Key<'a>(pub(super) Value<'a>);

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Value::Text(a), Value::Text(b)) => a == b,
            (a, b) => equal(a, b),
        }
    }
}

impl Eq for Key<'_> {}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Text(text) => hash_name(text, state),
            other => state.write_i32(hash_code(other)),
        }
    }
}

/// A text to look for, without making a value of it.
struct Name<'n>(&'n str);

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

impl Equivalent<Key<'_>> for Name<'_> {
    fn equivalent(&self, key: &Key<'_>) -> bool {
        matches!(&key.0, Value::Text(text) if **text == *self.0)
    }
}

/// A map.
#[derive(Clone)]
pub(crate) struct Map<'a>(Rc<Cell<'a>>);

struct Cell<'a> {
    source: Source<'a>,
    /// Not there until somebody looks into it.
    entries: OnceCell<RefCell<Entries<'a>>>,
}

impl<'a> Map<'a> {
    /// A map that the template makes.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Value<'a>, Value<'a>)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (Key(key), value));
        let entries: Entries<'a> = entries.collect();
        made_places(OWN_PLACES + 2 * entries.len());
        Map(Rc::new(Cell {
            source: Source::Template,
            entries: RefCell::new(entries).into(),
        }))
    }

    /// A map of what is there already.
    pub(crate) fn lent(source: Source<'a>) -> Self {
        made_places(OWN_PLACES);
        Map(Rc::new(Cell {
            source,
            entries: OnceCell::new(),
        }))
    }

    /// Its source, which says all, as long as nobody has looked into it.
    pub(crate) fn untouched(&self) -> Option<Source<'a>> {
        match self.0.entries.get() {
            Some(_) => None,
            None => Some(self.0.source),
        }
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.0.source.is_silent()
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

    pub(crate) fn get(&self, key: &Value<'a>) -> Option<Value<'a>> {
        match key {
            Value::Text(name) => self.member(name),
            other => self.read()?.get(&Key(other.clone())).cloned(),
        }
    }

    /// The value of a key that is a text.
    pub(crate) fn member(&self, name: &str) -> Option<Value<'a>> {
        self.read()?.get(&Name(name)).cloned()
    }

    /// Sets a value; gives the one before.
    pub(crate) fn put(&self, key: Value<'a>, value: Value<'a>) -> Option<Value<'a>> {
        let before = self.0.opened().borrow_mut().insert(Key(key), value);
        if before.is_none() {
            made_places(2);
        }
        before
    }

    pub(crate) fn remove(&self, key: &Value<'a>) -> Option<Value<'a>> {
        let key = Key(key.clone());
        let removed = self.0.opened().borrow_mut().remove(&key);
        if removed.is_some() {
            gone_places(2);
        }
        removed
    }

    pub(crate) fn clear(&self) {
        let entries = std::mem::take(&mut *self.0.opened().borrow_mut());
        unravel(parts(entries));
    }

    /// Takes over another map's members; where both have a map, that map's members.
    pub(super) fn merge(&self, other: &Self) {
        for (key, value) in other.entries() {
            match (self.get(&key), &value) {
                (Some(Value::Map(held)), Value::Map(value)) => held.put_all(value),
                _ => drop(self.put(key, value)),
            }
        }
    }

    pub(crate) fn put_all(&self, other: &Self) {
        for (key, value) in other.entries() {
            self.put(key, value);
        }
    }

    /// The pairs as they are now.
    pub(crate) fn entries(&self) -> Vec<(Value<'a>, Value<'a>)> {
        self.collect(|key, value| (key.clone(), value.clone()))
    }

    /// What is made of each pair as it is now.
    pub(crate) fn collect<T>(&self, make: impl Fn(&Value<'a>, &Value<'a>) -> T) -> Vec<T> {
        let Some(entries) = self.read() else {
            return Vec::new();
        };
        let pairs = entries.iter();
        pairs.map(|(key, value)| make(&key.0, value)).collect()
    }

    /// The pairs, for reading. While one is being put there are none: only a map with itself as a key can tell,
    /// because keys are compared meanwhile.
    fn read(&self) -> Option<Ref<'_, Entries<'a>>> {
        self.0.opened().try_borrow().ok()
    }

    /// What it holds that holds others, if nobody else holds the map.
    fn into_parts(self) -> Vec<Value<'a>> {
        match Rc::into_inner(self.0) {
            Some(mut cell) => cell.parts(),
            None => Vec::new(),
        }
    }
}

impl<'a> Cell<'a> {
    fn opened(&self) -> &RefCell<Entries<'a>> {
        self.entries.get_or_init(|| {
            let entries = self.source.entries();
            made_places(2 * entries.len());
            RefCell::new(entries)
        })
    }

    fn parts(&mut self) -> Vec<Value<'a>> {
        match self.entries.take() {
            Some(entries) => parts(entries.into_inner()),
            None => Vec::new(),
        }
    }
}

impl Drop for Cell<'_> {
    fn drop(&mut self) {
        gone_places(OWN_PLACES);
        unravel(self.parts());
    }
}

/// What holds others is taken out of the entries; the rest goes with them.
fn parts<'a>(mut entries: Entries<'a>) -> Vec<Value<'a>> {
    gone_places(2 * entries.len());
    if entries.keys().any(|key| key.0.holds_others()) {
        let pairs = entries.into_iter();
        return pairs.flat_map(|(key, value)| [key.0, value]).collect();
    }
    let held = entries.values_mut().filter(|value| value.holds_others());
    held.map(|value| std::mem::replace(value, Value::Null))
        .collect()
}

impl Value<'_> {
    pub(super) fn holds_others(&self) -> bool {
        matches!(self, Value::List(_) | Value::Map(_) | Value::Entry(_))
    }
}

/// Drops values one after the other, so that a deep nesting does not need a deep stack.
pub(super) fn unravel(mut values: Vec<Value<'_>>) {
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
