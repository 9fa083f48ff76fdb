//! An execution environment: one process of the function's program, with a Runtime API of its own.
//!
//! Rule: whoever owns an [`Environment`] has it to itself; dropped, it takes its process along.
//!
//! AWS (facts D3): kept after a result and after a reported error, replaced after a time-out or an exit.

mod launcher;
mod process;

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    sync::{oneshot, watch},
    task::JoinSet,
};

use crate::{
    api::Function,
    host::{self, Host},
    http::{Patience, Server},
};

use super::{
    Execution, InvokeRequest,
    failure::{FunctionError, Reason},
    log::{Log, Report},
    runtime_api::{Reply, RuntimeApi, Task},
};

pub(crate) use self::launcher::become_the_function;
pub(super) use self::process::Launch;
use self::process::Process;

/// A running process and its Runtime API.
#[derive(Debug)]
pub(super) struct Environment {
    number: u32,
    function: Function,
    host: Host,
    runtime: Arc<RuntimeApi>,
    /// `None` once it was closed.
    server: Option<Server>,
    process: Process,
    log: Arc<Log>,
    /// Empties the log's pipe; a set, because that ends its task when it is dropped.
    _following: JoinSet<()>,
    started: Instant,
    warm: bool,
    /// When it last gave a result.
    idle_since: Instant,
}

impl Environment {
    /// Starts a process. It is not known yet whether it will ask for an event.
    ///
    /// # Errors
    /// The program is not there or may not be run, or the machine has no more pipes or ports.
    pub(super) async fn start(number: u32, launch: &Launch) -> io::Result<Environment> {
        let host = launch.host.clone();
        let runtime = Arc::new(RuntimeApi::new(host.limits.result));
        let server = serve_runtime_api(runtime.clone(), &host).await?;
        let (log, outputs) = Log::new(number, launch.observer.clone())?;
        let started = host.clock.instant();
        log.init_start();
        let process = Process::start(launch, server.address(), outputs)?;
        let mut following = JoinSet::new();
        following.spawn(log.clone().follow());
        Ok(Environment {
            number,
            function: launch.function.clone(),
            host,
            runtime,
            server: Some(server),
            process,
            log,
            _following: following,
            started,
            warm: false,
            idle_since: started,
        })
    }

    /// Whether it can serve once more: its process runs, and what it runs is still what was built last.
    pub(super) fn is_fit(&mut self, launch: &Launch) -> bool {
        self.process.is_alive() && !self.process.is_outdated(launch)
    }

    /// How long it has been idle.
    pub(super) fn idle(&self) -> Duration {
        self.idle_since.elapsed()
    }

    /// Runs the function once. The environment comes back if it can serve again.
    pub(super) async fn serve(
        mut self,
        request: InvokeRequest,
        request_id: &str,
        mut stopping: watch::Receiver<bool>,
    ) -> (Execution, Option<Environment>) {
        let mut run = Run {
            init: None,
            started: self.host.clock.instant(),
        };
        if self.warm {
            self.log.forget();
        }
        let result = tokio::select! {
            biased;
            result = self.initialise_and_run(request, request_id, &mut run) => result,
            _ = stopping.wait_for(|stop| *stop) => {
                Err(FunctionError::new(Reason::Stopped, request_id))
            }
        };
        let execution = self.report(request_id, run, result);
        let ended = execution
            .result
            .as_ref()
            .err()
            .is_some_and(|error| error.reason.ends_the_process());
        if ended {
            self.end().await;
            return (execution, None);
        }
        self.idle_since = self.host.clock.instant();
        (execution, Some(self))
    }

    async fn initialise_and_run(
        &mut self,
        request: InvokeRequest,
        request_id: &str,
        run: &mut Run,
    ) -> Reply {
        if !self.warm {
            self.initialise(request_id).await?;
            self.warm = true;
            run.init = Some(self.started.elapsed());
        }
        self.log.start(request_id);
        run.started = self.host.clock.instant();
        self.run(request, request_id).await
    }

