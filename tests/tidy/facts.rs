//! Every recorded fact of `emulator/FACTS.md` is pinned by a test, or stands there under *Not pinned* with the
//! reason.
//!
//! Rule: a test pins a fact by naming its id in its doc comment. Recorded are the lines with the tags
//! `aws-recorded` and `aws-field`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use regex::Regex;

use super::{
    finding::{Finding, Rule},
    tree::Tree,
};

const FACTS: &str = "emulator/FACTS.md";

static PINNED: Rule = Rule {
    says: "What AWS was seen to do is pinned by a test: else nobody notices when it no longer holds.",
    instead: "Name the id in the doc comment of the test that pins it, or list it under Not pinned \
              with the reason.",
};

static KNOWN: Rule = Rule {
    says: "An id in a test's doc comment, or under Not pinned, is the id of a fact.",
    instead: "Correct the id.",
};

static ONCE: Rule = Rule {
    says: "What stands under Not pinned is not pinned, and says why.",
    instead: "Take the row out, or give it a reason.",
};

static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[A-E][1-7]?\.\d+\b").unwrap());
static FACT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:- |\| )?\*\*([A-E][1-7]?\.\d+)\*\*").unwrap());
static REASON: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\| ([A-E][1-7]?\.\d+) \| *(.*?) *\|$").unwrap());

/// A line of the facts.
struct Fact {
    line: usize,
    recorded: bool,
}

/// Checks the facts against the doc comments of all tests.
pub(crate) fn facts(house: &Tree) -> Vec<Finding> {
    let Some(text) = house.get(FACTS) else {
        return vec![KNOWN.broken(FACTS, 1, "there are no facts")];
    };
    let facts = listed(text);
    let excused = excused(text);
    let pins = pins(house);
    let pinned: BTreeSet<&str> = pins.iter().map(|(.., id)| id.as_str()).collect();
    let missing = facts
        .iter()
        .filter(|(_, fact)| fact.recorded)
        .filter(|(id, _)| !pinned.contains(id.as_str()) && !excused.contains_key(*id))
        .map(|(id, fact)| PINNED.broken(FACTS, fact.line, format!("no test names {id}")));
    let unknown = pins
        .iter()
        .filter(|(.., id)| !facts.contains_key(id))
        .map(|(path, line, id)| KNOWN.broken(path, *line, format!("there is no fact {id}")));
    let rows = excused
        .iter()
        .filter_map(|(id, (line, reason))| row(id, *line, reason, &facts, &pinned));
    missing.chain(unknown).chain(rows).collect()
}

fn row(
    id: &str,
    line: usize,
    reason: &str,
    facts: &BTreeMap<String, Fact>,
    pinned: &BTreeSet<&str>,
) -> Option<Finding> {
    if !facts.contains_key(id) {
        Some(KNOWN.broken(FACTS, line, format!("there is no fact {id}")))
    } else if pinned.contains(id) {
        Some(ONCE.broken(FACTS, line, format!("a test pins {id}")))
    } else if reason.is_empty() {
        Some(ONCE.broken(FACTS, line, format!("{id} has no reason")))
    } else {
        None
    }
}

/// The facts by id; a fact goes on until the next one or the next heading.
fn listed(text: &str) -> BTreeMap<String, Fact> {
    let mut facts: BTreeMap<String, Fact> = BTreeMap::new();
    let mut current: Option<String> = None;
    for (index, line) in text.lines().enumerate() {
        if let Some(found) = FACT.captures(line) {
            let id = found[1].to_owned();
            facts.insert(
                id.clone(),
                Fact {
                    line: index + 1,
                    recorded: false,
                },
            );
            current = Some(id);
        } else if line.starts_with('#') {
            current = None;
        }
        if let Some(fact) = current.as_ref().and_then(|id| facts.get_mut(id)) {
            fact.recorded |= line.contains("aws-recorded") || line.contains("aws-field");
        }
    }
    facts
}

/// The rows of *Not pinned*: id → line and reason.
fn excused(text: &str) -> BTreeMap<String, (usize, String)> {
    let rows = text.lines().enumerate().filter_map(|(index, line)| {
        let found = REASON.captures(line)?;
        Some((found[1].to_owned(), (index + 1, found[2].to_owned())))
    });
    rows.collect()
}

/// Every id in the doc comment of a test: path, line, id.
fn pins(house: &Tree) -> Vec<(String, usize, String)> {
    let rust = house.iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.flat_map(|(path, text)| {
        pins_of(text)
            .into_iter()
            .map(|(line, id)| (path.clone(), line, id))
    })
    .collect()
}

fn pins_of(text: &str) -> Vec<(usize, String)> {
    let mut pins = Vec::new();
    let mut comment: Vec<(usize, &str)> = Vec::new();
    for (index, line) in text.lines().map(str::trim).enumerate() {
        if line.starts_with("///") {
            comment.push((index + 1, line));
        } else if line.contains("test]") && line.starts_with("#[") {
            for (line, text) in comment.drain(..) {
                pins.extend(ID.find_iter(text).map(|id| (line, id.as_str().to_owned())));
            }
        } else if !line.starts_with("#[") {
            comment.clear();
        }
    }
    pins
}

#[cfg(test)]
mod tests {
    use super::{super::finding::places, *};

    fn found(facts_text: &str, test: &str) -> Vec<String> {
        let house = Tree::from([
            (FACTS.to_owned(), facts_text.to_owned()),
            ("tests/a.rs".to_owned(), test.to_owned()),
        ]);
        places(&facts(&house))
    }

    const TWO: &str = "- **A1.1** one [aws-recorded x]\n- **A1.2** two\n  [aws-field y]\n";

    #[test]
    fn a_recorded_fact_without_a_test_is_reported() {
        let test = "/// A1.1: one.\n#[test]\nfn one_holds_always() {}\n";
        assert_eq!(found(TWO, test), ["emulator/FACTS.md:2"]);
    }

    #[test]
    fn an_id_elsewhere_pins_nothing() {
        let test = "/// A1.1, A1.2.\nfn helper() {}\n#[test]\nfn one() {}\n";
        assert_eq!(
            found(TWO, test),
            ["emulator/FACTS.md:1", "emulator/FACTS.md:2"]
        );
    }

    #[test]
    fn a_listed_reason_excuses_a_fact() {
        let test = "/// A1.1.\n#[test]\nfn one() {}\n";
        let excused = format!("{TWO}| A1.2 | needs an API key |\n");
        assert!(found(&excused, test).is_empty());
        let silent = format!("{TWO}| A1.2 | |\n");
        assert_eq!(found(&silent, test), ["emulator/FACTS.md:4"]);
    }

    #[test]
    fn a_reason_for_what_is_pinned_is_stale() {
        let test = "/// A1.1, A1.2.\n#[test]\nfn both() {}\n";
        assert_eq!(
            found(&format!("{TWO}| A1.1 | no |\n"), test),
            ["emulator/FACTS.md:4"]
        );
    }

    #[test]
    fn an_id_that_is_none_is_reported() {
        let test = "/// A1.1, A1.2, A9.9 and A1.3.\n#[test]\nfn both() {}\n";
        assert_eq!(found(TWO, test), ["tests/a.rs:1"]);
    }

    #[test]
    fn what_is_only_documented_needs_no_test() {
        assert!(found("- **C.1** said [aws-docs]\n", "").is_empty());
    }
}
