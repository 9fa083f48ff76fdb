//! What any right solution of a side task must answer, chapter by chapter.
//!
//! Rule: a task's answer keeps its contract and the stage that it begins with breaks it; `tests/tasks.rs` proves
//! both.

use serde_json::{Value, json};

use super::{Contract, TEMPLATE, expect, expect_body, expect_status, json_with_status};
use crate::support::{Deployment, Reply};

pub(super) const TASKS: [Contract; 11] = [
    GREETING,
    DEADLINE,
    COUNTER,
    TEXT,
    COOKIES,
    NOT_FOUND,
    LANGUAGE,
    STAGE_VARIABLE,
    ALLOW,
    USER_ID,
    BAD_REQUEST,
];

const GREETING: Contract = Contract {
    name: "greeting",
    asks: "greet whom the test event names",
    from: "stage1",
    template: TEMPLATE,
    demands: &[
        (
            r#"the test event {"name":"Ada"} gives "Hello, Ada!""#,
            |api| expect_body(&api.invoke(r#"{"name":"Ada"}"#), &json!("Hello, Ada!")),
        ),
        ("another name is greeted in the same way", |api| {
            expect_body(&api.invoke(r#"{"name":"Zoë"}"#), &json!("Hello, Zoë!"))
        }),
        (r#"without a name it gives "Hello, world!""#, |api| {
            expect_body(&api.invoke("{}"), &json!("Hello, world!"))
        }),
    ],
};

const DEADLINE: Contract = Contract {
    name: "deadline",
    asks: "say how many milliseconds are left",
    from: "stage1",
    template: TEMPLATE,
    demands: &[
        ("GET / answers remaining_ms, at most 3000", |api| {
            let answer = json_with_status(&api.get("/prod/"), 200)?;
            let left = answer["remaining_ms"].as_u64();
            let met = left.is_some_and(|left| left <= 3000);
            expect(met, "remaining_ms from 0 to 3000", &answer)
        }),
        ("with a Timeout of 30 seconds there is more", |api| {
            api.redeploy("Timeout: 3\n", "Timeout: 30\n")?;
            let answer = json_with_status(&api.get("/prod/"), 200)?;
            let left = answer["remaining_ms"].as_u64();
            let met = left.is_some_and(|left| (3001..=30000).contains(&left));
            expect(met, "remaining_ms from 3001 to 30000", &answer)
        }),
    ],
};

const COUNTER: Contract = Contract {
    name: "counter",
    asks: "count the requests of an execution environment",
    from: "stage1",
    template: TEMPLATE,
    demands: &[
        (r#"the first GET / answers {"count":1}"#, |api| {
            expect_body(&api.get("/prod/"), &json!({"count": 1}))
        }),
        ("the next ones answer 2 and 3", |api| {
            api.get("/prod/");
            expect_body(&api.get("/prod/"), &json!({"count": 2}))?;
            expect_body(&api.get("/prod/"), &json!({"count": 3}))
        }),
    ],
};

const TEXT: Contract = Contract {
    name: "text",
    asks: "answer plain text, and label it so",
    from: "stage2",
    template: TEMPLATE,
    demands: &[
        ("GET /test answers Hello! and nothing else", |api| {
            let reply = api.get("/prod/test");
            expect_status(&reply, 200)?;
            expect(reply.body == "Hello!", "Hello!", &reply.body)
        }),
        ("its Content-Type is text/plain", |api| {
            let reply = api.get("/prod/test");
            let found = reply.header("Content-Type").unwrap_or("none");
            expect(found.starts_with("text/plain"), "text/plain", found)
        }),
    ],
};

const COOKIES: Contract = Contract {
    name: "cookies",
    asks: "set two cookies in one answer",
    from: "stage2",
    template: TEMPLATE,
    demands: &[
        ("GET /test sets the cookie session=1", |api| {
            expect_cookie(&api.get("/prod/test"), "session=1")
        }),
        ("and the cookie theme=dark", |api| {
            expect_cookie(&api.get("/prod/test"), "theme=dark")
        }),
    ],
};

const NOT_FOUND: Contract = Contract {
    name: "not-found",
    asks: "know one path and answer 404 for all others",
    from: "stage2",
    template: TEMPLATE,
    demands: &[
        ("GET /test answers 200", |api| {
            expect_status(&api.get("/prod/test?id=2"), 200)
        }),
        ("GET /no/such answers 404", |api| {
            expect_status(&api.get("/prod/no/such"), 404)
        }),
        ("and so does GET /test/2", |api| {
            expect_status(&api.get("/prod/test/2"), 404)
        }),
    ],
};

const LANGUAGE: Contract = Contract {
    name: "language",
    asks: "keep one header more",
    from: "stage3",
    template: TEMPLATE,
    demands: &[
        ("Accept-Language is answered as it was sent", |api| {
            let header = header(api, &[("Accept-Language", "de")])?;
            expect(
                header["Accept-Language"] == "de",
                "Accept-Language de",
                &header,
            )
        }),
        ("GET / without it is still answered", |api| {
            let header = header(api, &[])?;
            expect(
                header["Accept-Language"].is_null(),
                "no Accept-Language",
                &header,
            )
        }),
        ("beside it only User-Agent is kept", |api| {
            let header = header(api, &[("Accept-Language", "de")])?;
            let kept = header.as_object().map_or(0, serde_json::Map::len);
            let met = kept == 2 && header["User-Agent"].is_string();
            expect(met, "Accept-Language and User-Agent", &header)
        }),
    ],
};

const STAGE_VARIABLE: Contract = Contract {
    name: "stage-variable",
    asks: "greet with the word of the stage",
    from: "stage3",
    template: "stages/tasks/stage-variable.yaml",
    demands: &[
        (
            r#"POST / with {"name":"Ada"} answers "Hello, Ada!""#,
            |api| {
                let reply = api.post_json("/prod/", r#"{"name":"Ada"}"#);
                expect_body(&reply, &json!("Hello, Ada!"))
            },
        ),
        (r#"where the greeting is Moin, "Moin, Ada!""#, |api| {
            api.redeploy("greeting: Hello", "greeting: Moin")?;
            let reply = api.post_json("/prod/", r#"{"name":"Ada"}"#);
            expect_body(&reply, &json!("Moin, Ada!"))
        }),
    ],
};

const ALLOW: Contract = Contract {
    name: "allow",
    asks: "answer 405 and say what is allowed",
    from: "stage4",
    template: TEMPLATE,
    demands: &[
        ("DELETE /test answers 405", |api| {
            expect_status(&api.send("DELETE", "/prod/test?id=2", &[], None), 405)
        }),
        ("its Allow names GET and POST", |api| {
            let reply = api.send("DELETE", "/prod/test?id=2", &[], None);
            let found = reply.header("Allow").unwrap_or("none");
            let allowed: Vec<&str> = found.split(',').map(str::trim).collect();
            let met = allowed.contains(&"GET") && allowed.contains(&"POST");
            expect(met, "GET, POST", found)
        }),
        ("GET /test?id=2 answers as before", |api| {
            answers_get_test(api)
        }),
        ("an unknown path answers Invalid Path as before", |api| {
            expect_invalid_path(&api.get("/prod/no/such"))
        }),
    ],
};

const USER_ID: Contract = Contract {
    name: "user-id",
    asks: "take the id from the path",
    from: "stage4",
    template: "stages/tasks/user-id.yaml",
    demands: &[
        ("GET /test/7 answers id 7", |api| {
            let expected = json!({"body": {"id": "7", "name": "test"}});
            expect_body(&api.get("/prod/test/7"), &expected)
        }),
        ("GET /test/Ada answers id Ada", |api| {
            let expected = json!({"body": {"id": "Ada", "name": "test"}});
            expect_body(&api.get("/prod/test/Ada"), &expected)
        }),
        ("GET /test?id=2 answers as before", |api| {
            answers_get_test(api)
        }),
        ("GET /test/7/more answers Invalid Path", |api| {
            expect_invalid_path(&api.get("/prod/test/7/more"))
        }),
    ],
};

const BAD_REQUEST: Contract = Contract {
    name: "bad-request",
    asks: "let an error of the function be a 400 (begin with stage 3)",
    from: "stage4",
    template: "stages/tasks/bad-request.yaml",
    demands: &[
        (r#"GET /?id=7 answers 200 and {"id":7}"#, |api| {
            expect_body(&api.get("/prod/?id=7"), &json!({"id": 7}))
        }),
        ("GET /?id=seven answers 400, and why under error", |api| {
            expect_complaint(&api.get("/prod/?id=seven"))
        }),
        ("so does an id that is a line break", |api| {
            expect_complaint(&api.get("/prod/?id=%0A"))
        }),
        ("GET / without an id does so too", |api| {
            expect_complaint(&api.get("/prod/"))
        }),
    ],
};

fn expect_cookie(reply: &Reply, cookie: &str) -> Result<(), String> {
    expect_status(reply, 200)?;
    let lines = reply.headers.iter();
    let set: Vec<&str> = lines
        .filter(|(name, _)| name.eq_ignore_ascii_case("Set-Cookie"))
        .map(|(_, value)| value.as_str())
        .collect();
    // Behind the first `;` stand attributes, which nobody asked about.
    let met = set
        .iter()
        .any(|line| line.split(';').next() == Some(cookie));
    let found = json!({ "Set-Cookie": set });
    expect(met, &format!("a line Set-Cookie: {cookie}"), &found)
}

/// The headers that stage 3 keeps of `GET /`.
fn header(api: &Deployment, sent: &[(&str, &str)]) -> Result<Value, String> {
    let reply = api.send("GET", "/prod/", sent, None);
    let answer = json_with_status(&reply, 200)?;
    let header = &answer["event"]["params"]["header"];
    expect(
        header.is_object(),
        "headers at event.params.header",
        &answer,
    )?;
    Ok(header.clone())
}

fn expect_complaint(reply: &Reply) -> Result<(), String> {
    let answer = json_with_status(reply, 400)?;
    let why = answer["error"].as_str().unwrap_or_default();
    expect(!why.is_empty(), "a string under error", &answer)
}

fn answers_get_test(api: &Deployment) -> Result<(), String> {
    let expected = json!({"body": {"id": "2", "name": "test"}});
    expect_body(&api.get("/prod/test?id=2"), &expected)
}

fn expect_invalid_path(reply: &Reply) -> Result<(), String> {
    expect_body(reply, &json!({"body": {"Error": "Invalid Path"}}))
}
