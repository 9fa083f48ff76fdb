//! The execution environments of a function: which are idle, how many there may be.
//!
//! Rule: an environment is either idle and in here, or owned by the one invocation it serves. So none can
//! serve two, and one that died is simply not put back.
//!
//! AWS (facts D3): reused while warm, the latest first; more as requests overlap; throttled beyond the limit.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::sync::{Semaphore, SemaphorePermit, watch};

use super::{
    Execution, InvokeRequest, Refusal, WhenBusy,
    environment::{Environment, Launch},
};

#[derive(Debug)]
pub(super) struct Pool {
    launch: Launch,
    concurrency: usize,
    /// One for each environment that may be busy.
    permits: Semaphore,
    idle: Mutex<Vec<Environment>>,
    started: AtomicU32,
    stop: watch::Sender<bool>,
}

impl Pool {
    pub(super) fn new(launch: Launch, concurrency: usize) -> Pool {
        Pool {
            launch,
            concurrency,
            permits: Semaphore::new(concurrency),
            idle: Mutex::default(),
            started: AtomicU32::new(0),
            stop: watch::Sender::new(false),
        }
    }

    /// Runs the function once in an environment of its own.
    pub(super) async fn run(
        &self,
        request: InvokeRequest,
        request_id: &str,
    ) -> Result<Execution, Refusal> {
        let _permit = self.permit(request.when_busy).await?;
        let environment = match self.take_idle() {
            Some(environment) => environment,
            None => self.start().await?,
        };
        let stopping = self.stop.subscribe();
        let (execution, environment) = environment.serve(request, request_id, stopping).await;
        if let Some(environment) = environment {
            self.idle().push(environment);
        }
        Ok(execution)
    }

    fn take_idle(&self) -> Option<Environment> {
        let mut idle = self.idle();
        while let Some(mut environment) = idle.pop() {
            if environment.is_fit(&self.launch) {
                return Some(environment);
            }
        }
        None
    }

    /// The right to keep one environment busy.
    async fn permit(&self, when_busy: WhenBusy) -> Result<SemaphorePermit<'_>, Refusal> {
        let permit = match when_busy {
            WhenBusy::Throttle => self.permits.try_acquire().ok(),
            WhenBusy::Queue => self.permits.acquire().await.ok(),
        };
        permit.ok_or(Refusal::Throttled {
            concurrency: self.concurrency,
        })
    }

    /// Ends the environments that have been idle for longer than `limit`.
    pub(super) async fn end_idle(&self, limit: Duration) {
        let old: Vec<Environment> = self
            .idle()
            .extract_if(.., |idle| idle.idle() > limit)
            .collect();
        for environment in old {
            environment.end().await;
        }
    }

    async fn start(&self) -> Result<Environment, Refusal> {
        let number = self.started.fetch_add(1, Ordering::Relaxed) + 1;
        let started = Environment::start(number, &self.launch).await;
        started.map_err(|error| {
            let program = self.launch.program.path.display();
            Refusal::CannotStart(format!("{program}: {error}"))
        })
    }

    /// Ends all environments: a busy one where it serves, an idle one here. No further one is started.
    pub(super) async fn stop(&self) {
        self.stop.send_replace(true);
        // Every permit is back when no environment is busy any more.
        let all = u32::try_from(self.concurrency).unwrap_or(u32::MAX);
        let _all = self.permits.acquire_many(all).await;
        self.permits.close();
        let idle = std::mem::take(&mut *self.idle());
        for environment in idle {
            environment.end().await;
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Environment>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
