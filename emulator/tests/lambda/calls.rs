//! Calls of the Invoke API, and what came of them.

use std::time::Duration;

use emulator::{Settings, lambda::Execution};
use serde_json::{Value, json};

use crate::support::{Deployment, Trip, WHOLE};

/// The call that runs the function.
pub(crate) const INVOKE: &str = "POST /2015-03-31/functions/fn/invocations";

/// The function `fn` behind the API of the stages.
pub(crate) fn deployed() -> Deployment {
    deployed_with(|_| ())
}

/// The same after a change of the settings.
pub(crate) fn deployed_with(change: impl FnOnce(&mut Settings)) -> Deployment {
    Deployment::with(&WHOLE, |settings| {
        settings.template.function.name = "fn".to_owned();
        // Longer than anything here takes.
        settings.template.function.timeout = Duration::from_secs(60);
        settings.host.limits.after_answer = Duration::from_secs(60);
        change(settings);
    })
}

/// Has the function do something before its first event.
pub(crate) fn deployed_with_init(command: Value) -> Deployment {
    deployed_with(|settings| set_init(settings, &command))
}

pub(crate) fn set_init(settings: &mut Settings, command: &Value) {
    let environment = &mut settings.template.function.environment;
    environment.insert("INIT".to_owned(), command.to_string());
}

/// Runs the function by the Invoke API.
#[track_caller]
pub(crate) fn invoke(api: &Deployment, command: Value) -> Trip {
    invoke_with(api, &[], command)
}

#[track_caller]
pub(crate) fn invoke_with(api: &Deployment, headers: &[&str], command: Value) -> Trip {
    api.send(INVOKE, headers, command.to_string())
}

/// Has the function make calls of the Runtime API; the transcript, a line each.
#[track_caller]
pub(crate) fn transcript(api: &Deployment, calls: Value) -> Vec<String> {
    let trip = invoke(api, json!({"calls": calls}));
    written(&trip)
}

/// What the function wrote while it ran.
#[track_caller]
pub(crate) fn written(trip: &Trip) -> Vec<String> {
    let log = &run(trip).log;
    let start = log.iter().position(|line| line.starts_with("START "));
    let end = log.iter().position(|line| line.starts_with("END "));
    log[start.expect("a START") + 1..end.expect("an END")].to_vec()
}

#[track_caller]
pub(crate) fn run(trip: &Trip) -> &Execution {
    let invocation = trip.exchange.invocation.as_ref().expect("it was invoked");
    invocation.outcome.as_ref().expect("it ran")
}

#[track_caller]
pub(crate) fn json_of(trip: &Trip) -> Value {
    serde_json::from_slice(&trip.reply.body).expect("JSON")
}

/// Process id and number of events of the process that serves next.
#[track_caller]
pub(crate) fn who(api: &Deployment) -> (u64, u64) {
    let me = json_of(&invoke(api, json!({"returns_self": true})));
    (
        me["pid"].as_u64().expect("a pid"),
        me["served"].as_u64().expect("a number"),
    )
}

/// A good request: whatever came before, this is answered.
#[track_caller]
pub(crate) fn still_works(api: &Deployment) {
    let trip = invoke(api, json!({"returns": "well"}));
    assert_eq!(
        (trip.reply.status, trip.reply.text().as_str()),
        (200, "\"well\"")
    );
    assert_eq!(trip.reply.header("X-Amz-Function-Error"), None);
    assert_eq!(trip.explanation(), "");
}
