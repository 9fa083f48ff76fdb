//! Texts: what stands between directives, and what stands in quotes.

use proptest::prelude::*;

use super::{one_of, several};

/// Pieces of plain text, the odd ones last.
const PLAIN: &[&str] = &[
    "a", " ", "\n", "  \n", ".", ",", ":", "-", "1", "é", "😀", "(", ")", "[", "]", "{", "}", "'",
    "\"", "!", "\r\n", "\t", "_b", ".x", "()", "[0]", "1.5", "&", "|", "=", "*", "/", "%", "<",
];

/// Pieces with a `$`, a `#` or a backslash that is no reference and no directive.
const STRAY: &[&str] = &[
    "$ ",
    "# ",
    "$5",
    "#1",
    "$.",
    "$$ ",
    "## c\n",
    "#* c *#",
    "#** c *#",
    "#[[$x #if]]#",
    "\\ ",
    "\\\\",
    "\\n",
    "\\$text",
    "\\\\$text",
    "\\\\\\$text",
    "\\#end",
    "\\\\#end",
    "\\#if(true)",
    "\\#x",
    "#x",
    "#x()",
    "#x($int)",
    "#{x}",
    "$!",
    "$!5",
    "${",
    "$-",
    "#-",
    "\\$undefined",
    "\\$!text",
    "$\\!text",
    "\\${text}",
    "$[",
    "$#",
    "#$",
    "##\n",
    "#**#",
    "#[[]]#",
    "#macro(m)m#end",
    "#macro(m $a)$a#end#m(1)",
    "#parse('x')",
    "#include('x')",
    "#evaluate('x')",
    "\\#set($x = 1)",
];

/// Text of a template.
pub(super) fn plain() -> BoxedStrategy<String> {
    let piece = prop_oneof![6 => one_of(PLAIN), 1 => one_of(STRAY)].boxed();
    several(piece, 1..4, "")
}

/// Pieces of a text in quotes.
const QUOTED: &[&str] = &[
    "a",
    "b",
    "",
    " ",
    "A",
    "1",
    "x/y",
    "é",
    "😀",
    ",",
    ".",
    "-",
    "\\",
    "%2B",
    "&",
    "=",
    "{\"k\": 1}",
    "[1]",
    "\n",
    "+",
    "YQ==",
];

/// A text without references, in quotes of either kind.
pub(super) fn literal() -> BoxedStrategy<String> {
    let inner = several(one_of(QUOTED), 0..3, "");
    (inner, any::<bool>())
        .prop_map(|(inner, double)| {
            let quote = if double { "\"" } else { "'" };
            let doubled = inner.replace(quote, &quote.repeat(2));
            format!("{quote}{doubled}{quote}")
        })
        .boxed()
}

/// A text in double quotes that is a template of its own.
pub(super) fn interpolated(reference: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let piece = prop_oneof![
        3 => reference,
        3 => one_of(QUOTED),
        1 => one_of(PLAIN),
        1 => one_of(STRAY),
        1 => one_of(&["#if($no)a#{else}b#end", "#set($int = 1)", "#foreach($e in $list)$e,#end", "$", "#"]),
    ]
    .boxed();
    several(piece, 0..4, "")
        .prop_map(|inner| format!("\"{}\"", inner.replace('"', "\"\"")))
        .boxed()
}
