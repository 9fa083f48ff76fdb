//! The function's events of type `Api`.
//!
//! AWS: each gives a permission. It also adds a method to its API where SAM writes the definition:
//! the implicit API, and an API without a definition of its own (facts E).

use std::time::Duration;

use crate::api::{ResourcePath, Verb};

use super::{
    super::{
        error::Complaint,
        intrinsics::function,
        notes::NoteClass,
        openapi::{integration, path},
        refusal::Refusal,
        scope::{Named, Scope},
        source::Place,
        suggest::did_you_mean,
        values::Fields,
        yaml::{Entry, Node},
    },
    logical_id, properties,
};

/// The logical id of the API that SAM makes for events that name none.
pub(super) const IMPLICIT_API: &str = "ServerlessRestApi";

/// SAM's other types of events.
const OTHER_TYPES: [&str; 18] = [
    "AlexaSkill",
    "CloudWatchEvent",
    "CloudWatchLogs",
    "Cognito",
    "DocumentDB",
    "DynamoDB",
    "EventBridgeRule",
    "HttpApi",
    "IoTRule",
    "Kinesis",
    "MQ",
    "MSK",
    "S3",
    "SNS",
    "SQS",
    "Schedule",
    "ScheduleV2",
    "SelfManagedKafka",
];

/// An event of type `Api`.
#[derive(Debug)]
pub(super) struct Event {
    /// The logical id of its API.
    pub(super) api: String,
    pub(super) verb: Verb,
    pub(super) path: ResourcePath,
    /// How long the gateway waits, where the event adds a method.
    pub(super) timeout: Duration,
    pub(super) place: Place,
}

/// The events that reach the function with this logical id through an API.
pub(super) fn read(
    scope: &mut Scope<'_>,
    id: &str,
    function: &Fields<'_>,
) -> Result<Vec<Event>, Complaint> {
    let Some(events) = function.get("Events") else {
        return Ok(vec![]);
    };
    let events = scope.fields(events, "`Events`")?;
    let names = events.entries().iter().map(|entry| entry.key.text.clone());
    scope.parts.extend(names);
    let events: Result<Vec<Event>, _> = events
        .entries()
        .iter()
        .filter_map(|entry| event(scope, id, entry).transpose())
        .collect();
    let events = events?;
    if events.iter().any(|event| event.api == IMPLICIT_API) {
        scope.resources.insert(IMPLICIT_API.to_owned(), Named::Api);
    }
    Ok(events)
}

fn event(scope: &Scope<'_>, function: &str, entry: &Entry) -> Result<Option<Event>, Complaint> {
    logical_id::check_event(function, &entry.key)?;
    let owner = format!("the event `{}`", entry.key.text);
    let fields = scope.fields(&entry.value, &owner)?;
    scope.check_keys(&fields, properties::EVENT)?;
    let kind = scope.text(fields.need("Type")?, "Type")?;
    if kind != "Api" {
        if !OTHER_TYPES.contains(&kind.as_str()) {
            let place = fields.need("Type")?.place;
            let known = OTHER_TYPES.into_iter().chain(["Api"]);
            return Err(
                Complaint::new(format!("{owner} is of an unknown type"), place)
                    .expected(format!("`{kind}` is no type of event"))
                    .maybe_help(did_you_mean(&kind, known))
                    .aws_says(Refusal::UnknownEvent(&kind)),
            );
        }
        let consequence = "it does not happen here: only events of type `Api` reach the function";
        let what = format!("{owner}, of type `{kind}`");
        scope
            .notes
            .take(NoteClass::NotSupported, entry.key.place, what, consequence);
        return Ok(None);
    }
    let fields = scope.fields(fields.need("Properties")?, &owner)?;
    scope.check_keys(&fields, properties::API_EVENT)?;
    let api = match fields.get("RestApiId") {
        Some(node) => api(scope, node)?,
        None => Some(IMPLICIT_API.to_owned()),
    };
    let Some(api) = api else {
        let consequence = "its API is not served here";
        let place = entry.key.place;
        scope
            .notes
            .take(NoteClass::NotSupported, place, owner, consequence);
        return Ok(None);
    };
    let path = fields.need("Path")?;
    Ok(Some(Event {
        api,
        verb: verb(scope, fields.need("Method")?)?,
        path: path::parse(
            &scope.word(path, "Path", Refusal::NotAString("Path"))?,
            path.place,
        )?,
        timeout: integration::timeout(scope, fields.get("TimeoutInMillis"))?,
        place: entry.key.place,
    }))
}

fn verb(scope: &Scope<'_>, node: &Node) -> Result<Verb, Complaint> {
    let text = scope.word(node, "Method", Refusal::NotAString("Method"))?;
    let capitals = text.to_ascii_uppercase();
    if capitals == "ANY" {
        return Ok(Verb::Any);
    }
    Verb::NAMES
        .into_iter()
        .find(|name| *name == capitals)
        .map(Verb::Only)
        .ok_or_else(|| {
            Complaint::new(
                format!("`{text}` is no HTTP method of a REST API"),
                node.place,
            )
            .expected("expected `get`, `post`, …, or `any`")
            .maybe_help(did_you_mean(&text, Verb::NAMES.into_iter().chain(["ANY"])))
        })
}

/// The logical id that `RestApiId` names, by `Ref` or as it is; nothing where that may be an API of another kind.
fn api(scope: &Scope<'_>, node: &Node) -> Result<Option<String>, Complaint> {
    let id = match function(node) {
        Some(Entry { key, value }) if key.text == "Ref" => scope.text(value, "Ref")?,
        Some(_) => String::new(),
        None => scope.text(node, "RestApiId")?,
    };
    match scope.resources.get(&id) {
        Some(Named::Api) => return Ok(Some(id)),
        Some(Named::Macro | Named::Qualified | Named::Other) => return Ok(None),
        Some(Named::Function(_)) | None => {}
    }
    let apis = scope
        .resources
        .iter()
        .filter(|(_, named)| **named == Named::Api);
    let complaint = Complaint::new("`RestApiId` names no API of this template", node.place)
        .expected("expected a `Ref` to an `AWS::Serverless::Api`")
        .maybe_help(did_you_mean(&id, apis.map(|(name, _)| name.as_str())));
    // SAM lets another resource pass.
    Err(match scope.resources.contains_key(&id) {
        true => complaint,
        false => complaint.aws_says(Refusal::UnknownRestApi),
    })
}
