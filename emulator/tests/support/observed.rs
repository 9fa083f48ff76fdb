//! A deployment whose doings are heard of as they happen, so that a test waits for what it needs and no longer.

use std::{
    io::Write,
    net::TcpStream,
    sync::{Mutex, mpsc},
    time::Duration,
};

use emulator::{
    exchange::Exchange,
    observer::{Author, Observer, SharedObserver},
};
use serde_json::Value;

use super::{Deployment, WHOLE, client};

/// What was heard, in order.
pub struct Heard(mpsc::Receiver<String>);

impl Heard {
    /// Waits until this is heard: a line of a log, or `answered 200`.
    #[track_caller]
    pub fn until(&self, what: &str) {
        while self.0.recv().expect("it is heard") != what {}
    }
}

struct Ear(Mutex<mpsc::Sender<String>>);

impl Ear {
    fn hears(&self, what: String) {
        let sender = self.0.lock().expect("sending does not panic");
        // A test that has heard enough does not listen any more.
        let _ = sender.send(what);
    }
}

impl Observer for Ear {
    fn exchange(&self, exchange: &Exchange) {
        self.hears(format!("answered {}", exchange.answer.status));
    }

    fn log_line(&self, _: u32, _: Author, line: &str) {
        self.hears(line.to_owned());
    }
}

/// An API of everything in front of so many execution environments at most.
pub fn observed(concurrency: usize) -> (Deployment, Heard) {
    let (sender, receiver) = mpsc::channel();
    let api = Deployment::with(&WHOLE, |settings| {
        settings.concurrency = concurrency;
        // What hangs does so for longer than any test looks at it.
        settings.template.function.timeout = Duration::from_secs(600);
        settings.observer = SharedObserver::new(Ear(Mutex::new(sender)));
    });
    (api, Heard(receiver))
}

/// Sends a command to the function and does not wait for the answer.
pub fn sent(api: &Deployment, command: Value) -> TcpStream {
    let request = client::request("POST /prod/test", &[], command.to_string().as_bytes());
    let mut stream = TcpStream::connect(api.address()).expect("the API listens");
    stream.write_all(&request).expect("the request goes out");
    stream
}
