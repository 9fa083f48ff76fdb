//! Numbered stand-ins for what is new each time: `<request-id:1>`.
//!
//! Rule: the same value gets the same number, so that a value that stands twice stays visible as such. The
//! numbers say nothing else, so a recording of a real deployment reads the same.

use std::{collections::HashMap, sync::LazyLock};

use regex::{Captures, Regex};

/// What is replaced, by a name: the whole match, or its group `value`.
static UNSTABLE: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let kinds = [
        ("log-stream", r"\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}"),
        (
            "request-id",
            r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b",
        ),
        ("trace-id", r"\b1-[0-9a-f]{8}-[0-9a-f]{24}\b"),
        ("parent", r"\bParent=(?<value>[0-9a-f]{16})\b"),
        ("lineage", r"\bLineage=1:(?<value>[0-9a-f]{8}):"),
        ("extended-request-id", r"[A-Za-z0-9+/]{15}="),
        (
            "request-time",
            r"\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000",
        ),
        (
            "date",
            r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT",
        ),
        ("epoch-ms", r"\b1[0-9]{12}\b"),
        ("host", r"\b127\.0\.0\.1:\d+\b"),
        ("column", r"\bcolumn (?<value>\d+)\b"),
        ("rust-type", r#""errorType":"(?<value>[^"]*::[^"]*)""#),
    ];
    kinds
        .map(|(name, pattern)| (name, Regex::new(pattern).expect(name)))
        .into()
});

/// `text` with a stand-in for everything that is new each time.
pub fn stand_ins(text: &str) -> String {
    UNSTABLE
        .iter()
        .fold(text.to_owned(), |text, (name, pattern)| {
            let mut known = HashMap::new();
            let replace = |found: &Captures<'_>| replaced(name, found, &mut known);
            pattern.replace_all(&text, replace).into_owned()
        })
}

fn replaced(name: &str, found: &Captures<'_>, known: &mut HashMap<String, usize>) -> String {
    let whole = found.get(0).expect("a match");
    let value = found.name("value").unwrap_or(whole);
    let next = known.len() + 1;
    let number = known.entry(value.as_str().to_owned()).or_insert(next);
    let (before, after) = (value.start() - whole.start(), value.end() - whole.start());
    format!(
        "{}<{name}:{number}>{}",
        &whole.as_str()[..before],
        &whole.as_str()[after..]
    )
}
