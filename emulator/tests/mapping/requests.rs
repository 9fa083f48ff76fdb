//! Facts B1: which template, which body, and what Lambda says to it.

use serde_json::{Value, json};

use crate::custom::{custom, post, post_json};

const TWO: &str = r#"
requestTemplates:
  application/json: '{"json": $input.json("$")}'
  text/plain: '{"text": "$util.escapeJavaScript($input.body)"}'
"#;

/// B1.1: The media type decides, its parameters do not.
#[test]
fn the_template_is_chosen_by_the_media_type() {
    let api = custom(TWO);
    let event = |content_type, body| post(&api, content_type, body).event();
    assert_eq!(
        event("application/json", "{\"a\":1}"),
        json!({"json": {"a": 1}})
    );
    assert_eq!(
        event("text/plain; charset=utf-8", "hi"),
        json!({"text": "hi"})
    );
    assert_eq!(event("Text/Plain", "hi"), json!({"text": "hi"}));
}

/// B1.1: Without a Content-Type it is JSON.
#[test]
fn without_a_content_type_the_template_for_json_is_used() {
    assert_eq!(post(&custom(TWO), "", "1").event(), json!({"json": 1}));
}

/// B1.2: `WHEN_NO_MATCH` is the default.
#[test]
fn a_type_without_a_template_passes_unchanged() {
    let trip = post(&custom(TWO), "application/xml", "{\"a\": 1}");
    assert_eq!(trip.event_text(), "{\"a\": 1}");
}

/// B1.2, A3.18.
#[test]
fn when_no_templates_passes_only_if_there_is_none_at_all() {
    let api = custom(&format!("passthroughBehavior: when_no_templates{TWO}"));
    let refused = post(&api, "application/xml", "{}");
    assert_eq!(refused.reply.status, 415);
    assert_eq!(
        refused.reply.text(),
        r#"{"message": "Unsupported Media Type"}"#
    );
    assert!(
        refused.explanation().contains("application/xml"),
        "{}",
        refused.explanation()
    );
    let api = custom("passthroughBehavior: WHEN_NO_TEMPLATES");
    assert_eq!(post(&api, "application/xml", "{}").reply.status, 200);
}

/// B1.2.
#[test]
fn never_passes_nothing() {
    let api = custom("passthroughBehavior: NEVER");
    assert_eq!(post_json(&api, "{}").reply.status, 415);
}

/// B1.3.
#[test]
fn never_without_a_body_uses_the_template_for_json() {
    let api = custom(&format!("passthroughBehavior: never{TWO}"));
    assert_eq!(api.ask("GET /prod/x").event(), json!({"json": {}}));
}

/// B1.4.
#[test]
fn a_template_for_everything_else_is_called_default() {
    let api = custom("requestTemplates: {$default: '{\"else\": true}'}");
    assert_eq!(
        post(&api, "application/xml", "<a/>").event(),
        json!({"else": true})
    );
}

/// B1.5.
#[test]
fn without_a_template_the_body_is_the_event() {
    let api = custom("");
    assert_eq!(
        post_json(&api, "{ \"a\" : 1 }").event_text(),
        "{ \"a\" : 1 }"
    );
    assert_eq!(api.ask("GET /prod/x").event_text(), "{}");
}

/// B1.6.
#[test]
fn a_rendering_that_is_not_json_answers_400_with_the_parsers_words() {
    let api = custom("requestTemplates: {application/json: '{,}'}");
    let trip = post_json(&api, "{}");
    assert_eq!(trip.reply.status, 400);
    assert_eq!(
        trip.reply.header("x-amzn-ErrorType"),
        Some("BadRequestException")
    );
    let answer: Value = serde_json::from_str(&trip.reply.text()).expect("JSON");
    let message = answer["message"].as_str().unwrap_or_default();
    let words = "Could not parse request body into json: Could not parse payload into json: \
                 Unexpected character (',' (code 44)): was expecting double-quote to start field name";
    assert!(message.starts_with(words), "{message}");
    assert!(
        trip.explanation().contains("',' (code 44)"),
        "{}",
        trip.explanation()
    );
}

