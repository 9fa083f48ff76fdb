//! A request on its way to an execution environment, and the result on its way back.
//!
//! Rule: whoever has an [`Order`] serves it, gives it to another, or refuses it; so none is served twice, and dropped it
//! is refused. Whether its invoker still waits does not matter: it is served all the same, as on AWS.

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
    /// Waits for it. An order that was dropped was stopped.
    pub(super) async fn come(&mut self) -> Result<Served, Refusal> {
        let come = (&mut self.0).await;
        come.unwrap_or(Err(Refusal::Stopped))
    }
}
