//! C: which resource and method answers a request.

use serde_json::json;

use crate::support::{Deployment, Trip};

/// Who answers `line` in an API of these methods.
fn answers(methods: &[&str], line: &str) -> String {
    Deployment::of(methods).ask(line).resource()
}

#[track_caller]
fn forbidden(trip: &Trip) {
    assert_eq!(trip.resource(), "Unmatched");
    assert_eq!(trip.reply.status, 403);
    assert_eq!(
        trip.reply.text(),
        r#"{"message":"Missing Authentication Token"}"#
    );
}

/// C.1: Per segment a literal comes before a parameter, and that before what is greedy, in whatever order
/// they stand in the template.
#[test]
fn a_literal_comes_before_a_parameter_before_the_greedy() {
    let methods = ["ANY /{any+}", "ANY /a/{x}", "ANY /a/b", "ANY /a/{x}/b/c"];
    let api = Deployment::of(&methods);
    let resource = |path: &str| api.ask(&format!("GET /prod{path}")).resource();
    assert_eq!(resource("/a/b"), "ANY /a/b");
    assert_eq!(resource("/a/c"), "ANY /a/{x}");
    assert_eq!(resource("/a/b/b/c"), "ANY /a/{x}/b/c");
    assert_eq!(resource("/z/b"), "ANY /{any+}");
    assert_eq!(resource("/a/b/c/d"), "ANY /{any+}");
    assert_eq!(resource("/a/b/b"), "ANY /{any+}");
}

/// C.1: Where a literal leads nowhere, a parameter further up takes the path.
#[test]
fn a_literal_that_leads_nowhere_is_left_again() {
    let methods = ["GET /part1", "GET /part1/hardcoded-value", "GET /{param+}"];
    let api = Deployment::of(&methods);
    let trip = api.ask("GET /prod/part1/random-value");
    assert_eq!(trip.resource(), "GET /{param+}");
    assert_eq!(
        trip.event()["pathParameters"],
        json!({"param": "part1/random-value"})
    );
    assert_eq!(api.ask("GET /prod/part1").resource(), "GET /part1");
}

/// C.2: A literal resource without the method leaves the request to a greedy one that has it.
#[test]
fn the_method_is_part_of_the_match() {
    let methods = ["POST /test", "OPTIONS /{proxy+}"];
    assert_eq!(answers(&methods, "OPTIONS /prod/test"), "OPTIONS /{proxy+}");
    assert_eq!(answers(&methods, "POST /prod/test"), "POST /test");
}

/// C.2: A method comes before ANY on one resource; ANY of a literal comes before a method of the greedy.
#[test]
fn a_method_comes_before_any_and_a_resource_before_both() {
    let one = ["ANY /test", "GET /test"];
    assert_eq!(answers(&one, "GET /prod/test"), "GET /test");
    assert_eq!(answers(&one, "PUT /prod/test"), "ANY /test");
    let two = ["GET /{proxy+}", "ANY /test"];
    assert_eq!(answers(&two, "GET /prod/test"), "ANY /test");
}

/// C.3: ANY is seven methods, and no others.
#[test]
fn any_is_seven_methods() {
    let api = Deployment::of(&["ANY /test"]);
    for method in ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] {
        let trip = api.ask(&format!("{method} /prod/test"));
        assert_eq!(trip.resource(), "ANY /test", "{method}");
        assert_eq!(trip.event()["httpMethod"], method);
    }
    for method in ["TRACE", "PURGE", "get"] {
        forbidden(&api.ask(&format!("{method} /prod/test")));
    }
}

/// C.4: Nothing answers HEAD or OPTIONS by itself.
#[test]
fn head_and_options_are_ordinary_methods() {
    let api = Deployment::of(&["GET /test", "HEAD /head", "OPTIONS /options"]);
    forbidden(&api.send("OPTIONS /prod/test", &["Origin: https://a.test"], ""));
    let head = api.ask("HEAD /prod/test");
    assert_eq!(
        (head.reply.status, head.resource().as_str()),
        (403, "Unmatched")
    );
    assert_eq!(api.ask("HEAD /prod/head").resource(), "HEAD /head");
    assert_eq!(
        api.ask("OPTIONS /prod/options").resource(),
        "OPTIONS /options"
    );
}

