//! Which tokens there are where: the same character means one thing in text and another in a condition.
//!
//! Rule: a mode is a list of kinds, in the order of [`Kind`]; what a kind looks like is in `shapes`, what it
//! does to the mode is in `lexer`.
//!
//! Mirrors the lexical states of Velocity 1.7.

use crate::vtl::token::Kind::{self, *};

/// Where the lexer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Plain text.
    Text,
    /// After `$`.
    Reference,
    /// After the dot of a reference.
    Member,
    /// Inside the parentheses of a method.
    Arguments,
    /// Inside the brackets after a reference.
    Index,
    /// After `#`, until it is clear which directive.
    DirectiveName,
    /// Inside a directive.
    Directive,
    /// After `##`.
    LineComment,
    /// After `#**`.
    FormalComment,
    /// After `#*`.
    Comment,
    /// After `#[[`.
    TextBlock,
}

impl Mode {
    /// The kinds that are there in this mode, the earlier one first.
    pub(super) fn kinds(self) -> &'static [Kind] {
        match self {
            Mode::Text => TEXT,
            Mode::Reference => REFERENCE,
            Mode::Member => MEMBER,
            Mode::Arguments => ARGUMENTS,
            Mode::Index => INDEX,
            Mode::DirectiveName => DIRECTIVE_NAME,
            Mode::Directive => DIRECTIVE,
            Mode::LineComment => LINE_COMMENT,
            Mode::FormalComment => FORMAL_COMMENT,
            Mode::Comment => COMMENT,
            Mode::TextBlock => TEXT_BLOCK,
        }
    }
}

/// The kinds of a mode, with what can begin anywhere in its place among them.
macro_rules! kinds {
    ($($before:ident)* | $($after:ident)*) => {
        &[
            $($before,)*
            Dollar, DollarBang, TextBlockOpen, FormalCommentOpen, CommentOpen, Hash,
            LineCommentOpen,
            $($after,)*
        ]
    };
}

/// The kinds of a mode in which no line comment begins.
macro_rules! uncommented {
    ($($before:ident)* | $($after:ident)*) => {
        &[
            $($before,)*
            Dollar, DollarBang, TextBlockOpen, FormalCommentOpen, CommentOpen, Hash,
            $($after,)*
        ]
    };
}

const TEXT: &[Kind] = kinds! {
    EscapedDirective Set | DoubleEscape Escape Text EmptyIndex
};

const REFERENCE: &[Kind] = kinds! {
    IndexOpen Set |
    True False Identifier Dot CurlyOpen CurlyClose ReferenceEnd EmptyIndex
};

const MEMBER: &[Kind] = uncommented! {
    IndexOpen ParenOpen Set |
    True False Identifier Dot CurlyOpen CurlyClose ReferenceEnd
};

const ARGUMENTS: &[Kind] = kinds! {
    ListOpen ListClose Comma DoubleDot Colon MapOpen MapClose ArgumentsClose Set |
    Whitespace Quoted True False Integer Float Identifier Dot
};

const INDEX: &[Kind] = kinds! {
    IndexClose | Whitespace Quoted True False Integer Float
};

const DIRECTIVE_NAME: &[Kind] = kinds! {
    | End If ElseIf Else Integer Float Word BracedWord DirectiveEnd
};

const DIRECTIVE: &[Kind] = kinds! {
    ListOpen ListClose Comma DoubleDot Colon MapOpen MapClose ParenOpen ParenClose |
    Whitespace Quoted True False
    Minus Plus Times Divide Modulo And Or
    Less LessOrEqual Greater GreaterOrEqual Equal NotEqual Not Assign
    Integer Float Word BracedWord
};

const LINE_COMMENT: &[Kind] = uncommented! { | LineComment Commented };
const FORMAL_COMMENT: &[Kind] = uncommented! { | FormalComment Commented };
const COMMENT: &[Kind] = uncommented! { | Comment Commented };
const TEXT_BLOCK: &[Kind] = uncommented! { | TextBlock Verbatim };
