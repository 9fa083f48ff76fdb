//! Events of type `Api`: permissions, and the methods of an API without a definition.

use std::time::Duration;

use emulator::{api::Integration, template::NoteClass};

use crate::support::{
    api, complaint, methods, not_supported, notes, read, small_before, small_with, without_event,
};

/// A function with these events and no API of its own.
fn implicit(events: &str) -> String {
    format!("{}{events}", small_before("        Get:"))
}

const TWO: &str = "        List: {Type: Api, Properties: {Path: /users, Method: get}}
        All: {Type: Api, Properties: {Path: '/users/{id}', Method: ANY, TimeoutInMillis: 5000}}
";

/// E.17.
#[test]
fn events_without_an_api_make_the_implicit_one_with_stage_prod() {
    let api = api(&implicit(TWO));
    assert_eq!(api.stage.name, "Prod");
    assert_eq!(api.name, "emulator");
    assert_eq!(methods(&api), "GET /users\nANY /users/{id}\n");
    let timeout = Duration::from_secs(29);
    assert_eq!(
        api.resources[0].methods[0].integration,
        Integration::Proxy { timeout }
    );
    let timeout = Duration::from_secs(5);
    assert_eq!(
        api.resources[1].methods[0].integration,
        Integration::Proxy { timeout }
    );
}

#[test]
fn events_add_methods_to_an_api_without_a_definition() {
    let api = api(small_before("      DefinitionBody"));
    assert_eq!(api.stage.name, "prod");
    assert_eq!(methods(&api), "GET /\n");
}

#[test]
fn events_add_nothing_to_an_api_with_a_definition() {
    let text = small_with("Path: /, Method: GET", "Path: /more, Method: POST");
    assert_eq!(methods(&api(&text)), "GET /\n");
}

#[test]
fn an_implicit_and_a_written_api_stand_side_by_side() {
    let text = small_with("        Get:", &format!("{TWO}        Get:"));
    let stages: Vec<String> = read(&text)
        .apis
        .into_iter()
        .map(|api| api.stage.name)
        .collect();
    assert_eq!(stages, ["prod", "Prod"]);
}

