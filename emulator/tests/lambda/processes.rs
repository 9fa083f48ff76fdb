//! What the system knows of processes.

#![allow(dead_code, reason = "each suite uses its own part")]

use std::{
    fs,
    time::{Duration, Instant},
};

/// Longer than anything here takes: who waits so long has found a hang.
const HANG: Duration = Duration::from_secs(20);

/// Waits until something is so.
#[track_caller]
pub(crate) fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < HANG, "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whether a process runs; one that is dead and not yet buried does not.
pub(crate) fn runs(pid: u64) -> bool {
    state(pid).is_some_and(|state| state != 'Z' && state != 'X')
}

#[track_caller]
pub(crate) fn until_gone(pid: u64) {
    until("the process is gone", || !runs(pid));
}

/// Processes of this one that run or were not buried.
pub(crate) fn children() -> usize {
    let me = std::process::id().to_string();
    let all = fs::read_dir("/proc").expect("Linux").flatten();
    all.filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok())
        .filter(|stat| fields(stat).nth(1) == Some(me.as_str()))
        .count()
}

/// How nice a process is to others.
pub(crate) fn niceness(pid: u64) -> i32 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("it runs");
    let niceness = fields(&stat).nth(16).and_then(|nice| nice.parse().ok());
    niceness.expect("a number")
}

/// What the system knows of a thread.
pub(crate) struct Thread {
    pub(crate) name: String,
    /// Whether it puts aside what its core does when it is woken.
    pub(crate) interrupts: bool,
}

/// The threads of a process.
pub(crate) fn threads(pid: u64) -> Vec<Thread> {
    const SCHED_BATCH: &str = "3";
    let all = fs::read_dir(format!("/proc/{pid}/task")).expect("it runs");
    let thread = |entry: fs::DirEntry| {
        let told = |file| fs::read_to_string(entry.path().join(file)).ok();
        Some(Thread {
            name: told("comm")?.trim_end().to_owned(),
            interrupts: fields(&told("stat")?).nth(38) != Some(SCHED_BATCH),
        })
    };
    all.flatten().filter_map(thread).collect()
}

/// Whether any process of a group runs.
pub(crate) fn group_runs(group: u64) -> bool {
    let group = group.to_string();
    let all = fs::read_dir("/proc").expect("Linux").flatten();
    all.filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok())
        .filter(|stat| fields(stat).nth(2) == Some(group.as_str()))
        .any(|stat| !matches!(fields(&stat).next(), Some("Z" | "X")))
}

fn state(pid: u64) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    fields(&stat).next()?.chars().next()
}

/// What follows the name, which may have blanks: state, parent, …
fn fields(stat: &str) -> impl Iterator<Item = &str> {
    let rest = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    rest.split(' ')
}
