//! What a chapter is made of: it stands in the summary, shows files instead of copies, and all of them are shown.

use std::collections::BTreeSet;

use crate::{
    book::{
        includes,
        links::beside,
        markdown::{Fence, links, page},
    },
    finding::{Finding, Rule},
    tree::Tree,
};

const SUMMARY: &str = "book/SUMMARY.md";

/// The book's pages and the README: what has links and transcripts.
pub(crate) fn pages(tree: &Tree) -> impl Iterator<Item = (&String, &String)> {
    tree.iter()
        .filter(|(path, _)| is_chapter(path) || *path == "README.md")
}

/// The book's pages.
pub(crate) fn chapters(tree: &Tree) -> impl Iterator<Item = (&String, &String)> {
    tree.iter().filter(|(path, _)| is_chapter(path))
}

fn is_chapter(path: &str) -> bool {
    path.starts_with("book/") && path.ends_with(".md")
}

/// Where the tasks of `book/stage1.md` are written. They are part of that page, and no page.
const TASKS: &str = "book/tasks/";

/// The page that a reader sees this text on: what links are followed from.
pub(crate) fn page_of(path: &str) -> String {
    path.replacen(TASKS, "book/", 1)
}

static LISTED: Rule = Rule {
    says: "Every page of the book stands in SUMMARY.md: mdBook does not build one that does not.",
    instead: "List it in book/SUMMARY.md, or take it out of book/.",
};

pub(crate) fn chapters_are_listed(tree: &Tree) -> Vec<Finding> {
    let summary = tree.get(SUMMARY).map(String::as_str).unwrap_or_default();
    let listed: BTreeSet<String> = links(&page(summary))
        .into_iter()
        .filter_map(|(_, target)| beside(SUMMARY, &target))
        .collect();
    chapters(tree)
        .filter(|(path, _)| *path != SUMMARY && !path.starts_with(TASKS))
        .filter(|(path, _)| !listed.contains(*path))
        .map(|(path, _)| LISTED.broken(path, 1, "not in SUMMARY.md"))
        .collect()
}

static SHOWN: Rule = Rule {
    says: "Every stage, answer, snapshot, template to render and page of tasks is shown in some chapter: \
           what is pinned is worth reading, and what is not shown is forgotten.",
    instead: "Include it in the chapter that has its name, or take it away.",
};

/// As long as there is no book, nothing can be shown in it.
pub(crate) fn files_are_shown(tree: &Tree) -> Vec<Finding> {
    if !tree.contains_key(SUMMARY) {
        return vec![];
    }
    let shown: BTreeSet<String> = includes::all(tree)
        .into_iter()
        .map(|include| include.file)
        .collect();
    tree.keys()
        .filter(|path| is_to_be_shown(path) && !shown.contains(*path))
        .map(|path| SHOWN.broken(path, 1, "in no chapter"))
        .collect()
}

fn is_to_be_shown(path: &str) -> bool {
    let in_folder = |folder, kind| path.starts_with(folder) && path.ends_with(kind);
    let stage = in_folder("stages/", ".rs") || in_folder("book/render/", "");
    stage || in_folder("snapshots/", ".snap") || in_folder(TASKS, ".md")
}

static FOLDED: Rule = Rule {
    says: "An answer to a task is folded: whoever reads on by accident has nothing left to find out.",
    instead: "Put the include between `<details>` and `</details>`.",
};

pub(crate) fn answers_are_folded(tree: &Tree) -> Vec<Finding> {
    let mut found = vec![];
    for (path, text) in chapters(tree) {
        let mut folded = false;
        for (number, line) in (1..).zip(text.lines()) {
            match line.trim() {
                "<details>" => folded = true,
                "</details>" => folded = false,
                _ => {}
            }
            let open = includes::on_line(path, number, line)
                .filter(|include| !folded && include.file.starts_with("stages/answers/"));
            found.extend(open.map(|include| FOLDED.broken(path, number, include.file)));
        }
    }
    found
}

