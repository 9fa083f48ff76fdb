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
    scope::{Parameter, Scope},
    values::Fields,
    yaml::{Node, Scalar, Value},
};

const UNCHECKED: Effect = Nothing("the default is taken as it is");

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
        let fields = scope.fields(&entry.value, &format!("the parameter `{}`", entry.key.text))?;
        scope.check_keys(&fields, PARAMETER)?;
        let kind = scope.text(fields.need("Type")?, "Type")?;
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

/// A list's default is one text with commas.
fn value(scope: &Scope<'_>, default: &Node, kind: &str) -> Result<Value, Complaint> {
    let text = scope.text(default, "Default")?;
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
