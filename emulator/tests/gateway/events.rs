//! A1: the keys of a proxy event, their order and their values; its query and its body.

use emulator::http::Request;
use serde_json::{Value, json};

use crate::support::{Deployment, Trip, WHOLE, template_text};

fn keys(value: &Value) -> Vec<&str> {
    let members = value.as_object().expect("an object");
    members.keys().map(String::as_str).collect()
}

fn sorted(value: &Value) -> Vec<&str> {
    let mut keys = keys(value);
    keys.sort_unstable();
    keys
}

/// The event of one request to an API of everything.
fn event(line: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Value {
    Deployment::of(&WHOLE).send(line, headers, body).event()
}

/// A1.1: Compact, and in this order. A1.2: All twelve keys, null where there is nothing.
#[test]
fn twelve_keys_stand_in_awss_order_without_blanks() {
    let trip = Deployment::of(&["GET /test"]).ask("GET /prod/test");
    let event = trip.event();
    assert_eq!(
        keys(&event),
        [
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
        ]
    );
    assert_eq!(trip.event_text(), event.to_string(), "compact");
    for nothing in [
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "pathParameters",
        "stageVariables",
        "body",
    ] {
        assert_eq!(event[nothing], Value::Null, "{nothing}");
    }
}

/// A1.3: The keys of `requestContext`. A1.4: `authorizer` and `operationName` are not among them.
#[test]
fn the_request_context_has_these_keys_and_no_others() {
    let event = event("GET /prod/test", &[], "");
    assert_eq!(
        keys(&event["requestContext"]),
        [
            "resourceId",
            "resourcePath",
            "httpMethod",
            "extendedRequestId",
            "requestTime",
            "path",
            "accountId",
            "protocol",
            "stage",
            "domainPrefix",
            "requestTimeEpoch",
            "requestId",
            "identity",
            "domainName",
            "deploymentId",
            "apiId",
        ]
    );
}

/// A1.4: A method with an operation name tells it.
#[test]
fn an_operation_name_is_told_where_there_is_one() {
    let api = Deployment::with(&["GET /test"], |settings| {
        let method = &mut settings.template.apis[0].resources[0].methods[0];
        method.operation_name = Some("ListTests".to_owned());
    });
    let event = api.ask("GET /prod/test").event();
    assert_eq!(event["requestContext"]["operationName"], "ListTests");
}

/// A1.5: `identity` has twelve keys, null but two. A1.6, A1.7: No API key, no certificate, no other nulls.
#[test]
fn the_identity_of_an_anonymous_caller_is_null_but_for_address_and_program() {
    let event = event("GET /prod/test", &["User-Agent: curl/8.7.1"], "");
    let identity = &event["requestContext"]["identity"];
    assert_eq!(
        *identity,
        json!({
            "cognitoIdentityPoolId": null,
            "accountId": null,
            "cognitoIdentityId": null,
            "caller": null,
            "sourceIp": "127.0.0.1",
            "principalOrgId": null,
            "accessKey": null,
            "cognitoAuthenticationType": null,
            "cognitoAuthenticationProvider": null,
            "userArn": null,
            "userAgent": "curl/8.7.1",
            "user": null,
        })
    );
    assert_eq!(sorted(identity).len(), 12);
}

/// A1.10: The time in two forms. A1.11: HTTP/1.1. A1.12: The API's id begins its host name. A1.14: Ids and
/// the account. A1.15: The stage. A1.17: The client's address.
#[test]
fn the_request_context_tells_time_place_and_caller() {
    let trip = Deployment::of(&WHOLE).ask("GET /prod/test");
    let context = &trip.event()["requestContext"];
    let text = |key: &str| context[key].as_str().expect(key).to_owned();

    let epoch = emulator::host::epoch_ms(trip.exchange.received);
    assert_eq!(context["requestTimeEpoch"], epoch);
    let time = emulator::host::request_time(trip.exchange.received);
    assert_eq!(text("requestTime"), time);
    assert!(time.ends_with(" +0000") && time.len() == 26, "{time}");

    assert_eq!(text("protocol"), "HTTP/1.1");
    assert_eq!(text("stage"), "prod");
    assert_eq!(text("domainPrefix"), text("apiId"));
    assert!(text("domainName").starts_with(&format!("{}.execute-api.", text("apiId"))));
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    for id in ["apiId", "resourceId"] {
        let id = text(id);
        assert!(
            (6..=10).contains(&id.len()) && id.chars().all(small),
            "{id}"
        );
    }
    let account = text("accountId");
    assert!(account.len() == 12 && account.chars().all(|c| c.is_ascii_digit()));
    assert_eq!(context["identity"]["sourceIp"], "127.0.0.1");
}

/// A1.11: An HTTP/1.0 client, too, is told to speak HTTP/1.1.
#[test]
fn the_protocol_is_http_1_1_whatever_the_client_speaks() {
    let trip = Deployment::of(&WHOLE).raw(b"GET /prod/test HTTP/1.0\r\n\r\n");
    assert_eq!(trip.event()["requestContext"]["protocol"], "HTTP/1.1");
}

/// A1.13: The ids of the event are those of the answer.
#[test]
fn both_request_ids_are_those_of_the_answers_headers() {
    let trip = Deployment::of(&WHOLE).ask("GET /prod/test");
    let context = &trip.event()["requestContext"];
    let header = |name| trip.reply.header(name).expect(name).to_owned();
    assert_eq!(context["requestId"], header("x-amzn-RequestId"));
    assert_eq!(context["extendedRequestId"], header("x-amz-apigw-id"));
    assert_eq!(header("x-amzn-RequestId").len(), 36);
    let extended = header("x-amz-apigw-id");
    assert!(
        extended.len() == 16 && extended.ends_with('='),
        "{extended}"
    );
}

/// A1.15: Without a User-Agent header `userAgent` is null.
#[test]
fn without_a_user_agent_header_the_user_agent_is_null() {
    let event = event("GET /prod/test", &[], "");
    assert_eq!(
        event["requestContext"]["identity"]["userAgent"],
        Value::Null
    );
}

/// A1.16: Stage variables are an object of texts.
#[test]
fn stage_variables_are_told_where_there_are_some() {
    let variables = "StageName: prod\n      Variables: {color: green}";
    let text = template_text(&WHOLE).replace("StageName: prod", variables);
    let api = Deployment::serving(&text, |_| ());
    let event = api.ask("GET /prod/test").event();
    assert_eq!(event["stageVariables"], json!({"color": "green"}));
}

/// A1.25: A `;` separates nothing. Our choice: `|` and braces, of which the docs only say that they are not supported,
/// are taken as they are.
#[test]
fn signs_that_the_docs_warn_of_are_taken_as_they_are() {
    let event = event("GET /prod/test?a=1|2&b={}&c=1;d=2", &[], "");
    assert_eq!(
        event["queryStringParameters"],
        json!({"a": "1|2", "b": "{}", "c": "1;d=2"})
    );
}

/// A1.26: Names and values of the query are decoded, `+` is a blank.
#[test]
fn the_query_is_decoded() {
    let query = "time=12:00+00:00&plus=a%2Bb&hash=%23&slash=%2F&%20key=v%20w&%E2%98%95=%C3%BC";
    let event = event(&format!("GET /prod/test?{query}"), &[], "");
    assert_eq!(
        event["queryStringParameters"],
        json!({
            "time": "12:00 00:00",
            "plus": "a+b",
            "hash": "#",
            "slash": "/",
            " key": "v w",
            "☕": "ü",
        })
    );
}

/// A1.27: Of a repeated parameter the last value, and all of them in a list; one value is a list, too.
#[test]
fn of_a_repeated_parameter_the_last_value_counts() {
    let event = event("GET /prod/test?a=1&b=x&a=2&a=1%203", &[], "");
    assert_eq!(
        event["queryStringParameters"],
        json!({"a": "1 3", "b": "x"})
    );
    assert_eq!(
        event["multiValueQueryStringParameters"],
        json!({"a": ["1", "2", "1 3"], "b": ["x"]})
    );
}

/// A1.28: `a=` is an empty text, and so, we choose, is `a`.
#[test]
fn a_parameter_without_a_value_is_an_empty_text() {
    let event = event("GET /prod/test?a=&b", &[], "");
    assert_eq!(event["queryStringParameters"], json!({"a": "", "b": ""}));
    assert_eq!(
        event["multiValueQueryStringParameters"],
        json!({"a": [""], "b": [""]})
    );
}

/// A1.2: A `?` with nothing behind it is no query.
#[test]
fn an_empty_query_is_null() {
    let event = event("GET /prod/test?", &[], "");
    assert_eq!(event["queryStringParameters"], Value::Null);
    assert_eq!(event["multiValueQueryStringParameters"], Value::Null);
}

/// A1.39: A text is the body as it was sent; nothing is null.
#[test]
fn a_text_body_arrives_as_sent_and_an_empty_one_is_null() {
    let text = "{\"a\": 1}\r\n\t\"ü\" ☕";
    let sent = event("POST /prod/test", &["Content-Type: text/plain"], text);
    assert_eq!(sent["body"], text);
    assert_eq!(sent["isBase64Encoded"], false);
    let chunked = "5\r\nhello\r\n0\r\n\r\n";
    let sent = event("POST /prod/test", &["Transfer-Encoding: chunked"], chunked);
    assert_eq!(sent["body"], "hello");
    let empty = event("POST /prod/test", &["Content-Length: 0"], "");
    assert_eq!(empty["body"], Value::Null);
    assert_eq!(empty["isBase64Encoded"], false);
}

fn with_binary(entry: &str) -> Deployment {
    Deployment::with(&WHOLE, |settings| {
        let types = &mut settings.template.apis[0].binary_media_types;
        *types = vec![entry.to_owned()];
    })
}

/// A1.40: A body of a binary media type is base64.
#[test]
fn a_binary_body_is_base64() {
    let api = with_binary("application/octet-stream");
    let body = [1, 2, 3, 4, 5];
    let octets = ["Content-Type: application/octet-stream"];
    let event = api.send("POST /prod/test", &octets, body).event();
    assert_eq!(event["body"], "AQIDBAU=");
    assert_eq!(event["isBase64Encoded"], true);

    let text = ["Content-Type: text/plain"];
    let event = api.send("POST /prod/test", &text, "hello").event();
    assert_eq!(event["body"], "hello");
    assert_eq!(event["isBase64Encoded"], false);
}

/// A1.41: Bytes that are no UTF-8, of a type that is not binary, become U+FFFD.
#[test]
fn bytes_that_are_no_text_become_replacement_characters() {
    let body = b"a\xff\xfeb";
    let event = event("POST /prod/test", &["Content-Type: text/plain"], body);
    assert_eq!(event["body"], "a\u{fffd}\u{fffd}b");
    assert_eq!(event["isBase64Encoded"], false);
}

/// A1.42: Where everything is binary every body is base64, as the docs say.
#[test]
fn where_everything_is_binary_every_body_is_base64() {
    let api = with_binary("*/*");
    let json = ["Content-Type: application/json"];
    for headers in [&json[..], &[]] {
        let event = api.send("POST /prod/test", headers, "{}").event();
        assert_eq!(event["body"], "e30=");
        assert_eq!(event["isBase64Encoded"], true);
    }
}

/// The record keeps the request as it came, whatever the event makes of it.
#[test]
fn the_exchange_keeps_the_request_as_it_came() {
    let trip: Trip = Deployment::of(&WHOLE).send("POST /prod//a%20b?x=%20", &["x-A: 1"], "hi");
    let request: &Request = &trip.exchange.request;
    assert_eq!(request.target(), "/prod//a%20b?x=%20");
    assert_eq!(request.header("X-a"), Some("1"));
    assert_eq!(request.body, "hi");
}
