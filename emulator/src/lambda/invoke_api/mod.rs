//! Lambda's Invoke API, for `aws lambda invoke --endpoint-url` and the SDKs.
//!
//! Rule: HTTP in, HTTP out; the run itself is [`Lambda::invoke`]. What nobody waits for comes back as an
//! [`AsyncInvocation`], for the caller to run.
//!
//! AWS (facts D5): `POST /2015-03-31/functions/<name>/invocations`; a function error is a 200 with a header.

mod target;

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::body::Bytes;
use percent_encoding::percent_decode_str;

use crate::{
    api::Function,
    host::{Host, function_arn},
    http::{Answer, Request},
};

use super::{Event, Execution, Invocation, InvokeRequest, Lambda, Refusal, WhenBusy};

use self::target::Target;

/// The path under which the API stands.
const PREFIX: &str = "/2015-03-31/functions/";

/// Whether a request to this path is the API's.
pub(crate) fn owns(path: &str) -> bool {
    path.starts_with(PREFIX) || path == PREFIX.trim_end_matches('/')
}

/// The largest client context, in bytes of base64.
const CLIENT_CONTEXT: usize = 3583;

/// What came of a call.
pub(crate) struct Received {
    pub(crate) request_id: String,
    pub(crate) answer: Answer,
    pub(crate) outcome: Outcome,
}

/// What a call led to.
pub(crate) enum Outcome {
    /// The function was run, or refused, while the caller waited.
    Ran(Invocation),
    /// Nobody waits: the run is still to come.
    Queued(AsyncInvocation),
    /// The call was tried only.
    Dry,
    /// There is nothing to run.
    Refused(Refusal),
}

/// An invocation of type `Event`: to be run until it succeeds, three times at most, under one request id.
#[derive(Debug, Clone)]
pub struct AsyncInvocation {
    /// The id of every try.
    pub request_id: String,
    /// What is tried.
    pub request: InvokeRequest,
}

/// How the caller wants to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InvocationType {
    RequestResponse,
    Event,
    DryRun,
}

/// Answers a call, after running the function where the caller waits for that.
pub(crate) async fn receive(lambda: &Lambda, request: &Request, host: &Host) -> Received {
    let root = host.ids.trace_root(host.clock.now());
    let (parent, lineage) = (host.ids.hex(16), host.ids.hex(8));
    let trace_id = format!("Root={root};Parent={parent};Sampled=0;Lineage=1:{lineage}:0");
    let request_id = host.ids.uuid();
    let outcome = match read(lambda, request, host, &trace_id) {
        Err(refusal) => Outcome::Refused(refusal),
        Ok((InvocationType::DryRun, _)) => Outcome::Dry,
        Ok((InvocationType::Event, _)) if *lambda.stopping().borrow() => {
            Outcome::Refused(Refusal::Stopped)
        }
        Ok((InvocationType::Event, order)) => Outcome::Queued(AsyncInvocation {
            request_id: request_id.clone(),
            request: InvokeRequest {
                when_busy: WhenBusy::Queue,
                ..order
            },
        }),
        Ok((InvocationType::RequestResponse, order)) => {
            // The answer may have to show the log.
            let answered = lambda.invoke_as(request_id.clone(), order).await;
            Outcome::Ran(answered.told().await)
        }
    };
    let answer = outcome.answer(request.header("X-Amz-Log-Type") == Some("Tail"));
    Received::new(request_id, answer, trace_id, outcome)
}

/// Answers a call that cannot be read.
pub(crate) fn refuse(refusal: Refusal, host: &Host) -> Received {
    let trace_id = format!("Root={}", host.ids.trace_root(host.clock.now()));
    let (request_id, answer) = (host.ids.uuid(), refusal.answer());
    Received::new(request_id, answer, trace_id, Outcome::Refused(refusal))
}

impl Received {
    /// With the headers that every answer has.
    fn new(request_id: String, answer: Answer, trace_id: String, outcome: Outcome) -> Received {
        let answer = answer
            .with("x-amzn-RequestId", request_id.as_str())
            .with("x-amzn-Remapped-Content-Length", "0")
            .with("X-Amzn-Trace-Id", trace_id);
        Received {
            request_id,
            answer,
            outcome,
        }
    }
}

