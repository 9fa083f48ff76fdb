//! Every answer that is not what the handler meant is explained: what was found, AWS's rule with its line in
//! `FACTS.md`, what to do. Those of a mapping and those past the gateway stand in their own suites; the book shows
//! them all.

use std::time::Duration;

use emulator::{api::Integration, explanation::Cause};
use serde_json::{Value, json};

use crate::support::{
    Deployment, Trip, WHOLE,
    observed::{observed, sent},
    shown::pin_shown,
};

/// All that is known of AWS.
const FACTS: &str = include_str!("../../FACTS.md");

#[track_caller]
fn explains(trip: &Trip, cause: Cause, text: &str) {
    let explanation = trip.exchange.explanation.as_ref().expect("explained");
    assert_eq!(explanation.cause, cause);
    assert_eq!(explanation.to_string(), text);
    for line in text.lines() {
        assert!(line.chars().count() <= 96, "too long: {line}");
    }
    if let Some(fact) = cause.fact() {
        assert!(FACTS.contains(&format!("**{fact}**")), "{fact} is no fact");
        assert!(text.contains(&format!("({fact})")));
    }
    pin_shown(&trip.exchange);
}

fn api() -> Deployment {
    Deployment::of(&["GET /test", "POST /command", "GET /users/{id}"])
}

fn answered_with(result: Value) -> Trip {
    api().answered_with(result, &[])
}

#[test]
fn what_is_as_it_was_meant_is_not_explained() {
    assert_eq!(answered_with(json!({"statusCode": 404})).explanation(), "");
}

#[test]
fn an_unknown_stage() {
    explains(
        &api().ask("GET /nowhere/test"),
        Cause::UnknownStage,
        "why   no stage is called \"nowhere\"; there is prod\n\
         rule  the first segment of the path names the stage (A3.12)\n\
         do    begin the path with the stage, as the Invoke URL does",
    );
}

#[test]
fn an_unknown_path() {
    explains(
        &api().ask("GET /prod/nothing"),
        Cause::UnknownPath,
        "why   no method answers at /nothing; there is GET /test, POST /command, GET /users/{id}\n\
         rule  a path without a method is 403, never 404; {proxy+} needs a segment (C.9)\n\
         do    ask for a path that exists, or add the method to the template",
    );
}

/// C.11: The client sent another.
#[test]
fn an_unknown_method_of_the_override_header_is_told_as_such() {
    let trip = api().send(
        "POST /prod/command",
        &["X-HTTP-Method-Override: DELETE"],
        "",
    );
    let explanation = trip
        .exchange
        .explanation
        .as_ref()
        .expect("explained")
        .to_string();
    assert!(
        explanation.contains("has no method DELETE, which X-HTTP-Method-Override asks for"),
        "{explanation}"
    );
}

#[test]
fn an_unknown_method() {
    explains(
        &api().ask("DELETE /prod/users/7"),
        Cause::UnknownMethod,
        "why   /users/{id} has no method DELETE; it has GET\n\
         rule  a method that the resource lacks is 403, never 405 (A3.10)\n\
         do    use a method that exists, or add it to the template",
    );
}

#[test]
fn a_foreign_authorization() {
    explains(
        &api().send("GET /prod/nothing", &["Authorization: Bearer x"], ""),
        Cause::ForeignAuthorization,
        "why   no method answers at /nothing; there is GET /test, POST /command, GET /users/{id}\n\
         rule  where no method answers, Authorization is read as a signature of AWS's (A3.11)\n\
         do    ask for a path and a method that exist; the header may stay",
    );
}

#[test]
fn an_answer_that_is_no_object() {
    explains(
        &answered_with(json!(["hello"])),
        Cause::AnswerNotAnObject,
        "why   the result is a list: [\"hello\"]\n\
         rule  a proxy answer is a JSON object (A2.8)\n\
         do    return an object, such as {\"statusCode\": 200, \"body\": \"<text>\"}",
    );
}

#[test]
fn an_unknown_key() {
    explains(
        &answered_with(json!({"statuscode": 200})),
        Cause::UnknownAnswerKey,
        "why   unknown key \"statuscode\", which is spelled statusCode\n\
         rule  a proxy answer has only statusCode, headers, multiValueHeaders, body, isBase64Encoded\n      \
               (A2.1)\n\
         do    put what the client shall read into body, as a string",
    );
}

