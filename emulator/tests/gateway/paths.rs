//! A1: the path of an event, with and without the stage, and its parameters: nothing is decoded.

use serde_json::{Value, json};

use crate::support::{Deployment, WHOLE};

/// `resource`, `path`, `requestContext.path` and `pathParameters` of a request to an API of these methods.
fn of(methods: &[&str], target: &str) -> [Value; 4] {
    let trip = Deployment::of(methods).ask(&format!("GET {target}"));
    let event = trip.event();
    assert_eq!(event["requestContext"]["resourcePath"], event["resource"]);
    [
        event["resource"].clone(),
        event["path"].clone(),
        event["requestContext"]["path"].clone(),
        event["pathParameters"].clone(),
    ]
}

fn proxy(path: &str, with_stage: &str, proxy: &str) -> [Value; 4] {
    let parameters = json!({ "proxy": proxy });
    [
        "/{proxy+}".into(),
        path.into(),
        with_stage.into(),
        parameters,
    ]
}

/// A1.8: The resource is the path of the template. A1.9: `path` is without the stage, the context's with it.
#[test]
fn the_path_stands_with_and_without_the_stage() {
    assert_eq!(
        of(&["GET /users/{id}/{part}"], "/prod/users/7/name?x=1"),
        [
            json!("/users/{id}/{part}"),
            json!("/users/7/name"),
            json!("/prod/users/7/name"),
            json!({"id": "7", "part": "name"}),
        ]
    );
}

/// A1.8: Of the root resource all is `/`, and there are no parameters.
#[test]
fn the_root_resource_has_no_parameters() {
    for target in ["/prod/", "/prod"] {
        assert_eq!(
            of(&["GET /"], target),
            [json!("/"), json!("/"), json!(target), Value::Null]
        );
    }
}

/// A1.18: Nothing of a path is decoded, neither in `{x}` nor in `{proxy+}`, and `+` stays `+`.
#[test]
fn nothing_of_a_path_is_decoded() {
    let sent = "a%2Bb%20c+d%E2%98%95%40";
    let path = format!("/{sent}");
    let with_stage = format!("/prod/{sent}");
    let [_, found, found_with_stage, parameters] = of(&["GET /{x}"], &with_stage);
    assert_eq!(found, path.as_str());
    assert_eq!(found_with_stage, with_stage.as_str());
    assert_eq!(parameters, json!({ "x": sent }));
    assert_eq!(of(&WHOLE, &with_stage), proxy(&path, &with_stage, sent));
}

/// A1.19: So an encoded slash stays inside its segment.
#[test]
fn an_encoded_slash_stays_inside_its_segment() {
    let [resource, _, _, parameters] = of(&["GET /{x}", "GET /{x}/{y}"], "/prod/a%2Fb");
    assert_eq!(resource, "/{x}");
    assert_eq!(parameters, json!({"x": "a%2Fb"}));
}

/// A1.20: A star is like any other character.
#[test]
fn a_star_is_not_special() {
    let [.., parameters] = of(&["GET /users/{name}"], "/prod/users/****%20Doe");
    assert_eq!(parameters, json!({"name": "****%20Doe"}));
}

/// A1.21: A slash at the end stays in both paths and is no part of the parameter.
#[test]
fn a_slash_at_the_end_stays_in_the_path_only() {
    assert_eq!(
        of(&WHOLE, "/prod/proxy-value/"),
        proxy("/proxy-value/", "/prod/proxy-value/", "proxy-value")
    );
}

/// A1.22: Two slashes inside of what is greedy stay everywhere.
#[test]
fn two_slashes_inside_stay() {
    assert_eq!(
        of(&WHOLE, "/prod/proxy-value//double-slash"),
        proxy(
            "/proxy-value//double-slash",
            "/prod/proxy-value//double-slash",
            "proxy-value//double-slash"
        )
    );
}

/// A1.23: Two slashes behind the stage are one, but for the context's path.
#[test]
fn two_slashes_behind_the_stage_are_one() {
    assert_eq!(of(&WHOLE, "/prod//x"), proxy("/x", "/prod//x", "x"));
    let [resource, path, ..] = of(&["GET /hardcoded"], "/prod//hardcoded");
    assert_eq!(resource, "/hardcoded");
    assert_eq!(path, "/hardcoded");
}

/// A1.24: Two slashes before the stage, we choose, find it all the same.
#[test]
fn two_slashes_before_the_stage_find_it() {
    assert_eq!(of(&WHOLE, "//prod/x"), proxy("/x", "//prod/x", "x"));
}
