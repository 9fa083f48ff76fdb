//! What a fixture is: a template and what it may read.
//!
//! Rule: nothing here asserts; what each phase makes of a fixture is in `phases`, what the real engines make of it in
//! the suite of the peers, which reads the same files.

#![allow(dead_code, reason = "each suite uses its own part")]

use std::{collections::BTreeSet, fs, path::PathBuf};

use emulator::vtl::{Overrides, Params, Scope, Template, Texts};
use indexmap::IndexMap;
use serde_json::{Value, json};

/// A template and what it may read.
#[derive(Debug, Clone)]
pub(crate) struct Fixture {
    pub(crate) scope: Value,
    pub(crate) template: String,
}

/// The folder of a phase.
pub(crate) fn folder(phase: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vtl")
        .join(phase)
}

/// The fixtures of a phase, by name.
pub(crate) fn names(phase: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder(phase)).expect("the folder of a phase");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "vtl"))
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

impl Fixture {
    pub(crate) fn read(phase: &str, name: &str) -> Self {
        let path = folder(phase).join(format!("{name}.vtl"));
        let text = fs::read_to_string(&path).expect("a listed fixture is in its folder");
        let (head, template) = text.split_once("---\n").expect("a line of three hyphens");
        let scope: String = head
            .lines()
            .filter(|line| !line.starts_with("##"))
            .collect();
        let scope = match scope.trim() {
            "" => Value::Object(serde_json::Map::new()),
            json => serde_json::from_str(json).expect("what the template may read is JSON"),
        };
        let template = template.strip_suffix('\n').expect("a last newline");
        Fixture {
            scope,
            template: template.to_owned(),
        }
    }

    /// As the peers are asked, and `cargo emulator render --cases -`.
    pub(crate) fn case(&self) -> Value {
        let mut case = self.scope.clone();
        case["template"] = json!(self.template);
        case
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        let texts = |value: &Value| -> Texts<'_> {
            let texts: IndexMap<String, String> =
                serde_json::from_value(value.clone()).unwrap_or_default();
            let texts = texts.into_iter();
            texts
                .map(|(name, text)| (name.into(), text.into()))
                .collect()
        };
        let params = &self.scope["params"];
        Scope {
            body: self.scope["body"].as_str().map(Into::into),
            params: Params {
                path: texts(&params["path"]),
                querystring: texts(&params["querystring"]),
                header: texts(&params["header"]),
            },
            stage_variables: texts(&self.scope["stageVariables"]),
            context: self.scope["context"].clone().into(),
            overrides: Overrides::default(),
        }
    }

    /// What it renders, or the whole complaint.
    pub(crate) fn rendered(&self) -> Result<String, String> {
        let template = Template::parse(&self.template).map_err(|error| error.to_string())?;
        match template.render(&self.scope()) {
            Ok(rendered) => Ok(rendered.text),
            Err(error) => Err(error.to_string()),
        }
    }
}
