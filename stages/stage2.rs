//! # Stage 2: JSON-dumped event
//!
//! New: the shape of a proxy answer. Behind `/{proxy+}` a result must be an
//! object whose `body` is a string, so the event travels as JSON inside one.
//!
//! ```console
//! cargo run --bin stage2
//! curl 'http://127.0.0.1:7878/prod/test?id=2'
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(event: LambdaEvent<Value>) -> Result<Value, Error> {
    // Keys keep their order: serde_json is built with `preserve_order`.
    let body = serde_json::to_string(&event.payload)?;
    Ok(json!({ "body": body }))
}
// ANCHOR_END: handler
