//! What API Gateway reads out of a request before any integration: its headers and its query.
//!
//! Rule: pure, and borrowed from the request wherever nothing changes. Both kinds of integration read the
//! same values from here.
//!
//! AWS (facts A1): the client's spelling of header names with three exceptions, twelve headers removed, five
//! added, sorted ignoring case; the query is decoded, the path is not.

use std::{borrow::Cow, cmp::Ordering, collections::HashMap};

use crate::{api::Api, http::Request};

use super::context::{self, Arrival};

type Line<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Names with all their values, in order: the values of one name stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultiMap<'a>(Vec<Line<'a>>);

impl<'a> MultiMap<'a> {
    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each name with its values, which are one at least.
    pub fn all_values(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
        self.of_one_name()
            .map(|lines| (&*lines[0].0, lines.iter().map(|(_, value)| &**value)))
    }

    /// Each name with the last of its values.
    pub fn last_values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.of_one_name()
            .filter_map(<[_]>::last)
            .map(|(name, value)| (&**name, &**value))
    }

    /// Each name with the last of its values, to keep.
    pub fn into_last_values(mut self) -> Vec<Line<'a>> {
        self.0.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                std::mem::swap(next, kept);
            }
            is_same
        });
        self.0
    }

    fn of_one_name(&self) -> impl Iterator<Item = &[Line<'_>]> {
        self.0.chunk_by(|one, next| one.0 == next.0)
    }
}

/// What concerns one connection only, and what is said of a body that becomes text (A1.37).
const REMOVED: [&str; 12] = [
    "Connection",
    "Content-Length",
    "Content-MD5",
    "Expect",
    "Max-Forwards",
    "Proxy-Authenticate",
    "Server",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "WWW-Authenticate",
];

/// What the gateway knows better than the client, spelled as AWS does (A1.34).
const ADDED: [&str; 4] = [
    "X-Amzn-Trace-Id",
    "X-Forwarded-For",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
];

/// Spelled so whatever the client wrote (A1.32). Our choice: `Authorization` too, which is recorded of EDGE.
const RESPELLED: [&str; 3] = ["Authorization", "Host", "User-Agent"];

/// The headers as the function sees them, with those that the gateway adds.
pub fn headers<'a>(request: &'a Request, api: &Api, arrival: &'a Arrival) -> MultiMap<'a> {
    let mut lines = Vec::with_capacity(request.headers.len() + 5);
    let mut forwarded_for = Vec::new();
    for (name, value) in request.headers.iter() {
        if name.eq_ignore_ascii_case("X-Forwarded-For") {
            forwarded_for.extend((!value.is_empty()).then_some(value));
        } else if !is_one_of(&REMOVED, name) && !is_one_of(&ADDED, name) {
            lines.push((Cow::Borrowed(spelling(name)), Cow::Borrowed(value)));
        }
    }
    add(&mut lines, forwarded_for, api, arrival);
    // Stable: the values of a name stay in order.
    lines.sort_by(|(one, _), (other, _)| ignoring_case(one, other));
    spell_alike(&mut lines);
    join_cookies(&mut lines);
    MultiMap(lines)
}

/// How AWS spells a name of the client's.
fn spelling(name: &str) -> &str {
    let fixed = RESPELLED.iter().find(|r| r.eq_ignore_ascii_case(name));
    fixed.copied().unwrap_or(name)
}

/// What the gateway knows better than the client.
fn add<'a>(
    lines: &mut Vec<Line<'a>>,
    mut forwarded_for: Vec<&'a str>,
    api: &Api,
    arrival: &'a Arrival,
) {
    if !lines.iter().any(|(name, _)| name == "Host") {
        lines.push(("Host".into(), context::domain_name(api).into()));
    }
    // Our choice: a client's own X-Forwarded-For stays in front, as proxies do; only that of a client that
    // sends none is recorded.
    let forwarded_for = match forwarded_for.is_empty() {
        true => Cow::Borrowed(arrival.source_ip.as_str()),
        false => {
            forwarded_for.push(&arrival.source_ip);
            Cow::Owned(forwarded_for.join(", "))
        }
    };
    let values = [
        Cow::Borrowed(arrival.trace.as_str()),
        forwarded_for,
        Cow::Borrowed("443"),
        Cow::Borrowed("https"),
    ];
    lines.extend(ADDED.map(Cow::Borrowed).into_iter().zip(values));
}

/// The values of a name stand under the spelling that came first.
fn spell_alike(lines: &mut [Line<'_>]) {
    for same in lines.chunk_by_mut(|one, next| one.0.eq_ignore_ascii_case(&next.0)) {
        if let Some(((first, _), further)) = same.split_first_mut() {
            further
                .iter_mut()
                .for_each(|(name, _)| name.clone_from(first));
        }
    }
}

/// Several `Cookie` lines arrive as one (A1.33).
fn join_cookies(lines: &mut Vec<Line<'_>>) {
    let is_cookie = |(name, _): &Line<'_>| name.eq_ignore_ascii_case("Cookie");
    let Some(first) = lines.iter().position(is_cookie) else {
        return;
    };
    let count = lines[first..]
        .iter()
        .take_while(|line| is_cookie(line))
        .count();
    if count > 1 {
        let cookies = first..first + count;
        let values: Vec<&str> = lines[cookies.clone()]
            .iter()
            .map(|(_, value)| &**value)
            .collect();
        lines[first].1 = Cow::Owned(values.join("; "));
        lines.drain(first + 1..cookies.end);
    }
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

fn ignoring_case(one: &str, other: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    one.bytes().map(lower).cmp(other.bytes().map(lower))
}

/// The query, decoded: `+` and `%20` are blanks, `%2B` is `+`.
///
/// Our choice: `?a` without `=` is an empty value, and bytes that are no UTF-8 become U+FFFD.
pub fn query(request: &Request) -> MultiMap<'_> {
    let raw = request.raw_query.as_deref().unwrap_or_default();
    MultiMap(together(form_urlencoded::parse(raw.as_bytes()).collect()))
}

/// Takes further values of a name to where it came first.
fn together(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    if lines.len() < 2 {
        return lines;
    }
    let mut firsts = HashMap::new();
    let numbered = lines.iter().enumerate();
    let places: Vec<usize> = numbered
        .map(|(place, (name, _))| *firsts.entry(name).or_insert(place))
        .collect();
    let mut placed: Vec<_> = places.into_iter().zip(lines).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, line)| line).collect()
}
