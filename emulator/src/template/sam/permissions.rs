//! Who may invoke the function.
//!
//! Rule: a permission changes nothing here, where nothing is checked; a missing one is noted, because
//! the deployed API would answer 500 (facts A3).
//!
//! AWS: SAM makes an `AWS::Lambda::Permission` for every event of type `Api`; a definition alone
//! makes none. An integration with `credentials` needs none.

use crate::{
    api::{Api, Verb},
    host::{ACCOUNT_ID, REGION},
};

use super::{
    super::{error::Complaint, id, notes::NoteClass, openapi::Caller, scope::Scope, source::Place},
    events::Event,
    resources::{PERMISSION, Resource},
};

/// The requests that may invoke the function: `API/STAGE/METHOD/path`, with wildcards.
#[derive(Debug)]
pub(super) struct Permission(String);

/// The permissions that events give and that the template writes out.
pub(super) fn all(
    scope: &Scope<'_>,
    events: &[Event],
    resources: &[Resource],
) -> Result<Vec<Permission>, Complaint> {
    let written = resources
        .iter()
        .filter(|resource| resource.kind == PERMISSION);
    let written = written.filter_map(|resource| of_resource(scope, resource).transpose());
    events
        .iter()
        .map(|event| Ok(of_event(event)))
        .chain(written)
        .collect()
}

fn of_event(event: &Event) -> Permission {
    let method = match event.verb {
        Verb::Any => "*",
        Verb::Only(name) => name,
    };
    let path = event.path.to_string();
    let pattern: Vec<&str> = path
        .split('/')
        .map(|part| if part.starts_with('{') { "*" } else { part })
        .collect();
    Permission(format!(
        "{}/*/{method}{}",
        id::of_api(&event.api),
        pattern.join("/")
    ))
}

/// What an `AWS::Lambda::Permission` permits, if it permits API Gateway anything.
fn of_resource(scope: &Scope<'_>, resource: &Resource) -> Result<Option<Permission>, Complaint> {
    let fields = scope.fields(&resource.properties, &format!("`{}`", resource.id.text))?;
    let principal = fields
        .get("Principal")
        .map(|node| scope.text(node, "Principal"))
        .transpose()?;
    if !matches!(principal.as_deref(), Some("apigateway.amazonaws.com" | "*")) {
        return Ok(None);
    }
    // One that cannot be told here may be for everything: what is written may be right.
    let source = fields
        .get("SourceArn")
        .and_then(|node| scope.text(node, "SourceArn").ok());
    let own = format!("arn:aws:execute-api:{REGION}:{ACCOUNT_ID}:");
    let pattern = source
        .as_deref()
        .and_then(|source| source.strip_prefix(&own));
    Ok(Some(Permission(pattern.unwrap_or("*").to_owned())))
}

/// Notes what of an API nobody permits to invoke the function.
pub(super) fn check(
    scope: &Scope<'_>,
    api: (&Api, Place),
    callers: &[Caller],
    permissions: &[Permission],
) {
    let (api, place) = api;
    let consequence = "here it may; deployed, each request is answered 500 \
         `{\"message\": \"Internal server error\"}`: give the function an event of type `Api` for it";
    let note = |place, what: String| {
        scope
            .notes
            .take(NoteClass::WouldFailDeployed, place, what, consequence);
    };
    let start = format!("{}/{}/", api.id, api.stage.name);
    let forbidden: Vec<_> = callers
        .iter()
        .filter(|caller| !is_permitted(&start, caller.verb, &caller.path.to_string(), permissions))
        .collect();
    if !forbidden.is_empty() && forbidden.len() == callers.len() {
        note(place, format!("`{}` may not invoke the function", api.name));
        return;
    }
    for caller in forbidden {
        note(
            caller.place,
            format!(
                "`{} {}` may not invoke the function",
                caller.verb, caller.path
            ),
        );
    }
}

/// Whether a request with each of the methods is permitted.
fn is_permitted(start: &str, verb: Verb, path: &str, permissions: &[Permission]) -> bool {
    Verb::NAMES
        .into_iter()
        .filter(|name| verb.answers(name))
        .all(|name| {
            let request = format!("{start}{name}{path}");
            permissions
                .iter()
                .any(|Permission(pattern)| matches(pattern.as_bytes(), request.as_bytes()))
        })
}

/// A pattern in which `*` stands for any bytes and `?` for one.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut retry = None;
    while read < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                retry = Some((at + 1, read));
                at += 1;
            }
            Some(&byte) if byte == b'?' || byte == text[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((after, from)) = retry else {
                    return false;
                };
                (at, read) = (after, from + 1);
                retry = Some((after, from + 1));
            }
        }
    }
    pattern[at..].iter().all(|&byte| byte == b'*')
}
