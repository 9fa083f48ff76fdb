//! A3: what the client gets when the gateway itself answers, in every byte.

use std::time::Duration;

use emulator::api::Integration;
use serde_json::{Value, json};

use crate::support::{
    Deployment, Trip, WHOLE,
    observed::{observed, sent},
    template_text,
};

#[track_caller]
fn is(trip: &Trip, status: u16, body: &str, error_type: &str) {
    let found = (trip.reply.status, trip.reply.text());
    assert_eq!(found, (status, body.to_owned()), "{}", trip.explanation());
    assert_eq!(trip.reply.header("x-amzn-ErrorType"), Some(error_type));
    assert_eq!(trip.reply.header("Content-Type"), Some("application/json"));
    let length = body.len().to_string();
    assert_eq!(trip.reply.header("Content-Length"), Some(length.as_str()));
    assert_ne!(trip.explanation(), "", "every failure is explained");
}

#[track_caller]
fn is_internal_server_error(trip: &Trip, status: u16) {
    let body = r#"{"message": "Internal server error"}"#;
    is(trip, status, body, "InternalServerErrorException");
}

fn commanded(command: Value) -> Trip {
    Deployment::of(&WHOLE).commanded(command, &[])
}

fn with_timeout(timeout: Duration) -> Deployment {
    Deployment::with(&["ANY /{proxy+}"], |settings| {
        let method = &mut settings.template.apis[0].resources[0].methods[0];
        method.integration = Integration::Proxy { timeout };
    })
}

/// A3.1: An error that the handler reports is a 502. A3.20: Even one that looks like an answer.
#[test]
fn a_function_error_is_a_502() {
    let api = Deployment::of(&WHOLE);
    for report in [
        json!({"errorType": "Error", "errorMessage": "no luck"}),
        json!({"statusCode": 200, "body": "not an answer"}),
        json!("a text"),
    ] {
        let trip = api.commanded(json!({"fails": report}), &[]);
        is_internal_server_error(&trip, 502);
    }
}

/// A3.20: And a result that looks like an error is none: behind a custom integration nothing went wrong.
#[test]
fn a_result_that_looks_like_an_error_is_none() {
    let api = Deployment::of(&WHOLE);
    let shape = json!({"errorMessage": "no luck", "errorType": "Error"});
    let returned = json!({"returns": shape}).to_string();
    let trip = api.send("POST /prod/", &[], returned);
    assert_eq!(trip.explanation(), "");
    let reported = json!({"fails": shape}).to_string();
    let trip = api.send("POST /prod/", &[], reported);
    assert_eq!(
        (trip.reply.status, trip.reply.text()),
        (200, shape.to_string())
    );
    assert_ne!(trip.explanation(), "");
}

/// A3.2: The function's own time-out is a 502.
#[test]
fn a_function_that_takes_too_long_is_a_502() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.template.function.timeout = Duration::from_secs(1);
    });
    is_internal_server_error(&api.commanded(json!({"hangs": true}), &[]), 502);
}

/// A3.2: The end of the process is a 502.
#[test]
fn a_function_whose_process_ends_is_a_502() {
    is_internal_server_error(&commanded(json!({"exits": 3})), 502);
    is_internal_server_error(&commanded(json!({"exits": 0})), 502);
    is_internal_server_error(&commanded(json!({"aborts": true})), 502);
}

/// A3.2: A function that cannot start is a 502.
#[test]
fn a_function_that_fails_to_start_is_a_502() {
    for how in ["exits", "fails"] {
        let api = Deployment::with(&WHOLE, |settings| {
            let variables = &mut settings.template.function.environment;
            variables.insert("INIT".into(), how.into());
        });
        is_internal_server_error(&api.ask("GET /prod/test"), 502);
    }
}

/// A3.3: A malformed result is a 502; `answers.rs` says which are.
#[test]
fn a_malformed_result_is_a_502() {
    is_internal_server_error(&commanded(json!({"returns": {"statusCode": "test"}})), 502);
}

/// A3.4: A function that takes longer than the integration waits is a 504.
#[test]
fn a_function_that_the_gateway_does_not_wait_for_is_a_504() {
    let api = with_timeout(Duration::from_millis(50));
    let trip = api.commanded(json!({"hangs": true}), &[]);
    is(
        &trip,
        504,
        r#"{"message": "Endpoint request timed out"}"#,
        "InternalServerErrorException",
    );
    // There is no result to record, but the event is there.
    assert_eq!(trip.event()["path"], "/command");
    assert!(trip.exchange.invocation.is_none());
}

