//! What a process holds: descriptors, children, memory.

use std::fs;

use crate::processes::{children, until};

#[derive(Debug)]
pub(crate) struct Held {
    descriptors: usize,
    children: usize,
    memory_mb: u64,
}

impl Held {
    pub(crate) fn by_this_process() -> Held {
        Held {
            descriptors: descriptors(),
            children: children(),
            memory_mb: memory_mb(),
        }
    }

    /// As many descriptors and children as then, or fewer, and so much more memory at most.
    #[track_caller]
    pub(crate) fn is_all_that_is_held(&self, more_mb: u64) {
        // A connection that was closed is closed on the other side a moment later.
        until("no more descriptors than before", || {
            descriptors() <= self.descriptors
        });
        until("no more children than before", || {
            children() <= self.children
        });
        let memory = memory_mb();
        // One run is too short to tell memory that is kept from memory that is lost.
        let most = if more_mb == 0 {
            u64::MAX
        } else {
            self.memory_mb + more_mb
        };
        assert!(memory <= most, "{memory} MB, before {} MB", self.memory_mb);
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
