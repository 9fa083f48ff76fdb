//! Anything that HTTP can carry, and anything that is JSON, through the pure functions of the gateway.
//!
//! Rule: whatever comes, nothing panics; an event is JSON with its twelve keys; a result is an answer that HTTP
//! can carry, or a refusal that says why.

use std::time::SystemTime;

use emulator::{
    api::Api,
    gateway::{
        context::Arrival,
        matching::{self, Match},
        proxy,
    },
    host::{Clock, Host},
    http::Request,
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value, json};

use crate::support::{read, template_text};

fn apis() -> Vec<Api> {
    let mut apis = read(&template_text(&[
        "ANY /",
        "ANY /{proxy+}",
        "GET /a/{x}",
        "POST /a/b",
        "ANY /a/b/{rest+}",
    ]))
    .apis;
    apis[0].binary_media_types = vec!["image/png".into(), "text/*".into()];
    apis
}

/// A path that often means something, and often nothing.
fn path() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just("/".to_owned()),
        2 => Just("prod".to_owned()),
        2 => Just("a".to_owned()),
        1 => Just("b".to_owned()),
        1 => Just("%2F".to_owned()),
        1 => "[!-~]{0,8}",
        1 => "\\PC{0,4}",
    ];
    let anything = vec(piece.clone(), 0..12).prop_map(|pieces| pieces.concat());
    let staged = vec(piece, 0..8).prop_map(|pieces| format!("/prod/{}", pieces.concat()));
    prop_oneof![1 => anything, 3 => staged]
}

fn header() -> impl Strategy<Value = (String, String)> {
    let known = prop::sample::select(vec![
        "Accept",
        "aUThorization",
        "Content-Type",
        "cookie",
        "HOST",
        "x-amzn-trace-id",
        "x-forwarded-for",
        "X-HTTP-Method-Override",
        "user-agent",
    ]);
    let name = prop_oneof![known.prop_map(str::to_owned), "[!-9A-~]{1,12}"];
    let known = prop::sample::select(vec![
        "text/plain",
        "image/png, */*",
        "Root=1-0-0;Self=",
        "PUT",
        "=",
    ]);
    let value = prop_oneof![known.prop_map(str::to_owned), "\\PC{0,20}"];
    (name, value)
}

prop_compose! {
    fn request()(
        http_method in prop_oneof![Just("GET".to_owned()), Just("POST".to_owned()), "[A-Za-z]{1,7}"],
        raw_path in path(),
        raw_query in proptest::option::of("\\PC{0,40}"),
        headers in vec(header(), 0..12),
        body in vec(any::<u8>(), 0..64),
        source_ip in any::<std::net::IpAddr>(),
    ) -> Request {
        let (headers, body) = (headers.into_iter().collect(), body.into());
        Request { http_method, raw_path, raw_query, headers, body, source_ip }
    }
}

/// JSON of any kind, often with the keys of an answer.
fn result() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (100..700_u32).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!("aGVsbG8=")),
        Just(json!("a\r\nb")),
    ];
    let key = prop::sample::select(vec![
        "statusCode",
        "headers",
        "multiValueHeaders",
        "body",
        "isBase64Encoded",
        "Content-Type",
        "X-A",
        "X B",
    ]);
    leaf.prop_recursive(4, 48, 6, move |inner| {
        let member = (key.clone().prop_map(str::to_owned), inner.clone());
        prop_oneof![
            1 => vec(inner, 0..4).prop_map(Value::from),
            4 => vec(member, 0..6).prop_map(|members| Value::from(Map::from_iter(members))),
        ]
    })
}

fn host() -> Host {
    Host {
        clock: Clock::Fixed(SystemTime::UNIX_EPOCH),
        ..Host::default()
    }
}

const KEYS: [&str; 12] = [
    "resource",
    "path",
    "httpMethod",
    "headers",
    "multiValueHeaders",
    "queryStringParameters",
    "multiValueQueryStringParameters",
    "pathParameters",
    "stageVariables",
    "requestContext",
    "body",
    "isBase64Encoded",
];

fn check_event(request: &Request, matched: &Match<'_>) -> Result<(), TestCaseError> {
    let arrival = Arrival::of(request, &host());
    let event = proxy::event(request, matched, &arrival);
    let event: Value = serde_json::from_slice(&event).expect("JSON");
    let members = event.as_object().expect("an object");
    prop_assert!(members.keys().eq(KEYS.iter()), "{event}");
    prop_assert!(request.raw_path.ends_with(matched.path) || matched.path == "/");
    let values = matched.path_parameters.iter().map(|(_, value)| value);
    for value in values {
        prop_assert!(!value.is_empty() && matched.path.contains(value), "{event}");
    }
    for (name, values) in event["multiValueHeaders"].as_object().expect("headers") {
        let last = values.as_array().and_then(|values| values.last());
        prop_assert_eq!(last, Some(&event["headers"][name]));
    }
    let trace = arrival.onward_trace(&host());
    prop_assert!(trace.starts_with(&arrival.trace) && trace.contains("Root="));
    Ok(())
}

proptest! {
    // A failure is printed with all that it takes to repeat it: no file needs to be left behind.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A1.2: Whatever is asked for, a match gives an event with all its keys, and no match an explained 403.
    #[test]
    fn any_request_is_an_event_or_explained(request in request()) {
        let apis = apis();
        match matching::find(&apis, &request) {
            Ok(matched) => check_event(&request, &matched)?,
            Err(unmatched) => {
                let answer = unmatched.failure(&request).answer();
                prop_assert_eq!(answer.status, 403);
                prop_assert!(serde_json::from_slice::<Value>(&answer.body).is_ok());
                prop_assert!(!unmatched.explanation(&request).found.is_empty());
            }
        }
    }

    /// A2.1: Whatever a function returns is an answer that HTTP can carry, or explained.
    #[test]
    fn any_result_is_an_answer_or_explained(result in result(), request in request()) {
        let types = &apis()[0].binary_media_types;
        match proxy::answer(result.to_string().as_bytes(), &request, types) {
            Ok(answer) => {
                prop_assert!((200..600).contains(&answer.status));
                prop_assert!(answer.header("Content-Type").is_some());
                prop_assert!(answer.header("Content-Length").is_none());
                for (name, value) in answer.headers.iter() {
                    prop_assert!(!name.is_empty() && !name.contains(' '), "{name:?}");
                    prop_assert!(!value.contains(['\r', '\n']), "{value:?}");
                }
            }
            Err(why) => prop_assert!(!why.found.is_empty() && !why.found.contains('\n')),
        }
    }

    /// A2.8: Bytes that are no JSON are explained, too.
    #[test]
    fn any_bytes_are_an_answer_or_explained(result in vec(any::<u8>(), 0..32), request in request()) {
        if let Err(why) = proxy::answer(&result, &request, &[]) {
            prop_assert!(!why.to_string().is_empty());
        }
    }
}
