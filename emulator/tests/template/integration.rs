//! Integrations: what runs, what answers 500, what is refused.

use std::time::Duration;

use emulator::{api::Integration, template::NoteClass};

use crate::support::{
    complaint, integration, not_supported, notes, small_before, small_with, without_event,
};

const URI: &str =
    "!Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations";

/// What an unsupported integration is, and the note about it.
fn unsupported(text: &str) -> String {
    match integration(text) {
        Integration::Unsupported { what, why } => format!("{what}: {why}\n{}", not_supported(text)),
        other => panic!("it is supported: {other:?}"),
    }
}

/// E.1, E.3.
#[test]
fn the_type_may_be_in_any_case() {
    let timeout = Duration::from_secs(29);
    assert_eq!(
        integration(&small_with("type: aws_proxy", "type: AWS_Proxy")),
        Integration::Proxy { timeout }
    );
}

/// A1.43.
#[test]
fn parameters_that_are_mapped_change_nothing_of_a_proxy_integration() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                requestParameters:\n                  \
         integration.request.header.X-Stage: context.stage",
    );
    let timeout = Duration::from_secs(29);
    assert_eq!(integration(&text), Integration::Proxy { timeout });
}

#[test]
fn a_timeout_is_read_in_milliseconds() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                timeoutInMillis: 50",
    );
    let timeout = Duration::from_millis(50);
    assert_eq!(integration(&text), Integration::Proxy { timeout });
}

#[test]
fn a_timeout_that_is_too_long_is_refused_with_awss_wording() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                timeoutInMillis: 30000",
    );
    insta::assert_snapshot!(complaint(&text), @r"
    error: `timeoutInMillis` is `30000`
      --> template.yaml:21:34
       |
    21 |                 timeoutInMillis: 30000
       |                                  ^^^^^ expected a whole number from 50 to 29000 (milliseconds)
       |
       = help: AWS refuses this with `Timeout should be between 50 ms and 29000 ms`
    ");
}

#[test]
fn a_mock_integration_needs_nothing_but_its_type() {
    let integration = integration(&small_with("type: aws_proxy", "type: mock"));
    assert!(
        matches!(integration, Integration::Mock { .. }),
        "{integration:?}"
    );
}

