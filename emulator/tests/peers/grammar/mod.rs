//! Templates from the whole grammar, with what they may read.
//!
//! Rule: structured: every strategy gives what parses where it stands, or nearly so, as text. What is drawn from a list
//! stands there from simple to odd, so that a difference shrinks towards the simple.

mod block;
mod expression;
mod method;
pub(crate) mod path;
pub(crate) mod pattern;
mod reference;
mod scope;
mod text;
mod value;

use proptest::prelude::*;

use crate::{fixture::Fixture, peers::cases::Case};

/// A template and what it may read; the variables that it begins with are not among what is written.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    (scope::scope(), scope::variables(), block::template()).prop_map(
        |(scope, variables, written)| {
            let template = variables + &written;
            let fixture = Fixture { scope, template };
            Case { fixture, written }
        },
    )
}

/// One of these texts, the first one being the simplest.
fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    proptest::sample::select(texts)
        .prop_map(str::to_owned)
        .boxed()
}

/// So many of these, one after the other, with something between them.
fn several(
    part: BoxedStrategy<String>,
    count: impl Into<proptest::collection::SizeRange>,
    between: &'static str,
) -> BoxedStrategy<String> {
    proptest::collection::vec(part, count)
        .prop_map(move |parts| parts.join(between))
        .boxed()
}

/// A leaf, or something around a leaf, or something around that, and so on.
fn nested(
    leaf: BoxedStrategy<String>,
    depth: usize,
    around: impl Fn(BoxedStrategy<String>) -> BoxedStrategy<String>,
) -> BoxedStrategy<String> {
    (0..depth).fold(leaf.clone(), |inner, _| {
        prop_oneof![2 => leaf.clone(), 3 => around(inner)].boxed()
    })
}

/// Blanks where they have no meaning.
fn blank() -> BoxedStrategy<String> {
    prop_oneof![6 => Just(""), 3 => Just(" "), 1 => Just("\n"), 1 => Just(" \t ")]
        .prop_map(str::to_owned)
        .boxed()
}

/// A text around another.
fn between(
    before: &'static str,
    inner: BoxedStrategy<String>,
    after: &'static str,
) -> BoxedStrategy<String> {
    (blank(), inner, blank())
        .prop_map(move |(left, inner, right)| format!("{before}{left}{inner}{right}{after}"))
        .boxed()
}
