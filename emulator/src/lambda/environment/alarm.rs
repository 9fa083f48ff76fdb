//! A timer that is set anew for every invocation.
//!
//! Rule: one and the same timer is moved on, never dropped: tokio moves one that runs without a lock, while a new
//! one that ends sooner than all others wakes the thread that waits for the network.

use std::{
    pin::Pin,
    time::{Duration, Instant},
};

use tokio::time::{Sleep, sleep};

#[derive(Debug)]
pub(super) struct Alarm(Pin<Box<Sleep>>);

impl Alarm {
    pub(super) fn new() -> Alarm {
        Alarm(Box::pin(sleep(Duration::ZERO)))
    }

    /// Waits until then.
    pub(super) async fn at(&mut self, time: Instant) {
        self.0.as_mut().reset(time.into());
        self.0.as_mut().await;
    }
}
