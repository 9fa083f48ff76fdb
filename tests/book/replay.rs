//! Replays a page's transcripts: every command is run, and what it prints is compared with what is shown.
//!
//! Rule: a command that is not understood is a failure. One that cannot be run here is named in [`NOT_REPLAYED`]
//! with the reason, and shows no output.

use std::path::Path;

use emulator::cli;

use crate::{
    book::{
        compare::{Kind, StandIns, difference},
        console::{Command, Said, Step, steps, words},
        curl::{self, Curl},
        server::{Run, Running, Server},
    },
    finding::{Finding, Rule},
    tree::Tree,
};

/// Commands that a reader types and this test does not, and why.
const NOT_REPLAYED: [(&[&str], &str); 7] = [
    (&["cargo", "test"], "it would run itself"),
    (&["cargo", "try"], "it is about the reader's own file"),
    (&["cargo", "mine"], "it is about the reader's own file"),
    (&["git", "clone"], "it needs the network"),
    (&["cd"], "the tests stand at the top already"),
    (&["mdbook", "serve"], "mdBook may not be there"),
    (&["cargo", "install"], "it needs the network"),
];

static HOLDS: Rule = Rule {
    says: "A transcript shows what the commands print, as they are typed: every `console` block is \
           replayed.",
    instead: "Paste what was printed, with `...` for lines that do not matter; or mend the command.",
};

/// Starts what `cargo run --bin` names.
pub(crate) type Start<'s> = &'s dyn Fn(&Run) -> Box<dyn Server>;

/// Every command of the page that did not print what is shown.
pub(crate) fn replay(
    tree: &Tree,
    path: &str,
    start: Start<'_>,
    stand_ins: StandIns,
) -> Vec<Finding> {
    let steps = match steps(tree, path) {
        Ok(steps) => steps,
        Err(fault) => return vec![fault],
    };
    let mut terminals = Terminals {
        tree,
        start,
        stand_ins,
        running: None,
    };
    steps
        .iter()
        .filter_map(|step| terminals.follow(path, step).err())
        .collect()
}

/// In the first of them a stage stays up until the next is started.
struct Terminals<'t> {
    tree: &'t Tree,
    start: Start<'t>,
    stand_ins: StandIns,
    running: Option<Running>,
}

impl Terminals<'_> {
    fn follow(&mut self, path: &str, step: &Step) -> Result<(), Finding> {
        match step {
            Step::Block => {
                if let Some(running) = &mut self.running {
                    running.printed_before = running.server.reports().len();
                }
                Ok(())
            }
            Step::Command(command) => self.run(command).map_err(|found| {
                let found = format!("$ {}\n{}", command.typed, indented(&found));
                HOLDS.broken(path, command.line, found)
            }),
            Step::Said(said) => self.listen(said).map_err(|found| {
                let found = format!("the first terminal\n{}", indented(&found));
                HOLDS.broken(path, said.line, found)
            }),
        }
    }

    fn run(&mut self, command: &Command) -> Result<(), String> {
        let words = words(&command.typed)?;
        let names: Vec<&str> = words.iter().map(String::as_str).collect();
        let (printed, kind) = match names.as_slice() {
            ["cargo", "run", "--bin", rest @ ..] => (self.serve(Run::parse(rest)?)?, Kind::Text),
            ["cargo", "emulator", "serve", rest @ ..] => {
                (self.serve(Run::parse_serve(rest)?)?, Kind::Text)
            }
            ["cargo", "emulator", "render", rest @ ..] => (self.render(rest)?, Kind::Text),
            ["cargo", "emulator", "--help"] => (cli::USAGE.to_owned(), Kind::Text),
            ["curl", ..] => self.curl(&words[1..])?,
            other => return not_replayed(other, command),
        };
        // A command may stand without its output: the reader is asked to predict it, say.
        if command.shown.is_empty() {
            return Ok(());
        }
        difference(&command.shown, &printed, kind, self.stand_ins).map_or(Ok(()), Err)
    }

    /// What the first terminal said since the block above began.
    fn listen(&self, said: &Said) -> Result<(), String> {
        let running = self.running()?;
        let reports = running.server.reports();
        let printed = running.on_the_page(&reports[running.printed_before..].concat());
        difference(&said.shown, &printed, Kind::Report, self.stand_ins).map_or(Ok(()), Err)
    }

    fn serve(&mut self, run: Run) -> Result<String, String> {
        let source = format!("stages/{}.rs", run.stage);
        self.exist([Some(&source), run.template.as_ref()].into_iter().flatten())?;
        // Ctrl-C first: the next stage wants the same port.
        self.running = None;
        let server = (self.start)(&run);
        let running = self.running.insert(Running {
            server,
            shown: format!("http://127.0.0.1:{}", run.port),
            printed_before: 0,
        });
        Ok(running.on_the_page(&running.server.banner()))
    }

    /// In process; the files are the page's own, beside it.
    fn render(&self, words: &[&str]) -> Result<String, String> {
        let (template, request) = match words {
            [template] => (template, None),
            [template, "--request", request] => (template, Some(request)),
            _ => return Err("`cargo emulator render TEMPLATE [--request FILE]` it is".to_owned()),
        };
        self.exist([Some(template), request].into_iter().flatten())?;
        let rendered = cli::render(Path::new(template), request.map(Path::new));
        Ok(rendered.unwrap_or_else(|error| cli::complaint(&error)))
    }

    fn exist(&self, files: impl Iterator<Item = impl AsRef<str>>) -> Result<(), String> {
        let missing = |file: &String| !self.tree.contains_key(file);
        match files.map(|file| file.as_ref().to_owned()).find(missing) {
            Some(file) => Err(format!("there is no {file}")),
            None => Ok(()),
        }
    }

    fn running(&self) -> Result<&Running, String> {
        let running = self.running.as_ref();
        running.ok_or("no stage is running: `cargo run` comes first".to_owned())
    }

    fn curl(&self, words: &[String]) -> Result<(String, Kind), String> {
        let curl = Curl::parse(words)?;
        let running = self.running()?;
        let path = running.path(&curl.url)?;
        let reply = curl.send(&*running.server, &path, |text| running.in_reality(text));
        let kind = if curl.include_head {
            Kind::Answer
        } else {
            Kind::Text
        };
        Ok((
            curl::printed(&running.reply_on_the_page(reply), curl.include_head),
            kind,
        ))
    }
}

