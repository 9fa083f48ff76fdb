//! # Between stages 1 and 2: a string as body
//!
//! New: the least that a proxy integration takes. An object with one key,
//! `body`, whose value is a string; the event is not looked at.
//!
//! ```console
//! cargo run --bin between
//! curl -i 'http://127.0.0.1:7878/prod/test'
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(_event: LambdaEvent<Value>) -> Result<Value, Error> {
    Ok(json!({ "body": "Hello from a function" }))
}
// ANCHOR_END: handler
