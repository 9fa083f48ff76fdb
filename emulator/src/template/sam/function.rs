//! `AWS::Serverless::Function`, of which a template has one.
//!
//! Rule: its name is known before anything refers to it.
//!
//! AWS: SAM's defaults, 128 MB and 3 s; what a name and a handler may be is Lambda's rule, from error reports.

use std::time::Duration;

use crate::api::Function;

use super::{
    super::{
        error::Complaint,
        intrinsics,
        refusal::Refusal,
        scope::{Alias, Named, Scope},
        source::Place,
        values::Fields,
        yaml::{Entry, Node, Value},
    },
    environment,
    events::{self, Event},
    properties,
    resources::{FUNCTION, Resource},
};

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
        Some(node) => function_name(scope, node)?,
        None => id.to_owned(),
    };
    scope
        .resources
        .insert(id.to_owned(), Named::Function(Some(name.clone())));
    scope.alias = alias(scope, &fields)?;
    let events = events::read(scope, id, &fields)?;
    let number = |key, bounds, unit, default| match fields.get(key) {
        Some(node) => scope.number(node, key, bounds, unit),
        None => Ok(default),
    };
    let function = Function {
        name,
        handler: handler(scope, &fields)?,
        memory_mb: number("MemorySize", 128..=10_240, "MB", 128)?,
        timeout: Duration::from_secs(number("Timeout", 1..=900, "seconds", 3)?.into()),
        environment: environment::read(scope, &fields)?,
    };
    Ok((function, events))
}

fn function_name(scope: &Scope<'_>, node: &Node) -> Result<String, Complaint> {
    let name = scope.word(node, "FunctionName", Refusal::WrongType("FunctionName"))?;
    let legal = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    if (1..=64).contains(&name.len()) && name.chars().all(legal) {
        return Ok(name);
    }
    Err(
        Complaint::new(format!("the function name `{name}` is illegal"), node.place)
            .expected("expected letters, digits, `-` and `_`, at most 64"),
    )
}

/// `AutoPublishAlias`. One that cannot be told here is needed only where something refers to it; of an empty name SAM
/// makes none.
fn alias(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<Alias, Complaint> {
    let Some(node) = fields.get("AutoPublishAlias") else {
        return Ok(Alias::None);
    };
    let is_reference = intrinsics::function(node).is_none_or(|entry| entry.key.text == "Ref");
    if !is_reference {
        return Err(
            Complaint::new("`AutoPublishAlias` is a function", node.place)
                .expected("expected a text, or a `Ref` to a parameter")
                .aws_says(Refusal::AliasOfAFunction),
        );
    }
    if scope.resolve(node).is_err() {
        return Ok(Alias::Untold);
    }
    let name = alias_name(scope, node)?;
    Ok(match name.is_empty() {
        true => Alias::None,
        false => Alias::Named(name),
    })
}

fn alias_name(scope: &Scope<'_>, node: &Node) -> Result<String, Complaint> {
    let name = scope.word(
        node,
        "AutoPublishAlias",
        Refusal::WrongType("AutoPublishAlias"),
    )?;
    let legal = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let is_number = name.chars().all(|letter| letter.is_ascii_digit());
    if name.is_empty() || name.chars().all(legal) && !is_number {
        return Ok(name);
    }
    Err(
        Complaint::new(format!("the alias `{name}` is illegal"), node.place)
            .expected("expected letters, digits, `-` and `_`, and not digits alone")
            .aws_says(Refusal::WrongAlias(&name)),
    )
}

/// `Handler`, which a container image may not have.
fn handler(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<String, Complaint> {
    if let Package::Image = package(scope, fields)? {
        return Ok(String::new());
    }
    let node = fields.need("Handler")?;
    let handler = scope.text(node, "Handler")?;
    let legal = |letter: char| !letter.is_whitespace() && letter != '\0';
    if (1..=128).contains(&handler.chars().count()) && handler.chars().all(legal) {
        return Ok(handler);
    }
    Err(
        Complaint::new(format!("the handler `{handler}` is illegal"), node.place)
            .expected("expected 1 to 128 characters, no blank among them"),
    )
}

/// How a function's code is deployed.
#[derive(Debug, Clone, Copy)]
enum Package {
    Zip,
    Image,
}

fn package(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<Package, Complaint> {
    let Some(node) = fields.get("PackageType") else {
        return Ok(Package::Zip);
    };
    if intrinsics::function(node).is_some() {
        return Err(Complaint::new("`PackageType` is a function", node.place)
            .expected("expected `Zip` or `Image`: SAM does not resolve it"));
    }
    let kind = scope.text(node, "PackageType")?;
    match kind.as_str() {
        "Zip" => Ok(Package::Zip),
        "Image" => check_image(fields).map(|()| Package::Image),
        _ => Err(
            Complaint::new(format!("`PackageType` is `{kind}`"), node.place)
                .expected("expected `Zip` or `Image`")
                .aws_says(Refusal::WrongPackageType(&kind)),
        ),
    }
}

/// Refuses what an image says for itself.
fn check_image(fields: &Fields<'_>) -> Result<(), Complaint> {
    let of_a_zip =
        |entry: &&Entry| ["Handler", "Runtime", "Layers"].contains(&entry.key.text.as_str());
    let is_empty = |node: &Node| match &node.value {
        Value::Scalar(scalar) => scalar.text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
    };
    let mut entries = fields.entries().iter();
    let said = entries.find(|entry| of_a_zip(entry) && !is_empty(&entry.value));
    let Some(Entry { key, .. }) = said else {
        return Ok(());
    };
    let found = format!("{} has a `{}`", fields.owner, key.text);
    Err(Complaint::new(found, key.place)
        .expected("an image has none")
        .aws_says(Refusal::ZipPropertyOfImage))
}
