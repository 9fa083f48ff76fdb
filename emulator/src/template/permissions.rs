//! Who may invoke the function.
//!
//! Rule: a permission changes nothing here, where nothing is checked; a missing one is noted, because
//! the deployed API would answer 500 (facts A3).
//!
//! AWS: SAM makes an `AWS::Lambda::Permission` for every event of type `Api`; a definition alone
//! makes none.

use crate::api::Api;

use super::{
    error::Complaint,
    notes::NoteClass,
    properties,
    scope::{Named, Scope},
    source::Place,
    suggest::did_you_mean,
    values::Fields,
    yaml::{Entry, Node},
};

/// An API that may invoke the function.
#[derive(Debug)]
pub(crate) struct Permission {
    /// The API's id.
    api: String,
}

/// The permissions that the function's events give.
pub(crate) fn of_events(
    scope: &Scope,
    function: &Fields<'_>,
) -> Result<Vec<Permission>, Complaint> {
    let Some(events) = function.get("Events") else {
        return Ok(vec![]);
    };
    let events = scope.fields(events, "`Events`")?;
    let permissions = events
        .entries()
        .iter()
        .filter_map(|entry| of_event(scope, entry).transpose());
    permissions.collect()
}

fn of_event(scope: &Scope, entry: &Entry) -> Result<Option<Permission>, Complaint> {
    let name = format!("the event `{}`", entry.key.text);
    let event = scope.fields(&entry.value, &name)?;
    scope.check_keys(&event, properties::EVENT)?;
    let kind = scope.text(event.need("Type")?, "Type")?;
    if kind != "Api" {
        let consequence = "only events of type `Api` reach the function here";
        scope.notes.take(
            NoteClass::NotSupported,
            entry.key.place,
            format!("{name}, a `{kind}`"),
            consequence,
        );
        return Ok(None);
    }
    let fields = scope.fields(event.need("Properties")?, &name)?;
    scope.check_keys(&fields, properties::API_EVENT)?;
    fields.need("Path")?;
    fields.need("Method")?;
    let api = fields.need("RestApiId")?;
    Ok(Some(Permission {
        api: api_id(scope, api)?,
    }))
}

fn api_id(scope: &Scope, node: &Node) -> Result<String, Complaint> {
    let id = scope.text(node, "RestApiId")?;
    let apis = scope
        .resources
        .iter()
        .filter(|(_, named)| **named == Named::Api);
    let names: Vec<&str> = apis.map(|(name, _)| name.as_str()).collect();
    if names.iter().any(|name| super::id::of_api(name) == id) {
        return Ok(id);
    }
    Err(
        Complaint::new("`RestApiId` names no API of this template", node.place)
            .expected("expected a `Ref` to an `AWS::Serverless::Api`")
            .maybe_help(did_you_mean(&id, names.iter().copied())),
    )
}

/// Notes every API that no permission names.
pub(crate) fn check(scope: &Scope, apis: &[(Place, Api)], permissions: &[Permission]) {
    for (place, api) in apis {
        if permissions
            .iter()
            .any(|permission| permission.api == api.id)
        {
            continue;
        }
        let what = format!("`{}` may not invoke the function", api.name);
        let consequence = "here it may; deployed, each request is answered 500 \
             `{\"message\": \"Internal server error\"}`: give the function an event of type `Api` \
             with this API as its `RestApiId`";
        scope
            .notes
            .take(NoteClass::WouldFailDeployed, *place, what, consequence);
    }
}
