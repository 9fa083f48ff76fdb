//! Whether a command printed what the page shows.
//!
//! Rule: what differs from run to run is compared by its place, not its value: ids, times and the like become
//! stand-ins, and two that are the same on the page must be the same in what was printed. A line `...` stands for
//! any lines, `…` inside a line for any text.

use std::collections::BTreeMap;

use similar::TextDiff;

/// Makes numbered stand-ins such as `<request-id:1>` of unstable values.
pub(crate) type StandIns = fn(&str) -> String;

/// What a command prints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// Just text.
    Text,
    /// A status line and headers, an empty line, a body.
    Answer,
    /// What the first terminal says of requests: how long they took is measured anew each time.
    Report,
}

/// The difference, ready to be read; none if there is none.
pub(crate) fn difference(
    shown: &[String],
    printed: &str,
    kind: Kind,
    stand_ins: StandIns,
) -> Option<String> {
    let stable = |text: &str| without_version(&stand_ins(text));
    let body = printed.split_once("\n\n").map_or("", |(_, body)| body);
    let any_length = stable(body) != body;
    let comparable = |lines: Vec<String>| {
        let lines = match kind {
            Kind::Text => lines,
            Kind::Answer => in_order(&lines, any_length),
            Kind::Report => lines.iter().map(|line| without_times(line)).collect(),
        };
        stable(&lines.join("\n"))
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let lines = |text: &str| {
        text.lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    };
    let (shown, actual) = (comparable(shown.to_vec()), comparable(lines(printed)));
    let same = align(&shown, &actual).is_some_and(|pairs| one_to_one(&pairs));
    (!same).then(|| {
        let (shown, actual) = (shown.join("\n") + "\n", actual.join("\n") + "\n");
        let diff = TextDiff::from_lines(&shown, &actual);
        let diff = diff.unified_diff().header("shown", "printed").to_string();
        format!("{diff}\nPrinted, to be pasted:\n{printed}")
    })
}

/// Whatever curl the reader has.
fn without_version(text: &str) -> String {
    let mut parts = text.split("curl/");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if rest.len() == part.len() {
            done + "curl/" + part
        } else {
            done + "curl/<version>" + rest
        }
    })
}

/// `→ 200 in 15 ms, environment 1: cold start 12 ms` without the two times.
fn without_times(line: &str) -> String {
    let measured = |line: String, before: &str| match line.split_once(before) {
        Some((head, rest)) => match rest.split_once(" ms") {
            Some((number, tail)) if number.chars().all(|c| c.is_ascii_digit()) => {
                format!("{head}{before}<time> ms{tail}")
            }
            _ => line,
        },
        None => line,
    };
    match line.contains(" → ") {
        true => measured(measured(line.to_owned(), " in "), "cold start "),
        false => line.to_owned(),
    }
}

fn is_any(line: &str) -> bool {
    ["...", "…"].contains(&line.trim())
}

/// An answer with its headers sorted, their names in lower case. Where the head has a `...`, other headers may
/// stand anywhere between those that are shown. The length of a body with unstable values is one of them.
fn in_order(lines: &[String], any_length: bool) -> Vec<String> {
    let blank = lines.iter().position(|line| line.trim().is_empty());
    // Without an empty line the last `...` stands for it too, and what follows is the body.
    let end = blank.or_else(|| lines.iter().rposition(|line| is_any(line)));
    let (head, rest) = lines.split_at(end.unwrap_or(lines.len()));
    let (status, headers) = head
        .split_first()
        .map_or((&[][..], head), |_| head.split_at(1));
    let partial = headers.iter().chain(rest.first()).any(|line| is_any(line));
    let any = partial.then(|| "...".to_owned());
    let mut headers: Vec<String> = headers
        .iter()
        .filter(|line| !is_any(line))
        .map(|line| header(line, any_length))
        .collect();
    headers.sort();
    let between = headers
        .into_iter()
        .flat_map(|line| [any.clone(), Some(line)])
        .flatten();
    let after = any.clone().into_iter().filter(|_| blank.is_some());
    status
        .iter()
        .cloned()
        .chain(between)
        .chain(after)
        .chain(rest.iter().cloned())
        .collect()
}

