//! The end of an invocation whose result is out already: how it ran, known when the function asks for its next event.
//!
//! Rule: told once, to the one who wants to hear of it, whether that one comes before the end or behind it. Who came
//! before hears it where it is told: a channel would wake a task, which costs about as much as what is done then.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

use super::{Execution, Refusal};

/// How an invocation ran; [`Refusal::Stopped`] if its environment was gone before it could tell.
pub(super) type Told = Result<Execution, Refusal>;

/// The invoker's side.
#[derive(Debug)]
pub(super) struct Ending(Arc<Mutex<State>>);

/// The environment's side. Dropped, it tells that it was stopped.
#[derive(Debug)]
pub(super) struct Teller {
    state: Arc<Mutex<State>>,
    has_told: bool,
}

#[derive(Default)]
enum State {
    #[default]
    Running,
    /// Somebody wants to hear of it.
    Awaited(Box<dyn FnOnce(Told) + Send>),
    /// Nobody has wanted to hear of it yet.
    Over(Told),
}

impl Ending {
    /// Both sides of an invocation that runs.
    pub(super) fn awaited() -> (Teller, Ending) {
        let state = Arc::<Mutex<State>>::default();
        let teller = Teller {
            state: state.clone(),
            has_told: false,
        };
        (teller, Ending(state))
    }

    /// Calls `hear` when the invocation is over: now, if it is.
    pub(super) fn when_told(self, hear: impl FnOnce(Told) + Send + 'static) {
        let mut state = lock(&self.0);
        match std::mem::take(&mut *state) {
            State::Over(told) => {
                drop(state);
                hear(told);
            }
            _ => *state = State::Awaited(Box::new(hear)),
        }
    }

    /// Waits until the invocation is over.
    pub(super) async fn told(self) -> Told {
        let (sender, told) = oneshot::channel();
        self.when_told(|told| {
            // Nobody listens any more.
            let _ = sender.send(told);
        });
        told.await.unwrap_or(Err(Refusal::Stopped))
    }
}

impl Teller {
    /// The invocation is over.
    pub(super) fn tell(mut self, execution: Execution) {
        self.say(Ok(execution));
    }

    fn say(&mut self, told: Told) {
        self.has_told = true;
        let mut state = lock(&self.state);
        match std::mem::take(&mut *state) {
            State::Awaited(hear) => {
                drop(state);
                hear(told);
            }
            _ => *state = State::Over(told),
        }
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        if !self.has_told {
            self.say(Err(Refusal::Stopped));
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

    fn environment(told: &Told) -> u32 {
        told.as_ref().map_or(0, |execution| execution.environment)
    }

    #[test]
    fn it_is_told_whoever_comes_first() {
        let (heard, told) = mpsc::channel();
        let hear = move |told: Told| heard.send(environment(&told)).unwrap();
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

    #[tokio::test]
    async fn an_environment_that_cannot_tell_was_stopped() {
        let (teller, ending) = Ending::awaited();
        drop(teller);
        assert!(matches!(ending.told().await, Err(Refusal::Stopped)));
    }
}
