//! The stage: its name, its variables, binary media types; what of an API is not supported.

use crate::support::{api, complaint, not_supported, small_with};

fn with(lines: &str) -> String {
    small_with(
        "      StageName: prod\n",
        &format!("      StageName: prod\n{lines}"),
    )
}

#[test]
fn stage_variables_are_read_in_order() {
    let variables = api(&with("      Variables: {table: users, level: 3}\n"))
        .stage
        .variables;
    let pairs: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(pairs, [("table", "users"), ("level", "3")]);
}

#[test]
fn an_illegal_stage_variable_is_refused() {
    insta::assert_snapshot!(complaint(&with("      Variables: {table: my users}\n")), @r"
    error: the stage variable `table` is `my users`
      --> template.yaml:13:26
       |
    13 |       Variables: {table: my users}
       |                          ^^^^^^^^ expected letters, digits and `-._~:/?#&=,`
    ");
    insta::assert_snapshot!(complaint(&with("      Variables: {my-table: users}\n")), @r"
    error: the stage variable `my-table`
      --> template.yaml:13:19
       |
    13 |       Variables: {my-table: users}
       |                   ^^^^^^^^ expected a name of letters, digits and `_`
    ");
}

/// E.6.
#[test]
fn binary_media_types_come_from_both_places() {
    let text = with("      BinaryMediaTypes: [image~1png]\n").replace(
        "        paths:",
        "        x-amazon-apigateway-binary-media-types: ['application/*']\n        paths:",
    );
    assert_eq!(
        api(&text).binary_media_types,
        ["application/*", "image/png"]
    );
}

#[test]
fn what_of_an_api_is_not_supported_is_listed_by_name_and_line() {
    let lines = "      Auth: {DefaultAuthorizer: Mine}
      CanarySetting: {PercentTraffic: 5}
      CacheClusterEnabled: true
      Domain: {DomainName: example.com}
      GatewayResponses: {}
";
    insta::assert_snapshot!(not_supported(&with(lines)), @r"
    line 13: `Auth` of `Api`: every request is let through
    line 14: `CanarySetting` of `Api`: every request goes to the stage itself
    line 15: `CacheClusterEnabled` of `Api`: nothing is cached
    line 16: `Domain` of `Api`: the API answers under its stage only
    line 17: `GatewayResponses` of `Api`: the default gateway responses are sent
    ");
}

#[test]
fn other_apis_of_the_template_are_not_supported() {
    let text = with("")
        + "  Http: {Type: AWS::Serverless::HttpApi}\n  Raw: {Type: AWS::ApiGateway::RestApi}\n";
    insta::assert_snapshot!(not_supported(&text), @r"
    line 22: `Http` of type `AWS::Serverless::HttpApi`: only an `AWS::Serverless::Api` is served here: a request there gets no answer
    line 23: `Raw` of type `AWS::ApiGateway::RestApi`: only an `AWS::Serverless::Api` is served here: a request there gets no answer
    ");
}

/// `AWS::NoValue` takes a key away.
#[test]
fn what_is_taken_away_is_not_noted() {
    let text = small_with(
        "      StageName: prod\n",
        "      StageName: prod\n      Cors: !Ref AWS::NoValue\n      Auth:\n",
    );
    assert_eq!(not_supported(&text), "");
}

#[test]
fn what_stands_beside_an_api_says_what_happens_instead() {
    let text = small_with(
        "  Api:\n",
        "  Plan: {Type: AWS::ApiGateway::UsagePlan}
  Wall: {Type: AWS::WAFRegional::WebACLAssociation}
  Words: {Type: AWS::ApiGateway::GatewayResponse}
  Account: {Type: AWS::ApiGateway::Account}
  Api:\n",
    );
    insta::assert_snapshot!(not_supported(&text), @"
    line 9: `Plan` of type `AWS::ApiGateway::UsagePlan`: every request is let through
    line 10: `Wall` of type `AWS::WAFRegional::WebACLAssociation`: every request is let through
    line 11: `Words` of type `AWS::ApiGateway::GatewayResponse`: the default gateway responses are sent
    ");
}
