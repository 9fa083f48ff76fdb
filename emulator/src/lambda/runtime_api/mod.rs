//! The Runtime API of one execution environment: what its process asks, and what it is answered.
//!
//! Rule: HTTP in, HTTP out; who may do what when is the [`desk`]'s, whose lock is never held across an `await`.
//!
//! AWS (facts D1): `GET invocation/next` blocks; each event is answered once, by `response` or `error`;
//! `init/error` only before the first `next`.

mod desk;
mod stream;

use std::sync::{Mutex, MutexGuard, PoisonError};

use hyper::{
    HeaderMap, Method, Request,
    body::{Bytes, Incoming},
    header::HeaderValue,
    http::request::Parts,
};
use tokio::sync::{Notify, oneshot};

use crate::{
    host,
    http::{BodyError, HeaderLines, Response, read_body_and_trailers},
};

use super::failure::{FunctionError, FunctionResult, Reason, RuntimeFault};

pub(super) use self::desk::Task;
use self::desk::{Desk, State};

/// The path under which every call of the Runtime API stands.
const PREFIX: &str = "/2018-06-01/runtime/";

/// Says that a result comes in pieces.
const RESPONSE_MODE: &str = "Lambda-Runtime-Function-Response-Mode";

/// The type of an error, in the runtime's words.
const ERROR_TYPE: &str = "Lambda-Runtime-Function-Error-Type";

/// The Runtime API's side of one process.
#[derive(Debug)]
pub(super) struct RuntimeApi {
    desk: Mutex<Desk>,
    /// There is a task for a runtime that waits for one.
    assigned: Notify,
    /// The runtime has asked, or has said that it cannot start.
    heard: Notify,
    result_limit: usize,
}

impl RuntimeApi {
    pub(super) fn new(result_limit: usize) -> RuntimeApi {
        RuntimeApi {
            desk: Mutex::new(Desk::new()),
            assigned: Notify::new(),
            heard: Notify::new(),
            result_limit,
        }
    }

    /// Waits until the process has asked for its first event or said that it cannot.
    pub(super) async fn initialised(&self) -> Result<(), FunctionError> {
        self.wait_for(|state| state != State::Started).await;
        self.init_error().map_or(Ok(()), Err)
    }

    /// What the process reported instead of asking for its first event.
    pub(super) fn init_error(&self) -> Option<FunctionError> {
        self.desk().init_error()
    }

    /// Waits until the process, which has answered, asks for its next event.
    pub(super) async fn asked_again(&self) {
        self.wait_for(State::has_asked).await;
    }

    /// Lays out a task; what the process gives for it comes through the channel.
    pub(super) fn assign(&self, task: Task) -> oneshot::Receiver<FunctionResult> {
        let reply = self.desk().assign(task);
        self.assigned.notify_waiters();
        reply
    }

    /// Answers one call of the process.
    pub(super) async fn handle(&self, request: Request<Incoming>) -> Response {
        let (head, body) = request.into_parts();
        let answered = match Call::of(&head) {
            Some(Call::Next) => self.next().await,
            Some(Call::Response(id)) => self.response(id, &head, body).await,
            Some(Call::Error(id)) => self.error(id, &head, body).await,
            Some(Call::InitError) => self.report_init_error(&head, body).await,
            None => Err(RuntimeFault::UnknownPath),
        };
        answered.unwrap_or_else(|fault| fault.response())
    }

    /// Blocks until there is a task. Asked again while it runs, hands out the same one: so none is lost to a
    /// runtime that asks, closes its connection and asks on another.
    async fn next(&self) -> Result<Response, RuntimeFault> {
        self.desk().ask()?;
        self.heard.notify_waiters();
        loop {
            let assigned = self.assigned.notified();
            let task = self.desk().fetch();
            if let Some(task) = task {
                return Ok(event(&task));
            }
            assigned.await;
        }
    }

    /// A result, perhaps in pieces: a stream is taken, and handed on when it is whole.
    async fn response(
        &self,
        id: &str,
        head: &Parts,
        body: Incoming,
    ) -> Result<Response, RuntimeFault> {
        let answering = self.begin(id, State::InvocationResponse)?;
        let mode = head.headers.get(RESPONSE_MODE);
        if !matches!(mode.map(HeaderValue::as_bytes), None | Some(b"streaming")) {
            answering.fail(Reason::InvalidResponseMode);
            return Err(RuntimeFault::InvalidResponseMode);
        }
        let (answering, result, trailers) = self.read(answering, body).await?;
        answering.finish(stream::error(&trailers).map_or(Ok(result), Err));
        Ok(accepted())
    }

    async fn error(
        &self,
        id: &str,
        head: &Parts,
        body: Incoming,
    ) -> Result<Response, RuntimeFault> {
        let answering = self.begin(id, State::InvocationErrorResponse)?;
        let (answering, payload, _) = self.read(answering, body).await?;
        answering.finish(Err(FunctionError::reported(payload, error_type(head))));
        Ok(accepted())
    }

