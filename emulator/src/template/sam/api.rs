//! `AWS::Serverless::Api`, and the API that SAM makes for events that name none.
//!
//! AWS: the implicit API's stage is called `Prod`; the stack's name is the name of every API that has
//! no other (facts E).

use crate::api;

use super::{
    super::{
        error::Complaint,
        id,
        notes::NoteClass,
        openapi::{self, Around, limits},
        refusal::Refusal,
        scope::{STACK, Scope},
        source::Place,
        values::Fields,
        yaml::{Entry, Key, Node, Value},
    },
    Behind, definition,
    events::{Event, IMPLICIT_API},
    globals::Globals,
    managed, permissions, properties,
    resources::{API, Resource},
    stage,
};

/// All APIs: those among the resources, and the implicit one if an event needs it.
pub(super) fn read_all(
    scope: &mut Scope<'_>,
    resources: &[Resource],
    globals: &Globals,
    behind: &Behind,
) -> Result<Vec<api::Api>, Complaint> {
    let implicit = implicit(globals, &behind.events);
    let written = resources.iter().filter(|resource| resource.kind == API);
    let (replaced, written): (Vec<_>, Vec<_>) =
        written.partition(|resource| implicit.is_some() && resource.id.text == IMPLICIT_API);
    for Resource { id, .. } in replaced {
        let consequence =
            "SAM puts the API of the events in its place: what is written here is lost, on AWS too";
        let what = format!("the resource `{IMPLICIT_API}`");
        scope
            .notes
            .take(NoteClass::WithoutEffect, id.place, what, consequence);
    }
    let mut apis: Vec<(Place, api::Api)> = Vec::new();
    for resource in written.into_iter().chain(&implicit) {
        let place = resource.id.place;
        let api = read(scope, resource, behind)?;
        let stage = |other: &&(Place, api::Api)| other.1.stage.name == api.stage.name;
        if let Some((first, _)) = apis.iter().find(stage) {
            let is_implicit = resource.id.text == IMPLICIT_API;
            return Err(same_stage(&api, is_implicit, place, *first));
        }
        apis.push((place, api));
    }
    Ok(apis.into_iter().map(|(_, api)| api).collect())
}

/// The API for the events that name none, as if the template had written it.
fn implicit(globals: &Globals, events: &[Event]) -> Option<Resource> {
    let event = events.iter().find(|event| event.api == IMPLICIT_API)?;
    let place = event.place;
    let key = |text: &str| Key {
        text: text.to_owned(),
        place,
    };
    let stage = Node {
        value: Value::text("Prod"),
        place,
    };
    let mut entries = vec![Entry {
        key: key("StageName"),
        value: stage,
    }];
    if let Some(Node {
        value: Value::Map(global),
        ..
    }) = globals.get("Api")
    {
        entries.extend(global.iter().cloned());
    }
    let properties = Node {
        value: Value::Map(entries),
        place,
    };
    Some(Resource {
        id: key(IMPLICIT_API),
        kind: API.to_owned(),
        connectors: None,
        properties,
    })
}

fn read(
    scope: &mut Scope<'_>,
    resource: &Resource,
    behind: &Behind,
) -> Result<api::Api, Complaint> {
    let id = resource.id.text.as_str();
    let fields = scope.fields(&resource.properties, &format!("`{id}`"))?;
    scope.check_keys(&fields, properties::API)?;
    let stage = stage::read(scope, &fields)?;
    let around = Around {
        function: &behind.function,
        stage: &stage,
    };
    let definition = match definition::find(scope, &fields)? {
        Some(node) => openapi::read(scope, &node, id, &around)?,
        None => managed::definition(id, &behind.events, scope.alias.name(), &fields)?,
    };
    let name = match fields.get("Name") {
        Some(node) => scope.word(node, "Name", Refusal::WrongType("Name"))?,
        None => definition.title.unwrap_or_else(|| STACK.to_owned()),
    };
    let mut binary_media_types = definition.binary_media_types;
    binary_media_types.extend(media_types(scope, &fields)?);
    let resources = definition.resources;
    limits::check_resources(scope, id, &resources, resource.id.place);
    let api = api::Api {
        name,
        id: id::of_api(id),
        stage,
        binary_media_types,
        resources,
    };
    permissions::check(
        scope,
        (&api, &resource.id),
        &definition.callers,
        &behind.permissions,
    );
    Ok(api)
}

/// `BinaryMediaTypes`, in which `~1` stands for `/`.
fn media_types(scope: &Scope<'_>, api: &Fields<'_>) -> Result<Vec<String>, Complaint> {
    let Some(node) = api.get("BinaryMediaTypes") else {
        return Ok(vec![]);
    };
    let types = scope.texts(node, "BinaryMediaTypes")?;
    Ok(types
        .into_iter()
        .map(|text| text.replace("~1", "/"))
        .collect())
}

fn same_stage(api: &api::Api, is_implicit: bool, place: Place, first: Place) -> Complaint {
    let complaint = Complaint::new("two APIs have the same stage name", place)
        .expected(format!("its stage is `{}`", api.stage.name))
        .also(first, "so is this one's")
        .help("on AWS their host names differ; here only the stage tells them apart: give one another `StageName`");
    match is_implicit {
        true => complaint.help(
            "an event without `RestApiId` belongs to an API that SAM makes, `ServerlessRestApi`, with the stage `Prod`",
        ),
        false => complaint,
    }
}
