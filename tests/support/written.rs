//! What a function writes to stdout and stderr while it runs: a panic's place, the reader's own `dbg!`.
//!
//! Rule: only the function's lines. START, END and REPORT are Lambda's, and say nothing of a demand.

use std::sync::{Arc, Mutex, PoisonError};

use emulator::observer::{Author, Observer};

/// The lines so far.
#[derive(Clone, Default)]
pub struct Written(Arc<Mutex<Vec<String>>>);

impl Written {
    pub fn lines(&self) -> Vec<String> {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.clone()
    }
}

impl Observer for Written {
    fn log_line(&self, _environment: u32, author: Author, line: &str) {
        if author == Author::Function {
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            lines.push(line.to_owned());
        }
    }
}
