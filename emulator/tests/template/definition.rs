//! Where a definition stands, and which versions of OpenAPI are read.

use emulator::template::NoteClass;

use crate::support::{
    api, complaint, complaint_beside, methods, not_supported, notes, small_before, small_with,
    try_read,
};

const FILE: &str = r#"
swagger: "2.0"
info: {title: from a file}
paths:
  /users/{id}:
    get:
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        uri: {"Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"}
"#;

fn including(file: &str) -> String {
    format!(
        "{}      DefinitionBody: {{'Fn::Transform': {{Name: AWS::Include, Parameters: {{Location: {file}}}}}}}\n",
        small_before("      DefinitionBody")
    )
}

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

/// E.13.
#[test]
fn an_included_file_is_the_definition_and_its_functions_are_resolved() {
    let template = try_read(&including("api.yaml"), &[("api.yaml", FILE)]).unwrap();
    assert_eq!(methods(&template.apis[0]), "GET /users/{id}\n");
    assert_eq!(template.apis[0].name, "from a file");
}

const PATHS: &str = "        paths:
          /:
            get:
              x-amazon-apigateway-integration: {type: mock}
";

/// The template's own keys, beside an include of `api.yaml` that is indented so far.
fn beside_included(own: &str, depth: usize) -> String {
    let indent = " ".repeat(depth);
    format!(
        "{}      DefinitionBody:\n{own}{indent}Fn::Transform: {{Name: AWS::Include, Parameters: {{Location: api.yaml}}}}\n",
        small_before("      DefinitionBody")
    )
}

#[test]
fn an_included_file_adds_its_keys_to_those_beside_it() {
    let text = beside_included("        openapi: 3.0.1\n", 8);
    let file = "info: {title: from a file}\npaths: {/x: {get: {x-amazon-apigateway-integration: {type: mock}}}}\n";
    let template = try_read(&text, &[("api.yaml", file)]).unwrap();
    assert_eq!(methods(&template.apis[0]), "GET /x\n");
    assert_eq!(template.apis[0].name, "from a file");
}

#[test]
fn an_include_may_stand_among_the_paths() {
    let text = beside_included(&format!("        openapi: 3.0.1\n{PATHS}"), 10);
    let file = "/x: {post: {x-amazon-apigateway-integration: {type: mock}}}\n";
    let template = try_read(&text, &[("api.yaml", file)]).unwrap();
    assert_eq!(methods(&template.apis[0]), "GET /\nPOST /x\n");
}

#[test]
fn a_key_that_is_included_too_is_refused_with_both_places() {
    let text = beside_included(&format!("        openapi: 3.0.1\n{PATHS}"), 8);
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", "paths: {}\n")]), @"
    error: the key `paths` stands in the template and in what it includes
      --> template.yaml:15:9
       |
    15 |         paths:
       |         ^^^^^ here
       |
      ::: api.yaml:1:1
       |
     1 | paths: {}
       | ----- and here
       |
       = help: which of them AWS takes is not known: keep one
    ");
}

#[test]
fn what_is_included_beside_other_keys_has_keys_too() {
    let text = beside_included("        openapi: 3.0.1\n", 8);
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", "- a\n")]), @"
    error: the included file is no mapping
      --> template.yaml:15:9
       |
    15 |         Fn::Transform: {Name: AWS::Include, Parameters: {Location: api.yaml}}
       |         ^^^^^^^^^^^^^ its keys go beside the others here
    ");
}

/// E.15.
#[test]
fn an_include_in_an_included_file_is_refused() {
    let file = "paths:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}\n";
    let text = beside_included("        openapi: 3.0.1\n", 8);
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", file)]), @"
    error: a transform in an included file
     --> api.yaml:2:3
      |
    2 |   Fn::Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}
      |   ^^^^^^^^^^^^^ what AWS makes of it is not known
      |
      = help: write out here what it includes
    ");
}

