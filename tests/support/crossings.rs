//! The requests that every stage is asked, and how their two crossings are pinned.
//!
//! Rule: of each request, what the function got and what the client got, under the request's name.

use super::{Deployment, Reply, stand_ins};

/// A request with the name of its pins.
pub struct Crossing {
    pub name: &'static str,
    pub method: &'static str,
    pub path: &'static str,
    pub headers: &'static [(&'static str, &'static str)],
    pub body: Option<&'static str>,
}

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];

const fn get(name: &'static str, path: &'static str) -> Crossing {
    Crossing {
        name,
        method: "GET",
        path,
        headers: &[],
        body: None,
    }
}

const fn post(name: &'static str, path: &'static str, body: &'static str) -> Crossing {
    Crossing {
        name,
        method: "POST",
        path,
        headers: JSON,
        body: Some(body),
    }
}

pub const GET_ROOT: Crossing = get("get_root", "/prod/");
pub const GET_ROOT_WITHOUT_SLASH: Crossing = get("get_root", "/prod");
pub const POST_ROOT: Crossing = post("post_root", "/prod/", r#"{"name":"Ada"}"#);
pub const POST_ROOT_TEXT: Crossing = Crossing {
    headers: &[("Content-Type", "application/json")],
    ..post("post_root_text", "/prod/", "hello, Ada")
};
pub const QUERY_ROOT: Crossing = get("query_root", "/prod/?id=1&id=2&q=a%20b%2Bc+d");
pub const QUOTES_ROOT: Crossing = Crossing {
    name: "quotes_root",
    method: "POST",
    path: "/prod/?q=it%27s%20%22caf%C3%A9%22&who%27s=me",
    headers: &[
        ("Content-Type", "application/json"),
        ("User-Agent", "Zoë's \"browser\""),
    ],
    body: Some(r#"{"text":"it's \"☕\""}"#),
};
pub const FORM_ROOT: Crossing = Crossing {
    headers: &[("Content-Type", "application/x-www-form-urlencoded")],
    ..post("form_root", "/prod/", r#"{"name":"Ada"}"#)
};
pub const GET_TEST: Crossing = get("get_test", "/prod/test?id=2");
pub const POST_TEST: Crossing = post("post_test", "/prod/test?id=2", r#"{"name":"Ada"}"#);
pub const UNKNOWN_PATH: Crossing = get("unknown_path", "/prod/no/such");
pub const QUERY: Crossing = get("query", "/prod/test?id=1&id=2&q=a%20b%2Bc+d");
pub const UNICODE: Crossing = Crossing {
    name: "unicode",
    method: "POST",
    path: "/prod/caf%C3%A9?id=%E2%98%95",
    headers: &[
        ("Content-Type", "text/plain; charset=utf-8"),
        ("X-Name", "Zoë"),
    ],
    body: Some("naïve ☕"),
};
pub const UNKNOWN_STAGE: Crossing = get("unknown_stage", "/test/hello");

/// The Lambda console's test event.
pub const TEST_EVENT: &str = r#"{"key1":"value1","key2":"value2","key3":"value3"}"#;

/// Sends a request and pins both crossings.
#[track_caller]
pub fn pin_crossing(stage: &str, crossing: &Crossing) {
    pin_crossing_with(&Deployment::of(stage), stage, crossing);
}

/// The same with a deployment of the test's own.
#[track_caller]
pub fn pin_crossing_with(api: &Deployment, stage: &str, crossing: &Crossing) {
    let body = crossing.body.map(str::as_bytes);
    let reply = api.send(crossing.method, crossing.path, crossing.headers, body);
    pin(api, stage, crossing.name, &reply);
}

/// Sends the console's test event past the gateway and pins both crossings.
#[track_caller]
pub fn pin_invoke(stage: &str) {
    let api = Deployment::of(stage);
    let reply = api.invoke(TEST_EVENT);
    pin(&api, stage, "invoke", &reply);
}

fn pin(api: &Deployment, stage: &str, name: &str, reply: &Reply) {
    if let Some(event) = api.event() {
        pin_text(stage, &format!("{name}.event"), &stand_ins(&pretty(&event)));
    }
    let answer = stand_ins(&written(reply));
    pin_text(stage, &format!("{name}.answer"), &answer);
}

/// Pins a text as `snapshots/FOLDER/NAME.snap`, with a header of three lines: the book includes from line 4.
pub fn pin_text(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../../snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The event with a line for each member, in its own order.
fn pretty(event: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(event) {
        Ok(value) => format!("{value:#}"),
        Err(_) => event.to_owned(),
    }
}

/// The answer as `curl -i` shows it, without the two headers that say nothing of the handler.
fn written(reply: &Reply) -> String {
    let told = |(name, _): &&(String, String)| {
        !["date", "content-length"].contains(&name.to_ascii_lowercase().as_str())
    };
    let headers = reply.headers.iter().filter(told);
    let lines: String = headers
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect();
    format!(
        "HTTP/1.1 {} {}\n{lines}\n{}",
        reply.status, reply.reason, reply.body
    )
}
