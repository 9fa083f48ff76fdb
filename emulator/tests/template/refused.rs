//! What AWS would refuse, or the emulator cannot be without.

use crate::support::{SMALL, complaint, small_with};

#[test]
fn wrong_yaml_is_refused_where_it_goes_wrong() {
    insta::assert_snapshot!(complaint(&small_with("      StageName: prod\n", "      StageName: prod\n     Name: x\n")), @r"
    error: this is not YAML
      --> template.yaml:13:6
       |
    13 |      Name: x
       |      ^ while parsing a block mapping, did not find expected key
    ");
}

#[test]
fn an_empty_file_is_refused() {
    insta::assert_snapshot!(complaint(""), @r"
    error: the file is empty
     --> template.yaml:1:1
      |
    1 |
      | ^ expected a SAM template
    ");
}

#[test]
fn a_key_that_stands_twice_is_refused_with_both_places() {
    insta::assert_snapshot!(complaint(&small_with("StageName: prod", "StageName: prod\n      StageName: test")), @r"
    error: the key `StageName` stands here twice
      --> template.yaml:13:7
       |
    12 |       StageName: prod
       |       --------- the first time
    13 |       StageName: test
       |       ^^^^^^^^^ the second time
    ");
}

#[test]
fn a_template_without_a_function_is_refused() {
    insta::assert_snapshot!(complaint("Transform: AWS::Serverless-2016-10-31\nResources: {}\n"), @r"
    error: the template has no function
     --> template.yaml:2:12
      |
    2 | Resources: {}
      |            ^ expected a resource of type `AWS::Serverless::Function`
    ");
}

#[test]
fn several_functions_are_refused_with_both_places() {
    let second = "  Two:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: x}\n";
    insta::assert_snapshot!(complaint(&format!("{SMALL}{second}")), @r"
    error: the template has several functions
      --> template.yaml:22:3
       |
     3 |   Fn:
       |   -- the first function
    ...
    22 |   Two:
       |   ^^^ the second function
       |
       = help: the emulator runs one program as the one function of a template
    ");
}

#[test]
fn a_template_without_an_api_is_refused() {
    let api = SMALL.find("  Api:").unwrap_or_default();
    let without = SMALL[..api]
        .replace("      Events:\n", "")
        .replace("        Get:", "#");
    insta::assert_snapshot!(complaint(&without), @r"
    error: the template has no API
     --> template.yaml:2:1
      |
    2 | Resources:
      | ^^^^^^^^^ expected a resource of type `AWS::Serverless::Api`, or an event of type `Api`
    ");
}

#[test]
fn an_unknown_type_of_resource_is_refused_with_a_suggestion() {
    insta::assert_snapshot!(complaint(&small_with("AWS::Serverless::Api", "AWS::Serverless::Apo")), @r"
    error: `Api` is of an unknown type
      --> template.yaml:10:11
       |
    10 |     Type: AWS::Serverless::Apo
       |           ^^^^^^^^^^^^^^^^^^^^ `AWS::Serverless::Apo` is no type of resource
       |
       = help: did you mean `AWS::Serverless::Api`?
    ");
}

/// E.13.
#[test]
fn a_missing_stage_name_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("      StageName: prod\n", "")), @r"
    error: `Api` has no `StageName`
      --> template.yaml:11:5
       |
    11 |     Properties:
       |     ^^^^^^^^^^ `StageName` is required here
    ");
}

#[test]
fn a_misspelt_property_is_refused_with_a_suggestion() {
    insta::assert_snapshot!(complaint(&small_with("StageName", "StagName")), @r"
    error: `Api` has a `StagName`
      --> template.yaml:12:7
       |
    12 |       StagName: prod
       |       ^^^^^^^^ nothing of this name belongs here
       |
       = help: did you mean `StageName`?
    ");
}

/// C.12.
#[test]
fn an_illegal_stage_name_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("StageName: prod", "StageName: my prod")), @r"
    error: the stage name `my prod` is illegal
      --> template.yaml:12:18
       |
    12 |       StageName: my prod
       |                  ^^^^^^^ expected letters, digits, `_` and `-`, at most 128
    ");
}

#[test]
fn an_unknown_integration_type_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("type: aws_proxy", "type: lambda")), @r"
    error: an integration of type `lambda`
      --> template.yaml:19:23
       |
    19 |                 type: lambda
       |                       ^^^^^^ expected `aws`, `aws_proxy`, `http`, `http_proxy` or `mock`
    ");
}

#[test]
fn an_integration_without_uri_is_refused() {
    let uri = SMALL.lines().last().unwrap_or_default();
    insta::assert_snapshot!(complaint(&small_with(uri, "")), @r"
    error: the integration of `GET /` has no `uri`
      --> template.yaml:18:15
       |
    18 |               x-amazon-apigateway-integration:
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `uri` is required here
    ");
}

/// E.4.
#[test]
fn an_integration_without_method_is_refused_with_awss_wording() {
    insta::assert_snapshot!(complaint(&small_with("                httpMethod: POST\n", "")), @"
    error: the integration of `GET /` has no `httpMethod`
      --> template.yaml:18:15
       |
    18 |               x-amazon-apigateway-integration:
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `httpMethod` is required here
       |
       = help: write `httpMethod: POST`, whatever the client's method is
       = help: AWS refuses this with `Enumeration value for HttpMethod must be non-empty`
    ");
}

#[test]
fn a_uri_of_another_function_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("${Fn.Arn}", "arn:aws:lambda:us-east-1:123456789012:function:other")), @r"
    error: the uri points at another function, `other`
      --> template.yaml:21:141
       |
    21 | ...rn:aws:lambda:us-east-1:123456789012:function:other/invocations
       |                                                  ^^^^^ the template's function is `Fn`
    ");
}

/// A name that is a part of something else too.
#[test]
fn a_uri_of_another_function_shows_the_functions_name() {
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:lambda";
    insta::assert_snapshot!(complaint(&small_with("${Fn.Arn}", arn)), @"
    error: the uri points at another function, `lambda`
      --> template.yaml:21:141
       |
    21 | ...n:aws:lambda:us-east-1:123456789012:function:lambda/invocations
       |                                                 ^^^^^^ the template's function is `Fn`
    ");
}

/// E.4.
#[test]
fn an_http_integration_without_method_is_refused_too() {
    let text = small_with("type: aws_proxy", "type: http")
        .replace("                httpMethod: POST\n", "");
    assert!(complaint(&text).contains("Enumeration value for HttpMethod must be non-empty"));
}

#[test]
fn a_role_is_each_functions_own() {
    let text = small_with(
        "\nResources:",
        "\nGlobals: {Function: {Role: a}}\nResources:",
    );
    assert!(complaint(&text).contains("'Role' is not a supported property of 'Function'"));
}

/// A byte order mark is no character.
#[test]
fn columns_are_counted_behind_a_byte_order_mark() {
    let text = "\u{feff}Transform: AWS::Serverless\n";
    insta::assert_snapshot!(complaint(text), @"
    error: the template is not a SAM template
     --> template.yaml:1:12
      |
    1 | Transform: AWS::Serverless
      |            ^^^^^^^^^^^^^^^ expected `AWS::Serverless-2016-10-31`
    ");
}

/// E.4.
#[test]
fn a_plain_function_arn_as_uri_is_refused_with_awss_wording() {
    let wrapped =
        "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations";
    insta::assert_snapshot!(complaint(&small_with(wrapped, "${Fn.Arn}")), @r"
    error: the uri is not one of API Gateway
      --> template.yaml:21:27
       |
    21 |                 uri: !Sub ${Fn.Arn}
       |                           ^^^^^^^^^ this is `arn:aws:lambda:us-east-1:123456789012:function:Fn`
       |
       = help: write `!Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations`
       = help: AWS refuses this with `AWS ARN for integration must contain path or action`
    ");
}

#[test]
fn an_unknown_reference_is_refused_with_a_suggestion() {
    insta::assert_snapshot!(complaint(&small_with("${Fn.Arn}", "${Fun.Arn}")), @r"
    error: unknown reference `Fun`
      --> template.yaml:21:94
       |
    21 |                 uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fun.Arn}/invocations
       |                                                                                              ^^^^^^^^^^ no parameter and no resource has this name
       |
       = help: did you mean `Fn`?
       = help: AWS refuses this with `Template format error: Unresolved resource dependencies [Fun] in the Resources block of the template`
    ");
}

#[test]
fn an_unknown_attribute_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("${Fn.Arn}", "${Fn.Arm}")), @r"
    error: `Fn` has no attribute `Arm`
      --> template.yaml:21:94
       |
    21 |                 uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arm}/invocations
       |                                                                                              ^^^^^^^^^ `Fn.Arn` is known here
    ");
}

/// C.10.
#[test]
fn an_illegal_path_segment_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("          /:\n", "          /user{id}:\n")), @r"
    error: the path segment `user{id}` is illegal
      --> template.yaml:16:11
       |
    16 |           /user{id}:
       |           ^^^^^^^^^ a segment is letters, digits and `_ - . , :`, or one whole parameter: `{name}`, `{name+}`
    ");
}

