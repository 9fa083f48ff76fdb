//! Trips past the gateway: calls of Lambda's Invoke API, and the queue of those that nobody waits for.
//!
//! Rule: each call is an exchange, and so is each run of what was queued; whatever is dropped says so.
//!
//! AWS (facts D3.3, D5): an Event invocation that fails is run again, twice, under the same request id.

use std::sync::{Arc, MutexGuard, PoisonError};

use tokio::task::JoinSet;

use crate::{
    exchange::{Destination, Exchange},
    explanation::{Cause, Explanation},
    http::{Request, Response},
    lambda::{
        Invocation, Reason, Refusal,
        invoke_api::{self, AsyncInvocation, Outcome, Received},
    },
};

use super::Inside;

impl Inside {
    /// A call of the Invoke API.
    pub(super) async fn invoke(self: &Arc<Self>, request: Request) -> Response {
        let (received, started) = (self.host.clock.now(), self.host.clock.instant());
        let call = invoke_api::receive(&self.lambda, &request, &self.host).await;
        let exchange = Exchange {
            received,
            took: started.elapsed(),
            ..self.called(request, &call)
        };
        match call.outcome {
            Outcome::Ran(invocation) => self.record(Exchange {
                explanation: explain(&invocation, Cause::InvokedFunctionFailed),
                event: Some(invocation.event.clone()),
                invocation: Some(invocation),
                ..exchange
            }),
            Outcome::Queued(queued) => {
                self.record(exchange.clone());
                self.enqueue(queued, exchange);
            }
            Outcome::Dry | Outcome::Refused(_) => self.record(exchange),
        }
        call.answer.response()
    }

    /// A call with a payload that is longer than anything takes, by its own declaration if it has one.
    pub(super) fn refuse_invoke(&self, request: Request, declared: Option<u64>) -> Response {
        let limits = &self.host.limits;
        let declared = declared.and_then(|length| usize::try_from(length).ok());
        let refusal = Refusal::TooLarge {
            found: declared.unwrap_or(limits.request_body + 1),
            limit: limits.event,
        };
        let call = invoke_api::refuse(refusal, &self.host);
        self.record(self.called(request, &call));
        call.answer.response()
    }

    fn called(&self, request: Request, call: &Received) -> Exchange {
        let refusal = match &call.outcome {
            Outcome::Refused(refusal) => Some(refused(refusal)),
            _ => None,
        };
        Exchange {
            request_id: call.request_id.clone(),
            received: self.host.clock.now(),
            took: std::time::Duration::ZERO,
            request,
            destination: Destination::Invoke,
            template: None,
            event: None,
            invocation: None,
            answer: call.answer.clone(),
            explanation: refusal,
        }
    }

    pub(super) fn enqueue(self: &Arc<Self>, queued: AsyncInvocation, call: Exchange) {
        let mut queue = self.queue();
        // Those that have ended are of no use.
        while queue.try_join_next().is_some() {}
        queue.spawn(self.clone().run_queued(queued, call));
    }

    /// Runs what nobody waits for until it succeeds, three times at most. Each try is an exchange of its own.
    async fn run_queued(self: Arc<Self>, queued: AsyncInvocation, call: Exchange) {
        let mut stopping = self.lambda.stopping();
        let waits = self.host.limits.retries.map(Some).into_iter().chain([None]);
        for (attempt, wait) in (1..).zip(waits) {
            let has_failed = self.try_queued(&queued, &call, attempt).await;
            let Some(wait) = wait.filter(|_| has_failed) else {
                return;
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = stopping.wait_for(|stop| *stop) => {
                    self.drop_queued(call, attempt + 1);
                    return;
                }
            }
        }
    }

    /// Whether it has to be tried again: it failed, and not because everything is being stopped.
    async fn try_queued(&self, queued: &AsyncInvocation, call: &Exchange, attempt: u32) -> bool {
        let (received, started) = (self.host.clock.now(), self.host.clock.instant());
        let AsyncInvocation {
            request_id,
            request,
        } = queued.clone();
        let invocation = self
            .lambda
            .invoke_as(request_id, request)
            .await
            .told()
            .await;
        let explanation = explain(&invocation, Cause::QueuedInvocationFailed);
        let has_failed = explanation.is_some() && !was_stopped(&invocation);
        self.record(Exchange {
            received,
            took: started.elapsed(),
            destination: Destination::Queue { attempt },
            event: Some(invocation.event.clone()),
            invocation: Some(invocation),
            explanation,
            ..call.clone()
        });
        has_failed
    }

    /// What is dropped says so.
    fn drop_queued(&self, call: Exchange, attempt: u32) {
        let found = format!("the emulator was stopped before try {attempt}");
        self.record(Exchange {
            destination: Destination::Queue { attempt },
            explanation: Some(Cause::Stopped.found(found)),
            ..call
        });
    }

    /// Waits until every invocation of the queue has ended or said that it was dropped.
    pub(super) async fn empty_queue(&self) {
        let mut queue = std::mem::take(&mut *self.queue());
        let all = async { while queue.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(self.host.limits.stop, all).await;
    }

    fn queue(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the emulator itself ended it: its record says so already.
fn was_stopped(invocation: &Invocation) -> bool {
    match &invocation.outcome {
        Ok(run) => matches!(&run.result, Err(error) if error.reason == Reason::Stopped),
        Err(refusal) => matches!(refusal, Refusal::Stopped),
    }
}

/// Why a run has no result.
fn explain(invocation: &Invocation, failed: Cause) -> Option<Explanation> {
    match &invocation.outcome {
        Ok(run) => {
            let error = run.result.as_ref().err()?;
            Some(failed.found(error.to_string()))
        }
        Err(refusal) => Some(refused(refusal)),
    }
}

fn refused(refusal: &Refusal) -> Explanation {
    let cause = match refusal {
        Refusal::Throttled { .. } => Cause::Throttled,
        Refusal::TooLarge { .. } => Cause::EventTooLarge,
        Refusal::CannotStart(_) => Cause::CannotStart,
        Refusal::Stopped => Cause::Stopped,
        _ => Cause::CallRefused,
    };
    cause.found(refusal.to_string())
}
