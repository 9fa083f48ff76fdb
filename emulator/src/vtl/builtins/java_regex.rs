//! Java's regular expressions: `matches`, `replaceAll`, `split`.
//!
//! Rule: a pattern is translated where Java means something else by it, and run by `fancy-regex`, which gives up
//! rather than hang.

use fancy_regex::{Captures, Regex, RegexBuilder};

use crate::vtl::{error::Problem, value::too_long};

/// How many bytes a pattern may become, and how many more while it is used.
const MAX_COMPILED: usize = 512 * 1024;

/// Compiles a pattern.
pub(in crate::vtl) fn compile(pattern: &str) -> Result<Regex, Problem> {
    let not_one = |why: &dyn std::fmt::Display| {
        Problem::new(format!("`{pattern}` is not a regular expression: {why}"))
    };
    let Some(translated) = translate(pattern) else {
        return Err(not_one(&"`{` begins a repetition, such as `{2}`")
            .help("write `[{]` where a brace is meant"));
    };
    build(&translated).map_err(|error| not_one(&error))
}

fn build(pattern: &str) -> Result<Regex, fancy_regex::Error> {
    RegexBuilder::new(pattern)
        .delegate_size_limit(MAX_COMPILED)
        .delegate_dfa_size_limit(MAX_COMPILED)
        .build()
}

/// Writes a pattern as `fancy-regex` understands it: `\d`, `\w` and `\s` are ASCII, `\Q...\E` is text.
/// Nothing where a brace repeats no number of times, which Java refuses.
fn translate(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    let mut in_class = 0_usize;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('Q') => quote(&mut chars, &mut out),
                Some(named @ ('p' | 'P' | 'x' | 'k')) => {
                    out.extend(['\\', named]);
                    out.extend(chars.next_if_eq(&'{'));
                }
                Some(escaped) => escape(escaped, in_class > 0, &mut out),
                None => out.push('\\'),
            },
            '[' => {
                in_class += 1;
                out.push('[');
            }
            ']' => {
                in_class = in_class.saturating_sub(1);
                out.push(']');
            }
            '{' if in_class == 0 && !chars.peek().is_some_and(char::is_ascii_digit) => return None,
            _ => out.push(c),
        }
    }
    Some(out)
}

/// What stands between `\Q` and `\E`.
fn quote(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    let mut text = String::new();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek() == Some(&'E') {
            chars.next();
            break;
        }
        text.push(c);
    }
    out.push_str(&fancy_regex::escape(&text));
}

fn escape(escaped: char, in_class: bool, out: &mut String) {
    let inner = match escaped {
        'd' => "0-9",
        'w' => "a-zA-Z0-9_",
        's' => " \\t\\n\\x0B\\f\\r",
        'h' => " \\t\\u{A0}\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}",
        'D' => return out.push_str("[^0-9]"),
        'W' => return out.push_str("[^a-zA-Z0-9_]"),
        'S' => return out.push_str("[^ \\t\\n\\x0B\\f\\r]"),
        'R' => return out.push_str("(?:\\r\\n|[\\n\\x0B\\f\\r\\u{85}\\u{2028}\\u{2029}])"),
        'e' => return out.push_str("\\x1B"),
        _ if escaped.is_ascii_alphanumeric() => return out.extend(['\\', escaped]),
        _ => return out.push_str(&fancy_regex::escape(escaped.encode_utf8(&mut [0; 4]))),
    };
    if in_class {
        out.push_str(inner);
    } else {
        out.push('[');
        out.push_str(inner);
        out.push(']');
    }
}

fn gave_up(error: &fancy_regex::Error) -> Problem {
    Problem::new(format!(
        "the regular expression takes too long here: {error}"
    ))
}

/// Whether the whole text matches.
pub(super) fn matches(regex: &Regex, text: &str) -> Result<bool, Problem> {
    let whole = format!("^(?:{})\\z", regex.as_str());
    let whole = build(&whole).map_err(|error| gave_up(&error))?;
    whole.is_match(text).map_err(|error| gave_up(&error))
}

/// Replaces the first match, or each.
pub(super) fn replace(
    regex: &Regex,
    text: &str,
    replacement: &str,
    only_first: bool,
) -> Result<String, Problem> {
    let (mut out, mut end) = (String::new(), 0);
    for captures in regex.captures_iter(text) {
        let captures = captures.map_err(|error| gave_up(&error))?;
        let Some(whole) = captures.get(0) else {
            break;
        };
        out.push_str(&text[end..whole.start()]);
        expand(replacement, &captures, &mut out)?;
        end = whole.end();
        too_long(out.len())?;
        if only_first {
            break;
        }
    }
    out.push_str(&text[end..]);
    Ok(out)
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
    regex: &Regex,
    text: &'t str,
    limit: i32,
    most: usize,
) -> Result<Vec<&'t str>, Problem> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for found in regex.find_iter(text) {
        if parts.len() > most {
            return Ok(parts);
        }
        let found = found.map_err(|error| gave_up(&error))?;
        if limit > 0 && parts.len() + 1 >= limit as usize {
            break;
        }
        if found.end() == 0 || found.start() == text.len() && found.start() == found.end() {
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
