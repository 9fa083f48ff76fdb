//! An execution environment: one process of the function's program, with a Runtime API of its own.
//!
//! Rule: whoever owns an [`Environment`] has it to itself; dropped, it takes its process along.
//!
//! AWS (facts D3): kept after a result and after a reported error, replaced after a time-out or an exit.

mod alarm;
mod launcher;
mod process;
mod start;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    sync::{oneshot, watch},
    task::JoinSet,
};

use crate::{api::Function, host::Host, http::Server};

use super::{
    Execution, InvokeRequest,
    failure::{FunctionError, FunctionResult, Reason},
    log::{Log, Report},
    runtime_api::{RuntimeApi, Task},
};

use self::alarm::Alarm;
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
    /// Rings when the function has had its time.
    timeout: Alarm,
    /// Rings when nobody shall wait any longer for a function that has answered.
    patience: Alarm,
    /// Rings when it was idle for long.
    idleness: Alarm,
}

/// What came of one run of the function, as soon as its result is there.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) result: FunctionResult,
    /// From handing out the event until the result was there.
    duration: Duration,
    course: Course,
}

/// What is found out on the way to a result.
#[derive(Debug)]
struct Course {
    /// How long a new process took until it asked for an event.
    init: Option<Duration>,
    /// Whether the log has its START.
    logged: bool,
    started: Instant,
}

impl Environment {
    /// Whether what it runs is what was built last.
    pub(super) fn is_current(&self, launch: &Launch) -> bool {
        !self.process.is_outdated(launch)
    }

    /// Whether it can serve once more after it was idle: its process runs, and is current.
    pub(super) fn is_still_fit(&mut self, launch: &Launch) -> bool {
        self.process.is_alive() && self.is_current(launch)
    }

    /// Waits, while it is idle, until nobody needs it: it was so for long, or its process has ended.
    pub(super) async fn is_over(&mut self) {
        let now = self.host.clock.instant();
        let Some(limit) = now.checked_add(self.host.limits.idle) else {
            // As long as for ever.
            self.process.ended().await;
            return;
        };
        tokio::select! {
            biased;
            _ = self.process.ended() => {}
            () = self.idleness.at(limit) => {}
        }
    }

    /// Runs the function once, until its result is there. What it does then, [`Environment::afterwards`] tells.
    pub(super) async fn serve(
        &mut self,
        request: InvokeRequest,
        request_id: &str,
        stopping: &mut watch::Receiver<bool>,
    ) -> Run {
        let mut course = Course {
            init: None,
            logged: false,
            started: self.host.clock.instant(),
        };
        let result = tokio::select! {
            biased;
            result = self.initialise_and_run(request, request_id, &mut course) => result,
            _ = stopping.wait_for(|stop| *stop) => {
                Err(FunctionError::new(Reason::Stopped, request_id))
            }
        };
        Run {
            result,
            duration: course.started.elapsed(),
            course,
        }
    }

    async fn initialise_and_run(
        &mut self,
        request: InvokeRequest,
        request_id: &str,
        course: &mut Course,
    ) -> FunctionResult {
        if !self.warm {
            self.initialise(request_id).await?;
            self.warm = true;
            course.init = Some(self.started.elapsed());
            // Of a process that ends before it is asked again, this is what was seen last.
            self.process.max_memory_mb();
            self.log.start(request_id);
        } else {
            self.log.start_anew(request_id);
        }
        course.logged = true;
        course.started = self.host.clock.instant();
        self.run(request, request_id).await
    }

    /// Waits until a new process asks for its first event.
    async fn initialise(&mut self, request_id: &str) -> Result<(), FunctionError> {
        let limit = self.host.limits.init;
        let status = tokio::select! {
            biased;
            ready = self.runtime.initialised() => return ready,
            status = self.process.ended() => status,
            () = tokio::time::sleep(limit) => {
                return Err(FunctionError::new(Reason::InitTimedOut(limit), request_id));
            }
        };
        // A report may still be on its way through the socket.
        self.drain_runtime_api().await;
        let exited = FunctionError::new(Reason::Exited(status), request_id);
        Err(self.runtime.init_error().unwrap_or(exited))
    }

    /// Hands out the event and waits for what the process gives.
    async fn run(&mut self, request: InvokeRequest, request_id: &str) -> FunctionResult {
        let timeout = self.function.timeout;
        let deadline = self.host.clock.instant() + timeout;
        let mut reply = self.runtime.assign(Task {
            request_id: request_id.to_owned(),
            event: request.event.bytes().clone(),
            trace_id: request.trace_id,
            client_context: request.client_context,
            function_arn: request.function_arn,
            deadline: self.host.clock.now() + timeout,
        });
        let status = tokio::select! {
            biased;
            Ok(reply) = &mut reply => return self.explain(reply, request_id).await,
            status = self.process.ended() => status,
            () = self.timeout.at(deadline) => {
                return Err(FunctionError::new(Reason::TimedOut(timeout), request_id));
            }
        };
        match self.last_words(reply).await {
            Some(reply) if !is_truncated(&reply) => reply,
            _ => Err(FunctionError::new(Reason::Exited(status), request_id)),
        }
    }

