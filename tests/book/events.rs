//! The page that puts the two events side by side names every key of both.
//!
//! Rule: the events are those that the tests have pinned; what a client may name as it likes, such as a header, is
//! no key of theirs.

use crate::{
    finding::{Finding, Rule},
    tree::Tree,
};

const PAGE: &str = "book/reference/events.md";

/// A mapped event and a proxy event.
const EVENTS: [&str; 2] = [
    "snapshots/stage1/get_root.event.snap",
    "snapshots/stage1/get_test.event.snap",
];

static NAMED: Rule = Rule {
    says: "The page on the two events names every key of both: it is where a reader looks one up.",
    instead: "Add the key, with its path, to a table of book/reference/events.md.",
};

pub(crate) fn keys_are_named(tree: &Tree) -> Vec<Finding> {
    let Some(page) = tree.get(PAGE) else {
        return vec![];
    };
    let snapshots = EVENTS.iter().filter_map(|path| tree.get(*path));
    snapshots
        .flat_map(|snapshot| keys(snapshot))
        .filter(|key| !page.contains(&format!("`{key}`")))
        .map(|key| NAMED.broken(PAGE, 1, format!("`{key}`")))
        .collect()
}

/// Keys whose members the client names.
const FREE: [&str; 8] = [
    "path",
    "querystring",
    "header",
    "headers",
    "multiValueHeaders",
    "pathParameters",
    "queryStringParameters",
    "multiValueQueryStringParameters",
];

/// The paths of all keys that hold no fixed keys themselves, from JSON with two blanks a level and a line a member.
fn keys(snapshot: &str) -> Vec<String> {
    let (mut parents, mut found) = (Vec::<&str>::new(), vec![]);
    for line in snapshot.lines() {
        let level = (line.len() - line.trim_start().len()) / 2;
        let Some((key, value)) = line.trim().split_once("\": ") else {
            continue;
        };
        parents.truncate(level.saturating_sub(1));
        let inside_free = parents.iter().any(|parent| FREE.contains(parent));
        let key = key.trim_start_matches('"');
        parents.push(key);
        if !inside_free && (value != "{" || FREE.contains(&key)) {
            found.push(parents.join("."));
        }
    }
    found
}

mod made_up_books {
    use super::*;
    use crate::book::chapters::tree_of;

    #[test]
    fn a_key_that_is_not_named_is_reported() {
        let event = "---\nsource: a\n---\n{\n  \"a\": {\n    \"b\": 1,\n    \"headers\": {\n      \
                     \"X\": \"y\"\n    }\n  },\n  \"c\": {}\n}\n";
        let tree = |page| tree_of(&[(EVENTS[0], event), (PAGE, page)]);
        assert!(keys_are_named(&tree("`a.b` `a.headers` `c`")).is_empty());
        let found = keys_are_named(&tree("`a.b` a.headers `b` `a.c`"));
        let found: Vec<String> = found.iter().map(|finding| finding.to_string()).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`a.headers`") && found[1].contains("`c`"));
    }
}
