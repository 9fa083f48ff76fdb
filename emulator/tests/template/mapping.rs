//! What a custom integration maps, as data.

use emulator::{
    api::{
        Columns, ContentHandling, Integration, Layout, Located, Mapping, MappingTemplate,
        Passthrough,
    },
    template::NoteClass,
};

use crate::support::{complaint, custom, integration, not_supported, notes, small_with};

fn mapping(lines: &str) -> Mapping {
    match integration(&custom(lines)) {
        Integration::Custom { mapping, .. } => *mapping,
        other => panic!("not a custom integration: {other:?}"),
    }
}

/// The one request template, and where a character of it stands in the file.
fn template(lines: &str) -> MappingTemplate {
    mapping(lines).request_templates["application/json"].clone()
}

#[test]
fn nothing_maps_nothing() {
    assert_eq!(mapping(""), Mapping::default());
}

/// E.3.
#[test]
fn the_passthrough_behaviour_is_read_in_any_case() {
    assert_eq!(mapping("").passthrough, Passthrough::WhenNoMatch);
    let lines = "                passthroughBehavior: when_no_templates\n";
    assert_eq!(mapping(lines).passthrough, Passthrough::WhenNoTemplates);
    let lines = "                passthroughBehavior: NEVER\n";
    assert_eq!(mapping(lines).passthrough, Passthrough::Never);
}

