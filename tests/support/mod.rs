//! What the suites share: a stage behind its API, a client that speaks as curl does, and pins.
//!
//! Rule: the function is always the stage's real binary, the traffic always real HTTP.

#![allow(dead_code, unreachable_pub, reason = "each suite uses its own part")]

pub mod client;
pub mod contract;
pub mod crossings;
pub mod stand_ins;
pub mod written;

use std::{path::Path, process::Child, sync::Arc};

use emulator::{
    Emulator, Settings,
    exchange::Exchange,
    lambda::Program,
    observer::SharedObserver,
    template::{self, Source, Template},
    threads,
};
use tokio::runtime::Runtime;

pub use client::Reply;
pub use stand_ins::stand_ins;
use written::Written;

/// A stage behind its API, on a port of its own, until it is dropped.
pub struct Deployment {
    program: String,
    source: Source,
    emulator: Option<Emulator>,
    banner: String,
    written: Written,
    runtime: Runtime,
}

impl Deployment {
    /// `stage4` with `stages/template.yaml`.
    pub fn of(stage: &str) -> Deployment {
        Deployment::with_template(stage, "stages/template.yaml")
    }

    /// A stage with another template; its path is relative to the workspace.
    pub fn with_template(stage: &str, template: &str) -> Deployment {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(template);
        let text = std::fs::read_to_string(&path).expect("the template is there");
        Deployment::with_template_text(stage, template, text)
    }

    /// A stage with a template that stands in the test.
    pub fn with_template_text(stage: &str, name: &str, text: String) -> Deployment {
        let source = Source {
            name: name.to_owned(),
            text,
        };
        let template = template::read(&source).unwrap_or_else(|error| panic!("{error}"));
        let runtime = threads::runtime().expect("a runtime");
        let program = Program::at(executable(stage));
        let written = Written::default();
        let settings = Settings {
            observer: SharedObserver::new(written.clone()),
            ..Settings::new(template.clone(), program)
        };
        let emulator = runtime
            .block_on(Emulator::start(settings))
            .expect("a free port");
        let banner = banner(&template, &emulator.address());
        Deployment {
            program: stage.to_owned(),
            source,
            emulator: Some(emulator),
            banner,
            written,
            runtime,
        }
    }

    /// The same program once more, with its template changed in one place.
    ///
    /// # Errors
    ///
    /// The template does not hold what is to be changed.
    pub fn redeploy(&mut self, written: &str, instead: &str) -> Result<(), String> {
        let Source { name, text } = &self.source;
        if !text.contains(written) {
            let written = written.trim_end();
            return Err(format!("expected `{written}` in {name}\nfound    none"));
        }
        let text = text.replace(written, instead);
        *self = Deployment::with_template_text(&self.program, name, text);
        Ok(())
    }

    /// `http://127.0.0.1:41234`
    pub fn address(&self) -> String {
        self.emulator().address()
    }

    /// Exactly what `cargo run --bin stageN` prints at start.
    pub fn banner(&self) -> String {
        self.banner.clone()
    }

    /// Sends a request with these headers and, where they are not among them, curl's own.
    #[track_caller]
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Reply {
        client::send(&self.address(), method, path, headers, body)
    }

    /// `GET path`, as curl sends it.
    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None)
    }

    /// `POST path` with a JSON body.
    #[track_caller]
    pub fn post_json(&self, path: &str, body: &str) -> Reply {
        let headers = [("Content-Type", "application/json")];
        self.send("POST", path, &headers, Some(body.as_bytes()))
    }

    /// Calls the function past the gateway, as the Lambda console's Test button does.
    #[track_caller]
    pub fn invoke(&self, event: &str) -> Reply {
        let path = "/2015-03-31/functions/testLambda-luna/invocations";
        self.send("POST", path, &[], Some(event.as_bytes()))
    }

    /// All exchanges, the latest at the end.
    pub fn exchanges(&self) -> Vec<Arc<Exchange>> {
        self.runtime.block_on(self.emulator().exchanges())
    }

    /// The latest exchange.
    #[track_caller]
    pub fn exchange(&self) -> Arc<Exchange> {
        self.exchanges().pop().expect("an exchange")
    }

    /// The event of the latest exchange as the function got it; `None` if it was not called.
    pub fn event(&self) -> Option<String> {
        let exchange = self.exchange();
        let event = exchange.event.as_ref()?;
        Some(String::from_utf8(event.to_vec()).expect("events are UTF-8"))
    }

    /// What the function has written to stdout and stderr, line by line.
    pub fn written(&self) -> Vec<String> {
        self.written.lines()
    }

    fn emulator(&self) -> &Emulator {
        self.emulator.as_ref().expect("runs until it is dropped")
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        if let Some(emulator) = self.emulator.take() {
            self.runtime.block_on(emulator.stop());
        }
    }
}

