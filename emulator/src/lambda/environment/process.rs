//! The process of an execution environment: started, watched, measured, killed.
//!
//! Rule: the only place that starts anything. A process leads a group of its own, and the group is killed with
//! it, so that nothing it started is left behind.
//!
//! AWS: one process per execution environment, with the variables of facts D6.

use std::{
    fs, io,
    io::PipeWriter,
    net::SocketAddr,
    path::Path,
    process::{ExitStatus, Stdio},
    time::{Duration, Instant, SystemTime},
};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command};

use crate::{
    api::Function,
    host::{self, Clock, Host},
    lambda::{Program, variables::variables},
    observer::SharedObserver,
};

use super::launcher::LAUNCH;

/// All that is needed to start an execution environment.
#[derive(Debug)]
pub(in crate::lambda) struct Launch {
    pub(in crate::lambda) function: Function,
    pub(in crate::lambda) program: Program,
    pub(in crate::lambda) host: Host,
    pub(in crate::lambda) observer: SharedObserver,
}

/// A running process. Dropped, it is killed with its group.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    group: Option<Pid>,
    /// Of the program when it was started.
    built: Option<Build>,
    /// Of the program now.
    latest: Lasting<Build>,
    max_memory_mb: Lasting<u64>,
}

/// What tells one build of a program from the next.
type Build = (SystemTime, u64);

impl Process {
    pub(super) fn start(
        launch: &Launch,
        runtime_api: SocketAddr,
        [stdout, stderr]: [PipeWriter; 2],
    ) -> io::Result<Process> {
        let Launch {
            function,
            program,
            host,
            ..
        } = launch;
        let date = host::log_stream_date(host.clock.now());
        let log_stream = format!("{date}/[$LATEST]{}", host.ids.hex(32));
        let built = build(&program.path);
        let child = command(program)
            .env_clear()
            .envs(variables(function, runtime_api, log_stream))
            .envs(
                program
                    .launcher
                    .is_some()
                    .then(|| (LAUNCH, std::process::id().to_string())),
            )
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(stderr)
            // Ctrl-C in a terminal goes to the foreground group: only the emulator shall see it.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        Ok(Process {
            child,
            group,
            built,
            latest: Lasting::new(host.clock),
            max_memory_mb: Lasting::new(host.clock),
        })
    }

    /// Whether it still runs.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Whether its program has been built anew since it was started.
    pub(super) fn is_outdated(&mut self, launch: &Launch) -> bool {
        let now = self.latest.get(|| build(&launch.program.path));
        now.is_some() && now != self.built
    }

    /// Waits until it ends by itself.
    pub(super) async fn ended(&mut self) -> ExitStatus {
        self.child.wait().await.unwrap_or_default()
    }

    /// The most memory that it has used so far, in MB, rounded up; where the system tells.
    pub(super) fn max_memory_mb(&mut self) -> Option<u64> {
        let id = self.child.id()?;
        self.max_memory_mb.get(|| max_memory_mb(id))
    }

    /// Ends it, and waits until it is gone.
    pub(super) async fn end(mut self) {
        self.kill_group();
        let _ = self.child.wait().await;
    }

    fn kill_group(&mut self) {
        if let Some(group) = self.group.take() {
            // Fails only if nobody is left in the group.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill_group();
    }
}

/// The program, behind its launcher if it has one.
fn command(program: &Program) -> Command {
    let mut command = match &program.launcher {
        Some(launcher) => {
            let mut command = Command::new(launcher);
            command.arg(&program.path);
            command
        }
        None => Command::new(&program.path),
    };
    command.args(&program.arguments);
    command
}

fn max_memory_mb(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes.div_ceil(1024))
}

/// Of the program at `path`; none for a name that is looked up, which is not rebuilt while it runs.
fn build(path: &Path) -> Option<Build> {
    let file = fs::metadata(path).ok()?;
    Some((file.modified().ok()?, file.len()))
}

/// What the system tells of a process, asked for again after [`LASTS`] only: to ask for the memory takes as long
/// as a third of a warm trip, and whoever looks at the figures sends no hundred requests a second.
#[derive(Debug)]
struct Lasting<T> {
    clock: Clock,
    asked: Option<Instant>,
    told: Option<T>,
}

/// In this time a process can be given some megabytes at most.
const LASTS: Duration = Duration::from_millis(10);

impl<T: Copy> Lasting<T> {
    fn new(clock: Clock) -> Lasting<T> {
        Lasting {
            clock,
            asked: None,
            told: None,
        }
    }

    fn get(&mut self, ask: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.asked.is_none_or(|asked| asked.elapsed() > LASTS) {
            self.told = ask();
            self.asked = Some(self.clock.instant());
        }
        self.told
    }
}
