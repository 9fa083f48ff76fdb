//! What a text does with a pattern: `replaceAll`, `replaceFirst`, `split`.
//!
//! Rule: matches are found as Java's `Matcher` finds them: an empty one may follow right after another.

use std::{iter, ops::Range};

use fancy_regex::{Captures, Match};

use crate::{
    java_regex::{self, Flags, Pattern},
    vtl::{error::Problem, value::too_long},
};

/// Compiles a pattern.
pub(in crate::vtl) fn compile(pattern: &str) -> Result<Pattern, Problem> {
    Pattern::new(pattern).map_err(|error| not_one(pattern, &error))
}

/// Compiles a pattern that has to match the whole text.
pub(in crate::vtl) fn compile_whole(pattern: &str) -> Result<Pattern, Problem> {
    Pattern::whole(pattern, Flags::default()).map_err(|error| not_one(pattern, &error))
}

fn not_one(pattern: &str, error: &java_regex::Error) -> Problem {
    let problem = Problem::new(format!("`{pattern}` is not a regular expression: {error}"));
    match error.help() {
        Some(help) => problem.help(help),
        None => problem,
    }
}

fn gave_up(error: &fancy_regex::Error) -> Problem {
    Problem::new(format!(
        "the regular expression takes too long here: {error}"
    ))
}

/// Whether the whole text matches.
pub(super) fn matches(whole: &Pattern, text: &str) -> Result<bool, Problem> {
    whole
        .on(text)
        .is_match(text)
        .map_err(|error| gave_up(&error))
}

/// One match after the other.
fn each<M>(
    text: &str,
    search: impl Fn(usize) -> fancy_regex::Result<Option<M>>,
    range: impl Fn(&M) -> Range<usize>,
) -> impl Iterator<Item = Result<M, Problem>> {
    let mut from = Some(0);
    iter::from_fn(move || {
        let found = search(from?).map_err(|error| gave_up(&error)).transpose()?;
        from = found.as_ref().ok().map(&range).and_then(|range| {
            let next = text[range.end..].chars().next();
            match next {
                _ if !range.is_empty() => Some(range.end),
                next => next.map(|c| range.end + c.len_utf8()),
            }
        });
        Some(found)
    })
}

/// Replaces the first match, or each.
pub(super) fn replace(
    pattern: &Pattern,
    text: &str,
    replacement: &str,
    only_first: bool,
) -> Result<String, Problem> {
    let regex = pattern.on(text);
    let (mut out, mut end) = (String::new(), 0);
    let search = |from| regex.captures_from_pos(text, from);
    for captures in each(text, search, whole) {
        let captures = captures?;
        let found = whole(&captures);
        out.push_str(&text[end..found.start]);
        expand(replacement, &captures, &mut out)?;
        end = found.end;
        too_long(out.len())?;
        if only_first {
            break;
        }
    }
    out.push_str(&text[end..]);
    Ok(out)
}

fn whole(captures: &Captures<'_, str>) -> Range<usize> {
    captures.get(0).map_or(0..0, |whole| whole.range())
}

/// Java's replacement: `$1` and `${name}` are groups, a backslash takes the next character as it is.
fn expand(
    replacement: &str,
    captures: &Captures<'_, str>,
    out: &mut String,
) -> Result<(), Problem> {
    let mut chars = replacement.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some(c) => out.push(c),
                None => return Err(Problem::new("the replacement ends with a backslash")),
            },
            '$' => {
                let group = match chars.peek() {
                    Some('{') => {
                        chars.next();
                        let name: String = chars.by_ref().take_while(|c| *c != '}').collect();
                        captures.name(&name)
                    }
                    _ => captures.get(group_number(&mut chars, captures.len())?),
                };
                out.push_str(group.map_or("", |group| group.as_str()));
            }
            c => out.push(c),
        }
    }
    Ok(())
}

/// As many digits as name a group that there is.
fn group_number(
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
    groups: usize,
) -> Result<usize, Problem> {
    let first = chars.next().and_then(|c| c.to_digit(10));
    let mut number = first.ok_or_else(|| {
        Problem::new("`$` in a replacement names a group")
            .help("write `\\$` for the character itself")
    })? as usize;
    if number >= groups {
        return Err(Problem::new(format!(
            "the regular expression has no group {number}"
        )));
    }
    while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
        let longer = number * 10 + digit as usize;
        if longer >= groups {
            break;
        }
        number = longer;
        chars.next();
    }
    Ok(number)
}

/// Splits as Java does: empty texts at the end are dropped unless there is a limit. Of more than `most` parts, one more
/// than that is given.
pub(super) fn split<'t>(
    pattern: &Pattern,
    text: &'t str,
    limit: i32,
    most: usize,
) -> Result<Vec<&'t str>, Problem> {
    let regex = pattern.on(text);
    let (mut parts, mut start) = (Vec::new(), 0);
    let search = |from| regex.find_from_pos(text, from);
    for found in each(text, search, Match::range) {
        if parts.len() > most {
            return Ok(parts);
        }
        let found = found?;
        if limit > 0 && parts.len() + 1 >= limit as usize {
            break;
        }
        if found.end() == 0 {
            continue;
        }
        parts.push(&text[start..found.start()]);
        start = found.end();
    }
    parts.push(&text[start..]);
    if limit == 0 && parts.len() > 1 {
        while parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
    }
    Ok(parts)
}
