//! API Gateway: one request in, one exchange out.
//!
//! Rule: this page is the whole trip. Matching, events and answers are pure and stand in files of their own;
//! only [`Gateway::handle`] waits for anything.
//!
//! AWS (facts A, B, C): a REST API on its REGIONAL endpoint.

pub mod context;
pub mod failure;
mod json_object;
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
    api::{Api, Integration, Mapping, Origin},
    exchange::{Destination, Exchange},
    host::Host,
    http::{Answer, Request, Unreadable},
    lambda::{Answered, AsyncInvocation, Event, InvokeRequest, Lambda, WhenBusy},
    vtl::Overrides,
};

use self::{
    context::Arrival,
    mapping::{Arrived, Backend, method_response},
    reply::Reply,
};

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
    template: Option<Origin>,
    event: Option<Bytes>,
    /// What is still to be run, while nobody waits.
    queued: Option<AsyncInvocation>,
    /// The function's run, which may go on when its result is there.
    invocation: Option<Answered>,
    reply: Reply,
}

/// A request that has its answer, while the function may still be busy with it.
#[derive(Debug)]
pub struct Served {
    /// The record, without the invocation while that is running.
    pub exchange: Exchange,
    /// The function's run, which its caller takes to its end.
    pub running: Option<Answered>,
    /// An invocation that nobody waits for, left to the caller to run.
    pub queued: Option<AsyncInvocation>,
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
    pub async fn handle(&self, request: Request) -> Served {
        let started = self.host.clock.instant();
        let arrival = Arrival::of(&request, &self.host);
        let trip = match matching::find(&self.apis, &request) {
            Ok(matched) => {
                let arrived = Arrived {
                    request: &request,
                    matched: &matched,
                    arrival: &arrival,
                };
                self.integrate(arrived).await
            }
            Err(unmatched) => Trip::short(Reply::unmatched(unmatched, &request)),
        };
        trip.served(request, arrival, started.elapsed())
    }

    /// The answer to a request that could not be read, although that `took` some time.
    pub fn reject(&self, request: Request, why: Unreadable, took: Duration) -> Served {
        let arrival = Arrival::of(&request, &self.host);
        let reply = Reply::unreadable(why, &request, &self.host.limits);
        Trip::short(reply).served(request, arrival, took)
    }

    /// Request → event → function → result → answer, by one of the integrations.
    async fn integrate(&self, arrived: Arrived<'_>) -> Trip {
        let method = arrived.matched.method;
        let trip = match &method.integration {
            Integration::Proxy { timeout } => self.proxy(arrived, *timeout).await,
            Integration::Custom { timeout, mapping } => {
                self.custom(arrived, mapping, *timeout).await
            }
            Integration::Mock { mapping } => mock(arrived, mapping),
            Integration::Unsupported { what, why } => Trip::short(Reply::unsupported(what, why)),
        };
        let resource = arrived.matched.resource.path.as_str().to_owned();
        Trip {
            destination: Destination::Method {
                resource,
                verb: method.verb,
            },
            ..trip
        }
    }

    /// The whole request goes in, the whole answer comes out.
    async fn proxy(&self, arrived: Arrived<'_>, timeout: Duration) -> Trip {
        let Arrived {
            request,
            matched,
            arrival,
        } = arrived;
        let event = proxy::event(request, matched, arrival);
        let trace = arrival.onward_trace(&self.host);
        let invocation = self
            .invoke(
                self.lambda
                    .request(Event::Json(event.clone()), trace.clone()),
                timeout,
            )
            .await;
        let reply = match invocation.as_ref().map(Answered::result) {
            None => Reply::timed_out(timeout),
            Some(Err(refusal)) => Reply::refused(refusal),
            Some(Ok(result)) => Reply::proxied(result, request, matched.api, trace),
        };
        Trip {
            event: Some(event),
            invocation,
            ..Trip::short(reply)
        }
    }

