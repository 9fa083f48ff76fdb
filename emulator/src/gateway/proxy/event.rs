//! Request → event.
//!
//! AWS (facts A1): twelve keys, all of them always there, null where there is nothing, compact JSON.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::body::Bytes;

use crate::{
    gateway::{
        context::{Arrival, RequestContext},
        json_object::{JsonText, Members},
        matching::Match,
        request::{self, MultiMap},
    },
    http::{Request, text},
};

use super::is_binary;

/// The bytes of most events without their body, so that they are written into one piece of memory.
const TYPICAL_EVENT: usize = 2048;

/// The event's bytes, its members in the order in which AWS writes them.
pub fn event(request: &Request, matched: &Match<'_>, arrival: &Arrival) -> Bytes {
    let headers = request::headers(request, matched.api, arrival);
    let query = request::query(request);
    let parameters = matched.path_parameters.iter().copied();
    let variables = matched.api.stage.variables.iter();
    let context = RequestContext::new(request, matched, arrival);
    let (body, is_base64_encoded) = body(request, &matched.api.binary_media_types);
    JsonText::object_of(TYPICAL_EVENT + request.body.len(), |event| {
        event.text("resource", matched.resource.path.as_str());
        event.text("path", matched.path);
        event.text("httpMethod", matched.http_method);
        last_values(event, "headers", &headers);
        all_values(event, "multiValueHeaders", &headers);
        last_values(event, "queryStringParameters", &query);
        all_values(event, "multiValueQueryStringParameters", &query);
        texts(event, "pathParameters", parameters);
        texts(
            event,
            "stageVariables",
            variables.map(|(name, value)| (name.as_str(), value.as_str())),
        );
        event.object("requestContext", |members| context.tell(members));
        event.text_or_null("body", body.as_deref());
        event.flag("isBase64Encoded", is_base64_encoded);
    })
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
        (Some(text(&request.body)), false)
    }
}

/// Of each name the last value.
fn last_values(event: &mut JsonText, name: &'static str, map: &MultiMap<'_>) {
    texts(event, name, map.last_values());
}

/// Of each name all values; null for no names.
fn all_values(event: &mut JsonText, name: &'static str, map: &MultiMap<'_>) {
    if map.is_empty() {
        return event.null(name);
    }
    event.object(name, |members| {
        for (name, values) in map.all_values() {
            members.foreign_list(name, values);
        }
    });
}

/// Texts by their names; null for none.
fn texts<'a>(
    event: &mut JsonText,
    name: &'static str,
    texts: impl Iterator<Item = (&'a str, &'a str)>,
) {
    let mut texts = texts.peekable();
    if texts.peek().is_none() {
        return event.null(name);
    }
    event.object(name, |members| {
        texts.for_each(|(name, value)| members.foreign_text(name, value));
    });
}