static INCLUDED: Rule = Rule {
    says: "Rust and JSON on a page are included from a file that a test has just compared: a copy \
           would drift.",
    instead: "Type it into stages/ or let a test pin it in snapshots/, and include it. In the \
              README an answer stands in a `console` block, below its command.",
};

pub(crate) fn nothing_is_typed_by_hand(tree: &Tree) -> Vec<Finding> {
    fences(tree)
        .filter(|(_, fence)| ["rust", "rs", "json", "jsonc", "json5"].contains(&fence.language()))
        .filter_map(|(path, fence)| {
            let by_hand = |line: &str| !line.trim().is_empty() && !is_directive(line);
            let (line, text) = fence.lines.iter().find(|(_, line)| by_hand(line))?;
            Some(INCLUDED.broken(path, *line, format!("`{text}`")))
        })
        .collect()
}

fn is_directive(line: &str) -> bool {
    let line = line.trim();
    line.ends_with("}}")
        && (line.starts_with("{{#include ") || line.starts_with("{{#rustdoc_include "))
}

static BUILT_ALIKE: Rule = Rule {
    says: "Every stage chapter is built alike: a reader who knows one finds his way in all of them, and \
           predicts before he is shown.",
    instead: "Give it these headings, once and in this order: Predict, Run, What arrived, Why, The \
              change, When it fails, Your turn, Check yourself.",
};

const BONES: [&str; 8] = [
    "## Predict",
    "## Run",
    "## What arrived",
    "## Why",
    "## The change",
    "## When it fails",
    "## Your turn",
    "## Check yourself",
];

pub(crate) fn stage_chapters_are_built_alike(tree: &Tree) -> Vec<Finding> {
    let mut found = vec![];
    for (path, text) in chapters(tree).filter(|(path, _)| is_about_a_stage(path)) {
        let prose = page(text).prose;
        let bones: Vec<&str> = prose
            .iter()
            .map(|(_, line)| line.trim())
            .filter(|line| BONES.contains(line))
            .collect();
        if bones != BONES {
            found.push(BUILT_ALIKE.broken(path, 1, bones.join(", ")));
        }
    }
    found
}

/// `book/stage3.md`, but not `book/stage3-template.md`.
fn is_about_a_stage(path: &str) -> bool {
    let name = path.strip_prefix("book/stage");
    let number = name.and_then(|name| name.strip_suffix(".md"));
    number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}

static NAMED: Rule = Rule {
    says: "Every fence names its language: a block without one escapes the rules on Rust, JSON \
           and transcripts.",
    instead: "Name it; `text` if it is nothing else.",
};

pub(crate) fn fences_name_their_language(tree: &Tree) -> Vec<Finding> {
    fences(tree)
        .filter(|(_, fence)| fence.language().is_empty())
        .map(|(path, fence)| NAMED.broken(path, fence.line, "a fence without a language"))
        .collect()
}

fn fences(tree: &Tree) -> impl Iterator<Item = (&str, Fence)> {
    pages(tree).flat_map(|(path, text)| {
        page(text)
            .fences
            .into_iter()
            .map(move |fence| (&**path, fence))
    })
}

