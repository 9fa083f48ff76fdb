//! Statements, and what they stand between.

use proptest::prelude::*;

use super::{
    blank, expression::expression, nested, one_of, reference, several, text, value::value,
};

/// What a loop runs over, most often.
const LISTS: &[&str] = &[
    "$list",
    "[1..3]",
    "$map",
    "$items",
    "$none",
    "$map.entrySet()",
    "$map.keySet()",
    "$parts",
    "$undefined",
    "$text",
    "$parsed",
    "$json",
    "$list.iterator()",
    "[1, 2]",
    "$object.values()",
];

/// A whole template, but for the variables that it begins with.
pub(super) fn template() -> BoxedStrategy<String> {
    let statement = prop_oneof![
        60 => text::plain(),
        60 => reference::of(value()),
        60 => set(),
        5 => one_of(&["#break", "#stop", "#{stop}"]),
        1 => one_of(&["#end", "#else"]),
    ]
    .boxed();
    let block = several(statement, 1..4, "");
    let blocks = nested(block, 2, |inner| {
        let statement = prop_oneof![
            3 => condition(inner.clone()),
            3 => foreach(inner.clone()),
            1 => define(inner.clone()),
            2 => inner,
        ];
        several(statement.boxed(), 1..3, "")
    });
    several(blocks, 1..3, "")
}

fn set() -> BoxedStrategy<String> {
    let before = one_of(&["", " ", "\n  "]);
    (
        before,
        reference::target(value()),
        blank(),
        expression(),
        blank(),
        one_of(&["", "\n", " \n", " "]),
    )
        .prop_map(|(before, target, left, value, right, after)| {
            format!("{before}#set({left}{target} = {value}{right}){after}")
        })
        .boxed()
}

/// The end of a directive: it may be glued to a text, or have a line of its own.
fn end() -> BoxedStrategy<String> {
    one_of(&["#end", "#end\n", " #end", "#{end}", "#end \t\n", "\n#end\n"])
}

fn condition(inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let opening = |word: &'static str| {
        (blank(), expression(), blank(), inner.clone())
            .prop_map(move |(left, condition, right, inner)| {
                format!("{word}{left}({condition}{right}){inner}")
            })
            .boxed()
    };
    let otherwise = (one_of(&["#{else}", "#else ", "#else\n"]), inner.clone())
        .prop_map(|(word, inner)| word + &inner);
    (
        opening("#if"),
        several(opening("#elseif"), 0..2, ""),
        prop_oneof![Just(String::new()), otherwise],
        end(),
    )
        .prop_map(|(first, others, otherwise, end)| first + &others + &otherwise + &end)
        .boxed()
}

fn foreach(inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let list = prop_oneof![3 => one_of(LISTS), 1 => value()];
    let leave = one_of(&[
        "",
        "",
        "",
        "#if($foreach.count == 2)#break#end",
        "$foreach.index,#if($foreach.hasNext) #end",
    ]);
    (
        one_of(&["$e", "${e}", "$text"]),
        blank(),
        list,
        leave,
        inner,
        end(),
    )
        .prop_map(|(variable, blank, list, leave, inner, end)| {
            format!("#foreach({blank}{variable} in {list}{blank}){leave}{inner}{end}")
        })
        .boxed()
}

fn define(inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    (
        one_of(&["$block", "$x", "$text"]),
        inner,
        end(),
        one_of(&["", "$x", "$block$block"]),
    )
        .prop_map(|(name, inner, end, after)| format!("#define({name}){inner}{end}{after}"))
        .boxed()
}
