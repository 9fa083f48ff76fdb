//! # Task counter: count the requests of an execution environment
//!
//! The process goes on after an answer, and serves the next request: what stands
//! outside of the handler lives as long as the execution environment.
//!
//! ```console
//! cargo run --features answers --bin counter
//! curl 'http://127.0.0.1:7878/prod/'
//! curl 'http://127.0.0.1:7878/prod/'
//! ```

// ANCHOR: use
use std::sync::atomic::{AtomicU64, Ordering};
// ANCHOR_END: use

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("../template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
static COUNT: AtomicU64 = AtomicU64::new(0);

async fn handler(_: LambdaEvent<Value>) -> Result<Value, Error> {
    let before = COUNT.fetch_add(1, Ordering::Relaxed);
    Ok(json!({ "count": before + 1 }))
}
// ANCHOR_END: handler
