//! # Task deadline: say how many milliseconds are left
//!
//! The context tells when Lambda will end the process. What is left until then
//! follows the function's `Timeout`, 3 seconds in the template.
//!
//! ```console
//! cargo run --features answers --bin deadline
//! curl 'http://127.0.0.1:7878/prod/'
//! ```

// ANCHOR: use
use std::time::SystemTime;
// ANCHOR_END: use

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("../template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let deadline = event.context.deadline();
    // An error if the clock is past it: then there is nobody to answer to.
    let remaining = deadline.duration_since(SystemTime::now())?;
    let remaining = u64::try_from(remaining.as_millis())?;
    Ok(json!({ "remaining_ms": remaining }))
}
// ANCHOR_END: handler
