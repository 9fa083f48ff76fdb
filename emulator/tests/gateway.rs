//! The gateway as AWS was seen to behave: each test names the lines of `FACTS.md` that it pins.
//!
//! Rule: real HTTP in, a real process behind, the event and the answer as they were. What is pure is tried with
//! anything at all in `gateway/anything.rs`.

mod support;

#[path = "gateway/answer_headers.rs"]
mod answer_headers;
#[path = "gateway/answers.rs"]
mod answers;
#[path = "gateway/anything.rs"]
mod anything;
#[path = "gateway/errors.rs"]
mod errors;
#[path = "gateway/event_headers.rs"]
mod event_headers;
#[path = "gateway/events.rs"]
mod events;
#[path = "gateway/explanations.rs"]
mod explanations;
#[path = "gateway/matching.rs"]
mod matching;
#[path = "gateway/paths.rs"]
mod paths;
