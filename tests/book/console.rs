//! Transcripts: the `console` blocks of a page as commands, each with the output that is shown below it, and what
//! the first terminal says meanwhile.
//!
//! Rule: a `console` block is what the reader types and reads in one terminal. While a stage runs in the first
//! one, its words stand in a block of their own, ```` ```text first-terminal ````, below the requests they are about.

use crate::{
    book::{
        includes,
        markdown::{Fence, page},
    },
    finding::{Finding, Rule},
    tree::Tree,
};

/// What a page shows of the terminals, in the page's order.
#[derive(Debug, PartialEq)]
pub(crate) enum Step {
    /// A `console` block begins, and with it what the first terminal is asked about.
    Block,
    Command(Command),
    /// What the first terminal has said of the requests in the block above.
    Said(Said),
}

/// A command as the reader types it, and what he is told to expect.
#[derive(Debug, PartialEq)]
pub(crate) struct Command {
    pub(crate) line: usize,
    /// Behind the `$ `, with its continuation lines.
    pub(crate) typed: String,
    /// Down to the next command or the end of the block.
    pub(crate) shown: Vec<String>,
}

/// A block of the first terminal's words.
#[derive(Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) line: usize,
    pub(crate) shown: Vec<String>,
}

static READABLE: Rule = Rule {
    says: "A `console` block is a transcript: commands behind `$ `, outputs below them; an include \
           in it shows something.",
    instead: "Begin the block with a command, or name its language `text` if nobody types it.",
};

/// The page's transcripts, over all of its blocks.
///
/// # Errors
///
/// The first line that is no transcript.
pub(crate) fn steps(tree: &Tree, path: &str) -> Result<Vec<Step>, Finding> {
    let text = tree.get(path).map(String::as_str).unwrap_or_default();
    let mut steps = vec![];
    for fence in page(text).fences {
        if fence.language() == "console" {
            steps.push(Step::Block);
            let commands = commands(tree, path, &fence)?;
            steps.extend(commands.into_iter().map(Step::Command));
        } else if fence.info == "text first-terminal" {
            let shown = fence.lines.into_iter().map(|(_, line)| line).collect();
            let line = fence.line;
            steps.push(Step::Said(Said { line, shown }));
        }
    }
    Ok(steps)
}

fn commands(tree: &Tree, path: &str, fence: &Fence) -> Result<Vec<Command>, Finding> {
    let mut commands: Vec<Command> = vec![];
    for (line, content) in &fence.lines {
        if let Some(typed) = content.strip_prefix("$ ") {
            commands.push(Command {
                line: *line,
                typed: typed.to_owned(),
                shown: vec![],
            });
            continue;
        }
        match commands.last_mut() {
            Some(command) => command.add(tree, path, (*line, content))?,
            None => return Err(READABLE.broken(path, *line, format!("`{content}`"))),
        }
    }
    Ok(commands.into_iter().map(Command::trimmed).collect())
}

impl Command {
    fn add(&mut self, tree: &Tree, path: &str, line: (usize, &str)) -> Result<(), Finding> {
        let (number, content) = line;
        let continued = self
            .typed
            .strip_suffix('\\')
            .filter(|_| self.shown.is_empty());
        if let Some(begun) = continued {
            self.typed = format!("{begun}{}", content.trim_start());
        } else if let Some(include) = includes::on_line(path, number, content) {
            let fault = |why| READABLE.broken(path, number, format!("`{content}`: {why}"));
            let lines = include.lines(tree).map_err(fault)?;
            self.shown.extend(lines.into_iter().map(str::to_owned));
        } else {
            self.shown.push(content.to_owned());
        }
        Ok(())
    }

    /// Blank lines below an output only set it off from the next command.
    fn trimmed(mut self) -> Self {
        while self.shown.last().is_some_and(|line| line.trim().is_empty()) {
            self.shown.pop();
        }
        self
    }
}

/// A command's words as a shell cuts them.
///
/// # Errors
///
/// What a shell would do something else with: the transcript has to work as it stands, in bash and in zsh.
pub(crate) fn words(typed: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word) = (vec![], None::<String>);
    let mut chars = typed.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' => words.extend(word.take()),
            '#' if word.is_none() => break,
            '\'' | '"' => word
                .get_or_insert_default()
                .push_str(&quoted(c, &mut chars)?),
            '\\' => word.get_or_insert_default().extend(chars.next()),
            c if "?*&|;<>$`()[]{}~!".contains(c) => {
                return Err(format!(
                    "a shell does not read `{c}` as it is: quote the word"
                ));
            }
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

fn quoted(quote: char, chars: &mut std::str::Chars<'_>) -> Result<String, String> {
    let mut text = String::new();
    while let Some(c) = chars.next() {
        match c {
            c if c == quote => return Ok(text),
            '$' | '`' if quote == '"' => {
                return Err(format!("a shell replaces `{c}` inside double quotes"));
            }
            '\\' if quote == '"' => match chars.next() {
                Some(c @ ('"' | '\\' | '$' | '`')) => text.push(c),
                other => text.extend([Some('\\'), other].into_iter().flatten()),
            },
            c => text.push(c),
        }
    }
    Err(format!("a {quote} is never closed"))
}

mod made_up_transcripts {
    use super::*;
    use crate::{book::chapters::tree_of, finding::places};

    fn command(line: usize, typed: &str, shown: &[&str]) -> Step {
        let shown = shown.iter().map(|line| (*line).to_owned()).collect();
        Step::Command(Command {
            line,
            typed: typed.to_owned(),
            shown,
        })
    }

    #[test]
    fn a_block_is_commands_and_their_outputs() {
        let text = "```console\n$ a\n$ b \\\n    c\nd\n\n  e\n\n$ f\n{{#include x.snap:4:}}\n```\n\
                    ```text\n$ g\n```\n```text first-terminal\nh\n```\n";
        let snap = ("book/x.snap", "---\nsource: a\n---\n{}\n");
        let tree = tree_of(&[("book/one.md", text), snap]);
        let said = Said {
            line: 15,
            shown: vec!["h".to_owned()],
        };
        let expected = [
            Step::Block,
            command(2, "a", &[]),
            command(3, "b c", &["d", "", "  e"]),
            command(9, "f", &["{}"]),
            Step::Said(said),
        ];
        assert_eq!(steps(&tree, "book/one.md").expect("a transcript"), expected);
    }

    #[test]
    fn an_output_without_its_command_is_reported() {
        let blocks = [
            "```console\n$ a\n```\n```console\nb\n```",
            "```console\n$ a\n{{#include b}}",
        ];
        for (block, line) in blocks.into_iter().zip(["README.md:5", "README.md:3"]) {
            let found = steps(&tree_of(&[("README.md", block)]), "README.md");
            assert_eq!(
                found.map_err(|finding| places(&[finding])),
                Err(vec![line.to_owned()])
            );
        }
    }

    #[test]
    fn words_are_cut_as_a_shell_cuts_them() {
        let cut = words(r#"a  -d '{"b": "c"}' "d \"e\" \n"'f' g\ h '' # i"#);
        let expected = ["a", "-d", r#"{"b": "c"}"#, r#"d "e" \nf"#, "g h", ""];
        assert_eq!(cut, Ok(expected.map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_command_that_a_shell_reads_otherwise_is_refused() {
        for typed in [
            "curl x/test?id=2",
            "a | b",
            "a \"$b\"",
            "a 'b",
            "a {b}",
            "a &",
        ] {
            assert!(words(typed).is_err(), "{typed}");
        }
    }
}
