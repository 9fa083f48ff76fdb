//! A2: which results of a function are a proxy answer, and what status and body the client gets.

use emulator::{gateway::proxy, http::Request};
use serde_json::{Value, json};

use crate::support::{Deployment, Trip, WHOLE};

fn answer(result: Value) -> Trip {
    Deployment::of(&WHOLE).answered_with(result, &[])
}

#[track_caller]
fn accepted(result: Value, status: u16, body: &str) {
    let trip = answer(result);
    assert_eq!(trip.explanation(), "");
    assert_eq!(
        (trip.reply.status, trip.reply.text()),
        (status, body.to_owned())
    );
}

/// A2.10: Whatever is wrong with a result, the client gets this.
#[track_caller]
fn refused(trip: &Trip, why: &str) {
    assert_eq!(trip.reply.status, 502);
    assert_eq!(trip.reply.text(), r#"{"message": "Internal server error"}"#);
    assert!(
        trip.explanation().starts_with(why),
        "{}",
        trip.explanation()
    );
}

/// A2.1: Each of the five keys is allowed, and all of them together.
#[test]
fn five_keys_are_allowed() {
    let whole = json!({
        "statusCode": 201,
        "headers": {"X-A": "1"},
        "multiValueHeaders": {"X-B": ["2", "3"]},
        "body": "hello",
        "isBase64Encoded": false,
    });
    accepted(whole.clone(), 201, "hello");
    for (key, value) in whole.as_object().expect("an object") {
        let alone = answer(json!({ key: value }));
        assert_eq!(alone.explanation(), "", "{key}");
    }
}

/// A2.1: Any other key is a 502, also one that is only spelled otherwise. A2.3: Those, too, that sam-cli lets
/// through.
#[test]
fn any_other_key_is_a_502() {
    let api = Deployment::of(&WHOLE);
    for key in [
        "location",
        "Hello",
        "StatusCode",
        "cookies",
        "base64Encoded",
        "",
    ] {
        let trip = api.answered_with(json!({"statusCode": 200, key: "x"}), &[]);
        refused(&trip, &format!("why   unknown key {key:?}"));
    }
}

/// A2.2: No key is required.
#[test]
fn no_key_is_required() {
    accepted(json!({}), 200, "");
    accepted(json!({"statusCode": 200}), 200, "");
    accepted(json!({"headers": {"X-A": "1"}}), 200, "");
    accepted(json!({"body": "x"}), 200, "x");
}

/// A2.4: A status may be a text; null, we choose, is 200.
#[test]
fn a_status_is_a_number_or_its_text() {
    accepted(json!({"statusCode": "201", "body": "x"}), 201, "x");
    accepted(json!({"statusCode": null, "body": "x"}), 200, "x");
    accepted(json!({"statusCode": 599, "body": "x"}), 599, "x");
    accepted(json!({"statusCode": 299, "body": "x"}), 299, "x");
}

/// A2.4: What is no status is a 502; so, we choose, is what HTTP has no answer for.
#[test]
fn what_is_no_status_is_a_502() {
    let api = Deployment::of(&WHOLE);
    for status in [
        json!("test"),
        json!(0),
        json!(-200),
        json!(99),
        json!(100),
        json!(101),
        json!(199),
        json!(600),
        json!(65_736),
        json!(200.5),
        json!(""),
        json!(true),
        json!([200]),
        json!({"code": 200}),
    ] {
        let trip = api.answered_with(json!({"statusCode": status, "body": "x"}), &[]);
        refused(&trip, "why   statusCode is ");
    }
}

/// A status that has no body goes without the one that the function gives.
#[test]
fn an_answer_without_a_body_is_one() {
    let api = Deployment::of(&WHOLE);
    for status in [204, 304] {
        for body in [json!(null), json!("x")] {
            let trip = api.answered_with(json!({"statusCode": status, "body": body}), &[]);
            assert_eq!(trip.reply.status, status);
            assert_eq!(trip.reply.text(), "");
            assert_eq!(trip.explanation(), "");
        }
    }
}

/// A2.7: A missing or null body is empty. A number or a boolean, we choose, is its text.
#[test]
fn a_body_is_a_text_or_what_stands_for_one() {
    accepted(json!({"body": null}), 200, "");
    accepted(json!({"body": "{\"a\": 1}"}), 200, "{\"a\": 1}");
    accepted(json!({"body": 42}), 200, "42");
    accepted(json!({"body": 1.50}), 200, "1.5");
    accepted(json!({"body": true}), 200, "true");
    accepted(json!({"body": "tschüß ☕"}), 200, "tschüß ☕");
}

/// A2.7: A body that is an object is a 502; so, we choose, is a list.
#[test]
fn a_body_that_is_an_object_is_a_502() {
    let api = Deployment::of(&WHOLE);
    for body in [json!({"id": 2}), json!(["x"])] {
        refused(
            &api.answered_with(json!({"body": body}), &[]),
            "why   body is a",
        );
    }
}

/// A2.8: A result that is no object is a 502: a text, recorded; a number, a list and null, expected.
#[test]
fn a_result_that_is_no_object_is_a_502() {
    let api = Deployment::of(&WHOLE);
    for result in [
        json!("hello"),
        json!(200),
        json!([{"statusCode": 200}]),
        json!(null),
        json!(true),
    ] {
        refused(&api.answered_with(result, &[]), "why   the result is ");
    }
    refused(
        &api.commanded(json!({"returns_text": "{\"statusCode\": 200"}), &[]),
        "why   the result is not JSON: ",
    );
}

/// A2.10: The 502 in all its parts.
#[test]
fn a_malformed_result_is_answered_in_36_bytes() {
    let reply = answer(json!({"Hello": "World"})).reply;
    assert_eq!(reply.body, br#"{"message": "Internal server error"}"#);
    assert_eq!(reply.header("Content-Length"), Some("36"));
    assert_eq!(reply.header("Content-Type"), Some("application/json"));
    assert_eq!(
        reply.header("x-amzn-ErrorType"),
        Some("InternalServerErrorException")
    );
}

/// A2.17: What the template says of responses is not consulted.
#[test]
fn the_templates_responses_are_not_consulted() {
    let result =
        json!({"statusCode": 300, "headers": {"Content-Type": "application/xml"}, "body": "<a/>"});
    let trip = answer(result);
    assert_eq!(trip.reply.status, 300);
    assert_eq!(trip.reply.header("Content-Type"), Some("application/xml"));
    assert_eq!(trip.reply.text(), "<a/>");
}

/// The body `hello`, in base64, to a client that accepts this, where these types are binary.
fn encoded(accept: &str, entries: &[&str], flag: Value) -> String {
    let api = Deployment::with(&WHOLE, |settings| {
        let types = entries.iter().map(ToString::to_string).collect();
        settings.template.apis[0].binary_media_types = types;
    });
    let result = json!({
        "body": "aGVsbG8=",
        "isBase64Encoded": flag,
        "headers": {"Content-Type": "image/png"},
    });
    let accept = format!("Accept: {accept}");
    let lines: &[&str] = if accept == "Accept: " {
        &[]
    } else {
        &[&accept]
    };
    let trip = api.answered_with(result, lines);
    assert_eq!(trip.reply.status, 200, "{}", trip.explanation());
    trip.reply.text()
}

/// A2.18: Base64 is decoded if the flag says so and the client accepts something binary. A2.22: Without the
/// flag the body is text.
#[test]
fn base64_is_decoded_for_a_client_that_accepts_it() {
    assert_eq!(encoded("image/png", &["image/png"], json!(true)), "hello");
    assert_eq!(encoded("image/png", &["image/png"], json!("true")), "hello");
    assert_eq!(
        encoded("image/png", &["image/png"], json!(false)),
        "aGVsbG8="
    );
    assert_eq!(
        encoded("image/png", &["image/png"], json!(null)),
        "aGVsbG8="
    );
    assert_eq!(encoded("image/png", &[], json!(true)), "aGVsbG8=");
    assert_eq!(encoded("", &["image/png"], json!(true)), "aGVsbG8=");
}

/// A2.19: Only the first type of `Accept` counts. A2.20: A range there covers nothing.
#[test]
fn only_the_first_type_that_is_accepted_counts() {
    let entries = ["image/png", "application/*", "*/test"];
    for (accept, body) in [
        ("image/png, text/html", "hello"),
        ("text/html, image/png", "aGVsbG8="),
        ("application/whatever", "hello"),
        ("application", "aGVsbG8="),
        ("image/*", "aGVsbG8="),
        ("*/*", "aGVsbG8="),
        ("*/test", "aGVsbG8="),
    ] {
        assert_eq!(encoded(accept, &entries, json!(true)), body, "{accept}");
    }
}

/// A2.21: The answer's own Content-Type plays no role.
#[test]
fn the_answers_own_type_plays_no_role() {
    assert_eq!(
        encoded("text/html", &["image/png"], json!(true)),
        "aGVsbG8="
    );
    assert_eq!(encoded("text/html", &["text/html"], json!(true)), "hello");
}

/// A2.23: Where everything is binary everything is decoded, also for a client that says nothing.
#[test]
fn where_everything_is_binary_everything_is_decoded() {
    // Past HTTP: a command to the function would be binary, too.
    let everything = ["*/*".to_owned()];
    let result = br#"{"body": "aGVsbG8=", "isBase64Encoded": true}"#;
    for accept in [None, Some("text/html")] {
        let lines = accept.map(|types: &str| ("Accept".to_owned(), types.to_owned()));
        let request = Request {
            http_method: "GET".to_owned(),
            raw_path: "/prod/test".to_owned(),
            raw_query: None,
            headers: lines.into_iter().collect(),
            body: Default::default(),
            source_ip: [127, 0, 0, 1].into(),
        };
        let answer = proxy::answer(result, &request, &everything);
        assert_eq!(answer.map(|answer| answer.body), Ok("hello".into()));
    }
}

/// A2.22: What is to be decoded and is no base64 is a 500.
#[test]
fn invalid_base64_is_a_500() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.template.apis[0].binary_media_types = vec!["image/png".into()];
    });
    let result = json!({"body": "no base64!", "isBase64Encoded": true});
    let trip = api.answered_with(result.clone(), &["Accept: image/png"]);
    assert_eq!(trip.reply.status, 500);
    assert_eq!(trip.reply.text(), r#"{"message": "Internal server error"}"#);
    let undecoded = api.answered_with(result, &[]);
    assert_eq!(undecoded.reply.status, 200);
}

/// A flag that is neither true nor false is a 502.
#[test]
fn a_flag_that_is_no_boolean_is_a_502() {
    let trip = answer(json!({"body": "x", "isBase64Encoded": 1}));
    refused(&trip, "why   isBase64Encoded is a number: 1");
}

/// Decoded bytes need not be text.
#[test]
fn decoded_bytes_reach_the_client_as_they_are() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.template.apis[0].binary_media_types = vec!["image/png".into()];
    });
    let result = json!({"body": "AP8Q", "isBase64Encoded": true});
    let trip = api.answered_with(result, &["Accept: image/png"]);
    assert_eq!(trip.reply.body, [0x00, 0xff, 0x10]);
}
