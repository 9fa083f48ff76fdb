//! What any right solution of a stage must answer.
//!
//! Rule: stage N breaks the contract of stage N + 1, or that stage would teach nothing; `tests/steps.rs` proves it.

use serde_json::json;

use super::{Contract, Demand, TEMPLATE, event, expect, expect_body, json_with_status};

pub(super) const STAGES: [Contract; 4] = [
    stage("stage1", "stage1", "string echo", STAGE1),
    stage("stage2", "stage1", "JSON-dumped event", STAGE2),
    stage("stage3", "stage2", "mapping-template event", STAGE3),
    stage("stage4", "stage3", "proxy routing", STAGE4),
];

const fn stage(
    name: &'static str,
    from: &'static str,
    asks: &'static str,
    demands: &'static [Demand],
) -> Contract {
    Contract {
        name,
        asks,
        from,
        template: TEMPLATE,
        demands,
    }
}

const STAGE1: &[Demand] = &[
    (
        "GET / answers 200 with two strings, event and context",
        |api| {
            let answer = json_with_status(&api.get("/prod/"), 200)?;
            expect(answer["event"].is_string(), "event is a string", &answer)?;
            expect(
                answer["context"].is_string(),
                "context is a string",
                &answer,
            )
        },
    ),
    ("the string of the event tells what was sent", |api| {
        let answer = json_with_status(&api.post_json("/prod/", r#"{"greeting":"hello"}"#), 200)?;
        let event = answer["event"].as_str().unwrap_or_default();
        expect(
            event.contains("greeting") && event.contains("hello"),
            "both words",
            &answer,
        )
    }),
    ("the string of the context tells the request id", |api| {
        let answer = json_with_status(&api.get("/prod/"), 200)?;
        let exchange = api.exchange();
        let id = exchange
            .invocation
            .as_ref()
            .map(|run| run.request_id.clone())
            .unwrap_or_default();
        let context = answer["context"].as_str().unwrap_or_default();
        expect(context.contains(&id), &format!("the id {id}"), &answer)
    }),
];

const STAGE2: &[Demand] = &[
    ("GET /test?id=2 answers 200 with the event as JSON", |api| {
        let answer = json_with_status(&api.get("/prod/test?id=2"), 200)?;
        expect(
            Some(answer.clone()) == event(api),
            "the event itself",
            &answer,
        )
    }),
    (
        "GET / answers 200 with one key, body: the event as JSON in a string",
        |api| {
            let answer = json_with_status(&api.get("/prod/"), 200)?;
            let body = answer["body"]
                .as_str()
                .and_then(|text| serde_json::from_str(text).ok());
            let alone = answer.as_object().is_some_and(|members| members.len() == 1);
            expect(alone && body == event(api), "the event in body", &answer)
        },
    ),
];

const STAGE3: &[Demand] = &[
    (
        "GET /?id=2 answers the query, the method, the resource's path and the client's address",
        |api| {
            let answer = json_with_status(&api.get("/prod/?id=2"), 200)?;
            let event = &answer["event"];
            let query = &event["params"]["querystring"];
            expect(*query == json!({"id": "2"}), "the query", event)?;
            let context = &event["context"];
            expect(context["http-method"] == "GET", "the method", event)?;
            expect(
                context["resource-path"] == "/",
                "the resource's path",
                event,
            )?;
            expect(
                context["source-ip"] == "127.0.0.1",
                "the client's address",
                event,
            )
        },
    ),
    ("of the headers only User-Agent is kept", |api| {
        let answer = json_with_status(&api.get("/prod/"), 200)?;
        let headers = answer["event"]["params"]["header"].clone();
        let alone = headers
            .as_object()
            .is_some_and(|headers| headers.len() == 1);
        expect(
            alone && headers["User-Agent"].is_string(),
            "User-Agent alone",
            &headers,
        )
    }),
    ("a JSON body arrives as JSON", |api| {
        let reply = api.post_json("/prod/", r#"{"name":"Ada"}"#);
        let answer = json_with_status(&reply, 200)?;
        let body = &answer["event"]["body-json"];
        expect(*body == json!({"name": "Ada"}), "the body", &answer)
    }),
    ("Lambda's context is answered as an object", |api| {
        let answer = json_with_status(&api.get("/prod/"), 200)?;
        expect(
            answer["context"].is_object(),
            "an object",
            &answer["context"],
        )
    }),
];

const STAGE4: &[Demand] = &[
    ("GET /test?id=2 answers id and name", |api| {
        let reply = api.get("/prod/test?id=2");
        expect_body(&reply, &json!({"body": {"id": "2", "name": "test"}}))
    }),
    ("another id is answered as it was asked", |api| {
        let reply = api.get("/prod/test?id=a%20b");
        expect_body(&reply, &json!({"body": {"id": "a b", "name": "test"}}))
    }),
    (
        "POST /test?id=2 answers the id, the headers, and the body as one string",
        |api| {
            let reply = api.post_json("/prod/test?id=2", r#"{"name":"Ada"}"#);
            let body = json_with_status(&reply, 200)?["body"].clone();
            expect(body["id"] == "2", "id is \"2\"", &body)?;
            expect(
                body["body"] == r#"{"name":"Ada"}"#,
                "body is the string that was sent",
                &body,
            )?;
            let header = body["header"].as_object();
            expect(header.is_some(), "an object under the key `header`", &body)?;
            let sent = header.into_iter().flatten().any(|(name, value)| {
                name.eq_ignore_ascii_case("content-type") && value == "application/json"
            });
            expect(
                sent,
                "content-type: application/json in `header`, the name in any case",
                &body,
            )
        },
    ),
    ("an unknown path answers Invalid Path", |api| {
        expect_body(
            &api.get("/prod/no/such"),
            &json!({"body": {"Error": "Invalid Path"}}),
        )
    }),
    ("an unknown method answers Invalid Path", |api| {
        let reply = api.send("DELETE", "/prod/test?id=2", &[], None);
        expect_body(&reply, &json!({"body": {"Error": "Invalid Path"}}))
    }),
    ("without an id there is an Error", |api| {
        let body = json_with_status(&api.get("/prod/test"), 200)?["body"].clone();
        expect(body["Error"].is_string(), "an Error", &body)
    }),
];
