//! Nothing is lost and nothing is left: a function that fails in every way, again and again.
//!
//! Rule: a process of its own, because it counts what the whole process holds.
//!
//! The long run, 200,000 requests of 32 clients of which one in a hundred meets a fault, is not part of
//! `cargo test`:
//!
//! ```text
//! cargo test --release -p emulator --test soak -- --ignored --nocapture
//! ```

mod support;

#[path = "lambda/processes.rs"]
mod processes;

#[path = "soak/clients.rs"]
mod clients;
#[path = "soak/faults.rs"]
mod faults;
#[path = "soak/held.rs"]
mod held;

use std::time::{Duration, Instant};

use clients::run;
use emulator::host::Limits;
use held::Held;
use support::{Deployment, WHOLE};

fn deployed(concurrency: usize, timeout: Duration) -> Deployment {
    Deployment::with(&WHOLE, |settings| {
        settings.concurrency = concurrency;
        settings.template.function.timeout = timeout;
        settings.host.limits.result = 65_536;
        settings.host.limits.idle = Duration::from_millis(300);
    })
}

/// Each fault in turn, a good request behind each; then the same again, which may leave nothing behind.
#[test]
fn every_fault_leaves_nothing_behind() {
    let api = deployed(2, Duration::from_millis(300));
    run(&api, 1, 2 * faults::KINDS, 2);
    let before = Held::when_idle();
    run(&api, 1, 4 * faults::KINDS, 2);
    // One round is too short to tell memory that is kept from memory that is lost.
    Held::when_idle().is_no_more_than(&before, 100);
}

#[test]
#[ignore = "takes a minute"]
fn two_hundred_thousand_requests_are_answered_once_each() {
    const CLIENTS: usize = 32;
    const EACH: usize = 200_000 / CLIENTS;
    let api = deployed(CLIENTS, Duration::from_secs(2));
    // Until the exchanges are as many as are kept.
    run(&api, CLIENTS, 500, 100);
    let before = Held::when_idle();
    let started = Instant::now();
    let faults = run(&api, CLIENTS, EACH, 100);
    let seconds = started.elapsed().as_secs_f64();
    let after = Held::when_idle();
    let requests = CLIENTS * EACH;
    let rate = requests as f64 / seconds;
    println!("{requests} requests, {faults} faults, {seconds:.1} s, {rate:.0} a second");
    println!("before {before:?}, after {after:?}");
    println!("exchanges kept: {}", api.exchanges().len());
    after.is_no_more_than(&before, 32);
    assert!(api.exchanges().len() <= Limits::default().exchanges);
}
