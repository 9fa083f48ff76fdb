//! The execution environments of a function: which are idle, how many there may be.
//!
//! Rule: an environment is either idle and in here, or owned by the one invocation it serves. So none can
//! serve two, and one that died is simply not put back.
//!
//! AWS (facts D3): reused while warm, the latest first; more as requests overlap; throttled beyond the limit.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError, watch};

use super::{
    Execution, InvokeRequest, Refusal, WhenBusy,
    environment::{After, Environment, Launch},
};

#[derive(Debug)]
pub(super) struct Pool {
    launch: Launch,
    concurrency: usize,
    /// One for each environment that may be busy.
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Environment>>,
    started: AtomicU32,
    /// How many environments have answered, but still work.
    finishing: AtomicUsize,
    stop: watch::Sender<bool>,
}

impl Pool {
    pub(super) fn new(launch: Launch, concurrency: usize) -> Pool {
        Pool {
            launch,
            concurrency,
            permits: Arc::new(Semaphore::new(concurrency)),
            idle: Mutex::default(),
            started: AtomicU32::new(0),
            finishing: AtomicUsize::new(0),
            stop: watch::Sender::new(false),
        }
    }

    /// Runs the function once in an environment of its own.
    pub(super) async fn run(
        self: &Arc<Self>,
        request: InvokeRequest,
        request_id: &str,
    ) -> Result<Execution, Refusal> {
        let permit = self.permit(request.when_busy).await?;
        let environment = match self.take_idle().await {
            Some(environment) => environment,
            None => self.start().await?,
        };
        let stopping = self.stop.subscribe();
        let (execution, after) = environment.serve(request, request_id, stopping).await;
        match after {
            After::Idle(environment) => self.idle().push(environment),
            After::Working(environment) => {
                self.finishing.fetch_add(1, Ordering::Relaxed);
                let finishing = self
                    .clone()
                    .finish(environment, request_id.to_owned(), permit);
                tokio::spawn(finishing);
            }
            After::Ended => {}
        }
        Ok(execution)
    }

    /// Keeps an environment that has answered but still works, until it asks for its next event.
    async fn finish(
        self: Arc<Self>,
        environment: Environment,
        request_id: String,
        permit: OwnedSemaphorePermit,
    ) {
        let stopping = self.stop.subscribe();
        if let Some(environment) = environment.finish(&request_id, stopping).await {
            self.idle().push(environment);
        }
        drop(permit);
        self.finishing.fetch_sub(1, Ordering::Relaxed);
    }

    async fn take_idle(&self) -> Option<Environment> {
        loop {
            let latest = self.idle().pop();
            let mut environment = latest?;
            if environment.is_fit(&self.launch) {
                return Some(environment);
            }
            environment.end().await;
        }
    }

    /// The right to keep one environment busy.
    async fn permit(&self, when_busy: WhenBusy) -> Result<OwnedSemaphorePermit, Refusal> {
        let permits = self.permits.clone();
        let permit = match when_busy {
            WhenBusy::Throttle => match permits.try_acquire_owned() {
                Err(TryAcquireError::NoPermits) => self.permit_soon().await?,
                permit => permit.map_err(|_| Refusal::Stopped)?,
            },
            WhenBusy::Queue => permits
                .acquire_owned()
                .await
                .map_err(|_| Refusal::Stopped)?,
        };
        if *self.stop.borrow() {
            return Err(Refusal::Stopped);
        }
        Ok(permit)
    }

    /// Where all are busy but some have answered: who sends one request after the other may be that quick.
    async fn permit_soon(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let throttled = Refusal::Throttled {
            concurrency: self.concurrency,
        };
        if self.finishing.load(Ordering::Relaxed) == 0 {
            return Err(throttled);
        }
        let grace = self.launch.host.limits.after_answer;
        let permit = tokio::time::timeout(grace, self.permits.clone().acquire_owned()).await;
        permit.map_err(|_| throttled)?.map_err(|_| Refusal::Stopped)
    }

    /// Ends the environments that have been idle for longer than `limit`.
    pub(super) async fn end_idle(&self, limit: Duration) {
        let old: Vec<Environment> = self
            .idle()
            .extract_if(.., |environment| environment.is_over(limit))
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

    /// Tells when it is stopped.
    pub(super) fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
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

    fn idle(&self) -> MutexGuard<'_, Vec<Environment>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