#[test]
fn a_bad_status_code() {
    explains(
        &answered_with(json!({"statusCode": 0})),
        Cause::BadStatusCode,
        "why   statusCode is a number: 0\n\
         rule  statusCode is a whole number from 200 to 599 (A2.4)\n\
         do    return a number such as 200, or leave statusCode out",
    );
}

#[test]
fn a_bad_header() {
    explains(
        &answered_with(json!({"headers": {"X-A": ["1", "2"]}})),
        Cause::BadHeader,
        "why   headers.X-A is a list: [\"1\",\"2\"]\n\
         rule  headers maps names to strings, multiValueHeaders to lists of strings (A2.6)\n\
         do    turn each value into a string; several values go to multiValueHeaders",
    );
}

#[test]
fn a_bad_body() {
    explains(
        &answered_with(json!({"body": {"name": "Ada"}})),
        Cause::BadBody,
        "why   body is an object: {\"name\":\"Ada\"}\n\
         rule  the body of a proxy answer is a string (A2.7)\n\
         do    turn the body into a string, with serde_json::to_string for instance",
    );
}

#[test]
fn what_was_found_is_shown_as_far_as_it_fits() {
    let trip = answered_with(json!({"body": {"text": "x".repeat(100)}}));
    let shown = format!("why   body is an object: {{\"text\":\"{}…", "x".repeat(51));
    assert_eq!(trip.explanation().lines().next(), Some(shown.as_str()));
}

#[test]
fn a_bad_base64_flag() {
    explains(
        &answered_with(json!({"isBase64Encoded": "yes"})),
        Cause::BadBase64Flag,
        "why   isBase64Encoded is a string: \"yes\"\n\
         rule  isBase64Encoded is true or false (A2.22)\n\
         do    return true for a base64 body, else leave the key out",
    );
}

#[test]
fn a_body_that_is_no_base64() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.template.apis[0].binary_media_types = vec!["image/png".into()];
    });
    let result = json!({"body": "no!", "isBase64Encoded": true});
    explains(
        &api.answered_with(result, &["Accept: image/png"]),
        Cause::BadBase64,
        "why   body is not base64: Invalid symbol 33, offset 2.\n\
         rule  a body with isBase64Encoded is decoded for a binary Accept (A2.22)\n\
         do    encode the body with the standard alphabet, or drop isBase64Encoded",
    );
}

#[test]
fn a_function_error() {
    let report = json!({"errorType": "Unlucky", "errorMessage": "not today"});
    explains(
        &api().commanded(json!({"fails": report}), &[]),
        Cause::FunctionFailed,
        "why   the function reported Unlucky: not today\n\
         rule  any error of the function is the same 502 (A3.1)\n\
         do    mend the error, or turn it into an answer in the handler",
    );
}

#[test]
fn a_function_time_out() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.template.function.timeout = Duration::from_secs(1);
    });
    explains(
        &api.commanded(json!({"hangs": true}), &[]),
        Cause::FunctionTimedOut,
        "why   the function was stopped after its Timeout of 1 s\n\
         rule  a function that takes longer than its Timeout is stopped: 502 (A3.2)\n\
         do    answer sooner, or raise Timeout in the template",
    );
}

#[test]
fn the_end_of_a_process() {
    explains(
        &api().commanded(json!({"exits": 3}), &[]),
        Cause::FunctionEnded,
        "why   the function's process ended without an answer: exit status: 3\n\
         rule  a function whose process ends is started anew for the next: 502 (A3.2)\n\
         do    read its log lines; return errors instead of ending the process",
    );
}

#[test]
fn a_result_that_is_too_large() {
    let api = Deployment::with(&WHOLE, |settings| settings.host.limits.result = 1000);
    explains(
        &api.commanded(json!({"returns_bytes": 1001}), &[]),
        Cause::ResultTooLarge,
        "why   the function's result is larger than 1000 bytes\n\
         rule  a result has at most 6291556 bytes (D2.6)\n\
         do    return less, or a link to it",
    );
}

#[test]
fn an_unmapped_function_error() {
    let report = json!({"fails": {"errorType": "Unlucky", "errorMessage": "not today"}});
    explains(
        &Deployment::of(&WHOLE).send("POST /prod/", &[], report.to_string()),
        Cause::UnmappedFunctionError,
        "why   the function reported Unlucky: not today\n\
         rule  a custom integration answers 200 unless a selection pattern matches errorMessage (B6.3)\n\
         do    answer errors from the handler, or give the integration a selection pattern",
    );
}

