//! The SAM template: its sections, its one function, its APIs.
//!
//! AWS: the transform `AWS::Serverless-2016-10-31`. Events of type `Api` that name an API with a
//! `DefinitionBody` add no methods to it, only the permission to invoke the function (facts E).

use std::time::Duration;

use indexmap::IndexMap;

use crate::api::{Api, Function, Stage};

use super::{
    error::Complaint,
    id,
    notes::NoteClass,
    openapi,
    permissions::{self, Permission},
    properties,
    scope::{Named, Scope},
    source::Place,
    suggest::did_you_mean,
    values::Fields,
    yaml::{self, Key, Node, Value},
};

const TRANSFORM: &str = "AWS::Serverless-2016-10-31";
const FUNCTION: &str = "AWS::Serverless::Function";
const API: &str = "AWS::Serverless::Api";

/// Types of SAM's own beside the two that are read here.
const OTHER_SAM_TYPES: [&str; 9] = [
    "AWS::Serverless::Application",
    "AWS::Serverless::CapacityProvider",
    "AWS::Serverless::Connector",
    "AWS::Serverless::GraphQLApi",
    "AWS::Serverless::HttpApi",
    "AWS::Serverless::LayerVersion",
    "AWS::Serverless::SimpleTable",
    "AWS::Serverless::StateMachine",
    "AWS::Serverless::WebSocketApi",
];

/// A resource: its logical id, its type and its properties.
struct Resource<'n> {
    id: &'n Key,
    kind: String,
    properties: Option<&'n Node>,
}

/// Reads the template in `scope`'s first source.
pub(crate) fn read(scope: &mut Scope) -> Result<(Function, Vec<Api>), Complaint> {
    let text = scope
        .sources
        .first()
        .map(|source| source.text.clone())
        .unwrap_or_default();
    let root = yaml::parse(&text, 0)?;
    let template = scope.fields(&root, "the template")?;
    scope.check_keys(&template, properties::TEMPLATE)?;
    check_transform(scope, &template)?;
    parameters(scope, &template)?;
    let section = scope.fields(template.need("Resources")?, "`Resources`")?;
    let resources = resources(scope, &section)?;
    let function = the_function(&resources, section.place())?;
    let (function, permissions) = read_function(scope, function)?;
    let apis = read_apis(scope, &resources, &function, section.place())?;
    permissions::check(scope, &apis, &permissions);
    Ok((function, apis.into_iter().map(|(_, api)| api).collect()))
}

fn check_transform(scope: &Scope, template: &Fields<'_>) -> Result<(), Complaint> {
    let node = template.need("Transform").map_err(|complaint| {
        complaint.help(format!(
            "add `Transform: {TRANSFORM}`: without it AWS knows no `AWS::Serverless` types"
        ))
    })?;
    let names = match &node.value {
        Value::List(_) => scope.texts(node, "Transform")?,
        _ => vec![scope.text(node, "Transform")?],
    };
    if names.iter().any(|name| name == TRANSFORM) {
        return Ok(());
    }
    Err(
        Complaint::new("the template is not a SAM template", node.place)
            .expected(format!("expected `{TRANSFORM}`")),
    )
}

fn parameters(scope: &mut Scope, template: &Fields<'_>) -> Result<(), Complaint> {
    let Some(section) = template.get("Parameters") else {
        return Ok(());
    };
    let section = scope.fields(section, "`Parameters`")?;
    for entry in section.entries() {
        let name = &entry.key.text;
        let parameter = scope.fields(&entry.value, &format!("the parameter `{name}`"))?;
        let default = parameter.need("Default").map_err(|complaint| {
            complaint.help("nobody is asked for parameters here: give it a `Default`")
        })?;
        let value = scope.text(default, "Default")?;
        scope.parameters.insert(name.clone(), value);
    }
    Ok(())
}

/// All resources, made known to the scope.
fn resources<'n>(
    scope: &mut Scope,
    section: &'n Fields<'_>,
) -> Result<Vec<Resource<'n>>, Complaint> {
    let mut resources = Vec::new();
    for entry in section.entries() {
        let fields = scope.fields(&entry.value, &entry.key.text)?;
        scope.check_keys(&fields, properties::RESOURCE)?;
        let kind = fields.need("Type")?;
        let kind_text = scope.text(kind, "Type")?;
        let named = named(scope, &entry.key, &kind_text, kind.place)?;
        scope.resources.insert(entry.key.text.clone(), named);
        let properties = match &entry.value.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key.text == "Properties"),
            _ => None,
        };
        let properties = properties.map(|entry| &entry.value);
        resources.push(Resource {
            id: &entry.key,
            kind: kind_text,
            properties,
        });
    }
    Ok(resources)
}

