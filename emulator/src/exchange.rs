//! The record of one trip: what came in, what the function got and gave, what went out, and why.
//!
//! Rule: the terminal, the tests and the console page read exchanges; nothing else records anything.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use hyper::body::Bytes;

use crate::{
    api::Verb,
    explanation::Explanation,
    http::{Answer, Request},
    lambda::Invocation,
};

/// One trip, from the request to its answer.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// `x-amzn-RequestId` of the answer.
    pub request_id: String,
    /// When the request had come in whole.
    pub received: SystemTime,
    /// From then until the answer was ready.
    pub took: Duration,
    /// The request as it came.
    pub request: Request,
    /// Who answered it.
    pub destination: Destination,
    /// The event's exact bytes, if one was made. It stands here even if no result came in time.
    pub event: Option<Bytes>,
    /// What the function got and gave, if it came to that.
    pub invocation: Option<Invocation>,
    /// The answer as it went.
    pub answer: Answer,
    /// Where the answer is not what the handler meant: why.
    pub explanation: Option<Explanation>,
}

/// Who answered a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A method of the API.
    Method {
        /// The resource's path, such as `/{proxy+}`.
        resource: String,
        /// The method, perhaps ANY.
        verb: Verb,
    },
    /// Nothing matched: the gateway itself.
    Unmatched,
    /// Lambda's Invoke API, past the gateway.
    Invoke,
}

/// The latest exchanges, oldest first.
#[derive(Debug)]
pub(crate) struct Exchanges {
    capacity: usize,
    latest: Mutex<VecDeque<Arc<Exchange>>>,
}

impl Exchanges {
    pub(crate) fn new(capacity: usize) -> Exchanges {
        Exchanges {
            capacity,
            latest: Mutex::default(),
        }
    }

    /// Keeps one more, and forgets the oldest beyond the capacity.
    pub(crate) fn push(&self, exchange: Arc<Exchange>) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.len() == self.capacity {
            latest.pop_front();
        }
        latest.push_back(exchange);
    }

    pub(crate) fn all(&self) -> Vec<Arc<Exchange>> {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.iter().cloned().collect()
    }
}