#[test]
fn an_event_that_is_no_json() {
    explains(
        &Deployment::of(&WHOLE).send("POST /prod/", &[], "no json"),
        Cause::EventNotJson,
        "why   the event is not JSON: Unrecognized token 'no': was expecting (JSON String, Number, Array,\n      \
         Object or token 'null', 'true' or 'false') at line: 1, column: 1\n\
         rule  what a custom integration hands to Lambda must be JSON (B1.6)\n\
         do    send a JSON body, or map the request with a template",
    );
}

#[test]
fn an_event_that_is_too_large() {
    let api = Deployment::with(&WHOLE, |settings| settings.host.limits.event = 10);
    explains(
        &api.send("POST /prod/", &[], "\"too much\" "),
        Cause::EventTooLarge,
        "why   the event has 11 bytes, 10 are allowed\n\
         rule  an event has at most 6291456 bytes (A3.17)\n\
         do    send less, or send it in parts",
    );
}

#[test]
fn a_request_that_is_too_large() {
    let api = Deployment::with(&WHOLE, |settings| settings.host.limits.request_body = 3);
    explains(
        &api.send("POST /prod/", &[], "1234"),
        Cause::RequestTooLarge,
        "why   the body has more than 3 bytes\n\
         rule  a request body has at most 10485760 bytes (A3.16)\n\
         do    send less, or send it in parts",
    );
}

#[test]
fn a_head_that_is_too_large() {
    let cookie = format!("Cookie: {}", "x".repeat(10_240));
    explains(
        &api().send("GET /prod/test", &[&cookie], ""),
        Cause::HeadTooLarge,
        "why   the headers have 10258 bytes\n\
         rule  the headers of a request have at most 10240 bytes (E.12)\n\
         do    send less in headers: cookies and tokens are the usual ones",
    );
}

#[test]
fn a_body_that_does_not_come() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.host.limits.request_time = Duration::from_millis(500);
    });
    explains(
        &api.send("POST /prod/", &["Content-Length: 5"], "1234"),
        Cause::RequestTooSlow,
        "why   the body did not end within 0.5 s\n\
         rule  a body has to come within a time; here it is ours, not AWS's\n\
         do    send the whole body, as long as Content-Length says",
    );
}

#[test]
fn a_throttled_request() {
    let (api, heard) = observed(1);
    let _waiting = sent(&api, json!({"prints": "busy\n", "hangs": true}));
    heard.until("busy");
    explains(
        &api.ask("GET /prod/test"),
        Cause::Throttled,
        "why   all of the 1 execution environments are busy\n\
         rule  an execution environment serves one request at a time; they are limited (A3.5)\n\
         do    start with a larger --concurrency, or send fewer at a time",
    );
}

#[test]
fn an_integration_time_out() {
    let api = Deployment::with(&["ANY /{proxy+}"], |settings| {
        let method = &mut settings.template.apis[0].resources[0].methods[0];
        method.integration = Integration::Proxy {
            timeout: Duration::from_millis(50),
        };
    });
    explains(
        &api.commanded(json!({"hangs": true}), &[]),
        Cause::IntegrationTimeout,
        "why   no result within 50 ms\n\
         rule  the gateway waits for the function, but not for ever (A3.4)\n\
         do    answer sooner, or raise timeoutInMillis in the template",
    );
}

#[test]
fn a_program_that_is_not_there() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.program.path = "no/program".into();
    });
    explains(
        &api.ask("GET /prod/test"),
        Cause::CannotStart,
        "why   the function's program cannot start: no/program: No such file or directory (os error 2)\n\
         rule  a function that cannot be invoked is 500 (A3.6)\n\
         do    check that the program is there and may be run",
    );
}

#[test]
fn an_integration_that_is_not_executed() {
    let api = Deployment::with(&["GET /test"], |settings| {
        let method = &mut settings.template.apis[0].resources[0].methods[0];
        method.integration = Integration::Unsupported {
            what: "an integration of type `mock`".to_owned(),
            why: "no answer is made up".to_owned(),
        };
    });
    explains(
        &api.ask("GET /prod/test"),
        Cause::UnsupportedIntegration,
        "why   an integration of type `mock`: no answer is made up\n\
         rule  an integration is executed if it is a function's, by POST, sets no illegal header, and the\n      \
               stage has its variables (A3.28)\n\
         do    see what the template's notes say about it at start",
    );
}
