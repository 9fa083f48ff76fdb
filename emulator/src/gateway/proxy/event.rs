//! Request → event.
//!
//! AWS (facts A1): twelve keys, all of them always there, null where there is nothing, compact JSON.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::body::Bytes;
use indexmap::IndexMap;
use serde::{Serialize, Serializer};

use crate::{
    gateway::{
        context::{Arrival, RequestContext},
        matching::Match,
        request::{self, MultiMap},
    },
    http::Request,
};

use super::is_binary;

/// The event of a proxy integration, in the order in which AWS writes it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProxyEvent<'a> {
    resource: String,
    path: &'a str,
    http_method: &'a str,
    #[serde(serialize_with = "last_values")]
    headers: &'a MultiMap<'a>,
    multi_value_headers: &'a MultiMap<'a>,
    #[serde(serialize_with = "last_values")]
    query_string_parameters: &'a MultiMap<'a>,
    #[serde(serialize_with = "null_if_empty")]
    multi_value_query_string_parameters: &'a MultiMap<'a>,
    path_parameters: Option<IndexMap<&'a str, &'a str>>,
    stage_variables: Option<&'a IndexMap<String, String>>,
    request_context: RequestContext<'a>,
    body: Option<Cow<'a, str>>,
    is_base64_encoded: bool,
}

/// The bytes of most events without their body, so that they are written into one piece of memory.
const TYPICAL_EVENT: usize = 2048;

/// The event's bytes.
pub fn event(request: &Request, matched: &Match<'_>, arrival: &Arrival) -> Bytes {
    let headers = request::headers(request, matched.api, arrival);
    let query = request::query(request);
    let (body, is_base64_encoded) = body(request, &matched.api.binary_media_types);
    let parameters = &matched.path_parameters;
    let variables = &matched.api.stage.variables;
    let event = ProxyEvent {
        resource: matched.resource.path.to_string(),
        path: matched.path,
        http_method: matched.http_method,
        headers: &headers,
        multi_value_headers: &headers,
        query_string_parameters: &query,
        multi_value_query_string_parameters: &query,
        path_parameters: (!parameters.is_empty()).then(|| parameters.iter().copied().collect()),
        stage_variables: (!variables.is_empty()).then_some(variables),
        request_context: RequestContext::new(request, matched, arrival),
        body,
        is_base64_encoded,
    };
    let mut json = Vec::with_capacity(TYPICAL_EVENT + request.body.len());
    // Texts, numbers and maps with text keys always are JSON.
    let _ = serde_json::to_writer(&mut json, &event);
    json.into()
}

/// The body, and whether it is base64.
///
/// Our choice: bytes of a type that is not binary, and that are no UTF-8, become U+FFFD, as is recorded of
/// custom integrations (A1.41); where `*/*` is binary every body is base64, as the docs say (A1.42).
fn body<'a>(request: &'a Request, binary_media_types: &[String]) -> (Option<Cow<'a, str>>, bool) {
    if request.body.is_empty() {
        (None, false)
    } else if is_binary(request.header("Content-Type"), binary_media_types) {
        (Some(STANDARD.encode(&request.body).into()), true)
    } else {
        (Some(String::from_utf8_lossy(&request.body)), false)
    }
}

/// Of each name the last value; null for no names.
fn last_values<S: Serializer>(map: &&MultiMap<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    if map.is_empty() {
        return serializer.serialize_none();
    }
    serializer.collect_map(
        map.iter()
            .filter_map(|(name, values)| Some((name, values.last()?))),
    )
}

fn null_if_empty<S: Serializer>(map: &&MultiMap<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    if map.is_empty() {
        serializer.serialize_none()
    } else {
        map.serialize(serializer)
    }
}