/// A made-up repository.
pub(crate) fn tree_of(files: &[(&str, &str)]) -> Tree {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

mod made_up_books {
    use super::*;
    use crate::finding::places;

    #[test]
    fn a_page_that_is_not_in_the_summary_is_reported() {
        let pages = [
            ("book/one.md", ""),
            ("book/more/two.md", ""),
            ("README.md", ""),
        ];
        let all = ["book/more/two.md:1", "book/one.md:1"];
        assert_eq!(places(&chapters_are_listed(&tree_of(&pages))), all);
        let mut tree = tree_of(&pages);
        tree.insert(SUMMARY.to_owned(), "- [One](./one.md)\n- two.md".to_owned());
        assert_eq!(places(&chapters_are_listed(&tree)), all[..1]);
        tree.insert(
            SUMMARY.to_owned(),
            "- [One](one.md)\n- [Two](more/two.md)".to_owned(),
        );
        assert!(chapters_are_listed(&tree).is_empty());
    }

    #[test]
    fn a_page_of_tasks_is_shown_in_a_chapter_instead_of_listed() {
        let mut tree = tree_of(&[
            (SUMMARY, "- [One](one.md)"),
            ("book/one.md", "# One"),
            (
                "book/tasks/one.md",
                "{{#include ../../stages/answers/a.rs}}",
            ),
            ("stages/answers/a.rs", "//! A."),
        ]);
        assert!(chapters_are_listed(&tree).is_empty());
        assert_eq!(places(&files_are_shown(&tree)), ["book/tasks/one.md:1"]);
        let shown = "# One\n{{#include tasks/one.md}}".to_owned();
        tree.insert("book/one.md".to_owned(), shown);
        assert!(files_are_shown(&tree).is_empty());
    }

    #[test]
    fn a_stage_or_snapshot_in_no_chapter_is_reported_once_there_is_a_book() {
        let mut tree = tree_of(&[
            ("stages/stage1.rs", ""),
            ("stages/template.yaml", ""),
            ("snapshots/stage1/a.snap", ""),
            ("book/one.md", "stages/stage1.rs"),
        ]);
        assert!(files_are_shown(&tree).is_empty());
        tree.insert(SUMMARY.to_owned(), String::new());
        let both = ["snapshots/stage1/a.snap:1", "stages/stage1.rs:1"];
        assert_eq!(places(&files_are_shown(&tree)), both);
        let shown = "{{#include ../stages/stage1.rs:handler}}\n\
                     {{#include ../snapshots/stage1/a.snap:4:}}";
        tree.insert("book/one.md".to_owned(), shown.to_owned());
        assert!(files_are_shown(&tree).is_empty());
    }

    #[test]
    fn a_stage_chapter_that_is_built_otherwise_is_reported() {
        let whole = BONES.join("\n\ntext\n\n") + "\n## All that is pinned\n";
        let swapped = whole
            .replace("## Why", "## Run")
            .replacen("## Run", "## Why", 1);
        let tree = tree_of(&[
            ("book/stage1.md", &whole),
            ("book/stage2.md", &whole.replace("## Predict", "Predict")),
            ("book/stage3.md", &swapped),
            ("book/stage3-template.md", "## Why"),
        ]);
        let found = places(&stage_chapters_are_built_alike(&tree));
        assert_eq!(found, ["book/stage2.md:1", "book/stage3.md:1"]);
    }

    #[test]
    fn an_answer_that_is_not_folded_is_reported() {
        let answer = "{{#include ../stages/answers/a.rs}}\n";
        let page = format!(
            "{answer}<details>\n{answer}</details>\n{answer}{{{{#include ../stages/a.rs}}}}"
        );
        let tree = tree_of(&[("book/one.md", &page)]);
        let found = places(&answers_are_folded(&tree));
        assert_eq!(found, ["book/one.md:1", "book/one.md:5"]);
    }

    #[test]
    fn rust_and_json_typed_by_hand_are_reported() {
        let chapter = "```rust,ignore\n{{#include a}}\n\nfn a() {}\n```\n\n```json\n{}\n```\n\
                       ```console\n$ b\n{}\n```\n```json\n{{#include a.snap:4:}}\n```";
        let tree = tree_of(&[("book/one.md", chapter), ("README.md", "```json\n{}\n```")]);
        let found = places(&nothing_is_typed_by_hand(&tree));
        assert_eq!(found, ["README.md:2", "book/one.md:4", "book/one.md:8"]);
    }

    #[test]
    fn a_fence_without_a_language_is_reported() {
        let tree = tree_of(&[("book/one.md", "```text\na\n```\n\n```\n{}\n```")]);
        assert_eq!(
            places(&fences_name_their_language(&tree)),
            ["book/one.md:5"]
        );
    }
}
