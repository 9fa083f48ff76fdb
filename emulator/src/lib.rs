//! API Gateway and Lambda on this machine.

#[cfg(feature = "local")]
pub mod api;
#[cfg(feature = "local")]
pub mod template;
