//! `AWS::Serverless::Function`, of which a template has one.
//!
//! Rule: its name is known before anything refers to it.
//!
//! AWS: SAM's defaults, 128 MB and 3 s; variables that Lambda keeps to itself are refused.

use std::time::Duration;

use indexmap::IndexMap;

use crate::api::Function;

use super::{
    super::{
        error::Complaint,
        keys::Effect::Used,
        refusal::Refusal,
        scope::{Named, Scope},
        source::Place,
        values::Fields,
        yaml::Entry,
    },
    events::{self, Event},
    properties,
    resources::{FUNCTION, Resource},
};

/// Names that Lambda sets itself, and refuses in a function's own environment.
const RESERVED: [&str; 18] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

/// The one function among the resources.
pub(super) fn find(resources: &[Resource], section: Place) -> Result<&Resource, Complaint> {
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

/// The function and its events. Its name and its events' API become known to the scope.
pub(super) fn read(
    scope: &mut Scope<'_>,
    resource: &Resource,
) -> Result<(Function, Vec<Event>), Complaint> {
    let id = resource.id.text.as_str();
    let fields = scope.fields(&resource.properties, &format!("`{id}`"))?;
    scope.check_keys(&fields, properties::FUNCTION)?;
    let name = match fields.get("FunctionName") {
        Some(node) => scope.text(node, "FunctionName")?,
        None => id.to_owned(),
    };
    scope
        .resources
        .insert(id.to_owned(), Named::Function(Some(name.clone())));
    scope
        .resources
        .entry(format!("{id}Role"))
        .or_insert(Named::Other);
    let alias = fields.get("AutoPublishAlias");
    let alias = alias.map(|node| scope.text(node, "AutoPublishAlias"));
    scope.alias = alias.and_then(Result::ok);
    let events = events::read(scope, &fields)?;
    let number = |key, bounds, unit, default| match fields.get(key) {
        Some(node) => scope.number(node, key, bounds, unit),
        None => Ok(default),
    };
    let function = Function {
        name,
        handler: handler(scope, &fields)?,
        memory_mb: number("MemorySize", 128..=10_240, "MB", 128)?,
        timeout: Duration::from_secs(number("Timeout", 1..=900, "seconds", 3)?.into()),
        environment: environment(scope, &fields)?,
    };
    Ok((function, events))
}

/// `Handler`, which a container image does not need.
fn handler(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<String, Complaint> {
    if let Some(handler) = fields.get("Handler") {
        return scope.text(handler, "Handler");
    }
    let package = fields.get("PackageType");
    let package = package.map(|node| scope.text(node, "PackageType"));
    match package.transpose()?.as_deref() {
        Some("Image") => Ok(String::new()),
        _ => scope.text(fields.need("Handler")?, "Handler"),
    }
}

fn environment(
    scope: &Scope<'_>,
    function: &Fields<'_>,
) -> Result<IndexMap<String, String>, Complaint> {
    let Some(node) = function.get("Environment") else {
        return Ok(IndexMap::new());
    };
    let environment = scope.fields(node, "`Environment`")?;
    scope.check_keys(&environment, &[(Used, "Variables")])?;
    let Some(variables) = environment.get("Variables") else {
        return Ok(IndexMap::new());
    };
    let fields = scope.fields(variables, "`Variables`")?;
    let reserved = fields
        .entries()
        .iter()
        .find(|entry| RESERVED.contains(&entry.key.text.as_str()));
    if let Some(Entry { key, .. }) = reserved {
        return Err(Complaint::new(
            format!("the variable `{}` is Lambda's own", key.text),
            key.place,
        )
        .expected("Lambda sets it itself")
        .aws_says(Refusal::ReservedKey(&key.text)));
    }
    scope.map(variables, "Variables")
}
