//! Lambda as it lives and dies: each test names the lines of `FACTS.md` that it pins.
//!
//! Rule: real processes and real sockets. Nothing waits for the clock but for what it needs; what is limited by
//! time on AWS is limited by a fraction of a second here.

mod support;

#[path = "lambda/behind_the_answer.rs"]
mod behind_the_answer;
#[path = "lambda/calls.rs"]
mod calls;
#[path = "lambda/command_line.rs"]
mod command_line;
#[path = "lambda/errors.rs"]
mod errors;
#[path = "lambda/explanations.rs"]
mod explanations;
#[path = "lambda/invoke_api.rs"]
mod invoke_api;
#[path = "lambda/life.rs"]
mod life;
#[path = "lambda/logs.rs"]
mod logs;
#[path = "lambda/processes.rs"]
mod processes;
#[path = "lambda/queue.rs"]
mod queue;
#[path = "lambda/rebuilt.rs"]
mod rebuilt;
#[path = "lambda/runtime_api.rs"]
mod runtime_api;
#[path = "lambda/stop.rs"]
mod stop;
#[path = "lambda/variables.rs"]
mod variables;
