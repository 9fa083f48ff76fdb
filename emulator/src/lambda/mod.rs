//! Lambda: one function, run in execution environments.
//!
//! Rule: knows events and results, not where they come from; that API Gateway exists is not known here.
//!
//! AWS (facts D): one process per execution environment, one request at a time in each, a new one when all
//! are busy, up to the concurrency; beyond it a request is throttled.

mod ending;
mod environment;
mod failure;
pub(crate) mod invoke_api;
mod jackson;
mod lifecycle;
mod log;
mod order;
mod pool;
mod runtime_api;
mod variables;

use std::{ffi::OsString, path::PathBuf, sync::Arc, time::Duration};

use hyper::body::Bytes;
use tokio::sync::watch;

use crate::{
    api::Function,
    host::{self, Host},
    observer::SharedObserver,
};

pub(crate) use environment::become_the_function;
pub use failure::{FunctionError, FunctionResult, Reason, Refusal, payload};
pub use invoke_api::AsyncInvocation;

use self::{environment::Launch, order::Served, pool::Pool};

/// The program that is the function: anything that speaks the Runtime API.
#[derive(Debug, Clone)]
pub struct Program {
    /// What is started, once for each execution environment.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// An executable of the emulator's that ties the program's life to the emulator's own: this one, where
    /// `main` begins with [`crate::serve_unless_on_lambda`]. Without it, a function that is busy outlives an
    /// emulator that is killed.
    pub launcher: Option<PathBuf>,
}

impl Program {
    /// The program at `path`, without arguments and without a launcher.
    pub fn at(path: impl Into<PathBuf>) -> Program {
        Program {
            path: path.into(),
            arguments: Vec::new(),
            launcher: None,
        }
    }
}

/// A request to run the function once.
#[derive(Debug, Clone)]
pub struct InvokeRequest {
    /// The event.
    pub event: Event,
    /// `Lambda-Runtime-Trace-Id`.
    pub trace_id: String,
    /// `Lambda-Runtime-Client-Context`: JSON text from a mobile SDK.
    pub client_context: Option<String>,
    /// `Lambda-Runtime-Invoked-Function-Arn`: with the qualifier of the call, if it has one.
    pub function_arn: String,
    /// What to do while every execution environment is busy.
    pub when_busy: WhenBusy,
}

/// An event's exact bytes.
#[derive(Debug, Clone)]
pub enum Event {
    /// JSON for certain: the emulator has written it, or read it before.
    Json(Bytes),
    /// JSON if somebody else was right: Lambda reads it before it runs anything.
    Unread(Bytes),
}

impl Event {
    /// The bytes, whatever they are.
    pub fn bytes(&self) -> &Bytes {
        match self {
            Event::Json(bytes) | Event::Unread(bytes) => bytes,
        }
    }
}

/// What to do while every execution environment is busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenBusy {
    /// Refuse: somebody waits for the result.
    Throttle,
    /// Wait: nobody does.
    Queue,
}

/// What came of an [`InvokeRequest`].
#[derive(Debug, Clone)]
pub struct Invocation {
    /// Lambda's own request id, a UUID: `AwsRequestId` in the function's context.
    pub request_id: String,
    /// The event's exact bytes.
    pub event: Bytes,
    /// How the function ran, or why it did not.
    pub outcome: Result<Execution, Refusal>,
}

/// One run of the function.
#[derive(Debug, Clone)]
pub struct Execution {
    /// Which execution environment, counted from 1.
    pub environment: u32,
    /// How long the environment took from its start until it asked for an event; `None` if it was warm.
    pub init: Option<Duration>,
    /// From handing out the event until the result was there.
    pub duration: Duration,
    /// The most memory that the process had used by then, in MB; `None` where the system does not tell.
    pub memory_mb: Option<u64>,
    /// START, what the function wrote to stdout and stderr, END and REPORT, line by line.
    pub log: Vec<String>,
    /// The result's exact bytes, or the function's error.
    pub result: FunctionResult,
}

impl Execution {
    /// What an invoker gets as payload: the result, or the error as JSON.
    pub fn payload(&self) -> &Bytes {
        payload(&self.result)
    }
}

