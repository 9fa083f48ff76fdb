//! # Task text: answer plain text, and label it so
//!
//! A proxy answer without a `Content-Type` is labelled JSON, whatever its body
//! holds; `headers` says what it is.
//!
//! ```console
//! cargo run --features answers --bin text
//! curl -i 'http://127.0.0.1:7878/prod/test'
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("../template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(_: LambdaEvent<Value>) -> Result<Value, Error> {
    Ok(json!({
        "headers": { "Content-Type": "text/plain" },
        "body": "Hello!",
    }))
}
// ANCHOR_END: handler
