//! An emulator with the scripted function, and sockets that send exactly what a test writes.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::mpsc::{self, Receiver, Sender},
    time::Duration,
};

use emulator::{
    Emulator, Settings,
    exchange::Exchange,
    host::Limits,
    lambda::Program,
    observer::{Observer, SharedObserver},
    template::{self, Source},
    threads,
};
use tokio::runtime::Runtime;

/// Longer than anything here takes: a test that waits so long has found a hang.
const HANG: Duration = Duration::from_secs(20);

pub(crate) struct Served {
    emulator: Option<Emulator>,
    runtime: Runtime,
    exchanges: Receiver<Exchange>,
    unread: Receiver<String>,
}

struct Told(Sender<Exchange>, Sender<String>);

impl Observer for Told {
    fn exchange(&self, exchange: &Exchange) {
        let _ = self.0.send(exchange.clone());
    }

    fn no_request(&self, why: &str) {
        let _ = self.1.send(why.to_owned());
    }
}

impl Served {
    pub(crate) fn start() -> Served {
        Served::with_limits(Limits::default())
    }

    pub(crate) fn with_limits(limits: Limits) -> Served {
        let text = include_str!("../../../stages/template.yaml").to_owned();
        let source = Source {
            name: "template.yaml".into(),
            text,
        };
        let program = Program::at(env!("CARGO_BIN_EXE_scripted-function"));
        let (sender, exchanges) = mpsc::channel();
        let (hears, unread) = mpsc::channel();
        let template = template::read(&source).expect("a template");
        let mut settings = Settings::new(template, program);
        settings.host.limits = limits;
        settings.observer = SharedObserver::new(Told(sender, hears));
        let runtime = threads::runtime().expect("a runtime");
        let emulator = Some(runtime.block_on(Emulator::start(settings)).expect("a port"));
        Served {
            emulator,
            runtime,
            exchanges,
            unread,
        }
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> Wire {
        let address = self.emulator.as_ref().expect("it runs").address();
        let stream = TcpStream::connect(address.trim_start_matches("http://")).expect("a place");
        stream.set_read_timeout(Some(HANG)).expect("a time-out");
        Wire { stream }
    }

    /// Sends `bytes` on a connection of their own and reads until the other side closes it.
    pub(crate) fn send(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut wire = self.connect();
        wire.write(bytes);
        wire.read_to_end()
    }

    /// Waits for the next exchange.
    #[track_caller]
    pub(crate) fn exchange(&self) -> Exchange {
        self.exchanges.recv_timeout(HANG).expect("an exchange")
    }

    /// Waits for what is no request, and says why it is none.
    #[track_caller]
    pub(crate) fn no_request(&self) -> String {
        self.unread.recv_timeout(HANG).expect("word of it")
    }

    /// The next exchange's event.
    #[track_caller]
    pub(crate) fn event(&self) -> serde_json::Value {
        let invocation = self.exchange().invocation.expect("the function was called");
        serde_json::from_slice(&invocation.event).expect("JSON")
    }

    /// A good request: whatever came before, this is answered.
    #[track_caller]
    pub(crate) fn still_works(&self) {
        let answer = self.send(closing("GET /prod/ HTTP/1.1\r\nHost: x\r\n", ""));
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(emulator) = self.emulator.take() {
            self.runtime.block_on(emulator.stop());
        }
    }
}

/// A head and a body, with what ends the connection behind the answer.
pub(crate) fn closing(head: &str, body: &str) -> String {
    let length = match body.len() {
        0 => String::new(),
        length => format!("Content-Length: {length}\r\n"),
    };
    format!("{head}{length}Connection: close\r\n\r\n{body}")
}

/// A connection.
pub(crate) struct Wire {
    pub(crate) stream: TcpStream,
}

impl Wire {
    pub(crate) fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream
            .write_all(bytes.as_ref())
            .expect("the other side reads");
    }

    /// Reads until the other side closes.
    #[track_caller]
    pub(crate) fn read_to_end(&mut self) -> String {
        let mut bytes = Vec::new();
        match self.stream.read_to_end(&mut bytes) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {}
            Err(error) => panic!("{error}: {}", String::from_utf8_lossy(&bytes)),
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Reads until `end` has come.
    #[track_caller]
    pub(crate) fn read_until(&mut self, end: &str) -> String {
        let mut bytes = Vec::new();
        let mut byte = [0];
        while !String::from_utf8_lossy(&bytes).ends_with(end) {
            let count = self.stream.read(&mut byte).expect("more comes");
            assert_ne!(count, 0, "ended early: {}", String::from_utf8_lossy(&bytes));
            bytes.push(byte[0]);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
