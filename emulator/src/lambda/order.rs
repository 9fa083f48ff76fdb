//! A request on its way to an execution environment, and the result on its way back.
//!
//! Rule: whoever has an [`Order`] serves it, gives it to another, or refuses it; so none is served twice. Whether its
//! invoker still waits does not matter to an environment: it is served all the same, as on AWS.

use std::panic::resume_unwind;

use tokio::sync::oneshot;

use super::{InvokeRequest, Refusal, ending::Ending, failure::FunctionResult};

/// See the module.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) request: InvokeRequest,
    /// Lambda's own id of the request.
    pub(super) request_id: String,
    pub(super) invoker: Invoker,
}

/// What the invoker waits for.
#[derive(Debug)]
pub(super) struct Outcome(oneshot::Receiver<Result<Served, Refusal>>);

/// What comes of an order: the result, while the function may still be busy.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) result: FunctionResult,
    pub(super) ending: Ending,
}

/// The way back to the invoker.
#[derive(Debug)]
pub(super) struct Invoker(oneshot::Sender<Result<Served, Refusal>>);

impl Order {
    /// A new order, and what its invoker keeps.
    pub(super) fn new(request: InvokeRequest, request_id: String) -> (Order, Outcome) {
        let (sender, outcome) = oneshot::channel();
        let order = Order {
            request,
            request_id,
            invoker: Invoker(sender),
        };
        (order, Outcome(outcome))
    }

    /// Lambda does not run it.
    pub(super) fn refuse(self, refusal: Refusal) {
        self.invoker.send(Err(refusal));
    }
}

impl Invoker {
    /// The function has given this.
    pub(super) fn answer(self, served: Served) {
        self.send(Ok(served));
    }

    fn send(self, outcome: Result<Served, Refusal>) {
        // Nobody waits any more where the API's own time-out was shorter.
        let _ = self.0.send(outcome);
    }
}

impl Outcome {
    /// Waits for it.
    ///
    /// # Panics
    /// The task of the environment that had the order panicked.
    pub(super) async fn come(&mut self) -> Result<Served, Refusal> {
        let come = (&mut self.0).await;
        come.unwrap_or_else(|_| broken_off())
    }
}

/// A panic of an environment's task goes on where that is waited for. It stands on stderr already.
pub(super) fn broken_off() -> ! {
    resume_unwind(Box::new("an execution environment's task panicked"))
}
