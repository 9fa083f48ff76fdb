//! Who wants to hear of things as they happen: the terminal.
//!
//! Rule: an observer is told, it cannot change anything; all it hears is also in an [`Exchange`], but for what a
//! function writes between two invocations, and for the oldest lines of a log that grew too long.

use std::{fmt, sync::Arc};

use crate::exchange::Exchange;

/// Hears of every exchange, and of every line that a function writes.
pub trait Observer: Send + Sync {
    /// A trip has ended: its answer is there, and the function is through with it. Of two that overlap the one that
    /// is through first is told first, whichever was answered first. Behind a trip through the
    /// API the execution environment waits for this before it takes its next event; so it should not take long.
    fn exchange(&self, _exchange: &Exchange) {}

    /// What a client sent is no HTTP request, so that there is no exchange: hyper answers it, with a bare 400, 414 or
    /// 431, and ends the connection. `why` is hyper's word for it, such as `invalid HTTP method parsed`.
    fn no_request(&self, _why: &str) {}

    /// The log of an execution environment has one more line.
    fn log_line(&self, _environment: u32, _author: Author, _line: &str) {}
}

/// Who wrote a line of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The function, to stdout or stderr.
    Function,
    /// Lambda: START, END, REPORT and what it says of a failure.
    Lambda,
}

/// An observer that many parts share.
#[derive(Clone)]
pub struct SharedObserver(Arc<dyn Observer>);

impl SharedObserver {
    /// Shares `observer`.
    pub fn new(observer: impl Observer + 'static) -> SharedObserver {
        SharedObserver(Arc::new(observer))
    }

    /// One that does not listen.
    pub fn none() -> SharedObserver {
        struct Nobody;
        impl Observer for Nobody {}
        SharedObserver::new(Nobody)
    }
}

impl std::ops::Deref for SharedObserver {
    type Target = dyn Observer;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl fmt::Debug for SharedObserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedObserver")
    }
}
