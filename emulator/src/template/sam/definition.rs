//! Where an API's definition stands: in the template, or in a file that it names.
//!
//! AWS: `DefinitionBody` may be an `AWS::Include`, in which intrinsic functions are resolved, in their
//! long form only; in a file that `DefinitionUri` names none are (facts E).

use std::path::Path;

use super::super::{
    error::Complaint,
    keys::Effect::Used,
    refusal::Refusal,
    scope::{Dialect, Scope},
    source::{Place, Source},
    values::Fields,
    yaml::{self, Entry, Node, Value},
};

/// The definition, if the API has one of its own.
pub(super) fn find(scope: &mut Scope<'_>, api: &Fields<'_>) -> Result<Option<Node>, Complaint> {
    let (body, uri) = (api.get("DefinitionBody"), api.get("DefinitionUri"));
    match (body, uri) {
        (Some(body), None) => body_of(scope, body).map(Some),
        (None, Some(uri)) => {
            let location = match &uri.value {
                Value::Map(_) => None,
                _ => Some(scope.text(uri, "DefinitionUri")?),
            };
            load(scope, location.as_deref(), uri.place, Dialect::Plain).map(Some)
        }
        (None, None) => Ok(None),
        (Some(body), Some(uri)) => Err(Complaint::new(
            format!("{} has two definitions", api.owner),
            uri.place,
        )
        .expected("the second")
        .also(body.place, "the first")
        .aws_says(Refusal::TwoDefinitions)),
    }
}

/// The body itself, or the file that it includes.
fn body_of(scope: &mut Scope<'_>, body: &Node) -> Result<Node, Complaint> {
    let Value::Map(entries) = &body.value else {
        return Ok(body.clone());
    };
    let [
        Entry {
            key,
            value: transform,
        },
    ] = entries.as_slice()
    else {
        return Ok(body.clone());
    };
    if key.text != "Fn::Transform" {
        return Ok(body.clone());
    }
    let fields = scope.fields(transform, "`Fn::Transform`")?;
    scope.check_keys(&fields, &[(Used, "Name Parameters")])?;
    let name = fields.need("Name")?;
    if scope.text(name, "Name")? != "AWS::Include" {
        return Err(
            Complaint::new("a transform that is not known here", name.place)
                .expected("expected `AWS::Include`"),
        );
    }
    let parameters = scope.fields(fields.need("Parameters")?, "`Parameters`")?;
    scope.check_keys(&parameters, &[(Used, "Location")])?;
    let location = parameters.need("Location")?;
    let text = scope.text(location, "Location")?;
    load(scope, Some(&text), location.place, Dialect::Included)
}

/// Reads a file beside the template. `place` is where its name stands.
fn load(
    scope: &mut Scope<'_>,
    location: Option<&str>,
    place: Place,
    dialect: Dialect,
) -> Result<Node, Complaint> {
    let Some(location) = location.filter(|location| !location.starts_with("s3://")) else {
        return Err(Complaint::new("the definition is in S3", place)
            .expected("expected a file's path, from the template")
            .help(
                "`sam package` and `sam deploy` upload such a file and write its S3 address here",
            ));
    };
    let text = (scope.load)(location).map_err(|error| {
        Complaint::new(format!("cannot read `{location}`"), place).expected(error.to_string())
    })?;
    let file = scope.sources.len();
    let template = scope
        .sources
        .first()
        .map_or("", |source| source.name.as_str());
    let name = Path::new(template)
        .with_file_name(location)
        .display()
        .to_string();
    let source = Source::of(name, &text);
    let text = source.text.clone();
    scope.sources.push(source);
    scope.dialects.push(dialect);
    yaml::parse(&text, file)
}
