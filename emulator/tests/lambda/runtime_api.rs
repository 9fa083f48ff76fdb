//! D1: the Runtime API, as a runtime meets it that keeps its rules and one that does not.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::calls::{
    deployed, deployed_with, deployed_with_init, invoke, invoke_with, json_of, run, still_works,
    transcript, written,
};

const OK: &str = r#"202 {"status":"OK"}"#;

fn response(body: &str) -> Value {
    json!({"path": "/invocation/{id}/response", "body": body})
}

fn error(body: &str) -> Value {
    json!({"path": "/invocation/{id}/error", "body": body})
}

fn forbidden(from: &str, to: &str) -> String {
    format!(
        "403 {{\"errorMessage\":\"State transition from {from} to {to} failed for runtime. Error: State \
         transition is not allowed\",\"errorType\":\"InvalidStateTransition\"}}"
    )
}

fn epoch_ms() -> u128 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.expect("after 1970").as_millis()
}

/// D1.1: The headers that come with an event.
#[test]
fn an_event_comes_with_its_id_deadline_function_and_trace() {
    let api = deployed();
    let before = epoch_ms();
    let trip = invoke(&api, json!({"returns_headers": true}));
    let headers = json_of(&trip);
    let id = trip.reply.header("x-amzn-RequestId");
    assert_eq!(headers["Lambda-Runtime-Aws-Request-Id"].as_str(), id);
    let deadline = headers["Lambda-Runtime-Deadline-Ms"].as_str();
    let deadline: u128 = deadline
        .and_then(|ms| ms.parse().ok())
        .expect("milliseconds");
    let timeout = Duration::from_secs(60).as_millis();
    assert!((before + timeout..=epoch_ms() + timeout).contains(&deadline));
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:fn";
    assert_eq!(headers["Lambda-Runtime-Invoked-Function-Arn"], arn);
    assert_eq!(
        headers["Lambda-Runtime-Trace-Id"].as_str(),
        trip.reply.header("X-Amzn-Trace-Id")
    );
    assert_eq!(headers["Content-Type"], "application/json");
    for optional in ["Client-Context", "Cognito-Identity", "Aws-Tenant-Id"] {
        assert_eq!(headers.get(format!("Lambda-Runtime-{optional}")), None);
    }
}

/// D1.1: The client context is JSON text, not base64.
#[test]
fn the_client_context_comes_as_json_text() {
    let api = deployed();
    for (base64, text) in [
        ("eyJjdXN0b20iOnsiYSI6IjEifX0=", r#"{"custom":{"a":"1"}}"#),
        (
            "eyJjdXN0b20iOgogeyJrIjoiw6kifX0=",
            "{\"custom\":  {\"k\":\"é\"}}",
        ),
    ] {
        let header = format!("X-Amz-Client-Context: {base64}");
        let trip = invoke_with(&api, &[&header], json!({"returns_headers": true}));
        assert_eq!(json_of(&trip)["Lambda-Runtime-Client-Context"], text);
    }
}

/// D1.1: The body is the event's bytes. D1.2: Asked for again, they come again.
#[test]
fn asking_again_hands_out_the_same_bytes() {
    let api = deployed();
    let event = r#"{ "calls":[{"method":"GET","path":"/invocation/next"},
        {"path":"/invocation/{id}/response","body":"1"}], "odd" : 1.00 }"#;
    let trip = api.send(crate::calls::INVOKE, &[], event);
    let lines = written(&trip);
    assert_eq!(lines[..lines.len() - 1].join("\n"), format!("200 {event}"));
    assert_eq!(lines.last().map(String::as_str), Some(OK));
}

/// D1.2: So an event is not lost to a runtime that loses its connection.
#[test]
fn an_event_that_was_fetched_in_vain_is_fetched_again() {
    let api = deployed();
    for number in 0..20 {
        let trip = invoke(
            &api,
            json!({"returns": number, "then": {"asks_and_leaves": true}}),
        );
        assert_eq!(trip.reply.text(), number.to_string());
    }
    assert_eq!(run(&invoke(&api, json!({}))).environment, 1);
}

