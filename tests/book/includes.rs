//! `{{#include file:part}}`: what a chapter shows of a file, read as mdBook reads it.
//!
//! Rule: mdBook publishes a missing file as the raw directive and a missing anchor as nothing, and exits with 0
//! both times. So each include is tried here.

use crate::{
    book::{chapters::chapters, links::beside},
    finding::{Finding, Rule},
    tree::Tree,
};

/// One include, and where it stands.
#[derive(Debug)]
pub(crate) struct Include {
    pub(crate) chapter: String,
    pub(crate) line: usize,
    /// From the top of the repository.
    pub(crate) file: String,
    /// `handler`, `4:`, or nothing for the whole file.
    part: String,
}

static RESOLVES: Rule = Rule {
    says: "Every include shows something: mdBook is silent about a missing file, a missing anchor \
           and an empty one.",
    instead: "Name a file beside the chapter's own path, and an anchor that begins, ends and holds \
              lines; a snapshot is included from line 4, `file.snap:4:`.",
};

pub(crate) fn includes_resolve(tree: &Tree) -> Vec<Finding> {
    let fault = |include: Include| {
        let fault = include.lines(tree).err()?;
        let found = format!("{fault} ({})", include.file);
        Some(RESOLVES.broken(&include.chapter, include.line, found))
    };
    all(tree).into_iter().filter_map(fault).collect()
}

/// Every include of every chapter.
pub(crate) fn all(tree: &Tree) -> Vec<Include> {
    let mut found = vec![];
    for (chapter, text) in chapters(tree) {
        for (line, content) in (1..).zip(text.lines()) {
            found.extend(on_line(chapter, line, content));
        }
    }
    found
}

/// The include on this line, if there is one.
pub(crate) fn on_line(chapter: &str, line: usize, content: &str) -> Option<Include> {
    let directives = ["{{#include ", "{{#rustdoc_include "];
    let (before, rest) = directives
        .iter()
        .find_map(|start| content.split_once(start))?;
    if before.ends_with('\\') {
        return None;
    }
    let target = rest.split("}}").next()?.trim();
    let (file, part) = target.split_once(':').unwrap_or((target, ""));
    // What leads out of the repository is no file of it: its path stays as it was written.
    let file = beside(chapter, file).unwrap_or_else(|| file.to_owned());
    Some(Include {
        chapter: chapter.to_owned(),
        line,
        file,
        part: part.to_owned(),
    })
}

impl Include {
    /// The lines that the chapter shows.
    ///
    /// # Errors
    ///
    /// Where mdBook would show nothing, or not what was meant: why.
    pub(crate) fn lines<'t>(&self, tree: &'t Tree) -> Result<Vec<&'t str>, String> {
        let text = tree.get(&self.file).ok_or("no such file")?;
        let all: Vec<&str> = text.lines().collect();
        if self.file.ends_with(".snap") {
            self.starts_behind_the_header(&all)?;
        }
        let lines = match self.part.chars().next() {
            None => all,
            Some(c) if c.is_ascii_digit() || c == ':' => range(&all, &self.part)?.to_vec(),
            Some(_) => anchored(&all, &self.part)?,
        };
        match lines.iter().all(|line| line.trim().is_empty()) {
            true => Err(format!("`{}` is empty", self.part)),
            false => Ok(lines),
        }
    }

    fn starts_behind_the_header(&self, lines: &[&str]) -> Result<(), String> {
        match (lines.get(2), self.part.as_str()) {
            (Some(&"---"), "4:") => Ok(()),
            (Some(&"---"), part) => Err(format!("`{part}` is not `4:`")),
            _ => Err("its header is not three lines long".to_owned()),
        }
    }
}

/// `4:`, `:9`, `4:9` or `4`.
fn range<'l, 't>(lines: &'l [&'t str], part: &str) -> Result<&'l [&'t str], String> {
    let (first, last) = part.split_once(':').unwrap_or((part, part));
    let number = |text: &str, default| {
        if text.is_empty() {
            Ok(default)
        } else {
            text.parse()
        }
    };
    match (number(first, 1), number(last, lines.len())) {
        (Ok(first), Ok(last)) if first >= 1 => lines
            .get(first - 1..last)
            .ok_or_else(|| format!("`{part}` leaves the {} lines", lines.len())),
        _ => Err(format!("`{part}` is not a range of lines")),
    }
}

