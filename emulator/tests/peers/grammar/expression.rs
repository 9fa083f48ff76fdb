//! Values with operators: what stands behind the `=` of `#set`, and in the parentheses of `#if`.

use proptest::prelude::*;

use super::{blank, nested, one_of, value};

const ARITHMETIC: &[&str] = &["+", "-", "*", "/", "%"];
const COMPARISON: &[&str] = &[
    "==", "!=", "<", "<=", ">", ">=", "eq", "ne", "lt", "le", "gt", "ge",
];
const LOGIC: &[&str] = &["&&", "||", "and", "or"];

/// An expression, operators in both spellings, with parentheses and without.
pub(super) fn expression() -> BoxedStrategy<String> {
    nested(value::value(), 2, |inner| {
        prop_oneof![
                3 => binary(inner.clone(), ARITHMETIC),
                2 => binary(inner.clone(), COMPARISON),
                2 => binary(inner.clone(), LOGIC),
                1 => (one_of(&["!", "not "]), inner.clone()).prop_map(|(not, inner)| not + &inner),
                2 => (blank(), inner, blank()).prop_map(|(left, inner, right)| format!("({left}{inner}{right})")),
            ].boxed()
    })
}

fn binary(
    inner: BoxedStrategy<String>,
    operators: &'static [&'static str],
) -> BoxedStrategy<String> {
    (inner.clone(), one_of(operators), inner)
        .prop_map(|(left, operator, right)| format!("{left} {operator} {right}"))
        .boxed()
}
