//! Calls of every method that is supported: on what it belongs to, and on anything at all.

use proptest::{prelude::*, strategy::Union};

use super::{one_of, scope::NAMES, several, text, value};

/// The variables of a class, and its methods with a letter for each argument: see [`argument`].
struct Class {
    variables: &'static [&'static str],
    methods: &'static [(&'static str, &'static str)],
}

const CLASSES: &[Class] = &[
    Class {
        variables: &["text", "empty", "digits", "unicode"],
        methods: &[
            ("length", ""),
            ("isEmpty", ""),
            ("isBlank", ""),
            ("toUpperCase", ""),
            ("toLowerCase", ""),
            ("trim", ""),
            ("strip", ""),
            ("stripLeading", ""),
            ("stripTrailing", ""),
            ("intern", ""),
            ("contains", "t"),
            ("startsWith", "t"),
            ("startsWith", "ti"),
            ("endsWith", "t"),
            ("contentEquals", "t"),
            ("equalsIgnoreCase", "t"),
            ("compareTo", "t"),
            ("compareToIgnoreCase", "t"),
            ("indexOf", "t"),
            ("indexOf", "ti"),
            ("indexOf", "i"),
            ("lastIndexOf", "t"),
            ("lastIndexOf", "ti"),
            ("lastIndexOf", "i"),
            ("concat", "t"),
            ("matches", "r"),
            ("split", "r"),
            ("split", "ri"),
            ("substring", "i"),
            ("substring", "ii"),
            ("subSequence", "ii"),
            ("charAt", "i"),
            ("codePointAt", "i"),
            ("repeat", "i"),
            ("replace", "tt"),
            ("replaceAll", "rg"),
            ("replaceFirst", "rg"),
            ("valueOf", "v"),
            ("join", "tl"),
        ],
    },
    Class {
        variables: &["list", "none", "items", "parsed", "parts", "json"],
        methods: &[
            ("size", ""),
            ("isEmpty", ""),
            ("contains", "v"),
            ("containsAll", "l"),
            ("get", "i"),
            ("set", "iv"),
            ("indexOf", "v"),
            ("lastIndexOf", "v"),
            ("subList", "ii"),
            ("add", "v"),
            ("add", "iv"),
            ("addAll", "l"),
            ("addAll", "il"),
            ("remove", "i"),
            ("remove", "v"),
            ("removeAll", "l"),
            ("retainAll", "l"),
            ("clear", ""),
            ("iterator", ""),
            ("listIterator", ""),
            ("appendElement", "v"),
            ("toJSONString", ""),
            ("toArray", ""),
        ],
    },
    Class {
        variables: &["map", "bare", "object", "json"],
        methods: &[
            ("size", ""),
            ("isEmpty", ""),
            ("get", "v"),
            ("getOrDefault", "vv"),
            ("containsKey", "v"),
            ("containsValue", "v"),
            ("keySet", ""),
            ("values", ""),
            ("entrySet", ""),
            ("put", "vv"),
            ("putIfAbsent", "vv"),
            ("putAll", "m"),
            ("replace", "vv"),
            ("remove", "v"),
            ("clear", ""),
        ],
    },
    Class {
        variables: &["int", "zero", "negative", "long"],
        methods: &[
            ("intValue", ""),
            ("longValue", ""),
            ("doubleValue", ""),
            ("shortValue", ""),
            ("byteValue", ""),
            ("compareTo", "i"),
            ("compare", "ii"),
            ("max", "ii"),
            ("min", "nn"),
            ("sum", "ii"),
            ("signum", "i"),
            ("toString", ""),
            ("toString", "i"),
            ("toString", "ix"),
            ("toHexString", "i"),
            ("toOctalString", "i"),
            ("toBinaryString", "i"),
            ("parseInt", "d"),
            ("parseInt", "dx"),
            ("valueOf", "d"),
            ("valueOf", "dx"),
            ("valueOf", "i"),
            ("decode", "d"),
            ("parseLong", "d"),
        ],
    },
    Class {
        variables: &["double"],
        methods: &[
            ("intValue", ""),
            ("doubleValue", ""),
            ("compareTo", "f"),
            ("compare", "nf"),
            ("max", "fn"),
            ("min", "if"),
            ("sum", "ff"),
            ("toString", "n"),
            ("isNaN", ""),
            ("isInfinite", ""),
            ("isFinite", "f"),
            ("valueOf", "p"),
            ("parseDouble", "p"),
        ],
    },
    Class {
        variables: &["big"],
        methods: &[
            ("longValue", ""),
            ("doubleValue", ""),
            ("compareTo", "n"),
            ("valueOf", "i"),
        ],
    },
    Class {
        variables: &["yes", "no"],
        methods: &[
            ("booleanValue", ""),
            ("compareTo", "y"),
            ("compare", "yy"),
            ("logicalAnd", "yy"),
            ("logicalXor", "yy"),
            ("parseBoolean", "t"),
            ("valueOf", "t"),
            ("toString", "y"),
        ],
    },
    Class {
        variables: NAMES,
        methods: &[
            ("toString", ""),
            ("equals", "v"),
            ("hashCode", ""),
            ("nothing", ""),
            ("nothing", "v"),
        ],
    },
];