fn anchored<'t>(lines: &[&'t str], anchor: &str) -> Result<Vec<&'t str>, String> {
    let at = |tag| {
        lines
            .iter()
            .position(|line| named(line, tag) == Some(anchor))
    };
    let begin = at("ANCHOR:").ok_or_else(|| format!("no anchor `{anchor}`"))?;
    let end = at("ANCHOR_END:").ok_or_else(|| format!("anchor `{anchor}` never ends"))?;
    let inside = lines
        .get(begin + 1..end)
        .ok_or("it ends before it begins")?;
    let is_anchor = |line: &str| {
        ["ANCHOR:", "ANCHOR_END:"]
            .iter()
            .any(|t| named(line, t).is_some())
    };
    Ok(inside
        .iter()
        .copied()
        .filter(|line| !is_anchor(line))
        .collect())
}

/// The name behind `ANCHOR:` or `ANCHOR_END:`.
fn named<'l>(line: &'l str, tag: &str) -> Option<&'l str> {
    let (_, rest) = line.split_once(tag)?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && !"_-".contains(c));
    Some(&rest[..end.unwrap_or(rest.len())])
}

mod made_up_books {
    use super::*;
    use crate::{book::chapters::tree_of, finding::places};

    const STAGE: &str = "//! A stage.\n// ANCHOR: handler\nfn handler() {}\n// ANCHOR: inner\n\
                         // ANCHOR_END: inner\n// ANCHOR_END: handler\n// ANCHOR: open\n";
    const SNAP: &str = "---\nsource: tests/stage1.rs\n---\n{}\n";

    fn fault(include: &str) -> String {
        let chapter = format!("# One\n{{{{#include {include}}}}}\n");
        let tree = tree_of(&[
            ("book/one.md", &chapter),
            ("stages/stage1.rs", STAGE),
            ("snapshots/a.snap", SNAP),
            (
                "snapshots/long.snap",
                "---\nsource: a\nexpression: b\n---\n{}\n",
            ),
        ]);
        let found = includes_resolve(&tree);
        assert!(places(&found).iter().all(|place| place == "book/one.md:2"));
        found
            .first()
            .map(|finding| finding.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn an_include_that_shows_nothing_is_reported() {
        for (include, why) in [
            ("../stages/stage9.rs", "no such file"),
            ("../../elsewhere.rs", "no such file"),
            ("../stages/stage1.rs:here", "no anchor `here`"),
            ("../stages/stage1.rs:open", "anchor `open` never ends"),
            ("../stages/stage1.rs:inner", "`inner` is empty"),
            ("../stages/stage1.rs:5:99", "`5:99` leaves the 7 lines"),
            ("../stages/stage1.rs:0:1", "not a range"),
            ("../snapshots/a.snap", "`` is not `4:`"),
            ("../snapshots/a.snap:5:", "`5:` is not `4:`"),
            (
                "../snapshots/long.snap:4:",
                "header is not three lines long",
            ),
        ] {
            assert!(
                fault(include).contains(why),
                "{include}: {}",
                fault(include)
            );
        }
    }

    #[test]
    fn an_include_that_shows_something_is_fine() {
        for include in ["", ":handler", ":3", ":2:3", "::3", ":3:"] {
            assert_eq!(
                fault(&format!("../stages/stage1.rs{include}")),
                "",
                "{include}"
            );
        }
        assert_eq!(fault("../snapshots/a.snap:4:"), "");
    }

    #[test]
    fn an_anchor_shows_its_lines_without_the_anchors_in_it() {
        let tree = tree_of(&[("stages/stage1.rs", STAGE)]);
        let include = on_line("book/one.md", 1, "{{#include ../stages/stage1.rs:handler}}");
        let lines = include.map(|include| include.lines(&tree));
        assert_eq!(lines, Some(Ok(vec!["fn handler() {}"])));
        assert!(on_line("book/one.md", 1, r"\{{#include ../stages/stage1.rs}}").is_none());
    }
}
