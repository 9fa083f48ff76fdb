//! What stands elsewhere and is shown in the book: all of it, and as it is there.
//!
//! Rule: the causes are read from the source of the emulator, the mapping template from the API's own file.

use std::collections::BTreeSet;

use crate::{
    book::{chapters::pages, links::exists, markdown::page},
    finding::{Finding, Rule},
    tree::Tree,
};

static PINNED: Rule = Rule {
    says: "Every cause of an error is pinned once as the book shows it, and nothing else is: what the \
           terminal can say stands on a page.",
    instead: "Let a test of the emulator that meets the cause call `pin_shown`; take a pin away with its \
              cause.",
};

const CAUSES: &str = "emulator/src/explanation.rs";

pub(crate) fn causes_are_pinned(tree: &Tree) -> Vec<Finding> {
    let text = tree.get(CAUSES).map(String::as_str).unwrap_or_default();
    let pins: BTreeSet<String> = variants(text)
        .map(|cause| format!("snapshots/errors/{}.snap", snake_case(cause)))
        .collect();
    let missing = pins.iter().filter(|pin| !tree.contains_key(*pin));
    let missing = missing.map(|pin| PINNED.broken(CAUSES, 1, format!("no {pin}")));
    let of_no_cause =
        |path: &&String| path.starts_with("snapshots/errors/") && !pins.contains(*path);
    let of_no_cause = tree.keys().filter(of_no_cause);
    missing
        .chain(of_no_cause.map(|path| PINNED.broken(path, 1, "of no cause")))
        .collect()
}

/// The variants of `Cause`, which have no fields.
fn variants(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines
        .skip_while(|line| *line != "pub enum Cause {")
        .skip(1)
        .take_while(|line| *line != "}")
        .filter(|line| !line.starts_with("///"))
        .filter_map(|line| line.strip_suffix(','))
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

static COPIED: Rule = Rule {
    says: "The mapping template that the book reads line by line is the one of the API: it stands in a \
           file of its own so that it can be rendered alone.",
    instead: "Copy what stands below `application/json` in stages/template.yaml, without the \
              indentation.",
};

const TEMPLATE: &str = "book/render/passthrough.vtl";

pub(crate) fn template_is_the_apis(tree: &Tree) -> Vec<Finding> {
    let Some(copy) = tree.get(TEMPLATE) else {
        return vec![];
    };
    let api = tree.get("stages/template.yaml").map(String::as_str);
    let original: Vec<&str> = api
        .unwrap_or_default()
        .lines()
        .skip_while(|line| line.trim() != "application/json: |")
        .skip(1)
        .take_while(|line| !line.contains("ANCHOR: response"))
        .collect();
    let indent = original
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len());
    let original = original
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default());
    let pairs = original.chain([""]).zip(copy.lines().chain([""]));
    let differs = pairs.enumerate().find(|(_, (ours, theirs))| ours != theirs);
    let found = |(at, (ours, _)): (usize, (&str, &str))| {
        vec![COPIED.broken(
            TEMPLATE,
            at + 1,
            format!("in stages/template.yaml it is `{ours}`"),
        )]
    };
    differs.map_or(vec![], found)
}

static THERE: Rule = Rule {
    says: "A file that a page names is there, and so is a function that a page says is in it: a map that lies \
           is worse than none.",
    instead: "Name what it is called now, or take the line away.",
};

/// Folders whose files a page names by their path.
const NAMED: [&str; 5] = ["stages/", "emulator/", "book/", "snapshots/", "tests/"];

/// On this page a file without such a folder stands below the sources of the emulator.
const HOUSE: (&str, &str) = ("book/inside.md", "emulator/src/");

/// The reader's own, and examples of what somebody may add.
const NOT_OURS: [&str; 4] = [
    "stages/mine.rs",
    "stages/stage5.rs",
    "tests/stage5.rs",
    "book/stage5.md",
];

pub(crate) fn names_are_there(tree: &Tree) -> Vec<Finding> {
    let mut found = vec![];
    for (path, text) in pages(tree) {
        for (line, content) in page(text).prose {
            let spans: Vec<&str> = content.split('`').skip(1).step_by(2).collect();
            let files: Vec<String> = spans.iter().filter_map(|span| file(path, span)).collect();
            let missing = files.iter().filter(|file| !exists(tree, file));
            found.extend(missing.map(|file| THERE.broken(path, line, format!("`{file}`"))));
            let is_step = content.starts_with('|') && content.matches('|').count() == 4;
            if let ([file], true) = (files.as_slice(), is_step) {
                let functions = spans.iter().filter(|span| is_function(span));
                let missing = functions.filter(|name| !has_function(tree, file, name));
                found.extend(
                    missing.map(|name| THERE.broken(path, line, format!("`{name}` in {file}"))),
                );
            }
        }
    }
    found
}

