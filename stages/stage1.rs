//! # Stage 1: string echo
//!
//! New: a handler and what it is given. Lambda hands over two things, the
//! event and the context; this stage answers with both, as debug text.
//!
//! ```console
//! cargo run --bin stage1
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
