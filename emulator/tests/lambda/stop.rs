//! What becomes of that which is under way when the emulator stops.

use std::{
    io::Write,
    net::TcpStream,
    sync::{Mutex, mpsc},
    time::{Duration, Instant},
};

use emulator::{
    exchange::Exchange,
    observer::{Author, Observer, SharedObserver},
};
use serde_json::{Value, json};

use crate::{
    calls::{INVOKE, deployed_with, invoke_with, who},
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

/// Panics at each log line that begins so, and at each exchange.
struct Clumsy(&'static str);

impl Observer for Clumsy {
    fn exchange(&self, _: &Exchange) {
        panic!("on purpose: an exchange");
    }

    fn log_line(&self, _: u32, _: Author, line: &str) {
        assert!(!line.starts_with(self.0), "on purpose: {line}");
    }
}

/// Its environment, and what has no answer yet; not the emulator.
#[test]
fn an_observer_that_panics_takes_an_environment_along() {
    for (begins, status) in [("START", 500), ("END", 201)] {
        let api = deployed_with(|settings| {
            settings.concurrency = 1;
            settings.observer = SharedObserver::new(Clumsy(begins));
        });
        let command = json!({"returns": {"statusCode": 201}}).to_string();
        for _ in 0..2 {
            let json = ["Content-Type: application/json"];
            let request = client::request("POST /prod/a", &json, command.as_bytes());
            assert_eq!(client::send(api.address(), &request).status, status);
        }
    }
}

/// One after the other, not each within the end of the one before.
#[test]
fn a_runtime_that_ends_takes_all_that_wait_along() {
    let api = deployed_with(|settings| settings.concurrency = 1);
    let command = json!({"hangs": true}).to_string();
    let event = client::request(
        INVOKE,
        &["X-Amz-Invocation-Type: Event"],
        command.as_bytes(),
    );
    let mut stream = TcpStream::connect(api.address()).expect("the API listens");
    for _ in 0..2000 {
        stream.write_all(&event).expect("the request goes out");
        assert_eq!(client::read(&mut stream, false).status, 202);
    }
    let (emulator, runtime) = api.lose();
    drop(runtime);
    drop(emulator);
}
