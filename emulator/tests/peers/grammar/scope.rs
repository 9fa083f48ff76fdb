//! What a generated template may read: bodies of all kinds, and a variable for each kind of value.
//!
//! Rule: every variable may be missing: then it is the empty text.

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

/// Bodies: JSON of each kind, what is only nearly JSON, none; the last one cannot be read.
const BODIES: &[Option<&str>] = &[
    Some(
        r#"{"s": "it's \"x/y\"", "n": 3, "d": 2.50, "t": true, "f": false, "null": null, "big": 12345678901234567890123,
            "a": [1, "x/y", {"k": [1, null]}, [2.5], null, 3], "o": {"k": "v", "l": {"m": 1}}, "é": "ü😀"}"#,
    ),
    Some(r#"[{"k": 1, "s": "a"}, {"k": 2}, {"k": "3"}]"#),
    Some(r#""text""#),
    Some("17"),
    Some("a=b&c=d"),
    Some(""),
    None,
    Some("{\"a\": "),
];

/// A variable for each kind of value. No range has a bound that a template can change: see [`super::value`].
const VARIABLES: &[&str] = &[
    "#set($text = 'Ab c,d')",
    "#set($int = 7)",
    "#set($list = [3, 'b', $text, 2.5, true])",
    "#set($map = {'a': 1, 'b': 'x', 'c': [1, 2]})",
    "#set($yes = true)",
    "#set($no = false)",
    "#set($empty = '')",
    "#set($double = 2.5)",
    "#set($zero = 0)",
    "#set($negative = -3)",
    "#set($low = -1)",
    "#set($high = 4)",
    "#set($digits = '42')",
    "#set($unicode = 'Ä😀ß')",
    "#set($long = 3000000000)",
    "#set($big = 99999999999999999999)",
    "#set($none = [])",
    "#set($bare = {})",
    "#set($json = $input.path('$'))",
    "#set($items = $input.path('$.a'))",
    "#set($object = $input.path('$.o'))",
    "#set($parsed = $util.parseJson('[1, {\"k\": \"v\"}, null]'))",
    "#set($parts = $text.split(' '))",
    "#define($block)<$text>#end",
];

/// The names of the variables, for references to them.
pub(super) const NAMES: &[&str] = &[
    "text",
    "int",
    "list",
    "map",
    "yes",
    "no",
    "empty",
    "double",
    "zero",
    "negative",
    "digits",
    "unicode",
    "long",
    "big",
    "none",
    "bare",
    "json",
    "items",
    "object",
    "parsed",
    "parts",
    "block",
    "e",
    "undefined",
    "x-y",
    "_z",
];

/// The beginning of a template, which sets most of the variables.
pub(super) fn variables() -> impl Strategy<Value = String> {
    let there = vec(prop::bool::weighted(0.9), VARIABLES.len());
    there.prop_map(|there| {
        let set = VARIABLES.iter().zip(there).filter(|(_, there)| *there);
        set.map(|(variable, _)| *variable).collect()
    })
}

/// Everything else that a template may read.
pub(super) fn scope() -> impl Strategy<Value = Value> {
    let readable = &BODIES[..BODIES.len() - 1];
    let body = prop_oneof![20 => Just(BODIES[0]), 10 => select(readable), 1 => select(BODIES)];
    (body, any::<bool>()).prop_map(|(body, full)| {
        if !full {
            return json!({ "body": body });
        }
        json!({
            "body": body,
            "params": {
                "path": {"id": "7", "name": "p"},
                "querystring": {"q": "a b", "name": "q"},
                "header": {"Accept": "*/*", "X-It": "it's"},
            },
            "stageVariables": {"v": "1"},
            "context": {"stage": "dev", "identity": {"sourceIp": "1.2.3.4", "user": null}},
        })
    })
}
