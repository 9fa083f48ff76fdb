//! JSON paths, and documents to follow them in.

use proptest::{collection::vec, prelude::*};

use super::{nested, one_of, several};

/// Members that some document has, and one that none has.
const MEMBERS: &[&str] = &["a", "k", "s", "n", "o", "null", "é", "x y", "none"];

/// Literals of a filter.
const LITERALS: &[&str] = &[
    "1",
    "'x'",
    "2.5",
    "\"a\"",
    "true",
    "false",
    "null",
    "-1",
    "[1, 'x']",
    "@.k",
    "$.n",
    "'3'",
    "0",
    "''",
    "@.o.k",
    "$.a[0]",
    "/X.*/i",
    "/a/",
    "@",
    "{\"k\": 1}",
    "[]",
    "1e0",
    "@.a.length()",
    "$.a.size()",
];

const OPERATORS: &[&str] = &[
    "==", "!=", "<", "<=", ">", ">=", "===", "!==", "=~", "in", "nin", "subsetof", "anyof",
    "noneof", "contains", "size", "empty", "all", "type",
];

const FUNCTIONS: &[&str] = &[
    "length()",
    "size()",
    "min()",
    "max()",
    "avg()",
    "sum()",
    "stddev()",
    "keys()",
    "first()",
    "last()",
    "index(0)",
    "index(-1)",
    "append(1)",
    "append('x', $.n)",
    "concat('y')",
    "concat($.s, \"-\")",
    "sum($.n, 2)",
    "nothing()",
    "min(3, 4)",
    "length($.a)",
];

/// A path of a few steps.
pub(crate) fn path() -> BoxedStrategy<String> {
    let root = prop_oneof![12 => Just("$"), 1 => Just("@"), 1 => Just("")];
    let function = prop_oneof![
        5 => Just(String::new()),
        1 => one_of(FUNCTIONS).prop_map(|function| format!(".{function}")),
    ];
    (root, vec(step(), 0..4), function)
        .prop_map(|(root, steps, function)| format!("{root}{}{function}", steps.concat()))
        .boxed()
}

/// As an argument of `$input.path`.
pub(crate) fn quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', "''"))
}

fn step() -> BoxedStrategy<String> {
    let plain = one_of(&["a", "k", "s", "n", "o", "null", "é", "none", "*"]);
    let bracketed = (one_of(&["'", "\""]), one_of(MEMBERS))
        .prop_map(|(quote, name)| format!("{quote}{name}{quote}"));
    let index = one_of(&["0", "1", "-1", "9", "-9"]);
    prop_oneof![
        4 => plain.clone().prop_map(|name| format!(".{name}")),
        2 => several(bracketed.boxed(), 1..3, ",").prop_map(|names| format!("[{names}]")),
        2 => several(index, 1..3, ", ").prop_map(|indexes| format!("[{indexes}]")),
        1 => one_of(&["[*]", "[1:]", "[:2]", "[0:2]", "[-2:]", "[:-1]", "[:]", "[1:1]", "[ 0 ]", "['*']"]),
        2 => prop_oneof![plain, one_of(&["['k']", "[0]", "[*]"])].prop_map(|name| format!("..{name}")),
        2 => filter().prop_map(|filter| format!("[?({filter})]")),
    ]
    .boxed()
}

fn filter() -> BoxedStrategy<String> {
    let operand = prop_oneof![
        3 => one_of(&["@.k", "@.s", "@.a", "@", "@['k']", "@.n", "@.none", "@.o.k", "@.a[0]", "@..k"]),
        1 => one_of(LITERALS),
    ];
    let comparison = (operand, one_of(OPERATORS), one_of(LITERALS))
        .prop_map(|(left, operator, right)| format!("{left} {operator} {right}"));
    let leaf = prop_oneof![
        3 => comparison,
        1 => one_of(&["@.k", "@.none", "!@.k", "@.null", "$.n"]),
    ];
    nested(leaf.boxed(), 2, |inner| {
        prop_oneof![
            2 => (inner.clone(), one_of(&["&&", "||"]), inner.clone()).prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
            1 => inner.clone().prop_map(|inner| format!("({inner})")),
            1 => inner.prop_map(|inner| format!("!({inner})")),
        ].boxed()
    })
}

/// A document, as text.
pub(crate) fn document() -> BoxedStrategy<String> {
    let leaf = one_of(&[
        "1",
        "\"x\"",
        "null",
        "true",
        "2.5",
        "\"a\"",
        "-1",
        "0",
        "\"\"",
        "false",
        "3",
        "\"3\"",
        "1e3",
        "12345678901234567890",
        "\"x/y\"",
        "\"é\"",
        "1.10",
    ]);
    nested(leaf, 3, |inner| {
        let member = (one_of(MEMBERS), inner.clone())
            .prop_map(|(name, value)| format!("\"{name}\": {value}"));
        prop_oneof![
            several(member.boxed(), 0..4, ", ").prop_map(|members| format!("{{{members}}}")),
            several(inner, 0..4, ", ").prop_map(|items| format!("[{items}]")),
        ]
        .boxed()
    })
}
