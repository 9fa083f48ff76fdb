//! Flags, read with lexopt.
//!
//! Rule: an unknown flag or a bad value is a message that says what was found and what is expected.

use std::{ffi::OsString, path::PathBuf, str::FromStr};

use lexopt::{Arg, Parser, ValueExt};

use crate::lambda::Program;

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flags {
    pub(super) port: u16,
    pub(super) concurrency: usize,
    pub(super) template: Option<PathBuf>,
    pub(super) verbose: bool,
}

impl Default for Flags {
    fn default() -> Self {
        Flags {
            port: 7878,
            concurrency: 10,
            template: None,
            verbose: false,
        }
    }
}

/// What the `emulator` program is asked to do.
#[derive(Debug)]
pub(super) enum Command {
    Help,
    Serve {
        flags: Flags,
        program: Program,
    },
    /// One template, for one request.
    Render {
        template: PathBuf,
        request: Option<PathBuf>,
    },
    /// Many, on standard input.
    RenderCases,
}

/// The flags of a stage; `None` for `--help`.
pub(super) fn parse_flags(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Option<Flags>, String> {
    let mut parser = Parser::from_args(arguments);
    let mut flags = Flags::default();
    while let Some(argument) = parser.next().map_err(text)? {
        match owned(argument) {
            Ok(name) if name == "help" => return Ok(None),
            Ok(name) => flags.read(&name, &mut parser)?,
            Err(value) => return Err(format!("{value:?} is not a flag; flags begin with --")),
        }
    }
    Ok(Some(flags))
}

/// The command line of the `emulator` program.
pub(super) fn parse_command(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Command, String> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    match arguments.first().and_then(|first| first.to_str()) {
        Some("serve") => parse_serve(arguments.split_off(1)),
        Some("render") => parse_render(arguments.split_off(1)),
        Some("help" | "--help" | "-h") => Ok(Command::Help),
        Some(other) => Err(format!(
            "there is no command {other:?}, expected serve or render"
        )),
        None => Err("a command is missing, expected serve or render".to_owned()),
    }
}

fn parse_serve(mut arguments: Vec<OsString>) -> Result<Command, String> {
    let program = match arguments.iter().position(|argument| argument == "--") {
        Some(dashes) => arguments.split_off(dashes).split_off(1),
        None => Vec::new(),
    };
    let Some(flags) = parse_flags(arguments)? else {
        return Ok(Command::Help);
    };
    if flags.template.is_none() {
        return Err("--template FILE is missing: what shall be served?".to_owned());
    }
    let mut program = program.into_iter();
    let Some(path) = program.next() else {
        return Err("the function's program is missing: put it behind `--`".to_owned());
    };
    let program = Program {
        path: path.into(),
        arguments: program.collect(),
        launcher: std::env::current_exe().ok(),
    };
    Ok(Command::Serve { flags, program })
}

fn parse_render(arguments: Vec<OsString>) -> Result<Command, String> {
    let mut parser = Parser::from_args(arguments);
    let (mut template, mut request, mut cases) = (None, None, false);
    while let Some(argument) = parser.next().map_err(text)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Long("request") => request = Some(parser.value().map_err(text)?.into()),
            Arg::Long("cases") => match parser.value().map_err(text)?.to_str() {
                Some("-") => cases = true,
                _ => return Err("--cases takes `-`: the cases come on standard input".to_owned()),
            },
            Arg::Value(path) if template.is_none() => template = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().to_string()),
        }
    }
    match template {
        _ if cases => Ok(Command::RenderCases),
        Some(template) => Ok(Command::Render { template, request }),
        None => Err("a template is missing: which file shall be rendered?".to_owned()),
    }
}