fn not_replayed(words: &[&str], command: &Command) -> Result<(), String> {
    let known = NOT_REPLAYED
        .iter()
        .find(|(begin, _)| words.starts_with(begin));
    match (known, command.shown.is_empty()) {
        (Some(_), true) => Ok(()),
        (Some((_, why)), false) => {
            Err(format!("it is not replayed ({why}), so it shows no output"))
        }
        (None, _) => Err("the replay does not understand this command".to_owned()),
    }
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!("    | {line}\n"))
        .collect::<String>()
        .trim_end()
        .to_owned()
}

mod made_up_pages {
    use std::cell::RefCell;

    use super::*;
    use crate::{book::chapters::tree_of, finding::places, support::Reply};

    /// Answers with the request: `stage1 GET /path name=value,… body`.
    struct Echo(String, RefCell<Vec<String>>);

    impl Server for Echo {
        fn address(&self) -> String {
            "http://127.0.0.1:41234".to_owned()
        }

        fn banner(&self) -> String {
            format!("{} at {}/prod\n", self.0, self.address())
        }

        fn reports(&self) -> Vec<String> {
            self.1.borrow().clone()
        }

        fn send(
            &self,
            method: &str,
            path: &str,
            headers: &[(&str, &str)],
            body: Option<&[u8]>,
        ) -> Reply {
            let report = format!("{method} {}{path} → 200 in 7 ms\n", self.address());
            self.1.borrow_mut().push(report);
            let host = "127.0.0.1:41234";
            let headers: Vec<String> = headers
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let sent = String::from_utf8_lossy(body.unwrap_or_default());
            let body = format!(
                "{} {host} {method} {path}\n{}\n{sent}",
                self.0,
                headers.join("\n")
            );
            let length = ("Content-Length".to_owned(), body.len().to_string());
            let place = ("Location".to_owned(), format!("http://{host}/x"));
            Reply {
                status: 200,
                reason: "OK".to_owned(),
                headers: vec![length, place],
                body,
            }
        }
    }

    fn found(page: &str) -> Vec<Finding> {
        let stages = [
            ("stages/stage1.rs", ""),
            ("stages/stage2.rs", ""),
            ("stages/t.yaml", ""),
            ("book/render/body.vtl", ""),
        ];
        let tree = tree_of(&[&[("README.md", page)][..], &stages].concat());
        let start = |run: &Run| -> Box<dyn Server> {
            let name = run.template.clone().unwrap_or(run.stage.clone());
            Box::new(Echo(name, RefCell::default()))
        };
        replay(&tree, "README.md", &start, str::to_owned)
    }