#[test]
fn an_unknown_passthrough_behaviour_is_refused() {
    insta::assert_snapshot!(complaint(&custom("                passthroughBehavior: always\n")), @r"
    error: `passthroughBehavior` is `always`
      --> template.yaml:22:38
       |
    22 |                 passthroughBehavior: always
       |                                      ^^^^^^ expected WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER
    ");
}

#[test]
fn a_block_template_is_located_line_by_line() {
    let template = template(
        "                requestTemplates:
                  application/json: |
                    {
                      \"id\": $input.params('id')
                    }
",
    );
    assert_eq!(template.text(), "{\n  \"id\": $input.params('id')\n}\n");
    assert_eq!(template.origin().layout, Layout::Block(Columns::AsWritten));
    assert_eq!(template.origin().locate(1, 1), Located::At(24, 21));
    assert_eq!(template.origin().locate(2, 9), Located::At(25, 29));
}

#[test]
fn a_block_template_that_begins_with_a_blank_line_is_located_from_there() {
    let template = template(
        "                requestTemplates:
                  application/json: |2-

                    {}
",
    );
    assert_eq!(template.text(), "\n{}");
    assert_eq!(template.origin().locate(1, 1), Located::At(24, 21));
    assert_eq!(template.origin().locate(2, 1), Located::At(25, 21));
}

#[test]
fn a_template_on_one_line_is_located_behind_its_quote() {
    let template = template("                requestTemplates: {application/json: '{\"a\": 1}'}\n");
    assert_eq!(
        template.origin().layout,
        Layout::OneLine(Columns::AsWritten)
    );
    assert_eq!(template.origin().locate(1, 1), Located::At(22, 55));
    assert_eq!(template.origin().locate(1, 3), Located::At(22, 57));
}

/// A caret in the wrong column is worse than none.
#[test]
fn of_a_template_with_escapes_on_one_line_the_line_is_known() {
    let template =
        template("                requestTemplates: {application/json: \"{\\\"a\\\": 1}\"}\n");
    assert_eq!(template.text(), "{\"a\": 1}");
    assert_eq!(template.origin().locate(1, 5), Located::OnLine(22));
}

#[test]
fn of_a_block_that_fn_sub_has_put_texts_into_the_line_is_known() {
    let template = template(
        "                requestTemplates:
                  application/json: !Sub |
                    {
                      \"stack\": \"${AWS::StackName}\", \"a\": #if($x
                    }
",
    );
    assert_eq!(template.origin().locate(1, 1), Located::OnLine(24));
    insta::assert_snapshot!(template.complaint(template.parsed().unwrap_err()), @"
    error: `}` does not belong here
      --> template.yaml:26
       |
    26 | }
       | ^ expected an operator or `)`
    ");
}

/// Nothing is put in, so that each character stands where it was.
#[test]
fn a_block_of_fn_sub_without_variables_is_located_as_any_other() {
    let template = template(
        "                requestTemplates:
                  application/json:
                    Fn::Sub:
                      - |
                        {
                          \"a\": 1
                        }
                      - {}
",
    );
    assert_eq!(template.origin().locate(2, 3), Located::At(27, 27));
}

#[test]
fn of_a_folded_template_only_the_beginning_is_known() {
    let template = template(
        "                requestTemplates:
                  application/json: >
                    {
                    \"a\": #if($x

                    }
",
    );
    insta::assert_snapshot!(template.complaint(template.parsed().unwrap_err()), @"
    error: `}` does not belong here
     --> line 2, column 1 of the template at template.yaml:24:21
      |
    2 | }
      | ^ expected an operator or `)`
    ");
}

/// E.2.
#[test]
fn responses_are_read_in_order_and_the_default_has_no_pattern() {
    let responses = mapping(
        "                responses:
                  default: {statusCode: 201}
                  '.*not found.*':
                    statusCode: \"404\"
                    contentHandling: convert_to_text
                    responseTemplates: {application/json: $input.path('$.errorMessage')}
                    responseParameters: {method.response.header.X: \"'y'\"}
",
    )
    .responses;

    assert_eq!(responses[0].selection_pattern, None);
    assert_eq!(responses[0].status_code, 201);
    assert_eq!(
        responses[1]
            .selection_pattern
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some(".*not found.*")
    );
    assert_eq!(responses[1].status_code, 404);
    assert_eq!(
        responses[1].content_handling,
        Some(ContentHandling::ConvertToText)
    );
    assert_eq!(
        responses[1].response_templates["application/json"].text(),
        "$input.path('$.errorMessage')"
    );
    assert_eq!(
        responses[1].response_parameters["method.response.header.X"],
        "'y'"
    );
}

#[test]
fn two_responses_with_one_status_code_are_noted() {
    let lines = "                responses:
                  default: {statusCode: 200}
                  a.*: {statusCode: 200}
              responses: {'200': {description: OK}}
";
    insta::assert_snapshot!(notes(&custom(lines), NoteClass::WouldFailDeployed), @"line 24: the response `a.*` of the integration of `GET /`, another with the status code 200: AWS keeps one response for each status code, so one of them is lost");
}

/// B6.9.
#[test]
fn a_response_that_the_operation_does_not_declare_is_noted() {
    let text = custom(
        "                responses:
                  default: {statusCode: 200}
                  a.*:
                    statusCode: 400
                    responseParameters: {method.response.header.X-Why: \"'a'\"}
                  b.*:
                    statusCode: 302
                    responseParameters: {method.response.header.Location: \"'/'\"}
              responses:
                \"200\": {description: OK}
                \"400\": {description: No, headers: {X-Other: {schema: {type: string}}}}
",
    );
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @"
    line 24: the header `X-Why` of the status 400 of `GET /` is not among its `responses`: AWS refuses this with `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.response.header.X-Why]`
    line 27: the status 302 of `GET /` is not among its `responses`: AWS refuses this with `Invalid mapping expression specified: Validation Result: warnings : [], errors : [No method response exists for method.]`
    ");
    let text = text.replace("statusCode: 302", "statusCode: 500").replace(
        "                    responseParameters: {method.response.header.Location: \"'/'\"}\n",
        "",
    );
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @"
    line 24: the header `X-Why` of the status 400 of `GET /` is not among its `responses`: AWS refuses this with `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.response.header.X-Why]`
    line 27: the status 500 of `GET /` is not among its `responses`: it is answered here; AWS answers 500 instead, and logs `Execution failed due to configuration error: Output mapping refers to an invalid method response: 500`
    ");
}

#[test]
fn a_response_that_the_operation_declares_is_not() {
    for declared in [
        "{\"400\": {description: No, headers: {x-why: {schema: {type: string}}}}}",
        "{\"400\": {$ref: '#/components/responses/No'}}",
        "{default: {description: No}}",
        "{4XX: {description: No}}",
    ] {
        let text = custom(&format!(
            "                responses:
                  default: {{statusCode: 400, responseParameters: {{method.response.header.X-Why: \"'a'\"}}}}
              responses: {declared}
"
        ));
        assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "", "{declared}");
    }
}

#[test]
fn a_status_that_is_none_is_refused() {
    insta::assert_snapshot!(complaint(&custom("                responses: {default: {statusCode: ok}}\n")), @r"
    error: `statusCode` is `ok`
      --> template.yaml:22:51
       |
    22 |                 responses: {default: {statusCode: ok}}
       |                                                   ^^ expected a whole number from 100 to 599 (a status code)
    ");
}

#[test]
fn a_parameter_that_maps_to_nowhere_is_refused_with_awss_wording() {
    let lines = "                requestParameters: {method.request.header.X: \"'y'\"}\n";
    insta::assert_snapshot!(complaint(&custom(lines)), @r#"
    error: nothing can be mapped to `method.request.header.X`
      --> template.yaml:22:37
       |
    22 |                 requestParameters: {method.request.header.X: "'y'"}
       |                                     ^^^^^^^^^^^^^^^^^^^^^^^ expected `integration.request.header.NAME`, `integration.request.path.NAME`, `integration.request.querystring.NAME`
       |
       = help: AWS refuses this with `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.request.header.X]`
    "#);
}

#[test]
fn whatever_maps_is_supported() {
    let lines = "                requestTemplates: {application/json: '{}'}
                passthroughBehavior: never
                contentHandling: CONVERT_TO_BINARY
                responses: {default: {statusCode: 201}}
";
    assert_eq!(not_supported(&custom(lines)), "");
}

#[test]
fn a_parameter_that_reaches_no_function_is_without_effect() {
    let lines = "                requestParameters: {integration.request.header.X: \"'y'\"}\n";
    insta::assert_snapshot!(notes(&custom(lines), NoteClass::WithoutEffect), @"line 22: `integration.request.header.X` of the integration of `GET /`: it goes to Lambda's API, and does not reach the function");
}

/// B5.9: AWS takes it, and answers 500 when it is used.
#[test]
fn a_template_that_does_not_parse_would_fail_deployed() {
    let lines = "                requestTemplates:
                  application/json: |
                    {
                      \"a\": #if($x
                    }
";
    insta::assert_snapshot!(notes(&custom(lines), NoteClass::WouldFailDeployed), @r"
    line 24: the mapping template `application/json`: what it is for is answered 500 `Internal server error`, on AWS too:
    error: `}` does not belong here
      --> template.yaml:26:21
       |
    26 | }
       | ^ expected an operator or `)`
    ");
}

#[test]
fn a_pattern_that_is_no_regular_expression_is_refused() {
    let lines = "                responses: {'(': {statusCode: 400}}\n";
    insta::assert_snapshot!(complaint(&custom(lines)), @r"
    error: `(` is no regular expression: a group that begins with `(` is not closed
      --> template.yaml:22:29
       |
    22 |                 responses: {'(': {statusCode: 400}}
       |                             ^^^ expected a regular expression in Java's syntax, or `default`
    ");
}

#[test]
fn the_consoles_default_response_is_not_listed() {
    assert_eq!(
        not_supported(&custom(
            "                responses: {default: {statusCode: 200}}\n"
        )),
        ""
    );
}

#[test]
fn a_proxy_integration_maps_nothing_on_aws_either() {
    let text = small_with(
        "httpMethod: POST",
        "httpMethod: POST\n                requestTemplates: {application/json: x}",
    );
    assert_eq!(not_supported(&text), "");
    insta::assert_snapshot!(notes(&text, NoteClass::WithoutEffect), @"line 21: `requestTemplates` of the integration of `GET /`: a proxy integration maps nothing");
}

/// The quotes of YAML are not those of a mapping.
#[test]
fn a_text_without_quotes_of_its_own_is_no_source() {
    let text = custom(
        "                responses:
                  default:
                    statusCode: '200'
                    responseParameters:
                      method.response.header.Access-Control-Allow-Origin: '*'\n",
    );
    insta::assert_snapshot!(complaint(&text), @r#"
    error: `*` is nothing that can be mapped
      --> template.yaml:26:75
       |
    26 |                       method.response.header.Access-Control-Allow-Origin: '*'
       |                                                                           ^^^ expected a text in single quotes, or `integration.response.…`, `context.…`, `stageVariables.…`
       |
       = help: write `"'*'"` for the text itself
       = help: AWS refuses this with `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: *]`
    "#);
    for source in [
        "integration.response.header.X",
        "context.requestId",
        "stageVariables.a",
        "\"''\"",
        "!Ref AWS::NoValue",
    ] {
        let text = text.replace(": '*'", &format!(": {source}"));
        assert!(matches!(integration(&text), Integration::Custom { .. }));
    }
}