    /// A result that the process sent before it ended, and that may still be on its way.
    async fn last_words(
        &mut self,
        mut reply: oneshot::Receiver<FunctionResult>,
    ) -> Option<FunctionResult> {
        self.drain_runtime_api().await;
        reply.try_recv().ok()
    }

    /// A result that breaks off tells less than the end of the process, if that is why.
    async fn explain(&mut self, reply: FunctionResult, request_id: &str) -> FunctionResult {
        if !is_truncated(&reply) {
            return reply;
        }
        let grace = self.host.limits.after_answer;
        match tokio::time::timeout(grace, self.asked_again(request_id)).await {
            Ok(End::Failed(Some(exited))) => Err(exited),
            _ => reply,
        }
    }

    /// Reads what is left in the sockets of a process that has ended.
    async fn drain_runtime_api(&mut self) {
        if let Some(server) = self.server.take() {
            server.drain().await;
        }
    }

    /// What the process does once it has answered; `None` if that takes longer than somebody shall wait.
    ///
    /// What it writes until it asks for its next event belongs to this invocation.
    pub(super) async fn afterwards(&mut self, run: &Run, request_id: &str) -> Option<End> {
        if let Err(error) = &run.result
            && error.reason.ends_the_process()
        {
            return Some(End::Failed(None));
        }
        let grace = self.host.clock.instant() + self.host.limits.after_answer;
        tokio::select! {
            biased;
            end = asked_again(&self.runtime, &mut self.process, request_id) => Some(end),
            () = self.patience.at(grace) => None,
        }
    }

    async fn asked_again(&mut self, request_id: &str) -> End {
        asked_again(&self.runtime, &mut self.process, request_id).await
    }

    /// Waits until the process, which has answered, asks for its next event, and ends it if it does not; whether it
    /// does.
    pub(super) async fn finish(
        &mut self,
        request_id: &str,
        stopping: &mut watch::Receiver<bool>,
    ) -> bool {
        let timeout = self.function.timeout;
        let end = tokio::select! {
            biased;
            end = self.asked_again(request_id) => end,
            _ = stopping.wait_for(|stop| *stop) => End::Failed(None),
            () = tokio::time::sleep(timeout) => {
                End::Failed(Some(FunctionError::new(Reason::TimedOut(timeout), request_id)))
            }
        };
        let End::Failed(error) = end else {
            return true;
        };
        self.process.end().await;
        if let Some(error) = error {
            self.log.failed(&error, request_id, self.host.clock.now());
        }
        false
    }

    /// Ends the log of a run, and puts together what is known of it.
    pub(super) async fn report(
        &mut self,
        request_id: &str,
        run: Run,
        end: Option<&End>,
    ) -> Execution {
        let memory_mb = self.process.max_memory_mb();
        if !run.course.logged {
            self.log.start(request_id);
        }
        if let Some(End::Failed(_)) = end {
            // Whatever it writes from now on would be lost.
            self.process.end().await;
        }
        let died = match end {
            Some(End::Failed(error)) => error.as_ref(),
            _ => None,
        };
        if let Some(error) = run.result.as_ref().err().or(died) {
            self.log.failed(error, request_id, self.host.clock.now());
        }
        let report = Report {
            duration: run.duration,
            init: run.course.init,
            memory_size_mb: self.function.memory_mb,
            max_memory_mb: memory_mb,
        };
        Execution {
            environment: self.number,
            init: run.course.init,
            duration: run.duration,
            memory_mb,
            log: self.log.end(request_id, &report),
            result: run.result,
        }
    }

    /// Ends the process, waits until it is gone, and hears its last words.
    pub(super) async fn end(mut self) {
        self.process.end().await;
        self.log.forget();
    }
}

/// Waits until a process that has answered asks for its next event, or ends.
async fn asked_again(runtime: &RuntimeApi, process: &mut Process, request_id: &str) -> End {
    tokio::select! {
        biased;
        () = runtime.asked_again() => End::Asked,
        status = process.ended() => {
            End::Failed(Some(FunctionError::new(Reason::Exited(status), request_id)))
        }
    }
}

/// What a process does that has answered.
#[derive(Debug)]
pub(super) enum End {
    /// It asks for its next event.
    Asked,
    /// It has ended or must be ended, for this reason where the result does not tell.
    Failed(Option<FunctionError>),
}

fn is_truncated(reply: &FunctionResult) -> bool {
    matches!(reply, Err(error) if error.reason == Reason::Truncated)
}

impl Reason {
    /// A runtime that reported an error or gave an answer that is none goes on; anything else ends the
    /// environment.
    fn ends_the_process(&self) -> bool {
        !matches!(
            self,
            Reason::Reported
                | Reason::ResultTooLarge { .. }
                | Reason::Truncated
                | Reason::InvalidResponseMode
        )
    }
}
