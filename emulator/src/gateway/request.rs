//! What API Gateway reads out of a request before any integration: its headers and its query.
//!
//! Rule: pure, and borrowed from the request wherever nothing changes. Both kinds of integration read the
//! same values from here.
//!
//! AWS (facts A1): the client's spelling of header names with three exceptions, twelve headers removed, five
//! added, sorted ignoring case; the query is decoded, the path is not.

use std::{borrow::Cow, cmp::Ordering};

use indexmap::IndexMap;

use crate::{api::Api, http::Request};

use super::context::{self, Arrival};

/// Names with all their values, in order. Never empty lists.
pub type MultiMap<'a> = IndexMap<Cow<'a, str>, Vec<Cow<'a, str>>>;

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

/// Spelled so whatever the client wrote (A1.32). Our choice: `Authorization` too, which is recorded of EDGE.
const RESPELLED: [&str; 3] = ["Authorization", "Host", "User-Agent"];

/// The headers as the function sees them, with those that the gateway adds.
pub fn headers<'a>(request: &'a Request, api: &Api, arrival: &'a Arrival) -> MultiMap<'a> {
    let mut headers = MultiMap::with_capacity(request.headers.len() + 5);
    for (name, value) in &request.headers {
        if !is_one_of(&REMOVED, name) {
            values(&mut headers, name).push(Cow::Borrowed(value));
        }
    }
    join_cookies(&mut headers);
    add(&mut headers, request, api, arrival);
    headers.sort_unstable_by(|one, _, other, _| ignoring_case(one, other));
    headers
}

/// The values of `name`, under the spelling that came first.
fn values<'a, 'h>(headers: &'h mut MultiMap<'a>, name: &'a str) -> &'h mut Vec<Cow<'a, str>> {
    let index = position(headers, name).unwrap_or_else(|| {
        let fixed = RESPELLED.iter().find(|r| r.eq_ignore_ascii_case(name));
        let spelling = fixed.copied().unwrap_or(name);
        headers.insert_full(Cow::Borrowed(spelling), Vec::new()).0
    });
    &mut headers[index]
}

/// Several `Cookie` lines arrive as one (A1.33).
fn join_cookies(headers: &mut MultiMap<'_>) {
    let cookies = headers
        .iter_mut()
        .find(|(name, values)| name.eq_ignore_ascii_case("Cookie") && values.len() > 1);
    if let Some((_, values)) = cookies {
        *values = vec![Cow::Owned(values.join("; "))];
    }
}

/// What the gateway knows better than the client, spelled as AWS does (A1.34).
fn add<'a>(headers: &mut MultiMap<'a>, request: &'a Request, api: &Api, arrival: &'a Arrival) {
    if position(headers, "Host").is_none() {
        let host = Cow::Owned(context::domain_name(api));
        headers.insert("Host".into(), vec![host]);
    }
    // Our choice: a client's own X-Forwarded-For stays in front, as proxies do; only that of a client that
    // sends none is recorded.
    let mut forwarded = take(headers, "X-Forwarded-For");
    forwarded.push(Cow::Owned(request.source_ip.to_string()));
    let forwarded = Cow::Owned(forwarded.join(", "));
    for (name, value) in [
        ("X-Amzn-Trace-Id", Cow::Borrowed(arrival.trace.as_str())),
        ("X-Forwarded-For", forwarded),
        ("X-Forwarded-Port", Cow::Borrowed("443")),
        ("X-Forwarded-Proto", Cow::Borrowed("https")),
    ] {
        take(headers, name);
        headers.insert(Cow::Borrowed(name), vec![value]);
    }
}

/// Takes the values of `name` out, in whatever spelling it stands there.
fn take<'a>(headers: &mut MultiMap<'a>, name: &str) -> Vec<Cow<'a, str>> {
    let taken = position(headers, name).and_then(|index| headers.swap_remove_index(index));
    taken.map(|(_, values)| values).unwrap_or_default()
}

fn position(headers: &MultiMap<'_>, name: &str) -> Option<usize> {
    headers
        .keys()
        .position(|key| key.eq_ignore_ascii_case(name))
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
    let mut query = MultiMap::new();
    for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
        query.entry(name).or_default().push(value);
    }
    query
}
