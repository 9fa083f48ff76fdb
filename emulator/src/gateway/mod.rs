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
pub mod request;

use std::{sync::Arc, time::Duration};

use crate::{
    api::{Api, Integration},
    exchange::{Destination, Exchange},
    explanation::{Cause, Explanation},
    host::Host,
    http::{Answer, Request, Unreadable},
    lambda::{Execution, Invocation, InvokeRequest, Lambda, Refusal},
};

use self::{context::Arrival, failure::Failure, matching::Match};

/// The APIs, and the function behind them.
#[derive(Debug)]
pub struct Gateway {
    apis: Vec<Api>,
    lambda: Arc<Lambda>,
    host: Host,
}

/// What came of a request, before the headers that every answer has.
struct Reply {
    answer: Result<Answer, Failure>,
    explanation: Option<Explanation>,
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
        let (destination, invocation, reply) = match matching::find(&self.apis, &request) {
            Ok(matched) => {
                let (invocation, reply) = self.integrate(&request, &matched, &arrival).await;
                (destination(&matched), invocation, reply)
            }
            Err(unmatched) => {
                let reply = Reply::failed(unmatched.failure(), unmatched.explanation());
                (Destination::Unmatched, None, reply)
            }
        };
        Exchange {
            answer: reply.answer(&arrival),
            explanation: reply.explanation,
            request_id: arrival.request_id,
            received: arrival.received,
            took: started.elapsed(),
            request,
            destination,
            invocation,
        }
    }

    /// The answer to a request that could not be read.
    pub fn reject(&self, request: Request, why: Unreadable) -> Exchange {
        let arrival = Arrival::of(&request, &self.host);
        let reply = Reply::unreadable(why, &request, &self.host);
        Exchange {
            answer: reply.answer(&arrival),
            explanation: reply.explanation,
            request_id: arrival.request_id,
            received: arrival.received,
            took: Duration::ZERO,
            request,
            destination: Destination::Unmatched,
            invocation: None,
        }
    }

    /// Request → event → function → result → answer, by one of the two integrations.
    async fn integrate(
        &self,
        request: &Request,
        matched: &Match<'_>,
        arrival: &Arrival,
    ) -> (Option<Invocation>, Reply) {
        let (event, timeout) = match &matched.method.integration {
            Integration::Proxy { timeout } => (proxy::event(request, matched, arrival), *timeout),
            Integration::Custom { timeout, .. } => (mapping::event(request), *timeout),
            Integration::Unsupported { what, why } => {
                return (None, Reply::unsupported(what, why));
            }
        };
        let trace = arrival.onward_trace(&self.host);
        let order = self.lambda.request(event, trace.clone());
        let Some(invocation) = self.invoke(order, timeout).await else {
            return (None, Reply::timed_out(timeout));
        };
        let reply = match (&invocation.outcome, &matched.method.integration) {
            (Err(refusal), _) => Reply::refused(refusal),
            (Ok(run), Integration::Proxy { .. }) => Reply::proxied(run, request, matched.api),
            (Ok(run), _) => Reply::mapped(run),
        };
        (Some(invocation), reply.traced(trace))
    }

    /// Calls the function; `None` if it takes longer than `timeout`. It then goes on without us.
    async fn invoke(&self, order: InvokeRequest, timeout: Duration) -> Option<Invocation> {
        let lambda = self.lambda.clone();
        let invocation = tokio::spawn(async move { lambda.invoke(order).await });
        tokio::time::timeout(timeout, invocation).await.ok()?.ok()
    }
}

fn destination(matched: &Match<'_>) -> Destination {
    Destination::Method {
        resource: matched.resource.path.to_string(),
        verb: matched.method.verb,
    }
}

impl Reply {
    fn failed(failure: Failure, explanation: Explanation) -> Reply {
        Reply {
            answer: Err(failure),
            explanation: Some(explanation),
        }
    }

    /// The request did not come in whole.
    fn unreadable(why: Unreadable, request: &Request, host: &Host) -> Reply {
        let limits = &host.limits;
        let (failure, cause, found) = match why {
            Unreadable::HeadTooLarge => (
                Failure::RequestHeaderFieldsTooLarge,
                Cause::HeadTooLarge,
                format!("the headers have {} bytes", request.head_size()),
            ),
            Unreadable::BodyTooLarge => (
                Failure::ContentLengthExceeded,
                Cause::RequestTooLarge,
                format!("the body has more than {} bytes", limits.request_body),
            ),
            Unreadable::TooSlow => (
                Failure::RequestTimeout,
                Cause::RequestTooSlow,
                format!(
                    "the body did not end within {} s",
                    limits.request_time.as_secs_f64()
                ),
            ),
        };
        Reply::failed(failure, cause.found(found))
    }

    /// The integration is one that this emulator does not execute.
    fn unsupported(what: &str, why: &str) -> Reply {
        let found = format!("{what}: {why}");
        Reply::failed(
            Failure::InternalServerError,
            Cause::UnsupportedIntegration.found(found),
        )
    }

    fn timed_out(timeout: Duration) -> Reply {
        let found = format!("no result within {} ms", timeout.as_millis());
        Reply::failed(
            Failure::EndpointRequestTimedOut,
            Cause::IntegrationTimeout.found(found),
        )
    }

    /// Lambda did not run the function.
    fn refused(refusal: &Refusal) -> Reply {
        let (failure, cause) = match refusal {
            Refusal::NotJson(parser) => (
                Failure::CouldNotParseRequestBody(parser.clone()),
                Cause::EventNotJson,
            ),
            Refusal::TooLarge { .. } => (Failure::RequestTooLong, Cause::EventTooLarge),
            Refusal::Throttled { .. } => (Failure::InternalServerError, Cause::Throttled),
            _ => (Failure::InternalServerError, Cause::CannotStart),
        };
        Reply::failed(failure, cause.found(refusal.to_string()))
    }

    /// Behind a proxy integration an error, and a result that breaks a rule, is a 502.
    fn proxied(run: &Execution, request: &Request, api: &Api) -> Reply {
        let result = match &run.result {
            Ok(result) => proxy::answer(result, request, &api.binary_media_types),
            Err(error) => Err(Cause::FunctionFailed.found(error.to_string())),
        };
        match result {
            Ok(answer) => Reply {
                answer: Ok(answer),
                explanation: None,
            },
            // Recorded as a 500; every other malformed answer is a 502.
            Err(why) if why.cause == Cause::BadBase64 => {
                Reply::failed(Failure::InternalServerError, why)
            }
            Err(why) => Reply::failed(Failure::BadGateway, why),
        }
    }

    /// Behind a custom integration an error is a payload like any other, until something maps it.
    fn mapped(run: &Execution) -> Reply {
        let error = run.result.as_ref().err();
        let explanation = error.map(|error| Cause::UnmappedFunctionError.found(error.to_string()));
        Reply {
            answer: Ok(mapping::answer(run.payload())),
            explanation,
        }
    }

    /// With the trace header, which the gateway's own failures do not have.
    fn traced(self, trace: String) -> Reply {
        Reply {
            answer: self
                .answer
                .map(|answer| answer.with("X-Amzn-Trace-Id", trace)),
            ..self
        }
    }

    /// With the two ids that every answer of the gateway has.
    fn answer(&self, arrival: &Arrival) -> Answer {
        let answer = match &self.answer {
            Ok(answer) => answer.clone(),
            Err(failure) => failure.answer(),
        };
        answer
            .with("x-amzn-RequestId", arrival.request_id.clone())
            .with("x-amz-apigw-id", arrival.extended_request_id.clone())
    }
}
