//! The operators of a filter.
//!
//! Rule: signs, or words in any case, which need a blank behind them. The rest of Jayway's words, `TYPE`, `MATCHES`
//! and `ALL`, want what a path cannot write, and so reject every element.

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Operator {
    Equal,
    NotEqual,
    /// `===`: equal and of the same kind.
    SameAs,
    NotSameAs,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    SubsetOf,
    AnyOf,
    NoneOf,
    Size,
    Empty,
    /// `EXISTS`, written out: both sides are the same boolean.
    Exists,
    /// An operator that is known and never true.
    Never,
}

impl Operator {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name.to_uppercase().as_str() {
            "==" => Self::Equal,
            "!=" => Self::NotEqual,
            "===" => Self::SameAs,
            "!==" => Self::NotSameAs,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            "=~" => Self::Matches,
            "IN" => Self::In,
            "NIN" => Self::NotIn,
            "CONTAINS" => Self::Contains,
            "SUBSETOF" => Self::SubsetOf,
            "ANYOF" => Self::AnyOf,
            "NONEOF" => Self::NoneOf,
            "SIZE" => Self::Size,
            "EMPTY" => Self::Empty,
            "EXISTS" => Self::Exists,
            "ALL" | "TYPE" | "MATCHES" => Self::Never,
            _ => return None,
        })
    }
}
