//! Whether a comparison holds: Jayway's evaluators.
//!
//! Rule: values of kinds that an operator does not know are no error: the comparison is false. An operator that wants
//! a list on its right, and finds none, rejects the element.

use std::cmp::Ordering;

use super::{
    super::{Error, read::Stop},
    node::Node,
    operator::Operator,
    pattern::Pattern,
};
use crate::vtl::json::Json;

/// Whether `left operator right` holds.
pub(super) fn holds(left: &Node, operator: Operator, right: &Node) -> Result<bool, Stop> {
    match operator {
        Operator::Equal => equal(left, right),
        Operator::NotEqual => Ok(!equal(left, right)?),
        Operator::SameAs => same(left, right),
        Operator::NotSameAs => Ok(!same(left, right)?),
        Operator::Less => Ok(order(left, right).is_some_and(Ordering::is_lt)),
        Operator::LessOrEqual => Ok(order(left, right).is_some_and(Ordering::is_le)),
        Operator::Greater => Ok(order(left, right).is_some_and(Ordering::is_gt)),
        Operator::GreaterOrEqual => Ok(order(left, right).is_some_and(Ordering::is_ge)),
        Operator::Matches => matches(left, right),
        Operator::In => is_in(left, right),
        Operator::NotIn => Ok(!is_in(left, right)?),
        Operator::Contains => contains(left, right),
        Operator::SubsetOf => lists(left, right, |left, right| {
            left.iter()
                .all(|node| right.iter().any(|other| node.equals(other)))
        }),
        Operator::AnyOf => lists(left, right, meet),
        Operator::NoneOf => lists(left, right, |left, right| !meet(left, right)),
        Operator::Size => size(left, right),
        Operator::Empty => empty(left, right),
        Operator::Exists => exists(left, right),
        Operator::Never => Err(rejected("an operator that no path can use")),
    }
}

/// Jayway's `InvalidPathException`.
fn rejected(found: impl Into<String>) -> Stop {
    Stop::Invalid(Error::new(found, 1, "another operand"))
}

/// A list or an object from the document equals one written in the path, and never the other way round.
fn equal(left: &Node, right: &Node) -> Result<bool, Stop> {
    match (left, right) {
        (Node::Parsed(left), Node::Literal(_)) => Ok(right.json()?.as_ref() == Some(left)),
        (Node::Literal(_), Node::Literal(_)) => Ok(false),
        _ => Ok(left.equals(right)),
    }
}

fn same(left: &Node, right: &Node) -> Result<bool, Stop> {
    Ok(left.is_like(right) && equal(left, right)?)
}

/// Two numbers by size, two texts by their characters; nothing else has an order.
fn order(left: &Node, right: &Node) -> Option<Ordering> {
    match (left, right) {
        (Node::Number(left), Node::Number(right)) => Some(left.compare(right)),
        // Java compares UTF-16 units.
        (Node::Text(left), Node::Text(right)) => {
            Some(left.encode_utf16().cmp(right.encode_utf16()))
        }
        _ => None,
    }
}

/// The pattern may stand on either side. Of a list, any element may match; a null and an object match as the empty
/// text.
fn matches(left: &Node, right: &Node) -> Result<bool, Stop> {
    let (pattern, other) = match (left, right) {
        (Node::Pattern(_), Node::Pattern(_)) => return Ok(false),
        (Node::Pattern(pattern), other) | (other, Node::Pattern(pattern)) => (pattern, other),
        _ => return Ok(false),
    };
    match other.json()? {
        Some(Json::List(elements)) => {
            for element in nodes(&elements)? {
                if matches_text(pattern, &element)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        _ => matches_text(pattern, other),
    }
}

fn matches_text(pattern: &Pattern, node: &Node) -> Result<bool, Stop> {
    match node {
        Node::Text(text) => pattern.matches(text),
        Node::Number(number) => pattern.matches(&number.to_string()),
        Node::Bool(bool) => pattern.matches(&bool.to_string()),
        _ => pattern.matches(""),
    }
}

fn is_in(left: &Node, right: &Node) -> Result<bool, Stop> {
    let Some(elements) = list(right)? else {
        return Ok(false);
    };
    Ok(elements.iter().any(|element| left.equals(element)))
}

fn contains(left: &Node, right: &Node) -> Result<bool, Stop> {
    match (left, right) {
        (Node::Text(left), Node::Text(right)) => Ok(left.contains(right)),
        (Node::Parsed(_) | Node::Literal(_), _) => {
            let elements = list(left)?.unwrap_or_default();
            Ok(elements.iter().any(|element| right.equals(element)))
        }
        _ => Ok(false),
    }
}

/// Both sides as lists, the right one first; an object is none, and the comparison false.
fn lists(
    left: &Node,
    right: &Node,
    holds: impl Fn(&[Node], &[Node]) -> bool,
) -> Result<bool, Stop> {
    let Some(right) = list(right)? else {
        return Ok(false);
    };
    let Some(left) = list(left)? else {
        return Ok(false);
    };
    Ok(holds(&left, &right))
}

fn meet(left: &[Node], right: &[Node]) -> bool {
    left.iter()
        .any(|node| right.iter().any(|other| node.equals(other)))
}

/// The elements of a list; `None` for an object.
fn list(node: &Node) -> Result<Option<Vec<Node>>, Stop> {
    match node.json()? {
        Some(Json::List(elements)) => nodes(&elements).map(Some),
        Some(_) => Ok(None),
        None => Err(rejected("no list")),
    }
}

fn nodes(elements: &[Json]) -> Result<Vec<Node>, Stop> {
    elements
        .iter()
        .map(|element| Node::element(element, 1))
        .collect()
}

/// An object has the size -1.
fn size(left: &Node, right: &Node) -> Result<bool, Stop> {
    let Node::Number(right) = right else {
        return Ok(false);
    };
    let length = match (left, left.json()?) {
        (Node::Text(text), _) => text.encode_utf16().count() as i64,
        (_, Some(Json::List(elements))) => elements.len() as i64,
        (_, Some(_)) => -1,
        _ => return Ok(false),
    };
    Ok(right.as_integer() == Some(length))
}

/// An object is an error: Jayway takes it for a collection, which it is not in Java.
fn empty(left: &Node, right: &Node) -> Result<bool, Stop> {
    let is_empty = match (left, left.json()?) {
        (Node::Text(text), _) => text.is_empty(),
        (_, Some(Json::List(elements))) => elements.is_empty(),
        (_, Some(_)) => {
            let found = "`empty` on an object";
            return Err(Stop::Broken(Error::new(found, 1, "a list or a text")));
        }
        _ => return Ok(false),
    };
    match right {
        Node::Bool(expected) => Ok(is_empty == *expected),
        _ => Err(rejected("no boolean")),
    }
}

fn exists(left: &Node, right: &Node) -> Result<bool, Stop> {
    match (left, right) {
        (Node::Bool(left), Node::Bool(right)) => Ok(left == right),
        (Node::Bool(_), _) | (_, Node::Bool(_)) => Err(rejected("no boolean")),
        _ => Err(Stop::Broken(Error::new("no booleans", 1, "two of them"))),
    }
}
