//! D5: the Invoke API, as `aws lambda invoke` and the SDKs use it.

use serde_json::{Value, json};

use crate::{
    calls::{INVOKE, deployed, deployed_with, invoke, invoke_with, json_of, still_works},
    support::{
        Deployment, Trip,
        observed::{observed, sent},
    },
};

const PATH: &str = "/2015-03-31/functions";

#[track_caller]
fn refused(trip: &Trip, status: u16, error_type: &str, body: &Value) {
    assert_eq!((trip.reply.status, &json_of(trip)), (status, body));
    assert_eq!(trip.reply.header("x-amzn-ErrorType"), Some(error_type));
    assert_eq!(trip.reply.header("Content-Type"), Some("application/json"));
    assert_eq!(trip.reply.header("X-Amz-Executed-Version"), None);
    assert_ne!(trip.explanation(), "", "every refusal is explained");
}

#[track_caller]
fn is_found(api: &Deployment, name: &str) {
    let trip = api.send(&format!("POST {PATH}/{name}/invocations"), &[], "1");
    assert_eq!(
        (trip.reply.status, trip.reply.text().as_str()),
        (200, "1"),
        "{name}"
    );
}

#[track_caller]
fn is_not_found(api: &Deployment, name: &str, arn: &str) {
    let trip = api.send(&format!("POST {PATH}/{name}/invocations"), &[], "1");
    let message = format!("Function not found: arn:aws:lambda:{arn}");
    let body = json!({"Type": "User", "Message": message});
    refused(&trip, 404, "ResourceNotFoundException", &body);
}

/// D5.2: What is answered to whom waits, and to whom does not. D5.1: How to say so.
#[test]
fn who_waits_gets_the_result_and_its_version() {
    let api = deployed();
    for headers in [&[][..], &["X-Amz-Invocation-Type: RequestResponse"]] {
        let trip = invoke_with(&api, headers, json!({"returns": null}));
        assert_eq!(
            (trip.reply.status, trip.reply.text().as_str()),
            (200, "null")
        );
        assert_eq!(trip.reply.header("X-Amz-Executed-Version"), Some("$LATEST"));
        assert_eq!(trip.reply.header("X-Amz-Function-Error"), None);
    }
    for (kind, status) in [("Event", 202), ("DryRun", 204)] {
        let header = format!("x-amz-invocation-type: {kind}");
        let trip = invoke_with(&api, &[&header], json!({"returns": 1}));
        assert_eq!(
            (trip.reply.status, trip.reply.text().as_str()),
            (status, "")
        );
        assert_eq!(trip.reply.header("X-Amz-Executed-Version"), None);
    }
    let failed = invoke(&api, json!({"fails": {}}));
    assert_eq!(
        failed.reply.header("X-Amz-Function-Error"),
        Some("Unhandled")
    );
    assert_eq!(
        failed.reply.header("X-Amz-Executed-Version"),
        Some("$LATEST")
    );
}

/// D5.3: The headers of every answer.
#[test]
fn every_answer_has_its_ids() {
    let api = deployed();
    let elsewhere = api.send(&format!("POST {PATH}/other/invocations"), &[], "1");
    for trip in [invoke(&api, json!({})), elsewhere] {
        let id = trip.reply.header("x-amzn-RequestId").expect("an id");
        assert_eq!(id.len(), 36);
        assert_eq!(
            trip.reply.header("x-amzn-Remapped-Content-Length"),
            Some("0")
        );
        let trace = trip.reply.header("X-Amzn-Trace-Id").expect("a trace id");
        let names: Vec<_> = trace
            .split(';')
            .map(|part| part.split('=').next())
            .collect();
        let expected = ["Root", "Parent", "Sampled", "Lineage"].map(Some);
        assert_eq!(names, expected, "{trace}");
    }
}

/// D5.4.
#[test]
fn an_empty_payload_is_an_empty_object() {
    let api = deployed();
    assert_eq!(api.send(INVOKE, &[], "").reply.text(), "{}");
}

/// D5.5, D3.4: A function that there is not, by name, partial ARN and ARN.
#[test]
fn only_our_function_is_found() {
    let api = deployed();
    let ours = "us-east-1:123456789012:function";
    for name in [
        "fn",
        "fn:$LATEST",
        "fn%3A%24LATEST",
        "123456789012:function:fn",
        &format!("arn:aws:lambda:{ours}:fn"),
        &format!("arn%3Aaws%3Alambda%3A{}%3Afn", ours.replace(':', "%3A")),
    ] {
        is_found(&api, name);
    }
    is_not_found(&api, "other", &format!("{ours}:other:$LATEST"));
    is_not_found(&api, "fn:live", &format!("{ours}:fn:live"));
    is_not_found(&api, "fn:1", &format!("{ours}:fn:1"));
    let foreign = "eu-west-1:999999999999:function:fn";
    is_not_found(
        &api,
        &format!("arn:aws:lambda:{foreign}"),
        &format!("{foreign}:$LATEST"),
    );
    let trip = api.send(&format!("POST {PATH}/fn/invocations?Qualifier=7"), &[], "1");
    assert_eq!(trip.reply.status, 404);
}

