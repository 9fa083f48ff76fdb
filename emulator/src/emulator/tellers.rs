//! The tasks that wait until functions are through with trips whose answers have gone out, and record these trips.
//!
//! Rule: a task has one trip at a time, and then the next: to make one for each would cost about as much as what it does.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::{sync::Notify, task::JoinSet};

use crate::{
    exchange::{Exchange, Expected},
    lambda::Answered,
};

use super::Inside;

/// A trip that has its answer, while its function may still be busy.
#[derive(Debug)]
pub(super) struct Unrecorded {
    pub(super) inside: Arc<Inside>,
    pub(super) exchange: Arc<Exchange>,
    pub(super) running: Answered,
    pub(super) promised: Expected,
}

/// So many are kept for the next trips.
const MOST_FREE: usize = 64;

/// See the module. Dropped, it ends its tasks.
#[derive(Debug, Default)]
pub(super) struct Tellers {
    /// Those that wait, the last one used last.
    free: Mutex<Vec<Arc<Teller>>>,
    tasks: Mutex<JoinSet<()>>,
}

#[derive(Debug, Default)]
struct Teller {
    trip: Mutex<Option<Unrecorded>>,
    /// There is a trip.
    given: Notify,
}

impl Tellers {
    /// Has the trip recorded as soon as its function is through.
    pub(super) fn record(&self, trip: Unrecorded) {
        let free = lock(&self.free).pop();
        let teller = free.unwrap_or_else(|| self.start());
        *lock(&teller.trip) = Some(trip);
        teller.given.notify_one();
    }

    fn start(&self) -> Arc<Teller> {
        let teller = Arc::<Teller>::default();
        let mut tasks = lock(&self.tasks);
        // Those that have ended are of no use.
        while tasks.try_join_next().is_some() {}
        tasks.spawn(teller.clone().work());
        teller
    }
}

impl Teller {
    async fn work(self: Arc<Self>) {
        loop {
            self.given.notified().await;
            let Some(trip) = lock(&self.trip).take() else {
                continue;
            };
            // Held no longer than the trip: what it belongs to owns this task.
            let inside = trip.inside.clone();
            trip.recorded().await;
            let mut free = lock(&inside.tellers.free);
            if free.len() == MOST_FREE {
                return;
            }
            free.push(self.clone());
        }
    }
}

impl Unrecorded {
    async fn recorded(self) {
        let Unrecorded {
            inside,
            mut exchange,
            running,
            promised,
        } = self;
        // Nobody else has it yet, so nothing is copied.
        Arc::make_mut(&mut exchange).invocation = Some(running.told().await);
        inside.keep(promised, exchange);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
