//! The function behind all sides: a handler under `lambda_runtime`, as every stage has one.
//!
//! Rule: this same executable, started with the variables of Lambda, is the function; so a bench has its own.

use std::{io, time::Duration};

use lambda_runtime::{Error, LambdaEvent, service_fn};
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

async fn handler(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let event = event.payload;
    if event["slowly"] == true || event["body"] == SLOWLY {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Ok(json!({"statusCode": 200, "body": r#"{"id":"2","name":"test"}"#}))
}
