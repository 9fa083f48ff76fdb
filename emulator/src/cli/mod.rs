//! The command line: of a stage, and of the `emulator` program.
//!
//! Rule: what stops the program is one message on stderr and exit code 1; nothing here panics.

mod flags;
mod printer;
mod serve;
mod terminal;

use std::{ffi::OsString, process::ExitCode};

use crate::lambda::Program;

pub use serve::banner;

/// Becomes a function's program, if this process was started as a launcher; else returns.
pub fn become_the_function() {
    crate::lambda::become_the_function();
}

use self::{flags::Command, serve::Served};

const USAGE: &str = "\
usage: emulator serve --template FILE [flags] -- PROGRAM [ARGUMENTS…]

  --template FILE    the SAM template: one function, its APIs
  --port N           where to listen on 127.0.0.1; 7878 by default, 0 for any free port
  --concurrency N    how many execution environments there may be; 10 by default
  --verbose          also say what of the template is without effect here
  --help             this text";

/// Runs the `emulator` program with these arguments, its own name not among them.
pub async fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let served = match flags::parse_command(arguments) {
        Ok(Command::Help) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Ok(Command::Serve { flags, program }) => Served::from_file(flags, program),
        Err(error) => Err(format!("{error}\n\n{USAGE}")),
    };
    end(match served {
        Ok(served) => serve::serve(served).await,
        Err(error) => Err(error),
    })
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
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The one place where the process is ended: `main` of a stage must not go on to the Lambda runtime.
#[allow(clippy::disallowed_methods)]
fn exit(code: ExitCode) {
    let code = i32::from(code != ExitCode::SUCCESS);
    std::process::exit(code)
}