    /// Waits until a new process asks for its first event.
    async fn initialise(&mut self, request_id: &str) -> Result<(), FunctionError> {
        let limit = self.host.limits.init;
        let status = tokio::select! {
            biased;
            ready = self.runtime.initialised() => return ready.map_err(FunctionError::init_reported),
            status = self.process.ended() => status,
            () = tokio::time::sleep(limit) => {
                return Err(FunctionError::new(Reason::InitTimedOut(limit), request_id));
            }
        };
        // A report may still be on its way through the socket.
        self.close_runtime_api().await;
        match self.runtime.reported_init_error() {
            Some(payload) => Err(FunctionError::init_reported(payload)),
            None => Err(FunctionError::new(Reason::Exited(status), request_id)),
        }
    }

    /// Hands out the event and waits for what the process gives.
    async fn run(&mut self, request: InvokeRequest, request_id: &str) -> Reply {
        let timeout = self.function.timeout;
        let mut reply = self.runtime.assign(Task {
            request_id: request_id.to_owned(),
            event: request.event,
            trace_id: request.trace_id,
            client_context: request.client_context,
            function_arn: request.function_arn,
            deadline: self.host.clock.now() + timeout,
        });
        let status = tokio::select! {
            biased;
            Ok(reply) = &mut reply => return reply,
            status = self.process.ended() => status,
            () = tokio::time::sleep(timeout) => {
                return Err(FunctionError::new(Reason::TimedOut(timeout), request_id));
            }
        };
        self.last_words(reply)
            .await
            .unwrap_or_else(|| Err(FunctionError::new(Reason::Exited(status), request_id)))
    }

    /// A result that the process sent before it ended, and that may still be on its way.
    async fn last_words(&mut self, mut reply: oneshot::Receiver<Reply>) -> Option<Reply> {
        self.close_runtime_api().await;
        reply.try_recv().ok()
    }

    /// Reads what is left in the sockets of a process that has ended.
    async fn close_runtime_api(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    /// Ends the log of a run, and puts together what is known of it.
    fn report(&mut self, request_id: &str, run: Run, result: Reply) -> Execution {
        let duration = run.started.elapsed();
        let memory_mb = self.process.max_memory_mb();
        if let Err(error) = &result {
            self.log.failed(error, request_id, self.host.clock.now());
        }
        let report = Report {
            duration,
            init: run.init,
            memory_size_mb: self.function.memory_mb,
            max_memory_mb: memory_mb,
        };
        let log = self.log.end(request_id, &report);
        Execution {
            environment: self.number,
            init: run.init,
            duration,
            memory_mb,
            log,
            result,
        }
    }

    /// Ends the process and waits until it is gone.
    pub(super) async fn end(self) {
        self.process.end().await;
    }
}

/// What is found out while the function runs.
struct Run {
    init: Option<Duration>,
    started: Instant,
}

async fn serve_runtime_api(runtime: Arc<RuntimeApi>, host: &Host) -> io::Result<Server> {
    let patience = Patience {
        // The process is ours: it may wait for its next event as long as it likes.
        head: None,
        headers: None,
        connections: 64,
        half_closed: false,
        stop: host.limits.stop,
    };
    Server::start(0, patience, move |request, _| {
        let runtime = runtime.clone();
        async move { runtime.handle(request).await }
    })
    .await
}

impl Reason {
    /// A runtime that reported an error or sent too much goes on; anything else ends the environment.
    fn ends_the_process(self) -> bool {
        !matches!(self, Reason::Reported | Reason::ResultTooLarge { .. })
    }
}

impl Function {
    /// The function's ARN, without a version.
    pub(super) fn arn(&self) -> String {
        let (region, account) = (host::REGION, host::ACCOUNT_ID);
        format!("arn:aws:lambda:{region}:{account}:function:{}", self.name)
    }
}