const UTIL: &[(&str, &str)] = &[
    ("escapeJavaScript", "v"),
    ("parseJson", "j"),
    ("urlEncode", "t"),
    ("urlDecode", "u"),
    ("base64Encode", "t"),
    ("base64Decode", "b"),
];

/// Regular expressions, all of which end soon.
const PATTERNS: &[&str] = &[
    "'b'",
    "' '",
    "','",
    "''",
    "'[a-c]+'",
    "'(b)(c)?'",
    "'.'",
    "'\\d+'",
    "'\\s'",
    "'^A'",
    "'$'",
    "'a|b'",
    "'[^b]'",
    "'\\w*'",
    "'(?i)ab'",
    "'\\.'",
    "'b(?= )'",
    "'x*'",
    "'.$'",
    "'(?m)^'",
    "'['",
];

/// A variable with a method of its class: `text.length()`.
pub(super) fn fitting_call(any: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    let classes = CLASSES.iter().map(|class| {
        (one_of(class.variables), one_call(class.methods, any))
            .prop_map(|(variable, call)| variable + &call)
            .boxed()
    });
    Union::new(classes).boxed()
}

/// A method of any class, for whatever stands before it: `.length()`.
pub(super) fn any_call(any: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    Union::new(CLASSES.iter().map(|class| one_call(class.methods, any))).boxed()
}

/// A function of `$util`.
pub(super) fn util_call(any: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    one_call(UTIL, any)
        .prop_map(|call| format!("util{call}"))
        .boxed()
}

fn one_call(
    methods: &'static [(&'static str, &'static str)],
    any: &BoxedStrategy<String>,
) -> BoxedStrategy<String> {
    let calls = methods
        .iter()
        .map(|(name, letters)| call(name, letters, any));
    Union::new(calls).boxed()
}

/// A call with arguments that fit; now and then with others.
fn call(
    name: &'static str,
    letters: &'static str,
    any: &BoxedStrategy<String>,
) -> BoxedStrategy<String> {
    let fitting: Vec<_> = letters
        .chars()
        .map(|letter| argument(letter, any))
        .collect();
    prop_oneof![
        20 => fitting.prop_map(|arguments| arguments.join(", ")),
        1 => several(any.clone(), 0..3, ", "),
    ]
    .prop_map(move |arguments| format!(".{name}({arguments})"))
    .boxed()
}

/// An argument that fits, most often. The letters: a text, a **g**roup of a match, **d**igits, digits with a **p**oint,
/// **b**ase64, a **U**RL, **J**SON, an integer, a radi**x**, a number, a double (**f**loating point), **y**es or no, a list, a
/// map, a regular expression, any value.
fn argument(letter: char, any: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    let fitting = match letter {
        't' => prop_oneof![
            2 => text::literal(),
            1 => one_of(&["$text", "$empty", "$digits", "$unicode", "'b'"]),
        ]
        .boxed(),
        'g' => one_of(&["'-'", "''", "'[$0]'", "'\\$'", "'$1'"]),
        'd' => mostly(
            &["'12'", "'0'", "'-7'", "$digits", "'+10'", "'010'"],
            &["'1.5'", "'1e3'", "''"],
        ),
        'p' => mostly(
            &["'12'", "'1.5'", "'1e3'", "' .5 '", "'-1.D'", "'NaN'"],
            &["'inf'", "'x'"],
        ),
        'b' => mostly(&["'YQ=='", "'YWI'", "''", "'w6Q='"], &["'YW Jj'", "'x'"]),
        'u' => mostly(&["'a+b'", "'%C3%A4'", "$text"], &["'%2B%'"]),
        'j' => mostly(
            &["'[1]'", "'{\"k\": [1, null]}'", "'1.50'", "'x'", "'\"a\"'"],
            &["'{'"],
        ),
        'x' => mostly(&["16", "2", "36", "10"], &["1", "37", "$undefined"]),
        'f' => one_of(&["$double", "0.5", "-1.5", "1e3", "-0.0"]),
        'y' => one_of(&["true", "false", "$yes", "$no"]),
        'i' => mostly(&["0", "1", "2", "$zero", "3"], &["-1", "5", "$int"]),
        'n' => prop_oneof![
            value::number(),
            one_of(&["$int", "$double", "$long", "$big"])
        ]
        .boxed(),
        'l' => one_of(&["['b']", "[]", "$list", "$items", "[1, 2.5]", "$parsed"]),
        'm' => one_of(&["{'a': 2}", "{}", "$map", "$object"]),
        'r' => one_of(PATTERNS),
        _ => return any.clone(),
    };
    prop_oneof![20 => fitting, 1 => any.clone()].boxed()
}

/// One of the first; now and then one of those that make a call fail.
fn mostly(these: &'static [&'static str], those: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![12 => one_of(these), 1 => one_of(those)].boxed()
}
