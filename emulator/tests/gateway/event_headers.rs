//! A1: which headers of a request are in the event, how they are spelled and what is added.

use serde_json::{Value, json};

use crate::support::{Deployment, WHOLE};

fn event(headers: &[&str]) -> Value {
    let api = Deployment::of(&WHOLE);
    api.send("GET /prod/test", headers, "").event()
}

fn names(event: &Value) -> Vec<String> {
    let headers = event["headers"].as_object().expect("headers");
    headers.keys().cloned().collect()
}

/// A1.30: The names are sorted, whatever their case.
#[test]
fn names_are_sorted_ignoring_case() {
    let event = event(&[
        "x-Zebra: 1",
        "X-apple: 2",
        "accept: */*",
        "x-correlation-id: 3",
    ]);
    let sorted = [
        "accept",
        "Host",
        "X-Amzn-Trace-Id",
        "X-apple",
        "x-correlation-id",
        "X-Forwarded-For",
        "X-Forwarded-Port",
        "X-Forwarded-Proto",
        "x-Zebra",
    ];
    assert_eq!(names(&event), sorted);
    let multi = event["multiValueHeaders"].as_object().expect("headers");
    assert_eq!(multi.keys().collect::<Vec<_>>(), sorted);
}

/// A1.31: `headers` has the last value of a repeated header, `multiValueHeaders` all of them.
#[test]
fn of_a_repeated_header_the_last_value_counts() {
    let event = event(&[
        "X-Many: one",
        "X-Other: 1",
        "x-many: two,three",
        "X-MANY: four",
    ]);
    assert_eq!(event["headers"]["X-Many"], "four");
    assert_eq!(
        event["multiValueHeaders"]["X-Many"],
        json!(["one", "two,three", "four"])
    );
    assert_eq!(event["multiValueHeaders"]["X-Other"], json!(["1"]));
    assert_eq!(event["headers"].get("x-many"), None);
}

/// A1.32: Names are spelled as the client does, but for these three.
#[test]
fn names_keep_their_spelling_but_for_three() {
    let event = event(&[
        "tEsT-HEADeR: 1",
        "aUThorization: token",
        "user-Agent: curl",
        "hOST: api.test",
        "content-TYPE: text/plain",
    ]);
    assert_eq!(event["headers"]["tEsT-HEADeR"], "1");
    assert_eq!(event["headers"]["Authorization"], "token");
    assert_eq!(event["headers"]["User-Agent"], "curl");
    assert_eq!(event["headers"]["Host"], "api.test");
    assert_eq!(event["headers"]["content-TYPE"], "text/plain");
}

/// A1.33: Several lines of cookies are one text.
#[test]
fn cookies_are_joined() {
    let event = event(&["Cookie: a=1", "cookie: b=2; c=3"]);
    assert_eq!(event["headers"]["Cookie"], "a=1; b=2; c=3");
    assert_eq!(
        event["multiValueHeaders"]["Cookie"],
        json!(["a=1; b=2; c=3"])
    );
}

/// A1.34: What is added on a REGIONAL endpoint. A1.35: Nothing of what EDGE adds besides.
#[test]
fn a_regional_endpoint_adds_five_headers() {
    let trip = Deployment::of(&WHOLE).raw(b"GET /prod/test HTTP/1.0\r\n\r\n");
    let event = trip.event();
    let headers = &event["headers"];
    assert_eq!(
        names(&event),
        [
            "Host",
            "X-Amzn-Trace-Id",
            "X-Forwarded-For",
            "X-Forwarded-Port",
            "X-Forwarded-Proto"
        ]
    );
    assert_eq!(headers["Host"], event["requestContext"]["domainName"]);
    assert_eq!(headers["X-Forwarded-For"], "127.0.0.1");
    assert_eq!(headers["X-Forwarded-Port"], "443");
    assert_eq!(headers["X-Forwarded-Proto"], "https");
    let trace = headers["X-Amzn-Trace-Id"].as_str().expect("a trace id");
    let parts: Vec<_> = trace.split('-').map(str::len).collect();
    assert!(trace.starts_with("Root=1-"), "{trace}");
    assert_eq!(parts, ["Root=1".len(), 8, 24], "{trace}");
}

