//! Lists.
//!
//! Rule: a list is shared; whoever holds it sees every change. It is dropped without recursion, however deep
//! it is nested.

use std::{
    cell::{Ref, RefCell},
    rc::Rc,
};

use super::{
    Map, Value,
    budget::{gone_places, made_places},
    map::unravel,
};

/// Where a list comes from, which decides how it prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Made by a template: `[1, a]`.
    Java,
    /// Out of JSON: `[1,"a"]`.
    Json,
    /// What `keySet`, `values` and `entrySet` give: it has no places, but prints like a list.
    Collection,
    /// What `iterator` gives: the items that are still to come, the last one first.
    Iterator,
    /// What `split` gives: an array of texts, which does not print its items.
    Array,
    /// What `toCharArray` gives.
    Chars,
    /// What `toArray` gives: an array of anything.
    Objects,
}

/// What a list needs besides its items, in places.
const OWN_PLACES: usize = 2;

/// A list.
#[derive(Clone)]
pub(crate) struct List<'a>(Rc<Cell<'a>>);

struct Cell<'a> {
    style: Style,
    /// The map that a collection was made from.
    source: Option<Map<'a>>,
    items: RefCell<Vec<Value<'a>>>,
}

impl<'a> List<'a> {
    pub(crate) fn new(style: Style, items: Vec<Value<'a>>) -> Self {
        List::with(style, None, items)
    }

    /// Keys, values or entries of a map.
    pub(crate) fn collection(source: Map<'a>, items: Vec<Value<'a>>) -> Self {
        List::with(Style::Collection, Some(source), items)
    }

    fn with(style: Style, source: Option<Map<'a>>, items: Vec<Value<'a>>) -> Self {
        made_places(OWN_PLACES + items.len());
        List(Rc::new(Cell {
            style,
            source,
            items: RefCell::new(items),
        }))
    }

    /// The same items in a list that nobody else holds.
    pub(crate) fn own(self) -> Self {
        match Rc::strong_count(&self.0) {
            1 => self,
            _ => List::with(self.style(), self.source(), self.items().clone()),
        }
    }

    /// The map that a collection was made from.
    pub(crate) fn source(&self) -> Option<Map<'a>> {
        self.0.source.clone()
    }

    pub(crate) fn style(&self) -> Style {
        self.0.style
    }

    /// Whether an item of it can become this; if not, why.
    pub(crate) fn takes(&self, value: &Value<'a>) -> Result<(), &'static str> {
        match (self.style(), value) {
            (Style::Array, Value::Text(_)) => Ok(()),
            (Style::Array, _) => Err("an array of texts takes texts only"),
            (Style::Chars, Value::Text(text)) if text.chars().nth(1).is_none() => Ok(()),
            (Style::Chars, _) => Err("an array of characters takes characters only"),
            _ => Ok(()),
        }
    }

    /// Whether it has a fixed number of items.
    pub(crate) fn is_array(&self) -> bool {
        matches!(self.style(), Style::Array | Style::Chars | Style::Objects)
    }

    /// Whether Java takes it where a collection is asked for.
    pub(crate) fn is_collection(&self) -> bool {
        !self.is_array() && self.style() != Style::Iterator
    }

    /// Whether it is the same list, not just an equal one.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// What tells it from any other list.
    pub(super) fn address(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.items.borrow().len()
    }

    /// The items, for reading: nothing may change the list meanwhile.
    pub(crate) fn items(&self) -> Ref<'_, Vec<Value<'a>>> {
        self.0.items.borrow()
    }

    /// Changes the items. The change must not look at any list itself.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Vec<Value<'a>>) -> T) -> T {
        let mut items = self.0.items.borrow_mut();
        let before = items.len();
        let changed = change(&mut items);
        made_places(items.len().saturating_sub(before));
        gone_places(before.saturating_sub(items.len()));
        changed
    }

    pub(super) fn class(&self) -> &'static str {
        match self.0.style {
            Style::Java => "java.util.ArrayList",
            Style::Json => "net.minidev.json.JSONArray",
            Style::Collection => "java.util.Collection",
            Style::Iterator => "java.util.Iterator",
            Style::Array => "[Ljava.lang.String;",
            Style::Chars => "[C",
            Style::Objects => "[Ljava.lang.Object;",
        }
    }

    /// What it holds, if nobody else holds the list.
    pub(super) fn into_parts(self) -> Vec<Value<'a>> {
        let Some(mut cell) = Rc::into_inner(self.0) else {
            return Vec::new();
        };
        let mut parts = cell.take_items();
        parts.extend(cell.source.take().map(Value::Map));
        parts
    }
}

impl<'a> Cell<'a> {
    fn take_items(&mut self) -> Vec<Value<'a>> {
        let items = std::mem::take(self.items.get_mut());
        gone_places(items.len());
        items
    }
}

impl Drop for Cell<'_> {
    fn drop(&mut self) {
        gone_places(OWN_PLACES);
        let items = self.take_items();
        if items.iter().any(Value::holds_others) {
            unravel(items);
        }
    }
}
