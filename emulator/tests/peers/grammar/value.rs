//! Values without operators: what stands between the parentheses of a method, in a list, in a map.

use proptest::prelude::*;

use super::{between, blank, nested, one_of, reference, several, text};

/// Numbers at the edges of Java's classes.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "-1",
    "7",
    "100",
    "2147483647",
    "2147483648",
    "-2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-99999999999999999999",
    "2.5",
    ".5",
    "-0.5",
    "1.",
    "100.0",
    "0.1",
    "1e3",
    "1.5E10",
    "1e-7",
    "12345678.9",
    "1e21",
];

/// Bounds that stay small: a range of thousands of millions is not made, here or there.
const BOUNDS: &[&str] = &[
    "1",
    "3",
    "0",
    "-2",
    "$low",
    "$high",
    "$undefined",
    "$foreach.count",
    "$list.size()",
    "$!{high}",
];

pub(super) fn number() -> BoxedStrategy<String> {
    one_of(NUMBERS)
}

/// A value of any kind, with references nested in it.
pub(super) fn value() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        4 => one_of(super::scope::NAMES).prop_map(|name| format!("${name}")),
        3 => number(),
        3 => text::literal(),
        1 => one_of(&["true", "false"]),
        1 => range(),
    ]
    .boxed();
    nested(leaf, 2, |inner| {
        let reference = reference::of(inner.clone());
        prop_oneof![
            4 => reference.clone(),
            1 => text::interpolated(reference),
            1 => list(inner.clone()),
            1 => map(inner),
        ]
        .boxed()
    })
}

fn range() -> BoxedStrategy<String> {
    let bound = one_of(BOUNDS);
    (bound.clone(), blank(), bound)
        .prop_map(|(first, blank, last)| format!("[{first}{blank}..{blank}{last}]"))
        .boxed()
}

/// An empty list has nothing in it, no blank either: with one it is refused.
fn list(item: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop_oneof![
        60 => between("[", several(item, 1..4, ", "), "]"),
        20 => Just("[]".to_owned()),
        1 => Just("[ ]".to_owned()),
    ]
    .boxed()
}

fn map(value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let key = prop_oneof![4 => one_of(&["'a'", "'b'", "\"k\"", "'c d'", "''"]), 1 => value.clone()];
    let pair = (key, blank(), value)
        .prop_map(|(key, blank, value)| format!("{key}{blank}:{blank}{value}"));
    between("{", several(pair.boxed(), 0..3, ","), "}")
}
