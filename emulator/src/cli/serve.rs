//! Serving in a terminal: from the template to Ctrl-C.
//!
//! Rule: every way in and out has its message; the work is [`Emulator`]'s.

use std::{
    fmt::Write,
    io::{self, ErrorKind},
    panic::resume_unwind,
    path::Path,
    time::Duration,
};

use tokio::{
    runtime::Runtime,
    signal::unix::{Signal, SignalKind, signal},
};

use crate::{
    Emulator, Settings,
    api::{Api, Integration, Resource, ResourcePath, Segment},
    lambda::Program,
    observer::SharedObserver,
    template::{self, NoteClass, Source, Template},
    threads,
};

use super::{flags::Flags, printer::Printer, terminal::Terminal};

/// A template that was read, and what is to be done with it.
pub(super) struct Served {
    flags: Flags,
    template: Template,
    program: Program,
}

impl Served {
    /// `text` with `program`, unless the flags name another template.
    pub(super) fn new(flags: Flags, text: &str, program: Program) -> Result<Served, String> {
        if flags.template.is_some() {
            return Served::from_file(flags, program);
        }
        let built_in = Source {
            name: "template.yaml".to_owned(),
            text: text.to_owned(),
        };
        Served::read(flags, built_in, program)
    }

    /// The template that the flags name.
    pub(super) fn from_file(flags: Flags, program: Program) -> Result<Served, String> {
        let path = flags
            .template
            .as_deref()
            .unwrap_or(Path::new("template.yaml"));
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read the template {name}: {error}"))?;
        Served::read(flags, Source { name, text }, program)
    }

    fn read(flags: Flags, source: Source, program: Program) -> Result<Served, String> {
        let template = template::read(&source).map_err(|error| error.to_string())?;
        Ok(Served {
            flags,
            template,
            program,
        })
    }
}

/// Serves until Ctrl-C or SIGTERM; a second one ends it at once. On [`threads`] of its own: those of the caller, who may
/// be anybody's `main`, wait meanwhile.
///
/// # Errors
/// The message to end with: the program is not there, the port is taken, signals cannot be heard.
pub(super) async fn serve(served: Served) -> Result<(), String> {
    let threads = threads::runtime().map_err(|error| error.to_string())?;
    let serving = threads.spawn(serve_here(served));
    let own = Own(Some(threads));
    let ended = serving.await;
    own.end().await;
    ended.unwrap_or_else(|panic| resume_unwind(panic.into_panic()))
}

/// A runtime within another one, where it must not be dropped like any value.
struct Own(Option<Runtime>);

/// How long the end waits for what its threads still do.
const LAST_STEPS: Duration = Duration::from_secs(1);

impl Own {
    /// Waits until its tasks are dropped: those of execution environments take their processes along.
    async fn end(mut self) {
        if let Some(threads) = self.0.take() {
            let end = move || threads.shutdown_timeout(LAST_STEPS);
            let _ = tokio::task::spawn_blocking(end).await;
        }
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Some(threads) = self.0.take() {
            threads.shutdown_background();
        }
    }
}

async fn serve_here(served: Served) -> Result<(), String> {
    let Served {
        flags,
        template,
        program,
    } = served;
    check_program(&program)?;
    let mut signals = Signals::listen().map_err(|error| error.to_string())?;
    let printer = Printer::start().map_err(|error| error.to_string())?;
    let notes = notes(&template, flags.verbose);
    let apis: Vec<Api> = template.apis.clone();
    let function = template.function.name.clone();
    let settings = Settings {
        port: flags.port,
        concurrency: flags.concurrency,
        observer: SharedObserver::new(Terminal::new(printer.clone(), flags.verbose)),
        ..Settings::new(template, program)
    };
    let started = Emulator::start(settings).await;
    let emulator = started.map_err(|error| cannot_listen(&flags, &error))?;
    printer.print(banner(&apis, &function, &emulator.address()) + &notes);
    signals.next().await;
    tokio::select! {
        () = emulator.stop() => {}
        () = signals.next() => {}
    }
    printer.flush();
    Ok(())
}

