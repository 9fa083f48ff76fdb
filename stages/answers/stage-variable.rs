//! # Task stage-variable: greet with the word of the stage
//!
//! The same program, deployed to two stages, says two things: a stage's
//! variables are set beside it, and the mapping template hands them on.
//!
//! ```console
//! cargo run --features answers --bin stage-variable
//! curl -H 'Content-Type: application/json' -d '{"name":"Ada"}' \
//!     'http://127.0.0.1:7878/prod/'
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::Deserialize;

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!(
        "../tasks/stage-variable.yaml"
    ))
    .await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(event: LambdaEvent<Event>) -> Result<String, Error> {
    let event = event.payload;
    let greeting = event.stage_variables.greeting;
    Ok(format!("{greeting}, {}!", event.body_json.name))
}
// ANCHOR_END: handler

// ANCHOR: event
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Event {
    body_json: Body,
    stage_variables: StageVariables,
}

#[derive(Deserialize)]
struct Body {
    name: String,
}

#[derive(Deserialize)]
struct StageVariables {
    greeting: String,
}
// ANCHOR_END: event
