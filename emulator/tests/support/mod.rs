//! What the emulator's own suites share: an API of a few methods in front of the scripted function, real HTTP
//! byte for byte, and what the function got.
//!
//! Rule: the function is a real process, the traffic is real; a suite asserts, nothing here does.

#![allow(dead_code, unreachable_pub, reason = "each suite uses its own part")]

pub mod client;
pub mod observed;
pub mod shown;

use std::sync::Arc;

use emulator::{
    Emulator, Settings,
    exchange::Exchange,
    lambda::Program,
    template::{self, Source, Template},
    threads,
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

pub use client::Reply;

/// Any path and method by proxy, and the root by a custom integration: the API of the stages.
pub const WHOLE: [&str; 2] = ["ANY /{proxy+}", "ANY / aws"];

/// An API with the scripted function behind it, on a port of its own, until it is dropped.
pub struct Deployment {
    emulator: Option<Emulator>,
    address: String,
    runtime: Runtime,
}

/// One request, there and back.
#[derive(Debug, Clone)]
pub struct Trip {
    /// What the client got.
    pub reply: Reply,
    /// What the emulator recorded.
    pub exchange: Arc<Exchange>,
}

impl Deployment {
    /// An API of these methods, stage `prod`: see [`template_text`].
    pub fn of(methods: &[&str]) -> Deployment {
        Deployment::with(methods, |_| ())
    }

    /// The same after a change of the settings, the template as plain data among them.
    pub fn with(methods: &[&str], change: impl FnOnce(&mut Settings)) -> Deployment {
        Deployment::serving(&template_text(methods), change)
    }

    /// Whatever stands in this template.
    pub fn serving(template: &str, change: impl FnOnce(&mut Settings)) -> Deployment {
        let program = Program::at(env!("CARGO_BIN_EXE_scripted-function"));
        let mut settings = Settings::new(read(template), program);
        change(&mut settings);
        let runtime = threads::runtime().expect("a runtime");
        let started = runtime.block_on(Emulator::start(settings));
        let emulator = started.expect("a free port");
        Deployment {
            address: emulator.address().trim_start_matches("http://").to_owned(),
            emulator: Some(emulator),
            runtime,
        }
    }

    /// Sends `GET /prod/a`, say, with these header lines and this body, and a `Host` and a
    /// `Content-Length` where there are none.
    #[track_caller]
    pub fn send(&self, line: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Trip {
        self.raw(&client::request(line, headers, body.as_ref()))
    }

    /// Sends a request without further headers and without a body.
    #[track_caller]
    pub fn ask(&self, line: &str) -> Trip {
        self.send(line, &[], "")
    }

    /// Has the function answer with `result`, to a client that sends these header lines.
    #[track_caller]
    pub fn answered_with(&self, result: Value, headers: &[&str]) -> Trip {
        self.commanded(json!({"returns": result}), headers)
    }

    /// Has the function do what it is told: see `tests/scripted/function.rs`.
    #[track_caller]
    pub fn commanded(&self, command: Value, headers: &[&str]) -> Trip {
        self.send("POST /prod/command", headers, command.to_string())
    }

    /// Sends these bytes and nothing else.
    #[track_caller]
    pub fn raw(&self, request: &[u8]) -> Trip {
        let reply = client::send(&self.address, request);
        let id = reply.header("x-amzn-RequestId").expect("a request id");
        let exchanges = self.exchanges();
        let found = exchanges.iter().find(|exchange| exchange.request_id == id);
        let exchange = found.expect("its exchange").clone();
        Trip { reply, exchange }
    }

    /// The emulator as it is, without anybody to stop it.
    pub fn lose(mut self) -> (Emulator, Runtime) {
        let emulator = self.emulator.take().expect("runs until it is dropped");
        let runtime = std::mem::replace(&mut self.runtime, threads::runtime().expect("a runtime"));
        (emulator, runtime)
    }

    /// `127.0.0.1:41234`
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Waits for an exchange of which this is true.
    #[track_caller]
    pub fn until(&self, is: impl Fn(&Exchange) -> bool) -> Arc<Exchange> {
        let hang = std::time::Instant::now() + std::time::Duration::from_secs(20);
        loop {
            if let Some(found) = self.exchanges().iter().find(|exchange| is(exchange)) {
                return found.clone();
            }
            assert!(std::time::Instant::now() < hang, "no such exchange came");
            std::thread::yield_now();
        }
    }

    /// All that was recorded.
    pub fn exchanges(&self) -> Vec<Arc<Exchange>> {
        let emulator = self.emulator.as_ref().expect("runs until it is dropped");
        self.runtime.block_on(emulator.exchanges())
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        if let Some(emulator) = self.emulator.take() {
            self.runtime.block_on(emulator.stop());
        }
    }
}

impl Trip {
    /// The event's exact text.
    #[track_caller]
    pub fn event_text(&self) -> String {
        let event = self.exchange.event.as_ref().expect("an event");
        String::from_utf8(event.to_vec()).expect("events are UTF-8")
    }

    /// The event, its members in their order.
    #[track_caller]
    pub fn event(&self) -> Value {
        serde_json::from_str(&self.event_text()).expect("events are JSON")
    }

    /// Why the answer is not what the handler meant; empty where it is.
    pub fn explanation(&self) -> String {
        let explanation = self.exchange.explanation.as_ref();
        explanation.map(ToString::to_string).unwrap_or_default()
    }

    /// The resource that answered: `ANY /{proxy+}`.
    pub fn resource(&self) -> String {
        use emulator::exchange::Destination;
        match &self.exchange.destination {
            Destination::Method { resource, verb } => format!("{verb} {resource}"),
            other => format!("{other:?}"),
        }
    }
}

/// A template, read.
pub fn read(text: &str) -> Template {
    let source = Source {
        name: "template.yaml".to_owned(),
        text: text.to_owned(),
    };
    template::read(&source).unwrap_or_else(|error| panic!("{error}"))
}

/// A template with one function behind these methods: `GET /users/{id}` by proxy, `ANY / aws` by a custom
/// integration.
pub fn template_text(methods: &[&str]) -> String {
    const URI: &str =
        "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations";
    let mut paths = Vec::<(&str, String)>::new();
    for method in methods {
        let words: Vec<_> = method.split(' ').collect();
        let verb = match words[0] {
            "ANY" => "x-amazon-apigateway-any-method".to_owned(),
            verb => verb.to_lowercase(),
        };
        let kind = words.get(2).unwrap_or(&"aws_proxy");
        let lines = format!(
            "            {verb}:\n              x-amazon-apigateway-integration:\n                \
             {{type: {kind}, httpMethod: POST, uri: !Sub '{URI}', responses: {{default: {{statusCode: 200}}}}}}\n"
        );
        match paths.iter_mut().find(|(path, _)| *path == words[1]) {
            Some((_, known)) => known.push_str(&lines),
            None => paths.push((words[1], lines)),
        }
    }
    let lines = |(path, methods): (&str, String)| format!("          '{path}':\n{methods}");
    let paths: String = paths.into_iter().map(lines).collect();
    format!("{HEAD}{paths}")
}

const HEAD: &str = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: {Handler: bootstrap}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: 3.0.1
        paths:
";
