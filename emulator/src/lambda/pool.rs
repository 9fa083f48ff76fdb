//! The execution environments of a function: how many there are, which are idle, and what waits for one.
//!
//! Rule: whoever has an order gives it to an idle environment, or leaves it in the queue; an environment takes the next
//! one from there, or is idle. A new one is started where more wait than are about to come back.
//!
//! AWS (facts D3): reused while warm, the latest first; more as requests overlap; throttled beyond the limit.
//! A result goes to the invoker as soon as it is there; the environment is free again when it asks for its next
//! event.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use tokio::{
    runtime::Handle,
    sync::{Notify, oneshot, watch},
};

use super::{
    InvokeRequest, Refusal, WhenBusy,
    environment::{Environment, Launch},
    lifecycle::Life,
    order::{Order, Outcome, Served},
};

#[derive(Debug)]
pub(super) struct Pool {
    launch: Launch,
    concurrency: usize,
    places: Mutex<Places>,
    started: AtomicU32,
    stop: watch::Sender<bool>,
    /// No environment is left.
    deserted: Notify,
}

/// Where the environments are, and the orders that none of them has.
#[derive(Debug, Default)]
struct Places {
    /// How many environments there are.
    alive: usize,
    /// How many have just answered and are about to ask for their next event.
    returning: usize,
    /// How many answered long ago and still do something.
    late: usize,
    /// How many are being ended.
    ending: usize,
    /// Those that have nothing to do, the latest last.
    idle: Vec<oneshot::Sender<Order>>,
    /// The one that has waited longest comes first. As many as could still be started are sure of an environment.
    waiting: VecDeque<Order>,
    is_stopped: bool,
}

/// What an environment does, as far as others wait for it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Doing {
    /// Its task has not begun.
    Starting,
    /// It works on an order, or is idle.
    Serving,
    /// It has just answered and is about to ask for its next event.
    Returning,
    /// It answered long ago and still does something.
    Late,
    /// It is being ended.
    Ending,
}

/// How an order waits.
enum Wait {
    /// There will be an environment for it.
    Sure,
    /// All that there may be are busy.
    AtTheLimit,
}

/// The place of one environment in its pool. Dropped, it is free for another.
#[derive(Debug)]
pub(super) struct Seat {
    pool: Arc<Pool>,
    doing: Doing,
}

impl Pool {
    pub(super) fn new(launch: Launch, concurrency: usize) -> Pool {
        Pool {
            launch,
            concurrency,
            places: Mutex::default(),
            started: AtomicU32::new(0),
            stop: watch::Sender::new(false),
            deserted: Notify::new(),
        }
    }

    /// Runs the function once in an environment, until its result is there.
    pub(super) async fn run(
        self: &Arc<Self>,
        request: InvokeRequest,
        request_id: &str,
    ) -> Result<Served, Refusal> {
        let (order, mut outcome) = Order::new(request, request_id.to_owned());
        match self.place(order)? {
            Wait::Sure => outcome.come().await,
            Wait::AtTheLimit => self.while_one_is_coming(outcome, request_id).await,
        }
    }

    /// To an idle environment, to one that is about to be idle, or to a new one, as far as there may be so many. Who
    /// sends one request after the other is quicker than a function that has answered and asks for its next event.
    fn place(self: &Arc<Self>, order: Order) -> Result<Wait, Refusal> {
        let mut places = self.places();
        if places.is_stopped {
            return Err(Refusal::Stopped);
        }
        let Some(order) = places.give(order) else {
            return Ok(Wait::Sure);
        };
        let startable = self.concurrency - places.alive;
        let waiting = places.waiting.len();
        if waiting < startable && waiting >= places.returning {
            places.alive += 1;
            drop(places);
            self.start(order);
            return Ok(Wait::Sure);
        }
        let is_patient = order.request.when_busy == WhenBusy::Queue;
        let wait = match waiting < startable || is_patient {
            true => Wait::Sure,
            false if places.is_one_coming() => Wait::AtTheLimit,
            false => return Err(self.throttled()),
        };
        places.waiting.push_back(order);
        Ok(wait)
    }

    /// Where all are busy but some have answered: who sends one request after the other may be that quick.
    ///
    /// Our choice: AWS keeps no such queue, nor do its environments come this late. More requests may wait here than
    /// environments come back; to count them would refuse one whose environment is on its way.
    async fn while_one_is_coming(
        &self,
        mut outcome: Outcome,
        request_id: &str,
    ) -> Result<Served, Refusal> {
        let grace = self.launch.host.limits.after_answer;
        let waiting = Waiting {
            pool: self,
            request_id,
        };
        loop {
            match tokio::time::timeout(grace, outcome.come()).await {
                Ok(outcome) => return outcome,
                // It is killed, or the machine stands still: either is over before long.
                Err(_) if self.is_one_due() => {}
                Err(_) if waiting.withdraw() => return Err(self.throttled()),
                Err(_) => return outcome.come().await,
            }
        }
    }

    /// Whether one that has answered is about to be free.
    fn is_one_due(&self) -> bool {
        let places = self.places();
        places.returning + places.ending > 0
    }

