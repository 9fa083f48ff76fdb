//! The step between the emulator and a function's process: it ties the one's life to the other's.
//!
//! Rule: a process that was started with [`LAUNCH`] becomes the program that its arguments name, and the system
//! kills that program when the emulator is gone, even if that was killed itself. The emulator cannot ask for
//! this from outside, and the program knows nothing of it: so the emulator's own executable goes in between.
//!
//! Linux only; elsewhere a function that is busy while its emulator is killed ends when it is done.

use std::{
    env, ffi::OsString, io::ErrorKind, os::unix::process::CommandExt, process::Command, thread,
};

use super::process::WRITTEN;

/// The variable that makes a launcher of a process: the emulator's process id.
pub(super) const LAUNCH: &str = "EMULATOR_LAUNCH";

/// Becomes the function's program, if this process was started as a launcher; else returns.
///
/// What keeps it from that is told on stderr, which is the function's log, and ends the process with code 127.
pub(crate) fn become_the_function() {
    let Some(emulator) = env::var_os(LAUNCH) else {
        return;
    };
    die_with(&emulator);
    let mut arguments = env::args_os().skip(1);
    let program = arguments.next().unwrap_or_default();
    let mut command = Command::new(&program);
    command.args(arguments).env_remove(LAUNCH);
    let mut error = command.exec();
    let (most, pause) = WRITTEN;
    for _ in 0..most {
        if error.kind() != ErrorKind::ExecutableFileBusy {
            break;
        }
        thread::sleep(pause);
        error = command.exec();
    }
    eprintln!("cannot start {}: {error}", program.display());
    exit(127);
}

#[cfg(target_os = "linux")]
fn die_with(emulator: &OsString) {
    use rustix::process::{Signal, getppid, set_parent_process_death_signal};
    // Refused by no Linux that runs this; without it the function only outlives a killed emulator.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    // The emulator may have gone before it could be noticed.
    let parent = getppid().map(|parent| parent.as_raw_nonzero().to_string());
    if parent.map(OsString::from).as_ref() != Some(emulator) {
        exit(0);
    }
}

#[cfg(not(target_os = "linux"))]
fn die_with(_: &OsString) {}

/// There is nobody to return to: `main` would go on as a stage.
#[allow(clippy::disallowed_methods)]
fn exit(code: i32) -> ! {
    std::process::exit(code)
}
