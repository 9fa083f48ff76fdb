//! Links: each leads to a file of the repository, and its `#fragment` to a heading there.
//!
//! Rule: links to other hosts are not followed; the tests need no network.

use crate::{
    book::{
        chapters::{page_of, pages},
        markdown::{ids, links, page},
    },
    finding::{Finding, Rule},
    tree::Tree,
};

static RESOLVES: Rule = Rule {
    says: "Every link leads somewhere: mdBook publishes a dead one without a word.",
    instead: "Link a file beside the page's own path (`stage2.md`, not `stage2.html`) and a \
              heading by its id.",
};

static STAYS: Rule = Rule {
    says: "A chapter links inside the book: mdBook copies nothing else, so on the page the link \
           would be dead.",
    instead: "Include the file, or name it as code: `stages/stage1.rs`.",
};

pub(crate) fn links_resolve(tree: &Tree) -> Vec<Finding> {
    let mut found = vec![];
    for (path, text) in pages(tree) {
        for (line, target) in links(&page(text)) {
            found.extend(fault(tree, path, line, &target));
        }
    }
    found
}

fn fault(tree: &Tree, path: &str, line: usize, target: &str) -> Option<Finding> {
    if is_elsewhere(target) {
        return None;
    }
    let broken =
        |rule: &'static Rule, why| Some(rule.broken(path, line, format!("`{target}`: {why}")));
    let shown_on = page_of(path);
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let file = match (file, fragment) {
        ("", "") => return broken(&RESOLVES, "a link to nothing"),
        ("", _) => Some(shown_on),
        (file, _) => beside(&shown_on, file),
    };
    let Some(file) = file.filter(|file| exists(tree, file)) else {
        return broken(&RESOLVES, "no such file");
    };
    if path.starts_with("book/") && !file.starts_with("book/") {
        return broken(&STAYS, "outside the book");
    }
    let known = |text: &String| ids(&page(text)).iter().any(|id| id == fragment);
    match fragment.is_empty() || tree.get(&file).is_some_and(known) {
        true => None,
        false => broken(&RESOLVES, "no such heading"),
    }
}

/// `https:`, `mailto:` and the like.
fn is_elsewhere(target: &str) -> bool {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    !scheme.is_empty()
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '+')
}

/// A file, or a folder with files in it.
pub(crate) fn exists(tree: &Tree, path: &str) -> bool {
    let folder = format!("{}/", path.trim_end_matches('/'));
    tree.contains_key(path) || tree.keys().any(|file| file.starts_with(&folder))
}

/// The path that `target` names in the file `path`; none where it leads out of the repository.
pub(crate) fn beside(path: &str, target: &str) -> Option<String> {
    let mut segments: Vec<&str> = path.split('/').collect();
    segments.pop();
    for segment in target.split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop()?;
            }
            segment => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

mod made_up_books {
    use super::*;
    use crate::{book::chapters::tree_of, finding::places};

    #[test]
    fn a_dead_link_is_reported() {
        let chapter = "# One\n[a](two.md)\n[b](three.md)\n[c](two.md#why)\n[d](two.md#how)\n\
                       [e](#one)\n[f](#two)\n[g]()\n[h](two.html)\n[i](https://x.org/y#z)\n\
                       ![j](img/k.svg)\n[l](../../m.md)\n";
        let tree = tree_of(&[
            ("book/one.md", chapter),
            ("book/two.md", "# Two\n## Why\n"),
            ("book/img/k.svg", "<svg/>"),
        ]);
        let found = places(&links_resolve(&tree));
        assert_eq!(
            found,
            [3, 5, 7, 8, 9, 12].map(|line| format!("book/one.md:{line}"))
        );
    }

    #[test]
    fn a_link_in_tasks_is_followed_from_the_page_that_shows_them() {
        let tree = tree_of(&[
            ("book/one.md", "# One"),
            ("book/two.md", "# Two"),
            ("book/tasks/one.md", "[a](two.md) [b](#one)\n[c](../two.md)"),
        ]);
        assert_eq!(places(&links_resolve(&tree)), ["book/tasks/one.md:2"]);
    }

    #[test]
    fn a_link_out_of_the_book_is_reported_in_chapters_only() {
        let (stage, link) = (("stages/stage1.rs", "//!"), "[a](../stages/stage1.rs)");
        let tree = tree_of(&[stage, ("book/one.md", link)]);
        assert_eq!(places(&links_resolve(&tree)), ["book/one.md:1"]);
        let tree = tree_of(&[stage, ("README.md", "[a](stages/stage1.rs) [b](stages/)")]);
        assert!(links_resolve(&tree).is_empty());
        let tree = tree_of(&[stage, ("README.md", "[a](stages/stage9.rs)")]);
        assert_eq!(places(&links_resolve(&tree)), ["README.md:1"]);
    }
}
