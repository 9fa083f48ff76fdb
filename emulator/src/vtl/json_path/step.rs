//! What a path consists of: steps from one value to the next ones.
//!
//! Rule: data only, named as in Jayway. The root, `$` or `@`, is not a step.

use super::{Path, filter::Filter};

/// One step and where it stands in the path.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) kind: Kind,
    pub(super) column: usize,
    /// Nothing comes after it.
    pub(super) is_leaf: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// `.a`, `['a']`, `['a','b']`: never empty.
    Properties(Vec<String>),
    /// `[0]`, `[-1]`, `[0,2]`: never empty.
    Indexes(Vec<i32>),
    /// `[1:]`, `[:2]`, `[1:2]`.
    Slice(Slice),
    /// `.*`, `[*]`.
    Wildcard,
    /// `..`: what follows it is looked for at every depth.
    Scan,
    /// `[?(…)]`.
    Filter(Filter),
    /// `.name(…)`.
    Function(Function),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Slice {
    From(i32),
    To(i32),
    Between(i32, i32),
}

#[derive(Debug, Clone)]
pub(super) struct Function {
    /// Unknown names are found out when the path is read, as in Jayway.
    pub(super) name: String,
    pub(super) arguments: Vec<Argument>,
}

#[derive(Debug, Clone)]
pub(super) enum Argument {
    /// Begins with `$` or `@`; both mean the document.
    Path(Path),
    /// A literal, read leniently when a function wants it.
    Json(String),
}

impl Step {
    /// Several properties at the end of a path are merged into one object, and one object is definite.
    pub(super) fn is_definite(&self) -> bool {
        match &self.kind {
            Kind::Properties(names) => names.len() == 1 || self.is_leaf,
            Kind::Indexes(indexes) => indexes.len() == 1,
            Kind::Function(_) => true,
            Kind::Slice(_) | Kind::Wildcard | Kind::Scan | Kind::Filter(_) => false,
        }
    }
}