fn header(line: &str, any_length: bool) -> String {
    let (name, value) = line.split_once(':').unwrap_or((line, ""));
    match (name.trim().to_lowercase(), value.trim()) {
        (name, _) if any_length && name == "content-length" => format!("{name}: <length>"),
        (name, value) => format!("{name}: {value}"),
    }
}

/// The lines that stand for each other, if the two texts are the same but for the numbers of stand-ins.
fn align<'l>(shown: &'l [String], printed: &'l [String]) -> Option<Vec<(&'l str, &'l str)>> {
    let Some((first, others)) = shown.split_first() else {
        return printed.is_empty().then(Vec::new);
    };
    if is_any(first) {
        return (0..=printed.len()).find_map(|skipped| align(others, &printed[skipped..]));
    }
    let (line, rest) = printed.split_first()?;
    if !same_text(&without_numbers(first), &without_numbers(line)) {
        return None;
    }
    let mut pairs = align(others, rest)?;
    if !first.contains('…') {
        pairs.push((first, line));
    }
    Some(pairs)
}

/// Equal, where `…` on the page stands for any text.
fn same_text(shown: &str, printed: &str) -> bool {
    let mut parts = shown.trim_end().split('…');
    let Some(mut rest) = printed.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Whether each stand-in of the page always stands for the same one of the output, and the other way round.
fn one_to_one(pairs: &[(&str, &str)]) -> bool {
    let (mut there, mut back) = (BTreeMap::new(), BTreeMap::new());
    pairs
        .iter()
        .flat_map(|(shown, printed)| stand_ins_of(shown).into_iter().zip(stand_ins_of(printed)))
        .all(|(a, b)| *there.entry(a).or_insert(b) == b && *back.entry(b).or_insert(a) == a)
}

/// Every `<kind:1>` in the line.
fn stand_ins_of(line: &str) -> Vec<&str> {
    line.split('<')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('>')?.0))
        .filter(|inside| number_of(inside).is_some())
        .collect()
}

fn number_of(inside: &str) -> Option<(&str, &str)> {
    let (kind, number) = inside.rsplit_once(':')?;
    let numbered = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let named = !kind.is_empty() && kind.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    (numbered && named).then_some((kind, number))
}

/// `<request-id>` for `<request-id:1>`.
fn without_numbers(line: &str) -> String {
    stand_ins_of(line)
        .into_iter()
        .fold(line.to_owned(), |line, inside| {
            let kind = number_of(inside).map_or(inside, |(kind, _)| kind);
            line.replace(&format!("<{inside}>"), &format!("<{kind}>"))
        })
}

mod made_up_outputs {
    use super::*;

    /// Every `id-…` is unstable.
    fn stand_ins(text: &str) -> String {
        let mut seen: Vec<String> = vec![];
        let mut done = String::new();
        for word in text.split_inclusive([' ', '\n', ',']) {
            let id = word.trim_end_matches([' ', '\n', ',']);
            if id.starts_with("id-") && !seen.contains(&id.to_owned()) {
                seen.push(id.to_owned());
            }
            match seen.iter().position(|known| known == id) {
                Some(at) => done += &word.replace(id, &format!("<id:{}>", at + 1)),
                None => done += word,
            }
        }
        done
    }

    fn same(shown: &str, printed: &str, kind: Kind) -> bool {
        let shown: Vec<String> = shown.lines().map(str::to_owned).collect();
        difference(&shown, printed, kind, stand_ins).is_none()
    }

    #[test]
    fn text_is_compared_line_by_line() {
        assert!(same("a\nb", "a\nb\n", Kind::Text));
        for other in ["a", "a\nb\nc", "a\nB", "b\na", ""] {
            assert!(!same("a\nb", other, Kind::Text), "{other}");
        }
    }

    #[test]
    fn times_do_not_matter_in_a_report() {
        let printed = "GET / → 200 in 15 ms, environment 1: cold start 12 ms\n    why   in 5 ms";
        for (shown, holds) in [
            (printed, true),
            (
                "GET / → 200 in 3 ms, environment 1: cold start 4 ms\n    why   in 5 ms",
                true,
            ),
            (
                "GET / → 200 in 15 ms, environment 1\n    why   in 5 ms",
                false,
            ),
            (
                "GET / → 200 in 15 ms, environment 1: cold start 12 ms\n    why   in 6 ms",
                false,
            ),
        ] {
            assert_eq!(same(shown, printed, Kind::Report), holds, "{shown}");
        }
        assert!(!same("a → b in 1 ms", "a → b in 2 ms", Kind::Text));
    }

