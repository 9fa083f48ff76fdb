//! HTTP as bytes on a socket: listening, reading requests, writing answers, stopping.
//!
//! Rule: what leaves this module is plain data ([`Request`], [`Answer`]); nothing outside it and the two
//! APIs of `lambda` sees a socket.
//!
//! AWS: a REST API keeps the spelling of header names both ways: `request_head`, `answer_head`.

mod answer_head;
mod body;
mod headers;
mod in_place;
mod message;
mod read_along;
mod request_head;
mod server;
mod write_along;

pub(crate) use answer_head::HeaderLines;
pub(crate) use body::{BodyError, read_body, read_body_and_trailers, text};
pub use headers::Headers;
pub(crate) use message::Response;
pub use message::{Answer, Request, Unreadable};
pub(crate) use server::{Client, Patience, Server};
