//! The record of one trip: what came in, what the function got and gave, what went out, and why.
//!
//! Rule: the terminal, the tests and the console page read exchanges; nothing else records anything.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use hyper::body::Bytes;

use crate::{
    api::{Origin, Verb},
    explanation::Explanation,
    host::Limits,
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
    /// Where the mapping template stands that made the event, if one did.
    pub template: Option<Origin>,
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
    /// Lambda's queue of invocations that nobody waits for.
    Queue {
        /// The first try, the second or the third.
        attempt: u32,
    },
}

impl Exchange {
    /// The bytes of its bodies, about what keeping it costs.
    fn size(&self) -> usize {
        let event = self.event.as_ref().map_or(0, Bytes::len);
        let invocation = self.invocation.as_ref().map_or(0, |invocation| {
            let run = invocation.outcome.as_ref();
            let log = run.map_or(0, |run| run.log.iter().map(String::len).sum::<usize>());
            log + run.map_or(0, |run| run.payload().len())
        });
        self.request.body.len() + event + invocation + self.answer.body.len()
    }
}

/// The latest exchanges, oldest first: so many at most, and so many bytes. The latest of all always is kept.
#[derive(Debug)]
pub(crate) struct Exchanges {
    most: usize,
    most_bytes: usize,
    latest: Mutex<Latest>,
}

#[derive(Debug, Default)]
struct Latest {
    exchanges: VecDeque<Arc<Exchange>>,
    bytes: usize,
}

impl Exchanges {
    pub(crate) fn new(limits: &Limits) -> Exchanges {
        Exchanges {
            most: limits.exchanges,
            most_bytes: limits.exchange_bytes,
            latest: Mutex::default(),
        }
    }

    /// Keeps one more, and forgets the oldest beyond the limits.
    pub(crate) fn push(&self, exchange: Arc<Exchange>) {
        let mut latest = self.latest();
        latest.bytes += exchange.size();
        latest.exchanges.push_back(exchange);
        while latest.exchanges.len() > 1
            && (latest.exchanges.len() > self.most || latest.bytes > self.most_bytes)
        {
            let oldest = latest.exchanges.pop_front();
            latest.bytes -= oldest.map_or(0, |oldest| oldest.size());
        }
    }

    pub(crate) fn all(&self) -> Vec<Arc<Exchange>> {
        self.latest().exchanges.iter().cloned().collect()
    }

    fn latest(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn exchange(bytes: usize) -> Arc<Exchange> {
        Arc::new(Exchange {
            request_id: bytes.to_string(),
            received: SystemTime::UNIX_EPOCH,
            took: Duration::ZERO,
            request: Request {
                http_method: "GET".into(),
                raw_path: "/".into(),
                raw_query: None,
                headers: Vec::new(),
                body: vec![0; bytes].into(),
                source_ip: Ipv4Addr::LOCALHOST.into(),
            },
            destination: Destination::Unmatched,
            template: None,
            event: None,
            invocation: None,
            answer: Answer::empty(200),
            explanation: None,
        })
    }

    fn kept(most: usize, most_bytes: usize, sizes: &[usize]) -> Vec<usize> {
        let limits = Limits {
            exchanges: most,
            exchange_bytes: most_bytes,
            ..Limits::default()
        };
        let exchanges = Exchanges::new(&limits);
        sizes
            .iter()
            .for_each(|size| exchanges.push(exchange(*size)));
        exchanges
            .all()
            .iter()
            .map(|exchange| exchange.request.body.len())
            .collect()
    }

    #[test]
    fn the_oldest_are_forgotten_beyond_a_number() {
        assert_eq!(kept(2, 100, &[1, 2, 3]), [2, 3]);
    }

    #[test]
    fn the_oldest_are_forgotten_beyond_a_size() {
        assert_eq!(kept(9, 10, &[4, 5, 6]), [6]);
        assert_eq!(kept(9, 11, &[4, 5, 6]), [5, 6]);
    }

    #[test]
    fn the_latest_is_kept_however_large() {
        assert_eq!(kept(9, 10, &[4, 500]), [500]);
    }
}
