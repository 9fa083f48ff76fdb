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

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::{
    HeaderMap, Method, Request,
    body::{Bytes, Incoming},
    header::HeaderValue,
};
use tokio::sync::{Notify, oneshot, watch};

use crate::{
    host,
    http::{Answer, BodyError, read_body_and_trailers},
};

use super::failure::{FunctionError, Reason, RuntimeFault};

/// The path under which every call of the Runtime API stands.
const PREFIX: &str = "/2018-06-01/runtime/";

/// Says that a result comes in pieces.
const RESPONSE_MODE: &str = "Lambda-Runtime-Function-Response-Mode";

/// An event on its way to the process.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) request_id: String,
    pub(super) event: Bytes,
    pub(super) trace_id: String,
    pub(super) client_context: Option<String>,
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

    /// What the process reported instead of asking for its first event.
    pub(super) fn reported_init_error(&self) -> Option<Bytes> {
        match &*self.init.borrow() {
            Init::Failed(payload) => Some(payload.clone()),
            _ => None,
        }
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

    /// A result, perhaps in pieces: a stream is taken, and handed on when it is whole.
    async fn response(&self, id: &str, request: Request<Incoming>) -> Result<Answer, RuntimeFault> {
        self.check(id, "InvocationResponse")?;
        match request
            .headers()
            .get(RESPONSE_MODE)
            .map(HeaderValue::as_bytes)
        {
            None | Some(b"streaming") => {}
            Some(_) => return Err(RuntimeFault::InvalidResponseMode),
        }
        match self.read(request).await {
            Ok((result, trailers)) => {
                self.answer(streamed_error(&trailers).map_or(Ok(result), Err))
            }
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
        match self.read(request).await {
            Ok((payload, _)) => Ok(payload),
            Err(BodyError::TooLarge) => Err(RuntimeFault::TooLarge { limit }),
            Err(BodyError::Broken | BodyError::TooSlow) => Err(RuntimeFault::Truncated),
        }
    }

    /// A body of the process; how long it may take is the function's time-out's business.
    async fn read(&self, request: Request<Incoming>) -> Result<(Bytes, HeaderMap), BodyError> {
        read_body_and_trailers(request.into_body(), self.result_limit, Duration::MAX).await
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

/// The error that a stream ended with: base64 of the payload.
fn streamed_error(trailers: &HeaderMap) -> Option<FunctionError> {
    let error_type = trailers.get("Lambda-Runtime-Function-Error-Type")?;
    let body = trailers
        .get("Lambda-Runtime-Function-Error-Body")
        .map(HeaderValue::as_bytes);
    let payload = STANDARD
        .decode(body.unwrap_or_default())
        .unwrap_or_default();
    if payload.is_empty() {
        let error_type = String::from_utf8_lossy(error_type.as_bytes());
        let payload = serde_json::json!({"errorType": error_type, "errorMessage": ""});
        return Some(FunctionError::reported(payload.to_string().into()));
    }
    Some(FunctionError::reported(payload.into()))
}

fn next_answer(task: &Task) -> Answer {
    Answer::json(200, task.event.clone())
        .with("Lambda-Runtime-Aws-Request-Id", task.request_id.clone())
        .with(
            "Lambda-Runtime-Deadline-Ms",
            host::epoch_ms(task.deadline).to_string(),
        )
        .with_some("Lambda-Runtime-Client-Context", task.client_context.clone())
        .with(
            "Lambda-Runtime-Invoked-Function-Arn",
            task.function_arn.clone(),
        )
        .with("Lambda-Runtime-Trace-Id", task.trace_id.clone())
}

fn accepted() -> Answer {
    Answer::json(202, "{\"status\":\"OK\"}\n")
}