/// B1.6, B3.2: The usual cause, and its cure.
#[test]
fn an_escaped_single_quote_is_explained_with_its_cure() {
    let api = custom(
        "requestTemplates: {text/plain: '{\"t\": \"$util.escapeJavaScript($input.body)\"}'}",
    );
    let trip = post(&api, "text/plain", "it's");
    assert_eq!(trip.reply.status, 400);
    assert!(
        trip.explanation().contains(r#".replaceAll("\\'", "'")"#),
        "{}",
        trip.explanation()
    );
}

/// A form has no template here, and its body is no JSON: what `curl -d` alone gets.
#[test]
fn a_form_passes_raw_and_answers_400() {
    let trip = post(&custom(TWO), "application/x-www-form-urlencoded", "a=b");
    assert_eq!(trip.event_text(), "a=b");
    assert_eq!(trip.reply.status, 400);
}

/// B1.7.
#[test]
fn an_empty_rendering_is_an_empty_object() {
    let api = custom("requestTemplates: {application/json: '#set($x = 1)'}");
    assert_eq!(post_json(&api, "{\"a\":1}").event_text(), "{}");
}

/// B1.8.
#[test]
fn the_invocation_type_event_answers_at_once_and_runs_all_the_same() {
    let mode = "requestParameters:\n  \
                integration.request.header.X-Amz-Invocation-Type: method.request.header.Mode";
    let api = custom(mode);
    let trip = api.send("POST /prod/x", &["Mode: Event"], "{\"returns\":1}");
    assert_eq!((trip.reply.status, trip.reply.text().as_str()), (200, ""));
    assert!(trip.exchange.invocation.is_none());
    let run = api.until(|exchange| exchange.invocation.is_some());
    let run = run
        .invocation
        .as_ref()
        .and_then(|run| run.outcome.as_ref().ok());
    assert_eq!(run.expect("it ran").result.as_ref().expect("a result"), "1");
}

/// B1.8: Any other value waits.
#[test]
fn another_invocation_type_waits_for_the_result() {
    let mode = "requestParameters: {integration.request.header.X-Amz-Invocation-Type: \"'RequestResponse'\"}";
    assert_eq!(
        post_json(&custom(mode), "{\"returns\":1}").reply.text(),
        "1"
    );
}

/// B5.9: A template that cannot be parsed is found at once, and answers 500 when it is used.
#[test]
fn a_template_that_fails_answers_500_with_the_place() {
    let api =
        custom("requestTemplates:\n  application/json: |\n    {\n      \"a\": #if($x\n    }\n");
    let trip = post_json(&api, "{}");
    assert_eq!(trip.reply.status, 500);
    assert_eq!(trip.reply.text(), r#"{"message": "Internal server error"}"#);
    assert!(
        trip.explanation().contains("template.yaml:"),
        "{}",
        trip.explanation()
    );
}

/// B6.14.
#[test]
fn bytes_become_base64_if_they_are_to_be_text() {
    let png = [0x89, 0x50, 0xff];
    let template = "requestTemplates: {image/png: '\"$input.body\"'}";
    let trip = post(
        &custom(&format!("contentHandling: CONVERT_TO_TEXT\n{template}")),
        "image/png",
        png,
    );
    assert_eq!(trip.event_text(), "\"iVD/\"");
    let trip = post(&custom(template), "image/png", png);
    assert_eq!(trip.reply.status, 500);
    assert!(
        trip.explanation().contains("CONVERT_TO_TEXT"),
        "{}",
        trip.explanation()
    );
}

/// B6.14.
#[test]
fn text_that_is_to_be_bytes_is_decoded() {
    let api = custom("contentHandling: CONVERT_TO_BINARY");
    assert_eq!(post_json(&api, "eyJhIjoxfQ==").event_text(), "{\"a\":1}");
    assert_eq!(post_json(&api, "{}").reply.status, 500);
}

/// B6.14.
#[test]
fn bytes_of_a_text_type_are_read_as_utf_8() {
    let api = custom("requestTemplates: {text/plain: '\"$input.body\"'}");
    assert_eq!(
        post(&api, "text/plain", b"a\xffb").event_text(),
        "\"a\u{fffd}b\""
    );
}

/// B7.3, A1.31: Of a parameter and of a header that come again a template reads the last value.
#[test]
fn of_what_is_repeated_a_template_reads_the_last_value() {
    let api = custom(
        "requestTemplates: {application/json: '{\"q\": \"$input.params().querystring\", \
         \"a\": \"$input.params().header[\"X-A\"]\", \"b\": \"$input.params(\"X-B\")\"}'}",
    );
    let headers = ["X-A: 1", "X-B: 3", "x-a: 2"];
    let trip = api.send("GET /prod/x?a=1&b=x&a=2", &headers, "");
    assert_eq!(trip.event(), json!({"q": "{a=2, b=x}", "a": "2", "b": "3"}));
}
