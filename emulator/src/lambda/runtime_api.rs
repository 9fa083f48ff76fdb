//! The Runtime API of one execution environment: what its process asks, and what it may answer when.
//!
//! Rule: a state machine under a lock that is never held across an `await`; the states have AWS's names.
//!
//! AWS (facts D1): `GET invocation/next` blocks; each event is answered once, by `response` or `error`;
//! `init/error` only before the first `next`.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use hyper::{
    Method, Request,
    body::{Bytes, Incoming},
};
use tokio::sync::{Notify, oneshot, watch};

use crate::{
    host,
    http::{Answer, BodyError, read_body},
};

use super::failure::{FunctionError, Reason, RuntimeFault};

/// The path under which every call of the Runtime API stands.
const PREFIX: &str = "/2018-06-01/runtime/";

/// An event on its way to the process.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) request_id: String,
    pub(super) event: Bytes,
    pub(super) trace_id: String,
    pub(super) function_arn: String,
    pub(super) deadline: SystemTime,
}

/// How far the process has come before its first event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Init {
    Started,
    /// It asked for an event.
    Ready,
    /// It reported that it cannot start: the payload.
    Failed(Bytes),
}

/// What the process gave for a task.
pub(super) type Reply = Result<Bytes, FunctionError>;

/// The Runtime API's side of one process.
#[derive(Debug)]
pub(super) struct RuntimeApi {
    desk: Mutex<Desk>,
    assigned: Notify,
    init: watch::Sender<Init>,
    result_limit: usize,
}

#[derive(Debug)]
struct Desk {
    state: State,
    task: Option<Arc<Task>>,
    reply: Option<oneshot::Sender<Reply>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Started,
    InitError,
    Ready,
    Running,
    RuntimeResponseSent,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Started => "Started",
            State::InitError => "InitError",
            State::Ready => "Ready",
            State::Running => "Running",
            State::RuntimeResponseSent => "RuntimeResponseSent",
        }
    }
}

impl RuntimeApi {
    pub(super) fn new(result_limit: usize) -> RuntimeApi {
        RuntimeApi {
            desk: Mutex::new(Desk {
                state: State::Started,
                task: None,
                reply: None,
            }),
            assigned: Notify::new(),
            init: watch::Sender::new(Init::Started),
            result_limit,
        }
    }

    /// Waits until the process has asked for its first event or said that it cannot.
    pub(super) async fn initialised(&self) -> Result<(), Bytes> {
        let mut init = self.init.subscribe();
        // The sender lives as long as `self`, so the wait cannot fail.
        match init
            .wait_for(|init| *init != Init::Started)
            .await
            .as_deref()
        {
            Ok(Init::Failed(payload)) => Err(payload.clone()),
            _ => Ok(()),
        }
    }

    /// Lays out a task; what the process gives for it comes through the channel.
    pub(super) fn assign(&self, task: Task) -> oneshot::Receiver<Reply> {
        let (sender, reply) = oneshot::channel();
        let mut desk = self.desk();
        desk.task = Some(Arc::new(task));
        desk.reply = Some(sender);
        drop(desk);
        self.assigned.notify_waiters();
        reply
    }

    /// Answers one call of the process.
    pub(super) async fn handle(&self, request: Request<Incoming>) -> Answer {
        let method = request.method().clone();
        let path = request
            .uri()
            .path()
            .strip_prefix(PREFIX)
            .unwrap_or_default()
            .to_owned();
        let steps: Vec<&str> = path.split('/').collect();
        let answered = match (&method, steps.as_slice()) {
            (&Method::GET, ["invocation", "next"]) => Ok(self.next().await),
            (&Method::POST, ["invocation", id, "response"]) => self.response(id, request).await,
            (&Method::POST, ["invocation", id, "error"]) => self.error(id, request).await,
            (&Method::POST, ["init", "error"]) => self.init_error(request).await,
            _ => Err(RuntimeFault::UnknownPath),
        };
        answered.unwrap_or_else(|fault| fault.answer())
    }