    async fn report_init_error(
        &self,
        head: &Parts,
        body: Incoming,
    ) -> Result<Response, RuntimeFault> {
        self.desk().begin_init_error()?;
        let (payload, _) = self.body(body).await.map_err(|why| self.fault(why))?;
        let mut desk = self.desk();
        // It may have asked for an event meanwhile.
        desk.begin_init_error()?;
        desk.finish_init_error(FunctionError::init_reported(payload, error_type(head)));
        self.heard.notify_waiters();
        Ok(accepted())
    }

    fn begin<'a>(&'a self, id: &'a str, answer: State) -> Result<Answering<'a>, RuntimeFault> {
        self.desk().begin(id, answer)?;
        Ok(Answering {
            api: self,
            id,
            finished: false,
        })
    }

    /// The body of an answer, and the answer if it can still be given.
    async fn read<'a>(
        &self,
        answering: Answering<'a>,
        body: Incoming,
    ) -> Result<(Answering<'a>, Bytes, HeaderMap), RuntimeFault> {
        match self.body(body).await {
            Ok((body, trailers)) => Ok((answering, body, trailers)),
            Err(why) => {
                if why == BodyError::TooLarge {
                    let limit = self.result_limit;
                    answering.fail(Reason::ResultTooLarge { limit });
                }
                Err(self.fault(why))
            }
        }
    }

    /// A body of the process; how long it may take is the function's time-out's business.
    async fn body(&self, body: Incoming) -> Result<(Bytes, HeaderMap), BodyError> {
        read_body_and_trailers(body, self.result_limit).await
    }

    fn fault(&self, why: BodyError) -> RuntimeFault {
        let limit = self.result_limit;
        match why {
            BodyError::TooLarge => RuntimeFault::TooLarge { limit },
            BodyError::Broken | BodyError::TooSlow => RuntimeFault::Truncated,
        }
    }

    async fn wait_for(&self, reached: impl Fn(State) -> bool) {
        loop {
            let heard = self.heard.notified();
            if reached(self.desk().state()) {
                return;
            }
            heard.await;
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a process may ask or say.
enum Call<'a> {
    Next,
    /// The result of the event with this id.
    Response(&'a str),
    /// The error that stands for it.
    Error(&'a str),
    InitError,
}

impl Call<'_> {
    fn of(head: &Parts) -> Option<Call<'_>> {
        let path = head.uri.path().strip_prefix(PREFIX)?;
        match (&head.method, path.split_once('/')?) {
            (&Method::GET, ("invocation", "next")) => Some(Call::Next),
            (&Method::POST, ("init", "error")) => Some(Call::InitError),
            (&Method::POST, ("invocation", answer)) => match answer.split_once('/')? {
                (id, "response") => Some(Call::Response(id)),
                (id, "error") => Some(Call::Error(id)),
                _ => None,
            },
            _ => None,
        }
    }
}

fn error_type(head: &Parts) -> Option<&[u8]> {
    head.headers.get(ERROR_TYPE).map(HeaderValue::as_bytes)
}

/// An answer on its way. A runtime that breaks it off has not answered, and may not try again.
struct Answering<'a> {
    api: &'a RuntimeApi,
    id: &'a str,
    finished: bool,
}

impl Answering<'_> {
    fn finish(mut self, reply: FunctionResult) {
        self.finished = true;
        self.api.desk().finish(reply);
    }

    fn fail(self, reason: Reason) {
        let error = FunctionError::new(reason, self.id);
        self.finish(Err(error));
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        if !self.finished {
            let error = FunctionError::new(Reason::Truncated, self.id);
            self.api.desk().finish(Err(error));
        }
    }
}

fn event(task: &Task) -> Response {
    let mut response = json(200, task.event.clone());
    let mut header = |name: &str, value: &str| response.lines.push(name, value);
    header("Lambda-Runtime-Aws-Request-Id", &task.request_id);
    let deadline = host::epoch_ms(task.deadline).to_string();
    header("Lambda-Runtime-Deadline-Ms", &deadline);
    if let Some(context) = &task.client_context {
        header("Lambda-Runtime-Client-Context", context);
    }
    header("Lambda-Runtime-Invoked-Function-Arn", &task.function_arn);
    header("Lambda-Runtime-Trace-Id", &task.trace_id);
    response
}

fn accepted() -> Response {
    json(202, Bytes::from_static(b"{\"status\":\"OK\"}\n"))
}

/// The bytes of the header lines of most events.
const TYPICAL_LINES: usize = 512;

pub(super) fn json(status: u16, body: Bytes) -> Response {
    let mut lines = HeaderLines::with_room(TYPICAL_LINES);
    lines.push("Content-Type", "application/json");
    Response {
        status,
        lines,
        body,
    }
}