/// A3.5: A request that Lambda throttles is a 500.
#[test]
fn a_throttled_request_is_a_500() {
    let (api, heard) = observed(1);
    let _waiting = sent(&api, json!({"prints": "busy\n", "hangs": true}));
    heard.until("busy");
    let trip = api.ask("GET /prod/test");
    is_internal_server_error(&trip, 500);
}

/// A3.6: A function that may not be invoked is a 500; here, one whose program is not there.
#[test]
fn a_function_that_cannot_be_invoked_is_a_500() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.program.path = "no/such/program".into();
    });
    is_internal_server_error(&api.ask("GET /prod/test"), 500);
}

/// An API of one proxy method, with one text of its template, which must be there, replaced by another.
fn serving(old: &str, new: &str) -> Deployment {
    let text = template_text(&["ANY /{proxy+}"]);
    assert!(text.contains(old), "{text}");
    Deployment::serving(&text.replace(old, new), |_| ())
}

/// A3.28: A template that AWS takes and then does not execute is a 500, although INTEGRATION_FAILURE is listed
/// as 504.
#[track_caller]
fn is_not_executed(api: &Deployment) {
    let trip = api.ask("GET /prod/test");
    is_internal_server_error(&trip, 500);
    assert_eq!(trip.resource(), "ANY /{proxy+}");
    assert!(trip.exchange.event.is_none());
}

/// A3.7: A function is invoked by POST. A3.28: What is not is no 504.
#[test]
fn another_integration_method_than_post_is_a_500() {
    is_not_executed(&serving("httpMethod: POST", "httpMethod: GET"));
}

/// A3.8, A3.25: A mapping to a header that none may set is a 500, though AWS_PROXY ignores mappings.
#[test]
fn a_mapping_to_an_illegal_header_is_a_500() {
    for header in [
        "Content-Length",
        "Transfer-Encoding",
        "Authorization",
        "Connection",
        "Expect",
        "Proxy-Authenticate",
        "TE",
    ] {
        is_not_executed(&mapping_to(header));
    }
}

/// A1.43: A mapping to any other header is ignored.
#[test]
fn a_mapping_to_a_legal_header_is_ignored() {
    let trip = mapping_to("X-Mapped").answered_with(json!({"body": "x"}), &[]);
    assert_eq!(trip.reply.status, 200);
    assert_eq!(trip.event()["headers"].get("X-Mapped"), None);
}

fn mapping_to(header: &str) -> Deployment {
    let parameters = format!("requestParameters: {{integration.request.header.{header}: \"'7'\"}}");
    serving(
        "httpMethod: POST",
        &format!("httpMethod: POST, {parameters}"),
    )
}

/// A3.9: A stage variable that is not there is a 500.
#[test]
fn a_missing_stage_variable_in_the_uri_is_a_500() {
    is_not_executed(&serving(
        "${Fn.Arn}",
        "arn:aws:lambda:us-east-1:123456789012:function:${!stageVariables.fn}",
    ));
}

/// A3.10: An unknown path, or a known one without the method.
#[test]
fn unknown_path_answers_403_missing_authentication_token() {
    let api = Deployment::of(&["GET /test"]);
    for line in ["GET /prod/nothing", "POST /prod/test"] {
        let trip = api.ask(line);
        is(
            &trip,
            403,
            r#"{"message":"Missing Authentication Token"}"#,
            "MissingAuthenticationTokenException",
        );
        assert_eq!(trip.reply.body.len(), 42);
    }
}

/// A3.11: The same with an `Authorization` header that is none of AWS's.
#[test]
fn a_foreign_authorization_on_an_unknown_path_is_an_incomplete_signature() {
    let api = Deployment::of(&["GET /test"]);
    let trip = api.send("GET /prod/nothing", &["authorization: Bearer token"], "");
    is(
        &trip,
        403,
        "{\"message\":\"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with \
         SHA-256 and encoded with Base64): 'sirDDmH2JNXZ7PrsYu3JMpduFdLxWZgJKX9UIu07OWs='.\"}",
        "IncompleteSignatureException",
    );
    let trip = api.send(
        "POST /prod/test",
        &["Authorization: Basic dXNlcjpwYXNzdw=="],
        "",
    );
    is(
        &trip,
        403,
        "{\"message\":\"Authorization header requires 'Credential' parameter. Authorization header requires \
         'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header \
         requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with \
         Base64) Authorization=tVh4LuJQN8penviloooNUfsxI8/x/Ic6/UmzezIvjzw=\"}",
        "IncompleteSignatureException",
    );
}

