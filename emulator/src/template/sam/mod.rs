//! The SAM template: its sections, its one function, its APIs.
//!
//! Rule: the order of reading is the order in which names become known: parameters, the types of the
//! resources, the function's name, all the rest.
//!
//! AWS: the transform `AWS::Serverless-2016-10-31`.

mod api;
mod connectors;
mod definition;
mod environment;
mod events;
mod function;
mod globals;
mod logical_id;
mod managed;
mod parameters;
mod permissions;
mod properties;
mod resources;
mod stage;

use crate::api::{Api, Function};

use self::{events::Event, permissions::Permission};
use super::{
    error::Complaint,
    notes::NoteClass,
    references,
    scope::Scope,
    values::Fields,
    wellformed,
    yaml::{self, Node, Value},
};

const FORMAT_VERSION: &str = "2010-09-09";
const TRANSFORM: &str = "AWS::Serverless-2016-10-31";

/// The function's side of every API.
struct Behind {
    function: Function,
    events: Vec<Event>,
    permissions: Vec<Permission>,
}

/// Reads the template in `scope`'s first source.
pub(crate) fn read(scope: &mut Scope<'_>) -> Result<(Function, Vec<Api>), Complaint> {
    let text = scope
        .sources
        .first()
        .map(|source| source.text.clone())
        .unwrap_or_default();
    let root = yaml::parse(&text, 0)?;
    let template = scope.fields(&root, "the template")?;
    scope.check_keys(&template, properties::TEMPLATE)?;
    check_version(scope, &template)?;
    let is_sam_alone = check_transform(scope, &template)?;
    parameters::read(scope, &template)?;
    scope.conditions = names(&template, "Conditions");
    scope.mappings = names(&template, "Mappings");
    let globals = globals::read(scope, &template)?;
    let section = scope.fields(template.need("Resources")?, "`Resources`")?;
    let resources = resources::read(scope, &section, &globals)?;
    let function = function::find(&resources, section.place())?;
    let (function, events) = function::read(scope, function)?;
    let permissions = permissions::all(scope, &function, &events, &resources)?;
    let behind = Behind {
        function,
        events,
        permissions,
    };
    let apis = api::read_all(scope, &resources, &globals, &behind)?;
    if apis.is_empty() {
        return Err(
            Complaint::new("the template has no API", section.place()).expected(
                "expected a resource of type `AWS::Serverless::Api`, or an event of type `Api`",
            ),
        );
    }
    wellformed::check(scope, &root);
    if is_sam_alone {
        for name in ["Resources", "Outputs"] {
            if let Some(section) = template.get(name) {
                references::check(scope, section);
                references::check_attributes(scope, section);
            }
        }
    }
    Ok((behind.function, apis))
}

/// The names in a section, which may be absent. One that includes a file, or that a loop makes, has others too.
fn names(template: &Fields<'_>, section: &str) -> Option<Vec<String>> {
    let entries = match template.get(section).map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    let names: Vec<String> = entries.iter().map(|entry| entry.key.text.clone()).collect();
    let can_be_told = !names.iter().any(|name| name.starts_with("Fn::"));
    can_be_told.then_some(names)
}

fn check_version(scope: &Scope<'_>, template: &Fields<'_>) -> Result<(), Complaint> {
    let Some(node) = template.get("AWSTemplateFormatVersion") else {
        return Ok(());
    };
    let version = scope.text(node, "AWSTemplateFormatVersion")?;
    if version == FORMAT_VERSION {
        return Ok(());
    }
    let found = format!("`AWSTemplateFormatVersion` is `{version}`");
    Err(Complaint::new(found, node.place).expected(format!(
        "expected `{FORMAT_VERSION}`, the only one there is"
    )))
}

/// Whether it is SAM's alone.
fn check_transform(scope: &Scope<'_>, template: &Fields<'_>) -> Result<bool, Complaint> {
    let help = format!(
        "add `Transform: {TRANSFORM}`: without it AWS knows no type `AWS::Serverless::Function`"
    );
    let node = template
        .need("Transform")
        .map_err(|complaint| complaint.help(help))?;
    let transforms = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let names = transforms
        .iter()
        .map(|transform| transform_name(scope, transform))
        .collect::<Result<Vec<_>, _>>()?;
    if names.iter().any(|name| name == TRANSFORM) {
        let others = names.iter().filter(|name| *name != TRANSFORM);
        let consequence = "it is not run here: the template is read as it is written";
        others.for_each(|name| {
            let what = format!("the transform `{name}`");
            scope
                .notes
                .take(NoteClass::NotSupported, node.place, what, consequence);
        });
        return Ok(names.len() == 1);
    }
    Err(
        Complaint::new("the template is not a SAM template", node.place)
            .expected(format!("expected `{TRANSFORM}`")),
    )
}

/// A transform is its name, or a mapping with its `Name` and its `Parameters`.
fn transform_name(scope: &Scope<'_>, node: &Node) -> Result<String, Complaint> {
    match &node.value {
        Value::Map(_) => {
            let fields = scope.fields(node, "`Transform`")?;
            scope.text(fields.need("Name")?, "Name")
        }
        _ => scope.text(node, "Transform"),
    }
}
