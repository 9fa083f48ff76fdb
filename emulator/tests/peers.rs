//! The engine held against its peers: real Velocity 1.7 and real Jayway, in a process of their own.
//!
//! ```text
//! cargo test -p emulator --test peers -- --ignored
//! ```
//!
//! Rule: for whatever is in the grammar, either both print the same bytes or both refuse. Where that shall not hold, the
//! difference is named with its reason, in `vtl/different.rs`. These tests need Java and are `#[ignore]`d for that;
//! where they are asked for and the peers are missing, they fail. `peers/README.md` says what to install.

mod peers {
    mod agreement;
    mod cases;
    mod fixtures;
    mod generated;
    mod grammar;
    pub(crate) mod peer;
    mod recordings;
}
#[path = "vtl/different.rs"]
mod different;
#[path = "vtl/fixture.rs"]
mod fixture;
