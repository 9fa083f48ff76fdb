//! What becomes of that which is under way when the emulator stops.

use std::{
    sync::{Mutex, mpsc},
    time::{Duration, Instant},
};

use emulator::{
    exchange::Exchange,
    observer::{Author, Observer, SharedObserver},
};
use serde_json::{Value, json};

use crate::{
    calls::{deployed_with, invoke_with, who},
    processes::until_gone,
    support::{Deployment, client, observed::sent},
};

/// Hears every log line, and of every exchange its status and its explanation.
struct Ear(Mutex<mpsc::Sender<String>>);

impl Ear {
    fn hears(&self, what: String) {
        let _ = self.0.lock().expect("sending does not panic").send(what);
    }
}

impl Observer for Ear {
    fn exchange(&self, exchange: &Exchange) {
        let why = exchange.explanation.as_ref().map(ToString::to_string);
        self.hears(format!(
            "{} {}",
            exchange.answer.status,
            why.unwrap_or_default()
        ));
    }

    fn log_line(&self, _: u32, _: Author, line: &str) {
        self.hears(line.to_owned());
    }
}

fn heard() -> (Deployment, mpsc::Receiver<String>) {
    let (sender, receiver) = mpsc::channel();
    let api = deployed_with(|settings| {
        settings.concurrency = 1;
        settings.host.limits.retries = [Duration::from_secs(600); 2];
        settings.observer = SharedObserver::new(Ear(Mutex::new(sender)));
    });
    (api, receiver)
}

#[track_caller]
fn until_heard(heard: &mpsc::Receiver<String>, what: &str) {
    while !heard.recv().expect("it is heard").contains(what) {}
}

fn enqueue(api: &Deployment, command: Value) {
    let call = invoke_with(api, &["X-Amz-Invocation-Type: Event"], command);
    assert_eq!(call.reply.status, 202);
}

#[test]
fn a_request_under_way_is_answered_and_its_process_ended() {
    let (api, heard) = heard();
    let (pid, _) = who(&api);
    let mut client = sent(&api, json!({"prints": "busy\n", "hangs": true}));
    until_heard(&heard, "busy");
    let started = Instant::now();
    drop(api);
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(client::read(&mut client, false).status, 502);
    until_heard(
        &heard,
        "502 why   the emulator was stopped before the function answered",
    );
    until_gone(pid);
}

#[test]
fn events_that_are_dropped_say_so() {
    let (api, heard) = heard();
    enqueue(&api, json!({"fails": {}}));
    until_heard(&heard, "the function reported");
    let mut client = sent(&api, json!({"prints": "busy\n", "hangs": true}));
    until_heard(&heard, "busy");
    enqueue(&api, json!({}));
    drop(api);
    client::read(&mut client, false);
    let rest: Vec<String> = heard.iter().collect();
    let said = |what: &str| rest.iter().filter(|text| text.contains(what)).count();
    assert_eq!(said("the emulator was stopped before try 2"), 1, "{rest:?}");
    assert_eq!(said("the emulator is being stopped"), 1, "{rest:?}");
}

#[test]
fn a_panic_leaves_no_process() {
    let (sender, receiver) = mpsc::channel();
    let panicking = std::thread::spawn(move || {
        let (api, heard) = heard();
        let (pid, _) = who(&api);
        let _client = sent(&api, json!({"prints": "busy\n", "hangs": true}));
        until_heard(&heard, "busy");
        sender.send(pid).expect("somebody listens");
        let _lost = api.lose();
        panic!("on purpose");
    });
    assert!(panicking.join().is_err());
    until_gone(receiver.recv().expect("a pid"));
}
