//! # Task greeting: greet whom the test event names
//!
//! Lambda's Invoke API hands the event over as it is, and gives the result back
//! as it is: any JSON may be either, so the answer can be a lone string.
//!
//! ```console
//! cargo run --features answers --bin greeting
//! URL=http://127.0.0.1:7878/2015-03-31/functions/testLambda-luna/invocations
//! curl -d '{"name":"Ada"}' $URL
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
// ANCHOR: use
use serde::Deserialize;
// ANCHOR_END: use

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("../template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(event: LambdaEvent<Event>) -> Result<String, Error> {
    let name = event.payload.name.unwrap_or_else(|| "world".to_owned());
    Ok(format!("Hello, {name}!"))
}

#[derive(Deserialize)]
struct Event {
    name: Option<String>,
}
// ANCHOR_END: handler