#[test]
fn two_apis_with_the_same_stage_are_refused() {
    let text = small_with("StageName: prod", "StageName: Prod")
        .replace("        Get:", &format!("{TWO}        Get:"));
    insta::assert_snapshot!(complaint(&text), @r"
    error: two APIs have the same stage name
      --> template.yaml:8:9
       |
     8 |         List: {Type: Api, Properties: {Path: /users, Method: get}}
       |         ^^^^ its stage is `Prod`
    ...
    11 |   Api:
       |   --- so is this one's
       |
       = help: on AWS their host names differ; here only the stage tells them apart
    ");
}

#[test]
fn two_events_for_one_method_are_refused_with_sams_wording() {
    let again = "        Again: {Type: Api, Properties: {Path: /users, Method: GET}}\n";
    insta::assert_snapshot!(complaint(&implicit(&format!("{TWO}{again}"))), @r#"
    error: two events for `GET /users`
      --> template.yaml:10:9
       |
     8 |         List: {Type: Api, Properties: {Path: /users, Method: get}}
       |         ---- the first
     9 |         All: {Type: Api, Properties: {Path: '/users/{id}', Method: ANY, TimeoutInMillis: 5000}}
    10 |         Again: {Type: Api, Properties: {Path: /users, Method: GET}}
       |         ^^^^^ the second
       |
       = help: AWS refuses this with `API method "get" defined multiple times for path "/users".`
    "#);
}

#[test]
fn two_variable_siblings_in_events_are_refused() {
    let sibling = "        Other: {Type: Api, Properties: {Path: '/users/{name}', Method: GET}}\n";
    insta::assert_snapshot!(complaint(&implicit(&format!("{TWO}{sibling}"))), @r"
    error: `{name}` and `{id}` stand at the same place of a path
      --> template.yaml:10:9
       |
     9 |         All: {Type: Api, Properties: {Path: '/users/{id}', Method: ANY, TimeoutInMillis: 5000}}
       |         --- `{id}` here
    10 |         Other: {Type: Api, Properties: {Path: '/users/{name}', Method: GET}}
       |         ^^^^^ `{name}` here
       |
       = help: AWS refuses this with `A sibling ({id}) of this resource already has a variable path part -- only one is allowed`
    ");
}

#[test]
fn an_unknown_method_is_refused() {
    insta::assert_snapshot!(complaint(&small_with("Method: GET", "Method: GTE")), @r"
    error: `GTE` is no HTTP method of a REST API
     --> template.yaml:8:77
      |
    8 |         Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: GTE}}
      |                                                                             ^^^ expected `get`, `post`, …, or `any`
    ");
}

#[test]
fn an_unknown_api_is_refused_with_sams_wording() {
    insta::assert_snapshot!(complaint(&small_with("!Ref Api", "!Ref Apo")), @r"
    error: `RestApiId` names no API of this template
     --> template.yaml:8:55
      |
    8 |         Get: {Type: Api, Properties: {RestApiId: !Ref Apo, Path: /, Method: GET}}
      |                                                       ^^^ expected a `Ref` to an `AWS::Serverless::Api`
      |
      = help: did you mean `Api`?
      = help: AWS refuses this with `RestApiId must be a valid reference to an 'AWS::Serverless::Api' resource in same template`
    ");
}

/// SAM lets it pass, so that its wording is not quoted.
#[test]
fn another_resource_is_no_api() {
    let found = complaint(&small_with("!Ref Api", "!Ref Fn"));
    assert!(
        found.contains("`RestApiId` names no API of this template"),
        "{found}"
    );
    assert!(!found.contains("AWS refuses"), "{found}");
}

#[test]
fn an_api_without_definition_and_without_events_is_refused() {
    let text = small_before("      DefinitionBody").replace("        Get:", "        # Get:");
    insta::assert_snapshot!(complaint(&text), @r"
    error: `Api` has no method
      --> template.yaml:11:5
       |
    11 |     Properties:
       |     ^^^^^^^^^^ expected a `DefinitionBody`, or an event of type `Api` that names this API
       |
       = help: AWS refuses this with `The REST API doesn't contain any methods`
    ");
}

#[test]
fn other_events_are_listed_as_not_supported() {
    let text = small_with(
        "        Get:",
        "        Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}\n        Get:",
    );
    insta::assert_snapshot!(not_supported(&text), @"line 8: the event `Nightly`, of type `Schedule`: it does not happen here: only events of type `Api` reach the function");
}

/// A3.6: the answer that a deployed API would give.
#[test]
fn a_definition_alone_gives_no_permission() {
    let text = without_event();
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @r#"line 7: `emulator` may not invoke the function: here it may; deployed, each request is answered 500 `{"message": "Internal server error"}`: give the function an event of type `Api` for it"#);
}

#[test]
fn an_event_permits_its_own_method_only() {
    let text = small_with("            get:", "            post: &post
              x-amazon-apigateway-integration: &integration
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations
            get:");
    insta::assert_snapshot!(notes(&text, NoteClass::WouldFailDeployed), @r#"line 17: `POST /` may not invoke the function: here it may; deployed, each request is answered 500 `{"message": "Internal server error"}`: give the function an event of type `Api` for it"#);
}

#[test]
fn a_greedy_event_permits_the_root_too() {
    let text = small_with("Path: /, Method: GET", "Path: '/{proxy+}', Method: any");
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}

#[test]
fn a_permission_that_the_template_writes_out_counts() {
    let permission = "  May:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Fn
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/GET/
  Other: {Type: AWS::Lambda::Function}
";
    let would_fail = |permission: &str| {
        let text = format!("{}{permission}", without_event());
        notes(&text, NoteClass::WouldFailDeployed)
    };
    for same in [
        "!Ref Fn",
        "!GetAtt Fn.Arn",
        "!GetAtt [Fn, Arn]",
        "Fn",
        "Fn:live",
        "!Sub '${Fn.Arn}:live'",
        "!Ref Fn.Alias",
        "arn:aws:lambda:us-east-1:123456789012:function:Fn:live",
        "!Ref FnAliaslive",
    ] {
        assert_eq!(
            would_fail(&permission.replace("!Ref Fn", same)),
            "",
            "{same}"
        );
    }
    for (old, new) in [
        ("/GET/", "/PUT/"),
        ("apigateway", "s3"),
        ("InvokeFunction", "GetFunction"),
        ("!Ref Fn", "!Ref Other"),
        ("!Ref Fn", "!GetAtt Other.Arn"),
        ("!Ref Fn", "another"),
    ] {
        let found = would_fail(&permission.replace(old, new));
        assert!(found.contains("may not invoke the function"), "{new}");
    }
}

/// As SAM's own transform writes it: `Write` from an API to a function.
#[test]
fn a_connector_gives_a_permission() {
    let connector = "  Call:
    Type: AWS::Serverless::Connector
    Properties: {Source: {Id: Api}, Destination: {Id: Fn}, Permissions: [Write]}
  Table: {Type: AWS::Serverless::SimpleTable}
";
    let would_fail = |connector: &str| {
        let text = format!("{}{connector}", without_event());
        notes(&text, NoteClass::WouldFailDeployed)
    };
    for (old, new) in [
        ("", ""),
        ("{Id: Fn}", "[{Id: Table}, {Id: Fn}]"),
        (
            "{Id: Fn}",
            "{Arn: !GetAtt Fn.Arn, Type: AWS::Lambda::Function}",
        ),
        ("{Id: Api}", "{Id: Api, Qualifier: '*/GET/'}"),
        (
            "{Id: Api}",
            "{ResourceId: !Ref Api, Qualifier: prod/*, Type: AWS::ApiGateway::RestApi}",
        ),
    ] {
        assert_eq!(would_fail(&connector.replacen(old, new, 1)), "", "{new}");
    }
    for (old, new) in [
        ("Write", "Read"),
        ("{Id: Fn}", "{Id: Table}"),
        ("{Id: Api}", "{Id: Table}"),
        ("{Id: Api}", "{Id: Api, Qualifier: '*/PUT/'}"),
    ] {
        let found = would_fail(&connector.replace(old, new));
        assert!(found.contains("may not invoke the function"), "{new}");
    }
}

#[test]
fn a_connector_inside_the_api_gives_a_permission() {
    let connectors = "    Type: AWS::Serverless::Api
    Connectors:
      Call: {Properties: {Destination: [{Id: Fn}], Permissions: [Read, Write]}}
";
    let text = without_event().replace("    Type: AWS::Serverless::Api\n", connectors);
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
    let narrow = text.replace(
        "Permissions:",
        "SourceReference: {Qualifier: '*/PUT/*'}, Permissions:",
    );
    assert!(notes(&narrow, NoteClass::WouldFailDeployed).contains("may not invoke the function"));
    let elsewhere = text.replace("[{Id: Fn}]", "[{Id: Api}]");
    assert!(
        notes(&elsewhere, NoteClass::WouldFailDeployed).contains("may not invoke the function")
    );
}

#[test]
fn an_integration_with_credentials_needs_no_permission() {
    let text = without_event().replace(
        "                httpMethod: POST",
        "                httpMethod: POST\n                credentials: arn:aws:iam::123456789012:role/gateway",
    );
    assert_eq!(notes(&text, NoteClass::WouldFailDeployed), "");
}