/// C.5: A slash at the end does not count.
#[test]
fn a_slash_at_the_end_does_not_count() {
    let trip = Deployment::of(&["GET /x"]).ask("GET /prod/x/");
    assert_eq!(trip.resource(), "GET /x");
    assert_eq!(trip.event()["path"], "/x/");
}

/// C.6: What is greedy needs a segment; slashes alone, we choose, are none.
#[test]
fn the_greedy_needs_a_segment() {
    let api = Deployment::of(&["ANY /{proxy+}", "ANY /foo/bar/{rest+}"]);
    forbidden(&api.ask("GET /prod/"));
    forbidden(&api.ask("GET /prod"));
    assert_eq!(api.ask("GET /prod/foo/bar").resource(), "ANY /{proxy+}");
    for slashes in ["/", "//"] {
        let trip = api.ask(&format!("GET /prod/foo/bar{slashes}"));
        assert_eq!(trip.resource(), "ANY /{proxy+}");
    }
    assert_eq!(
        api.ask("GET /prod/foo/bar/x").resource(),
        "ANY /foo/bar/{rest+}"
    );
}

/// C.8: Paths are case-sensitive.
#[test]
fn paths_are_case_sensitive() {
    let api = Deployment::of(&["GET /Test"]);
    assert_eq!(api.ask("GET /prod/Test").resource(), "GET /Test");
    forbidden(&api.ask("GET /prod/test"));
}

/// C.9: Nothing matched: 403, never 404 or 405.
#[test]
fn nothing_matched_is_403() {
    let api = Deployment::of(&["GET /test", "GET /users/{id}"]);
    for line in [
        "GET /prod/",
        "GET /prod/nothing",
        "GET /prod/users",
        "GET /prod/users/1/2",
        "POST /prod/test",
    ] {
        forbidden(&api.ask(line));
    }
}

/// C.11: On a POST, `X-HTTP-Method-Override` is the method; on others it is a header like any other.
#[test]
fn a_post_may_be_for_another_method() {
    let api = Deployment::of(&["POST /test", "PUT /test", "GET /test"]);
    let sent = |line, name: &str| api.send(line, &[&format!("x-http-method-override: {name}")], "");
    for name in ["PUT", "put"] {
        let trip = sent("POST /prod/test", name);
        assert_eq!(trip.resource(), "PUT /test");
        assert_eq!(trip.event()["httpMethod"], "PUT");
        assert_eq!(trip.event()["requestContext"]["httpMethod"], "PUT");
    }
    assert_eq!(sent("GET /prod/test", "PUT").resource(), "GET /test");
    // Our choice: one that names nothing overrides nothing.
    assert_eq!(sent("POST /prod/test", "").resource(), "POST /test");
    forbidden(&sent("POST /prod/test", "DELETE"));
    forbidden(&sent("POST /prod/test", "NONSENSE"));
}

/// C.12: The first segment is the stage, and each API answers under its own.
#[test]
fn each_api_answers_under_its_stage() {
    let api = Deployment::with(&["GET /test"], |settings| {
        let mut other = settings.template.apis[0].clone();
        other.stage.name = "dev_2-b".to_owned();
        other.id = "otherother".to_owned();
        settings.template.apis.push(other);
    });
    let id = |line| api.ask(line).event()["requestContext"]["apiId"].clone();
    assert_eq!(id("GET /dev_2-b/test"), "otherother");
    assert_ne!(id("GET /prod/test"), "otherother");
    for line in ["GET /test", "GET /PROD/test", "GET /dev/test"] {
        let trip = api.ask(line);
        assert_eq!(trip.reply.text(), r#"{"message":"Forbidden"}"#, "{line}");
    }
}
