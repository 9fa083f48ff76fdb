//! The custom integration as AWS was seen to behave: facts B1 and B6, and `mock`.
//!
//! Rule: a test has the integration it is about as text, and real HTTP in front of it.

mod support;

/// The integration that a test is about.
#[path = "mapping/custom.rs"]
mod custom;
#[path = "mapping/explanations.rs"]
mod explanations;
#[path = "mapping/mock.rs"]
mod mock;
#[path = "mapping/requests.rs"]
mod requests;
#[path = "mapping/responses.rs"]
mod responses;