/// D1.3, D1.4: What may be done when.
#[test]
fn an_event_is_answered_once() {
    let api = deployed();
    let calls = json!([
        {"path": "/init/error", "body": "{}"},
        response("1"),
        response("2"),
        error("{}"),
        {"path": "/init/error", "body": "{}"},
    ]);
    assert_eq!(
        transcript(&api, calls),
        [
            forbidden("Running", "InitError"),
            OK.to_owned(),
            forbidden("RuntimeResponseSent", "InvocationResponse"),
            forbidden("RuntimeResponseSent", "InvocationErrorResponse"),
            forbidden("RuntimeResponseSent", "InitError"),
        ]
    );
    still_works(&api);
}

/// D1.3: Unknown ids, and those of events that are over.
#[test]
fn an_id_that_is_not_under_way_is_refused() {
    let api = deployed();
    let first = invoke(&api, json!({"returns": 1}));
    let old = first.reply.header("x-amzn-RequestId").expect("an id");
    let calls = json!([
        {"path": "/invocation/no-such-id/response", "body": "1"},
        {"path": format!("/invocation/{old}/error"), "body": "{}"},
        {"path": "/invocation/{id}/elsewhere", "body": "{}"},
        response("3"),
    ]);
    let invalid = r#"400 {"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}"#;
    let transcript = transcript(&api, calls);
    assert_eq!(transcript[..2], [invalid, invalid]);
    assert!(transcript[2].starts_with("404 "), "{}", transcript[2]);
    assert_eq!(transcript[3], OK);
}

