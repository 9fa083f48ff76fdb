//! The section `Parameters`.
//!
//! Rule: a parameter is worth its `Default`. One without is refused where its value is needed, not
//! before.

use serde_saphyr::granit_parser::ScalarStyle;

use super::super::{
    error::Complaint,
    keys::{
        Effect::{self, Nothing, Prose, Used},
        Keys,
    },
    notes::NoteClass,
    plain,
    scope::{Parameter, Scope},
    source::Place,
    suggest::did_you_mean,
    values::Fields,
    yaml::{Node, Scalar, Value},
};
use super::logical_id;

const UNCHECKED: Effect = Nothing("the default is taken as it is");

/// Types of a parameter, beside those of single services.
const TYPES: [&str; 5] = [
    "String",
    "Number",
    "List<String>",
    "List<Number>",
    "CommaDelimitedList",
];

const PARAMETER: &Keys = &[
    (Used, "Type Default"),
    (Prose, "Description ConstraintDescription NoEcho"),
    (
        UNCHECKED,
        "AllowedPattern AllowedValues MaxLength MaxValue MinLength MinValue",
    ),
];

/// Makes the parameters known to the scope.
pub(super) fn read(scope: &mut Scope<'_>, template: &Fields<'_>) -> Result<(), Complaint> {
    let Some(section) = template.get("Parameters") else {
        return Ok(());
    };
    let section = scope.fields(section, "`Parameters`")?;
    for entry in section.entries() {
        let place = entry.key.place;
        logical_id::check(&entry.key, "Parameter")?;
        let fields = scope.fields(&entry.value, &format!("the parameter `{}`", entry.key.text))?;
        scope.check_keys(&fields, PARAMETER)?;
        let kind = kind(scope, &fields)?;
        if kind.starts_with("AWS::SSM::") {
            let consequence = "the store is not asked: its `Default` itself is the value";
            scope.notes.take(
                NoteClass::NotSupported,
                place,
                fields.owner.clone(),
                consequence,
            );
        }
        let default = fields
            .get("Default")
            .map(|default| value(scope, default, &kind))
            .transpose()?;
        scope.parameters.insert(
            entry.key.text.clone(),
            Parameter {
                value: default,
                place,
            },
        );
    }
    Ok(())
}

/// `Type`. What the services' own types name is not looked up.
fn kind(scope: &Scope<'_>, parameter: &Fields<'_>) -> Result<String, Complaint> {
    let node = parameter.need("Type")?;
    let kind = scope.text(node, "Type")?;
    let of_a_service = ["AWS::", "List<AWS::"]
        .iter()
        .any(|start| kind.starts_with(start));
    if of_a_service || TYPES.contains(&kind.as_str()) {
        return Ok(kind);
    }
    Err(Complaint::new(
        format!("{} is of an unknown type", parameter.owner),
        node.place,
    )
    .expected(format!(
        "expected {}, or a type of AWS's services",
        TYPES.join(", ")
    ))
    .maybe_help(did_you_mean(&kind, TYPES)))
}

/// A list's default is one text with commas.
fn value(scope: &Scope<'_>, default: &Node, kind: &str) -> Result<Value, Complaint> {
    if let ("Number", Value::Scalar(scalar)) = (kind, &scope.resolve(default)?.value)
        && scalar.style == ScalarStyle::Plain
        && let Some(number) = plain::integer(&scalar.text)
    {
        return Ok(Value::text(number.to_string()));
    }
    let text = scope.text(default, "Default")?;
    match kind {
        "Number" => check_number(&text, default.place)?,
        "List<Number>" => text
            .split(',')
            .try_for_each(|item| check_number(item, default.place))?,
        _ => {}
    }
    if kind != "CommaDelimitedList" && !kind.starts_with("List<") {
        return Ok(Value::text(text));
    }
    let items = text.split(',').map(|item| Node {
        value: Value::Scalar(Scalar {
            text: item.trim().to_owned(),
            style: ScalarStyle::DoubleQuoted,
        }),
        place: default.place,
    });
    Ok(Value::List(items.collect()))
}

fn check_number(text: &str, place: Place) -> Result<(), Complaint> {
    let text = text.trim();
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(()),
        // What CloudFormation makes of an empty one is not known.
        _ if text.is_empty() || plain::integer(text).is_some() => Ok(()),
        _ => Err(Complaint::new(format!("`{text}` is no number"), place)
            .expected("expected one, as the parameter's `Type` says")),
    }
}
