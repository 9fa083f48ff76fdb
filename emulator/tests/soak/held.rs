//! What a process holds while nothing is to do: descriptors and memory, but no children.

use std::fs;

use crate::processes::{children, until};

#[derive(Debug)]
pub(crate) struct Held {
    descriptors: usize,
    memory_mb: u64,
}

impl Held {
    /// Waits until every idle execution environment is ended: how many there are is chance.
    #[track_caller]
    pub(crate) fn when_idle() -> Held {
        until("no process is left", || children() == 0);
        Held {
            descriptors: descriptors(),
            memory_mb: memory_mb(),
        }
    }

    /// No descriptor more than `before`, and so much more memory at most.
    #[track_caller]
    pub(crate) fn is_no_more_than(&self, before: &Held, more_mb: u64) {
        // What was closed here is closed on the other side a moment later.
        until("no more descriptors than before", || {
            descriptors() <= before.descriptors
        });
        let (found, most) = (self.memory_mb, before.memory_mb + more_mb);
        assert!(found <= most, "{found} MB, {most} MB at most");
    }
}

/// Open descriptors of this process.
fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").expect("Linux").count()
}

/// What this process holds in memory, in MB.
fn memory_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line
        .expect("VmRSS")
        .trim()
        .trim_end_matches(" kB")
        .parse::<u64>();
    kilobytes.expect("a number") / 1024
}
