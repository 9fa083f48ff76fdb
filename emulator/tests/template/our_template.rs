//! `stages/template.yaml`, which runs here and deploys.

use std::time::Duration;

use emulator::{
    api::{Integration, IntegrationResponse, ResourcePath, Segment, Verb},
    template::NoteClass,
};

use crate::support::{notes, read};

const OURS: &str = include_str!("../../../stages/template.yaml");

#[test]
fn our_function_is_read_whole() {
    let function = read(OURS).function;

    assert_eq!(function.name, "testLambda-luna");
    assert_eq!(function.handler, "bootstrap");
    assert_eq!(function.memory_mb, 128);
    assert_eq!(function.timeout, Duration::from_secs(3));
    assert!(function.environment.is_empty());
}

/// E.3, E.5: the types are in lower case there, the second operation is for any method.
#[test]
fn our_api_has_two_doors_into_the_function() {
    let apis = read(OURS).apis;
    let [api] = apis.as_slice() else {
        panic!("one API: {apis:?}")
    };
    let [root, proxy] = api.resources.as_slice() else {
        panic!("two resources: {api:?}")
    };
    let timeout = Duration::from_secs(29);

    assert_eq!(api.name, "testAPI-luna");
    assert_eq!(api.stage.name, "prod");
    assert!(api.stage.variables.is_empty());
    assert!(api.binary_media_types.is_empty());
    assert_eq!(root.path, ResourcePath::new(vec![]));
    assert_eq!(root.methods[0].verb, Verb::Any);
    let Integration::Custom { mapping, .. } = &root.methods[0].integration else {
        panic!("a custom integration: {root:?}")
    };
    assert_eq!(mapping.responses, [IntegrationResponse::plain()]);
    let types: Vec<&String> = mapping.request_templates.keys().collect();
    assert_eq!(types, ["application/json"]);
    assert!(mapping.request_templates[0].parsed().is_ok());
    assert_eq!(
        proxy.path,
        ResourcePath::new(vec![Segment::Greedy("proxy".to_owned())])
    );
    assert_eq!(proxy.methods[0].verb, Verb::Any);
    assert_eq!(proxy.methods[0].integration, Integration::Proxy { timeout });
}

#[test]
fn ids_have_awss_shape_and_are_the_same_on_every_run() {
    let api = &read(OURS).apis[0];
    let ids: Vec<&str> = api
        .resources
        .iter()
        .map(|resource| resource.id.as_str())
        .collect();

    insta::assert_snapshot!(format!("{} {}", api.id, ids.join(" ")), @"rfs258k9il wrkz87 5nexd2");
}

#[test]
fn nothing_in_our_template_is_unsupported() {
    assert_eq!(notes(OURS, NoteClass::NotSupported), "");
    assert_eq!(notes(OURS, NoteClass::WouldFailDeployed), "");
}

#[test]
fn what_has_no_effect_here_is_said_on_request() {
    insta::assert_snapshot!(notes(OURS, NoteClass::WithoutEffect), @"
    line 13: `Runtime` of `TestFunction`: the program on this machine runs
    line 15: `CodeUri` of `TestFunction`: the program on this machine runs
    line 40: `OpenApiVersion` of `TestApi`: it matters to a deployment only
    line 41: `EndpointConfiguration` of `TestApi`: every API here answers as a REGIONAL one
    line 112: `parameters` of `ANY /{proxy+}`: only a request validator looks at it
    ");
}
