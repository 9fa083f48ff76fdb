//! Printing that never makes anybody wait: what is to be printed goes to a thread of its own.
//!
//! Rule: a terminal that stands still (Ctrl-S, a pager) holds up neither a request nor a function that writes.
//! What does not fit into the queue is left out, and counted.

use std::{
    io::{Write, stdout},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// How many texts may wait to be printed.
const QUEUE: usize = 10_000;

/// A queue of texts, each printed whole.
#[derive(Debug, Clone)]
pub(super) struct Printer {
    queue: SyncSender<Message>,
    left_out: std::sync::Arc<AtomicUsize>,
}

enum Message {
    Text(String),
    /// All before it is to be printed, then this told.
    Flush(SyncSender<()>),
}

impl Printer {
    /// Starts the thread that prints to stdout.
    pub(super) fn start() -> Printer {
        let (queue, messages) = sync_channel(QUEUE);
        thread::spawn(move || print_all(&messages));
        Printer {
            queue,
            left_out: std::sync::Arc::default(),
        }
    }

    /// Has `text` printed, as soon as stdout takes it.
    pub(super) fn print(&self, text: String) {
        let missed = self.left_out.swap(0, Ordering::Relaxed);
        let text = match missed {
            0 => text,
            missed => format!(
                "… {missed} texts are left out: they came faster than they could be printed\n{text}"
            ),
        };
        if self.queue.try_send(Message::Text(text)).is_err() {
            self.left_out.fetch_add(missed + 1, Ordering::Relaxed);
        }
    }

    /// Waits until all of it is printed.
    pub(super) fn flush(&self) {
        let (told, flushed) = sync_channel(1);
        if self.queue.send(Message::Flush(told)).is_ok() {
            // The thread ends only with the process.
            let _ = flushed.recv();
        }
    }
}

/// A reader that has gone away, as with `| head`, is no reason to stop serving: its text is lost.
fn print_all(messages: &Receiver<Message>) {
    for message in messages {
        match message {
            Message::Text(text) => {
                let mut stdout = stdout().lock();
                let _ = stdout
                    .write_all(text.as_bytes())
                    .and_then(|()| stdout.flush());
            }
            Message::Flush(told) => {
                let _ = told.send(());
            }
        }
    }
}
