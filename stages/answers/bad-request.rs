//! # Task bad-request: let an error of the function be a 400
//!
//! Behind a custom integration the function knows no status. It reports an
//! error, and the API's selection patterns make a status of its message.
//!
//! ```console
//! cargo run --features answers --bin bad-request
//! curl -i 'http://127.0.0.1:7878/prod/?id=seven'
//! ```

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::Deserialize;
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("../tasks/bad-request.yaml"))
        .await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(event: LambdaEvent<Event>) -> Result<Value, Error> {
    let id = event.payload.params.querystring.id;
    let id = id.ok_or("Bad request: id is missing")?;
    let id: u64 = id
        .parse()
        .map_err(|_| format!("Bad request: id is {id}, not a number"))?;
    Ok(json!({ "id": id }))
}
// ANCHOR_END: handler

// ANCHOR: event
#[derive(Deserialize)]
struct Event {
    params: Params,
}

#[derive(Deserialize)]
struct Params {
    querystring: Query,
}

#[derive(Deserialize)]
struct Query {
    id: Option<String>,
}
// ANCHOR_END: event
