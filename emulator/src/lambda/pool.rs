//! The execution environments of a function: which are idle, how many there may be.
//!
//! Rule: an environment is either idle and in here, or owned by the one invocation it serves. So none can
//! serve two, and one that died is simply not put back. A permit goes back before its environment ceases to be
//! counted, and the count is read before a permit is tried: whoever finds that none is coming finds the permit.
//!
//! AWS (facts D3): reused while warm, the latest first; more as requests overlap; throttled beyond the limit.
//! A result goes to the invoker as soon as it is there; the environment is free again when it asks for its next
//! event.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, TryAcquireError, watch};

use super::{
    Execution, InvokeRequest, Refusal, WhenBusy,
    environment::{After, Environment, Launch, Run},
    failure::FunctionResult,
};

#[derive(Debug)]
pub(super) struct Pool {
    launch: Launch,
    concurrency: usize,
    /// One for each environment that may be busy.
    permits: Arc<Semaphore>,
    places: Mutex<Places>,
    /// An environment came back, or is known not to.
    returned: Notify,
    started: AtomicU32,
    stop: watch::Sender<bool>,
}

/// Where the environments are that are not at work.
#[derive(Debug, Default)]
struct Places {
    #[expect(clippy::vec_box, reason = "each is moved some ten times an invocation")]
    idle: Vec<Box<Environment>>,
    /// How many have just answered and are about to ask for their next event.
    returning: usize,
    /// How many requests wait for one of those.
    waiting: usize,
    /// How many answered long ago and still do something.
    late: usize,
}

/// An environment that has given its result. Dropped instead of [`Served::told`], it ends.
#[derive(Debug)]
pub(super) struct Served {
    environment: Box<Environment>,
    run: Run,
    returning: Returning,
}

/// An environment's way back into its pool, counted there until it ends.
#[derive(Debug)]
struct Returning {
    pool: Arc<Pool>,
    permit: Option<OwnedSemaphorePermit>,
    late: bool,
}

impl Pool {
    pub(super) fn new(launch: Launch, concurrency: usize) -> Pool {
        Pool {
            launch,
            concurrency,
            permits: Arc::new(Semaphore::new(concurrency)),
            places: Mutex::default(),
            returned: Notify::new(),
            started: AtomicU32::new(0),
            stop: watch::Sender::new(false),
        }
    }

    /// Runs the function once in an environment of its own, until its result is there.
    pub(super) async fn run(
        self: &Arc<Self>,
        request: InvokeRequest,
        request_id: &str,
    ) -> Result<Served, Refusal> {
        let permit = self.permit(request.when_busy).await?;
        let mut environment = match self.take_idle().await {
            Some(environment) => environment,
            None if *self.stop.borrow() => return Err(Refusal::Stopped),
            None => self.start().await?,
        };
        let stopping = self.stop.subscribe();
        let run = environment.serve(request, request_id, stopping).await;
        Ok(Served {
            environment,
            run,
            returning: Returning::begun(self.clone(), permit),
        })
    }

    /// An idle environment, or one that is about to be idle: who sends one request after the other is quicker
    /// than a function that has answered and asks for its next event.
    async fn take_idle(&self) -> Option<Box<Environment>> {
        while let Some(mut environment) = self.idle_or_returning().await {
            if environment.is_fit(&self.launch) {
                return Some(environment);
            }
            environment.end().await;
        }
        None
    }

    async fn idle_or_returning(&self) -> Option<Box<Environment>> {
        let waiting = {
            let mut places = self.places();
            let latest = places.idle.pop();
            if latest.is_some() || places.waiting >= places.returning {
                return latest;
            }
            places.waiting += 1;
            Waiting(self)
        };
        let grace = self.launch.host.limits.after_answer;
        let returned = tokio::time::timeout(grace, waiting.for_one()).await;
        returned.unwrap_or_default()
    }

