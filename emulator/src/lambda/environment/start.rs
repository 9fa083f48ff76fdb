//! How an execution environment comes to be: a Runtime API, a log, and a process between them.
//!
//! Rule: if a step fails, nothing of the ones before is left.
//!
//! AWS (facts D1, D3, D4): each has a Runtime API of its own; its log begins with INIT_START.

use std::{io, sync::Arc};

use tokio::task::JoinSet;

use crate::{
    host::Host,
    http::{Patience, Server},
    lambda::{log::Log, runtime_api::RuntimeApi},
};

use super::{Alarm, Environment, Launch, Process};

impl Environment {
    /// Starts a process. It is not known yet whether it will ask for an event.
    ///
    /// # Errors
    /// The program is not there or may not be run, or the machine has no more pipes, ports or processes.
    pub(in crate::lambda) async fn start(number: u32, launch: &Launch) -> io::Result<Environment> {
        let host = launch.host.clone();
        let runtime = Arc::new(RuntimeApi::new(host.limits.result));
        let server = serve(runtime.clone(), &host).await?;
        let (log, outputs) = Log::new(number, host.limits.log, launch.observer.clone())?;
        let started = host.clock.instant();
        log.init_start();
        let process = Process::start(launch, server.address(), outputs).await?;
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
            timeout: Alarm::new(),
            patience: Alarm::new(),
            idleness: Alarm::new(),
        })
    }
}

async fn serve(runtime: Arc<RuntimeApi>, host: &Host) -> io::Result<Server> {
    let patience = Patience {
        // The process is ours: it may wait for its next event as long as it likes.
        head: None,
        spelling: false,
        connections: 64,
        // A process that has told all ends its side: what it told counts.
        half_closed: true,
        stop: host.limits.stop,
    };
    let handle = move |request, _| {
        let runtime = runtime.clone();
        async move { runtime.handle(request).await }
    };
    Server::start(0, patience, handle, |_| {}).await
}
