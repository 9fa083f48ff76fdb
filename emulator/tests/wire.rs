//! The port as a client sees it that is clumsy, slow, rude or broken.
//!
//! Rule: bare sockets, because a client library tidies what it sends. Whatever a client does costs bounded
//! time and memory, and the next request works.

#[path = "wire/served.rs"]
mod served;

use std::{net::Shutdown, time::Duration};

use emulator::host::Limits;
use proptest::prelude::*;
use served::{Served, closing};

const ECHO: &str = r#"{"returns":{"body":"done"}}"#;

/// A type that no mapping template is for: the body is the event, and comes back.
const PLAIN: &str = "Host: x\r\nContent-Type: text/plain\r\n";

/// How long an impatient one waits for a request.
const IMPATIENCE: Duration = Duration::from_millis(500);

fn impatient() -> Served {
    Served::with_limits(Limits {
        request_time: IMPATIENCE,
        ..Limits::default()
    })
}

#[test]
fn header_names_arrive_as_the_client_spelled_them() {
    let served = Served::start();
    let head = "GET /prod/x HTTP/1.1\r\nhOsT: x\r\nX-MiXed-Case: 1\r\ntEsT-HEADeR: 2\r\n";
    served.send(closing(head, ""));
    let event = served.event();
    assert_eq!(event["headers"]["X-MiXed-Case"], "1");
    assert_eq!(event["headers"]["tEsT-HEADeR"], "2");
    assert_eq!(event["headers"]["Host"], "x");
}

#[test]
fn header_names_are_kept_behind_bodies_of_every_kind() {
    let served = Served::start();
    let mut wire = served.connect();
    for body in [
        "Content-Length: 9\r\n\r\nno head\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nno \r\n4\r\nhead\r\n0\r\nX-Trailer: 1\r\n\r\n",
        "\r\n",
    ] {
        wire.write(format!(
            "POST /prod/x HTTP/1.1\r\nhOsT: x\r\ntEsT-HEADeR: 2\r\n{body}"
        ));
        wire.read_until("}");
        assert_eq!(served.event()["headers"]["tEsT-HEADeR"], "2", "{body}");
    }
}