/// C.7, C.10.
#[test]
fn a_greedy_parameter_that_is_not_the_last_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("          /:\n", "          /{proxy+}/x:\n")), @r"
    error: in `/{proxy+}/x` something follows a greedy parameter
      --> template.yaml:16:11
       |
    16 |           /{proxy+}/x:
       |           ^^^^^^^^^^^ `{name+}` takes all the rest of a path, so it must be the last segment
    ");
}

/// C.7.
#[test]
fn two_variable_siblings_are_refused_with_awss_wording() {
    let paths = SMALL.find("          /:").unwrap_or_default();
    let with_path = |path: &str| SMALL[paths..].replace("/:\n", path);
    let text = [
        &SMALL[..paths],
        &with_path("/{proxy+}:\n"),
        &with_path("/{id}:\n"),
    ]
    .concat();
    insta::assert_snapshot!(complaint(&text), @r"
    error: `{id}` and `{proxy+}` stand at the same place of a path
      --> template.yaml:22:11
       |
    16 |           /{proxy+}:
       |           --------- `{proxy+}` here
    ...
    22 |           /{id}:
       |           ^^^^^ `{id}` here
       |
       = help: AWS refuses this with `A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed`
    ");
}

#[test]
fn a_method_in_capitals_is_refused_with_a_suggestion() {
    insta::assert_snapshot!(complaint(&small_with("            get:", "            GET:")), @r"
    error: `/` has a `GET`
      --> template.yaml:17:13
       |
    17 |             GET:
       |             ^^^ expected an HTTP method in lower case
       |
       = help: did you mean `get`?
    ");
}

#[test]
fn a_method_without_integration_is_refused_with_awss_wording() {
    let from = SMALL.find("              x-amazon").unwrap_or_default();
    insta::assert_snapshot!(complaint(&format!("{}              responses: {{}}\n", &SMALL[..from])), @r"
    error: `GET /` has no `x-amazon-apigateway-integration`
      --> template.yaml:17:13
       |
    17 |             get:
       |             ^^^ `x-amazon-apigateway-integration` is required here
       |
       = help: AWS refuses this with `No integration defined for method`
    ");
}

#[test]
fn a_definition_without_methods_is_refused_with_awss_wording() {
    let from = SMALL.find("          /:").unwrap_or_default();
    insta::assert_snapshot!(complaint(&format!("{}          /x: {{}}\n", &SMALL[..from])), @r"
    error: the definition has no method
      --> template.yaml:15:9
       |
    15 |         paths:
       |         ^^^^^ expected a path with a method
       |
       = help: AWS refuses this with `The REST API doesn't contain any methods`
    ");
}

#[test]
fn a_number_out_of_bounds_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("Handler: bootstrap", "Handler: x\n      Timeout: 901")), @r"
    error: `Timeout` is `901`
     --> template.yaml:7:16
      |
    7 |       Timeout: 901
      |                ^^^ expected a whole number from 1 to 900 (seconds)
    ");
}
