//! Facts B6: which response, which body, which headers.

use serde_json::json;

use crate::custom::{custom, post_json};

const PATTERNS: &str = r"
responses:
  default: {statusCode: 200}
  '.*four hundred.*': {statusCode: 405}
  '.+': {statusCode: 502}
";

fn failing(message: &str) -> String {
    json!({"fails": {"errorMessage": message, "errorType": "E"}}).to_string()
}

/// B6.1: The whole message has to match.
#[test]
fn a_pattern_matches_the_whole_error_message() {
    let api = custom("responses: {default: {statusCode: 200}, 'four hundred': {statusCode: 400}}");
    assert_eq!(post_json(&api, &failing("four hundred")).reply.status, 400);
    assert_eq!(
        post_json(&api, &failing("a four hundred")).reply.status,
        200
    );
}

/// B6.1: It is a pattern of Java's, where `.` is no line terminator of any kind unless `(?s)` stands before it.
#[test]
fn a_pattern_does_not_go_on_in_the_next_line() {
    let api = custom(
        "responses: {default: {statusCode: 200}, 'no.luck': {statusCode: 400}, '(?s)bad.luck': {statusCode: 500}}",
    );
    for line_break in ["\n", "\r", "\u{85}", "\u{2028}"] {
        let status = |word: &str| {
            post_json(&api, &failing(&[word, "luck"].join(line_break)))
                .reply
                .status
        };
        assert_eq!((status("no"), status("bad")), (200, 500), "{line_break:?}");
    }
}

/// B6.1: A result that looks like an error is a result.
#[test]
fn a_result_with_an_error_message_takes_the_default() {
    let result = json!({"returns": {"errorMessage": "four hundred"}}).to_string();
    assert_eq!(post_json(&custom(PATTERNS), &result).reply.status, 200);
}

/// B6.3: A pattern that is empty is none.
#[test]
fn a_response_with_an_empty_pattern_is_the_default() {
    let api = custom("responses: {'': {statusCode: 201}, 'no.*': {statusCode: 400}}");
    assert_eq!(post_json(&api, "{\"returns\":1}").reply.status, 201);
    assert_eq!(post_json(&api, &failing("other")).reply.status, 201);
    assert_eq!(post_json(&api, &failing("none")).reply.status, 400);
}

/// B6.14: What is no text becomes some.
#[test]
fn bytes_of_a_result_that_are_no_text_become_u_fffd() {
    let result = json!({"returns_raw": [34, 255, 34]}).to_string();
    for more in ["", ", contentHandling: CONVERT_TO_TEXT"] {
        let api = custom(&format!(
            "responses: {{default: {{statusCode: 200{more}}}}}"
        ));
        assert_eq!(
            post_json(&api, &result).reply.body,
            "\"\u{fffd}\"".as_bytes(),
            "{more}"
        );
    }
}

/// B6.2.
#[test]
fn a_pattern_does_not_see_the_status() {
    let api = custom("responses: {default: {statusCode: 201}, '200': {statusCode: 418}}");
    assert_eq!(post_json(&api, "{\"returns\":1}").reply.status, 201);
}

/// B6.3, B6.7: An error that nothing matches is a 200 with the error, untouched.
#[test]
fn an_unmapped_error_answers_200_with_the_error_as_body() {
    let trip = post_json(&custom(""), &failing("no luck"));
    assert_eq!(trip.reply.status, 200);
    assert_eq!(
        trip.reply.text(),
        r#"{"errorMessage":"no luck","errorType":"E"}"#
    );
    assert!(
        trip.explanation().contains("selection pattern"),
        "{}",
        trip.explanation()
    );
}

/// B6.4: Our choice, the first of several.
#[test]
fn of_several_patterns_that_match_the_first_counts() {
    let trip = post_json(&custom(PATTERNS), &failing("error: four hundred!"));
    assert_eq!(trip.reply.status, 405);
    assert_eq!(trip.explanation(), "", "it is as the template has it");
}

