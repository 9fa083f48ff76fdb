//! A future that is polled again at once when it wakes itself.
//!
//! Rule: what it does and gives is the future's own; only where it goes on is decided here.
//!
//! hyper's connection wakes itself twice for every request with a body: once because the body is wanted, once because
//! it is there. tokio takes a task that does so for one that wants to let others go first: it puts it into a queue and
//! wakes another thread, which finds little to do. That took longer than to answer.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Wake, Waker},
};

/// How often in a row it may wake itself before others have their turn.
const MOST: usize = 8;

/// See the module.
pub(super) struct InPlace<F> {
    future: Pin<Box<F>>,
    bell: Arc<Bell>,
    /// Of the same bell.
    waker: Waker,
}

/// What the future rings when it can go on.
#[derive(Default)]
struct Bell(Mutex<Heard>);

#[derive(Default)]
struct Heard {
    /// Whether the future is being polled, so that nobody has to be woken.
    running: bool,
    /// Whether it was rung meanwhile.
    rung: bool,
    /// Whom to wake otherwise.
    task: Option<Waker>,
}

impl<F: Future> InPlace<F> {
    pub(super) fn new(future: F) -> InPlace<F> {
        let bell = Arc::<Bell>::default();
        InPlace {
            future: Box::pin(future),
            waker: bell.clone().into(),
            bell,
        }
    }

    /// The future itself.
    pub(super) fn as_mut(&mut self) -> Pin<&mut F> {
        self.future.as_mut()
    }
}

impl<F: Future> Future for InPlace<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        for _ in 0..MOST {
            this.bell.starts(context.waker());
            let polled = this.future.as_mut();
            let polled = polled.poll(&mut Context::from_waker(&this.waker));
            if polled.is_ready() || !this.bell.rests() {
                return polled;
            }
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Bell {
    fn starts(&self, task: &Waker) {
        let mut heard = self.heard();
        heard.running = true;
        heard.rung = false;
        match &mut heard.task {
            Some(known) => known.clone_from(task),
            none => *none = Some(task.clone()),
        }
    }

    /// Whether it was rung meanwhile.
    fn rests(&self) -> bool {
        let mut heard = self.heard();
        heard.running = false;
        heard.rung
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut heard = self.heard();
        if heard.running {
            heard.rung = true;
        } else if let Some(task) = &heard.task {
            task.wake_by_ref();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, sync::atomic::AtomicUsize, sync::atomic::Ordering};

    use super::*;

    /// Counts how often it is woken.
    #[derive(Default)]
    struct Task(AtomicUsize);

    impl Wake for Task {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Wakes itself so often, then ends.
    fn impatient(mut times: usize) -> InPlace<impl Future<Output = ()>> {
        InPlace::new(poll_fn(move |context| {
            if times == 0 {
                return Poll::Ready(());
            }
            times -= 1;
            context.waker().wake_by_ref();
            Poll::Pending
        }))
    }

    fn poll<F: Future>(future: &mut InPlace<F>, task: &Arc<Task>) -> (Poll<F::Output>, usize) {
        let waker = task.clone().into();
        let polled = Pin::new(future).poll(&mut Context::from_waker(&waker));
        (polled, task.0.load(Ordering::Relaxed))
    }

    #[test]
    fn who_wakes_itself_goes_on_at_once() {
        let task = Arc::default();
        assert_eq!(poll(&mut impatient(3), &task), (Poll::Ready(()), 0));
    }

    #[test]
    fn others_have_their_turn_too() {
        let (mut future, task) = (impatient(MOST + 3), Arc::default());
        assert_eq!(poll(&mut future, &task), (Poll::Pending, 1));
        assert_eq!(poll(&mut future, &task), (Poll::Ready(()), 1));
    }

    #[test]
    fn who_is_woken_by_another_wakes_its_task() {
        let mut kept = None;
        let mut future = InPlace::new(poll_fn(|context| {
            kept = Some(context.waker().clone());
            Poll::<()>::Pending
        }));
        let task = Arc::default();
        assert_eq!(poll(&mut future, &task), (Poll::Pending, 0));
        drop(future);
        kept.unwrap().wake();
        assert_eq!(task.0.load(Ordering::Relaxed), 1);
    }
}
