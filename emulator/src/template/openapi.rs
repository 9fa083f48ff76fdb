//! An OpenAPI definition: its paths and their methods.
//!
//! AWS: the import of a REST API, OpenAPI 3 and Swagger 2.0 alike. A path item's keys are HTTP methods
//! in lower case and `x-amazon-apigateway-any-method` (facts E).

use crate::api::{Function, Method, Resource, ResourcePath, Verb};

use super::{
    error::Complaint,
    id, integration,
    keys::{
        Effect::{NotSupported, Nothing, Used},
        Keys,
    },
    path,
    scope::Scope,
    source::Place,
    suggest::did_you_mean,
    values::Fields,
    yaml::{Entry, Node},
};

const ANY_METHOD: &str = "x-amazon-apigateway-any-method";
const INTEGRATION: &str = "x-amazon-apigateway-integration";

/// What a path item has beside its methods.
const PATH_ITEM_KEYS: [&str; 5] = ["parameters", "summary", "description", "servers", "$ref"];

const OPERATION: &Keys = &[
    (INTEGRATION, Used),
    ("operationId", Used),
    ("responses", Used),
    ("description", Used),
    ("summary", Used),
    ("tags", Used),
    ("parameters", Nothing("no parameter is asked for")),
    ("requestBody", Nothing("no body is validated")),
    ("security", NotSupported("every request is let through")),
];

/// What a definition describes.
pub(crate) struct Definition {
    pub(crate) title: Option<String>,
    pub(crate) resources: Vec<Resource>,
}

/// Reads the definition of the API with this logical id.
pub(crate) fn read(
    scope: &Scope,
    node: &Node,
    api: &str,
    function: &Function,
) -> Result<Definition, Complaint> {
    let fields = scope.fields(node, "the definition")?;
    let paths = scope.fields(fields.need("paths")?, "`paths`")?;
    let resources = resources(scope, &paths, api, function)?;
    Ok(Definition {
        title: title(scope, &fields)?,
        resources,
    })
}

fn title(scope: &Scope, definition: &Fields<'_>) -> Result<Option<String>, Complaint> {
    let Some(info) = definition.get("info") else {
        return Ok(None);
    };
    let info = scope.fields(info, "`info`")?;
    info.get("title")
        .map(|title| scope.text(title, "title"))
        .transpose()
}

fn resources(
    scope: &Scope,
    paths: &Fields<'_>,
    api: &str,
    function: &Function,
) -> Result<Vec<Resource>, Complaint> {
    let mut resources = Vec::new();
    let mut places: Vec<(ResourcePath, Place)> = Vec::new();
    for Entry { key, value } in paths
        .entries()
        .iter()
        .filter(|entry| !is_extension(&entry.key.text))
    {
        let path = path::parse(&key.text, key.place)?;
        if let Some((_, first)) = places.iter().find(|(known, _)| *known == path) {
            return Err(
                Complaint::new(format!("the path `{path}` is here twice"), key.place)
                    .expected("the second time")
                    .also(*first, "the first time"),
            );
        }
        places.push((path.clone(), key.place));
        let methods = methods(scope, &scope.fields(value, &format!("`{path}`"))?, function)?;
        if !methods.is_empty() {
            let id = id::of_resource(api, &path.to_string());
            resources.push(Resource { id, path, methods });
        }
    }
    path::check_siblings(&places)?;
    if resources.is_empty() {
        return Err(
            Complaint::new("the definition has no method", paths.place())
                .expected("expected a path with a method")
                .aws_says("The REST API doesn't contain any methods"),
        );
    }
    Ok(resources)
}

fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

fn methods(
    scope: &Scope,
    item: &Fields<'_>,
    function: &Function,
) -> Result<Vec<Method>, Complaint> {
    let mut methods = Vec::new();
    for Entry { key, value } in item.entries() {
        match verb(&key.text) {
            Some(verb) => {
                let owner = format!("{verb} {}", item.owner);
                let operation = scope.fields(value, &owner)?;
                methods.push(method(scope, verb, &operation, function)?);
            }
            None if PATH_ITEM_KEYS.contains(&key.text.as_str()) => {}
            None => {
                let known = Verb::NAMES
                    .iter()
                    .map(|name| name.to_lowercase())
                    .collect::<Vec<_>>();
                let known = known
                    .iter()
                    .map(String::as_str)
                    .chain(PATH_ITEM_KEYS)
                    .chain([ANY_METHOD]);
                return Err(Complaint::new(
                    format!("{} has a `{}`", item.owner, key.text),
                    key.place,
                )
                .expected("expected an HTTP method in lower case")
                .maybe_help(did_you_mean(&key.text, known)));
            }
        }
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

fn method(
    scope: &Scope,
    verb: Verb,
    operation: &Fields<'_>,
    function: &Function,
) -> Result<Method, Complaint> {
    scope.check_keys(operation, OPERATION)?;
    let operation_id = operation.get("operationId");
    let integration = operation
        .need(INTEGRATION)
        .map_err(|complaint| complaint.aws_says("No integration defined for method"))?;
    let owner = format!("the integration of {}", operation.owner);
    Ok(Method {
        verb,
        operation_name: operation_id
            .map(|id| scope.text(id, "operationId"))
            .transpose()?,
        integration: integration::read(scope, &scope.fields(integration, &owner)?, function)?,
    })
}
