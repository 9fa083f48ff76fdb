//! The threads that the emulator's programs serve on.
//!
//! Rule: half as many as the machine has cores; the others are the function's. With more of them each has less to do, and
//! is put to sleep and woken again between two steps of a trip, which costs more than some of the steps do: on two cores,
//! one serves the round trips of `cargo bench -p emulator --bench round_trips` faster than two, be it for one client or
//! for sixteen.
//!
//! It costs something where a function does next to nothing, so that most of a trip is the emulator's: on two cores
//! `cargo test --release -p emulator --test soak -- --ignored --nocapture` makes 9,900 requests a second with one of
//! them, and 10,700 with two. And what computes for long holds up what else its thread has to serve: at most that is a
//! mapping template, which is ended when it takes too many steps.
//!
//! On Linux with glibc they interrupt nobody when they are woken (`SCHED_BATCH`), and what they start, threads and the
//! function, has this from them: who is woken begins when a core is free, or when another's turn is over. Where every
//! core is busy, each waking would else put aside a step of another trip, for two switches and cold caches. That costs
//! something where others compute without a pause: their turns are some ms long, and a trip waits for some of them.
//! Who has given the program another policy (`chrt`) keeps it.
//!
//! Not AWS's, where the gateway and the function never share a machine.

use std::{io, num::NonZeroUsize, thread::available_parallelism};

use tokio::runtime::{Builder, Runtime};

/// What the system calls each of them.
const NAME: &str = "serving";

/// A runtime of as many threads as suit an [`Emulator`](crate::Emulator); it serves on any other one too.
///
/// # Errors
/// The machine has no more threads or descriptors.
pub fn runtime() -> io::Result<Runtime> {
    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    Builder::new_multi_thread()
        .worker_threads((cores / 2).max(1))
        .thread_name(NAME)
        .on_thread_start(interrupt_nobody)
        .enable_all()
        .build()
}

/// Has the thread that calls it wait for its turn, if its policy is the usual one.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn interrupt_nobody() {
    if policy().as_deref() == Some("0") {
        // Without it all works as well, only slower.
        let _ = scheduler::set_self_policy(scheduler::Policy::Batch, 0);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn interrupt_nobody() {}

/// The number of the calling thread's policy, the 41st field of its `stat`; the second is a name that may have blanks.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn policy() -> Option<String> {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    fields.split(' ').nth(38).map(str::to_owned)
}
