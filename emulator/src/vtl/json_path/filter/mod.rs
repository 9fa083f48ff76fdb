//! `[?(@.price < 10 && !@.sold)]`: which elements of a list go on, or whether an object does.
//!
//! Rule: `||` binds loosest, then `&&`, then `!`. Something compared with an operator is a comparison; a path alone
//! asks whether it finds something. What Jayway calls an invalid path while it compares rejects the element; any
//! other fault ends the whole reading.

mod compare;
mod literal;
mod node;
mod operator;
mod parser;
mod pattern;

pub(super) use parser::parse;

use self::{node::Node, operator::Operator};
use super::{
    Path,
    read::{Stop, Surroundings},
};
use crate::vtl::json::Json;

/// What an element has to fulfil.
#[derive(Debug, Clone)]
pub(super) enum Filter {
    Any(Vec<Filter>),
    All(Vec<Filter>),
    Not(Box<Filter>),
    /// A path alone, or, with a `!` before it, `expected` to find nothing.
    Exists {
        path: Path,
        expected: bool,
    },
    Compare {
        left: Operand,
        operator: Operator,
        right: Operand,
    },
}

/// One side of a comparison.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Path(Path),
    Literal(Node),
}

impl Filter {
    /// Whether `element` fulfils the filter.
    pub(super) fn accepts(
        &self,
        element: &Json,
        surroundings: Surroundings<'_>,
    ) -> Result<bool, Stop> {
        match self.holds(element, surroundings) {
            Err(Stop::Invalid(_) | Stop::NotFound) => Ok(false),
            result => result,
        }
    }

    fn holds(&self, element: &Json, surroundings: Surroundings<'_>) -> Result<bool, Stop> {
        match self {
            Self::Any(filters) => {
                for filter in filters {
                    if filter.holds(element, surroundings)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::All(filters) => {
                for filter in filters {
                    if !filter.holds(element, surroundings)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Not(filter) => Ok(!filter.holds(element, surroundings)?),
            Self::Exists { path, expected } => {
                Ok(exists(path, element, surroundings)? == *expected)
            }
            Self::Compare {
                left,
                operator,
                right,
            } => {
                let left = left.node(element, surroundings)?;
                let right = right.node(element, surroundings)?;
                compare::holds(&left, *operator, &right)
            }
        }
    }
}

/// Asked whether it exists, a path with `$` begins at the element too. An indefinite path finds its list, even an
/// empty one, and so exists.
fn exists(path: &Path, element: &Json, surroundings: Surroundings<'_>) -> Result<bool, Stop> {
    let strict = Surroundings {
        requires_properties: true,
        ..surroundings
    };
    match strict.read(path, element) {
        Ok(_) => Ok(true),
        Err(Stop::NotFound) => Ok(false),
        Err(stop) => Err(stop),
    }
}

impl Operand {
    fn node(&self, element: &Json, surroundings: Surroundings<'_>) -> Result<Node, Stop> {
        let path = match self {
            Self::Literal(node) => return Ok(node.clone()),
            Self::Path(path) => path,
        };
        let start = match path.from_document {
            true => surroundings.document,
            false => element,
        };
        match surroundings.read(path, start) {
            Ok(found) => Node::found(found, path.column),
            Err(Stop::NotFound) => Ok(Node::Undefined),
            Err(stop) => Err(stop),
        }
    }
}