#[test]
fn http_1_0_is_answered_and_the_connection_ends() {
    let served = Served::start();
    let answer = served.send("GET /prod/ HTTP/1.0\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "{answer}");
    assert_eq!(served.exchange().answer.status, 200);
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let served = Served::start();
    let requests: String = (1..=3)
        .map(|n| format!("POST /prod/ HTTP/1.1\r\n{PLAIN}Content-Length: 7\r\n\r\n{{\"n\":{n}}}"))
        .collect();
    let mut wire = served.connect();
    wire.write(requests);
    for n in 1..=3 {
        let answer = wire.read_until("}");
        assert!(answer.ends_with(&format!("{{\"n\":{n}}}")), "{answer}");
    }
}

#[test]
fn expect_100_continue_is_answered_before_the_body() {
    let served = Served::start();
    let mut wire = served.connect();
    wire.write(
        "POST /prod/x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n\
         Content-Length: 27\r\n\r\n",
    );
    assert_eq!(wire.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    wire.write(ECHO);
    let answer = wire.read_to_end();
    assert!(answer.ends_with("\r\n\r\ndone"), "{answer}");
    assert!(served.event()["headers"].get("Expect").is_none());
}

#[test]
fn a_chunked_body_arrives_whole() {
    let served = Served::start();
    let head = format!(
        "POST /prod/ HTTP/1.1\r\n{PLAIN}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let answer = served.send(format!("{head}4\r\n{{\"a\"\r\n3\r\n:1}}\r\n0\r\n\r\n"));
    assert!(answer.ends_with("\r\n\r\n{\"a\":1}"), "{answer}");
}

/// A3.16.
#[test]
fn eleven_megabytes_are_answered_413_as_text() {
    let served = Served::start();
    let body = "x".repeat(11_000_000);
    let answer = served.send(closing("POST /prod/x HTTP/1.1\r\nHost: x\r\n", &body));
    assert!(
        answer.starts_with("HTTP/1.1 413 Payload Too Large\r\n"),
        "{answer}"
    );
    assert!(
        answer.ends_with("\r\n\r\nHTTP content length exceeded 10485760 bytes."),
        "{answer}"
    );
    assert!(served.exchange().request.body.is_empty());
    served.still_works();
}

#[test]
fn headers_of_20_kb_are_answered_431() {
    let served = Served::start();
    let long = "x".repeat(20_000);
    let head = format!("GET /prod/x HTTP/1.1\r\nHost: x\r\nX-Long: {long}\r\n");
    let answer = served.send(closing(&head, ""));
    assert!(
        answer.starts_with("HTTP/1.1 431 Request Header Fields Too Large\r\n"),
        "{answer}"
    );
    let explanation = served.exchange().explanation.expect("a reason").to_string();
    assert!(explanation.contains("the headers have 20"), "{explanation}");
    served.still_works();
}

#[test]
fn a_thousand_headers_arrive() {
    let served = Served::start();
    let many: String = (0..1000).map(|n| format!("X-{n}: {n}\r\n")).collect();
    served.send(closing(
        &format!("GET /prod/x HTTP/1.1\r\nHost: x\r\n{many}"),
        "",
    ));
    assert_eq!(served.event()["headers"]["X-999"], "999");
}

#[test]
fn five_thousand_headers_are_answered_431() {
    let served = Served::start();
    let many: String = (0..5000).map(|n| format!("X-{n}: {n}\r\n")).collect();
    let answer = served.send(closing(&format!("GET /prod/x HTTP/1.1\r\n{many}"), ""));
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    served.still_works();
}

#[test]
fn a_client_that_stalls_in_its_head_is_cut_off() {
    let served = impatient();
    let mut wire = served.connect();
    wire.write("GET /prod/ HTTP/1.1\r\nHost:");
    wire.read_to_end();
    served.still_works();
}

#[test]
fn a_client_that_stalls_in_its_body_is_answered_408() {
    let served = impatient();
    let mut wire = served.connect();
    wire.write("POST /prod/ HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");
    let answer = wire.read_until("\r\n\r\n");
    assert!(
        answer.starts_with("HTTP/1.1 408 Request Timeout\r\n"),
        "{answer}"
    );
    // What it took is the time that it was waited for.
    assert!(served.exchange().took >= IMPATIENCE);
    served.still_works();
}

#[test]
fn a_client_that_leaves_at_once_does_not_stop_the_trip() {
    let served = Served::start();
    let mut wire = served.connect();
    wire.write(closing("POST /prod/x HTTP/1.1\r\nHost: x\r\n", ECHO));
    drop(wire);
    assert_eq!(served.exchange().answer.body, "done");
    served.still_works();
}

#[test]
fn a_client_that_leaves_in_the_middle_of_its_body_leaves_no_exchange() {
    let served = Served::start();
    let mut wire = served.connect();
    wire.write("POST /prod/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf");
    drop(wire);
    served.still_works();
    assert_eq!(served.exchange().request.http_method, "GET");
}

#[test]
fn a_client_that_ends_its_side_still_gets_the_answer() {
    let served = Served::start();
    let mut wire = served.connect();
    wire.write(closing("POST /prod/x HTTP/1.1\r\nHost: x\r\n", ECHO));
    wire.stream.shutdown(Shutdown::Write).expect("it is open");
    assert!(wire.read_to_end().ends_with("\r\n\r\ndone"));
}

#[test]
fn what_is_not_http_is_answered_400() {
    let served = Served::start();
    let answer = served.send("\x16\x03\x01 this is TLS, perhaps\r\n\r\n");
    assert!(
        answer.starts_with("HTTP/1.1 400 Bad Request\r\n"),
        "{answer}"
    );
    served.still_works();
}

#[test]
fn what_is_not_http_is_answered_before_it_ends() {
    let served = Served::start();
    for line in ["\x16\x03\x01 TLS\r\n", "GET / HTTP/7.5\r\nHost: x\r\n"] {
        let mut wire = served.connect();
        wire.write(line);
        let answer = wire.read_to_end();
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    }
}

#[test]
fn clients_without_a_place_wait_until_there_is_one() {
    let served = Served::with_limits(Limits {
        connections: 2,
        ..Limits::default()
    });
    let (first, second) = (served.connect(), served.connect());
    let mut third = served.connect();
    third.write(closing("GET /prod/ HTTP/1.1\r\nHost: x\r\n", ""));
    drop((first, second));
    assert!(third.read_to_end().starts_with("HTTP/1.1 200 OK\r\n"));
}

/// Bytes as a clumsy client may write them behind a method.
fn any_head() -> impl Strategy<Value = Vec<u8>> {
    let method = prop_oneof!["GET", "POST", "HEAD", "OPTIONS", "[A-Z]{1,9}"];
    let target = prop_oneof![
        r"/prod(/[a-z%+;:@\[\]{}|*.~-]{0,9}){0,4}(\?[ -~]{0,30})?",
        r"[ -~]{0,20}"
    ];
    let line = prop_oneof![
        r"[A-Za-z-]{1,20}: [ -~]{0,40}",
        r"(Content-Type|Accept|Cookie|Authorization|X-Amzn-Trace-Id|Host|Expect|TE): [ -~]{0,40}",
        r"[ -~]{0,30}",
    ];
    let lines = prop::collection::vec(line.prop_map(String::into_bytes), 0..8);
    let noise = prop::collection::vec(any::<u8>(), 0..40);
    (method, target, lines, prop::option::weighted(0.2, noise)).prop_map(
        |(method, target, lines, noise)| {
            let mut head = format!("{method} {target} HTTP/1.1\r\n").into_bytes();
            for line in lines.into_iter().chain(noise) {
                head.extend(line);
                head.extend(b"\r\n");
            }
            head
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_request_gets_an_answer_of_awss_or_a_400(
        head in any_head(),
        body in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        thread_local!(static SERVED: Served = Served::start());
        SERVED.with(|served| {
            let mut bytes = head;
            bytes.extend(format!("Content-Length: {}\r\nConnection: close\r\n\r\n", body.len()).bytes());
            bytes.extend(&body);
            let mut wire = served.connect();
            wire.write(bytes);
            let _ = wire.stream.shutdown(Shutdown::Write);
            let answer = wire.read_to_end();
            let status = answer.split(' ').nth(1).unwrap_or_default();
            let refused = matches!(status, "400" | "431");
            // `GET /` is no API's: it is the page with the Invoke URL.
            let page = answer.contains("Content-Type: text/html");
            prop_assert!(refused || page || answer.contains("x-amzn-RequestId: "), "{}", answer);
            Ok(())
        })?;
    }
}

/// There is no exchange, so that nobody else would say a word of it.
#[test]
fn what_is_no_request_is_told_with_the_reason() {
    let served = Served::start();
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(70_000));
    for (sent, status, why) in [
        (
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(),
            "400",
            "method",
        ),
        (b"GET /prod/a b HTTP/1.1\r\n\r\n", "400", "version"),
        (b"GET http://[ HTTP/1.1\r\n\r\n", "400", "URI"),
        (b"GET /prod/x HTTP/1.1\r\nno colon\r\n\r\n", "400", "header"),
        (long.as_bytes(), "414", "URI too long"),
    ] {
        let answer = served.send(sent);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{why}: {answer}"
        );
        let told = served.no_request();
        assert!(told.contains(why), "{why}: {told}");
    }
    served.still_works();
}

/// C.9: The page is for who reads it; anything else has left out the stage.
#[test]
fn what_is_sent_to_the_root_is_answered_403() {
    let served = Served::start();
    let page = served.send(closing("GET / HTTP/1.1\r\nHost: x\r\n", ""));
    assert!(page.contains("Invoke URL"), "{page}");
    let answer = served.send(closing("POST / HTTP/1.1\r\nHost: x\r\n", "{}"));
    assert!(answer.starts_with("HTTP/1.1 403 Forbidden\r\n"), "{answer}");
    assert!(answer.ends_with("{\"message\":\"Forbidden\"}"), "{answer}");
}
