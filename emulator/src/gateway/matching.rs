//! Which resource and method a request means.
//!
//! Rule: pure, and nothing of the request is copied. The best resource that has a method for the request
//! wins; what it did not match is said precisely, because AWS answers every such case with the same 403.
//!
//! AWS (facts C): per segment a literal beats `{param}`, which beats `{proxy+}`; the method is part of the
//! match; the first segment is the stage; a trailing slash is ignored here and kept in `path`.

use std::cmp::Ordering;

use crate::{
    api::{Api, Method, Resource, ResourcePath, Segment, Verb},
    http::Request,
};

use super::unmatched::Unmatched;

/// A request's place in an API.
#[derive(Debug, Clone)]
pub struct Match<'a> {
    /// The API whose stage the path begins with.
    pub api: &'a Api,
    /// The resource.
    pub resource: &'a Resource,
    /// Its method for the request.
    pub method: &'a Method,
    /// The request's method, or the one that overrides it.
    pub http_method: &'a str,
    /// The request's path without the stage, as sent: `/test/`.
    pub path: &'a str,
    /// What the path parameters stand for, undecoded, in the path's order.
    pub path_parameters: Vec<(&'a str, &'a str)>,
}

/// Finds the method that answers `request`.
///
/// # Errors
/// The stage, the path or the method is not there.
pub fn find<'a>(apis: &'a [Api], request: &'a Request) -> Result<Match<'a>, Unmatched> {
    let (stage, path) = split_stage(&request.raw_path);
    let Some(api) = apis.iter().find(|api| api.stage.name == stage) else {
        return Err(Unmatched::stage(stage, apis));
    };
    let http_method = http_method(request);
    let tails = tails(path);
    let fitting = || api.resources.iter().filter(|r| fits(&r.path, &tails));
    let best = fitting()
        .filter_map(|resource| Some((resource, method(resource, http_method)?)))
        .min_by(|(one, _), (other, _)| by_rank(&one.path, &other.path));
    let Some((resource, method)) = best else {
        let nearest = fitting().min_by(|one, other| by_rank(&one.path, &other.path));
        return Err(match nearest {
            Some(resource) => {
                Unmatched::method(http_method, http_method != request.http_method, resource)
            }
            None => Unmatched::path(path, api),
        });
    };
    Ok(Match {
        api,
        resource,
        method,
        http_method,
        path,
        path_parameters: parameters(&resource.path, &tails),
    })
}

/// The request's method; on a POST, `X-HTTP-Method-Override` names another.
fn http_method(request: &Request) -> &str {
    let sent = request.http_method.as_str();
    let overriding = request
        .header("X-HTTP-Method-Override")
        .filter(|name| sent == "POST" && !name.is_empty());
    let Some(name) = overriding else {
        return sent;
    };
    // Our choice: in any case, as nobody wrote down that `put` is another method than `PUT`.
    let known = Verb::NAMES.iter().find(|v| v.eq_ignore_ascii_case(name));
    known.copied().unwrap_or(name)
}

/// The stage, and the path behind it with exactly one slash in front.
///
/// Our choice: several slashes in front of the stage count as one; the facts call it uncertain (A1.24).
fn split_stage(raw_path: &str) -> (&str, &str) {
    let inner = raw_path.trim_start_matches('/');
    let Some(end) = inner.find('/') else {
        return (inner, "/");
    };
    let (stage, rest) = inner.split_at(end);
    let extra = rest.len() - rest.trim_start_matches('/').len() - 1;
    (stage, &rest[extra..])
}

/// From each segment on, what is left of a path: `a/b`, then `b`. A slash at the end is ignored.
fn tails(path: &str) -> Vec<&str> {
    let inner = path.trim_start_matches('/');
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    if inner.is_empty() {
        return Vec::new();
    }
    let further = inner
        .match_indices('/')
        .map(|(slash, _)| &inner[slash + 1..]);
    std::iter::once(inner).chain(further).collect()
}

/// The segment that a tail begins with.
fn segment(tail: &str) -> &str {
    tail.split_once('/').map_or(tail, |(first, _)| first)
}

fn fits(resource: &ResourcePath, tails: &[&str]) -> bool {
    let segments = resource.segments();
    let greedy = matches!(segments.last(), Some(Segment::Greedy(_)));
    let long_enough = tails.len() == segments.len() || greedy && tails.len() > segments.len();
    let fit = |(wanted, tail): (&Segment, &&str)| match wanted {
        Segment::Literal(text) => text == segment(tail),
        Segment::Parameter(_) => !segment(tail).is_empty(),
        Segment::Greedy(_) => !tail.is_empty(),
    };
    long_enough && segments.iter().zip(tails).all(fit)
}

/// The better one first, segment by segment.
fn by_rank(one: &ResourcePath, other: &ResourcePath) -> Ordering {
    let rank = |segment: &Segment| match segment {
        Segment::Literal(_) => 0,
        Segment::Parameter(_) => 1,
        Segment::Greedy(_) => 2,
    };
    let (one, other) = (one.segments().iter(), other.segments().iter());
    one.map(rank).cmp(other.map(rank))
}

/// The resource's own method before its ANY.
fn method<'a>(resource: &'a Resource, http_method: &str) -> Option<&'a Method> {
    let answering = resource
        .methods
        .iter()
        .filter(|method| method.verb.answers(http_method));
    answering.min_by_key(|method| method.verb == Verb::Any)
}

/// Our choice: of a name that the path has twice the last value.
fn parameters<'a>(path: &'a ResourcePath, tails: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut parameters: Vec<(&str, &str)> = Vec::new();
    for (wanted, tail) in path.segments().iter().zip(tails) {
        let (name, value) = match wanted {
            Segment::Literal(_) => continue,
            Segment::Parameter(name) => (name.as_str(), segment(tail)),
            Segment::Greedy(name) => (name.as_str(), *tail),
        };
        match parameters.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = value,
            None => parameters.push((name, value)),
        }
    }
    parameters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_segment_is_the_stage() {
        assert_eq!(split_stage("/prod"), ("prod", "/"));
        assert_eq!(split_stage("/prod/"), ("prod", "/"));
        assert_eq!(split_stage("/prod/a/b/"), ("prod", "/a/b/"));
        assert_eq!(split_stage("/prod//a//b"), ("prod", "/a//b"));
        assert_eq!(split_stage("//prod/a"), ("prod", "/a"));
        assert_eq!(split_stage("/"), ("", "/"));
        assert_eq!(split_stage(""), ("", "/"));
    }

    #[test]
    fn a_tail_begins_at_each_segment() {
        assert_eq!(tails("/"), [""; 0]);
        assert_eq!(tails("/a/b/"), ["a/b", "b"]);
        assert_eq!(tails("/a//b"), ["a//b", "/b", "b"]);
        assert_eq!(segment("/b"), "");
        assert_eq!(segment("a//b"), "a");
    }
}