/// D5.5: A payload that is no JSON.
#[test]
fn a_payload_that_is_no_json_is_refused() {
    let api = deployed();
    let trip = api.send(INVOKE, &[], "no JSON");
    let message = json_of(&trip)["message"].clone();
    let text = message.as_str().expect("a text");
    let prefix = "Could not parse request body into json: Could not parse payload into json: ";
    assert!(text.starts_with(prefix), "{text}");
    let body = json!({"Type": "User", "message": message});
    refused(&trip, 400, "InvalidRequestContentException", &body);
    still_works(&api);
}

/// D5.5: Too many at a time.
#[test]
fn a_call_beyond_the_concurrency_is_throttled() {
    let (api, heard) = observed(1);
    let _busy = sent(&api, json!({"prints": "busy\n", "hangs": true}));
    heard.until("busy");
    let trip = api.send(&format!("POST {PATH}/Fn/invocations"), &[], "{}");
    let body = json!({
        "Reason": "ReservedFunctionConcurrentInvocationLimitExceeded",
        "Type": "User",
        "message": "Rate Exceeded.",
    });
    refused(&trip, 429, "TooManyRequestsException", &body);
}

/// D5.5, D5.6: 5 MB pass, and just 6 MiB; one byte more does not, nor what no limit here takes.
#[test]
fn a_payload_has_a_largest_size() {
    let api = deployed();
    let payload = |length: usize| [&[b'"'][..], &vec![b'x'; length - 2], b"\""].concat();
    for length in [5_000_000, 6_291_456] {
        let trip = api.send(INVOKE, &[], payload(length));
        assert_eq!((trip.reply.status, trip.reply.body.len()), (200, length));
    }
    let message = "Request must be smaller than 6291456 bytes for the InvokeFunction operation";
    let body = json!({"Type": "User", "message": message});
    for length in [6_291_457, 11_000_000] {
        let trip = api.send(INVOKE, &[], payload(length));
        refused(&trip, 413, "RequestEntityTooLargeException", &body);
        assert!(trip.explanation().contains(&format!("has {length} bytes")));
    }
    still_works(&api);
}

/// D5.5: Less is taken where nobody waits.
#[test]
fn an_event_that_nobody_waits_for_has_a_smaller_size() {
    let api = deployed();
    let event = |length: usize| {
        let payload = format!("\"{}\"", "x".repeat(length - 2));
        api.send(INVOKE, &["X-Amz-Invocation-Type: Event"], payload)
    };
    assert_eq!(event(262_144).reply.status, 202);
    let message =
        "262145 byte payload is too large for the Event invocation type (limit 262144 bytes)";
    let body = json!({"Type": "User", "message": message});
    refused(
        &event(262_145),
        413,
        "RequestEntityTooLargeException",
        &body,
    );
}

#[test]
fn what_else_a_call_may_get_wrong_is_refused() {
    let api = deployed();
    let status = |header: &str| invoke_with(&api, &[header], json!({})).reply.status;
    assert_eq!(status("X-Amz-Invocation-Type: Sometimes"), 400);
    assert_eq!(status("X-Amz-Client-Context: no base64!"), 400);
    assert_eq!(status("X-Amz-Client-Context: bm8gSlNPTg=="), 400);
    let long = "e30g".repeat(1000);
    assert_eq!(status(&format!("X-Amz-Client-Context: {long}")), 400);
    assert_eq!(
        status(&format!("X-Amz-Security-Token: {}", "x".repeat(20_000))),
        200
    );
    for line in [
        format!("GET {PATH}/fn"),
        format!("GET {PATH}"),
        format!("POST {PATH}/fn/url"),
    ] {
        assert_eq!(api.ask(&line).reply.status, 404, "{line}");
    }
}

#[test]
fn a_program_that_is_not_there_is_a_service_error_with_a_reason() {
    let api = deployed_with(|settings| settings.program.path = "no/program".into());
    let trip = invoke(&api, json!({}));
    let body = json!({"Type": "Service", "Message": "Service error."});
    refused(&trip, 500, "ServiceException", &body);
    assert!(
        trip.explanation()
            .contains("no/program: No such file or directory")
    );
}
