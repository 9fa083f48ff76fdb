//! The life of an execution environment: started for an order, it takes one after the other, until it ends.
//!
//! Rule: a task for each, which owns its environment. Here is the course; what a step does is the [`Environment`]'s, and
//! which order comes next is the pool's.
//!
//! AWS (facts D3): kept after a result and after a reported error, replaced after a time-out or an exit.

use tokio::sync::{oneshot, watch};

use super::{
    ending::Ending,
    environment::{End, Environment},
    order::{Order, Served},
    pool::{Doing, Seat},
};

/// See the module.
#[derive(Debug)]
pub(super) struct Life {
    seat: Seat,
    stopping: watch::Receiver<bool>,
}

impl Life {
    pub(super) fn new(seat: Seat, stopping: watch::Receiver<bool>) -> Life {
        Life { seat, stopping }
    }

    /// Serves `order` and what comes after it. An order that finds an environment which is no longer fit gets a new one
    /// in its place.
    pub(super) async fn live(mut self, order: Order) {
        let mut next = Some(order);
        while let Some(order) = next {
            next = self.live_once(order).await;
        }
    }

    /// Until the environment ends: the order that was meant for it, if there is one.
    async fn live_once(&mut self, mut order: Order) -> Option<Order> {
        let mut environment = match self.seat.environment().await {
            Ok(environment) => environment,
            Err(refusal) => {
                order.refuse(refusal);
                return None;
            }
        };
        let left = loop {
            if !self.serve(&mut environment, order).await {
                break None;
            }
            let (next, is_fit) = match self.seat.next() {
                // It has just asked for it.
                Ok(next) => (next, environment.is_current(self.seat.launch())),
                Err(given) => match self.idle(&mut environment, given).await {
                    Some(next) => (next, environment.is_still_fit(self.seat.launch())),
                    None => break None,
                },
            };
            if !is_fit {
                break Some(next);
            }
            order = next;
        };
        if left.is_none() {
            self.seat.does(Doing::Ending);
        }
        environment.end().await;
        left
    }

    /// Runs the function once, and waits until it asks for its next event; whether it does.
    async fn serve(&mut self, environment: &mut Environment, order: Order) -> bool {
        let Order {
            request,
            request_id,
            invoker,
        } = order;
        let run = environment
            .serve(request, &request_id, &mut self.stopping)
            .await;
        self.seat.does(Doing::Returning);
        let (teller, ending) = Ending::awaited();
        let result = run.result.clone();
        invoker.answer(Served { result, ending });
        let end = environment.afterwards(&run, &request_id).await;
        match end {
            Some(End::Asked) => {}
            Some(End::Failed(_)) => self.seat.does(Doing::Ending),
            None => self.seat.does(Doing::Late),
        }
        let execution = environment.report(&request_id, run, end.as_ref()).await;
        teller.tell(execution);
        match end {
            Some(End::Asked) => true,
            Some(End::Failed(_)) => false,
            None => environment.finish(&request_id, &mut self.stopping).await,
        }
    }

    /// Waits for the next order; none comes where nobody needs the environment any more.
    async fn idle(
        &mut self,
        environment: &mut Environment,
        mut given: oneshot::Receiver<Order>,
    ) -> Option<Order> {
        tokio::select! {
            biased;
            order = &mut given => return order.ok(),
            () = environment.is_over() => {}
            _ = self.stopping.wait_for(|stop| *stop) => {}
        }
        // First, so that whoever comes too late knows that a place is about to be free.
        self.seat.does(Doing::Ending);
        given.close();
        // It may have been given one in this moment.
        let order = given.try_recv().ok()?;
        self.seat.does(Doing::Serving);
        Some(order)
    }
}