#[test]
fn an_http_integration_is_not_supported() {
    let text =
        small_with("type: aws_proxy", "type: http_proxy").replace(URI, "https://example.com/");
    insta::assert_snapshot!(unsupported(&text), @r"
    `uri`: no other server is asked here
    line 21: `uri` of the integration of `GET /`: each request is answered 500 `Internal server error`: no other server is asked here
    ");
}

/// E.4.
#[test]
fn an_http_integration_without_endpoint_is_refused_with_awss_wording() {
    let text = small_with("type: aws_proxy", "type: http").replace(URI, "example.com");
    insta::assert_snapshot!(complaint(&text), @r"
    error: `example.com` is no HTTP endpoint
      --> template.yaml:21:22
       |
    21 |                 uri: example.com
       |                      ^^^^^^^^^^^ expected `http://…` or `https://…`
       |
       = help: AWS refuses this with `Invalid HTTP endpoint specified for URI`
    ");
}

#[test]
fn another_service_of_aws_is_not_supported() {
    let text = small_with("type: aws_proxy", "type: aws")
        .replace(URI, "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem");
    insta::assert_snapshot!(unsupported(&text), @r"
    `uri`: it names the AWS service `dynamodb`, and only the function is invoked here
    line 21: `uri` of the integration of `GET /`: each request is answered 500 `Internal server error`: it names the AWS service `dynamodb`, and only the function is invoked here
    ");
}

/// E.4.
#[test]
fn a_proxy_integration_with_another_service_is_refused_with_awss_wording() {
    let text = small_with(
        URI,
        "arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue",
    );
    insta::assert_snapshot!(complaint(&text), @r"
    error: a proxy integration with another service
      --> template.yaml:21:22
       |
    21 |                 uri: arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue
       |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected the uri of a function
       |
       = help: write `!Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations`
       = help: AWS refuses this with `Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.`
    ");
}

/// E.4.
#[test]
fn a_uri_that_is_no_arn_is_refused_with_awss_wording() {
    insta::assert_snapshot!(complaint(&small_with(URI, "Fn")), @r"
    error: the uri is not an ARN
      --> template.yaml:21:22
       |
    21 |                 uri: Fn
       |                      ^^ expected the uri of a function
       |
       = help: write `!Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations`
       = help: AWS refuses this with `Invalid ARN specified in the request`
    ");
}

/// A3.7.
#[test]
fn a_method_other_than_post_answers_500_as_on_aws() {
    insta::assert_snapshot!(unsupported(&small_with("httpMethod: POST", "httpMethod: GET")), @r"
    `httpMethod: GET`: a function is invoked by POST; AWS answers the same
    line 20: `httpMethod: GET` of the integration of `GET /`: each request is answered 500 `Internal server error`: a function is invoked by POST; AWS answers the same
    ");
}

#[test]
fn the_method_of_an_integration_may_be_in_any_case() {
    let text = small_with("httpMethod: POST", "httpMethod: post");
    assert!(matches!(integration(&text), Integration::Proxy { .. }));
}

#[test]
fn what_is_no_method_is_refused() {
    for kind in ["aws_proxy", "aws"] {
        let text = small_with("httpMethod: POST", "httpMethod: POTS").replace("aws_proxy", kind);
        insta::allow_duplicates! {
            insta::assert_snapshot!(complaint(&text), @"
            error: `httpMethod` is `POTS`
              --> template.yaml:20:29
               |
            20 |                 httpMethod: POTS
               |                             ^^^^ expected DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, ANY
            ");
        }
    }
}

/// Whoever reads them: the import of a mock or of a proxy integration refuses them too.
#[test]
fn a_word_that_is_none_is_refused_in_an_integration_of_any_type() {
    for kind in ["aws", "aws_proxy", "mock", "http"] {
        for key in [
            "passthroughBehavior",
            "contentHandling",
            "connectionType",
            "responseTransferMode",
        ] {
            let lines = format!("type: {kind}\n                {key}: sometimes");
            let text = small_with("type: aws_proxy", &lines);
            let found = complaint(&text);
            assert!(
                found.contains(&format!("`{key}` is `sometimes`")),
                "{found}"
            );
        }
    }
}

/// Its `uri` is another server's, and what it maps is not read.
#[test]
fn an_http_integration_is_checked_as_the_others_are() {
    let (start, end) = (
        small_before("                uri: "),
        "                uri: http://example.com\n",
    );
    let http = |line: &str| format!("{start}{line}{end}").replace("aws_proxy", "http");
    insta::assert_snapshot!(complaint(&http("                passtroughBehavior: never\n")), @"
    error: the integration of `GET /` has a `passtroughBehavior`
      --> template.yaml:21:17
       |
    21 |                 passtroughBehavior: never
       |                 ^^^^^^^^^^^^^^^^^^ nothing of this name belongs here
       |
       = help: did you mean `passthroughBehavior`?
    ");
    let lines = "                timeoutInMillis: 30000\n";
    assert!(complaint(&http(lines)).contains("`timeoutInMillis` is `30000`"));
    assert!(unsupported(&http("")).contains("no other server is asked here"));
}

/// A3.8, A3.25.
#[test]
fn a_header_that_no_template_may_set_answers_500_as_on_aws() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST
                requestParameters: {integration.request.header.Content-Length: \"'1'\"}",
    );
    insta::assert_snapshot!(unsupported(&text), @r"
    `requestParameters`: no integration may set the header `Content-Length`; AWS answers the same
    line 21: `requestParameters` of the integration of `GET /`: each request is answered 500 `Internal server error`: no integration may set the header `Content-Length`; AWS answers the same
    ");
}

/// A3.8, A3.25: Two of them none may set, whatever its type; the others a mock may.
#[test]
fn a_mock_too_answers_500_with_an_illegal_header() {
    let mock = |header: &str| {
        let lines = format!(
            "type: mock
                requestParameters: {{integration.request.header.{header}: \"'1'\"}}"
        );
        small_with("type: aws_proxy", &lines)
    };
    insta::assert_snapshot!(unsupported(&mock("transfer-encoding")), @r"
    `requestParameters`: no integration may set the header `transfer-encoding`; AWS answers the same
    line 20: `requestParameters` of the integration of `GET /`: each request is answered 500 `Internal server error`: no integration may set the header `transfer-encoding`; AWS answers the same
    ");
    assert!(unsupported(&mock("Content-Length")).contains("`Content-Length`"));
    let proxy = mock("Authorization").replace("type: mock", "type: aws_proxy");
    assert!(unsupported(&proxy).contains("neither `aws` nor `aws_proxy` may set"));
    assert!(matches!(
        integration(&mock("Authorization")),
        Integration::Mock { .. }
    ));
}

#[test]
fn a_stage_variable_names_the_function() {
    let text = small_with(
        "StageName: prod",
        "StageName: prod\n      Variables: {fn: Fn}",
    )
    .replace(
        "${Fn.Arn}",
        "arn:aws:lambda:us-east-1:123456789012:function:${!stageVariables.fn}",
    );
    assert!(matches!(integration(&text), Integration::Proxy { .. }));
}

/// A3.9.
#[test]
fn a_missing_stage_variable_answers_500_as_on_aws() {
    let text = small_with(
        "${Fn.Arn}",
        "arn:aws:lambda:us-east-1:123456789012:function:${!stageVariables.fn}",
    );
    insta::assert_snapshot!(unsupported(&text), @r"
    `uri`: the stage has no variable `fn`; AWS answers the same
    line 21: `uri` of the integration of `GET /`: each request is answered 500 `Internal server error`: the stage has no variable `fn`; AWS answers the same
    ");
}

#[test]
fn an_alias_of_the_function_is_the_function() {
    let text = small_with("${Fn.Arn}", "${Fn.Arn}:live");
    assert!(matches!(integration(&text), Integration::Proxy { .. }));
    insta::assert_snapshot!(not_supported(&text), @"line 21: `live` of the function: `$LATEST` is invoked, the one version that there is here");
}

#[test]
fn a_misspelt_key_of_an_integration_is_refused() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                requestTemplate: {}",
    );
    insta::assert_snapshot!(complaint(&text), @r"
    error: the integration of `GET /` has a `requestTemplate`
      --> template.yaml:21:17
       |
    21 |                 requestTemplate: {}
       |                 ^^^^^^^^^^^^^^^ nothing of this name belongs here
       |
       = help: did you mean `requestTemplates`?
    ");
}

/// AWS passes over it, and templates that are deployed have such.
#[test]
fn an_unknown_key_of_an_integration_is_noted() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                payloadFormatVersion: '1.0'",
    );
    insta::assert_snapshot!(notes(&text, NoteClass::WithoutEffect), @"line 21: `payloadFormatVersion` of the integration of `GET /`: it is no key of this place, and AWS passes over it");
}

/// A right name in the wrong place has not been mistyped.
#[test]
fn what_an_integration_response_has_is_passed_over_in_an_integration() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                responseParameters: {}",
    );
    assert!(
        notes(&text, NoteClass::WithoutEffect).contains("`responseParameters` of the integration")
    );
}

/// It is nobody's business here what it would be.
#[test]
fn a_word_that_cannot_be_told_is_passed_over_where_nobody_reads_it() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                passthroughBehavior: !FindInMap [A, b, c]",
    );
    assert!(matches!(integration(&text), Integration::Proxy { .. }));
}

#[test]
fn a_streaming_integration_is_not_supported() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                responseTransferMode: STREAM",
    );
    insta::assert_snapshot!(unsupported(&text), @r"
    `responseTransferMode: STREAM`: an answer is sent in one piece here
    line 21: `responseTransferMode: STREAM` of the integration of `GET /`: each request is answered 500 `Internal server error`: an answer is sent in one piece here
    ");
    let text = text.replace("STREAM", "BUFFERED");
    assert!(matches!(integration(&text), Integration::Proxy { .. }));
}

#[test]
fn a_streaming_uri_is_not_supported() {
    let text = small_with("2015-03-31", "2021-11-15")
        .replace("/invocations", "/response-streaming-invocations");
    insta::assert_snapshot!(unsupported(&text), @r"
    `uri`: an answer is sent in one piece here
    line 21: `uri` of the integration of `GET /`: each request is answered 500 `Internal server error`: an answer is sent in one piece here
    ");
}

/// It asks nobody.
#[test]
fn a_mock_needs_no_permission() {
    let proxy = without_event();
    assert!(notes(&proxy, NoteClass::WouldFailDeployed).contains("may not invoke"));
    let mock = proxy.replace("type: aws_proxy", "type: mock");
    assert_eq!(notes(&mock, NoteClass::WouldFailDeployed), "");
}

#[test]
fn a_name_in_place_of_the_functions_arn_would_fail_deployed() {
    let text = small_with("${Fn.Arn}", "${Fn}");
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @"line 21: `functions/Fn/` of the uri: a name is enough here; AWS wants the function's ARN: write `${Function.Arn}`");
}

/// Whoever it is for: here nobody asks for it.
#[test]
fn a_permission_whose_source_cannot_be_told_refuses_no_template() {
    let text = small_with(
        "Resources:",
        "Conditions: {A: !Equals [a, b]}
Resources:
  Permission:
    Type: AWS::Lambda::Permission
    Properties: {Principal: apigateway.amazonaws.com, SourceArn: !If [A, b, c]}",
    );
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}
