//! The paths that a piece of Rust names, such as `std::fs::read`, with the line of each.
//!
//! Rule: nothing is resolved. A path is what the source says; a `use` with groups says one for each leaf.

/// A path as the code names it, such as `std::fs::read` or just `async`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Named {
    pub(crate) line: usize,
    pub(crate) segments: Vec<String>,
}

impl Named {
    /// Whether `part`, such as `std::fs`, stands anywhere in this path.
    pub(crate) fn contains(&self, part: &str) -> bool {
        let part: Vec<&str> = part.split("::").collect();
        self.segments.windows(part.len()).any(|run| run == part)
    }
}

/// Every path in the code; a `use` with groups is one path for each of its leaves.
pub(crate) fn paths(code: &str) -> Vec<Named> {
    let tokens = tokens(code);
    let (mut found, mut at) = (vec![], 0);
    while at < tokens.len() {
        at = match tokens[at].1 {
            "use" => use_tree(&tokens, at + 1, &[], &mut found),
            word if is_word(word) => plain_path(&tokens, at, &mut found),
            _ => at + 1,
        };
    }
    found
}

/// A line number, and a word, a `::`, or any other single character.
type Token<'a> = (usize, &'a str);

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut found = vec![];
    for (line, text) in code.lines().enumerate() {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let word = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let length = match word {
                0 if rest.starts_with("::") => 2,
                0 => first.len_utf8(),
                word => word,
            };
            found.push((line + 1, &rest[..length]));
            rest = rest[length..].trim_start();
        }
    }
    found
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn plain_path(tokens: &[Token<'_>], from: usize, found: &mut Vec<Named>) -> usize {
    let mut segments = vec![tokens[from].1.to_owned()];
    let mut at = from + 1;
    while let [(_, "::"), (_, word), ..] = &tokens[at..] {
        if !is_word(word) {
            break;
        }
        segments.push((*word).to_owned());
        at += 2;
    }
    found.push(Named {
        line: tokens[from].0,
        segments,
    });
    at
}

fn use_tree(tokens: &[Token<'_>], from: usize, prefix: &[String], found: &mut Vec<Named>) -> usize {
    let (mut segments, mut at) = (prefix.to_vec(), from);
    while let Some(&(line, token)) = tokens.get(at) {
        match token {
            "{" => return use_group(tokens, at + 1, &segments, found),
            "," | "}" | ";" => {
                found.push(Named { line, segments });
                return at;
            }
            "as" => at += 2,
            "::" | "self" => at += 1,
            _ => {
                segments.push(token.to_owned());
                at += 1;
            }
        }
    }
    at
}

fn use_group(
    tokens: &[Token<'_>],
    from: usize,
    prefix: &[String],
    found: &mut Vec<Named>,
) -> usize {
    let mut at = from;
    while let Some(&(_, token)) = tokens.get(at) {
        at = match token {
            "}" => return at + 1,
            "," => at + 1,
            _ => use_tree(tokens, at, prefix, found),
        };
    }
    at
}

#[test]
fn a_use_with_groups_names_each_of_its_leaves() {
    let named: Vec<String> =
        paths("use std::{fs, io::{self, Read as R}};\nlet x = tokio::time::sleep;")
            .into_iter()
            .map(|named| format!("{}:{}", named.line, named.segments.join("::")))
            .collect();
    assert_eq!(
        named,
        [
            "1:std::fs",
            "1:std::io",
            "1:std::io::Read",
            "2:let",
            "2:x",
            "2:tokio::time::sleep"
        ]
    );
}
