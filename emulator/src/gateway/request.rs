//! What API Gateway reads out of a request before any integration: its headers and its query.
//!
//! Rule: pure. Both kinds of integration read the same values from here.
//!
//! AWS (facts A1): the client's spelling of header names with three exceptions, twelve headers removed, five
//! added, sorted ignoring case; the query is decoded, the path is not.

use indexmap::IndexMap;

use crate::http::Request;

/// Names with all their values, in order. Never empty lists.
pub type MultiMap = IndexMap<String, Vec<String>>;

const REMOVED: [&str; 12] = [
    "connection",
    "content-length",
    "content-md5",
    "expect",
    "max-forwards",
    "proxy-authenticate",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "www-authenticate",
];

/// Spelled so whatever the client wrote.
const RESPELLED: [&str; 3] = ["Authorization", "Host", "User-Agent"];

/// The headers as the function sees them, with those that the gateway adds.
pub fn headers(request: &Request, trace_id: &str) -> MultiMap {
    let mut headers = MultiMap::new();
    for (name, value) in &request.headers {
        if !REMOVED
            .iter()
            .any(|removed| name.eq_ignore_ascii_case(removed))
        {
            entry(&mut headers, name).push(value.clone());
        }
    }
    join_cookies(&mut headers);
    let source_ip = request.source_ip.to_string();
    let added = [
        ("X-Amzn-Trace-Id", trace_id),
        ("X-Forwarded-For", &source_ip),
        ("X-Forwarded-Port", "443"),
        ("X-Forwarded-Proto", "https"),
    ];
    for (name, value) in added {
        *entry(&mut headers, name) = vec![value.to_owned()];
    }
    headers.sort_by_cached_key(|name, _| name.to_ascii_lowercase());
    headers
}

/// The values of `name`, under the spelling that is there already.
fn entry<'a>(headers: &'a mut MultiMap, name: &str) -> &'a mut Vec<String> {
    let known = headers
        .keys()
        .position(|key| key.eq_ignore_ascii_case(name));
    let index = known.unwrap_or_else(|| {
        let respelled = RESPELLED
            .iter()
            .find(|fixed| fixed.eq_ignore_ascii_case(name));
        headers
            .insert_full(respelled.copied().unwrap_or(name).to_owned(), Vec::new())
            .0
    });
    &mut headers[index]
}

/// Several `Cookie` lines arrive as one.
fn join_cookies(headers: &mut MultiMap) {
    let cookies = headers
        .iter_mut()
        .find(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    if let Some((_, values)) = cookies {
        *values = vec![values.join("; ")];
    }
}

/// The query, decoded: `+` and `%20` are blanks, `%2B` is `+`.
pub fn query(request: &Request) -> MultiMap {
    let raw = request.raw_query.as_deref().unwrap_or_default();
    let mut query = MultiMap::new();
    for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
        query
            .entry(name.into_owned())
            .or_default()
            .push(value.into_owned());
    }
    query
}
