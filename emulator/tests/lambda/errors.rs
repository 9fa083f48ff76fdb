//! D2: how a function fails, what its invoker is told, what the gateway makes of it, and what the developer reads.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    calls::{deployed, deployed_with, invoke, run, still_works},
    support::{Deployment, Trip},
};

/// A way to fail.
struct Fault {
    command: Value,
    /// The invoker's payload; `{id}` stands for the request id.
    payload: &'static str,
    /// How the explanation begins.
    why: &'static str,
}

fn faults() -> [Fault; 8] {
    [
        Fault {
            command: json!({"fails": {"errorType": "E", "errorMessage": "no luck"}}),
            payload: r#"{"errorType":"E","errorMessage":"no luck"}"#,
            why: "the function reported E: no luck",
        },
        Fault {
            command: json!({"exits": 0}),
            payload: r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {id} Error: Runtime exited without providing a reason"}"#,
            why: "the function's process ended without an answer: exit status: 0",
        },
        Fault {
            command: json!({"exits": 127}),
            payload: r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {id} Error: Runtime exited with error: exit status 127"}"#,
            why: "the function's process ended without an answer: exit status: 127",
        },
        Fault {
            command: json!({"signals": 9}),
            payload: r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {id} Error: Runtime exited with error: signal: killed"}"#,
            why: "the function's process ended without an answer: signal: 9 (SIGKILL)",
        },
        Fault {
            command: json!({"signals": 15}),
            payload: r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {id} Error: Runtime exited with error: signal: terminated"}"#,
            why: "the function's process ended without an answer: signal: 15 (SIGTERM)",
        },
        Fault {
            command: json!({"hangs": true}),
            payload: r#"{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: {id} Error: Task timed out after 0.30 seconds"}"#,
            why: "the function was stopped after its Timeout of 0.3 s",
        },
        Fault {
            command: json!({"returns_bytes": 7_000_000}),
            payload: r#"{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}"#,
            why: "the function's result is larger than 6291556 bytes",
        },
        Fault {
            command: json!({"breaks_off": true}),
            payload: r#"{"errorType":"Runtime.TruncatedResponse","errorMessage":"RequestId: {id} Error: Response was truncated"}"#,
            why: "the function closed its connection in the middle of its result",
        },
    ]
}

/// Does what makes a function fail, and tries a good request behind each.
fn each_fault(try_it: impl Fn(&Deployment, &Fault)) {
    let patient = deployed();
    let impatient = deployed_with(|settings| {
        settings.template.function.timeout = Duration::from_millis(300);
    });
    for fault in faults() {
        let hangs = fault.command["hangs"] == true;
        let api = if hangs { &impatient } else { &patient };
        try_it(api, &fault);
        still_works(api);
    }
}

#[track_caller]
fn failed(trip: &Trip, fault: &Fault) {
    let id = &trip
        .exchange
        .invocation
        .as_ref()
        .expect("it was invoked")
        .request_id;
    let payload = String::from_utf8_lossy(run(trip).payload()).into_owned();
    assert_eq!(payload, fault.payload.replace("{id}", id));
    let explanation = trip.explanation().replace("\n      ", " ");
    assert!(
        explanation.starts_with(&format!("why   {}", fault.why)),
        "{explanation}"
    );
}

/// D2.1, D2.2, D2.6, D1.10: The payload, word for word, and a good request after each.
#[test]
fn an_invoker_gets_lambdas_payload_and_the_next_request_works() {
    each_fault(|api, fault| {
        let trip = invoke(api, fault.command.clone());
        failed(&trip, fault);
        assert_eq!(trip.reply.status, 200);
        assert_eq!(trip.reply.header("X-Amz-Function-Error"), Some("Unhandled"));
        assert_eq!(trip.reply.body, run(&trip).payload()[..]);
    });
}

/// D2.1, D2.2, D2.6: Behind a custom integration an error is a 200 like any other.
#[test]
fn a_custom_integration_answers_the_payload() {
    each_fault(|api, fault| {
        let trip = api.send("POST /prod/", &[], fault.command.to_string());
        failed(&trip, fault);
        assert_eq!(trip.reply.status, 200);
        assert_eq!(trip.reply.body, run(&trip).payload()[..]);
    });
}

/// D2.1, D2.2, D2.6: Behind a proxy integration each is the same 502.
#[test]
fn a_proxy_integration_answers_502() {
    each_fault(|api, fault| {
        let trip = api.commanded(fault.command.clone(), &[]);
        failed(&trip, fault);
        assert_eq!(trip.reply.status, 502);
        assert_eq!(trip.reply.text(), r#"{"message": "Internal server error"}"#);
    });
}

/// D2.2: Also where the system writes a core.
#[test]
fn an_abort_is_an_exit() {
    let api = deployed();
    let trip = invoke(&api, json!({"aborts": true}));
    let text = trip.reply.text();
    assert!(
        text.contains("Error: Runtime exited with error: signal: aborted"),
        "{text}"
    );
    still_works(&api);
}

/// A result need not be JSON for who invokes the function; the gateway cares.
#[test]
fn a_result_that_is_no_json_is_passed_on() {
    let api = deployed();
    let command = json!({"returns_text": "no JSON {"});
    let trip = invoke(&api, command.clone());
    assert_eq!(
        (trip.reply.status, trip.reply.text().as_str()),
        (200, "no JSON {")
    );
    assert_eq!(trip.reply.header("X-Amz-Function-Error"), None);
    let trip = api.commanded(command, &[]);
    assert_eq!(trip.reply.status, 502);
    assert_ne!(trip.explanation(), "");
    still_works(&api);
}

#[test]
fn a_process_that_dies_in_the_middle_of_its_answer_has_ended() {
    let api = deployed();
    let trip = invoke(&api, json!({"breaks_off": true, "then": {"exits": 3}}));
    assert!(
        trip.reply
            .text()
            .ends_with("Runtime exited with error: exit status 3\"}")
    );
    still_works(&api);
}
