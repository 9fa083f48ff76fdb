//! Which resource and method a request means.
//!
//! Rule: pure. The best resource that has a method for the request wins; what it did not match is said
//! precisely, because AWS answers every such case with the same 403.
//!
//! AWS (facts C): per segment a literal beats `{param}`, which beats `{proxy+}`; the method is part of the
//! match; the first segment is the stage; a trailing slash is ignored here and kept in `path`.

use crate::{
    api::{Api, Method, Resource, ResourcePath, Segment, Verb},
    explanation::{Cause, Explanation},
    http::Request,
};

use super::failure::Failure;

/// A request's place in an API.
#[derive(Debug, Clone)]
pub struct Match<'a> {
    /// The API whose stage the path begins with.
    pub api: &'a Api,
    /// The resource.
    pub resource: &'a Resource,
    /// Its method for the request.
    pub method: &'a Method,
    /// The request's path without the stage, as sent: `/test/`.
    pub path: String,
    /// What the path parameters stand for, undecoded, in the path's order.
    pub path_parameters: Vec<(&'a str, String)>,
}

/// Why no method was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmatched {
    /// The first segment names no stage.
    Stage {
        /// The first segment, perhaps empty.
        found: String,
        /// The stages that there are.
        known: Vec<String>,
    },
    /// No resource has such a path.
    Path {
        /// The path without the stage.
        found: String,
        /// The resources that there are.
        known: Vec<String>,
    },
    /// A resource has the path, but not the method.
    Method {
        /// The request's method.
        found: String,
        /// The resource.
        resource: String,
        /// The methods that it has.
        known: Vec<String>,
    },
}

/// Finds the method that answers `request`.
///
/// # Errors
/// The stage, the path or the method is not there.
pub fn find<'a>(apis: &'a [Api], request: &Request) -> Result<Match<'a>, Unmatched> {
    let (stage, path) = split_stage(&request.raw_path);
    let api = apis
        .iter()
        .find(|api| api.stage.name == stage)
        .ok_or_else(|| Unmatched::Stage {
            found: stage.to_owned(),
            known: apis.iter().map(|api| api.stage.name.clone()).collect(),
        })?;

    let wanted = segments(&path);
    let fitting = || {
        api.resources
            .iter()
            .filter(|resource| fits(&resource.path, &wanted))
    };
    let best = fitting()
        .filter_map(|resource| Some((resource, method(resource, &request.http_method)?)))
        .min_by_key(|(resource, _)| ranks(&resource.path));
    let Some((resource, method)) = best else {
        let nearest = fitting().min_by_key(|resource| ranks(&resource.path));
        return Err(unmatched(api, nearest, request, path));
    };
    let path_parameters = parameters(&resource.path, &wanted);
    Ok(Match {
        api,
        resource,
        method,
        path,
        path_parameters,
    })
}

/// The stage, and the path behind it with exactly one slash in front.
fn split_stage(raw_path: &str) -> (&str, String) {
    let inner = raw_path.strip_prefix('/').unwrap_or(raw_path);
    let (stage, rest) = inner.split_once('/').unwrap_or((inner, ""));
    (stage, format!("/{}", rest.trim_start_matches('/')))
}

/// The segments of a path, without the empty one behind a trailing slash.
fn segments(path: &str) -> Vec<&str> {
    let inner = path.trim_start_matches('/');
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    if inner.is_empty() {
        Vec::new()
    } else {
        inner.split('/').collect()
    }
}

fn fits(resource: &ResourcePath, wanted: &[&str]) -> bool {
    let greedy = matches!(resource.0.last(), Some(Segment::Greedy(_)));
    let long_enough = wanted.len() >= resource.0.len();
    long_enough
        && (greedy || wanted.len() == resource.0.len())
        && resource
            .0
            .iter()
            .zip(wanted)
            .all(|(segment, found)| match segment {
                Segment::Literal(text) => text == found,
                Segment::Parameter(_) => !found.is_empty(),
                Segment::Greedy(_) => true,
            })
}

/// Smaller is better, segment by segment.
fn ranks(path: &ResourcePath) -> Vec<u8> {
    let rank = |segment: &Segment| match segment {
        Segment::Literal(_) => 0,
        Segment::Parameter(_) => 1,
        Segment::Greedy(_) => 2,
    };
    path.0.iter().map(rank).collect()
}

/// The resource's own method before its ANY.
fn method<'a>(resource: &'a Resource, http_method: &str) -> Option<&'a Method> {
    let answering = resource
        .methods
        .iter()
        .filter(|method| method.verb.answers(http_method));
    answering.min_by_key(|method| method.verb == Verb::Any)
}

fn parameters<'a>(path: &'a ResourcePath, wanted: &[&str]) -> Vec<(&'a str, String)> {
    let value = |(index, segment): (usize, &'a Segment)| match segment {
        Segment::Literal(_) => None,
        Segment::Parameter(name) => Some((name.as_str(), wanted[index].to_owned())),
        Segment::Greedy(name) => Some((name.as_str(), wanted[index..].join("/"))),
    };
    path.0.iter().enumerate().filter_map(value).collect()
}

fn unmatched(api: &Api, nearest: Option<&Resource>, request: &Request, path: String) -> Unmatched {
    match nearest {
        Some(resource) => Unmatched::Method {
            found: request.http_method.clone(),
            resource: resource.path.to_string(),
            known: resource
                .methods
                .iter()
                .map(|method| method.verb.to_string())
                .collect(),
        },
        None => Unmatched::Path {
            found: path,
            known: api
                .resources
                .iter()
                .map(|resource| resource.path.to_string())
                .collect(),
        },
    }
}

impl Unmatched {
    /// What the client gets.
    pub fn failure(&self) -> Failure {
        match self {
            Unmatched::Stage { .. } => Failure::Forbidden,
            Unmatched::Path { .. } | Unmatched::Method { .. } => {
                Failure::MissingAuthenticationToken
            }
        }
    }

    /// What the developer reads.
    pub fn explanation(&self) -> Explanation {
        match self {
            Unmatched::Stage { found, known } => Cause::UnknownStage.found(format!(
                "no stage is called {found:?}; there is {}",
                known.join(", ")
            )),
            Unmatched::Path { found, known } => Cause::UnknownPath.found(format!(
                "no resource has the path {found}; there is {}",
                known.join(", ")
            )),
            Unmatched::Method {
                found,
                resource,
                known,
            } => Cause::UnknownMethod.found(format!(
                "{resource} has no method {found}; it has {}",
                known.join(", ")
            )),
        }
    }
}
