//! The `emulator` program from its start to its end, however that comes: nothing it started is left.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::{
    processes::{Thread, group_runs, runs, threads, until, until_gone},
    support::{Reply, WHOLE, client, template_text},
};

/// A running `emulator serve`.
struct Program {
    child: Child,
    stdout: Option<BufReader<ChildStdout>>,
    address: String,
    template: PathBuf,
}

impl Program {
    fn start() -> Program {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("command-line-{}-{number}.yaml", std::process::id());
        let template = std::env::temp_dir().join(name);
        fs::write(&template, template_text(&WHOLE)).expect("a template");
        let mut child = Command::new(env!("CARGO_BIN_EXE_emulator"))
            .args(["serve", "--port", "0", "--template"])
            .arg(&template)
            .arg("--")
            .arg(env!("CARGO_BIN_EXE_scripted-function"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut program = Program {
            stdout: child.stdout.take().map(BufReader::new),
            child,
            address: String::new(),
            template,
        };
        let line = program.until_printed("Invoke URL");
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        program.address = address.expect("an address").to_owned();
        program
    }

    /// Reads what it prints until a line has this.
    #[track_caller]
    fn until_printed(&mut self, what: &str) -> String {
        let stdout = self.stdout.as_mut().expect("somebody reads");
        loop {
            let mut line = String::new();
            let length = stdout.read_line(&mut line).expect("text");
            assert!(length > 0, "it ended before it printed {what}");
            if line.contains(what) {
                return line;
            }
        }
    }

    fn request(command: &Value) -> Vec<u8> {
        client::request("POST /prod/", &[], command.to_string().as_bytes())
    }

    fn send(&self, command: &Value) -> Reply {
        client::send(&self.address, &Program::request(command))
    }

    fn pid_of_the_function(&self) -> u64 {
        let me = self.send(&json!({"returns_self": true})).body;
        let me: Value = serde_json::from_slice(&me).expect("JSON");
        me["pid"].as_u64().expect("a pid")
    }

    /// The threads that serve.
    fn serving(&self) -> Vec<Thread> {
        let mut threads = threads(self.child.id().into());
        threads.retain(|thread| thread.name == "serving");
        threads
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().cast_signed()).expect("a pid");
        kill_process(pid, signal).expect("it runs");
    }

    fn wait(&mut self) -> ExitStatus {
        self.child.wait().expect("it is ours")
    }

    fn rest(&mut self) -> String {
        let mut rest = String::new();
        let stdout = self.stdout.as_mut().expect("somebody reads");
        stdout.read_to_string(&mut rest).expect("text");
        rest
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_file(&self.template);
    }
}

#[test]
fn a_busy_function_ends_with_the_emulator_however_that_ends() {
    for signal in [
        Signal::INT,
        Signal::TERM,
        Signal::KILL,
        Signal::ABORT,
        Signal::HUP,
    ] {
        let mut program = Program::start();
        let pid = program.pid_of_the_function();
        let mut stream = std::net::TcpStream::connect(&program.address).expect("it listens");
        let request = Program::request(&json!({"prints": "busy\n", "hangs": true}));
        std::io::Write::write_all(&mut stream, &request).expect("it reads");
        program.until_printed("│ busy");
        assert!(runs(pid));
        program.signal(signal);
        program.wait();
        until_gone(pid);
    }
}

/// However close the second signal is behind the first: what the emulator has no time to end cleanly, it kills.
#[test]
fn what_a_busy_function_has_started_ends_on_two_signals_too() {
    for _ in 0..20 {
        let mut program = Program::start();
        let group = program.pid_of_the_function();
        let mut stream = std::net::TcpStream::connect(&program.address).expect("it listens");
        let command = json!({"starts": ["sleep", "60"], "prints": "busy\n", "hangs": true});
        let request = Program::request(&command);
        std::io::Write::write_all(&mut stream, &request).expect("it reads");
        program.until_printed("│ busy");
        program.signal(Signal::INT);
        program.signal(Signal::TERM);
        program.wait();
        until("nothing of the group is left", || !group_runs(group));
    }
}

#[test]
fn an_idle_function_ends_with_the_emulator_however_that_ends() {
    for signal in [Signal::INT, Signal::TERM, Signal::KILL] {
        let mut program = Program::start();
        let pid = program.pid_of_the_function();
        program.signal(signal);
        program.wait();
        until_gone(pid);
    }
}

#[test]
fn ctrl_c_answers_what_is_under_way_and_says_why() {
    let mut program = Program::start();
    let mut stream = std::net::TcpStream::connect(&program.address).expect("it listens");
    let request = Program::request(&json!({"prints": "busy\n", "hangs": true}));
    std::io::Write::write_all(&mut stream, &request).expect("it reads");
    program.until_printed("│ busy");
    let started = Instant::now();
    program.signal(Signal::INT);
    let reply = client::read(&mut stream, false);
    assert!(
        reply.text().contains("Runtime.ExitError"),
        "{}",
        reply.text()
    );
    assert!(program.wait().success());
    assert!(started.elapsed() < Duration::from_secs(2));
    let rest = program.rest();
    assert!(
        rest.contains("the emulator was stopped before the function answered"),
        "{rest}"
    );
}

#[test]
fn half_of_the_cores_are_left_to_the_function() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let program = Program::start();
    // A thread has its name once it has run.
    until("half of the cores serve", || {
        program.serving().len() == (cores / 2).max(1)
    });
}

/// See `emulator::threads`.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn neither_the_emulator_nor_a_function_interrupts_others_when_it_is_woken() {
    let program = Program::start();
    let function = program.pid_of_the_function();
    assert!(threads(function).iter().all(|thread| !thread.interrupts));
    until("those that serve wait for their turn", || {
        let serving = program.serving();
        !serving.is_empty() && serving.iter().all(|thread| !thread.interrupts)
    });
}

#[test]
fn a_reader_of_stdout_that_goes_away_stops_nothing() {
    let mut program = Program::start();
    program.stdout = None;
    for _ in 0..3 {
        let reply = program.send(&json!({"prints_much": 1_000_000, "returns": 1}));
        assert_eq!(reply.text(), "1");
    }
    program.signal(Signal::INT);
    assert!(program.wait().success());
}

#[test]
fn a_reader_of_stdout_that_stands_still_stops_nothing() {
    let program = Program::start();
    for _ in 0..3 {
        let reply = program.send(&json!({"prints_much": 5_000_000, "returns": 1}));
        assert_eq!(reply.text(), "1");
    }
    program.signal(Signal::INT);
    until("it has ended, although nobody reads", || {
        !runs(program.child.id().into())
    });
}
