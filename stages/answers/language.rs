//! # Task language: keep one header more
//!
//! The mapping template renders all headers; the type keeps those that it
//! names. What a client may leave out is an `Option`.
//!
//! ```console
//! cargo run --features answers --bin language
//! curl -H 'Accept-Language: de' 'http://127.0.0.1:7878/prod/'
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("../template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(event: LambdaEvent<Event>) -> Result<Value, Error> {
    let (event, context) = event.into_parts();
    Ok(json!({ "event": event, "context": context }))
}
// ANCHOR_END: handler

// ANCHOR: event
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Event {
    body_json: Value,
    params: Params,
    stage_variables: Map<String, Value>,
    context: RequestContext,
}

/// All values are strings; a `Map` is what keeps them in order.
#[derive(Deserialize, Serialize)]
struct Params {
    path: Map<String, Value>,
    querystring: Map<String, Value>,
    header: Header,
}

// ANCHOR: header
/// A client need not say what it is, nor what it would like to read.
#[derive(Deserialize, Serialize)]
struct Header {
    #[serde(rename = "User-Agent", skip_serializing_if = "Option::is_none")]
    user_agent: Option<String>,
    #[serde(
        rename = "Accept-Language",
        skip_serializing_if = "Option::is_none"
    )]
    accept_language: Option<String>,
}
// ANCHOR_END: header

/// Not Lambda's context, but what API Gateway knows of the request.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
struct RequestContext {
    http_method: String,
    resource_path: String,
    source_ip: String,
}
// ANCHOR_END: event
