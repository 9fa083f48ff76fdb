//! D3: execution environments, from the first request to the last.

use std::{thread, time::Duration};

use serde_json::json;

use crate::{
    calls::{
        deployed, deployed_with, deployed_with_init, invoke, json_of, run, still_works, who,
        written,
    },
    processes::{niceness, runs, until_gone},
    support::{
        Deployment,
        observed::{observed, sent},
    },
};

/// Long enough to be noticed, short enough not to be waited for.
const SOON: Duration = Duration::from_millis(300);

fn impatient() -> Deployment {
    deployed_with(|settings| settings.template.function.timeout = SOON)
}

/// D3.1: The process is kept, with all that it remembers.
#[test]
fn a_process_serves_one_event_after_the_other() {
    let api = deployed();
    assert!(
        api.exchanges().is_empty(),
        "none is started before it is needed"
    );
    let (pid, served) = who(&api);
    assert_eq!(served, 1);
    for served in 2..20 {
        assert_eq!(who(&api), (pid, served));
    }
    let first = &api.exchanges()[0];
    let first = first
        .invocation
        .as_ref()
        .and_then(|run| run.outcome.clone().ok());
    assert!(first.expect("it ran").init.is_some(), "a cold start");
    assert_eq!(run(&invoke(&api, json!({}))).init, None, "a warm one");
}

/// D3.1: After a time-out there is a new process; what the old one left in `/tmp` is still there.
#[test]
fn after_a_time_out_the_process_is_another_but_tmp_survives() {
    let api = impatient();
    let (pid, _) = who(&api);
    let path = std::env::temp_dir().join(format!("lambda-{pid}"));
    let trip = invoke(
        &api,
        json!({"writes": {"path": path, "text": "left"}, "hangs": true}),
    );
    assert_eq!(json_of(&trip)["errorType"], "Sandbox.Timedout");
    assert!(!runs(pid), "who times out is ended before the answer");
    assert_eq!(
        json_of(&invoke(&api, json!({"returns_file": path}))),
        "left"
    );
    let (other, served) = who(&api);
    assert!(other != pid && served == 2);
    std::fs::remove_file(path).expect("it is there");
}

/// D3.2: After an error that it has reported a process goes on.
#[test]
fn after_a_reported_error_the_process_is_the_same() {
    let api = deployed();
    let (pid, _) = who(&api);
    invoke(&api, json!({"fails": {"errorType": "E"}}));
    assert_eq!(who(&api), (pid, 3));
}

/// D1.10: After the end of a process the next event starts a new one.
#[test]
fn after_an_exit_the_process_is_another() {
    let api = deployed();
    let (pid, _) = who(&api);
    let trip = invoke(&api, json!({"exits": 0}));
    assert_eq!(json_of(&trip)["errorType"], "Runtime.ExitError");
    let (other, served) = who(&api);
    assert!(other != pid && served == 1);
    assert_eq!(run(&invoke(&api, json!({}))).environment, 2);
}

/// D3.4: The ARN has the qualifier of the call, and none where it has none.
#[test]
fn the_invoked_arn_is_qualified_as_the_call_is() {
    let api = deployed();
    let path = "/2015-03-31/functions/fn/invocations";
    for (path, qualifier) in [
        (path.to_owned(), ""),
        (format!("{path}?Qualifier=$LATEST"), ":$LATEST"),
        (path.replace("/fn/", "/fn:$LATEST/"), ":$LATEST"),
    ] {
        let command = json!({"returns_headers": true}).to_string();
        let headers = json_of(&api.send(&format!("POST {path}"), &[], command));
        let arn = format!("arn:aws:lambda:us-east-1:123456789012:function:fn{qualifier}");
        assert_eq!(headers["Lambda-Runtime-Invoked-Function-Arn"], arn);
    }
}

#[test]
fn there_are_as_many_environments_as_requests_at_a_time() {
    let (api, heard) = observed(3);
    let busy: Vec<_> = (0..3)
        .map(|_| sent(&api, json!({"prints": "busy\n", "hangs": true})))
        .collect();
    for _ in &busy {
        heard.until("busy");
    }
    let refused = api.ask("GET /prod/x");
    assert_eq!(refused.reply.status, 500);
    assert!(
        refused
            .explanation()
            .contains("all of the 3 execution environments are busy")
    );
}

