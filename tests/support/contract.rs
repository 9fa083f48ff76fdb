//! What any right solution of a stage must answer: the contracts behind `cargo try`.
//!
//! Rule: never a text of our own solution, only what the task asks for. Nothing here writes a snapshot.

use serde_json::{Value, json};

use super::{Deployment, Reply};

/// One demand: its sentence, and how it is checked. An error says what was found.
pub type Demand = (&'static str, fn(&Deployment) -> Result<(), String>);

/// The contract of a stage.
pub fn of(stage: &str) -> &'static [Demand] {
    match stage {
        "stage1" => STAGE1,
        "stage2" => STAGE2,
        "stage3" => STAGE3,
        "stage4" => STAGE4,
        other => panic!("{other:?} has no contract"),
    }
}

/// Holds a program against a contract: a line for each demand, and whether all are met.
pub fn report(program: &str, stage: &str) -> (bool, String) {
    let mut all = true;
    let mut text = format!("{program} against the contract of {stage}:\n");
    for (sentence, check) in of(stage) {
        match check(&Deployment::of(program)) {
            Ok(()) => text += &format!("  ✓ {sentence}\n"),
            Err(found) => {
                all = false;
                text += &format!(
                    "  ✗ {sentence}\n      {}\n",
                    found.replace('\n', "\n      ")
                );
            }
        }
    }
    (all, text)
}

const STAGE1: &[Demand] = &[
    (
        "GET / answers 200 with two texts, event and context",
        |api| {
            let answer = json_with_status(&api.get("/prod/"), 200)?;
            expect(answer["event"].is_string(), "event is a text", &answer)?;
            expect(answer["context"].is_string(), "context is a text", &answer)
        },
    ),
    ("the text of the event tells what was sent", |api| {
        let answer = json_with_status(&api.post_json("/prod/", r#"{"greeting":"hello"}"#), 200)?;
        let event = answer["event"].as_str().unwrap_or_default();
        expect(
            event.contains("greeting") && event.contains("hello"),
            "both words",
            &answer,
        )
    }),
    ("the text of the context tells the request id", |api| {
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
        "GET / answers 200 with one key, body: the event as JSON in a text",
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
        "GET /?id=2 answers the query, the method and where the client is",
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
        "POST /test?id=2 answers the id, the headers, and the body as one text",
        |api| {
            let reply = api.post_json("/prod/test?id=2", r#"{"name":"Ada"}"#);
            let body = json_with_status(&reply, 200)?["body"].clone();
            expect(body["id"] == "2", "id is \"2\"", &body)?;
            expect(
                body["body"] == r#"{"name":"Ada"}"#,
                "body is the text that was sent",
                &body,
            )?;
            let headers = body["header"].as_object().cloned().unwrap_or_default();
            let sent = headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
            expect(
                sent.is_some_and(|(_, value)| value == "application/json"),
                "Content-Type",
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

/// The event of the latest exchange.
fn event(api: &Deployment) -> Option<Value> {
    serde_json::from_str(&api.event()?).ok()
}

fn json_with_status(reply: &Reply, status: u16) -> Result<Value, String> {
    if reply.status != status {
        return Err(format!(
            "expected {status}, found {} {}",
            reply.status, reply.body
        ));
    }
    serde_json::from_str(&reply.body).map_err(|_| format!("not JSON: {}", reply.body))
}

fn expect_body(reply: &Reply, expected: &Value) -> Result<(), String> {
    let found = json_with_status(reply, 200)?;
    expect(found == *expected, &expected.to_string(), &found)
}

fn expect(met: bool, expected: &str, found: &Value) -> Result<(), String> {
    if met {
        Ok(())
    } else {
        Err(format!("expected {expected}\nfound    {found}"))
    }
}
