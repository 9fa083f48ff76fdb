//! An OpenAPI definition: its paths and their methods.
//!
//! AWS: the import of a REST API, OpenAPI 3 and Swagger 2.0 alike. A path item's keys are HTTP methods
//! in lower case and `x-amazon-apigateway-any-method`; the servers and the base path are ignored
//! (facts E).

mod declared;
pub(super) mod integration;
mod keys;
pub(super) mod limits;
mod mapping;
mod method;
pub(super) mod path;
mod uri;

pub(super) use keys::BINARY_MEDIA_TYPES;
pub(super) use uri::Target;

use crate::api::{Function, Resource, ResourcePath, Stage, Verb};

use super::{
    error::Complaint,
    id,
    notes::NoteClass,
    refusal::Refusal,
    scope::Scope,
    source::Place,
    values::Fields,
    yaml::{Entry, Node, Value},
};

/// What a definition describes.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) title: Option<String>,
    pub(super) binary_media_types: Vec<String>,
    pub(super) resources: Vec<Resource>,
    /// The methods that need a permission to invoke the function.
    pub(super) callers: Vec<Caller>,
}

/// A method that invokes the function in API Gateway's own name.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) verb: Verb,
    pub(super) path: ResourcePath,
    /// What of the function it invokes.
    pub(super) target: Target,
    pub(super) place: Place,
}

/// What a method may refer to.
pub(super) struct Around<'a> {
    /// The template's function.
    pub(super) function: &'a Function,
    /// The stage that the API is deployed to.
    pub(super) stage: &'a Stage,
}

/// Reads the definition of the API with this logical id.
pub(super) fn read(
    scope: &Scope<'_>,
    node: &Node,
    api: &str,
    around: &Around<'_>,
) -> Result<Definition, Complaint> {
    let fields = scope.fields(node, &format!("the definition of `{api}`"));
    let fields = fields.map_err(|complaint| match scope.resolve(node).as_deref() {
        Ok(Node {
            value: Value::Scalar(_),
            ..
        }) => complaint.help("a definition in a text is not read here: write it out as YAML"),
        _ => complaint,
    })?;
    check_version(scope, &fields)?;
    scope.check_open_keys(&fields, keys::DEFINITION);
    note_security(scope, &fields);
    let paths = scope.fields(fields.need("paths")?, "`paths`")?;
    let mut definition = Definition {
        title: title(scope, &fields)?,
        binary_media_types: match fields.get(BINARY_MEDIA_TYPES) {
            Some(node) => scope.texts(node, BINARY_MEDIA_TYPES)?,
            None => vec![],
        },
        resources: vec![],
        callers: vec![],
    };
    read_paths(scope, &paths, api, around, &mut definition)?;
    Ok(definition)
}

/// `openapi: 3.…` or `swagger: "2.0"`.
fn check_version(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<(), Complaint> {
    let (key, node, known) = match (fields.get("openapi"), fields.get("swagger")) {
        (Some(node), _) => ("openapi", node, ["3.0", "3.1"].as_slice()),
        (None, Some(node)) => ("swagger", node, ["2.0"].as_slice()),
        (None, None) => {
            return Err(
                Complaint::new(format!("{} has no version", fields.owner), fields.place())
                    .expected("expected `openapi: 3.0.1` or `swagger: \"2.0\"` in it"),
            );
        }
    };
    let version = scope.text(node, key)?;
    if known.iter().any(|known| version.starts_with(known)) {
        return Ok(());
    }
    Err(
        Complaint::new(format!("`{key}` is `{version}`"), node.place)
            .expected(format!("expected {}", known.join(" or "))),
    )
}

fn title(scope: &Scope<'_>, definition: &Fields<'_>) -> Result<Option<String>, Complaint> {
    let Some(info) = definition.get("info") else {
        return Ok(None);
    };
    let info = scope.fields(info, "`info`")?;
    info.get("title")
        .map(|title| scope.text(title, "title"))
        .transpose()
}

fn read_paths(
    scope: &Scope<'_>,
    paths: &Fields<'_>,
    api: &str,
    around: &Around<'_>,
    definition: &mut Definition,
) -> Result<(), Complaint> {
    let mut places: Vec<(ResourcePath, Place)> = Vec::new();
    let entries = paths
        .entries()
        .iter()
        .filter(|entry| !entry.key.text.starts_with("x-"));
    for Entry { key, value } in entries {
        let path = path::parse(&key.text, key.place)?;
        if let Some((_, first)) = places.iter().find(|(known, _)| *known == path) {
            return Err(
                Complaint::new(format!("the path `{path}` stands here twice"), key.place)
                    .expected("the second time")
                    .also(*first, "the first time"),
            );
        }
        places.push((path.clone(), key.place));
        let item = scope.fields(value, &format!("`{path}`"))?;
        let methods = method::read_all(scope, &item, &path, around, &mut definition.callers)?;
        if !methods.is_empty() {
            let id = id::of_resource(api, &path.to_string());
            definition.resources.push(Resource { id, path, methods });
        }
    }
    path::check_siblings(&places)?;
    if definition.resources.is_empty() {
        return Err(
            Complaint::new("the definition has no method", paths.place())
                .expected("expected a path with a method")
                .aws_says(Refusal::NoMethods),
        );
    }
    Ok(())
}

/// Notes a `security` that asks for something; an empty list lets everybody in.
fn note_security(scope: &Scope<'_>, fields: &Fields<'_>) {
    let Some(node) = fields.get("security") else {
        return;
    };
    if !matches!(&node.value, Value::List(schemes) if schemes.is_empty()) {
        let what = format!("`security` of {}", fields.owner);
        scope.notes.take(
            NoteClass::NotSupported,
            node.place,
            what,
            "every request is let through",
        );
    }
}
