//! A2: the header lines of a proxy answer: the function's, AWS's own, and those that are renamed.

use serde_json::{Value, json};

use crate::support::{Deployment, Reply, Trip, WHOLE};

fn answer(result: Value) -> Trip {
    Deployment::of(&WHOLE).answered_with(result, &[])
}

/// The header lines that are not AWS's own.
fn own(reply: &Reply) -> Vec<(&str, &str)> {
    const AWS: [&str; 5] = [
        "date",
        "content-length",
        "x-amzn-requestid",
        "x-amz-apigw-id",
        "x-amzn-trace-id",
    ];
    let lines = reply.headers.iter();
    lines
        .filter(|(name, _)| !AWS.contains(&name.to_lowercase().as_str()))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// A2.5: Null headers are none; a boolean is its text, and so, we choose, is a number. A null value we choose
/// not to send.
#[test]
fn a_header_is_a_text_or_what_stands_for_one() {
    let headers = json!({"X-A": true, "X-B": false, "X-C": 7, "X-D": 1.5, "X-E": "", "X-F": null});
    let trip = answer(json!({"headers": headers, "multiValueHeaders": null}));
    assert_eq!(
        own(&trip.reply),
        [
            ("Content-Type", "application/json"),
            ("X-A", "true"),
            ("X-B", "false"),
            ("X-C", "7"),
            ("X-D", "1.5"),
            ("X-E", "")
        ]
    );
    let trip = answer(json!({"headers": null, "body": "x"}));
    assert_eq!((trip.reply.status, trip.reply.text().as_str()), (200, "x"));
}

/// A2.5: An object or a list as a value is a 502. A2.6: A multi value that is no list is one, too. What HTTP
/// cannot carry, we choose, is another.
#[test]
fn headers_of_the_wrong_shape_are_a_502() {
    let api = Deployment::of(&WHOLE);
    for (result, why) in [
        (
            json!({"headers": {"X-A": {"b": 1}}}),
            "headers.X-A is an object: {\"b\":1}",
        ),
        (
            json!({"headers": {"X-A": ["b"]}}),
            "headers.X-A is a list: [\"b\"]",
        ),
        (json!({"headers": ["X-A"]}), "headers is a list: [\"X-A\"]"),
        (
            json!({"headers": "X-A: 1"}),
            "headers is a string: \"X-A: 1\"",
        ),
        (
            json!({"multiValueHeaders": {"X-A": "b"}}),
            "multiValueHeaders.X-A is a string: \"b\"",
        ),
        (
            json!({"multiValueHeaders": {"X-A": null}}),
            "multiValueHeaders.X-A is null: null",
        ),
        (
            json!({"multiValueHeaders": {"X-A": [["b"]]}}),
            "multiValueHeaders.X-A is a list: [\"b\"]",
        ),
        (
            json!({"multiValueHeaders": true}),
            "multiValueHeaders is a boolean: true",
        ),
        (
            json!({"headers": {"X A": "1"}}),
            "\"X A\" is no name of a header",
        ),
        (json!({"headers": {"": "1"}}), "\"\" is no name of a header"),
        (
            json!({"headers": {"X-A": "1\r\nX-B: 2"}}),
            "X-A is \"1\\r\\nX-B: 2\", no header's value",
        ),
    ] {
        let trip = api.answered_with(result, &[]);
        assert_eq!(trip.reply.status, 502, "{why}");
        let first = trip.explanation().lines().next().map(str::to_owned);
        assert_eq!(first, Some(format!("why   {why}")));
    }
}

/// A2.11: Without a Content-Type it is JSON, whatever the body is; a function's own is kept.
#[test]
fn without_a_content_type_it_is_json() {
    for result in [
        json!({}),
        json!({"body": "plain text"}),
        json!({"statusCode": 404}),
    ] {
        assert_eq!(
            answer(result).reply.values("Content-Type"),
            ["application/json"]
        );
    }
    let own = json!({"headers": {"content-TYPE": "text/html"}, "body": "<p>"});
    assert_eq!(answer(own).reply.values("Content-Type"), ["text/html"]);
    let many = json!({"multiValueHeaders": {"Content-Type": ["text/html"]}});
    assert_eq!(answer(many).reply.values("Content-Type"), ["text/html"]);
}

/// A2.12: What every answer has, and how it is spelled.
#[test]
fn an_answer_has_these_six_headers() {
    let trip = answer(json!({"body": "hello"}));
    let mut names: Vec<_> = trip
        .reply
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_by_key(|name| name.to_lowercase());
    assert_eq!(
        names,
        [
            "Content-Length",
            "Content-Type",
            "Date",
            "x-amz-apigw-id",
            "x-amzn-RequestId",
            "X-Amzn-Trace-Id"
        ]
    );
    assert_eq!(trip.reply.header("Content-Length"), Some("5"));
    let parts = trace(&trip);
    let [root, parent, sampled, lineage] = parts.as_slice() else {
        panic!("{parts:?}");
    };
    assert_eq!(*root, trip.event()["headers"]["X-Amzn-Trace-Id"]);
    assert!(
        parent.starts_with("Parent=") && parent.len() == 7 + 16,
        "{parent}"
    );
    assert_eq!(sampled, "Sampled=0");
    assert!(
        lineage.starts_with("Lineage=1:") && lineage.ends_with(":0"),
        "{lineage}"
    );
    assert_eq!(lineage.len(), "Lineage=1:".len() + 8 + ":0".len());
}

fn trace(trip: &Trip) -> Vec<String> {
    let trace = trip.reply.header("X-Amzn-Trace-Id").expect("a trace");
    trace.split(';').map(str::to_owned).collect()
}

/// A2.13: A full trace header comes back in front, unchanged; to a Root alone a Parent is added.
#[test]
fn a_clients_trace_comes_back_in_front() {
    let api = Deployment::of(&WHOLE);
    let root = "Root=1-67fd87f5-0123456789abcdef01234567";
    let back = |sent: &str| {
        let header = format!("X-Amzn-Trace-Id: {sent}");
        trace(&api.answered_with(json!({}), &[&header]))
    };
    let full = back(&format!("{root};Parent=0123456789abcdef;Sampled=1"));
    assert_eq!(full[..3], [root, "Parent=0123456789abcdef", "Sampled=1"]);
    let alone = back(root);
    assert_eq!(alone[0], root);
    assert!(alone[1].starts_with("Parent="), "{alone:?}");
    assert_eq!(alone[2], "Sampled=0");
    let ended = back(&format!("{root};"));
    assert_eq!(ended[0], root);
    assert!(ended[1].starts_with("Parent="), "{ended:?}");
}

/// A2.15: Of a name in both, all multi values come first, then the single one, spelled as the multi values
/// are, a line each.
#[test]
fn multi_values_come_first_then_the_single_one() {
    let trip = answer(json!({
        "headers": {"Content-Type": "text/plain", "x-many": "last", "X-One": "1"},
        "multiValueHeaders": {"X-Many": ["first", "second"], "X-Two": ["2"]},
    }));
    assert_eq!(
        own(&trip.reply),
        [
            ("X-Many", "first"),
            ("X-Many", "second"),
            ("X-Many", "last"),
            ("X-Two", "2"),
            ("Content-Type", "text/plain"),
            ("X-One", "1"),
        ]
    );
}

/// A2.15: The very same pair in both is sent once.
#[test]
fn the_same_pair_in_both_is_sent_once() {
    let trip = answer(json!({
        "headers": {"x-same": "a"},
        "multiValueHeaders": {"X-Same": ["a", "b"]},
    }));
    assert_eq!(trip.reply.values("X-Same"), ["a", "b"]);
}

/// A2.16: A comma in a value splits nothing.
#[test]
fn a_comma_in_a_value_splits_nothing() {
    let trip = answer(json!({"headers": {"X-A": "a,b", "Set-Cookie": "a=1, b=2"}}));
    assert_eq!(trip.reply.values("X-A"), ["a,b"]);
    assert_eq!(trip.reply.values("Set-Cookie"), ["a=1, b=2"]);
}

/// A2, renamed response headers: those of the connection and of AWS leave under another name, which we choose
/// for proxy answers as it is recorded for custom integrations.
#[test]
fn headers_of_the_connection_leave_under_another_name() {
    let renamed = [
        "Authorization",
        "Connection",
        "Content-Length",
        "Content-MD5",
        "Date",
        "Expect",
        "Host",
        "Max-Forwards",
        "Proxy-Authenticate",
        "Server",
        "Trailer",
        "Upgrade",
        "User-Agent",
        "WWW-Authenticate",
        "x-amzn-RequestId",
    ];
    let headers: Value = renamed
        .iter()
        .map(|name| (name.to_string(), json!("7")))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let trip = answer(json!({"headers": headers, "body": "hello"}));
    assert_eq!(
        (trip.reply.status, trip.reply.text().as_str()),
        (200, "hello")
    );
    for name in renamed {
        let remapped = format!("x-amzn-Remapped-{name}");
        assert!(
            trip.reply.headers.contains(&(remapped, "7".into())),
            "{name}: {:?}",
            trip.reply
        );
        assert!(!trip.reply.values(name).contains(&"7"), "{name}");
    }
    assert_eq!(trip.reply.header("Content-Length"), Some("5"));
}

/// A2, renamed response headers: these are not renamed.
#[test]
fn headers_of_the_content_keep_their_names() {
    let kept = [
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Age",
        "Content-Encoding",
        "Content-Type",
        "Pragma",
        "Range",
        "Referer",
        "TE",
        "Via",
        "Warn",
        "tEsT-HEADeR",
    ];
    let headers: Value = kept
        .iter()
        .map(|name| (name.to_string(), json!("7")))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let trip = answer(json!({"headers": headers}));
    let sent = kept.map(|name| (name, "7"));
    assert_eq!(own(&trip.reply), sent);
}

/// A2, renamed response headers: `Transfer-Encoding` vanishes.
#[test]
fn transfer_encoding_vanishes() {
    let trip = answer(json!({"headers": {"transfer-encoding": "chunked"}, "body": "hello"}));
    let names: Vec<_> = trip
        .reply
        .headers
        .iter()
        .map(|(name, _)| name.to_lowercase())
        .collect();
    assert!(
        !names.iter().any(|name| name.contains("transfer")),
        "{names:?}"
    );
    assert_eq!(trip.reply.text(), "hello");
}

/// To a HEAD request the length is told and nothing is sent.
#[test]
fn a_head_request_is_told_the_length() {
    let api = Deployment::of(&WHOLE);
    for (body, length) in [("hello", "5"), ("", "0")] {
        let command = json!({"returns": {"body": body}});
        let trip = api.send("HEAD /prod/a", &[], command.to_string());
        assert_eq!(trip.reply.status, 200);
        assert_eq!(trip.reply.header("Content-Length"), Some(length));
    }
    let command = json!({"returns": {"statusCode": 204}});
    let trip = api.send("HEAD /prod/a", &[], command.to_string());
    assert_eq!(trip.reply.header("Content-Length"), None, "HTTP has it so");
}