    /// Blocks until there is a task. Asked again while it runs, hands out the same one.
    async fn next(&self) -> Answer {
        loop {
            let assigned = self.assigned.notified();
            if let Some(task) = self.take_task() {
                return next_answer(&task);
            }
            assigned.await;
        }
    }

    fn take_task(&self) -> Option<Arc<Task>> {
        let mut desk = self.desk();
        let task = desk.task.clone();
        desk.state = if task.is_some() {
            State::Running
        } else {
            State::Ready
        };
        drop(desk);
        self.init.send_if_modified(|init| {
            let first = *init == Init::Started;
            if first {
                *init = Init::Ready;
            }
            first
        });
        task
    }

    async fn response(&self, id: &str, request: Request<Incoming>) -> Result<Answer, RuntimeFault> {
        self.check(id, "InvocationResponse")?;
        match self.read(request).await {
            Ok(result) => self.answer(Ok(result)),
            Err(BodyError::Broken | BodyError::TooSlow) => return Err(RuntimeFault::Truncated),
            Err(BodyError::TooLarge) => {
                let limit = self.result_limit;
                self.answer(Err(FunctionError::new(
                    Reason::ResultTooLarge { limit },
                    id,
                )));
                return Err(RuntimeFault::TooLarge { limit });
            }
        }
        Ok(accepted())
    }

    async fn error(&self, id: &str, request: Request<Incoming>) -> Result<Answer, RuntimeFault> {
        self.check(id, "InvocationErrorResponse")?;
        let payload = self.report(request).await?;
        self.answer(Err(FunctionError::reported(payload)));
        Ok(accepted())
    }

    async fn init_error(&self, request: Request<Incoming>) -> Result<Answer, RuntimeFault> {
        let state = self.desk().state;
        if state != State::Started {
            let from = state.name();
            return Err(RuntimeFault::InvalidStateTransition {
                from,
                to: "InitError",
            });
        }
        let payload = self.report(request).await?;
        self.desk().state = State::InitError;
        self.init.send_replace(Init::Failed(payload));
        Ok(accepted())
    }

    /// The body of an error report.
    async fn report(&self, request: Request<Incoming>) -> Result<Bytes, RuntimeFault> {
        let limit = self.result_limit;
        self.read(request).await.map_err(|error| match error {
            BodyError::TooLarge => RuntimeFault::TooLarge { limit },
            BodyError::Broken | BodyError::TooSlow => RuntimeFault::Truncated,
        })
    }

    /// A body of the process; how long it may take is the function's time-out's business.
    async fn read(&self, request: Request<Incoming>) -> Result<Bytes, BodyError> {
        read_body(request.into_body(), self.result_limit, Duration::MAX).await
    }

    /// Only the task under way may be answered, and only once.
    fn check(&self, id: &str, to: &'static str) -> Result<(), RuntimeFault> {
        let desk = self.desk();
        match &desk.task {
            Some(task) if task.request_id == id && desk.state == State::Running => Ok(()),
            Some(task) if task.request_id == id => Err(RuntimeFault::InvalidStateTransition {
                from: desk.state.name(),
                to,
            }),
            _ => Err(RuntimeFault::InvalidRequestId),
        }
    }

    fn answer(&self, reply: Reply) {
        let mut desk = self.desk();
        desk.task = None;
        desk.state = State::RuntimeResponseSent;
        if let Some(sender) = desk.reply.take() {
            // Nobody listens any more if the task timed out in this moment.
            let _ = sender.send(reply);
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn next_answer(task: &Task) -> Answer {
    Answer::json(200, task.event.clone())
        .with("Lambda-Runtime-Aws-Request-Id", task.request_id.clone())
        .with(
            "Lambda-Runtime-Deadline-Ms",
            host::epoch_ms(task.deadline).to_string(),
        )
        .with(
            "Lambda-Runtime-Invoked-Function-Arn",
            task.function_arn.clone(),
        )
        .with("Lambda-Runtime-Trace-Id", task.trace_id.clone())
}

fn accepted() -> Answer {
    Answer::json(202, "{\"status\":\"OK\"}\n")
}
