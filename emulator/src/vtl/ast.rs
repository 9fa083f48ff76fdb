//! A parsed template.
//!
//! Rule: data only. What is known when the template is parsed is decided by the parser: blanks that a directive
//! swallows are gone, escapes are done, a `#macro` has vanished.
//!
//! Mirrors the node kinds of Velocity 1.7, each with its name there in the comment where it differs.

use std::ops::Range;

use super::names::{Names, Variable};

/// A whole template.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The template's length in bytes: about as much as it will print.
    pub(crate) length: usize,
    pub(crate) block: Block,
    pub(crate) names: Names,
}

/// A run of nodes: a template, or what stands between a directive and its `#end`.
#[derive(Debug, Default)]
pub(crate) struct Block(pub(crate) Vec<Node>);

/// A statement.
#[derive(Debug)]
pub(crate) enum Node {
    /// Printed as it is.
    Text(String),
    /// A reference in the text.
    Print(Print),
    /// `#set($target = value)`
    Set {
        target: Reference,
        value: Expression,
    },
    /// `#if`, `#elseif`, `#else`.
    If(If),
    /// `#foreach($variable in list)`
    Foreach(Foreach),
    /// `#define($name)`
    Define { variable: Variable, body: Block },
    /// `#break`
    Break,
    /// `#stop`
    Stop,
}

/// A reference in the text, and what surrounds it there.
#[derive(Debug)]
pub(crate) struct Print {
    /// Printed before it: half of the backslashes, and stray `$` and `#`.
    pub(crate) prefix: String,
    /// As it is written.
    pub(crate) literal: String,
    /// `\$x` prints what is written instead of its value.
    pub(crate) escaped: bool,
    pub(crate) reference: Reference,
}

/// `$root`, and what follows it.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) root: Variable,
    pub(crate) steps: Vec<Step>,
    pub(crate) place: Range<usize>,
}

/// One step from a value to another.
#[derive(Debug)]
pub(crate) enum Step {
    /// `.name`
    Member(String),
    /// `[index]`
    Index {
        argument: Expression,
        place: Range<usize>,
    },
    /// `.name(arguments)`
    Call {
        name: String,
        arguments: Vec<Expression>,
        place: Range<usize>,
    },
}

/// `#if` and its branches.
#[derive(Debug)]
pub(crate) struct If {
    /// `#if`, then each `#elseif`.
    pub(crate) branches: Vec<(Expression, Block)>,
    /// `#else`, or nothing.
    pub(crate) otherwise: Block,
}

/// A loop.
#[derive(Debug)]
pub(crate) struct Foreach {
    pub(crate) variable: Variable,
    pub(crate) place: Range<usize>,
    pub(crate) list: Expression,
    pub(crate) body: Block,
}

/// What has a value.
#[derive(Debug)]
pub(crate) enum Expression {
    /// `'text'`, or `"text"` without `$` and `#`.
    Text(String),
    /// `"text with $references"`
    Interpolated(Interpolated),
    /// `12`, `1.5`
    Number(crate::vtl::value::Number),
    /// `true`, `false`
    Bool(bool),
    /// `$x`
    Reference(Reference),
    /// `[1, 2]`
    List(Vec<Expression>),
    /// `[1..5]`
    Range {
        bounds: Box<(Expression, Expression)>,
        place: Range<usize>,
    },
    /// `{'a': 1}`
    Map(Vec<(Expression, Expression)>),
    /// `!x`
    Not(Box<Expression>),
    /// `a + b - c`: operators of one rank, from left to right.
    Chain(Chain),
}

/// A text that is a template of its own.
#[derive(Debug)]
pub(crate) struct Interpolated {
    pub(crate) block: Block,
    /// Whether a blank was added so that it may end in `$`: the last character printed is not part of it.
    pub(crate) padded: bool,
}

/// `a + b - c`: operators of one rank, from left to right.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) first: Box<Expression>,
    pub(crate) rest: Vec<(Operator, Expression)>,
    pub(crate) place: Range<usize>,
}

/// A binary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Modulo,
}