/// An invocation that has its result, while the function may still be busy with it.
#[derive(Debug)]
pub struct Answered {
    request_id: String,
    event: Bytes,
    outcome: Result<Served, Refusal>,
}

impl Answered {
    /// The result, or why there is none.
    ///
    /// # Errors
    /// Lambda did not run the function.
    pub fn result(&self) -> Result<&FunctionResult, &Refusal> {
        self.outcome.as_ref().map(|served| &served.result)
    }

    /// Waits until the function asks for its next event, `limits.after_answer` at most: what it writes until then
    /// belongs to the invocation.
    ///
    /// # Panics
    /// The environment's task panicked, for which an observer may be the reason.
    pub async fn told(self) -> Invocation {
        let outcome = match self.outcome {
            Ok(served) => Ok(served.ending.told().await),
            Err(refusal) => Err(refusal),
        };
        Invocation {
            request_id: self.request_id,
            event: self.event,
            outcome,
        }
    }

    /// The same without waiting: `hear` is called then, perhaps at once; never, where the environment's task panicked.
    pub fn when_told(self, hear: impl FnOnce(Invocation) + Send + 'static) {
        let Answered {
            request_id,
            event,
            outcome,
        } = self;
        let hear = |outcome| {
            hear(Invocation {
                request_id,
                event,
                outcome,
            });
        };
        match outcome {
            Ok(served) => served.ending.when_told(|execution| hear(Ok(execution))),
            Err(refusal) => hear(Err(refusal)),
        }
    }
}

/// The function and its execution environments.
#[derive(Debug)]
pub struct Lambda {
    function: Function,
    arn: String,
    pool: Arc<Pool>,
    host: Host,
}

impl Lambda {
    /// `function`, as `program`, in at most `concurrency` execution environments. Starts none yet.
    pub fn new(
        function: Function,
        program: Program,
        concurrency: usize,
        host: Host,
        observer: SharedObserver,
    ) -> Lambda {
        let launch = Launch {
            function: function.clone(),
            program,
            host: host.clone(),
            observer,
        };
        Lambda {
            arn: host::function_arn(&function.name),
            function,
            pool: Arc::new(Pool::new(launch, concurrency)),
            host,
        }
    }

    /// The function.
    pub fn function(&self) -> &Function {
        &self.function
    }

    /// Runs the function once and waits for its result. Once an environment has it, it also runs where nobody waits.
    ///
    /// # Panics
    /// The environment's task panicked, for which an observer may be the reason.
    pub async fn invoke(&self, request: InvokeRequest) -> Answered {
        let request_id = self.host.ids.uuid();
        self.invoke_as(request_id, request).await
    }

    /// The same under a request id that is known already.
    pub(crate) async fn invoke_as(&self, request_id: String, request: InvokeRequest) -> Answered {
        let event = request.event.bytes().clone();
        let outcome = match self.check(&request.event) {
            Ok(()) => self.pool.run(request, &request_id).await,
            Err(refusal) => Err(refusal),
        };
        Answered {
            request_id,
            event,
            outcome,
        }
    }

    /// Lambda reads an event before it runs anything.
    pub(crate) fn check(&self, event: &Event) -> Result<(), Refusal> {
        let (found, limit) = (event.bytes().len(), self.host.limits.event);
        if found > limit {
            return Err(Refusal::TooLarge { found, limit });
        }
        match event {
            Event::Json(_) => Ok(()),
            Event::Unread(text) => jackson::check(text).map_err(Refusal::NotJson),
        }
    }

    /// A synchronous request from another service, unqualified.
    pub fn request(&self, event: Event, trace_id: String) -> InvokeRequest {
        InvokeRequest {
            event,
            trace_id,
            client_context: None,
            function_arn: self.arn.clone(),
            when_busy: WhenBusy::Throttle,
        }
    }

    /// Tells when it is stopped.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.pool.stopping()
    }

    /// Begins to do what [`stop`](Self::stop) does.
    pub(crate) fn halt(&self) {
        self.pool.halt();
    }

    /// Ends every execution environment; a function that is busy loses its work.
    pub async fn stop(&self) {
        self.pool.stop().await;
    }
}

/// Its environments do not wait for orders that cannot come.
impl Drop for Lambda {
    fn drop(&mut self) {
        self.halt();
    }
}
