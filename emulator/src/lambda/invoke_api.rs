//! Lambda's Invoke API, for `aws lambda invoke --endpoint-url` and the SDKs.
//!
//! Rule: HTTP in, HTTP out; the run itself is [`Lambda::invoke`].
//!
//! AWS (facts D5): `POST /2015-03-31/functions/<name>/invocations`; a function error is a 200 with a header.

use hyper::body::Bytes;

use crate::{
    host::Host,
    http::{Answer, Request},
};

use super::{Invocation, InvokeRequest, Lambda, Refusal};

/// The path under which the API stands.
pub(crate) const PREFIX: &str = "/2015-03-31/functions/";

/// Runs the function as `request` asks.
pub(crate) async fn invoke(
    lambda: &Lambda,
    request: &Request,
    host: &Host,
) -> (Option<Invocation>, Answer) {
    if let Err(refusal) = check(lambda, request) {
        return (
            None,
            refusal.answer().with("x-amzn-RequestId", host.ids.uuid()),
        );
    }
    let empty = request.body.is_empty();
    let event = if empty {
        Bytes::from_static(b"{}")
    } else {
        request.body.clone()
    };
    let root = host.ids.trace_root(host.clock.now());
    let trace_id = format!(
        "Root={root};Parent={};Sampled=0;Lineage=1:{}:0",
        host.ids.hex(16),
        host.ids.hex(8)
    );
    let invocation = lambda
        .invoke(InvokeRequest {
            event,
            trace_id: trace_id.clone(),
        })
        .await;
    let answer = answer(&invocation).with("x-amzn-RequestId", invocation.request_id.clone());
    (Some(invocation), answer.with("X-Amzn-Trace-Id", trace_id))
}

fn check(lambda: &Lambda, request: &Request) -> Result<(), Refusal> {
    let path = request.raw_path.strip_prefix(PREFIX).unwrap_or_default();
    let name = path
        .strip_suffix("/invocations")
        .filter(|_| request.http_method == "POST");
    let Some(name) = name else {
        return Err(Refusal::NotEmulated(format!(
            "{} {}",
            request.http_method, request.raw_path
        )));
    };
    let function = lambda.function();
    if name != function.name && name != function.arn() {
        let arn = function.arn().replace(&function.name, name);
        return Err(Refusal::FunctionNotFound {
            arn: format!("{arn}:$LATEST"),
        });
    }
    match request.header("X-Amz-Invocation-Type") {
        None | Some("RequestResponse") => Ok(()),
        Some(other) => Err(Refusal::NotEmulated(format!("invocation type {other}"))),
    }
}

fn answer(invocation: &Invocation) -> Answer {
    let execution = match &invocation.outcome {
        Ok(execution) => execution,
        Err(refusal) => return refusal.answer(),
    };
    let answer =
        Answer::json(200, execution.payload().clone()).with("X-Amz-Executed-Version", "$LATEST");
    match &execution.result {
        Ok(_) => answer,
        Err(_) => answer.with("X-Amz-Function-Error", "Unhandled"),
    }
}