/// A1.34: A client cannot pass for another one: we choose to put its address behind what it claims.
#[test]
fn the_address_stands_behind_what_the_client_claims() {
    let event = event(&["x-forwarded-for: 9.9.9.9", "X-Forwarded-Proto: http"]);
    assert_eq!(event["headers"]["X-Forwarded-For"], "9.9.9.9, 127.0.0.1");
    assert_eq!(event["headers"]["X-Forwarded-Proto"], "https");
    assert_eq!(event["headers"].get("x-forwarded-for"), None);
    let context = &event["requestContext"];
    assert_eq!(context["identity"]["sourceIp"], "127.0.0.1");
    let silent = self::event(&["X-Forwarded-For:"]);
    assert_eq!(silent["headers"]["X-Forwarded-For"], "127.0.0.1");
}

/// A1.36: A trace header with a Root is kept, with all that it has; we put no Self in front.
#[test]
fn a_clients_trace_header_is_kept() {
    for sent in [
        "Root=1-67fd87f5-0123456789abcdef01234567",
        "Root=1-67fd87f5-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1",
        "Self=1-67fd87f6-aaaaaaaaaaaaaaaaaaaaaaaa;Root=1-67fd87f5-0123456789abcdef01234567",
    ] {
        let event = event(&[&format!("x-amzn-trace-id: {sent}")]);
        assert_eq!(event["headers"]["X-Amzn-Trace-Id"], sent);
        assert_eq!(event["headers"].get("x-amzn-trace-id"), None);
    }
    for rootless in ["Parent=0123456789abcdef", "xRoot=1", "Root=;Sampled=1"] {
        let event = event(&[&format!("X-Amzn-Trace-Id: {rootless}")]);
        let made = event["headers"]["X-Amzn-Trace-Id"].as_str().expect("one");
        assert!(made.starts_with("Root=1-"), "{made}");
    }
}

/// A1.37: These do not reach the function.
#[test]
fn what_concerns_the_connection_is_removed() {
    let removed = [
        "Connection: keep-alive",
        "Content-MD5: x",
        "Expect: 100-continue",
        "Max-Forwards: 2",
        "Proxy-Authenticate: Basic",
        "Server: x",
        "TE: deflate",
        "Trailer: Expires",
        "Upgrade: HTTP/2.0",
        "WWW-Authenticate: Basic",
    ];
    let own = [
        "Host",
        "X-Amzn-Trace-Id",
        "X-Forwarded-For",
        "X-Forwarded-Port",
        "X-Forwarded-Proto",
    ];
    let api = Deployment::of(&WHOLE);
    let event = api.send("POST /prod/test", &removed, "").event();
    assert_eq!(names(&event), own);
    // These two cannot be sent together, nor before `Expect` is answered.
    for framing in ["Content-Length: 2", "Transfer-Encoding: chunked"] {
        let body = if framing.ends_with('2') {
            "{}"
        } else {
            "0\r\n\r\n"
        };
        let event = api.send("POST /prod/test", &[framing], body).event();
        assert_eq!(names(&event), own, "{framing}");
    }
}

/// A1.37: And these do.
#[test]
fn what_concerns_the_request_is_kept() {
    let kept = [
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Age",
        "Authorization",
        "Content-Encoding",
        "Content-Type",
        "Date",
        "Host",
        "Pragma",
        "Range",
        "Referer",
        "User-Agent",
        "Via",
        "Warn",
    ];
    let lines = kept.map(|name| format!("{name}: value"));
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let event = event(&lines);
    for name in kept {
        assert_eq!(event["headers"][name], "value", "{name}");
    }
}

/// A header's value that is no ASCII arrives as text.
#[test]
fn a_value_in_utf_8_arrives_as_text() {
    let event = event(&["X-Word: tschüß ☕"]);
    assert_eq!(event["headers"]["X-Word"], "tschüß ☕");
}
