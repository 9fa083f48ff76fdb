//! # Mine
//!
//! Your own file, stage 1 as shipped. Change it; nothing else depends on it.
//! `cargo try stage2` checks it against the contract of stage 2, and so on;
//! `cargo try` alone tells what else there is to try.
//!
//! ```console
//! cargo mine
//! curl 'http://127.0.0.1:7878/prod/'
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
    let (event, context) = event.into_parts();
    Ok(json!({
        "event": format!("{event:?}"),
        "context": format!("{context:?}"),
    }))
}
// ANCHOR_END: handler
