//! D3.3: invocations that nobody waits for.

use std::{sync::Arc, time::Duration};

use emulator::exchange::{Destination, Exchange};
use serde_json::{Value, json};

use crate::{
    calls::{deployed_with, invoke, invoke_with},
    processes::until,
    support::{Deployment, Trip},
};

fn enqueue(api: &Deployment, command: Value) -> Trip {
    invoke_with(api, &["X-Amz-Invocation-Type: Event"], command)
}

/// The runs of what was queued, so far.
fn tries(api: &Deployment) -> Vec<Arc<Exchange>> {
    let exchanges = api.exchanges().into_iter();
    exchanges
        .filter(|exchange| matches!(exchange.destination, Destination::Queue { .. }))
        .collect()
}

fn attempts(api: &Deployment) -> Vec<u32> {
    let number = |exchange: &Arc<Exchange>| match exchange.destination {
        Destination::Queue { attempt } => attempt,
        _ => 0,
    };
    tries(api).iter().map(number).collect()
}

/// D3.3: Run three times in all, each under the id that the caller was told.
#[test]
fn an_event_that_fails_is_run_twice_more_under_the_same_id() {
    for failure in [json!({"fails": {"errorType": "E"}}), json!({"exits": 1})] {
        let pauses = [20, 60].map(Duration::from_millis);
        let api = deployed_with(|settings| settings.host.limits.retries = pauses);
        let call = enqueue(&api, failure);
        assert_eq!(call.reply.status, 202);
        until("it was tried three times", || tries(&api).len() == 3);
        assert_eq!(attempts(&api), [1, 2, 3]);
        let id = call.reply.header("x-amzn-RequestId");
        let mut received = Vec::new();
        for exchange in tries(&api) {
            let run = exchange.invocation.as_ref().expect("it was run");
            assert_eq!(Some(run.request_id.as_str()), id);
            let explanation = exchange.explanation.as_ref().expect("a reason").to_string();
            assert!(explanation.contains("(D3.3)"), "{explanation}");
            received.push(exchange.received);
        }
        for (between, pause) in received.windows(2).zip(pauses) {
            assert!(between[1].duration_since(between[0]).expect("in order") >= pause);
        }
    }
}

#[test]
fn an_event_that_succeeds_is_run_once() {
    let api = deployed_with(|settings| settings.host.limits.retries = [Duration::ZERO; 2]);
    enqueue(&api, json!({"returns": 1}));
    until("it was run", || tries(&api).len() == 1);
    let first = &tries(&api)[0];
    assert!(first.explanation.is_none());
    invoke(&api, json!({}));
    assert_eq!(attempts(&api), [1]);
}

#[test]
fn events_wait_until_there_is_a_place() {
    let api = deployed_with(|settings| settings.concurrency = 1);
    for number in 0..20 {
        let call = enqueue(&api, json!({"takes_ms": 5, "returns": number}));
        assert_eq!(call.reply.status, 202);
    }
    until("all were run", || tries(&api).len() == 20);
    assert!(attempts(&api).iter().all(|attempt| *attempt == 1));
    let results = tries(&api).into_iter().map(|exchange| {
        let run = exchange.invocation.clone().and_then(|run| run.outcome.ok());
        String::from_utf8_lossy(run.expect("it ran").payload()).into_owned()
    });
    let mut results: Vec<u32> = results
        .map(|text| text.parse().expect("a number"))
        .collect();
    results.sort_unstable();
    assert_eq!(results, (0..20).collect::<Vec<_>>());
}

#[test]
fn nothing_is_run_to_try_a_call() {
    let api = deployed_with(|_| ());
    let call = invoke_with(
        &api,
        &["X-Amz-Invocation-Type: DryRun"],
        json!({"exits": 1}),
    );
    assert_eq!(call.reply.status, 204);
    assert!(call.exchange.invocation.is_none());
}
