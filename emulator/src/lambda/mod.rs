//! Lambda: one function, run in execution environments.
//!
//! Rule: knows events and results, not where they come from; that API Gateway exists is not known here.
//!
//! AWS (facts D): one process per execution environment, one request at a time in each, a new one when all
//! are busy, up to the concurrency; beyond it a request is throttled.

mod environment;
mod failure;
pub(crate) mod invoke_api;
mod jackson;
mod log;
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
pub use failure::{FunctionError, Reason, Refusal};
pub use invoke_api::AsyncInvocation;

use self::{environment::Launch, pool::Pool};

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
    /// The event, JSON.
    pub event: Bytes,
    /// `Lambda-Runtime-Trace-Id`.
    pub trace_id: String,
    /// `Lambda-Runtime-Client-Context`: JSON text from a mobile SDK.
    pub client_context: Option<String>,
    /// `Lambda-Runtime-Invoked-Function-Arn`: with the qualifier of the call, if it has one.
    pub function_arn: String,
    /// What to do while every execution environment is busy.
    pub when_busy: WhenBusy,
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
    pub result: Result<Bytes, FunctionError>,
}

impl Execution {
    /// What an invoker gets as payload: the result, or the error as JSON.
    pub fn payload(&self) -> &Bytes {
        match &self.result {
            Ok(result) => result,
            Err(error) => &error.payload,
        }
    }
}

/// The function and its execution environments.
#[derive(Debug)]
pub struct Lambda {
    function: Function,
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
            function,
            pool: Arc::new(Pool::new(launch, concurrency)),
            host,
        }
    }

    /// The function.
    pub fn function(&self) -> &Function {
        &self.function
    }

    /// Runs the function once and waits for its result.
    pub async fn invoke(&self, request: InvokeRequest) -> Invocation {
        let request_id = self.host.ids.uuid();
        self.invoke_as(request_id, request).await
    }

    /// The same under a request id that is known already.
    pub(crate) async fn invoke_as(&self, request_id: String, request: InvokeRequest) -> Invocation {
        let event = request.event.clone();
        let outcome = match self.check(&event) {
            Ok(()) => self.pool.run(request, &request_id).await,
            Err(refusal) => Err(refusal),
        };
        Invocation {
            request_id,
            event,
            outcome,
        }
    }

    /// Lambda reads an event before it runs anything.
    pub(crate) fn check(&self, event: &Bytes) -> Result<(), Refusal> {
        if event.len() > self.host.limits.event {
            return Err(Refusal::TooLarge {
                found: event.len(),
                limit: self.host.limits.event,
            });
        }
        jackson::check(event).map_err(Refusal::NotJson)
    }

    /// A synchronous request from another service, unqualified.
    pub fn request(&self, event: Bytes, trace_id: String) -> InvokeRequest {
        InvokeRequest {
            event,
            trace_id,
            client_context: None,
            function_arn: self.function.arn(),
            when_busy: WhenBusy::Throttle,
        }
    }

    /// Ends execution environments that were idle for long, from time to time, for ever.
    pub(crate) async fn tend(self: Arc<Self>) {
        let limit = self.host.limits.idle;
        loop {
            tokio::time::sleep(limit / 2).await;
            self.pool.end_idle(limit).await;
        }
    }

    /// Tells when it is stopped.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.pool.stopping()
    }

    /// Ends every execution environment; a function that is busy loses its work.
    pub async fn stop(&self) {
        self.pool.stop().await;
    }
}

impl Function {
    /// The function's ARN, without a version.
    fn arn(&self) -> String {
        let (region, account) = (host::REGION, host::ACCOUNT_ID);
        format!("arn:aws:lambda:{region}:{account}:function:{}", self.name)
    }
}
