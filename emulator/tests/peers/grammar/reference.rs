//! References: a variable, and the steps from it: members, indexes, calls.

use proptest::{collection::vec, prelude::*};

use super::{method, one_of, path, scope::NAMES};

/// Members that some value has.
const MEMBERS: &[&str] = &[
    "a",
    "b",
    "c",
    "k",
    "s",
    "n",
    "o",
    "l",
    "null",
    "undefined",
    "empty",
    "x-y",
    "length",
    "size",
    "key",
    "value",
    "class",
];

/// Whole references whose first step belongs to their variable.
const WHOLE: &[&str] = &[
    "input.body",
    "input.params()",
    "input.params().path",
    "input.params().header",
    "input.params().querystring.q",
    "input.params('name')",
    "input.params('Accept')",
    "input.params('none')",
    "stageVariables",
    "stageVariables.v",
    "stageVariables['v']",
    "context.stage",
    "context.identity.sourceIp",
    "context.identity.user",
    "context.identity",
    "context.requestOverride.header",
    "context.responseOverride.status",
    "foreach.index",
    "foreach.count",
    "foreach.hasNext",
    "foreach.first",
    "foreach.last",
    "foreach.parent.index",
    "foreach.topmost.count",
    "velocityCount",
    "velocityHasNext",
    "map.entrySet()",
    "map.keySet()",
    "map.values()",
    "input",
    "util",
    "context",
    "input.nothing",
    "util.nothing",
    "e.key",
    "e.value",
];

/// A reference, its arguments being such values.
pub(super) fn of(value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    (spelling(), path_of(value))
        .prop_map(|(spelling, path)| spelling.replace('_', &path))
        .boxed()
}

/// A reference to assign to.
pub(super) fn target(value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let step = prop_oneof![
        one_of(MEMBERS).prop_map(|name| format!(".{name}")),
        index(value)
    ];
    let assignable = prop_oneof![
        4 => one_of(&["x", "text", "int", "list", "map", "e"]),
        2 => (one_of(&["list", "map", "object", "items", "undefined", "text", "bare", "parts", "context", "foreach"]), step)
            .prop_map(|(name, step)| name + &step),
        1 => one_of(&[
            "context.requestOverride.header.x", "context.responseOverride.status", "context.requestOverride.path['p q']",
            "map.m.n", "map.c[0]", "list[0][0]", "map.get('a')", "list.size()",
        ]),
    ];
    (one_of(&["$_", "${_}", "$!_", "$!{_}"]), assignable)
        .prop_map(|(spelling, path)| spelling.replace('_', &path))
        .boxed()
}

/// The four spellings; the plain one most often.
fn spelling() -> BoxedStrategy<&'static str> {
    prop_oneof![5 => Just("$_"), 2 => Just("${_}"), 1 => Just("$!_"), 1 => Just("$!{_}")].boxed()
}

fn path_of(value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let step = prop_oneof![
        2 => one_of(MEMBERS).prop_map(|name| format!(".{name}")),
        2 => index(value.clone()),
        3 => method::any_call(&value),
    ];
    let steps = vec(step, 0..3).prop_map(|steps| steps.concat());
    let root = prop_oneof![
        6 => one_of(NAMES),
        2 => one_of(WHOLE),
        2 => method::fitting_call(&value),
        1 => method::util_call(&value),
        2 => path::path().prop_map(|path| format!("input.path({})", path::quoted(&path))),
        1 => path::path().prop_map(|path| format!("input.json({})", path::quoted(&path))),
    ];
    (root, steps)
        .prop_map(|(root, steps)| root + &steps)
        .boxed()
}

fn index(value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let index = prop_oneof![
        30 => one_of(&["0", "1", "2", "9", "'a'", "\"k\"", "'c'", "$zero", "$foreach.index", "true"]),
        3 => one_of(&["-1", "-9"]),
        10 => one_of(NAMES).prop_map(|name| format!("${name}")),
        1 => value,
    ];
    index.prop_map(|index| format!("[{index}]")).boxed()
}
