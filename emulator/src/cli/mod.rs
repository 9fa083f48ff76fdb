//! The command line: of a stage, and of the `emulator` program.
//!
//! Rule: what stops the program is one message on stderr and exit code 1; nothing here panics.

mod flags;
mod printer;
mod render;
mod serve;
mod terminal;

use std::{
    ffi::OsString,
    io::{Write, stdin, stdout},
    process::ExitCode,
};

use crate::lambda::Program;

pub use render::{render, render_cases};
pub use serve::banner;
pub use terminal::report;

/// Becomes a function's program, if this process was started as a launcher; else returns.
pub fn become_the_function() {
    crate::lambda::become_the_function();
}

use self::{flags::Command, serve::Served};

/// What `emulator --help` prints.
pub const USAGE: &str = "\
usage: emulator serve --template FILE [flags] -- PROGRAM [ARGUMENTS…]
       emulator render TEMPLATE.vtl [--request FILE]
       emulator render --cases -

serve: any program that speaks the Runtime API, behind the API of a SAM template
  --template FILE    the SAM template: one function, its APIs
  --port N           where to listen on 127.0.0.1; 7878 by default, 0 for any free port
  --concurrency N    how many execution environments there may be; 10 by default
  --verbose          also say what of the template is without effect here
  --help             this text

render: a mapping template on its own, for one request or for many
  --request FILE     JSON: body, params {path, querystring, header}, stageVariables, context
  --cases -          such objects with a member `template`, one JSON a line, on standard input";

/// Runs the `emulator` program with these arguments, its own name not among them.
pub async fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    end(match flags::parse_command(arguments) {
        Ok(Command::Help) => {
            println!("{USAGE}");
            Ok(())
        }
        Ok(Command::Serve { flags, program }) => match Served::from_file(flags, program) {
            Ok(served) => serve::serve(served).await,
            Err(error) => Err(error),
        },
        Ok(Command::Render { template, request }) => {
            render(&template, request.as_deref()).and_then(|text| write_out(text.as_bytes()))
        }
        Ok(Command::RenderCases) => {
            let rendered = render_cases(stdin().lock(), stdout().lock());
            rendered.map_err(|error| error.to_string())
        }
        Err(error) => Err(format!("{error}\n\n{USAGE}")),
    })
}

fn write_out(text: &[u8]) -> Result<(), String> {
    stdout()
        .lock()
        .write_all(text)
        .map_err(|error| error.to_string())
}

/// Serves `template` with this same executable as the function, then ends the process.
pub(crate) async fn serve_this_program(template: &str) {
    let code = end(serve_self(template).await);
    exit(code);
}

async fn serve_self(template: &str) -> Result<(), String> {
    let flags = match flags::parse_flags(std::env::args_os().skip(1))? {
        Some(flags) => flags,
        None => {
            println!("{STAGE_USAGE}");
            return Ok(());
        }
    };
    // Resolved once: a program that is rebuilt while it runs keeps its path.
    let path = std::env::current_exe()
        .map_err(|error| format!("cannot tell where this program is: {error}"))?;
    let program = Program {
        launcher: Some(path.clone()),
        path,
        arguments: Vec::new(),
    };
    serve::serve(Served::new(flags, template, program)?).await
}

const STAGE_USAGE: &str = "\
Serves this stage's API on this machine, with this program as its function.

  --port N           where to listen on 127.0.0.1; 7878 by default, 0 for any free port
  --concurrency N    how many execution environments there may be; 10 by default
  --template FILE    a SAM template instead of the one built in
  --verbose          also say what of the template is without effect here
  --help             this text";

/// Says on stderr what stopped the program.
fn end(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{}", complaint(&message));
            ExitCode::FAILURE
        }
    }
}

/// How a message that stops the program is said.
pub fn complaint(message: &str) -> String {
    // A complaint about a template is a report that begins so by itself.
    format!("error: {}", message.trim_start_matches("error: "))
}

/// The one place where the process is ended: `main` of a stage must not go on to the Lambda runtime.
#[allow(clippy::disallowed_methods)]
fn exit(code: ExitCode) {
    let code = i32::from(code != ExitCode::SUCCESS);
    std::process::exit(code)
}
