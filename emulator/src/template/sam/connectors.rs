//! SAM's connectors: a resource of its own, or `Connectors` beside the properties of the API.
//!
//! Rule: of a connector only what it permits counts here, and only from an API to the function.
//!
//! AWS: from an API to a function there is `Write`, for every request unless a `Qualifier` narrows it
//! (`samtranslator/model/connector_profiles`).

use super::{
    super::{
        error::Complaint,
        id,
        intrinsics::function,
        keys::{
            Effect::{Nothing, Prose, Used},
            Keys,
        },
        openapi::Target,
        refusal::Refusal,
        scope::{Named, Scope},
        suggest::did_you_mean,
        values::Fields,
        yaml::{Entry, Node, Value},
    },
    resources::{CONNECTOR, Resource},
};

/// The requests that may invoke, `API/STAGE/METHOD/path` with wildcards, and what of the function.
type Permitted = (String, Target);

/// A connector inside a resource.
const EMBEDDED: &Keys = &[
    (Used, "Properties"),
    (Prose, "Metadata"),
    (
        Nothing("it matters to a deployment only"),
        "Condition DependsOn DeletionPolicy UpdateReplacePolicy",
    ),
];

/// What the connectors permit.
pub(super) fn permitted(
    scope: &Scope<'_>,
    resources: &[Resource],
) -> Result<Vec<Permitted>, Complaint> {
    let mut permitted = Vec::new();
    for resource in resources {
        if resource.kind == CONNECTOR {
            permitted.extend(of_its_own(scope, resource)?);
        }
        if let Some(connectors) = &resource.connectors {
            let connectors = scope.fields(connectors, "`Connectors`")?;
            for entry in connectors.entries() {
                permitted.extend(embedded(scope, &resource.id.text, entry)?);
            }
        }
    }
    Ok(permitted)
}

/// A connector that is a resource.
fn of_its_own(scope: &Scope<'_>, resource: &Resource) -> Result<Option<Permitted>, Complaint> {
    let owner = format!("`{}`", resource.id.text);
    let connector = scope.fields(&resource.properties, &owner)?;
    scope.check_keys(&connector, &[(Used, "Source Destination Permissions")])?;
    let source = scope.fields(connector.need("Source")?, "`Source`")?;
    of_connector(
        scope,
        &connector,
        api(scope, &source),
        source.get("Qualifier"),
    )
}

/// A connector beside the properties of the resource with this logical id, from which it goes.
fn embedded(
    scope: &Scope<'_>,
    logical_id: &str,
    Entry { key, value }: &Entry,
) -> Result<Option<Permitted>, Complaint> {
    let connector = scope.fields(value, &format!("the connector `{}`", key.text))?;
    scope.check_keys(&connector, EMBEDDED)?;
    let connector = scope.fields(connector.need("Properties")?, &connector.owner)?;
    scope.check_keys(
        &connector,
        &[(Used, "SourceReference Destination Permissions")],
    )?;
    let api = id_of_api(scope, logical_id);
    match connector.get("SourceReference") {
        None => of_connector(scope, &connector, api, None),
        Some(source) => {
            let source = scope.fields(source, "`SourceReference`")?;
            of_connector(scope, &connector, api, source.get("Qualifier"))
        }
    }
}

/// What one connector permits, if it goes from an API, whose id this is, to the function.
fn of_connector(
    scope: &Scope<'_>,
    connector: &Fields<'_>,
    api: Option<String>,
    qualifier: Option<&Node>,
) -> Result<Option<Permitted>, Complaint> {
    let destination = connector.need("Destination")?;
    let permissions = connector.need("Permissions")?;
    let destinations = match &destination.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(destination),
    };
    let mut reached = None;
    for node in destinations {
        let target = target(scope, &scope.fields(node, "`Destination`")?)?;
        reached = reached.or(target);
    }
    let (Some(api), Some(target)) = (api, reached) else {
        return Ok(None);
    };
    let mut categories = scope.texts(permissions, "Permissions")?.into_iter();
    if let Some(other) = categories.find(|category| category != "Write") {
        let found = format!("`{other}` among the `Permissions`");
        return Err(Complaint::new(found, permissions.place)
            .expected("from an API to a function there is `Write` alone")
            .aws_says(Refusal::ConnectorPermissions));
    }
    let qualifier = qualifier.map(|node| scope.text(node, "Qualifier"));
    let qualifier = qualifier.transpose()?;
    let requests = format!("{api}/{}", qualifier.as_deref().unwrap_or("*"));
    Ok(Some((requests, target)))
}

/// The id of the API that is meant.
fn api(scope: &Scope<'_>, source: &Fields<'_>) -> Option<String> {
    let text = |key| scope.text(source.get(key)?, key).ok();
    text("Id").map_or_else(|| text("ResourceId"), |id| id_of_api(scope, &id))
}

fn id_of_api(scope: &Scope<'_>, logical_id: &str) -> Option<String> {
    let is_api = scope.resources.get(logical_id) == Some(&Named::Api);
    is_api.then(|| id::of_api(logical_id))
}

/// What of the function a destination is, if it is that.
fn target(scope: &Scope<'_>, destination: &Fields<'_>) -> Result<Option<Target>, Complaint> {
    if let Some(node) = destination.get("Id") {
        if function(node).is_some() {
            return Err(Complaint::new("`Id` is a function", node.place)
                .expected("expected the name of a resource")
                .aws_says(Refusal::IdOfAFunction));
        }
        let id = scope.text(node, "Id")?;
        return match scope.resources.get(&id) {
            Some(Named::Function(_)) => Ok(Some(Target::of(None))),
            None if !scope.may_name(&id) => Err(unknown(scope, &id, node)),
            _ => Ok(None),
        };
    }
    let arn = destination.get("Arn");
    let arn = arn.and_then(|node| scope.text(node, "Arn").ok());
    let mut functions = scope.resources.values().filter_map(|named| match named {
        Named::Function(name) => name.as_deref(),
        _ => None,
    });
    Ok(arn.and_then(|arn| functions.find_map(|name| Target::named(&arn, name))))
}

fn unknown(scope: &Scope<'_>, id: &str, node: &Node) -> Complaint {
    let known = scope.resources.keys().map(String::as_str);
    Complaint::new(format!("unknown destination `{id}`"), node.place)
        .expected("no resource has this name")
        .maybe_help(did_you_mean(id, known))
        .aws_says(Refusal::UnknownDestination(id))
}
