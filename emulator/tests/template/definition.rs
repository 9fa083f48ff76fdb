//! Where a definition stands, and which versions of OpenAPI are read.

use emulator::template::NoteClass;

use crate::support::{api, complaint, methods, not_supported, notes, small_before, small_with};

/// E.10: the base path is ignored.
#[test]
fn swagger_2_is_read_like_openapi_3() {
    let text = small_with("openapi: 3.0.1", "swagger: \"2.0\"\n        basePath: /v1");
    assert_eq!(methods(&api(&text)), "GET /\n");
}

#[test]
fn the_title_names_the_api_unless_the_template_does() {
    let text = small_with(
        "        paths:",
        "        info: {title: mine}\n        paths:",
    );
    assert_eq!(api(&text).name, "mine");
    let text = text.replace("StageName: prod", "StageName: prod\n      Name: its own");
    assert_eq!(api(&text).name, "its own");
}

#[test]
fn another_version_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("openapi: 3.0.1", "openapi: 2.0")), @r"
    error: `openapi` is `2.0`
      --> template.yaml:14:18
       |
    14 |         openapi: 2.0
       |                  ^^^ expected 3.0 or 3.1
    ");
}

#[test]
fn a_definition_without_version_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("        openapi: 3.0.1\n", "")), @r#"
    error: the definition of `Api` has no version
      --> template.yaml:13:7
       |
    13 |       DefinitionBody:
       |       ^^^^^^^^^^^^^^ expected `openapi: 3.0.1` or `swagger: "2.0"` in it
    "#);
}

#[test]
fn a_json_template_is_read_as_yaml() {
    let text = r#"{
      "Transform": "AWS::Serverless-2016-10-31",
      "Resources": {"Fn": {"Type": "AWS::Serverless::Function", "Properties": {
        "Handler": "bootstrap",
        "Events": {"E": {"Type": "Api", "Properties": {"Path": "/", "Method": "get"}}}
      }}}
    }"#;
    assert_eq!(methods(&api(text)), "GET /\n");
}

/// It is shown to its last line.
#[test]
fn a_definition_in_a_text_is_refused() {
    let text = format!(
        "{}      DefinitionBody: !Sub |\n        openapi: 3.0.1\n        paths: {{}}\n  Table: {{Type: AWS::Serverless::SimpleTable}}\n",
        small_before("      DefinitionBody")
    );
    insta::assert_snapshot!(complaint(&text), @"
    error: the definition of `Api` is a text
      --> template.yaml:14:9
       |
    14 | /         openapi: 3.0.1
    15 | |         paths: {}
       | |_________________^ expected a mapping
       |
       = help: a definition in a text is not read here: write it out as YAML
    ");
}

#[test]
fn two_definitions_are_refused_with_sams_wording() {
    insta::assert_snapshot!(complaint(&small_with("StageName: prod", "StageName: prod\n      DefinitionUri: api.yaml")), @r"
    error: `Api` has two definitions
      --> template.yaml:13:22
       |
    13 |       DefinitionUri: api.yaml
       |                      ^^^^^^^^ the second
    14 |       DefinitionBody:
       |       -------------- the first
       |
       = help: AWS refuses this with `Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.`
    ");
}

#[test]
fn what_of_openapi_is_not_supported_is_listed() {
    let top = "        x-amazon-apigateway-gateway-responses: {DEFAULT_4XX: {statusCode: 400}}
        x-amazon-apigateway-policy: {}
        x-amazon-apigateway-brand-new: {}
        x-somebody-elses: {}
        security: [{key: []}]
        paths:";
    let operation = "            get:
              security: []
              x-amazon-apigateway-request-validator: all";
    let text = small_with("        paths:", top).replace("            get:", operation);
    insta::assert_snapshot!(not_supported(&text), @"
    line 15: `x-amazon-apigateway-gateway-responses` of the definition of `Api`: the default gateway responses are sent
    line 16: `x-amazon-apigateway-policy` of the definition of `Api`: every request is let through
    line 17: `x-amazon-apigateway-brand-new` of the definition of `Api`: this extension is not known here, or not in this place
    line 19: `security` of the definition of `Api`: every request is let through
    line 24: `x-amazon-apigateway-request-validator` of `GET /`: no request is validated
    ");
}

#[test]
fn what_of_openapi_has_no_effect_here_is_said_on_request() {
    let operation = "            parameters: []
            get:
              operationid: list
              responses: {}";
    let text = small_with("        paths:", "        servers: []\n        paths:")
        .replace("            get:", operation);
    insta::assert_snapshot!(notes(&text, NoteClass::WithoutEffect), @"
    line 15: `servers` of the definition of `Api`: the stage alone is in front of every path
    line 18: `parameters` of `/`: only a request validator looks at it
    line 20: `operationid` of `GET /`: it is no key of this place, and AWS passes over it: did you mean `operationId`?
    ");
}

#[test]
fn an_operation_id_becomes_the_operation_name() {
    let text = small_with(
        "            get:",
        "            get:\n              operationId: list",
    );
    assert_eq!(
        api(&text).resources[0].methods[0].operation_name.as_deref(),
        Some("list")
    );
}

#[test]
fn an_extension_of_aws_that_is_not_known_is_noted_wherever_it_stands() {
    let text = small_with(
        "            get:\n",
        "            x-amazon-apigateway-any-methods: {}\n            x-mine: {}\n            get:\n",
    );
    insta::assert_snapshot!(not_supported(&text), @"line 17: `x-amazon-apigateway-any-methods` of `/`: this extension is not known here, or not in this place");
}

/// E.12: each segment of a path is a resource, and so is the root.
#[test]
fn more_resources_than_aws_takes_are_noted() {
    let with = |count: usize| {
        let mock = "{get: {x-amazon-apigateway-integration: {type: mock}}}";
        let paths: String = (0..count)
            .map(|n| format!("          /a/{n}: {mock}\n"))
            .collect();
        format!("{}        paths:\n{paths}", small_before("        paths:"))
    };
    assert_eq!(notes(&with(298), NoteClass::WouldFailDeployed), "");
    insta::assert_snapshot!(notes(&with(299), NoteClass::WouldFailDeployed), @"line 9: the 301 resources of `Api`: AWS takes 300, unless the quota is raised");
}

/// E.12.
#[test]
fn a_larger_mapping_template_than_aws_takes_is_noted() {
    let with = |bytes: usize| {
        let mapping = format!(
            "type: mock, requestTemplates: {{a/b: {}}}",
            "x".repeat(bytes)
        );
        let paths = format!("/: {{get: {{x-amazon-apigateway-integration: {{{mapping}}}}}}}");
        format!(
            "{}        paths: {{{paths}}}\n",
            small_before("        paths:")
        )
    };
    assert_eq!(notes(&with(307_200), NoteClass::WouldFailDeployed), "");
    insta::assert_snapshot!(notes(&with(307_201), NoteClass::WouldFailDeployed), @"line 15: the mapping template `a/b` of 307201 bytes: AWS takes 307200");
}