/// What a resource is to the others, by its type.
fn named(scope: &Scope, id: &Key, kind: &str, place: Place) -> Result<Named, Complaint> {
    let note = |class, consequence: &str| {
        scope.notes.take(
            class,
            id.place,
            format!("`{}`, a `{kind}`", id.text),
            consequence,
        );
        Ok(Named::Other)
    };
    match kind {
        FUNCTION => Ok(Named::Function(None)),
        API => Ok(Named::Api),
        "AWS::Lambda::Permission" => Ok(Named::Other),
        "AWS::Lambda::Function" => note(NoteClass::NotSupported, "only SAM's functions are run"),
        "AWS::Serverless::HttpApi" | "AWS::Serverless::WebSocketApi" => note(
            NoteClass::NotSupported,
            "only REST APIs are served: a request there gets no answer",
        ),
        _ if kind.starts_with("AWS::ApiGateway::") || kind.starts_with("AWS::ApiGatewayV2::") => {
            note(
                NoteClass::NotSupported,
                "only SAM's APIs are served: a request there gets no answer",
            )
        }
        _ if OTHER_SAM_TYPES.contains(&kind) => {
            note(NoteClass::WithoutEffect, "it is not made here")
        }
        _ if kind.starts_with("AWS::Serverless::") || !kind.contains("::") => {
            let known = OTHER_SAM_TYPES.into_iter().chain([FUNCTION, API]);
            Err(
                Complaint::new(format!("`{}` is of an unknown type", id.text), place)
                    .expected(format!("`{kind}` is no type of resource"))
                    .maybe_help(did_you_mean(kind, known)),
            )
        }
        _ => note(NoteClass::WithoutEffect, "it is not made here"),
    }
}

fn the_function<'r, 'n>(
    resources: &'r [Resource<'n>],
    section: Place,
) -> Result<&'r Resource<'n>, Complaint> {
    let mut functions = resources
        .iter()
        .filter(|resource| resource.kind == FUNCTION);
    match (functions.next(), functions.next()) {
        (Some(function), None) => Ok(function),
        (None, _) => Err(Complaint::new("the template has no function", section)
            .expected(format!("expected a resource of type `{FUNCTION}`"))),
        (Some(first), Some(second)) => Err(Complaint::new(
            "the template has several functions",
            second.id.place,
        )
        .expected("the second function")
        .also(first.id.place, "the first function")
        .help("the emulator runs one program as the one function of a template")),
    }
}

fn read_function(
    scope: &mut Scope,
    resource: &Resource<'_>,
) -> Result<(Function, Vec<Permission>), Complaint> {
    let id = resource.id.text.as_str();
    let Some(properties) = resource.properties else {
        return Err(
            Complaint::new(format!("{id} has no `Properties`"), resource.id.place)
                .expected("`Properties` is required here"),
        );
    };
    let fields = scope.fields(properties, id)?;
    scope.check_keys(&fields, properties::FUNCTION)?;
    let name = match fields.get("FunctionName") {
        Some(node) => scope.text(node, "FunctionName")?,
        None => id.to_owned(),
    };
    scope
        .resources
        .insert(id.to_owned(), Named::Function(Some(name.clone())));
    let number = |key, bounds, unit, default| match fields.get(key) {
        Some(node) => scope.number(node, key, bounds, unit),
        None => Ok(default),
    };
    let function = Function {
        handler: scope.text(fields.need("Handler")?, "Handler")?,
        memory_mb: number("MemorySize", 128..=10_240, "MB", 128)?,
        timeout: Duration::from_secs(number("Timeout", 1..=900, "seconds", 3)?.into()),
        environment: environment(scope, &fields)?,
        name,
    };
    Ok((function, permissions::of_events(scope, &fields)?))
}

fn environment(
    scope: &Scope,
    function: &Fields<'_>,
) -> Result<IndexMap<String, String>, Complaint> {
    let Some(node) = function.get("Environment") else {
        return Ok(IndexMap::new());
    };
    let environment = scope.fields(node, "`Environment`")?;
    scope.check_keys(&environment, &[("Variables", super::keys::Effect::Used)])?;
    match environment.get("Variables") {
        Some(variables) => scope.map(variables, "Variables"),
        None => Ok(IndexMap::new()),
    }
}

/// The APIs and where each stands.
fn read_apis(
    scope: &Scope,
    resources: &[Resource<'_>],
    function: &Function,
    section: Place,
) -> Result<Vec<(Place, Api)>, Complaint> {
    let mut apis = Vec::new();
    for resource in resources.iter().filter(|resource| resource.kind == API) {
        apis.push((resource.id.place, read_api(scope, resource, function)?));
    }
    if apis.is_empty() {
        return Err(Complaint::new("the template has no API", section)
            .expected(format!("expected a resource of type `{API}`")));
    }
    Ok(apis)
}

fn read_api(scope: &Scope, resource: &Resource<'_>, function: &Function) -> Result<Api, Complaint> {
    let id = resource.id.text.as_str();
    let Some(properties) = resource.properties else {
        return Err(
            Complaint::new(format!("{id} has no `Properties`"), resource.id.place)
                .expected("`Properties` is required here"),
        );
    };
    let fields = scope.fields(properties, id)?;
    scope.check_keys(&fields, properties::API)?;
    let stage = stage_name(scope, fields.need("StageName")?)?;
    let definition = openapi::read(scope, fields.need("DefinitionBody")?, id, function)?;
    let name = match fields.get("Name") {
        Some(node) => scope.text(node, "Name")?,
        None => definition.title.unwrap_or_else(|| id.to_owned()),
    };
    Ok(Api {
        name,
        id: id::of_api(id),
        stage: Stage {
            name: stage,
            variables: IndexMap::new(),
        },
        binary_media_types: vec![],
        resources: definition.resources,
    })
}

fn stage_name(scope: &Scope, node: &Node) -> Result<String, Complaint> {
    let name = scope.text(node, "StageName")?;
    let legal = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    if name.is_empty() || name.len() > 128 || !name.chars().all(legal) {
        return Err(
            Complaint::new(format!("the stage name `{name}` is illegal"), node.place)
                .expected("expected letters, digits, `_` and `-`, at most 128"),
        );
    }
    Ok(name)
}