    /// What the mapping makes of the request goes in, what it makes of the result comes out.
    async fn custom(&self, arrived: Arrived<'_>, mapping: &Mapping, timeout: Duration) -> Trip {
        let mapped = match mapping::integration_request(mapping, arrived) {
            Ok(mapped) => mapped,
            Err(unmapped) => return Trip::short(Reply::unmapped(&unmapped)),
        };
        let template = mapped.template.map(|template| template.origin().clone());
        let trace = arrived.arrival.onward_trace(&self.host);
        let order = self
            .lambda
            .request(Event::Unread(mapped.event.clone()), trace.clone());
        let trip = if mapped.is_async {
            self.queue(arrived, mapping, order, mapped.overrides)
        } else {
            let invocation = self.invoke(order, timeout).await;
            let reply = match invocation.as_ref().map(Answered::result) {
                None => Reply::timed_out(timeout),
                Some(Err(refusal)) => Reply::refused(refusal),
                Some(Ok(result)) => {
                    let backend = Backend::function(result);
                    let response = method_response(mapping, arrived, &backend, mapped.overrides);
                    Reply::mapped(response, result, trace)
                }
            };
            Trip {
                invocation,
                ..Trip::short(reply)
            }
        };
        Trip {
            event: Some(mapped.event),
            template,
            ..trip
        }
    }

    /// Nobody waits for the result: the client gets the default response to nothing.
    fn queue(
        &self,
        arrived: Arrived<'_>,
        mapping: &Mapping,
        order: InvokeRequest,
        overrides: Overrides,
    ) -> Trip {
        if let Err(refusal) = self.lambda.check(&order.event) {
            return Trip::short(Reply::refused(&refusal));
        }
        let accepted = Backend {
            matched: None,
            answer: Answer::empty(202),
        };
        let reply = match method_response(mapping, arrived, &accepted, overrides) {
            Ok(response) => Reply::plain(response.answer),
            Err(unmapped) => Reply::unmapped(&unmapped),
        };
        let request_id = self.host.ids.uuid();
        let request = InvokeRequest {
            when_busy: WhenBusy::Queue,
            ..order
        };
        Trip {
            queued: Some(AsyncInvocation {
                request_id,
                request,
            }),
            ..Trip::short(reply)
        }
    }

    /// Calls the function; `None` if it takes longer than `timeout`. It then goes on without us.
    async fn invoke(&self, order: InvokeRequest, timeout: Duration) -> Option<Answered> {
        let answered = tokio::time::timeout(timeout, self.lambda.invoke(order)).await;
        answered.ok()
    }
}

/// Nothing is asked: the request template gives the status.
fn mock(arrived: Arrived<'_>, mapping: &Mapping) -> Trip {
    let answered = mapping::integration_request(mapping, arrived).and_then(|mapped| {
        let backend = Backend::mock(&mapped.event)?;
        let template = mapped.template.map(|template| template.origin().clone());
        Ok((
            method_response(mapping, arrived, &backend, mapped.overrides)?,
            template,
        ))
    });
    match answered {
        Ok((response, template)) => Trip {
            template,
            ..Trip::short(Reply::plain(response.answer))
        },
        Err(unmapped) => Trip::short(Reply::unmapped(&unmapped)),
    }
}

impl Trip {
    /// One that did not come as far as an event.
    fn short(reply: Reply) -> Trip {
        Trip {
            destination: Destination::Unmatched,
            template: None,
            event: None,
            queued: None,
            invocation: None,
            reply,
        }
    }

    fn served(self, request: Request, arrival: Arrival, took: Duration) -> Served {
        let Reply {
            answer,
            explanation,
        } = self.reply.finished(&arrival);
        let exchange = Exchange {
            request_id: arrival.request_id,
            received: arrival.received,
            took,
            request,
            destination: self.destination,
            template: self.template,
            event: self.event,
            invocation: None,
            answer,
            explanation,
        };
        Served {
            exchange,
            running: self.invocation,
            queued: self.queued,
        }
    }
}
