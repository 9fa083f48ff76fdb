//! The record of one trip: what came in, what the function got and gave, what went out, and why.
//!
//! Rule: the terminal and the tests read exchanges; nothing else records anything. One is made
//! when its trip is over, which may be after its answer went out.

use std::{
    collections::{BTreeSet, VecDeque},
    iter,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use hyper::body::Bytes;
use tokio::sync::Notify;

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
    /// From then until the answer was ready; of a request that did not come in whole, from the end of its head.
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
    /// The bytes of its headers, bodies and log: about what keeping it costs.
    fn size(&self) -> usize {
        let event = self.event.as_ref().map_or(0, Bytes::len);
        let invocation = self.invocation.as_ref().map_or(0, |invocation| {
            let run = invocation.outcome.as_ref();
            let log = run.map_or(0, |run| run.log.iter().map(String::len).sum::<usize>());
            log + run.map_or(0, |run| run.payload().len())
        });
        let request = self.request.head_size() + self.request.body.len();
        request + event + invocation + self.answer.headers.size() + self.answer.body.len()
    }
}

/// The latest exchanges, oldest first: so many at most, and so many bytes. The latest of all always is kept.
#[derive(Debug)]
pub(crate) struct Exchanges {
    most: usize,
    most_bytes: usize,
    latest: Mutex<Latest>,
    /// One that was expected has come, or will not.
    settled: Notify,
}

#[derive(Debug, Default)]
struct Latest {
    /// In the order of their numbers.
    exchanges: VecDeque<Kept>,
    bytes: usize,
    /// The numbers of those that are answered and not recorded yet.
    expected: BTreeSet<u64>,
    next: u64,
}

#[derive(Debug)]
struct Kept {
    number: u64,
    bytes: usize,
    exchange: Arc<Exchange>,
}

/// The promise of an exchange, given before its answer goes out: whoever has the answer finds the record.
#[derive(Debug)]
pub(crate) struct Expected {
    exchanges: Arc<Exchanges>,
    number: u64,
}

impl Exchanges {
    pub(crate) fn new(limits: &Limits) -> Exchanges {
        Exchanges {
            most: limits.exchanges,
            most_bytes: limits.exchange_bytes,
            latest: Mutex::default(),
            settled: Notify::new(),
        }
    }

    /// Promises one that [`Exchanges::all`] shall wait for.
    pub(crate) fn expect(self: &Arc<Self>) -> Expected {
        let mut latest = self.latest();
        let number = latest.next;
        latest.next += 1;
        latest.expected.insert(number);
        Expected {
            exchanges: self.clone(),
            number,
        }
    }

    /// Keeps one more in its place, and forgets the oldest beyond the limits.
    fn keep(&self, number: u64, exchange: Arc<Exchange>) {
        let bytes = exchange.size();
        let kept = Kept {
            number,
            bytes,
            exchange,
        };
        let mut latest = self.latest();
        latest.bytes += bytes;
        let place = latest
            .exchanges
            .partition_point(|other| other.number < number);
        latest.exchanges.insert(place, kept);
        // Mostly it is one: a list takes a piece of memory only for further ones.
        let oldest = self.one_too_many(&mut latest);
        let further: Vec<Kept> = iter::from_fn(|| self.one_too_many(&mut latest)).collect();
        drop(latest);
        // Given back when others can go on.
        drop((oldest, further));
    }

    /// Takes the oldest out, if there are too many.
    fn one_too_many(&self, latest: &mut Latest) -> Option<Kept> {
        let is_too_much = latest.exchanges.len() > self.most || latest.bytes > self.most_bytes;
        if !is_too_much || latest.exchanges.len() == 1 {
            return None;
        }
        let oldest = latest.exchanges.pop_front()?;
        latest.bytes -= oldest.bytes;
        Some(oldest)
    }

    /// Those that are kept, after waiting for each that was promised by now.
    pub(crate) async fn all(&self) -> Vec<Arc<Exchange>> {
        let promised = self.latest().next;
        loop {
            let settled = self.settled.notified();
            {
                let latest = self.latest();
                if latest
                    .expected
                    .first()
                    .is_none_or(|first| *first >= promised)
                {
                    let exchanges = latest.exchanges.iter();
                    return exchanges.map(|kept| kept.exchange.clone()).collect();
                }
            }
            settled.await;
        }
    }

    fn latest(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Expected {
    /// It has come. Its place is where its answer went out.
    pub(crate) fn keep(self, exchange: Arc<Exchange>) {
        self.exchanges.keep(self.number, exchange);
    }
}

impl Drop for Expected {
    fn drop(&mut self) {
        self.exchanges.latest().expected.remove(&self.number);
        self.exchanges.settled.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        net::Ipv4Addr,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use super::*;
    use crate::http::Headers;

    fn exchange(bytes: usize) -> Exchange {
        Exchange {
            request_id: bytes.to_string(),
            received: SystemTime::UNIX_EPOCH,
            took: Duration::ZERO,
            request: Request {
                http_method: "GET".into(),
                raw_path: "/".into(),
                raw_query: None,
                headers: Headers::default(),
                body: vec![0; bytes].into(),
                source_ip: Ipv4Addr::LOCALHOST.into(),
            },
            destination: Destination::Unmatched,
            template: None,
            event: None,
            invocation: None,
            answer: Answer::empty(200),
            explanation: None,
        }
    }

    fn kept(most: usize, most_bytes: usize, sizes: &[usize]) -> Vec<usize> {
        let limits = Limits {
            exchanges: most,
            exchange_bytes: most_bytes,
            ..Limits::default()
        };
        let exchanges = Arc::new(Exchanges::new(&limits));
        sizes
            .iter()
            .for_each(|size| exchanges.expect().keep(exchange(*size).into()));
        let kept = pin!(exchanges.all()).poll(&mut Context::from_waker(Waker::noop()));
        let Poll::Ready(kept) = kept else {
            panic!("none is promised, so there is nothing to wait for");
        };
        kept.iter()
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

    #[test]
    fn who_has_an_answer_finds_its_record() {
        let exchanges = Arc::new(Exchanges::new(&Limits::default()));
        let promised = exchanges.expect();
        let mut all = pin!(exchanges.all());
        let context = &mut Context::from_waker(Waker::noop());
        assert!(all.as_mut().poll(context).is_pending());
        promised.keep(exchange(1).into());
        // Promised later: nobody who asks now can have its answer.
        let _later = exchanges.expect();
        let Poll::Ready(all) = all.poll(context) else {
            panic!("it came");
        };
        assert_eq!(all.len(), 1);
    }
}
