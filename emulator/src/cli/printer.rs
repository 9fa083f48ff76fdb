//! Printing that never makes anybody wait: what is to be printed goes to a thread of its own.
//!
//! Rule: a terminal that stands still (Ctrl-S, a pager) holds up neither a request, nor a function that writes,
//! nor the end. What does not fit into the queue is left out, and counted.

use std::{
    io::{self, Write, stdout},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

/// How many texts may wait to be printed.
const QUEUE: usize = 10_000;

/// How many bytes they may have together.
const QUEUE_BYTES: usize = 32 << 20;

/// How long the end waits for a terminal that stands still.
const LAST_WAIT: Duration = Duration::from_secs(1);

/// A queue of texts, each printed whole.
#[derive(Debug, Clone)]
pub(super) struct Printer {
    queue: SyncSender<Message>,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    waiting_bytes: AtomicUsize,
    left_out: AtomicUsize,
}

enum Message {
    Text(String),
    /// All before it is to be printed, then this told.
    Flush(SyncSender<()>),
}

impl Printer {
    /// Starts the thread that prints to stdout.
    ///
    /// # Errors
    /// The machine has no more threads.
    pub(super) fn start() -> io::Result<Printer> {
        Printer::to(stdout)
    }

    fn to<W: Write>(out: impl Fn() -> W + Send + 'static) -> io::Result<Printer> {
        let (queue, messages) = sync_channel(QUEUE);
        let counts = Arc::<Counts>::default();
        let counting = counts.clone();
        thread::Builder::new()
            .name("printing".to_owned())
            .spawn(move || print_all(&messages, &counting, out))?;
        Ok(Printer { queue, counts })
    }

    /// Has `text` printed, as soon as stdout takes it.
    pub(super) fn print(&self, text: String) {
        let Counts {
            waiting_bytes,
            left_out,
        } = &*self.counts;
        let missed = left_out.swap(0, Ordering::Relaxed);
        let text = match missed {
            0 => text,
            missed => format!(
                "… {missed} texts are left out: they came faster than they could be printed\n{text}"
            ),
        };
        let bytes = text.len();
        let before = waiting_bytes.fetch_add(bytes, Ordering::Relaxed);
        let fits = before == 0 || before + bytes <= QUEUE_BYTES;
        if !fits || self.queue.try_send(Message::Text(text)).is_err() {
            waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
            left_out.fetch_add(missed + 1, Ordering::Relaxed);
        }
    }

    /// Waits until all of it is printed, but not for a terminal that stands still.
    pub(super) fn flush(&self) {
        if self.counts.left_out.load(Ordering::Relaxed) > 0 {
            // So that their number is said.
            self.print(String::new());
        }
        let (told, flushed) = sync_channel(1);
        let queue = self.queue.clone();
        // Even to get into the queue may take for ever.
        thread::spawn(move || queue.send(Message::Flush(told)));
        let _ = flushed.recv_timeout(LAST_WAIT);
    }
}

/// A reader that has gone away, as with `| head`, is no reason to stop serving: its text is lost.
fn print_all<W: Write>(messages: &Receiver<Message>, counts: &Counts, out: impl Fn() -> W) {
    for message in messages {
        match message {
            Message::Text(text) => {
                let mut out = out();
                let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
                counts
                    .waiting_bytes
                    .fetch_sub(text.len(), Ordering::Relaxed);
            }
            Message::Flush(told) => {
                let _ = told.send(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// A terminal that takes a text when it is told to.
    struct Terminal {
        go: Arc<std::sync::Mutex<mpsc::Receiver<()>>>,
        shown: mpsc::Sender<String>,
    }

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let _ = self.go.lock().unwrap().recv();
            let _ = self.shown.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn standing_still() -> (Printer, mpsc::Sender<()>, mpsc::Receiver<String>) {
        let (go, going) = mpsc::channel();
        let (shown, showing) = mpsc::channel();
        let going = Arc::new(std::sync::Mutex::new(going));
        let printer = Printer::to(move || Terminal {
            go: going.clone(),
            shown: shown.clone(),
        });
        (printer.unwrap(), go, showing)
    }

    #[test]
    fn what_does_not_fit_is_counted_and_said() {
        let (printer, go, shown) = standing_still();
        let large = "x".repeat(QUEUE_BYTES / 2);
        for _ in 0..4 {
            printer.print(large.clone());
        }
        for _ in 0..2 {
            go.send(()).unwrap();
            assert_eq!(shown.recv().unwrap(), large);
        }
        printer.print("again\n".to_owned());
        go.send(()).unwrap();
        assert_eq!(
            shown.recv().unwrap(),
            "… 2 texts are left out: they came faster than they could be printed\nagain\n"
        );
    }

    #[test]
    fn a_terminal_that_stands_still_does_not_hold_up_the_end() {
        let (printer, _go, _shown) = standing_still();
        for number in 0..QUEUE + 10 {
            printer.print(number.to_string());
        }
        printer.flush();
    }
}
