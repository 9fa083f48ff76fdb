//! # Stage 3: mapping-template event
//!
//! New: types for what the mapping template of `/` renders. What they name
//! is kept, everything else is dropped; no code picks anything out.
//!
//! ```console
//! cargo run --bin stage3
//! curl 'http://127.0.0.1:7878/prod/?id=2'
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("template.yaml")).await;
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

/// A client need not say what it is.
#[derive(Deserialize, Serialize)]
struct Header {
    #[serde(rename = "User-Agent", skip_serializing_if = "Option::is_none")]
    user_agent: Option<String>,
}

/// Not Lambda's context, but what API Gateway knows of the request.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
struct RequestContext {
    http_method: String,
    resource_path: String,
    source_ip: String,
}
// ANCHOR_END: event
