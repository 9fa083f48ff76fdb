//! The definition that SAM writes for an API without one: a proxy integration for each event.
//!
//! AWS: so for the implicit API, and for any other without `DefinitionBody` and `DefinitionUri`
//! (facts E).

use crate::api::{Integration, Method, Resource};

use super::{
    super::{
        error::Complaint,
        id,
        openapi::{Caller, Definition, Target, path},
        refusal::Refusal,
        values::Fields,
    },
    events::Event,
};

/// The definition of the API with this logical id. Of `events`, its own count; where the function has an alias, they
/// invoke that.
pub(super) fn definition(
    api: &str,
    events: &[Event],
    alias: Option<&str>,
    fields: &Fields<'_>,
) -> Result<Definition, Complaint> {
    let events: Vec<&Event> = events.iter().filter(|event| event.api == api).collect();
    if events.is_empty() {
        return Err(
            Complaint::new(format!("{} has no method", fields.owner), fields.place())
                .expected(
                    "expected a `DefinitionBody`, or an event of type `Api` that names this API",
                )
                .aws_says(Refusal::NoMethods),
        );
    }
    let places: Vec<_> = events
        .iter()
        .map(|event| (event.path.clone(), event.place))
        .collect();
    path::check_siblings(&places)?;
    let callers = events.iter().map(|event| Caller {
        verb: event.verb,
        path: event.path.clone(),
        target: Target::of(alias),
        place: event.place,
    });
    Ok(Definition {
        title: None,
        binary_media_types: vec![],
        callers: callers.collect(),
        resources: resources(api, &events)?,
    })
}

fn resources(api: &str, events: &[&Event]) -> Result<Vec<Resource>, Complaint> {
    let mut resources: Vec<Resource> = Vec::new();
    for event in events {
        let method = Method {
            verb: event.verb,
            operation_name: None,
            integration: Integration::Proxy {
                timeout: event.timeout,
            },
        };
        match resources
            .iter_mut()
            .find(|resource| resource.path == event.path)
        {
            Some(resource)
                if resource
                    .methods
                    .iter()
                    .any(|other| other.verb == event.verb) =>
            {
                return Err(twice(event, events));
            }
            Some(resource) => resource.methods.push(method),
            None => {
                let id = id::of_resource(api, &event.path.to_string());
                let path = event.path.clone();
                resources.push(Resource {
                    id,
                    path,
                    methods: vec![method],
                });
            }
        }
    }
    Ok(resources)
}

fn twice(event: &Event, events: &[&Event]) -> Complaint {
    let (verb, path) = (event.verb, &event.path);
    let first = events
        .iter()
        .find(|other| other.verb == verb && other.path == *path);
    Complaint::new(format!("two events for `{verb} {path}`"), event.place)
        .expected("the second")
        .also(first.map_or(event.place, |first| first.place), "the first")
        .aws_says(Refusal::MethodDefinedTwice(verb, path))
}
