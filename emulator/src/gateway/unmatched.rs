//! A request that no method answers: what is missing, and what AWS says about it.
//!
//! Rule: pure. Three things can be missing, the developer is told which; the client never is.
//!
//! AWS (facts A3.10 to A3.12, C.9): 403 in every case, never 404 or 405. Where the path or the method is
//! missing, an `Authorization` header is read as a signature of AWS's, and complained about first.

use crate::{
    api::{Api, Resource},
    explanation::{Cause, Explanation},
    http::Request,
};

use super::failure::Failure;

/// Why no method was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    missing: Missing,
    /// What was asked for and what there is instead, in one line.
    found: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    Stage,
    Path,
    Method,
}

impl Unmatched {
    /// The first segment of the path names no stage.
    pub(super) fn stage(found: &str, apis: &[Api]) -> Unmatched {
        let known = several(apis.iter().map(|api| &api.stage.name));
        Unmatched {
            missing: Missing::Stage,
            found: format!("no stage is called {found:?}; there is {known}"),
        }
    }

    /// No resource with a method has such a path. There may be one without: on AWS every parent of a resource is
    /// one, and the root always is.
    pub(super) fn path(found: &str, api: &Api) -> Unmatched {
        let methods = api.resources.iter().flat_map(|resource| {
            let verbs = resource.methods.iter().map(|method| method.verb);
            verbs.map(|verb| format!("{verb} {}", resource.path))
        });
        let known = several(methods.collect::<Vec<_>>().iter());
        Unmatched {
            missing: Missing::Path,
            found: format!("no method answers at {found}; there is {known}"),
        }
    }

    /// A resource has the path, but not the method, which may be that of the method override header.
    pub(super) fn method(found: &str, overridden: bool, resource: &Resource) -> Unmatched {
        let known = several(resource.methods.iter().map(|method| method.verb));
        let source = match overridden {
            true => ", which X-HTTP-Method-Override asks for",
            false => "",
        };
        let path = &resource.path;
        Unmatched {
            missing: Missing::Method,
            found: format!("{path} has no method {found}{source}; it has {known}"),
        }
    }

    /// What the client gets.
    pub fn failure(&self, request: &Request) -> Failure {
        match (self.missing, foreign_authorization(request)) {
            (Missing::Stage, _) => Failure::Forbidden,
            (_, None) => Failure::MissingAuthenticationToken,
            (_, Some(authorization)) => Failure::IncompleteSignature {
                authorization: authorization.to_owned(),
                dated: ["Date", "X-Amz-Date"]
                    .iter()
                    .any(|name| request.header(name).is_some()),
            },
        }
    }

    /// What the developer reads.
    pub fn explanation(self, request: &Request) -> Explanation {
        let foreign = foreign_authorization(request).is_some();
        let cause = match self.missing {
            Missing::Stage => Cause::UnknownStage,
            Missing::Path | Missing::Method if foreign => Cause::ForeignAuthorization,
            Missing::Path => Cause::UnknownPath,
            Missing::Method => Cause::UnknownMethod,
        };
        cause.found(self.found)
    }
}

/// An `Authorization` header that is not a signature of AWS's.
fn foreign_authorization(request: &Request) -> Option<&str> {
    // Our choice: a real signature is not checked; the facts do not say what AWS answers then.
    let foreign = |value: &&str| !value.starts_with("AWS4-");
    request.header("Authorization").filter(foreign)
}

/// The first few, and how many more.
fn several(names: impl ExactSizeIterator<Item = impl ToString>) -> String {
    const SHOWN: usize = 8;
    let more = names.len().saturating_sub(SHOWN);
    let names: Vec<_> = names.take(SHOWN).map(|name| name.to_string()).collect();
    match more {
        0 => names.join(", "),
        _ => format!("{}, and {more} more", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut() {
        assert_eq!(several(["a", "b"].iter()), "a, b");
        let names: Vec<_> = (1..=300).collect();
        assert_eq!(
            several(names.iter()),
            "1, 2, 3, 4, 5, 6, 7, 8, and 292 more"
        );
    }
}
