//! # Task not-found: know one path and answer 404 for all others
//!
//! `/{proxy+}` takes every path, so the gateway never says 404: what does not
//! exist is for the function to say, with `statusCode`.
//!
//! ```console
//! cargo run --features answers --bin not-found
//! curl -i 'http://127.0.0.1:7878/prod/no/such'
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("../template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let event = event.payload;
    if event["path"] != "/test" {
        return Ok(json!({
            "statusCode": 404,
            "headers": { "Content-Type": "text/plain" },
            "body": "no such path",
        }));
    }
    let body = serde_json::to_string(&event)?;
    Ok(json!({ "body": body }))
}
// ANCHOR_END: handler