    fn throttled(&self) -> Refusal {
        Refusal::Throttled {
            concurrency: self.concurrency,
        }
    }

    /// Starts environments for the orders that more wait than are about to come back.
    fn start_missing(self: &Arc<Self>) {
        loop {
            let order = self.places().without_an_environment(self.concurrency);
            let Some(order) = order else { return };
            self.start(order);
        }
    }

    /// Starts one more, which is counted already.
    fn start(self: &Arc<Self>, order: Order) {
        let seat = Seat {
            pool: self.clone(),
            doing: Doing::Starting,
        };
        let life = Life::new(seat, self.stop.subscribe());
        // There is none while the runtime itself ends.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(life.live(order));
        }
    }

    /// Tells when it is stopped.
    pub(super) fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// Has every environment end, a busy one where it serves, and does not wait for it. No further one is started.
    pub(super) fn halt(&self) {
        self.stop.send_replace(true);
        let refused = {
            let mut places = self.places();
            places.is_stopped = true;
            std::mem::take(&mut places.waiting)
        };
        refused
            .into_iter()
            .for_each(|order| order.refuse(Refusal::Stopped));
    }

    /// Ends all environments, and waits until they are gone.
    pub(super) async fn stop(&self) {
        self.halt();
        loop {
            let deserted = self.deserted.notified();
            if self.places().alive == 0 {
                return;
            }
            deserted.await;
        }
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Places {
    /// To the idle environment that was used last; without one the order comes back.
    fn give(&mut self, mut order: Order) -> Option<Order> {
        while let Some(latest) = self.idle.pop() {
            // One that is just about to end takes none.
            order = latest.send(order).err()?;
        }
        Some(order)
    }

    /// The order that has waited longest, where fewer are coming than wait and one may be started for it.
    fn without_an_environment(&mut self, concurrency: usize) -> Option<Order> {
        let is_missing = self.waiting.len() > self.returning && self.alive < concurrency;
        let order = is_missing.then(|| self.waiting.pop_front())??;
        self.alive += 1;
        Some(order)
    }

    /// Whether an environment that has answered is not free yet.
    fn is_one_coming(&self) -> bool {
        self.returning + self.late + self.ending > 0
    }

    fn count(&mut self, doing: Doing) -> Option<&mut usize> {
        match doing {
            Doing::Starting | Doing::Serving => None,
            Doing::Returning => Some(&mut self.returning),
            Doing::Late => Some(&mut self.late),
            Doing::Ending => Some(&mut self.ending),
        }
    }

    fn change(&mut self, from: Doing, to: Doing) {
        if let Some(count) = self.count(from) {
            *count -= 1;
        }
        if let Some(count) = self.count(to) {
            *count += 1;
        }
    }
}

impl Seat {
    pub(super) fn launch(&self) -> &Launch {
        &self.pool.launch
    }

    /// Starts the environment that is to sit here.
    pub(super) async fn environment(&mut self) -> Result<Environment, Refusal> {
        self.doing = Doing::Serving;
        if *self.pool.stop.borrow() {
            return Err(Refusal::Stopped);
        }
        let number = self.pool.started.fetch_add(1, Ordering::Relaxed) + 1;
        let started = Environment::start(number, &self.pool.launch).await;
        started.map_err(|error| {
            let program = self.pool.launch.program.path.display();
            Refusal::CannotStart(format!("{program}: {error}"))
        })
    }

    /// What its environment does from now on. For one that does not come soon nobody shall wait, but take another.
    pub(super) fn does(&mut self, doing: Doing) {
        self.pool.places().change(self.doing, doing);
        self.doing = doing;
        self.pool.start_missing();
    }

    /// The order that has waited longest; without one its environment is idle, and the next one comes as it is placed.
    pub(super) fn next(&mut self) -> Result<Order, oneshot::Receiver<Order>> {
        let mut places = self.pool.places();
        places.change(self.doing, Doing::Serving);
        self.doing = Doing::Serving;
        let Some(next) = places.waiting.pop_front() else {
            let (sender, given) = oneshot::channel();
            places.idle.push(sender);
            return Err(given);
        };
        drop(places);
        // Those behind it may have waited for this one too.
        self.pool.start_missing();
        Ok(next)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut places = self.pool.places();
        places.change(self.doing, Doing::Serving);
        places.alive -= 1;
        places.idle.retain(|idle| !idle.is_closed());
        if places.alive == 0 {
            self.pool.deserted.notify_waiters();
        }
        drop(places);
        match self.doing {
            // The runtime ends: it would end every other one in its beginning too.
            Doing::Starting => self.pool.halt(),
            _ => self.pool.start_missing(),
        }
    }
}

/// An order at the limit. Its invoker gives it up with this, unless an environment has it.
struct Waiting<'a> {
    pool: &'a Pool,
    request_id: &'a str,
}

impl Waiting<'_> {
    /// Takes it out of the queue; whether it was there.
    fn withdraw(&self) -> bool {
        let mut places = self.pool.places();
        let waiting = places.waiting.len();
        places
            .waiting
            .retain(|order| order.request_id != self.request_id);
        places.waiting.len() < waiting
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.withdraw();
    }
}
