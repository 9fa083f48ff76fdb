//! Regular expressions, and texts to match them with.
//!
//! Rule: each pattern ends soon, and each text has what the pattern is about: letters of both cases, line terminators.

use proptest::prelude::*;

use super::{nested, one_of, several};

/// What matches one character.
const ATOMS: &[&str] = &[
    "a",
    "b",
    ".",
    "A",
    "1",
    " ",
    "\\d",
    "\\w",
    "\\s",
    "\\D",
    "\\W",
    "\\S",
    "\\n",
    "\\r",
    "\\t",
    "\n",
    "#",
    "é",
    "É",
    "_",
    "-",
    "\\.",
    "\\h",
    "\\v",
    "\\H",
    "\\V",
    "\\R",
    "\\x41",
    "\\u00e9",
    "\\x{2028}",
    "\\0101",
    "\\cJ",
    "\\e",
    "\\-",
    "\\#",
    "\\ ",
    "]",
    "}",
    "\\Qa.\\E",
    "\\Q\\E",
    "\\p{Lu}",
    "\\pL",
    "\\P{Alpha}",
    "\\p{Upper}",
    "\\P{Ll}",
    "\\p{IsLowercase}",
    "\\p{IsLatin}",
    "\\p{N}",
    "\\p{Punct}",
    "\\p{IsAlphabetic}",
    "\\p{Space}",
    "\\uD83D\\uDE00",
    "k",
    "s",
    "ß",
    "&",
    "~",
];

/// What matches between two.
const ANCHORS: &[&str] = &["$", "^", "\\b", "\\B", "\\A", "\\z", "\\Z", "\\1"];

/// What is refused, or nearly.
const ODD: &[&str] = &[
    "(",
    ")",
    "[",
    "{",
    "*",
    "+",
    "?",
    "{2}",
    "\\y",
    "(?",
    "(?z)",
    "[]",
    "[b-a]",
    "\\2",
    "\\k<n>",
    "a{2,1}",
    "a{,2}",
    "\\p{Nothing}",
    "(?<1>a)",
];

/// Not `{0}`: Java and `fancy-regex` disagree on what a group that was repeated around nothing leaves to `\1`.
const QUANTIFIERS: &[&str] = &[
    "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "+?", "??", "*+", "++", "?+", "{1,2}+", "{1,2}?",
];

const GROUPS: &[&str] = &[
    "(", "(?:", "(?=", "(?!", "(?>", "(?<n>", "(?i:", "(?m:", "(?s-i:", "(?x:", "(?d:", "(?iu:",
    "(?U:",
];

const BEHIND: &[&str] = &[
    "(?<=a)",
    "(?<!a)",
    "(?<=\\r)",
    "(?<=^)",
    "(?<=\n|b)",
    "(?<![ab]1?)",
];

const FLAGS: &[&str] = &[
    "", "", "(?m)", "(?i)", "(?s)", "(?d)", "(?x)", "(?md)", "(?iu)", "(?u)", "(?U)", "(?is)",
    "(?-m)",
];

/// Members of a class.
const MEMBERS: &[&str] = &[
    "a",
    "b",
    "a-c",
    "A-C",
    "X-c",
    "0-9",
    "\\d",
    "\\w",
    "\\s",
    "\\W",
    " ",
    "\n",
    "\\n",
    "^",
    "-",
    ".",
    "$",
    "é",
    "à-ü",
    "[b-d]",
    "[^a]",
    "\\]",
    "\\-",
    "\\p{Lower}",
    "\\Q-\\E",
    "&.",
    "#",
    "\\x41",
    "--",
    "~~",
    "_",
];

/// How a class may end.
const OPERANDS: &[&str] = &["", "", "", "&&[^b]", "&&a-b", "&&[^b][ab]", "&&[a-c]1"];

/// A pattern.
pub(crate) fn pattern() -> BoxedStrategy<String> {
    let members = several(one_of(MEMBERS), 1..4, "");
    let class = (one_of(&["[", "[^"]), members, one_of(OPERANDS))
        .prop_map(|(opening, members, operand)| format!("{opening}{members}{operand}]"));
    let atom = prop_oneof![6 => one_of(ATOMS), 2 => class];
    let repeated = (
        atom,
        prop_oneof![3 => Just(String::new()), 2 => one_of(QUANTIFIERS)],
    )
        .prop_map(|(atom, quantifier)| atom + &quantifier);
    let part =
        prop_oneof![40 => repeated, 10 => one_of(ANCHORS), 3 => one_of(BEHIND), 1 => one_of(ODD)];
    let parts = nested(several(part.boxed(), 1..4, ""), 2, |inner| {
        let group = (
            one_of(GROUPS),
            inner.clone(),
            prop_oneof![3 => Just(String::new()), 1 => one_of(QUANTIFIERS)],
        )
            .prop_map(|(opening, inner, quantifier)| format!("{opening}{inner}){quantifier}"));
        prop_oneof![
            3 => several(prop_oneof![group, inner.clone()].boxed(), 1..3, ""),
            1 => several(inner, 2..4, "|"),
        ]
        .boxed()
    });
    (one_of(FLAGS), parts)
        .prop_map(|(flags, parts)| flags + &parts)
        .boxed()
}

/// A text that a pattern may match somewhere.
pub(crate) fn text() -> BoxedStrategy<String> {
    several(
        one_of(&[
            "a", "b", "A", "1", " ", "\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "é",
            "É", "_", ".", "#", "aa", "ab", "\t", "]", "-", "c", "\u{b}", "&", "~",
        ]),
        0..6,
        "",
    )
}
