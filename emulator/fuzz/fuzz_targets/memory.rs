//! How much memory an input may need.
//!
//! Rule: every allocation of the engine counts, what is held at the same time, to the byte. One too many fails, which
//! ends the process: libFuzzer keeps the input. What libFuzzer needs for itself is C++ and does not count.

use std::alloc::System;

use cap::Cap;

/// In bytes.
const LIMIT: usize = 64 * 1024 * 1024;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// Runs this with no more than the limit on top of what is there already.
pub(crate) fn within_limit(run: impl FnOnce()) {
    let unlimited = ALLOCATOR.limit();
    // The limit is never below what is allocated.
    let _ = ALLOCATOR.set_limit(ALLOCATOR.allocated() + LIMIT);
    run();
    let _ = ALLOCATOR.set_limit(unlimited);
}
