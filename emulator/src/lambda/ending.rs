//! The end of an invocation whose result is out already: how it ran, known when the function asks for its next event.
//!
//! Rule: told once, to the one who wants to hear of it, whether that one comes before the end or behind it. Who came
//! before hears it where it is told: a channel would wake a task, which costs about as much as what is done then. An
//! environment that broke off tells nobody.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

use super::{Execution, order::broken_off};

/// The invoker's side.
#[derive(Debug)]
pub(super) struct Ending(Arc<Mutex<State>>);

/// The environment's side.
#[derive(Debug)]
pub(super) struct Teller(Arc<Mutex<State>>);

#[derive(Default)]
enum State {
    #[default]
    Running,
    /// Somebody wants to hear of it.
    Awaited(Box<dyn FnOnce(Execution) + Send>),
    /// Nobody has wanted to hear of it yet.
    Over(Execution),
}

impl Ending {
    /// Both sides of an invocation that runs.
    pub(super) fn awaited() -> (Teller, Ending) {
        let state = Arc::<Mutex<State>>::default();
        (Teller(state.clone()), Ending(state))
    }

    /// Calls `hear` when the invocation is over: now, if it is.
    pub(super) fn when_told(self, hear: impl FnOnce(Execution) + Send + 'static) {
        let mut state = lock(&self.0);
        match std::mem::take(&mut *state) {
            State::Over(execution) => {
                drop(state);
                hear(execution);
            }
            _ => *state = State::Awaited(Box::new(hear)),
        }
    }

    /// Waits until the invocation is over.
    ///
    /// # Panics
    /// Its environment's task panicked.
    pub(super) async fn told(self) -> Execution {
        let (sender, told) = oneshot::channel();
        self.when_told(|execution| {
            // Nobody listens any more.
            let _ = sender.send(execution);
        });
        told.await.unwrap_or_else(|_| broken_off())
    }
}

impl Teller {
    /// The invocation is over.
    pub(super) fn tell(self, execution: Execution) {
        let mut state = lock(&self.0);
        match std::mem::take(&mut *state) {
            State::Awaited(hear) => {
                drop(state);
                hear(execution);
            }
            _ => *state = State::Over(execution),
        }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            State::Running => "Running",
            State::Awaited(_) => "Awaited",
            State::Over(_) => "Over",
        })
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Duration};

    use super::*;

    fn execution() -> Execution {
        Execution {
            environment: 7,
            init: None,
            duration: Duration::ZERO,
            memory_mb: None,
            log: Vec::new(),
            result: Ok("1".into()),
        }
    }

    #[test]
    fn it_is_told_whoever_comes_first() {
        let (heard, told) = mpsc::channel();
        let hear = move |execution: Execution| heard.send(execution.environment).unwrap();
        let (teller, ending) = Ending::awaited();
        ending.when_told(hear.clone());
        assert!(told.try_recv().is_err(), "not over yet");
        teller.tell(execution());
        assert_eq!(told.try_recv(), Ok(7));
        let (teller, ending) = Ending::awaited();
        teller.tell(execution());
        ending.when_told(hear);
        assert_eq!(told.try_recv(), Ok(7));
    }
}
