//! Who may invoke the function.
//!
//! Rule: a permission changes nothing here, where nothing is checked; a missing one is noted, because
//! the deployed API would answer 500 (facts A3).
//!
//! AWS: SAM makes an `AWS::Lambda::Permission` for every event of type `Api`, and for a connector; a
//! definition alone makes none. An integration with `credentials` needs none.

use crate::{
    api::{Api, Function, Verb},
    host::{ACCOUNT_ID, REGION},
};

use super::{
    super::{
        error::Complaint,
        id, intrinsics,
        notes::NoteClass,
        openapi::Caller,
        scope::{Named, Scope},
        source::Place,
        yaml::{Entry, Node, Value},
    },
    connectors,
    events::Event,
    resources::{PERMISSION, Resource},
};

/// The requests that may invoke the function: `API/STAGE/METHOD/path`, with wildcards.
#[derive(Debug)]
pub(super) struct Permission(String);

/// The permissions that events and connectors give and that the template writes out.
pub(super) fn all(
    scope: &Scope<'_>,
    function: &Function,
    events: &[Event],
    resources: &[Resource],
) -> Result<Vec<Permission>, Complaint> {
    let mut permissions: Vec<Permission> = events.iter().map(of_event).collect();
    let connected = connectors::permitted(scope, resources)?;
    permissions.extend(connected.into_iter().map(Permission));
    for resource in resources
        .iter()
        .filter(|resource| resource.kind == PERMISSION)
    {
        permissions.extend(of_resource(scope, function, resource)?);
    }
    Ok(permissions)
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

/// What an `AWS::Lambda::Permission` permits, if it permits API Gateway to invoke the function.
fn of_resource(
    scope: &Scope<'_>,
    function: &Function,
    resource: &Resource,
) -> Result<Option<Permission>, Complaint> {
    let fields = scope.fields(&resource.properties, &format!("`{}`", resource.id.text))?;
    // One that cannot be told here may be the right one.
    let text = |key| scope.text(fields.get(key)?, key).ok();
    let is = |key, known: &[&str]| text(key).is_none_or(|text| known.contains(&text.as_str()));
    let is_for_the_function = fields
        .get("FunctionName")
        .is_none_or(|node| may_name(scope, node, function));
    if !is("Principal", &["apigateway.amazonaws.com", "*"])
        || !is("Action", &["lambda:InvokeFunction", "lambda:*"])
        || !is_for_the_function
    {
        return Ok(None);
    }
    let own = format!("arn:aws:execute-api:{REGION}:{ACCOUNT_ID}:");
    let source = text("SourceArn");
    let pattern = source
        .as_deref()
        .and_then(|source| source.strip_prefix(&own));
    Ok(Some(Permission(pattern.unwrap_or("*").to_owned())))
}

/// Whether it may be the function: its name or its ARN, perhaps with a version or an alias, and no other resource.
fn may_name(scope: &Scope<'_>, node: &Node, function: &Function) -> bool {
    let first = |node: &Node| match &node.value {
        Value::Scalar(scalar) => scalar.text.split('.').next().map(str::to_owned),
        _ => None,
    };
    let Some(Entry { value, .. }) = intrinsics::function(node) else {
        let text = scope.text(node, "FunctionName").unwrap_or_default();
        let name = text.rsplit("function:").next().unwrap_or_default();
        return name.split(':').next() == Some(function.name.as_str());
    };
    let resource = match &value.value {
        Value::List(parts) => parts.first().and_then(first),
        _ => first(value),
    };
    let named = resource.and_then(|name| scope.resources.get(&name));
    named != Some(&Named::Other)
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
