//! `mock`: nothing is asked, the request template gives the status.

use crate::custom::integration;

/// B6.13, A2.14: The status chooses the response; no trace id, because nothing was traced.
#[test]
fn a_mock_answers_by_the_status_that_its_template_renders() {
    let api = integration(
        "type: mock\nrequestTemplates: {application/json: '{statusCode: $input.params(\"code\"),}'}\n\
         responses:\n  default: {statusCode: 200}\n  '4..': {statusCode: 404, responseTemplates: \
         {application/json: '{\"not\": \"there\"}'}}\n",
    );
    let fine = api.ask("GET /prod/x?code=200");
    assert_eq!((fine.reply.status, fine.reply.text().as_str()), (200, ""));
    assert_eq!(fine.reply.header("X-Amzn-Trace-Id"), None);
    let missing = api.ask("GET /prod/x?code=404");
    assert_eq!(
        (missing.reply.status, missing.reply.text().as_str()),
        (404, "{\"not\": \"there\"}")
    );
}

/// B6.13.
#[test]
fn a_mock_without_a_status_answers_500() {
    let api = integration(
        "type: mock\nrequestTemplates: {application/json: 'hello'}\nresponses: {default: {statusCode: 200}}\n",
    );
    let trip = api.ask("GET /prod/x");
    assert_eq!(trip.reply.status, 500);
    assert!(
        trip.explanation().contains("\"hello\""),
        "{}",
        trip.explanation()
    );
}

/// What learners use it for: an answer to a preflight request, without a function.
#[test]
fn a_mock_answers_a_preflight_request() {
    let api = integration(
        "type: mock\nrequestTemplates: {application/json: '{\"statusCode\": 204}'}\n\
         responses: {default: {statusCode: 204, responseParameters: \
         {method.response.header.Access-Control-Allow-Origin: \"'*'\"}}}\n",
    );
    let reply = api.ask("OPTIONS /prod/x").reply;
    assert_eq!(reply.status, 204);
    assert_eq!(reply.header("Access-Control-Allow-Origin"), Some("*"));
}
