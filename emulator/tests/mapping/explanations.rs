//! What goes wrong while a request or a result is mapped is explained: each cause once, as the book shows it.

use emulator::explanation::Cause;
use serde_json::json;

use crate::{
    custom::{custom, integration, post, post_json},
    support::{Trip, shown::pin_shown},
};

#[track_caller]
fn explains(trip: &Trip, cause: Cause) {
    let explanation = trip.exchange.explanation.as_ref().expect("explained");
    assert_eq!(explanation.cause, cause);
    pin_shown(&trip.exchange);
}

#[test]
fn a_single_quote_that_was_escaped() {
    let api = custom(
        "requestTemplates:\n  application/json: '{\"q\": \"$util.escapeJavaScript($input.params(''q''))\"}'\n",
    );
    explains(&api.ask("GET /prod/x?q=it%27s"), Cause::SingleQuoteEscaped);
}

#[test]
fn an_unsupported_media_type() {
    let api = custom("passthroughBehavior: never\nrequestTemplates: {application/json: '{}'}\n");
    explains(&post(&api, "text/csv", "a,b"), Cause::UnsupportedMediaType);
}

#[test]
fn a_mapping_template_that_fails() {
    let api = custom("requestTemplates: {application/json: '#if($input.body){}'}\n");
    explains(&post_json(&api, "{}"), Cause::MappingTemplateFailed);
}

#[test]
fn bytes_that_meet_a_template() {
    let api = custom("requestTemplates: {image/png: '{}'}\n");
    explains(
        &post(&api, "image/png", [0x89, b'P']),
        Cause::BinaryIntoTemplate,
    );
}

#[test]
fn a_conversion_that_fails() {
    let api = custom("contentHandling: CONVERT_TO_BINARY\n");
    explains(&post(&api, "text/plain", "no!"), Cause::ConversionFailed);
}

#[test]
fn a_mock_without_a_status() {
    let api = integration(
        "type: mock\nrequestTemplates: {application/json: '{\"status\": 200}'}\n\
         responses: {default: {statusCode: 200}}\n",
    );
    explains(&api.ask("GET /prod/x"), Cause::NoMockStatus);
}

/// Our choice: nothing is recorded of a header that HTTP cannot carry.
#[test]
fn a_header_that_http_cannot_carry() {
    let api = custom(
        "responses:
  default:
    statusCode: 200
    responseParameters: {method.response.header.A: integration.response.body.a}
",
    );
    let result = json!({"returns": {"a": "x\r\nb: 1"}});
    explains(
        &post_json(&api, &result.to_string()),
        Cause::UnsendableHeader,
    );
    let api = custom(
        "requestTemplates:\n  application/json: '#set($context.responseOverride.header[\"a b\"] = 1){}'\n",
    );
    assert_eq!(post_json(&api, "{}").reply.status, 500);
}

/// Our choice: nothing is recorded of a status that announces an answer and is none.
#[test]
fn a_status_that_is_no_answer() {
    let api = custom("responses: {default: {statusCode: 103}}\n");
    explains(&post_json(&api, "{}"), Cause::InterimStatus);
    for status in [100, 101, 199] {
        let api = custom(&format!(
            "requestTemplates:\n  application/json: '#set($context.responseOverride.status = {status}){{}}'\n"
        ));
        let trip = post_json(&api, "{}");
        assert_eq!(trip.reply.status, 500);
        assert_eq!(trip.exchange.answer.status, 500);
    }
}

#[test]
fn an_error_without_a_response() {
    let api = custom("responses: {'.*not found.*': {statusCode: 404}}\n");
    let failing = json!({"fails": {"errorType": "Unlucky", "errorMessage": "not today"}});
    explains(
        &post_json(&api, &failing.to_string()),
        Cause::NoIntegrationResponse,
    );
}