#[test]
fn a_process_that_never_asks_is_given_up() {
    let api = deployed_with(|settings| {
        settings.host.limits.init = SOON;
        crate::calls::set_init(settings, &json!({"hangs": true}));
    });
    let trip = invoke(&api, json!({}));
    assert_eq!(json_of(&trip)["errorType"], "Sandbox.Timedout");
    assert!(
        trip.explanation()
            .contains("did not ask the Runtime API for an event within 0.3 s")
    );
    assert!(run(&trip).duration >= SOON);
    assert_eq!(run(&invoke(&api, json!({}))).environment, 2);
}

/// D2.2: A process that ends before it asks.
#[test]
fn a_process_that_ends_before_it_asks_is_an_exit() {
    let api = deployed_with_init(json!({"exits": 7}));
    for number in 1..3 {
        let trip = invoke(&api, json!({}));
        let message = json_of(&trip)["errorMessage"].as_str().map(str::to_owned);
        let message = message.expect("a message");
        assert!(
            message.ends_with("Error: Runtime exited with error: exit status 7"),
            "{message}"
        );
        assert_eq!(run(&trip).environment, number);
    }
}

#[test]
fn a_function_gives_way_to_the_emulator() {
    let api = deployed();
    let (pid, _) = who(&api);
    assert!(niceness(pid) > niceness(std::process::id().into()));
}

#[test]
fn an_environment_that_is_idle_for_long_is_ended() {
    let api = deployed_with(|settings| settings.host.limits.idle = SOON);
    let (pid, _) = who(&api);
    until_gone(pid);
    assert!(who(&api).0 != pid);
}

#[test]
fn an_environment_may_be_idle_for_ever() {
    let api = deployed_with(|settings| settings.host.limits.idle = Duration::MAX);
    let (pid, _) = who(&api);
    thread::sleep(SOON);
    assert_eq!(who(&api), (pid, 2));
}

/// However the two may race: the next request, and the emulator's hearing of it. The only environment that there may be
/// counts as busy for neither.
#[test]
fn an_idle_process_that_is_killed_is_replaced() {
    let api = deployed_with(|settings| settings.concurrency = 1);
    for _ in 0..20 {
        let (pid, _) = who(&api);
        let process = rustix::process::Pid::from_raw(i32::try_from(pid).expect("a pid"));
        let process = process.expect("a pid");
        rustix::process::kill_process(process, rustix::process::Signal::KILL).expect("it runs");
        until_gone(pid);
        still_works(&api);
    }
}

/// Whoever drops an emulator does not leave a busy function behind, even for the rest of its time.
#[test]
fn a_dropped_emulator_ends_what_is_busy() {
    let (api, heard) = observed(1);
    let _client = sent(&api, json!({"prints": "busy\n", "hangs": true}));
    heard.until("busy");
    let (emulator, runtime) = api.lose();
    drop(emulator);
    heard.until("answered 502");
    drop(runtime);
}

/// On a connection that nobody has accepted yet, and without waiting until it is read.
#[test]
fn a_result_that_is_sent_in_the_last_moment_wins() {
    let api = deployed();
    for token in 0..40 {
        let trip = invoke(&api, json!({"shouts": token, "then": {"exits": 1}}));
        assert_eq!(trip.reply.text(), token.to_string());
    }
    still_works(&api);
}

#[test]
fn what_a_process_has_started_ends_with_it() {
    let timeout = Duration::from_secs(1);
    let api = deployed_with(|settings| settings.template.function.timeout = timeout);
    for end in [
        json!({"hangs": true}),
        json!({"exits": 0}),
        json!({"signals": 9}),
    ] {
        let mut command = json!({"starts": ["sleep", "600"]});
        command
            .as_object_mut()
            .expect("members")
            .extend(end.as_object().expect("one").clone());
        // A machine may be so busy that the time is over before anything is started.
        let pid = loop {
            let trip = invoke(&api, command.clone());
            if let Some(Ok(pid)) = written(&trip).first().map(|line| line.parse()) {
                break pid;
            }
        };
        until_gone(pid);
    }
}

#[test]
fn requests_that_overlap_are_served_each_by_its_own_process() {
    let api = deployed();
    thread::scope(|scope| {
        for client in 0..8 {
            let api = &api;
            scope.spawn(move || {
                for number in 0..25 {
                    let token = json!([client, number]);
                    let trip = invoke(api, json!({"returns": token}));
                    assert_eq!(json_of(&trip), token);
                }
            });
        }
    });
    let environments = api.exchanges();
    let environments = environments
        .iter()
        .filter_map(|exchange| exchange.invocation.as_ref());
    let most = environments
        .filter_map(|run| run.outcome.as_ref().ok())
        .map(|run| run.environment);
    assert!(most.max().expect("some") <= 8);
}