/// B6.5.
#[test]
fn without_a_default_what_nothing_matches_answers_500() {
    let api = custom("responses: {'no.*': {statusCode: 400}}");
    for body in ["{\"returns\":1}".to_owned(), failing("yes")] {
        let trip = post_json(&api, &body);
        assert_eq!(trip.reply.status, 500);
        assert_eq!(trip.reply.text(), r#"{"message": "Internal server error"}"#);
        assert!(
            trip.explanation().contains("there is no.*"),
            "{}",
            trip.explanation()
        );
    }
}

/// B6.6.
#[test]
fn a_response_template_is_chosen_by_accept_then_json_then_the_first() {
    let api = custom(
        "responses:\n  default:\n    statusCode: 200\n    responseTemplates: \
         {text/html: '<p>$input.path(\"$.n\")</p>', application/json: '{\"n\": $input.json(\"$.n\")}'}",
    );
    let body = |accept: &str| {
        api.send("POST /prod/x", &[accept], "{\"returns\":{\"n\":1}}")
            .reply
            .text()
    };
    assert_eq!(body("Accept: text/html, */*"), "<p>1</p>");
    assert_eq!(body("Accept: application/json"), "{\"n\": 1}");
    assert_eq!(body("Accept: */*"), "{\"n\": 1}");
}

/// B6.8.
#[test]
fn an_answer_is_json_unless_a_parameter_says_otherwise() {
    let plain = post_json(&custom(""), "{\"returns\":1}");
    assert_eq!(plain.reply.header("Content-Type"), Some("application/json"));
    let html = "responses: {default: {statusCode: 200, responseParameters: \
                {method.response.header.Content-Type: \"'text/html'\"}}}";
    let html = post_json(&custom(html), "{\"returns\":1}");
    assert_eq!(html.reply.header("Content-Type"), Some("text/html"));
}

/// B6.9, B6.10, B6.11: A header from each source; one that has nothing is empty; unmapped ones stay here.
#[test]
fn a_header_is_taken_from_where_its_parameter_says() {
    let api = custom(
        "responses:\n  default:\n    statusCode: 200\n    responseParameters:\n      \
         method.response.header.A: \"'literal'\"\n      \
         method.response.header.B: integration.response.body.url\n      \
         method.response.header.C: context.stage\n      \
         method.response.header.D: stageVariables.greeting\n      \
         method.response.header.E: integration.response.header.X-Amz-Executed-Version\n      \
         method.response.header.Location: integration.response.body.nothing\n",
    );
    let reply = post_json(&api, "{\"returns\":{\"url\":\"/there\"}}").reply;
    let header = |name| reply.header(name);
    assert_eq!(header("A"), Some("literal"));
    assert_eq!(header("B"), Some("/there"));
    assert_eq!(header("C"), Some("prod"));
    assert_eq!(header("D"), Some("hello"));
    assert_eq!(header("E"), Some("$LATEST"));
    assert_eq!(header("Location"), Some(""));
    assert_eq!(header("X-Amz-Executed-Version"), None);
}

/// B6.11: Our choice without a template: nothing is `null`.
#[test]
fn a_function_that_returns_nothing_answers_null() {
    assert_eq!(
        post_json(&custom(""), "{\"returns\":null}").reply.text(),
        "null"
    );
}

/// B6.11: For a template it is no body.
#[test]
fn for_a_template_nothing_is_an_empty_object() {
    let api = custom(
        "responses: {default: {statusCode: 200, responseTemplates: {application/json: '$input.body'}}}",
    );
    assert_eq!(post_json(&api, "{\"returns\":null}").reply.text(), "{}");
}

/// B6.12.
#[test]
fn a_response_template_may_set_the_status_and_headers() {
    let api = custom(
        "responses:\n  default:\n    statusCode: 200\n    responseTemplates:\n      application/json: |\n        \
         #if($input.path('$.late'))#set($context.responseOverride.status = 202)#end\n        \
         #set($context.responseOverride.header.X-Seen = $input.path('$.id'))\n        ok\n",
    );
    let reply = post_json(&api, "{\"returns\":{\"late\":true,\"id\":7}}").reply;
    assert_eq!(reply.status, 202);
    assert_eq!(reply.header("X-Seen"), Some("7"));
}

/// Recorded under A2, "Renamed response headers": a mapped header that is the gateway's own leaves renamed.
#[test]
fn a_mapped_header_that_is_the_gateways_own_leaves_renamed() {
    let api = custom(
        "responses: {default: {statusCode: 200, responseParameters: \
         {method.response.header.Date: \"'today'\", method.response.header.Via: \"'me'\"}}}",
    );
    let reply = post_json(&api, "{\"returns\":1}").reply;
    assert_eq!(reply.header("x-amzn-Remapped-Date"), Some("today"));
    assert_eq!(reply.header("Via"), Some("me"));
}
