//! What lies between the emulator and one runtime: the event that waits, the one under way, and what the runtime
//! may do next.
//!
//! Rule: pure; nothing here waits or knows HTTP. The states have AWS's names.
//!
//! AWS (facts D1): asking again while an invocation runs hands out the same event; each is answered once, by a
//! response or by an error; an init error is reported before the first event is asked for.

use std::{sync::Arc, time::SystemTime};

use hyper::body::Bytes;
use tokio::sync::oneshot;

use crate::lambda::failure::{FunctionError, FunctionResult, RuntimeFault};

/// An event on its way to the process.
#[derive(Debug)]
pub(in crate::lambda) struct Task {
    pub(in crate::lambda) request_id: String,
    pub(in crate::lambda) event: Bytes,
    pub(in crate::lambda) trace_id: String,
    pub(in crate::lambda) client_context: Option<String>,
    pub(in crate::lambda) function_arn: String,
    pub(in crate::lambda) deadline: SystemTime,
}

/// What a runtime does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Started,
    InitError,
    Ready,
    Running,
    InvocationResponse,
    InvocationErrorResponse,
    RuntimeResponseSent,
}

#[derive(Debug)]
pub(super) struct Desk {
    state: State,
    /// The event that the runtime has not fetched yet.
    waiting: Option<Arc<Task>>,
    /// The event that it fetched last.
    fetched: Option<Arc<Task>>,
    reply: Option<oneshot::Sender<FunctionResult>>,
    init_error: Option<FunctionError>,
}

impl Desk {
    pub(super) fn new() -> Desk {
        Desk {
            state: State::Started,
            waiting: None,
            fetched: None,
            reply: None,
            init_error: None,
        }
    }

    /// What the runtime does at the moment.
    pub(super) fn state(&self) -> State {
        self.state
    }

    /// Lays out a task; what the runtime gives for it comes through the channel.
    pub(super) fn assign(&mut self, task: Task) -> oneshot::Receiver<FunctionResult> {
        let (sender, reply) = oneshot::channel();
        self.waiting = Some(Arc::new(task));
        self.reply = Some(sender);
        reply
    }

    /// The runtime asks for an event.
    pub(super) fn ask(&mut self) -> Result<(), RuntimeFault> {
        match self.state {
            State::Running => {}
            State::Started | State::Ready | State::RuntimeResponseSent => self.state = State::Ready,
            _ => return Err(self.refuse(State::Ready)),
        }
        Ok(())
    }

    /// The event for a runtime that has asked: the one that waits, or again the one that it has not answered.
    pub(super) fn fetch(&mut self) -> Option<Arc<Task>> {
        if self.state == State::Ready
            && let Some(task) = self.waiting.take()
        {
            self.fetched = Some(task);
            self.state = State::Running;
        }
        let is_running = self.state == State::Running;
        self.fetched.clone().filter(|_| is_running)
    }

    /// The runtime begins to answer the event `id`, with a response or with an error.
    pub(super) fn begin(&mut self, id: &str, answer: State) -> Result<(), RuntimeFault> {
        let known = self.fetched.as_ref().map(|task| task.request_id.as_str());
        if known != Some(id) {
            return Err(RuntimeFault::InvalidRequestId);
        }
        if self.state != State::Running {
            return Err(self.refuse(answer));
        }
        self.state = answer;
        Ok(())
    }

    /// It is answered.
    pub(super) fn finish(&mut self, reply: FunctionResult) {
        self.state = State::RuntimeResponseSent;
        if let Some(sender) = self.reply.take() {
            // Nobody listens any more if the task timed out in this moment.
            let _ = sender.send(reply);
        }
    }

    /// The runtime begins to report that it cannot start.
    pub(super) fn begin_init_error(&mut self) -> Result<(), RuntimeFault> {
        if self.state != State::Started || self.init_error.is_some() {
            return Err(self.refuse(State::InitError));
        }
        Ok(())
    }

    /// It is reported.
    pub(super) fn finish_init_error(&mut self, error: FunctionError) {
        self.init_error = Some(error);
        self.state = State::InitError;
    }

    pub(super) fn init_error(&self) -> Option<FunctionError> {
        self.init_error.clone()
    }

    fn refuse(&self, to: State) -> RuntimeFault {
        RuntimeFault::InvalidStateTransition {
            from: self.state.name(),
            to: to.name(),
        }
    }
}

impl State {
    /// Whether the runtime is through with what it did before: it has asked for an event.
    pub(super) fn has_asked(self) -> bool {
        matches!(self, State::Ready | State::Running)
    }

    fn name(self) -> &'static str {
        match self {
            State::Started => "Started",
            State::InitError => "InitError",
            State::Ready => "Ready",
            State::Running => "Running",
            State::InvocationResponse => "InvocationResponse",
            State::InvocationErrorResponse => "InvocationErrorResponse",
            State::RuntimeResponseSent => "RuntimeResponseSent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(id: &str) -> Task {
        Task {
            request_id: id.to_owned(),
            event: Bytes::new(),
            trace_id: String::new(),
            client_context: None,
            function_arn: String::new(),
            deadline: SystemTime::UNIX_EPOCH,
        }
    }

    fn fetched(desk: &mut Desk) -> Option<String> {
        desk.ask().expect("may ask");
        let task = desk.fetch();
        task.map(|task| task.request_id.clone())
    }

    fn refused(from: &'static str, to: &'static str) -> RuntimeFault {
        RuntimeFault::InvalidStateTransition { from, to }
    }

    /// D1.2.
    #[test]
    fn asking_again_hands_out_the_same_event() {
        let mut desk = Desk::new();
        let _reply = desk.assign(task("a"));
        assert_eq!(fetched(&mut desk).as_deref(), Some("a"));
        assert_eq!(fetched(&mut desk).as_deref(), Some("a"));
    }

    /// D1.3, D1.4.
    #[test]
    fn an_event_is_answered_once() {
        let mut desk = Desk::new();
        let mut reply = desk.assign(task("a"));
        fetched(&mut desk);
        assert_eq!(desk.begin("a", State::InvocationResponse), Ok(()));
        assert_eq!(
            desk.begin("a", State::InvocationErrorResponse),
            Err(refused("InvocationResponse", "InvocationErrorResponse"))
        );
        desk.finish(Ok(Bytes::from_static(b"1")));
        assert_eq!(
            desk.begin("a", State::InvocationResponse),
            Err(refused("RuntimeResponseSent", "InvocationResponse"))
        );
        assert_eq!(reply.try_recv(), Ok(Ok(Bytes::from_static(b"1"))));
    }

    /// D1.3.
    #[test]
    fn an_event_that_was_not_fetched_is_unknown() {
        let mut desk = Desk::new();
        let _reply = desk.assign(task("a"));
        assert_eq!(
            desk.begin("a", State::InvocationResponse),
            Err(RuntimeFault::InvalidRequestId)
        );
    }

    /// D1.5.
    #[test]
    fn who_cannot_start_gets_no_event() {
        let mut desk = Desk::new();
        assert_eq!(desk.begin_init_error(), Ok(()));
        desk.finish_init_error(FunctionError::init_reported("no".into(), None));
        assert_eq!(
            desk.begin_init_error(),
            Err(refused("InitError", "InitError"))
        );
        assert_eq!(desk.ask(), Err(refused("InitError", "Ready")));
    }
}
