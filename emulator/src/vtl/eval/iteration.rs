//! What a loop runs over.
//!
//! Rule: a loop sees what its rounds change in the list, but a list that grows or shrinks meanwhile is an error.
//!
//! Mirrors the iterators of Java's `ArrayList` and `LinkedHashMap`, which throw
//! `ConcurrentModificationException`; it is 500 on API Gateway.

use super::Halt;
use crate::vtl::{
    ast::Foreach,
    error::Fault,
    value::{List, Map, Style, Value, spend},
};

/// A loop's items, one after the other.
pub(super) enum Iteration<'a> {
    /// The items of a list, as they are when their round comes.
    List { list: List<'a>, length: usize },
    /// The values of a map, or what was made of its entries.
    Map {
        items: List<'a>,
        map: Map<'a>,
        length: usize,
    },
    /// Items that nobody can change.
    Items(Vec<Value<'a>>),
}

impl<'a> Iteration<'a> {
    /// The items of a list, the values of a map; of anything else, none.
    pub(super) fn new(value: Value<'a>) -> Self {
        match value {
            Value::List(list) if list.style() == Style::Iterator => {
                Iteration::Items(list.change(|items| items.drain(..).rev().collect()))
            }
            Value::List(list) => match list.source() {
                Some(map) => {
                    spend(list.len());
                    Iteration::over_map(list.own(), map)
                }
                None => Iteration::List {
                    length: list.len(),
                    list,
                },
            },
            Value::Map(map) => {
                spend(map.len());
                let values = map.collect(|_, value| value.clone());
                Iteration::over_map(List::new(Style::Collection, values), map)
            }
            _ => Iteration::Items(Vec::new()),
        }
    }

    fn over_map(items: List<'a>, map: Map<'a>) -> Self {
        let length = map.len();
        Iteration::Map { items, map, length }
    }

    /// Whether there is a round for this index.
    pub(super) fn has(&self, index: usize) -> bool {
        match self {
            // Not `<`, as in Java: a list that has shrunk below the index is found out in the next round.
            Iteration::List { list, .. } => index != list.len(),
            Iteration::Map { items, .. } => index < items.len(),
            Iteration::Items(items) => index < items.len(),
        }
    }

    /// The item of an index that there is a round for.
    pub(super) fn item(&self, index: usize, foreach: &Foreach) -> Result<Value<'a>, Halt> {
        let (found, same) = match self {
            Iteration::List { list, length } => {
                (list.items().get(index).cloned(), list.len() == *length)
            }
            Iteration::Map { items, map, length } => {
                (items.items().get(index).cloned(), map.len() == *length)
            }
            Iteration::Items(items) => (items.get(index).cloned(), true),
        };
        match found {
            Some(item) if same => Ok(item),
            _ => Err(Fault::new(
                "this loop runs over what grew or shrank in its last round",
                foreach.place.clone(),
            )
            .help("collect what to add or to remove in another list, and do it after the loop")
            .into()),
        }
    }
}