impl Outcome {
    fn answer(&self, wants_log: bool) -> Answer {
        match self {
            Outcome::Ran(invocation) => answer(invocation, wants_log),
            Outcome::Queued(_) => Answer::empty(202),
            Outcome::Dry => Answer::empty(204),
            Outcome::Refused(refusal) => refusal.answer(),
        }
    }
}

fn read(
    lambda: &Lambda,
    request: &Request,
    host: &Host,
    trace_id: &str,
) -> Result<(InvocationType, InvokeRequest), Refusal> {
    let function_arn = called(lambda.function(), request)?;
    let invocation_type = match request.header("X-Amz-Invocation-Type") {
        None | Some("RequestResponse") => InvocationType::RequestResponse,
        Some("Event") => InvocationType::Event,
        Some("DryRun") => InvocationType::DryRun,
        Some(other) => return Err(Refusal::InvalidParameter(format!("InvocationType {other}"))),
    };
    let empty = request.body.is_empty();
    let event = if empty {
        Bytes::from_static(b"{}")
    } else {
        request.body.clone()
    };
    let limit = host.limits.async_event;
    if invocation_type == InvocationType::Event && event.len() > limit {
        return Err(Refusal::TooLargeForEvent {
            found: event.len(),
            limit,
        });
    }
    lambda.check(&Event::Unread(event.clone()))?;
    let client_context = client_context(request)?;
    let order = lambda.request(Event::Json(event), trace_id.to_owned());
    Ok((
        invocation_type,
        InvokeRequest {
            client_context,
            function_arn,
            ..order
        },
    ))
}

/// The ARN of the function that is called, with the qualifier of the call.
fn called(function: &Function, request: &Request) -> Result<String, Refusal> {
    let path = request.raw_path.strip_prefix(PREFIX).unwrap_or_default();
    let name = path
        .strip_suffix("/invocations")
        .filter(|_| request.http_method == "POST");
    let Some(name) = name else {
        let (method, path) = (&request.http_method, &request.raw_path);
        return Err(Refusal::UnknownOperation(format!("{method} {path}")));
    };
    let name = percent_decode_str(name).decode_utf8_lossy();
    let Target { arn, qualifier } = Target::of(&name);
    let query = request.raw_query.as_deref().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let qualifier = pairs
        .find_map(|(key, value)| (key == "Qualifier").then_some(value))
        .or(qualifier.map(Cow::from));
    let qualified = |version: &str| format!("{arn}:{version}");
    let is_ours = arn == function_arn(&function.name);
    match qualifier.as_deref() {
        None if is_ours => Ok(arn),
        Some("$LATEST") if is_ours => Ok(qualified("$LATEST")),
        other => Err(Refusal::FunctionNotFound {
            arn: qualified(other.unwrap_or("$LATEST")),
        }),
    }
}

fn client_context(request: &Request) -> Result<Option<String>, Refusal> {
    let Some(encoded) = request.header("X-Amz-Client-Context") else {
        return Ok(None);
    };
    let decoded = STANDARD
        .decode(encoded)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let is_json = |text: &String| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    match decoded
        .filter(|_| encoded.len() <= CLIENT_CONTEXT)
        .filter(is_json)
    {
        // A header has one line; outside of JSON's strings a blank is as good, inside there is no such thing.
        Some(context) => Ok(Some(context.replace(['\n', '\r', '\t'], " "))),
        None => Err(Refusal::InvalidClientContext),
    }
}

fn answer(invocation: &Invocation, wants_log: bool) -> Answer {
    let execution = match &invocation.outcome {
        Ok(execution) => execution,
        Err(refusal) => return refusal.answer(),
    };
    let mut answer =
        Answer::json(200, execution.payload().clone()).with("X-Amz-Executed-Version", "$LATEST");
    if execution.result.is_err() {
        answer = answer.with("X-Amz-Function-Error", "Unhandled");
    }
    if wants_log {
        answer = answer.with("X-Amz-Log-Result", log_result(execution));
    }
    answer
}

/// The last 4 KB of the log, as base64.
fn log_result(execution: &Execution) -> String {
    let log: String = execution
        .log
        .iter()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect();
    STANDARD.encode(&log.as_bytes()[log.len().saturating_sub(4096)..])
}