/// A3.11: On a path that is there it is a header like any other.
#[test]
fn a_foreign_authorization_on_a_known_path_is_only_a_header() {
    let api = Deployment::of(&WHOLE);
    let trip = api.answered_with(json!({"body": "x"}), &["Authorization: Bearer token"]);
    assert_eq!(trip.reply.status, 200);
    assert_eq!(trip.event()["headers"]["Authorization"], "Bearer token");
}

/// A3.12: An unknown stage, also with an `Authorization` header.
#[test]
fn unknown_stage_answers_403_forbidden() {
    let api = Deployment::of(&WHOLE);
    for headers in [&[][..], &["Authorization: Bearer token"]] {
        let trip = api.send("GET /nowhere/test", headers, "");
        is(
            &trip,
            403,
            r#"{"message":"Forbidden"}"#,
            "ForbiddenException",
        );
        assert_eq!(trip.reply.body.len(), 23);
    }
}

/// A3.16: A body over 10 MB, as text, not JSON.
#[test]
fn a_body_over_ten_megabytes_is_a_413() {
    let api = Deployment::with(&WHOLE, |settings| settings.host.limits.request_body = 1000);
    let fits = api.send("POST /prod/test", &[], vec![b'x'; 1000]);
    assert_eq!(fits.event()["path"], "/test");
    let trip = api.send("POST /prod/test", &[], vec![b'x'; 1001]);
    assert_eq!(trip.reply.status, 413);
    assert_eq!(
        trip.reply.text(),
        "HTTP content length exceeded 10485760 bytes."
    );
    assert_eq!(trip.reply.header("Content-Type"), Some("text/plain"));
    assert_eq!(emulator::host::Limits::default().request_body, 10_485_760);
}

/// A3.17: An event that Lambda does not take.
#[test]
fn an_event_that_is_too_large_for_lambda_is_a_413() {
    let api = Deployment::of(&WHOLE);
    // Each byte becomes a character of three, so that the body passes and the event does not.
    let trip = api.send("POST /prod/test", &[], vec![0xff; 2_200_000]);
    is(
        &trip,
        413,
        r#"{"message":"Request Too Long"}"#,
        "RequestTooLargeException",
    );
    assert!(trip.event_text().len() > 6_291_456, "the event is recorded");
}

/// A3.26: The statuses of the gateway responses that can occur here are AWS's defaults.
#[test]
fn gateway_responses_have_awss_default_statuses() {
    let api = with_timeout(Duration::from_millis(50));
    let status = |trip: Trip| trip.reply.status;
    assert_eq!(
        status(api.ask("GET /prod/")),
        403,
        "MISSING_AUTHENTICATION_TOKEN"
    );
    let foreign = api.send("GET /prod/", &["Authorization: x y"], "");
    assert_eq!(status(foreign), 403, "INVALID_SIGNATURE");
    assert_eq!(
        status(api.commanded(json!({"hangs": true}), &[])),
        504,
        "INTEGRATION_TIMEOUT"
    );
    let api = Deployment::with(&WHOLE, |settings| settings.host.limits.event = 10);
    assert_eq!(status(api.ask("GET /prod/test")), 413, "REQUEST_TOO_LARGE");
}

/// A3.23: Every answer can be told from every other, failures too; their trace, we choose, is not told.
#[test]
fn a_failure_has_both_request_ids_and_no_trace() {
    let api = Deployment::of(&["GET /test"]);
    for line in ["GET /prod/nothing", "GET /nowhere", "GET /prod/test"] {
        let trip = api.ask(line);
        assert_eq!(
            trip.reply.header("x-amzn-RequestId"),
            Some(trip.exchange.request_id.as_str())
        );
        assert!(trip.reply.header("x-amz-apigw-id").is_some(), "{line}");
        assert_eq!(trip.reply.header("X-Amzn-Trace-Id"), None, "{line}");
    }
}

/// A client that does not wait for its answer leaves the trip to its end.
#[test]
fn a_client_that_goes_away_leaves_the_trip_to_its_end() {
    let (api, heard) = observed(1);
    drop(sent(
        &api,
        json!({"prints": "busy\n", "returns": {"statusCode": 201}}),
    ));
    heard.until("answered 201");
}
