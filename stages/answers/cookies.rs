//! # Task cookies: set two cookies in one answer
//!
//! An object has a name once, so `headers` can hold one `Set-Cookie`;
//! `multiValueHeaders` holds a list of values for a name, a line each.
//!
//! ```console
//! cargo run --features answers --bin cookies
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
        "multiValueHeaders": { "Set-Cookie": ["session=1", "theme=dark"] },
    }))
}
// ANCHOR_END: handler
