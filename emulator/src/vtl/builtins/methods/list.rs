//! Methods of lists: Java's `ArrayList`, and what Velocity lends to arrays.
//!
//! Rule: only a list has places. What `keySet`, `values` and `entrySet` give has none, and an array neither grows nor
//! shrinks.

use super::super::{
    Called,
    arguments::{int, printed},
};
use crate::vtl::{
    error::Problem,
    eval::MAX_ITEMS,
    value::{Comparison, List, Style, Text, Value, text_of},
};

/// The methods that take no arguments.
pub(super) const WITHOUT_ARGUMENTS: &[&str] = &[
    "size",
    "isEmpty",
    "iterator",
    "listIterator",
    "toArray",
    "toJSONString",
    "clear",
    "hasNext",
    "next",
];

pub(super) fn call<'a>(this: &List<'a>, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    if this.style() == Style::Iterator {
        return iterate(this, name, arguments);
    }
    let of_a_map = this.style() == Style::Collection;
    let found = match (name, arguments) {
        ("size", []) => Value::size(this.len()),
        ("isEmpty", []) => Value::Bool(this.len() == 0),
        ("contains", [item]) => Value::Bool(position(this, item).is_some()),
        ("containsAll", [Value::List(items)]) if items.is_collection() => {
            let held = held(items, this)?;
            Value::Bool(held.into_iter().all(|held| held))
        }
        ("iterator", []) => iterator(this, 0),
        // Of its arguments Java takes the class alone.
        ("toArray", _) => Value::List(List::new(Style::Objects, this.items().clone())),
        ("toJSONString", []) if this.style() == Style::Json => printed(&Value::List(this.clone()))?,
        ("addAll", [Value::List(items)]) if of_a_map && items.is_collection() => {
            match items.len() {
                0 => Value::Bool(false),
                _ => return Err(unaddable()),
            }
        }
        ("add", [_]) if of_a_map => return Err(unaddable()),
        _ if of_a_map => return removal(this, name, arguments),
        _ => return placed(this, name, arguments),
    };
    Ok(Some(found))
}

fn unaddable() -> Problem {
    Problem::new("nothing can be added to what a map has").help("use the map's `put`")
}

/// What goes through the items from the one at `first`.
fn iterator<'a>(this: &List<'a>, first: usize) -> Value<'a> {
    let items = this.items().iter().skip(first).rev().cloned().collect();
    Value::List(List::new(Style::Iterator, items))
}

/// What can be done with an iterator.
fn iterate<'a>(this: &List<'a>, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    match (name, arguments) {
        ("hasNext", []) => Ok(Some(Value::Bool(this.len() > 0))),
        ("next", []) => match this.change(Vec::pop) {
            Some(item) => Ok(Some(item)),
            None => Err(Problem::new("there is no next item")
                .help("test it first: `#if($iterator.hasNext())`")),
        },
        _ => Ok(None),
    }
}

/// What needs places.
fn placed<'a>(this: &List<'a>, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    let found = match (name, arguments) {
        ("get", [index]) => match int(index) {
            Some(index) => this.items()[at(this, index)?].clone(),
            None => return Ok(None),
        },
        ("set", [index, value]) => match int(index) {
            Some(index) => {
                let index = at(this, index)?;
                this.takes(value).map_err(Problem::new)?;
                this.change(|items| std::mem::replace(&mut items[index], value.clone()))
            }
            None => return Ok(None),
        },
        ("listIterator", []) => iterator(this, 0),
        ("listIterator", [index]) => match int(index) {
            Some(index) => iterator(this, gap(this, index)?),
            None => return Ok(None),
        },
        ("indexOf", [item]) => place(position(this, item)),
        ("lastIndexOf", [item]) => {
            let mut comparison = Comparison::default();
            let items = this.items();
            place(items.iter().rposition(|held| comparison.equal(held, item)))
        }
        ("subList", [start, end]) => match (int(start), int(end)) {
            (Some(start), Some(end)) => sub_list(this, start, end)?,
            _ => return Ok(None),
        },
        _ => return growth(this, name, arguments),
    };
    Ok(Some(found))
}

fn growth<'a>(this: &List<'a>, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    let found = match (name, arguments) {
        ("add", [item]) => {
            insert(this, this.len(), vec![item.clone()])?;
            Value::Bool(true)
        }
        ("appendElement", [item]) if this.style() == Style::Json => {
            insert(this, this.len(), vec![item.clone()])?;
            Value::List(this.clone())
        }
        ("add", [index, item]) => match int(index) {
            Some(index) => {
                insert(this, gap(this, index)?, vec![item.clone()])?;
                Value::text("")
            }
            None => return Ok(None),
        },
        ("addAll", [Value::List(items)]) if items.is_collection() => {
            let items = items.items().clone();
            let grows = !items.is_empty();
            insert(this, this.len(), items)?;
            Value::Bool(grows)
        }
        ("addAll", [index, Value::List(items)]) if items.is_collection() => match int(index) {
            Some(index) => {
                let items = items.items().clone();
                let grows = !items.is_empty();
                insert(this, gap(this, index)?, items)?;
                Value::Bool(grows)
            }
            None => return Ok(None),
        },
        ("remove", [index]) if int(index).is_some() => {
            resizable(this)?;
            let index = at(this, int(index).unwrap_or_default())?;
            this.change(|items| items.remove(index))
        }
        _ => return removal(this, name, arguments),
    };
    Ok(Some(found))
}

