//! Whatever the text is, it is read or refused; nothing panics, and nothing takes for ever.

use crate::support::{
    SMALL, complaint, complaint_beside, function, small_before, small_with, try_read,
};

const OURS: &str = include_str!("../../../stages/template.yaml");

#[test]
fn every_beginning_of_a_template_is_read_or_refused() {
    for (end, _) in OURS.char_indices() {
        drop(try_read(&OURS[..end], &[]));
    }
}

#[test]
fn a_template_without_any_one_of_its_lines_is_read_or_refused() {
    let lines: Vec<&str> = OURS.lines().collect();
    for without in 0..lines.len() {
        let text = [&lines[..without], &lines[without + 1..]]
            .concat()
            .join("\n");
        drop(try_read(&text, &[]));
    }
}

#[test]
fn a_template_with_any_one_value_replaced_is_read_or_refused() {
    let values = [
        "",
        "~",
        "[]",
        "{}",
        "é",
        "!Ref Fn",
        "!Sub '${'",
        "[[a], {b: c}]",
        "&a [*a]",
        "|\n é",
    ];
    let lines: Vec<&str> = SMALL.lines().collect();
    for at in 0..lines.len() {
        let Some((key, _)) = lines[at].split_once(':') else {
            continue;
        };
        for value in values {
            let changed = format!("{key}: {value}");
            let text = [&lines[..at], &[changed.as_str()], &lines[at + 1..]]
                .concat()
                .join("\n");
            drop(try_read(&text, &[]));
        }
    }
}

#[test]
fn a_complaint_about_other_alphabets_counts_characters() {
    insta::assert_snapshot!(complaint("Transform: AWS::Serverless-2016-10-31\nRéssøurcés→: {}\n"), @r"
    error: the template has a `Réssøurcés→`
     --> template.yaml:2:1
      |
    2 | Réssøurcés→: {}
      | ^^^^^^^^^^^ nothing of this name belongs here
    ");
}

#[test]
fn windows_line_ends_are_read() {
    assert!(try_read(&OURS.replace('\n', "\r\n"), &[]).is_ok());
}

/// All three that YAML knows.
#[test]
fn lines_are_counted_whatever_they_end_with() {
    let wrong = small_with("Handler: bootstrap", "Hander: bootstrap");
    for end in ["\n", "\r\n", "\r"] {
        let error = try_read(&wrong.replace('\n', end), &[]).unwrap_err();
        assert_eq!((error.line(), error.column()), (6, 7), "{end:?}");
    }
}

#[test]
fn deep_nesting_is_refused() {
    insta::assert_snapshot!(complaint(&format!("a: {}", "[".repeat(100_000))), @r"
    error: the template is nested too deep
     --> template.yaml:1:104
      |
    1 | a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
      |                                                                                                        ^ at most 100 levels
    ");
    let deep: String = (0..1000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    insta::assert_snapshot!(complaint(&deep), @r"
    error: the template is nested too deep
       --> template.yaml:101:101
        |
    101 | ...                   a:
        |                       ^ at most 100 levels
    ");
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    insta::assert_snapshot!(complaint(&text), @r"
    error: the template is too large
     --> template.yaml:6:10
      |
    6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
      |          ^^^ at most 200000 values, repeated ones included
    ");
}

#[test]
fn two_documents_are_refused() {
    insta::assert_snapshot!(complaint("a: 1\n---\nb: 2\n"), @r"
    error: a second document in the same file
     --> template.yaml:3:1
      |
    3 | b: 2
      | ^ a template is one document, found a mapping
    ");
}

/// `sam deploy` writes the template anew, without them.
#[test]
fn a_merge_key_merges_and_the_own_key_wins() {
    let base = "Metadata: &a {Timeout: 5, MemorySize: 256}\n";
    for merge in [
        "<<: *a",
        "<<: [*a, {Timeout: 9}]",
        "<<: {Timeout: 9}\n      <<: *a",
    ] {
        let text = small_with(
            "Handler: bootstrap",
            &format!("{merge}\n      Handler: x\n      MemorySize: 512"),
        );
        let function = function(&format!("{base}{text}"));
        assert_eq!(
            (function.timeout.as_secs(), function.memory_mb),
            (5, 512),
            "{merge}"
        );
    }
    let quoted = small_with("Handler: bootstrap", "Handler: x\n      Tags: {'<<': x}");
    assert_eq!(self::function(&quoted).handler, "x");
    insta::assert_snapshot!(complaint(&small_with("Handler: bootstrap", "<<: no")), @"
    error: a merge of what is no mapping
     --> template.yaml:6:7
      |
    6 |       <<: no
      |       ^^ expected a mapping
    ");
}

/// The time grows with the number of keys, not with its square.
#[test]
fn a_merge_of_very_many_keys_is_read() {
    let keys: String = (0..60_000)
        .map(|number| format!("  k{number}: 1\n"))
        .collect();
    let text = format!("Metadata: &a\n{keys}Resources:\n  <<: *a\n");
    assert!(complaint(&text).contains("the template has no `Transform`"));
}

#[test]
fn a_merge_key_in_a_file_beside_the_template_is_refused() {
    let text = small_before("DefinitionBody").to_owned() + "DefinitionUri: api.yaml\n";
    let file = "openapi: 3.0.1\npaths: {/: {<<: {}}}\n";
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", file)]), @"
    error: a merge key
     --> api.yaml:2:13
      |
    2 | paths: {/: {<<: {}}}
      |             ^^ nobody merges mappings in this file: write the keys out
    ");
}

#[test]
fn aliases_that_nest_ever_deeper_are_refused() {
    let mut text = "a0: &a0 x\n".to_owned();
    for level in 1..600 {
        text += &format!("a{level}: &a{level} [[[[[[[[[[*a{}]]]]]]]]]]\n", level - 1);
    }
    insta::assert_snapshot!(complaint(&text), @r"
    error: the template is nested too deep
      --> template.yaml:11:21
       |
    11 | a10: &a10 [[[[[[[[[[*a9]]]]]]]]]]
       |                     ^^^ at most 100 levels
    ");
}

#[test]
fn a_tab_is_shown_where_it_stands() {
    let text = small_with(
        "      Handler: bootstrap",
        "      Events:\n\tHandler: bootstrap",
    );
    assert!(
        complaint(&text).contains("template.yaml:7:1\n"),
        "{}",
        complaint(&text)
    );
}