fn banner(template: &Template, address: &str) -> String {
    emulator::cli::banner(&template.apis, &template.function.name, address)
}

/// Where cargo put a stage, or the reader's own program.
pub fn executable(stage: &str) -> &'static str {
    match stage {
        "stage1" => env!("CARGO_BIN_EXE_stage1"),
        "between" => env!("CARGO_BIN_EXE_between"),
        "stage2" => env!("CARGO_BIN_EXE_stage2"),
        "stage3" => env!("CARGO_BIN_EXE_stage3"),
        "stage4" => env!("CARGO_BIN_EXE_stage4"),
        #[cfg(feature = "mine")]
        "mine" => env!("CARGO_BIN_EXE_mine"),
        #[cfg(feature = "answers")]
        task => answer(task),
        #[cfg(not(feature = "answers"))]
        other => panic!("there is no stage {other:?}"),
    }
}

/// Where cargo put the answer to a task.
#[cfg(feature = "answers")]
fn answer(task: &str) -> &'static str {
    match task {
        "greeting" => env!("CARGO_BIN_EXE_greeting"),
        "deadline" => env!("CARGO_BIN_EXE_deadline"),
        "counter" => env!("CARGO_BIN_EXE_counter"),
        "text" => env!("CARGO_BIN_EXE_text"),
        "cookies" => env!("CARGO_BIN_EXE_cookies"),
        "not-found" => env!("CARGO_BIN_EXE_not-found"),
        "language" => env!("CARGO_BIN_EXE_language"),
        "stage-variable" => env!("CARGO_BIN_EXE_stage-variable"),
        "bad-request" => env!("CARGO_BIN_EXE_bad-request"),
        "allow" => env!("CARGO_BIN_EXE_allow"),
        "user-id" => env!("CARGO_BIN_EXE_user-id"),
        other => panic!("there is no stage and no answer {other:?}"),
    }
}

/// A stage that was started by itself, as a reader does; killed if a test fails.
pub struct Running {
    child: Child,
    /// What it printed until it listened.
    pub printed: String,
    /// `http://127.0.0.1:41234`
    pub address: String,
}

impl Running {
    /// Starts the binary and waits for its Invoke URL.
    pub fn start(stage: &str) -> Running {
        use std::io::{BufRead, BufReader};
        let mut child = std::process::Command::new(executable(stage))
            .args(["--port", "0"])
            .env_remove("AWS_LAMBDA_RUNTIME_API")
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("the stage starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut printed = String::new();
        let address = loop {
            let line = lines.next().expect("an Invoke URL comes").expect("text");
            printed += &format!("{line}\n");
            if let Some((_, url)) = line.split_once("Invoke URL") {
                break url.trim().trim_end_matches("/prod").to_owned();
            }
        };
        // Left unread, a full pipe would stop the stage.
        std::thread::spawn(move || lines.for_each(drop));
        Running {
            child,
            printed,
            address,
        }
    }

    /// `GET path`, as curl sends it.
    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        client::send(&self.address, "GET", path, &[], None)
    }

    /// Asks it to end, as Ctrl-C (`INT`) or a service manager (`TERM`) does, and gives its exit code.
    pub fn end_with(&mut self, signal: rustix::process::Signal) -> Option<i32> {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, signal).expect("it still runs");
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
