//! API Gateway and Lambda on this machine, as AWS was seen to behave.
//!
//! A stage calls [`serve_unless_on_lambda`] and is its own emulator; the `emulator` program serves any SAM
//! template with one function, and any program that speaks the Runtime API.
//!
//! # Layout
//!
//! One trip, and the module of each step:
//!
//! ```text
//! HTTP request ─ gateway ─ match ─┬─ proxy:   request → event            ┐
//!                                 └─ mapping: request → template → event ┴─ lambda: pool → execution environment → result
//! HTTP answer ── gateway ◂────────┬─ proxy:   result → answer            ┐                                           │
//!                                 └─ mapping: result → pattern → answer  ┴───────────────────────────────────────────┘
//! ```
//!
//! - [`template`] reads a SAM template into [`api`]'s plain data.
//! - [`http`] listens; [`gateway`] matches, builds events, maps answers; [`lambda`] runs the function.
//! - Each trip leaves an [`exchange::Exchange`], with an [`explanation`] where it went wrong.
//! - [`host`] is the one seam for time, ids and limits; [`threads`] are what the programs serve on.
//! - `java_regex` makes Java's regular expressions of templates, paths and responses run here.

#[cfg(feature = "local")]
pub mod api;
#[cfg(feature = "local")]
pub mod cli;
#[cfg(feature = "local")]
mod emulator;
#[cfg(feature = "local")]
pub mod exchange;
#[cfg(feature = "local")]
pub mod explanation;
#[cfg(feature = "local")]
pub mod gateway;
#[cfg(feature = "local")]
pub mod host;
#[cfg(feature = "local")]
pub mod http;
#[cfg(feature = "local")]
mod java_regex;
#[cfg(feature = "local")]
pub mod lambda;
#[cfg(feature = "local")]
pub mod observer;
#[cfg(feature = "local")]
pub mod template;
#[cfg(feature = "local")]
pub mod threads;
#[cfg(feature = "local")]
pub mod vtl;

#[cfg(feature = "local")]
pub use emulator::{Emulator, Settings};

/// Serves the API of `template` on this machine, with this same program as its function; on Lambda, does
/// nothing.
///
/// Where `AWS_LAMBDA_RUNTIME_API` is set, this program *is* the function and the call returns at once. So it
/// does, whatever the environment, in a build without the feature `local`. Otherwise it never returns: it
/// serves until Ctrl-C and ends the process, with code 0, or with 1 and a message where it cannot serve.
///
/// `template` is the text of a SAM template; `--template FILE` on the command line replaces it.
pub async fn serve_unless_on_lambda(template: &str) {
    #[cfg(feature = "local")]
    lambda::become_the_function();
    #[cfg(feature = "local")]
    if std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_none() {
        cli::serve_this_program(template).await;
    }
    #[cfg(not(feature = "local"))]
    let _ = template;
}
