//! The function behind all sides: a handler under `lambda_runtime`, as every stage has one.
//!
//! Rule: this same executable, started with the variables of Lambda, is the function; so a bench has its own.

use std::{io, time::Duration};

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// An event, or the body of one, that is answered late.
pub(crate) const SLOWLY: &str = r#"{"slowly": true}"#;

/// Whether this process is to be the function.
pub(crate) fn is_wanted() -> bool {
    std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}

/// Serves events until the process is ended.
pub(crate) fn run() -> io::Result<()> {
    let serving = lambda_runtime::run(service_fn(handler));
    Runtime::new()?.block_on(serving).map_err(io::Error::other)
}

/// What it takes of an event; serde skips the rest without keeping it.
#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    slowly: bool,
    body: Option<String>,
}

async fn handler(event: LambdaEvent<Event>) -> Result<Value, Error> {
    let Event { slowly, body } = event.payload;
    if slowly || body.as_deref() == Some(SLOWLY) {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Ok(json!({"statusCode": 200, "body": r#"{"id":"2","name":"test"}"#}))
}