    #[test]
    fn dots_stand_for_any_lines() {
        for printed in ["a\nz", "a\nb\nz", "a\nb\nc\nz"] {
            assert!(same("a\n...\nz", printed, Kind::Text), "{printed}");
        }
        assert!(same("…\nz", "a\nz", Kind::Text));
        assert!(!same("a\n...\nz", "a\nb", Kind::Text));
        assert!(!same("a\n...", "b\nc", Kind::Text));
        assert!(same(
            "{\"a\": …, \"d\": …}",
            "{\"a\": 1, \"c\": 2, \"d\": 3}",
            Kind::Text
        ));
        assert!(!same("{\"a\": …}", "{\"b\": 1}", Kind::Text));
        assert!(!same("a…a", "a", Kind::Text));
    }

    #[test]
    fn unstable_values_are_compared_by_their_places() {
        assert!(same("id-1 id-2 id-1", "id-7 id-8 id-7", Kind::Text));
        assert!(!same("id-1 id-2 id-1", "id-7 id-8 id-8", Kind::Text));
        assert!(!same("id-1 id-1", "id-7 id-8", Kind::Text));
        assert!(!same("id-1", "other", Kind::Text));
        // A value that `...` leaves out does not shift the numbers of the others.
        assert!(same("...\nid-2", "id-7\nid-8", Kind::Text));
        assert!(same("a <id:1>", "a id-7", Kind::Text));
    }

    #[test]
    fn the_version_of_curl_does_not_matter() {
        assert!(same("agent curl/8.5.0", "agent curl/8.14.1", Kind::Text));
        assert!(!same("agent curl/x", "agent curl/8.14.1", Kind::Text));
    }

    #[test]
    fn headers_are_compared_in_any_order_and_spelling() {
        let printed = "HTTP/1.1 200 OK\nA: 1\nb: 2\n\n{}";
        assert!(same(
            "HTTP/1.1 200 OK\nB: 2\na: 1\n\n{}",
            printed,
            Kind::Answer
        ));
        for other in [
            "HTTP/1.1 403 Forbidden\nA: 1\nb: 2\n\n{}",
            "HTTP/1.1 200 OK\nA: 1\nb: 3\n\n{}",
            "HTTP/1.1 200 OK\nA: 1\n\n{}",
            "HTTP/1.1 200 OK\nA: 1\nb: 2\nc: 3\n\n{}",
            "HTTP/1.1 200 OK\nA: 1\nb: 2\n\n[]",
            "HTTP/1.1 200 OK\nA: 1\nb: 2",
        ] {
            assert!(!same(other, printed, Kind::Answer), "{other}");
        }
    }

    #[test]
    fn dots_in_the_head_stand_for_other_headers() {
        let printed = "HTTP/1.1 200 OK\nA: 1\nb: 2\nc: 3\n\n{}";
        for shown in [
            "HTTP/1.1 200 OK\nb: 2\n...\n\n{}",
            "HTTP/1.1 200 OK\n...\nb: 2\n\n{}",
            "HTTP/1.1 200 OK\n...\n{}",
            "HTTP/1.1 200 OK\nc: 3\na: 1\n...",
        ] {
            assert!(same(shown, printed, Kind::Answer), "{shown}");
        }
        for shown in [
            "HTTP/1.1 200 OK\nb: 1\n...\n\n{}",
            "HTTP/1.1 200 OK\n...\n\n[]",
            "HTTP/1.1 200 OK\n...\n[]",
        ] {
            assert!(!same(shown, printed, Kind::Answer), "{shown}");
        }
    }

    #[test]
    fn a_length_counts_where_the_body_is_stable() {
        let answer = |length, body| format!("HTTP/1.1 200 OK\nContent-Length: {length}\n\n{body}");
        assert!(!same(&answer(3, "{}"), &answer(2, "{}"), Kind::Answer));
        assert!(same(&answer(4, "id-1"), &answer(5, "id-22"), Kind::Answer));
    }
}