/// Ctrl-C and SIGTERM.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn listen() -> io::Result<Signals> {
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Signals {
            interrupt,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// A program that is missing is told at once, not with the first request. A bare name is looked up in `PATH`
/// when it is started.
fn check_program(program: &Program) -> Result<(), String> {
    let path = &program.path;
    let is_bare = path.components().count() == 1;
    match std::fs::metadata(path) {
        Ok(file) if file.is_file() => Ok(()),
        Ok(_) => Err(format!(
            "the function's program {} is not a file",
            path.display()
        )),
        Err(_) if is_bare => Ok(()),
        Err(error) => Err(format!(
            "the function's program {} cannot be read: {error}",
            path.display()
        )),
    }
}

fn cannot_listen(flags: &Flags, error: &io::Error) -> String {
    let port = flags.port;
    if error.kind() != ErrorKind::AddrInUse {
        return format!("cannot listen on 127.0.0.1:{port}: {error}");
    }
    let other = port.checked_add(1).unwrap_or(7878);
    format!(
        "port {port} is taken. Another stage may still be running: stop it with Ctrl-C in its \
         terminal, or use another port: -- --port {other}"
    )
}

/// What is printed once it listens: of each API its resources, its Invoke URL and a `curl` for each resource.
pub fn banner(apis: &[Api], function: &str, address: &str) -> String {
    let mut text = String::new();
    for api in apis {
        let url = format!("{address}/{}", api.stage.name);
        let _ = writeln!(
            text,
            "{} in front of {function}, stage {}\n",
            api.name, api.stage.name
        );
        let length = |resource: &Resource| resource.path.to_string().chars().count();
        let width = api.resources.iter().map(length).max().unwrap_or(0).max(14);
        for resource in &api.resources {
            for method in &resource.methods {
                let (verb, path) = (method.verb.to_string(), resource.path.to_string());
                let kind = kind(&method.integration);
                let _ = writeln!(text, "  {verb:<8}{path:<width$}  {kind}");
            }
        }
        let _ = writeln!(text, "\nInvoke URL  {url}\n");
        for resource in &api.resources {
            let _ = writeln!(text, "  curl '{url}{}'", example(&resource.path));
        }
        text.push('\n');
    }
    text.push_str("Ctrl-C stops it.\n\n");
    text
}

fn kind(integration: &Integration) -> &'static str {
    match integration {
        Integration::Proxy { .. } => "proxy integration (aws_proxy)",
        Integration::Custom { .. } => "custom integration (aws)",
        Integration::Mock { .. } => "mock integration",
        Integration::Unsupported { .. } => "not supported: answered 500",
    }
}

/// A path that the resource answers.
fn example(path: &ResourcePath) -> String {
    if path.segments().is_empty() {
        return "/".to_owned();
    }
    let step = |segment: &Segment| match segment {
        Segment::Literal(text) => format!("/{text}"),
        Segment::Parameter(name) => format!("/{name}"),
        Segment::Greedy(_) => "/test?id=2".to_owned(),
    };
    path.segments().iter().map(step).collect()
}

/// What of the template is not as on AWS, a line each.
fn notes(template: &Template, verbose: bool) -> String {
    let mut text = String::new();
    for note in &template.notes {
        let class = match note.class {
            NoteClass::NotSupported => "not supported",
            NoteClass::WouldFailDeployed => "would fail on AWS",
            NoteClass::WithoutEffect if verbose => "without effect here",
            NoteClass::WithoutEffect => continue,
        };
        let (what, file, line) = (&note.what, &note.file, note.line);
        let _ = writeln!(
            text,
            "{class}: {what} ({file}:{line}): {}",
            note.consequence
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Somebody's `select!` or time-out.
    #[tokio::test]
    async fn who_does_not_wait_for_the_end_drops_it() {
        let flags = Flags {
            port: 0,
            ..Flags::default()
        };
        let text = include_str!("../../../stages/template.yaml");
        let served = Served::new(flags, text, Program::at("true")).unwrap();
        let soon = Duration::from_millis(1);
        assert!(tokio::time::timeout(soon, serve(served)).await.is_err());
    }
}
