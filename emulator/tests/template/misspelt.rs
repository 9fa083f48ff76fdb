//! Names that are nearly right are shown where they stand.

use crate::support::{SMALL, complaint, not_supported, small_with};

#[test]
fn a_misspelt_type_is_shown_where_it_stands() {
    insta::assert_snapshot!(complaint(&small_with("AWS::Serverless::Function", "AWS::Serverles::Function")), @"
    error: `Fn` is of an unknown type
     --> template.yaml:4:11
      |
    4 |     Type: AWS::Serverles::Function
      |           ^^^^^^^^^^^^^^^^^^^^^^^^ `AWS::Serverles::Function` is no type of resource
      |
      = help: did you mean `AWS::Serverless::Function`?
    ");
    insta::assert_snapshot!(complaint(&small_with("AWS::Serverless::Api", "aws::serverless::api")), @"
    error: `Api` is of an unknown type
      --> template.yaml:10:11
       |
    10 |     Type: aws::serverless::api
       |           ^^^^^^^^^^^^^^^^^^^^ `aws::serverless::api` is no type of resource
       |
       = help: did you mean `AWS::Serverless::Api`?
    ");
    insta::assert_snapshot!(complaint(&small_with("{Type: Api,", "{Type: API,")), @"
    error: the event `Get` is of an unknown type
     --> template.yaml:8:21
      |
    8 |         Get: {Type: API, Properties: {RestApiId: !Ref Api, Path: /, Method: GET}}
      |                     ^^^ `API` is no type of event
      |
      = help: did you mean `Api`?
      = help: AWS refuses this with `Resource dict has missing or invalid value for key Type. Event Type is: API.`
    ");
}

#[test]
fn a_misspelt_integration_is_shown() {
    let text = small_with(
        "x-amazon-apigateway-integration",
        "x-amazon-apigateway-integraton",
    );
    insta::assert_snapshot!(complaint(&text), @"
    error: `GET /` has no `x-amazon-apigateway-integration`
      --> template.yaml:17:13
       |
    17 |             get:
       |             ^^^ `x-amazon-apigateway-integration` is required here
    18 |               x-amazon-apigateway-integraton:
       |               ------------------------------ this is another word
       |
       = help: AWS refuses this with `No integration defined for method`
    ");
}

/// Many of them are much alike, and all are somebody's.
#[test]
fn a_type_of_another_service_is_no_misspelling() {
    for kind in [
        "AWS::EMRServerless::Application",
        "AWS::RedshiftServerless::Workgroup",
        "Org::Service::Thing::MODULE",
        "Custom::Serverless",
    ] {
        let text = small_with(
            "  Api:\n",
            &format!("  Other: {{Type: '{kind}'}}\n  Api:\n"),
        );
        assert_eq!(not_supported(&text), "", "{kind}");
    }
}

/// They are in SAM's own transform, and in few templates.
#[test]
fn the_newest_types_of_sam_are_known() {
    let text = format!(
        "{SMALL}  Machine: {{Type: AWS::Serverless::MicrovmImage}}
  Net: {{Type: AWS::Serverless::NetworkConnector}}
  Web: {{Type: AWS::Serverless::WebFunction}}
"
    );
    insta::assert_snapshot!(not_supported(&text), @"line 24: `Web` of type `AWS::Serverless::WebFunction`: only an `AWS::Serverless::Function` is run here");
}

#[test]
fn an_include_among_the_resources_is_refused() {
    let include = "  Fn::Transform: {Name: AWS::Include, Parameters: {Location: x.yaml}}\n";
    insta::assert_snapshot!(complaint(&format!("{SMALL}{include}")), @"
    error: `Fn::Transform` among the resources
      --> template.yaml:22:3
       |
    22 |   Fn::Transform: {Name: AWS::Include, Parameters: {Location: x.yaml}}
       |   ^^^^^^^^^^^^^ resources are read as they are written here
       |
       = help: write out what it makes
    ");
}