/// D1.3: A response mode that there is not.
#[test]
fn a_response_mode_other_than_streaming_fails_the_invocation() {
    let api = deployed();
    let headers = "Lambda-Runtime-Function-Response-Mode: buffered\r\n";
    let call = json!({"path": "/invocation/{id}/response", "headers": headers, "body": "1"});
    let trip = invoke(&api, json!({"calls": [call]}));
    assert!(
        written(&trip)[0].starts_with("400 "),
        "{:?}",
        written(&trip)
    );
    assert!(written(&trip)[0].ends_with(r#""errorType":"InvalidFunctionResponseMode"}"#));
    assert_eq!(
        json_of(&trip)["errorType"],
        "Runtime.InvalidResponseModeHeader"
    );
    assert!(
        trip.explanation()
            .contains("Lambda-Runtime-Function-Response-Mode")
    );
    still_works(&api);
}

/// D1.3: A runtime that closes its connection in the middle of its answer.
#[test]
fn an_answer_that_breaks_off_fails_the_invocation_at_once() {
    let api = deployed();
    let trip = invoke(&api, json!({"breaks_off": true}));
    assert_eq!(json_of(&trip)["errorType"], "Runtime.TruncatedResponse");
    assert!(
        trip.explanation()
            .contains("closed its connection in the middle of its result")
    );
    still_works(&api);
    assert_eq!(run(&invoke(&api, json!({}))).environment, 1, "it may go on");
}

/// D1.5: Whatever the runtime reports is the payload, every byte of it. D2.7: so each runtime has its own.
#[test]
fn the_body_of_an_error_is_the_payload_unchanged() {
    let api = deployed();
    let rust = r#"{"errorType":"&alloc::boxed::Box<dyn core::error::Error + core::marker::Send + core::marker::Sync>","errorMessage":"Error: \"some_error_msg\""}"#;
    let python = r#"{"errorMessage": "no luck", "errorType": "Exception", "requestId": "1", "stackTrace": ["  File \"x\"\n"]}"#;
    for report in [
        rust,
        python,
        r#"{ "b":1.00, "a":[ ] }"#,
        "[1, 2]",
        "null",
        "no JSON",
        "",
    ] {
        let trip = invoke(&api, json!({"calls": [error(report)]}));
        assert_eq!(written(&trip), [OK]);
        assert_eq!(
            (trip.reply.status, trip.reply.text().as_str()),
            (200, report)
        );
        assert_eq!(trip.reply.header("X-Amz-Function-Error"), Some("Unhandled"));
    }
}

/// D1.5: The class that a runtime names is taken if it has the form of one.
#[test]
fn the_class_of_an_error_is_told_where_the_payload_has_none() {
    let api = deployed();
    let named = |class: &str| {
        let headers = format!("Lambda-Runtime-Function-Error-Type: {class}\r\n");
        let call = json!({"path": "/invocation/{id}/error", "headers": headers, "body": "{}"});
        invoke(&api, json!({"calls": [call]})).explanation()
    };
    assert!(
        named("Function.NoLuck").starts_with("why   the function reported Function.NoLuck: ?\n")
    );
    assert!(named("anything").starts_with("why   the function reported Function.Unknown: ?\n"));
}

/// D1.5: Before the first event. D2.4: That report is the payload, its empty `requestId` too.
#[test]
fn an_init_error_is_the_payload() {
    let report =
        json!({"errorMessage": "no luck", "errorType": "E", "requestId": "", "stackTrace": []});
    for end in [json!({"exits": 1}), json!({}), json!({"hangs": true})] {
        let api = deployed_with_init(json!({"fails": report, "then": end}));
        let trip = invoke(&api, json!({}));
        assert_eq!(trip.reply.text(), report.to_string());
        assert_eq!(trip.reply.header("X-Amz-Function-Error"), Some("Unhandled"));
        assert!(
            trip.explanation()
                .contains("the function could not start: E: no luck")
        );
    }
}

/// D1.7, D1.3: 6 MiB and 100 bytes pass. D2.6: One more is too large; later calls work.
#[test]
fn a_result_has_a_largest_size() {
    let api = deployed();
    let exactly = invoke(&api, json!({"returns_bytes": 6_291_556}));
    assert_eq!(
        (exactly.reply.status, exactly.reply.body.len()),
        (200, 6_291_556)
    );
    let trip = invoke(&api, json!({"returns_bytes": 6_291_557}));
    assert_eq!(
        trip.reply.text(),
        "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (6291556 bytes).\",\
         \"errorType\":\"Function.ResponseSizeTooLarge\"}"
    );
    assert_eq!(trip.reply.header("X-Amz-Function-Error"), Some("Unhandled"));
    still_works(&api);
    assert_eq!(run(&invoke(&api, json!({}))).environment, 1, "it goes on");
}

/// D1.3: What the runtime hears of it.
#[test]
fn a_result_that_is_too_large_is_answered_413() {
    let api = deployed_with(|settings| settings.host.limits.result = 10);
    let too_large = "413 {\"errorMessage\":\"Exceeded maximum allowed payload size (10 bytes).\",\
                     \"errorType\":\"RequestEntityTooLarge\"}";
    for call in [response("12345678901"), error("12345678901")] {
        assert_eq!(transcript(&api, json!([call]))[0], too_large);
    }
    assert_eq!(transcript(&api, json!([response("1234567890")])), [OK]);
}

/// D1.8: A stream is taken; whoever waits gets it whole.
#[test]
fn a_result_in_pieces_is_one_result() {
    let api = deployed();
    let prelude = "{\"statusCode\":200}\0\0\0\0\0\0\0\0";
    let trip = invoke(
        &api,
        json!({"streams": {"pieces": [prelude, "hello, ", "world"]}}),
    );
    assert_eq!(trip.reply.text(), format!("{prelude}hello, world"));
    assert_eq!(trip.reply.header("X-Amz-Function-Error"), None);
}

/// D1.8: An error in the middle of a stream comes behind it, in trailers.
#[test]
fn a_stream_that_fails_is_an_error() {
    let api = deployed();
    let base64 = "eyJlcnJvclR5cGUiOiJFIiwiZXJyb3JNZXNzYWdlIjoibm8gbHVjayJ9";
    let trailers = json!([
        "Lambda-Runtime-Function-Error-Type: Function.E",
        format!("Lambda-Runtime-Function-Error-Body: {base64}"),
    ]);
    let trip = invoke(
        &api,
        json!({"streams": {"pieces": ["half"], "trailers": trailers}}),
    );
    assert_eq!(
        trip.reply.text(),
        r#"{"errorType":"E","errorMessage":"no luck"}"#
    );
    assert_eq!(trip.reply.header("X-Amz-Function-Error"), Some("Unhandled"));
    let bare = json!(["Lambda-Runtime-Function-Error-Type: Function.E"]);
    let trip = invoke(
        &api,
        json!({"streams": {"pieces": ["half"], "trailers": bare}}),
    );
    assert_eq!(json_of(&trip)["errorType"], "Function.E");
    still_works(&api);
}
