//! A future that goes on when nobody polls it any more.
//!
//! Rule: it runs where it is awaited, which saves a trip between threads; only if it is dropped before its end
//! does it become a task of its own. A panic in it is its result, as it would be a task's. Polled after its end it is
//! pending.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

/// See the module.
pub(super) struct Unstoppable<T: Send + 'static> {
    /// `None` once it has ended.
    future: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
}

impl<T: Send + 'static> Unstoppable<T> {
    pub(super) fn new(future: impl Future<Output = T> + Send + 'static) -> Unstoppable<T> {
        Unstoppable {
            future: Some(Box::pin(future)),
        }
    }
}

impl<T: Send + 'static> Future for Unstoppable<T> {
    /// What it gives, or what it panicked with.
    type Output = Result<T, Box<dyn Any + Send>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(future) = &mut self.future else {
            return Poll::Pending;
        };
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        let ended = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => Ok(value),
            Err(panic) => Err(panic),
        };
        self.future = None;
        Poll::Ready(ended)
    }
}

impl<T: Send + 'static> Drop for Unstoppable<T> {
    fn drop(&mut self) {
        if let Some(future) = self.future.take()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(future);
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn it_goes_on_when_it_is_dropped() {
        let (go, gone) = oneshot::channel::<()>();
        let (done, told) = oneshot::channel();
        let mut future = Unstoppable::new(async {
            let _ = gone.await;
            let _ = done.send("done");
        });
        let polled = Pin::new(&mut future).poll(&mut Context::from_waker(std::task::Waker::noop()));
        assert!(polled.is_pending());
        drop(future);
        let _ = go.send(());
        assert_eq!(told.await, Ok("done"));
    }

    #[tokio::test]
    async fn a_panic_is_its_result() {
        let panic: Unstoppable<()> = Unstoppable::new(async { panic!("on purpose") });
        assert!(panic.await.is_err());
    }
}
