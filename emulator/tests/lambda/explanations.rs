//! What goes wrong past the gateway is explained: each cause once, as the book shows it.

use std::sync::{Mutex, mpsc};

use emulator::{
    exchange::{Destination, Exchange},
    explanation::Cause,
    observer::{Author, Observer, SharedObserver},
};
use serde_json::{Value, json};

use crate::{
    calls::{deployed, deployed_with, invoke, invoke_with},
    support::{observed::sent, shown::pin_shown},
};

#[track_caller]
fn explains(exchange: &Exchange, cause: Cause) {
    let explanation = exchange.explanation.as_ref().expect("explained");
    assert_eq!(explanation.cause, cause);
    pin_shown(exchange);
}

fn failing() -> Value {
    json!({"fails": {"errorType": "Unlucky", "errorMessage": "not today"}})
}

#[test]
fn a_function_that_fails_for_its_invoker() {
    let trip = invoke(&deployed(), failing());
    explains(&trip.exchange, Cause::InvokedFunctionFailed);
}

#[test]
fn a_function_that_fails_while_nobody_waits() {
    let api = deployed();
    invoke_with(&api, &["X-Amz-Invocation-Type: Event"], failing());
    let tried = |exchange: &Exchange| exchange.destination == Destination::Queue { attempt: 1 };
    explains(&api.until(tried), Cause::QueuedInvocationFailed);
}

#[test]
fn a_call_of_a_function_that_is_not_there() {
    let trip = deployed().ask("POST /2015-03-31/functions/nobody/invocations");
    explains(&trip.exchange, Cause::CallRefused);
}

/// Hears the sign that the function is busy, and what is recorded.
struct Ear {
    busy: Mutex<mpsc::Sender<()>>,
    recorded: Mutex<mpsc::Sender<Exchange>>,
}

impl Observer for Ear {
    fn exchange(&self, exchange: &Exchange) {
        let recorded = self.recorded.lock().expect("sending does not panic");
        let _ = recorded.send(exchange.clone());
    }

    fn log_line(&self, _: u32, author: Author, _: &str) {
        if author == Author::Function {
            let _ = self.busy.lock().expect("sending does not panic").send(());
        }
    }
}

#[test]
fn a_request_under_way_when_it_is_stopped() {
    let (busy, is_busy) = mpsc::channel();
    let (recorded, record) = mpsc::channel();
    let (busy, recorded) = (Mutex::new(busy), Mutex::new(recorded));
    let api = deployed_with(|settings| {
        settings.observer = SharedObserver::new(Ear { busy, recorded });
    });
    let _waiting = sent(&api, json!({"prints": "busy\n", "hangs": true}));
    is_busy.recv().expect("it is busy");
    drop(api);
    explains(&record.recv().expect("it was recorded"), Cause::Stopped);
}