#[test]
fn a_complaint_about_an_included_file_shows_that_file() {
    let file = FILE.replace("${Fn.Arn}", "${Fun.Arn}");
    insta::assert_snapshot!(complaint_beside(&including("api.yaml"), &[("api.yaml", &file)]), @r#"
    error: unknown reference `Fun`
      --> api.yaml:10:94
       |
    10 |         uri: {"Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fun.Arn}/invocations"}
       |                                                                                              ^^^^^^^^^^ no parameter and no resource has this name
       |
       = help: did you mean `Fn`?
       = help: AWS refuses this with `Template format error: Unresolved resource dependencies [Fun] in the Resources block of the template`
    "#);
}

/// E.15.
#[test]
fn a_short_tag_in_an_included_file_is_refused() {
    let file = FILE
        .replace("{\"Fn::Sub\": ", "!Sub ")
        .replace("invocations\"}", "invocations\"");
    insta::assert_snapshot!(complaint_beside(&including("api.yaml"), &[("api.yaml", &file)]), @r#"
    error: a short tag in an included file
      --> api.yaml:10:14
       |
    10 |         uri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"
       |              ^^^^ write `Fn::Sub:`
       |
       = help: `AWS::Include` does not know the short tags
    "#);
}

/// E.13.
#[test]
fn nothing_is_resolved_in_a_file_that_definition_uri_names() {
    let text = format!(
        "{}      DefinitionUri: api.yaml\n",
        small_before("      DefinitionBody")
    );
    insta::assert_snapshot!(complaint_beside(&text, &[("api.yaml", FILE)]), @r#"
    error: an intrinsic function in a file that `DefinitionUri` names
      --> api.yaml:10:15
       |
    10 |         uri: {"Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"}
       |               ^^^^^^^^^ nothing resolves `Fn::Sub` here
       |
       = help: include the file in `DefinitionBody` with `Fn::Transform` and `AWS::Include`
    "#);
}

#[test]
fn a_file_that_definition_uri_names_is_read() {
    let text = format!(
        "{}      DefinitionUri: api.yaml\n",
        small_before("      DefinitionBody")
    );
    let arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:Fn/invocations";
    let (before, _) = FILE.split_once("        uri:").unwrap();
    let file = format!("{before}        uri: {arn}\n");
    let template = try_read(&text, &[("api.yaml", &file)]).unwrap();
    assert_eq!(methods(&template.apis[0]), "GET /users/{id}\n");
}

#[test]
fn a_missing_file_is_refused_at_its_name() {
    insta::assert_snapshot!(complaint(&including("api.yaml")), @r"
    error: cannot read `api.yaml`
      --> template.yaml:13:85
       |
    13 |       DefinitionBody: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: api.yaml}}}
       |                                                                                     ^^^^^^^^ entity not found
    ");
}

/// E.14.
#[test]
fn a_definition_in_s3_is_refused() {
    insta::assert_snapshot!(complaint(&including("s3://bucket/api.yaml")), @r"
    error: the definition is in S3
      --> template.yaml:13:85
       |
    13 |       DefinitionBody: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://bucket/api.yaml}}}
       |                                                                                     ^^^^^^^^^^^^^^^^^^^^ expected a file's path, from the template
       |
       = help: `sam package` and `sam deploy` upload such a file and write its S3 address here
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
    insta::assert_snapshot!(not_supported(&text), @r"
    line 15: `x-amazon-apigateway-gateway-responses` of the definition of `Api`: the default gateway responses are sent
    line 16: `x-amazon-apigateway-policy` of the definition of `Api`: every request is let through
    line 17: `x-amazon-apigateway-brand-new` of the definition of `Api`: this extension is not known here
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
    line 20: `operationid` of `GET /`: OpenAPI has no such key, and AWS passes over it: did you mean `operationId`?
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
    insta::assert_snapshot!(not_supported(&text), @"line 17: `x-amazon-apigateway-any-methods` of `/`: this extension is not known here");
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
