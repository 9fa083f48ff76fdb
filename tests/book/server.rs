//! What a transcript needs of a running stage: made up in the tests of the replay, real in `tests/book.rs`.

use crate::support::Reply;

/// A stage's API, up until it is dropped.
pub(crate) trait Server {
    /// `http://127.0.0.1:41234`.
    fn address(&self) -> String;

    /// What `cargo run` prints at start.
    fn banner(&self) -> String;

    /// What it printed of each request, in their order.
    fn reports(&self) -> Vec<String>;

    /// Speaks HTTP to it.
    fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Reply;
}

/// A stage that a page has started, and by what address the page calls it.
pub(crate) struct Running {
    pub(crate) server: Box<dyn Server>,
    /// What the page calls its address.
    pub(crate) shown: String,
    /// How many reports it had printed when the block began.
    pub(crate) printed_before: usize,
}

impl Running {
    /// The path in a URL, with its query.
    ///
    /// # Errors
    ///
    /// The URL leads elsewhere.
    pub(crate) fn path(&self, url: &str) -> Result<String, String> {
        let rest = url
            .strip_prefix(&self.shown)
            .ok_or(format!("the API is at {}", self.shown))?;
        let path = rest.split('#').next().unwrap_or_default();
        match path.chars().next() {
            None => Ok("/".to_owned()),
            Some('/') => Ok(path.to_owned()),
            Some('?') => Ok(format!("/{path}")),
            Some(_) => Err(format!("the API is at {}", self.shown)),
        }
    }

    /// The page's address instead of the real one, also without its scheme.
    pub(crate) fn on_the_page(&self, text: &str) -> String {
        text.replace(host(&self.server.address()), host(&self.shown))
    }

    /// The other way round.
    pub(crate) fn in_reality(&self, text: &str) -> String {
        text.replace(host(&self.shown), host(&self.server.address()))
    }

    /// A shorter address makes a shorter body, also where a header counts it.
    pub(crate) fn reply_on_the_page(&self, reply: Reply) -> Reply {
        let body = self.on_the_page(&reply.body);
        let length = |value: String| match value == reply.body.len().to_string() {
            true => body.len().to_string(),
            false => value,
        };
        let header = |(name, value): (String, String)| {
            let value = self.on_the_page(&value);
            let counts = name.eq_ignore_ascii_case("content-length");
            (name, if counts { length(value) } else { value })
        };
        let headers = reply.headers.into_iter().map(header).collect();
        Reply {
            headers,
            body,
            ..reply
        }
    }
}

fn host(address: &str) -> &str {
    address.trim_start_matches("http://")
}

/// What `cargo run --bin stage4 -- --template FILE` asks for, or `cargo emulator serve`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) stage: String,
    /// From the top of the repository.
    pub(crate) template: Option<String>,
    /// Where the page says that it listens; the replay takes a free port instead.
    pub(crate) port: u16,
}

impl Run {
    /// Reads what stands behind `cargo run --bin`.
    ///
    /// # Errors
    ///
    /// The option that is not understood.
    pub(crate) fn parse(words: &[&str]) -> Result<Self, String> {
        let (stage, options) = match words {
            [stage] => (stage, &[][..]),
            [stage, "--", options @ ..] => (stage, options),
            _ => return Err("cargo run: `--bin STAGE [-- OPTIONS]` is expected".to_owned()),
        };
        Run::with(stage, options)
    }

    /// Reads what stands behind `cargo emulator serve`: the program is a stage, as cargo built it.
    ///
    /// # Errors
    ///
    /// The option that is not understood.
    pub(crate) fn parse_serve(words: &[&str]) -> Result<Self, String> {
        let program = words.iter().position(|word| *word == "--");
        let (options, program) = words.split_at(program.unwrap_or(words.len()));
        match program {
            ["--", path] if options.contains(&"--template") => {
                let stage = path.strip_prefix("target/debug/");
                Run::with(stage.ok_or(format!("{path} is no stage"))?, options)
            }
            _ => Err("serve: `--template FILE -- target/debug/STAGE` is expected".to_owned()),
        }
    }

    fn with(stage: &str, options: &[&str]) -> Result<Self, String> {
        let mut run = Self {
            stage: stage.to_owned(),
            template: None,
            port: 7878,
        };
        for option in options.chunks(2) {
            match option {
                ["--template", file] => run.template = Some((*file).to_owned()),
                ["--port", port] => run.port = number(port)?,
                // A transcript's requests come one after the other: one environment is enough for them.
                ["--concurrency", most] => drop(number(most)?),
                other => {
                    return Err(format!(
                        "cargo run: `{}` is not understood",
                        other.join(" ")
                    ));
                }
            }
        }
        Ok(run)
    }
}

fn number(text: &str) -> Result<u16, String> {
    text.parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or(format!("`{text}` is not a number from 1"))
}

#[test]
fn a_stage_is_started_with_its_options() {
    let run = |words: &[&str]| Run::parse(words).map(|run| (run.stage, run.template, run.port));
    assert_eq!(run(&["stage1"]), Ok(("stage1".to_owned(), None, 7878)));
    let all = [
        "stage1",
        "--",
        "--port",
        "7879",
        "--concurrency",
        "2",
        "--template",
        "t.yaml",
    ];
    assert_eq!(
        run(&all),
        Ok(("stage1".to_owned(), Some("t.yaml".to_owned()), 7879))
    );
    let serve = ["--template", "t.yaml", "--", "target/debug/stage1"];
    let served = Run::parse_serve(&serve).map(|run| (run.stage, run.template, run.port));
    assert_eq!(served, run(&["stage1", "--", "--template", "t.yaml"]));
    for wrong in [&serve[2..], &serve[..2], &["--template", "t", "--", "x"]] {
        assert!(Run::parse_serve(wrong).is_err(), "{wrong:?}");
    }
    for wrong in [
        &[][..],
        &["stage1", "--port"],
        &["stage1", "--", "--verbose"],
        &["stage1", "--", "--port", "x"],
        &["stage1", "--", "--concurrency", "0"],
    ] {
        assert!(run(wrong).is_err(), "{wrong:?}");
    }
}
