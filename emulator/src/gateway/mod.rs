//! API Gateway: one request in, one exchange out.
//!
//! Rule: this page is the whole trip. Matching, events and answers are pure and stand in files of their own;
//! only [`Gateway::handle`] waits for anything.
//!
//! AWS (facts A, B, C): a REST API on its REGIONAL endpoint.

pub mod context;
pub mod failure;
pub mod mapping;
pub mod matching;
pub mod proxy;
mod remapped;
mod reply;
pub mod request;
pub mod unmatched;

use std::{sync::Arc, time::Duration};

use hyper::body::Bytes;

use crate::{
    api::{Api, Integration},
    exchange::{Destination, Exchange},
    host::Host,
    http::{Request, Unreadable},
    lambda::{Invocation, InvokeRequest, Lambda},
};

use self::{context::Arrival, matching::Match, reply::Reply};

/// The APIs, and the function behind them.
#[derive(Debug)]
pub struct Gateway {
    apis: Vec<Api>,
    lambda: Arc<Lambda>,
    host: Host,
}

/// How far a request came.
struct Trip {
    destination: Destination,
    event: Option<Bytes>,
    invocation: Option<Invocation>,
    reply: Reply,
}

impl Gateway {
    /// A gateway in front of `lambda`.
    pub fn new(apis: Vec<Api>, lambda: Arc<Lambda>, host: Host) -> Gateway {
        Gateway { apis, lambda, host }
    }

    /// The APIs that are served.
    pub fn apis(&self) -> &[Api] {
        &self.apis
    }

    /// Takes one request to its answer.
    pub async fn handle(&self, request: Request) -> Exchange {
        let started = self.host.clock.instant();
        let arrival = Arrival::of(&request, &self.host);
        let trip = match matching::find(&self.apis, &request) {
            Ok(matched) => self.integrate(&request, &matched, &arrival).await,
            Err(unmatched) => Trip::short(Reply::unmatched(unmatched, &request)),
        };
        trip.recorded(request, arrival, started.elapsed())
    }

    /// The answer to a request that could not be read.
    pub fn reject(&self, request: Request, why: Unreadable) -> Exchange {
        let arrival = Arrival::of(&request, &self.host);
        let reply = Reply::unreadable(why, &request, &self.host.limits);
        Trip::short(reply).recorded(request, arrival, Duration::ZERO)
    }

    /// Request → event → function → result → answer, by one of the two integrations.
    async fn integrate(&self, request: &Request, matched: &Match<'_>, arrival: &Arrival) -> Trip {
        let destination = Destination::Method {
            resource: matched.resource.path.to_string(),
            verb: matched.method.verb,
        };
        let (event, timeout) = match &matched.method.integration {
            Integration::Proxy { timeout } => (proxy::event(request, matched, arrival), *timeout),
            Integration::Custom { timeout, .. } => (mapping::event(request), *timeout),
            Integration::Unsupported { what, why } => {
                let reply = Reply::unsupported(what, why);
                return Trip {
                    destination,
                    ..Trip::short(reply)
                };
            }
        };
        let trace = arrival.onward_trace(&self.host);
        let order = self.lambda.request(event.clone(), trace.clone());
        let invocation = self.invoke(order, timeout).await;
        let outcome = invocation.as_ref().map(|invocation| &invocation.outcome);
        let reply = match (outcome, &matched.method.integration) {
            (None, _) => Reply::timed_out(timeout),
            (Some(Err(refusal)), _) => Reply::refused(refusal),
            (Some(Ok(run)), Integration::Proxy { .. }) => {
                Reply::proxied(run, request, matched.api, trace)
            }
            (Some(Ok(run)), _) => Reply::mapped(run, trace),
        };
        Trip {
            destination,
            event: Some(event),
            invocation,
            reply,
        }
    }

    /// Calls the function; `None` if it takes longer than `timeout`. It then goes on without us.
    async fn invoke(&self, order: InvokeRequest, timeout: Duration) -> Option<Invocation> {
        let lambda = self.lambda.clone();
        let invocation = tokio::spawn(async move { lambda.invoke(order).await });
        match tokio::time::timeout(timeout, invocation).await {
            Ok(Ok(invocation)) => Some(invocation),
            // Our own fault, not the function's: the whole trip fails of it.
            Ok(Err(fault)) => std::panic::resume_unwind(fault.into_panic()),
            Err(_) => None,
        }
    }
}

impl Trip {
    /// One that did not come as far as an event.
    fn short(reply: Reply) -> Trip {
        Trip {
            destination: Destination::Unmatched,
            event: None,
            invocation: None,
            reply,
        }
    }

    fn recorded(self, request: Request, arrival: Arrival, took: Duration) -> Exchange {
        let Reply {
            answer,
            explanation,
        } = self.reply.finished(&arrival);
        Exchange {
            request_id: arrival.request_id,
            received: arrival.received,
            took,
            request,
            destination: self.destination,
            event: self.event,
            invocation: self.invocation,
            answer,
            explanation,
        }
    }
}
