//! Where an API's definition stands: in the template, or in a file that it names.
//!
//! AWS: an `AWS::Include` anywhere in `DefinitionBody` gives its mapping the keys of a file, in which intrinsic functions
//! are resolved, in their long form only; in a file that `DefinitionUri` names none are (facts E).

use std::path::Path;

use super::super::{
    error::Complaint,
    intrinsics::function,
    keys::Effect::Used,
    openapi::BINARY_MEDIA_TYPES,
    refusal::Refusal,
    scope::{Dialect, Scope},
    source::{Place, Source},
    values::Fields,
    yaml::{self, Entry, Key, Node, Value},
};

const TRANSFORM: &str = "Fn::Transform";

/// The definition, if the API has one of its own.
pub(super) fn find(scope: &mut Scope<'_>, api: &Fields<'_>) -> Result<Option<Node>, Complaint> {
    let (body, uri) = (api.get("DefinitionBody"), api.get("DefinitionUri"));
    match (body, uri) {
        (Some(body), None) => body_of(scope, body, is_part).map(Some),
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

/// The body with what it includes in its place.
fn body_of(
    scope: &mut Scope<'_>,
    body: &Node,
    is_read: fn(&str) -> bool,
) -> Result<Node, Complaint> {
    match &body.value {
        Value::Map(entries) if function(body).is_none_or(is_transform) => {
            with_included(scope, body.place, entries, is_read)
        }
        Value::List(items) => {
            let items = items.iter().map(|item| body_of(scope, item, is_below_part));
            let value = Value::List(items.collect::<Result<_, _>>()?);
            let place = body.place;
            Ok(Node { value, place })
        }
        _ => Ok(body.clone()),
    }
}

/// Whether a part of a definition is read here. What others include is nobody's business.
fn is_part(key: &str) -> bool {
    ["info", "paths", BINARY_MEDIA_TYPES].contains(&key)
}

/// Whether something below this key of such a part is read.
fn is_below_part(key: &str) -> bool {
    const UNREAD: [&str; 9] = [
        "callbacks",
        "content",
        "externalDocs",
        "parameters",
        "requestBody",
        "schema",
        "servers",
        "tags",
        "x-amazon-apigateway-auth",
    ];
    !UNREAD.contains(&key)
}

fn is_transform(entry: &Entry) -> bool {
    entry.key.text == TRANSFORM
}

/// A mapping: its own keys, and those of the file that it includes behind them.
fn with_included(
    scope: &mut Scope<'_>,
    place: Place,
    entries: &[Entry],
    is_read: fn(&str) -> bool,
) -> Result<Node, Complaint> {
    let mut own = Vec::new();
    for Entry { key, value } in entries.iter().filter(|entry| !is_transform(entry)) {
        let value = match is_read(&key.text) {
            true => body_of(scope, value, is_below_part)?,
            false => value.clone(),
        };
        let key = key.clone();
        own.push(Entry { key, value });
    }
    let Some(transform) = entries.iter().find(|entry| is_transform(entry)) else {
        let value = Value::Map(own);
        return Ok(Node { value, place });
    };
    let included = included(scope, &transform.value)?;
    refuse_transform(&included)?;
    match included.value {
        _ if own.is_empty() => Ok(included),
        Value::Map(theirs) => {
            for Entry { key, .. } in &theirs {
                if let Some(first) = own.iter().find(|entry| entry.key.text == key.text) {
                    return Err(both(key, &first.key));
                }
            }
            own.extend(theirs);
            let value = Value::Map(own);
            Ok(Node { value, place })
        }
        _ => Err(
            Complaint::new("the included file is no mapping", transform.key.place)
                .expected("its keys go beside the others here"),
        ),
    }
}

/// The file that an `AWS::Include` names.
fn included(scope: &mut Scope<'_>, transform: &Node) -> Result<Node, Complaint> {
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

/// Whether AWS runs a transform in what another one has included is not known (facts E.15).
fn refuse_transform(node: &Node) -> Result<(), Complaint> {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .try_for_each(|entry| match is_transform(entry) {
                true => Err(
                    Complaint::new("a transform in an included file", entry.key.place)
                        .expected("what AWS makes of it is not known")
                        .help("write out here what it includes"),
                ),
                false => refuse_transform(&entry.value),
            }),
        Value::List(items) => items.iter().try_for_each(refuse_transform),
        Value::Scalar(_) => Ok(()),
    }
}

fn both(theirs: &Key, own: &Key) -> Complaint {
    let found = format!(
        "the key `{}` stands in the template and in what it includes",
        own.text
    );
    Complaint::new(found, own.place)
        .expected("here")
        .also(theirs.place, "and here")
        .help("which of them AWS takes is not known: keep one")
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