fn removal<'a>(this: &List<'a>, name: &str, arguments: &[Value<'a>]) -> Called<'a> {
    let found = match (name, arguments) {
        ("remove", [item]) => match position(this, item) {
            Some(index) => {
                resizable(this)?;
                drop(this.change(|items| items.remove(index)));
                Value::Bool(true)
            }
            None => Value::Bool(false),
        },
        ("removeAll" | "retainAll", [Value::List(items)]) if items.is_collection() => {
            let keeps = name == "retainAll";
            let before = this.len();
            let held = held(this, items)?;
            let items = this.items().clone();
            let kept = items.into_iter().zip(held);
            let kept = kept.filter(|(_, held)| *held == keeps);
            let kept: Vec<Value> = kept.map(|(item, _)| item).collect();
            let changed = kept.len() != before;
            if changed {
                resizable(this)?;
            }
            drop(this.change(|items| std::mem::replace(items, kept)));
            Value::Bool(changed)
        }
        ("clear", []) => {
            if this.len() > 0 {
                resizable(this)?;
            }
            drop(this.change(std::mem::take));
            Value::text("")
        }
        _ => return Ok(None),
    };
    Ok(Some(found))
}

fn position<'a>(this: &List<'a>, item: &Value<'a>) -> Option<usize> {
    position_in(this, item, &mut Comparison::default())
}

fn position_in<'a>(
    this: &List<'a>,
    item: &Value<'a>,
    comparison: &mut Comparison,
) -> Option<usize> {
    let items = this.items();
    items.iter().position(|held| comparison.equal(held, item))
}

/// How many pairs of items a method compares at most.
const MAX_PAIRS: usize = 4_000_000;

/// Of each item, whether `others` has it.
fn held<'a>(items: &List<'a>, others: &List<'a>) -> Result<Vec<bool>, Problem> {
    if items.len().saturating_mul(others.len()) > MAX_PAIRS {
        return Err(
            Problem::new("these lists are too long to be compared with each other")
                .help("put the items of one of them into a map as keys, and ask its `containsKey`"),
        );
    }
    let mut comparison = Comparison::default();
    let held = |item| position_in(others, item, &mut comparison).is_some();
    Ok(items.items().iter().map(held).collect())
}

fn place<'a>(position: Option<usize>) -> Value<'a> {
    position.map_or(Value::int(-1), Value::size)
}

/// An index that is there.
fn at(this: &List<'_>, index: i32) -> Result<usize, Problem> {
    let length = this.len();
    let index_there = usize::try_from(index).ok().filter(|index| *index < length);
    index_there.ok_or_else(|| {
        Problem::new(format!("there is no item {index} in a list of {length}"))
            .help("test it first: `#if($list.size() > 0)`")
    })
}

/// An index that is there, or the end.
fn gap(this: &List<'_>, index: i32) -> Result<usize, Problem> {
    let length = this.len();
    let index_there = usize::try_from(index).ok().filter(|index| *index <= length);
    index_there
        .ok_or_else(|| Problem::new(format!("there is no place {index} in a list of {length}")))
}

/// An array is what it is.
fn resizable(this: &List<'_>) -> Result<(), Problem> {
    if this.is_array() {
        return Err(Problem::new("an array neither grows nor shrinks").help(
            "add its items to a list: `#foreach($item in $array)#set($added = $list.add($item))#end`",
        ));
    }
    Ok(())
}

fn insert<'a>(this: &List<'a>, index: usize, items: Vec<Value<'a>>) -> Result<(), Problem> {
    if !items.is_empty() {
        resizable(this)?;
    }
    let length = this.len() + items.len();
    if length > MAX_ITEMS {
        return Err(
            Problem::new(format!("a list holds at most {MAX_ITEMS} items"))
                .help("print the items as they come, instead of keeping them"),
        );
    }
    this.change(|held| drop(held.splice(index..index, items)));
    Ok(())
}

fn sub_list<'a>(this: &List<'a>, start: i32, end: i32) -> Result<Value<'a>, Problem> {
    let (first, last) = (gap(this, start)?, gap(this, end)?);
    match this.items().get(first..last) {
        Some(items) => Ok(Value::List(List::new(Style::Java, items.to_vec()))),
        None => Err(Problem::new(format!(
            "a part of a list cannot go from {start} to {end}"
        ))),
    }
}

/// The items as texts, for `String.join`, which takes nothing else.
pub(super) fn texts<'a>(this: &List<'a>) -> Result<Vec<Text<'a>>, Problem> {
    let items = this.items();
    let texts = items.iter().map(|item| match item {
        Value::Text(_) | Value::Null => Ok(text_of(item)?),
        _ => Err(Problem::new("only texts can be joined")
            .help("print them one by one: `#foreach($item in $list)$item#end`")),
    });
    texts.collect()
}
