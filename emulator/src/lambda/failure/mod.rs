//! What Lambda says when a function fails, when it will not run one, and when a runtime breaks the rules.
//!
//! Rule: every payload, status and error type that Lambda words itself stands in this folder, once.

mod exit;
mod function_error;
mod refusal;
mod runtime_fault;

pub use function_error::{FunctionError, FunctionResult, Reason, payload};
pub use refusal::Refusal;
pub(super) use runtime_fault::RuntimeFault;