    fn lines(page: &str) -> Vec<String> {
        places(&found(page))
            .iter()
            .map(|place| place.replace("README.md:", ""))
            .collect()
    }

    #[test]
    fn a_transcript_that_holds_is_fine() {
        let page = "```console\n$ git clone x\n$ cargo run --bin stage1\n\
                    stage1 at http://127.0.0.1:7878/prod\n```\nThen:\n```console\n\
                    $ curl -X PUT -H 'A: http://127.0.0.1:7878' -d b 'http://127.0.0.1:7878/prod?c'\n\
                    stage1 127.0.0.1:7878 PUT /prod?c\nUser-Agent=curl/8.5.0\n...\n\
                    A=http://127.0.0.1:7878\nb\n$ curl http://127.0.0.1:7878\n\
                    $ cargo run --bin stage2 -- --template stages/t.yaml --port 7879\n\
                    $ curl -i http://127.0.0.1:7879/\nHTTP/1.1 200 OK\ncontent-length: 75\n\
                    location: http://127.0.0.1:7879/x\n\nstages/t.yaml 127.0.0.1:7879 GET /\n\
                    User-Agent=curl/8.14.1\nAccept=*/*\n```";
        let found: Vec<String> = found(page).iter().map(Finding::to_string).collect();
        assert!(found.is_empty(), "{}", found.concat());
    }

    #[test]
    fn an_output_that_is_not_printed_is_reported() {
        let page = "```console\n$ cargo run --bin stage1\nstage2 at ...\n\
                    $ curl http://127.0.0.1:7878/\nstage1\n\
                    $ curl -i http://127.0.0.1:7878/\nHTTP/1.1 403 Forbidden\n...\n```";
        assert_eq!(lines(page), ["2", "4", "6"]);
        let report = found(page)[1].to_string();
        for part in [
            "README.md:4: $ curl http://127.0.0.1:7878/",
            "| -stage1",
            "| +stage1 127.0.0.1:7878",
        ] {
            assert!(report.contains(part), "{report}");
        }
    }

    #[test]
    fn the_first_terminal_says_what_the_block_above_made_it_say() {
        let block = |said: &str| format!("```text first-terminal\n{said}\n```\n");
        let get = |path: &str| format!("```console\n$ curl http://127.0.0.1:7878/{path}\n```\n");
        let said = |path: &str| block(&format!("GET http://127.0.0.1:7878/{path} → 200 in 31 ms"));
        let start = "```console\n$ cargo emulator serve --template stages/t.yaml \
                     -- target/debug/stage1\n```\n";
        let page = |said: &str| format!("{start}{}{}{said}", get("a"), get("b"));
        assert!(lines(&page(&said("b"))).is_empty());
        assert_eq!(lines(&page(&said("a"))), ["10"]);
        assert_eq!(lines(&page(&block("GET … → 404 in 7 ms"))), ["10"]);
        assert_eq!(lines(&block("GET")), ["1"]);
    }

    #[test]
    fn a_command_that_cannot_be_replayed_is_reported() {
        for command in [
            "wget http://127.0.0.1:7878/",
            "cargo test\nok",
            "cargo build",
            "cargo emulator render x",
            "cargo emulator serve --template stages/t.yaml -- ./function",
            "cargo emulator run",
            "cargo run --bin stage9",
            "cargo run --bin stage1 -- --template nowhere.yaml",
            "curl http://127.0.0.1:7878/",
        ] {
            assert_eq!(
                lines(&format!("```console\n$ {command}\n```")),
                ["2"],
                "{command}"
            );
        }
    }

    #[test]
    fn a_request_to_another_address_is_reported() {
        for url in [
            "http://127.0.0.1:7879/",
            "http://localhost:7878/",
            "http://127.0.0.1:78781/",
        ] {
            let page = format!("```console\n$ cargo run --bin stage1\n$ curl {url}\n```");
            assert_eq!(lines(&page), ["3"], "{url}");
        }
    }

    #[test]
    fn a_page_that_is_no_transcript_is_reported() {
        assert_eq!(lines("```console\nno prompt\n```"), ["2"]);
        assert_eq!(lines("```console\n$ cargo run --bin stage1 &\n```"), ["2"]);
    }
}
