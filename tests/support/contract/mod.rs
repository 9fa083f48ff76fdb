//! What any right solution of a stage or of a task must answer: the contracts behind `cargo try`.
//!
//! Rule: never a text of our own solution, only what is asked for. Nothing here writes a snapshot.

mod stages;
mod tasks;

use std::fmt;

use serde_json::Value;

use super::{Deployment, Reply};

/// What a program is checked against.
pub struct Contract {
    /// `stage2`, or the name of a task.
    pub name: &'static str,
    /// What is to be done, in a few words.
    pub asks: &'static str,
    /// The stage that it begins with; a task stands in that stage's chapter.
    pub from: &'static str,
    /// The template that it runs behind, from the top of the repository.
    pub template: &'static str,
    pub demands: &'static [Demand],
}

/// One demand: its sentence, and how it is checked. An error says what was found.
pub type Demand = (&'static str, fn(&mut Deployment) -> Result<(), String>);

/// The template of the stages, and of every task that does not bring its own.
pub const TEMPLATE: &str = "stages/template.yaml";

/// The contracts of the stages: the main task of each chapter is the next of them.
pub fn stages() -> &'static [Contract] {
    &stages::STAGES
}

/// The side tasks, chapter by chapter.
pub fn tasks() -> &'static [Contract] {
    &tasks::TASKS
}

/// The contract of this name.
pub fn named(name: &str) -> Option<&'static Contract> {
    let mut all = stages().iter().chain(tasks());
    all.find(|contract| contract.name == name)
}

/// Checks a program against the contract of a stage or of a task.
pub fn report(program: &str, name: &str) -> (bool, String) {
    let contract = named(name).unwrap_or_else(|| panic!("{name:?} has no contract"));
    contract.report(program)
}

/// What `cargo try` says without a name: every stage, and its tasks below it.
pub fn overview() -> String {
    let mut text = "cargo try NAME checks stages/mine.rs against what NAME asks for.\n\
                    A task begins with the stage above it: yours, or a copy.\n"
        .to_owned();
    for stage in stages() {
        text += &format!("\n{}", stage.line());
        for task in tasks().iter().filter(|task| task.from == stage.name) {
            text += &format!("  {}", task.line());
        }
    }
    text
}

impl Contract {
    fn line(&self) -> String {
        format!("  {:<16}{}\n", self.name, self.asks)
    }

    /// Checks a program against it: a line for each demand, and whether all are met.
    pub fn report(&self, program: &str) -> (bool, String) {
        let mut met = 0;
        let mut text = format!("{program} against the contract of {}:\n", self.name);
        for (sentence, check) in self.demands {
            // Each demand meets a function that nobody has called yet.
            let mut api = Deployment::with_template(program, self.template);
            match check(&mut api) {
                Ok(()) => {
                    met += 1;
                    text += &format!("  ✓ {sentence}\n");
                }
                Err(found) => {
                    text += &format!("  ✗ {sentence}\n{}", indented(&found));
                    text += &indented(&explanation(&api));
                    text += &indented(&written(&api));
                }
            }
        }
        let all = self.demands.len();
        text += &format!("{met} of {all} demands met\n");
        (met == all, text)
    }
}

/// What the emulator's terminal would say about the latest answer.
fn explanation(api: &Deployment) -> String {
    let exchange = api.exchanges().pop();
    let explanation = exchange
        .as_ref()
        .and_then(|exchange| exchange.explanation.as_ref());
    explanation.map(ToString::to_string).unwrap_or_default()
}

/// The beginning of what the function wrote, as the emulator's terminal would show it.
fn written(api: &Deployment) -> String {
    const MOST: usize = 10;
    let lines = api.written();
    let shown = lines.iter().take(MOST).map(|line| format!("│ {line}\n"));
    let more = (lines.len() > MOST).then(|| "│ …\n".to_owned());
    shown.chain(more).collect()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("      {line}\n")).collect()
}

/// The event of the latest exchange.
fn event(api: &Deployment) -> Option<Value> {
    serde_json::from_str(&api.event()?).ok()
}

fn expect_status(reply: &Reply, status: u16) -> Result<(), String> {
    match reply.status == status {
        true => Ok(()),
        false => Err(format!(
            "expected {status}\nfound    {} {}",
            reply.status,
            short(&reply.body)
        )),
    }
}

fn json_with_status(reply: &Reply, status: u16) -> Result<Value, String> {
    expect_status(reply, status)?;
    serde_json::from_str(&reply.body)
        .map_err(|_| format!("expected JSON\nfound    {}", short(&reply.body)))
}

fn expect_body(reply: &Reply, expected: &Value) -> Result<(), String> {
    let found = json_with_status(reply, 200)?;
    expect(found == *expected, &expected.to_string(), &found)
}

fn expect(met: bool, expected: &str, found: impl fmt::Display) -> Result<(), String> {
    match met {
        true => Ok(()),
        false => Err(format!(
            "expected {expected}\nfound    {}",
            short(&found.to_string())
        )),
    }
}

/// The beginning is enough to see what it is: a whole event would push the demands off the screen.
fn short(text: &str) -> String {
    const MOST: usize = 160;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