    /// The right to keep one environment busy.
    async fn permit(&self, when_busy: WhenBusy) -> Result<OwnedSemaphorePermit, Refusal> {
        let is_one_coming = self.is_one_coming();
        let permits = self.permits.clone();
        let permit = match when_busy {
            WhenBusy::Throttle => match permits.try_acquire_owned() {
                Err(TryAcquireError::NoPermits) if is_one_coming => self.permit_soon().await?,
                Err(TryAcquireError::NoPermits) => return Err(self.throttled()),
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

    /// Whether an environment that has answered still has its permit.
    fn is_one_coming(&self) -> bool {
        let places = self.places();
        places.returning + places.late > 0
    }

    /// Where all are busy but some have answered: who sends one request after the other may be that quick.
    ///
    /// Our choice: AWS keeps no such queue, nor do its environments come this late. More requests may wait here than
    /// environments come back; to count them would refuse one whose permit is on its way.
    async fn permit_soon(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let grace = self.launch.host.limits.after_answer;
        loop {
            let permit = self.permits.clone().acquire_owned();
            match tokio::time::timeout(grace, permit).await {
                Ok(permit) => return permit.map_err(|_| Refusal::Stopped),
                // It is killed, or the machine stands still: either is over before long.
                Err(_) if self.places().returning > 0 => {}
                Err(_) => return Err(self.throttled()),
            }
        }
    }

    fn throttled(&self) -> Refusal {
        Refusal::Throttled {
            concurrency: self.concurrency,
        }
    }

    /// Ends the environments that have been idle for longer than `limit`.
    pub(super) async fn end_idle(&self, limit: Duration) {
        let old: Vec<Box<Environment>> = self
            .places()
            .idle
            .extract_if(.., |environment| environment.is_over(limit))
            .collect();
        for environment in old {
            environment.end().await;
        }
    }

    async fn start(&self) -> Result<Box<Environment>, Refusal> {
        let number = self.started.fetch_add(1, Ordering::Relaxed) + 1;
        let started = Environment::start(number, &self.launch).await;
        started.map(Box::new).map_err(|error| {
            let program = self.launch.program.path.display();
            Refusal::CannotStart(format!("{program}: {error}"))
        })
    }

    /// Tells when it is stopped.
    pub(super) fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// Says that it is stopped, and does not wait: a busy environment ends where it serves.
    pub(super) fn halt(&self) {
        self.stop.send_replace(true);
    }

    /// Ends all environments: a busy one where it serves, an idle one here. No further one is started.
    pub(super) async fn stop(&self) {
        self.halt();
        // Every permit is back when no environment is busy any more.
        let all = u32::try_from(self.concurrency).unwrap_or(u32::MAX);
        let _all = self.permits.acquire_many(all).await;
        self.permits.close();
        let idle = std::mem::take(&mut self.places().idle);
        for environment in idle {
            environment.end().await;
        }
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Served {
    /// What the function gave.
    pub(super) fn result(&self) -> &FunctionResult {
        &self.run.result
    }

    /// Waits until the function is through, if that does not take long, and tells how it ran. The environment
    /// goes back into its pool, at once or when it asks for its next event.
    pub(super) async fn told(self, request_id: &str) -> Execution {
        let Served {
            environment,
            run,
            returning,
        } = self;
        let (execution, after) = environment.told(run, request_id).await;
        match after {
            After::Idle(environment) => returning.ended(Some(environment)),
            After::Working(environment) => {
                tokio::spawn(returning.late(environment, request_id.to_owned()));
            }
            After::Ended => returning.ended(None),
        }
        execution
    }
}

impl Returning {
    fn begun(pool: Arc<Pool>, permit: OwnedSemaphorePermit) -> Returning {
        pool.places().returning += 1;
        Returning {
            pool,
            permit: Some(permit),
            late: false,
        }
    }

    /// Keeps an environment that still works until it asks for its next event.
    async fn late(mut self, environment: Box<Environment>, request_id: String) {
        self.count_as_late();
        let stopping = self.pool.stop.subscribe();
        let environment = environment.finish(&request_id, stopping).await;
        self.ended(environment);
    }

    /// Nobody shall wait for it any longer: a request takes another, or a new one.
    fn count_as_late(&mut self) {
        self.late = true;
        let mut places = self.pool.places();
        places.returning -= 1;
        places.late += 1;
        drop(places);
        self.pool.returned.notify_waiters();
    }

    fn ended(self, environment: Option<Box<Environment>>) {
        self.pool.places().idle.extend(environment);
    }
}

/// Whether it came back or not.
impl Drop for Returning {
    fn drop(&mut self) {
        // First: whoever finds that none is coming any more shall find the permit.
        self.permit.take();
        let mut places = self.pool.places();
        let count = match self.late {
            true => &mut places.late,
            false => &mut places.returning,
        };
        *count -= 1;
        drop(places);
        self.pool.returned.notify_waiters();
    }
}

/// A request that waits for an environment to come back.
struct Waiting<'a>(&'a Pool);

impl Waiting<'_> {
    /// `None` if there is none left to wait for.
    async fn for_one(self) -> Option<Box<Environment>> {
        loop {
            let returned = self.0.returned.notified();
            {
                let mut places = self.0.places();
                let latest = places.idle.pop();
                if latest.is_some() || places.waiting > places.returning {
                    return latest;
                }
            }
            returned.await;
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.places().waiting -= 1;
    }
}
