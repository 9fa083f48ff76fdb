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
        openapi::{Caller, Target},
        scope::{Alias, Named, Scope},
        yaml::{Entry, Key, Node, Value},
    },
    connectors,
    events::Event,
    resources::{PERMISSION, Resource},
};

/// Who may invoke what.
#[derive(Debug)]
pub(super) struct Permission {
    /// The requests: `API/STAGE/METHOD/path`, with wildcards.
    requests: String,
    /// What of the function they may invoke; nothing where that cannot be told.
    target: Option<Target>,
}

/// The permissions that events and connectors give and that the template writes out.
pub(super) fn all(
    scope: &Scope<'_>,
    function: &Function,
    events: &[Event],
    resources: &[Resource],
) -> Result<Vec<Permission>, Complaint> {
    // SAM has the events of a function with an alias invoke the alias.
    let is_told = scope.alias != Alias::Untold;
    let of_events = is_told.then(|| Target::of(scope.alias.name()));
    let events = events.iter().map(|event| Permission {
        requests: of_event(event),
        target: of_events.clone(),
    });
    let connected = connectors::permitted(scope, resources)?.into_iter();
    let connected = connected.map(|(requests, target)| Permission {
        requests,
        target: Some(target),
    });
    let mut permissions: Vec<Permission> = events.chain(connected).collect();
    for resource in resources
        .iter()
        .filter(|resource| resource.kind == PERMISSION)
    {
        permissions.extend(of_resource(scope, function, resource)?);
    }
    Ok(permissions)
}

fn of_event(event: &Event) -> String {
    let method = match event.verb {
        Verb::Any => "*",
        Verb::Only(name) => name,
    };
    let path = event.path.to_string();
    let pattern: Vec<&str> = path
        .split('/')
        .map(|part| if part.starts_with('{') { "*" } else { part })
        .collect();
    let api = id::of_api(&event.api);
    format!("{api}/*/{method}{}", pattern.join("/"))
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
    let is = |key, known: &[&str]| {
        text(key).is_none_or(|text| known.iter().any(|known| known.eq_ignore_ascii_case(&text)))
    };
    let node = fields.get("FunctionName");
    let Ok(target) = node.map_or(Ok(None), |node| target(scope, node, function)) else {
        return Ok(None);
    };
    if !is("Principal", &["apigateway.amazonaws.com", "*"])
        || !is("Action", &["lambda:InvokeFunction", "lambda:*", "*"])
    {
        return Ok(None);
    }
    let own = format!("arn:aws:execute-api:{REGION}:{ACCOUNT_ID}:");
    let source = text("SourceArn");
    let pattern = source
        .as_deref()
        .and_then(|source| source.strip_prefix(&own));
    Ok(Some(Permission {
        requests: pattern.unwrap_or("*").to_owned(),
        target,
    }))
}

/// It is another function's.
struct OfAnother;

/// What of the function a `FunctionName` names; nothing where that cannot be told.
fn target(
    scope: &Scope<'_>,
    node: &Node,
    function: &Function,
) -> Result<Option<Target>, OfAnother> {
    if names_another(scope, node) {
        return Err(OfAnother);
    }
    let text = scope.text(node, "FunctionName").ok();
    let named = text.and_then(|text| Target::named(&text, &function.name));
    match (named, intrinsics::function(node)) {
        (None, None) => Err(OfAnother),
        (named, _) => Ok(named),
    }
}

/// Whether it is a reference to another resource, and not to an alias or a version.
fn names_another(scope: &Scope<'_>, node: &Node) -> bool {
    let first = |node: &Node| match &node.value {
        Value::Scalar(scalar) => scalar.text.split('.').next().map(str::to_owned),
        _ => None,
    };
    let Some(Entry { value, .. }) = intrinsics::function(node) else {
        return false;
    };
    let resource = match &value.value {
        Value::List(parts) => parts.first().and_then(first),
        _ => first(value),
    };
    let named = resource.and_then(|name| scope.resources.get(&name));
    matches!(named, Some(Named::Macro | Named::Other))
}

/// Notes what of an API nobody permits to invoke the function.
pub(super) fn check(
    scope: &Scope<'_>,
    api: (&Api, &Key),
    callers: &[Caller],
    permissions: &[Permission],
) {
    let (api, id) = api;
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
        .filter(|caller| !is_permitted(&start, caller, permissions))
        .collect();
    if !forbidden.is_empty() && forbidden.len() == callers.len() {
        note(
            id.place,
            format!("`{}` may not invoke the function", id.text),
        );
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
fn is_permitted(start: &str, caller: &Caller, permissions: &[Permission]) -> bool {
    let Caller {
        verb, path, target, ..
    } = caller;
    let mut methods = Verb::NAMES.into_iter().filter(|name| verb.answers(name));
    methods.all(|name| {
        let request = format!("{start}{name}{path}");
        permissions.iter().any(|permission| {
            let of_this = permission.target.as_ref().is_none_or(|own| own == target);
            of_this && matches(permission.requests.as_bytes(), request.as_bytes())
        })
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
