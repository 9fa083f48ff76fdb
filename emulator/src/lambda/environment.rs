//! An execution environment: one process of the function's program, with a Runtime API of its own.
//!
//! Rule: whoever owns an [`Environment`] has it to itself; dropped, it takes its whole process group along.
//!
//! AWS (facts D3): kept after a result and after a reported error, replaced after a time-out or an exit.

use std::{
    io::{self, PipeWriter},
    net::SocketAddr,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::{
    process::{Child, Command},
    sync::watch,
    task::JoinHandle,
};

use crate::{
    api::Function,
    host::{self, Host},
    http::{Patience, Server},
    observer::SharedObserver,
};

use super::{
    Execution, InvokeRequest, Program,
    failure::{FunctionError, Reason},
    log::Log,
    runtime_api::{Reply, RuntimeApi, Task},
    variables::variables,
};

/// All that is needed to start an execution environment.
#[derive(Debug)]
pub(super) struct Launch {
    pub(super) function: Function,
    pub(super) program: Program,
    pub(super) host: Host,
    pub(super) observer: SharedObserver,
}

impl Launch {
    /// Starts the process, in a group of its own.
    fn spawn(&self, runtime_api: SocketAddr, outputs: [PipeWriter; 2]) -> io::Result<Child> {
        let date = host::log_stream_date(self.host.clock.now());
        let log_stream = format!("{date}/[$LATEST]{}", self.host.ids.hex(32));
        let [stdout, stderr] = outputs;
        Command::new(&self.program.path)
            .args(&self.program.arguments)
            .env_clear()
            .envs(variables(&self.function, runtime_api, log_stream))
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(stderr)
            // Ctrl-C in a terminal goes to the foreground group: only the emulator shall see it.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
    }
}

async fn serve_runtime_api(runtime: Arc<RuntimeApi>, host: &Host) -> io::Result<Server> {
    // The process is ours: it may wait for its next event as long as it likes.
    let patience = Patience {
        head: None,
        connections: 64,
        stop: host.limits.stop,
    };
    Server::start(0, patience, move |request, _| {
        let runtime = runtime.clone();
        async move { runtime.handle(request).await }
    })
    .await
}

/// A running process and its Runtime API.
#[derive(Debug)]
pub(super) struct Environment {
    number: u32,
    function: Function,
    host: Host,
    runtime: Arc<RuntimeApi>,
    /// Held for its drop: it ends the listener.
    _server: Server,
    process: Child,
    group: Option<Pid>,
    log: Arc<Log>,
    following: JoinHandle<()>,
    started: Instant,
    warm: bool,
}

impl Environment {
    /// Starts a process. It is not known yet whether it will ask for an event.
    ///
    /// # Errors
    /// The program is not there or may not be run, or the machine has no more pipes or ports.
    pub(super) async fn start(number: u32, launch: &Launch) -> io::Result<Environment> {
        let Launch {
            function,
            host,
            observer,
            ..
        } = launch;
        let runtime = Arc::new(RuntimeApi::new(host.limits.result));
        let server = serve_runtime_api(runtime.clone(), host).await?;
        let (log, outputs) = Log::new(number, observer.clone())?;
        let started = host.clock.instant();
        let process = launch.spawn(server.address(), outputs)?;
        let following = tokio::spawn({
            let log = log.clone();
            async move { log.follow().await }
        });
        Ok(Environment {
            number,
            function: function.clone(),
            host: host.clone(),
            runtime,
            _server: server,
            group: process.id().and_then(|id| Pid::from_raw(id.cast_signed())),
            process,
            log,
            following,
            started,
            warm: false,
        })
    }

    /// Whether the process still runs.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Runs the function once. The environment comes back if it can serve again.
    pub(super) async fn serve(
        mut self,
        request: InvokeRequest,
        request_id: &str,
        mut stopping: watch::Receiver<bool>,
    ) -> (Execution, Option<Environment>) {
        let mut init = None;
        let mut started = self.host.clock.instant();
        let result = tokio::select! {
            biased;
            result = async {
                init = self.initialise(request_id).await?;
                started = self.host.clock.instant();
                self.run(request, request_id).await
            } => result,
            _ = stopping.wait_for(|stop| *stop) => {
                Err(FunctionError::new(Reason::Stopped, request_id))
            }
        };
        let duration = started.elapsed();
        let log = self.log.take();
        let execution = Execution {
            environment: self.number,
            init,
            duration,
            log,
            result,
        };
        if execution
            .result
            .as_ref()
            .is_err_and(|error| error.reason.ends_the_process())
        {
            self.end().await;
            return (execution, None);
        }
        (execution, Some(self))
    }

    /// Waits until a new process asks for its first event: how long that took since its start.
    async fn initialise(&mut self, request_id: &str) -> Result<Option<Duration>, FunctionError> {
        if self.warm {
            return Ok(None);
        }
        let limit = self.host.limits.init;
        tokio::select! {
            biased;
            ready = self.runtime.initialised() => match ready {
                Ok(()) => {
                    self.warm = true;
                    Ok(Some(self.started.elapsed()))
                }
                Err(payload) => Err(FunctionError { payload, reason: Reason::InitReported }),
            },
            status = self.process.wait() => Err(exited(status, request_id)),
            () = tokio::time::sleep(limit) => {
                Err(FunctionError::new(Reason::InitTimedOut(limit), request_id))
            }
        }
    }

    /// Hands out the event and waits for what the process gives.
    async fn run(&mut self, request: InvokeRequest, request_id: &str) -> Reply {
        let timeout = self.function.timeout;
        let mut reply = self.runtime.assign(Task {
            request_id: request_id.to_owned(),
            event: request.event,
            trace_id: request.trace_id,
            function_arn: self.function.arn(),
            deadline: self.host.clock.now() + timeout,
        });
        tokio::select! {
            biased;
            Ok(reply) = &mut reply => reply,
            status = self.process.wait() => Err(exited(status, request_id)),
            () = tokio::time::sleep(timeout) => {
                Err(FunctionError::new(Reason::TimedOut(timeout), request_id))
            }
        }
    }

    /// Ends the process and waits until it is gone.
    pub(super) async fn end(mut self) {
        self.kill_group();
        let _ = self.process.wait().await;
    }

    fn kill_group(&mut self) {
        if let Some(group) = self.group.take() {
            // Fails only if nobody is left in the group.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

impl Drop for Environment {
    fn drop(&mut self) {
        self.kill_group();
        self.following.abort();
    }
}

fn exited(status: io::Result<std::process::ExitStatus>, request_id: &str) -> FunctionError {
    FunctionError::new(Reason::Exited(status.unwrap_or_default()), request_id)
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
