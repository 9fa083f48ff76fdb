//! The process of an execution environment: started, watched, measured, killed.
//!
//! Rule: the only place that starts anything. A process leads a group of its own, and the group is killed with
//! it, so that nothing it started is left behind.
//!
//! AWS: one process per execution environment, with the variables of facts D6.

use std::{
    fs::{self, File},
    io::{self, PipeWriter},
    net::SocketAddr,
    os::unix::fs::{FileExt, MetadataExt},
    path::Path,
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, getpriority_process, kill_process_group, setpriority_pgrp};
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
    memory: Memory,
}

/// What tells one build of a program from the next: its inode, its size, and when it was written.
type Build = (u64, u64, i64, i64);

/// How often, and how long each time, to wait for a program that is still being written.
pub(super) const WRITTEN: (u32, Duration) = (40, Duration::from_millis(25));

impl Process {
    /// Starts the program.
    ///
    /// # Errors
    /// It is not there or may not be run, or the machine has no more processes.
    pub(super) async fn start(
        launch: &Launch,
        runtime_api: SocketAddr,
        outputs: [PipeWriter; 2],
    ) -> io::Result<Process> {
        let path = &launch.program.path;
        if is_a_path(path) {
            // A launcher would find out too late.
            fs::metadata(path)?;
        }
        let built = build(path);
        let mut command = command(launch, runtime_api, outputs);
        let (most, pause) = WRITTEN;
        let mut waited = 0;
        let child = loop {
            match command.spawn() {
                Err(error)
                    if error.kind() == io::ErrorKind::ExecutableFileBusy && waited < most =>
                {
                    waited += 1;
                    tokio::time::sleep(pause).await;
                }
                spawned => break spawned?,
            }
        };
        let memory = Memory::of(child.id(), launch.host.clock);
        let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        if let Some(group) = group {
            give_way(group);
        }
        Ok(Process {
            child,
            group,
            built,
            memory,
        })
    }

    /// Whether it still runs.
    pub(super) fn is_alive(&mut self) -> bool {
        let alive = matches!(self.child.try_wait(), Ok(None));
        if !alive {
            self.kill_group();
        }
        alive
    }

    /// Whether its program has been built anew since it was started.
    pub(super) fn is_outdated(&self, launch: &Launch) -> bool {
        let now = build(&launch.program.path);
        now.is_some() && now != self.built
    }

    /// Waits until it ends by itself.
    pub(super) async fn ended(&mut self) -> ExitStatus {
        let status = self.child.wait().await.unwrap_or_default();
        self.kill_group();
        status
    }

    /// The most memory that it has used so far, in MB, rounded up; where the system tells.
    pub(super) fn max_memory_mb(&mut self) -> Option<u64> {
        self.memory.most_mb()
    }

    /// Ends it, and waits until it is gone.
    pub(super) async fn end(&mut self) {
        self.kill_group();
        let _ = self.child.wait().await;
    }

    /// Once, and as soon as it has ended: later its number may be another's.
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

/// What starts the program, behind its launcher if it has one.
fn command(launch: &Launch, runtime_api: SocketAddr, [stdout, stderr]: [PipeWriter; 2]) -> Command {
    let Launch {
        function,
        program,
        host,
        ..
    } = launch;
    let date = host::log_stream_date(host.clock.now());
    let log_stream = format!("{date}/[$LATEST]{}", host.ids.hex(32));
    let mut command = launched(program);
    command
        .args(&program.arguments)
        .env_clear()
        .envs(variables(function, runtime_api, log_stream))
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        // Ctrl-C in a terminal goes to the foreground group: only the emulator shall see it.
        .process_group(0)
        .kill_on_drop(true);
    if program.launcher.is_some() {
        command.env(LAUNCH, std::process::id().to_string());
    }
    command
}

fn launched(program: &Program) -> Command {
    match &program.launcher {
        Some(launcher) => {
            let mut command = Command::new(launcher);
            command.arg(&program.path);
            command
        }
        None => Command::new(&program.path),
    }
}

/// How much nicer a function is than the emulator, on the scale of `nice`.
const NICER: i32 = 10;

/// Lets the emulator go first where both want the same core: it has to end a function that runs for too long, and to
/// answer other clients meanwhile.
///
/// Not AWS's, where they never meet on one machine.
fn give_way(group: Pid) {
    let ours = getpriority_process(None).unwrap_or_default();
    // Nobody needs a right to be nicer; without it all works as well, only slower.
    let _ = setpriority_pgrp(Some(group), (ours + NICER).min(19));
}

/// Not a bare name, which is looked up in `PATH`.
fn is_a_path(program: &Path) -> bool {
    program.components().count() > 1
}

/// Of the program at `path`; none for a name that is looked up, which is not rebuilt while it runs.
fn build(path: &Path) -> Option<Build> {
    let file = fs::metadata(path).ok()?;
    Some((file.ino(), file.len(), file.mtime(), file.mtime_nsec()))
}

/// The most memory that a process has used. The system is asked again after [`LASTS`] only: it writes a whole page to
/// tell it, and whoever looks at the figures sends no hundred requests a second.
#[derive(Debug)]
struct Memory {
    clock: Clock,
    /// What Linux writes of the process, anew each time it is read from its beginning; none elsewhere.
    status: Option<File>,
    asked: Option<Instant>,
    most_mb: Option<u64>,
}

/// In this time a process can be given some megabytes at most.
const LASTS: Duration = Duration::from_millis(10);

impl Memory {
    fn of(process: Option<u32>, clock: Clock) -> Memory {
        let status = process.and_then(|id| File::open(format!("/proc/{id}/status")).ok());
        Memory {
            clock,
            status,
            asked: None,
            most_mb: None,
        }
    }

    /// In MB, rounded up; of a process that has ended what was seen last.
    fn most_mb(&mut self) -> Option<u64> {
        if self.asked.is_none_or(|asked| asked.elapsed() > LASTS) {
            self.most_mb = self.ask().or(self.most_mb);
            self.asked = Some(self.clock.instant());
        }
        self.most_mb
    }

    fn ask(&self) -> Option<u64> {
        // More than a page where a user is in many groups.
        let mut status = [0; 8192];
        let length = self.status.as_ref()?.read_at(&mut status, 0).ok()?;
        // A program's name, which stands in it too, need not be text.
        let mut lines = status[..length].split(|byte| *byte == b'\n');
        let line = lines.find_map(|line| line.strip_prefix(b"VmHWM:"))?;
        let kilobytes = str::from_utf8(line).ok()?.trim().trim_end_matches(" kB");
        let kilobytes: u64 = kilobytes.parse().ok()?;
        Some(kilobytes.div_ceil(1024))
    }
}
