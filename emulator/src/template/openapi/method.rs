//! A path item's operations: the methods of a resource.
//!
//! Rule: a key is a method, or known beside methods, or refused.
//!
//! AWS (facts E): methods in lower case, and `x-amazon-apigateway-any-method`.

use crate::api::{Integration, Method, ResourcePath, Verb};

use super::{
    super::{
        error::Complaint,
        refusal::Refusal,
        scope::Scope,
        suggest::did_you_mean,
        values::Fields,
        yaml::{Entry, Key},
    },
    Around, Caller, Target, declared, integration,
    keys::{ANY_METHOD, INTEGRATION, OPERATION, PATH_ITEM},
    note_security, uri,
};

/// The methods of the resource at `path`. Those that invoke the function are added to `callers`.
pub(super) fn read_all(
    scope: &Scope<'_>,
    item: &Fields<'_>,
    path: &ResourcePath,
    around: &Around<'_>,
    callers: &mut Vec<Caller>,
) -> Result<Vec<Method>, Complaint> {
    let mut methods = Vec::new();
    for Entry { key, value } in item.entries() {
        let Some(verb) = verb(&key.text) else {
            check_other(scope, item, key)?;
            continue;
        };
        let operation = scope.fields(value, &format!("`{verb} {path}`"))?;
        let (method, invoked) = read(scope, verb, &operation, around).map_err(|complaint| {
            match item.get(INTEGRATION).is_some() && operation.get(INTEGRATION).is_none() {
                true => complaint.help("the integration of the path belongs into the method"),
                false => complaint,
            }
        })?;
        if let Some(target) = invoked {
            callers.push(Caller {
                verb,
                path: path.clone(),
                target,
                place: key.place,
            });
        }
        methods.push(method);
    }
    Ok(methods)
}

fn verb(key: &str) -> Option<Verb> {
    if key == ANY_METHOD {
        return Some(Verb::Any);
    }
    Verb::NAMES
        .into_iter()
        .find(|name| name.to_lowercase() == key)
        .map(Verb::Only)
}

/// A key that is no method: on AWS a misspelt method is passed over, and its requests are answered 403.
fn check_other(scope: &Scope<'_>, item: &Fields<'_>, key: &Key) -> Result<(), Complaint> {
    if scope.note_known(item, key, PATH_ITEM) || scope.note_extension(item, key) {
        return Ok(());
    }
    let methods: Vec<String> = Verb::NAMES.iter().map(|name| name.to_lowercase()).collect();
    let known = methods.iter().map(String::as_str).chain([ANY_METHOD]);
    Err(
        Complaint::new(format!("{} has a `{}`", item.owner, key.text), key.place)
            .expected("expected an HTTP method in lower case")
            .maybe_help(did_you_mean(&key.text, known)),
    )
}

/// The method; and what of the function it invokes, if it does so in API Gateway's own name.
fn read(
    scope: &Scope<'_>,
    verb: Verb,
    operation: &Fields<'_>,
    around: &Around<'_>,
) -> Result<(Method, Option<Target>), Complaint> {
    scope.check_open_keys(operation, OPERATION);
    note_security(scope, operation);
    let id = operation.get("operationId");
    let node = operation
        .need(INTEGRATION)
        .map_err(|complaint| without_integration(complaint, operation))?;
    let fields = scope.fields(node, &format!("the integration of {}", operation.owner))?;
    let integration = integration::read(scope, &fields, around)?;
    if let Integration::Custom { mapping, .. } | Integration::Mock { mapping } = &integration {
        declared::check(scope, operation, &fields, &mapping.responses)?;
    }
    let invokes = matches!(
        integration,
        Integration::Proxy { .. } | Integration::Custom { .. }
    );
    let method = Method {
        verb,
        operation_name: id.map(|id| scope.text(id, "operationId")).transpose()?,
        integration,
    };
    let asks = invokes && fields.get("credentials").is_none();
    let target = uri::target(scope, &fields, around).filter(|_| asks);
    Ok((method, target))
}

/// Shows the key that was meant to be one.
fn without_integration(complaint: Complaint, operation: &Fields<'_>) -> Complaint {
    let complaint = complaint.aws_says(Refusal::NoIntegration);
    let mut keys = operation.entries().iter().map(|entry| &entry.key);
    let misspelt = keys.find(|key| did_you_mean(&key.text, [INTEGRATION]).is_some());
    match misspelt {
        Some(key) => complaint.also(key.place, "this is another word"),
        None => complaint,
    }
}
