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
use held::Held;
use support::{Deployment, WHOLE};

fn deployed(concurrency: usize) -> Deployment {
    Deployment::with(&WHOLE, |settings| {
        settings.concurrency = concurrency;
        settings.template.function.timeout = Duration::from_secs(2);
        settings.template.function.name = "fn".to_owned();
        settings.host.limits.result = 65_536;
    })
}

/// Each fault in turn, a good request behind each; then the same twice more, which may leave nothing behind.
#[test]
fn every_fault_leaves_nothing_behind() {
    let api = Deployment::with(&WHOLE, |settings| {
        settings.template.function.timeout = Duration::from_millis(200);
        settings.template.function.name = "fn".to_owned();
        settings.host.limits.result = 65_536;
    });
    run(&api, 1, 2 * faults::KINDS, 2);
    let before = Held::by_this_process();
    run(&api, 1, 4 * faults::KINDS, 2);
    before.is_all_that_is_held(0);
}

#[test]
#[ignore = "takes minutes"]
fn every_request_of_many_is_answered_once_by_its_own_run() {
    const CLIENTS: usize = 32;
    const EACH: usize = 200_000 / CLIENTS;
    let api = deployed(CLIENTS);
    // Until every environment was there and the exchanges are as many as are kept.
    run(&api, CLIENTS, 500, 100);
    let before = Held::by_this_process();
    println!("before: {before:?}");
    let started = Instant::now();
    let faults = run(&api, CLIENTS, EACH, 100);
    let seconds = started.elapsed().as_secs_f64();
    println!("after:  {:?}", Held::by_this_process());
    let requests = CLIENTS * EACH;
    let rate = requests as f64 / seconds;
    println!("{requests} requests, {faults} faults, {seconds:.1} s, {rate:.0} a second");
    println!("exchanges kept: {}", api.exchanges().len());
    assert!(api.exchanges().len() <= 500);
    before.is_all_that_is_held(32);
}
