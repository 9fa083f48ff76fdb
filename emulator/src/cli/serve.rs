//! Serving in a terminal: from the template to Ctrl-C.
//!
//! Rule: every way in and out has its message; the work is [`Emulator`]'s.

use std::{fmt::Write, io::ErrorKind, path::Path, sync::Arc};

use tokio::signal::unix::{SignalKind, signal};

use crate::{
    Emulator, Settings,
    api::{Api, Integration, ResourcePath, Segment},
    lambda::Program,
    observer::SharedObserver,
    template::{self, NoteClass, Source, Template},
};

use super::{
    flags::Flags,
    terminal::{Terminal, print},
};

/// A template that was read, and what is to be done with it.
pub(super) struct Served {
    flags: Flags,
    template: Template,
    source: String,
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
            source: source.name,
            program,
        })
    }
}

/// Serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// The message to end with: the port is taken, or signals cannot be heard.
pub(super) async fn serve(served: Served) -> Result<(), String> {
    let Served {
        flags,
        template,
        source,
        program,
    } = served;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let notes = notes(&template, &source, flags.verbose);
    let table: Vec<Api> = template.apis.clone();
    let function = template.function.name.clone();
    let settings = Settings {
        port: flags.port,
        concurrency: flags.concurrency,
        observer: SharedObserver::new(Terminal::new()),
        ..Settings::new(template, program)
    };
    let emulator = Emulator::start(settings)
        .await
        .map_err(|error| cannot_listen(&flags, &error))?;
    print(&(banner(&table, &function, &emulator.address()) + &notes));
    let emulator = Arc::new(emulator);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    if let Some(emulator) = Arc::into_inner(emulator) {
        emulator.stop().await;
    }
    Ok(())
}

fn cannot_listen(flags: &Flags, error: &std::io::Error) -> String {
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
        for resource in &api.resources {
            for method in &resource.methods {
                let (verb, path) = (method.verb.to_string(), resource.path.to_string());
                let _ = writeln!(text, "  {verb:<8}{path:<16}{}", kind(&method.integration));
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
        Integration::Unsupported { .. } => "not supported: answered 500",
    }
}

/// A path that the resource answers.
fn example(path: &ResourcePath) -> String {
    if path.0.is_empty() {
        return "/".to_owned();
    }
    let step = |segment: &Segment| match segment {
        Segment::Literal(text) => format!("/{text}"),
        Segment::Parameter(name) => format!("/{name}"),
        Segment::Greedy(_) => "/test?id=2".to_owned(),
    };
    path.0.iter().map(step).collect()
}

/// What of the template is not as on AWS, a line each.
fn notes(template: &Template, source: &str, verbose: bool) -> String {
    let mut text = String::new();
    for note in &template.notes {
        let class = match note.class {
            NoteClass::NotSupported => "not supported",
            NoteClass::WouldFailDeployed => "would fail on AWS",
            NoteClass::WithoutEffect if verbose => "without effect here",
            NoteClass::WithoutEffect => continue,
        };
        let (what, line, consequence) = (&note.what, note.line, &note.consequence);
        let _ = writeln!(text, "{class}: {what} ({source}:{line}): {consequence}");
    }
    text
}
