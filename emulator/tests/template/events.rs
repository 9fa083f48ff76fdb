//! Events of type `Api`: permissions, and the methods of an API without a definition.

use std::time::Duration;

use emulator::{api::Integration, template::NoteClass};

use crate::support::{
    api, complaint, methods, not_supported, notes, read, small_before, small_with,
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
    insta::assert_snapshot!(complaint(&text), @"
    error: two APIs have the same stage name
      --> template.yaml:8:9
       |
     8 |         List: {Type: Api, Properties: {Path: /users, Method: get}}
       |         ^^^^ its stage is `Prod`
    ...
    11 |   Api:
       |   --- so is this one's
       |
       = help: on AWS their host names differ; here only the stage tells them apart: give one another `StageName`
       = help: an event without `RestApiId` belongs to an API that SAM makes, `ServerlessRestApi`, with the stage `Prod`
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

#[test]
fn an_event_of_an_api_of_another_kind_reaches_nobody_here() {
    let raw = "  Raw: {Type: AWS::ApiGateway::RestApi}\n";
    let text = small_with(
        "        Get:",
        "        Raw: {Type: Api, Properties: {RestApiId: !Ref Raw, Path: /, Method: get}}\n        Get:",
    );
    insta::assert_snapshot!(not_supported(&(text + raw)), @"
    line 8: the event `Raw`: its API is not served here
    line 23: `Raw` of type `AWS::ApiGateway::RestApi`: only an `AWS::Serverless::Api` is served here: a request there gets no answer
    ");
}

/// The translator of SAM shows it: the stage, the name and the definition are those of the implicit API.
#[test]
fn a_written_implicit_api_is_replaced() {
    let written = "  ServerlessRestApi:
    Type: AWS::Serverless::Api
    Properties: {StageName: dev, Name: mine}
";
    let text = implicit(TWO) + written;
    let api = api(&text);
    assert_eq!(
        (api.stage.name.as_str(), api.name.as_str()),
        ("Prod", "emulator")
    );
    insta::assert_snapshot!(notes(&text, NoteClass::WithoutEffect), @"line 10: the resource `ServerlessRestApi`: SAM puts the API of the events in its place: what is written here is lost, on AWS too");
}