/// The file that the words in backticks are the path of, from the top of the repository.
fn file(page: &str, span: &str) -> Option<String> {
    if span.contains(['*', '…', ' ']) || NOT_OURS.contains(&span) {
        return None;
    }
    if NAMED.iter().any(|folder| span.starts_with(folder)) {
        return Some(span.to_owned());
    }
    let short = page == HOUSE.0 && (span.ends_with(".rs") || span.ends_with('/'));
    short.then(|| format!("{}{span}", HOUSE.1))
}

/// `take_apart`, in a table of functions and files.
fn is_function(span: &str) -> bool {
    span.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

fn has_function(tree: &Tree, file: &str, name: &str) -> bool {
    let mut sources = tree.iter().filter(|(path, _)| path.starts_with(file));
    sources.any(|(_, text)| {
        text.contains(&format!("fn {name}(")) || text.contains(&format!("fn {name}<"))
    })
}

mod made_up_books {
    use super::*;
    use crate::{book::chapters::tree_of, finding::places};

    #[test]
    fn a_cause_without_a_pin_and_a_pin_without_a_cause_are_reported() {
        let causes =
            "pub enum Cause {\n    /// Why.\n    BadBody,\n    Throttled,\n}\nenum B {\n    C,\n}";
        let mut tree = tree_of(&[
            (CAUSES, causes),
            ("snapshots/errors/throttled.snap", ""),
            ("snapshots/errors/other.snap", ""),
        ]);
        let found = causes_are_pinned(&tree);
        let both = [&format!("{CAUSES}:1"), "snapshots/errors/other.snap:1"];
        assert_eq!(places(&found), both);
        assert!(
            found[0]
                .to_string()
                .contains("snapshots/errors/bad_body.snap")
        );
        tree.remove("snapshots/errors/other.snap");
        tree.insert("snapshots/errors/bad_body.snap".to_owned(), String::new());
        assert!(causes_are_pinned(&tree).is_empty());
    }

    #[test]
    fn a_file_or_a_function_that_is_not_there_is_reported() {
        let text = "`emulator/src/a.rs` `emulator/src/` `stages/stage9.rs`\n\
                    | goes | `go` | `emulator/src/a.rs` |\n| stops | `stop` | `emulator/src/a.rs` |\n`stop` in `emulator/src/a.rs`";
        let tree = tree_of(&[("book/one.md", text), ("emulator/src/a.rs", "fn go() {}")]);
        let found = places(&names_are_there(&tree));
        assert_eq!(found, ["book/one.md:1", "book/one.md:3"]);
    }

    #[test]
    fn a_short_path_on_the_page_about_the_house_is_looked_for_among_the_sources() {
        let text = "`a.rs` `b.rs` `c/`\n| stops | `stop` | `a.rs` |";
        let source = ("emulator/src/a.rs", "fn go() {}");
        let tree = tree_of(&[("book/inside.md", text), ("book/one.md", text), source]);
        let found = places(&names_are_there(&tree));
        let twice = ["book/inside.md:1", "book/inside.md:1", "book/inside.md:2"];
        assert_eq!(found, twice);
    }

    #[test]
    fn a_template_that_is_not_the_apis_is_reported_where_it_differs() {
        let api = "a:\n  application/json: |\n    #set($a = 1)\n    {\n      $a\n    }\n  # ANCHOR: response\n";
        let found = |copy| {
            let tree = tree_of(&[("stages/template.yaml", api), (TEMPLATE, copy)]);
            places(&template_is_the_apis(&tree))
        };
        assert!(found("#set($a = 1)\n{\n  $a\n}\n").is_empty());
        assert_eq!(
            found("#set($a = 1)\n{\n  $b\n}\n"),
            [format!("{TEMPLATE}:3")]
        );
        assert_eq!(found("#set($a = 1)\n{\n  $a\n"), [format!("{TEMPLATE}:4")]);
        assert_eq!(
            found("#set($a = 1)\n{\n  $a\n}\n}\n"),
            [format!("{TEMPLATE}:5")]
        );
    }
}
