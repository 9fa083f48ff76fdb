//! The custom integration (`aws`): what goes in and out is configured, not fixed.
//!
//! Rule: pure, both ways.
//!
//! AWS (facts B1, B6): without a mapping template the body is the event, `{}` without one; without a
//! selection pattern every result, and every function error, is a 200 with the payload as its body.

use hyper::body::Bytes;

use crate::http::{Answer, Request};

/// The event's bytes. Whether they are JSON, Lambda says.
pub fn event(request: &Request) -> Bytes {
    if request.body.is_empty() {
        Bytes::from_static(b"{}")
    } else {
        request.body.clone()
    }
}

/// The answer of the default integration response.
pub fn answer(payload: &Bytes) -> Answer {
    Answer::json(200, payload.clone())
}
