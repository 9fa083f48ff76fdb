//! What the function does besides answering.

use std::{
    fs::File,
    io::{self, Write},
    os::fd::AsFd,
    process::{Command, Stdio},
    time::Duration,
};

use rustix::process::{Signal, getpid, kill_process};
use serde_json::Value;

use crate::runtime::Runtime;

pub(crate) fn act(runtime: &mut Runtime, id: &str, command: &Value) -> io::Result<()> {
    print(command)?;
    if let Some(path) = command["writes"]["path"].as_str() {
        std::fs::write(path, command["writes"]["text"].as_str().unwrap_or_default())?;
    }
    if let Some(program) = command["starts"].as_array() {
        start(program)?;
    }
    if let Some(ms) = command["takes_ms"].as_u64() {
        std::thread::sleep(Duration::from_millis(ms));
    }
    if let Some(path) = command["waits_for"].as_str() {
        while !std::fs::exists(path)? {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
    for call in command["calls"].as_array().into_iter().flatten() {
        let (status, body) = runtime.call(call, id)?;
        println!("{status} {}", body.trim_end());
    }
    if command["asks_and_leaves"] == true {
        runtime.ask_and_leave()?;
    }
    end(command);
    Ok(())
}

fn print(command: &Value) -> io::Result<()> {
    let mut stdout = io::stdout();
    if let Some(text) = command["prints"].as_str() {
        write!(stdout, "{text}")?;
    }
    if let Some(text) = command["complains"].as_str() {
        write!(io::stderr(), "{text}")?;
    }
    if let Some(bytes) = command["prints_bytes"].as_array() {
        let bytes = bytes
            .iter()
            .filter_map(|byte| u8::try_from(byte.as_u64()?).ok());
        stdout.write_all(&bytes.collect::<Vec<u8>>())?;
    }
    let line = format!("{}\n", "x".repeat(99));
    for _ in 0..command["prints_much"].as_u64().unwrap_or_default() / 100 {
        stdout.write_all(line.as_bytes())?;
    }
    if command["prints_for_ever"] == true {
        // Past stdout's lock, which the function itself would have to wait for.
        let mut stdout = File::from(stdout.as_fd().try_clone_to_owned()?);
        std::thread::spawn(move || {
            let block = line.repeat(100);
            while stdout.write_all(block.as_bytes()).is_ok() {}
        });
    }
    stdout.flush()
}

fn start(program: &[Value]) -> io::Result<()> {
    let mut words = program.iter().filter_map(Value::as_str);
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).stdin(Stdio::null());
    let child = command.spawn()?;
    println!("{}", child.id());
    Ok(())
}

fn end(command: &Value) {
    let signal = command["signals"]
        .as_i64()
        .and_then(|signal| i32::try_from(signal).ok());
    if let Some(signal) = signal.and_then(Signal::from_named_raw) {
        let _ = kill_process(getpid(), signal);
    }
    if command["aborts"] == true {
        std::process::abort();
    }
    if let Some(code) = command["exits"].as_i64() {
        std::process::exit(i32::try_from(code).unwrap_or(1));
    }
    if command["hangs"] == true {
        loop {
            std::thread::park();
        }
    }
}
