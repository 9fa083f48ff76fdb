//! Mapping templates: Velocity as API Gateway speaks it.
//!
//! Rule: template and scope go in, text or an error with its place comes out. Nothing here knows HTTP, waits, or
//! reads a file.

pub mod json;
pub mod json_path;