impl Flags {
    fn read(&mut self, name: &str, parser: &mut Parser) -> Result<(), String> {
        match name {
            "port" => self.port = number(name, "a number from 0 to 65535", parser)?,
            "concurrency" => {
                let found: u16 = number(name, "a number from 1 to 1000", parser)?;
                if !(1..=1000).contains(&found) {
                    return Err(format!(
                        "--concurrency is {found}, expected a number from 1 to 1000"
                    ));
                }
                self.concurrency = usize::from(found);
            }
            "template" => self.template = Some(parser.value().map_err(text)?.into()),
            "verbose" => self.verbose = true,
            other => {
                let known = "--port, --concurrency, --template, --verbose and --help";
                return Err(format!("there is no flag --{other}; there are {known}"));
            }
        }
        Ok(())
    }
}

/// The name of a flag, or the value that stands where a flag should.
fn owned(argument: Arg<'_>) -> Result<String, String> {
    match argument {
        Arg::Short('h') => Ok("help".to_owned()),
        Arg::Long(name) => Ok(name.to_owned()),
        Arg::Short(letter) => Ok(letter.to_string()),
        Arg::Value(value) => Err(value.to_string_lossy().into_owned()),
    }
}

fn number<T: FromStr>(name: &str, expected: &str, parser: &mut Parser) -> Result<T, String> {
    let found = parser.value().map_err(text)?.string().map_err(text)?;
    found
        .parse()
        .map_err(|_| format!("--{name} is {found:?}, expected {expected}"))
}

fn text(error: lexopt::Error) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(line: &str) -> Result<Option<Flags>, String> {
        parse_flags(line.split_whitespace().map(OsString::from))
    }

    fn command(line: &str) -> Result<Command, String> {
        parse_command(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn without_flags_the_port_is_7878() {
        assert_eq!(flags(""), Ok(Some(Flags::default())));
        assert_eq!(Flags::default().port, 7878);
    }

    #[test]
    fn every_flag_is_read() {
        let all = Flags {
            port: 0,
            concurrency: 3,
            template: Some("t.yaml".into()),
            verbose: true,
        };
        assert_eq!(
            flags("--port 0 --concurrency=3 --template t.yaml --verbose"),
            Ok(Some(all))
        );
    }

    #[test]
    fn a_wrong_flag_is_told_with_what_is_expected() {
        assert_eq!(
            flags("--prot 1").unwrap_err(),
            "there is no flag --prot; there are --port, --concurrency, --template, --verbose and --help"
        );
        assert_eq!(
            flags("--port 70000").unwrap_err(),
            "--port is \"70000\", expected a number from 0 to 65535"
        );
        assert_eq!(
            flags("--concurrency 0").unwrap_err(),
            "--concurrency is 0, expected a number from 1 to 1000"
        );
        assert_eq!(
            flags("7879").unwrap_err(),
            "\"7879\" is not a flag; flags begin with --"
        );
    }

    #[test]
    fn render_takes_a_template_and_a_request() {
        let Ok(Command::Render { template, request }) = command("render t.vtl --request r.json")
        else {
            panic!("not a render command");
        };
        assert_eq!(template, PathBuf::from("t.vtl"));
        assert_eq!(request, Some(PathBuf::from("r.json")));
        assert!(matches!(
            command("render --cases -"),
            Ok(Command::RenderCases)
        ));
        assert!(
            command("render")
                .unwrap_err()
                .starts_with("a template is missing")
        );
    }

    #[test]
    fn serve_needs_a_template_and_a_program() {
        let Ok(Command::Serve { program, .. }) =
            command("serve --template t.yaml -- ./f -x --port")
        else {
            panic!("not a serve command");
        };
        assert_eq!(program.path, PathBuf::from("./f"));
        assert_eq!(program.arguments, ["-x", "--port"]);
        assert!(
            command("serve -- ./f")
                .unwrap_err()
                .starts_with("--template FILE is missing")
        );
        assert!(
            command("serve --template t")
                .unwrap_err()
                .starts_with("the function's program")
        );
        assert!(
            command("run")
                .unwrap_err()
                .starts_with("there is no command \"run\"")
        );
    }
}
