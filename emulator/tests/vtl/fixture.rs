//! What a fixture is, and what each phase makes of one.

use std::{fs, path::PathBuf};

use emulator::vtl::{Overrides, Params, Scope, Template, inspect};
use indexmap::IndexMap;
use serde_json::Value;

use super::recorded;

/// Lists fixtures: one test each, and `LISTED` for the test that holds the list against the folder.
macro_rules! fixtures {
    ($phase:ident: $($(#[$attribute:meta])* $name:ident),* $(,)?) => {
        $(
            $(#[$attribute])*
            fn $name() {
                $crate::vtl::fixture::$phase(stringify!($name));
            }
        )*

        pub(in crate::vtl) const LISTED: &[&str] = &[$(stringify!($name)),*];
    };
}

pub(crate) use fixtures;

/// A template and what it may read.
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

    pub(crate) fn scope(&self) -> Scope {
        let texts = |value: &Value| -> IndexMap<String, String> {
            serde_json::from_value(value.clone()).unwrap_or_default()
        };
        let params = &self.scope["params"];
        Scope {
            body: self.scope["body"].as_str().map(str::to_owned),
            params: Params {
                path: texts(&params["path"]),
                querystring: texts(&params["querystring"]),
                header: texts(&params["header"]),
            },
            stage_variables: texts(&self.scope["stageVariables"]),
            context: self.scope["context"].clone(),
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

/// Pins the tokens of a template.
pub(crate) fn lex(name: &str) {
    let template = Fixture::read("lex", name).template;
    let tokens = inspect::tokens(&template).expect("it parses");
    pin("lex", name, &template, "tokens", &tokens);
}

/// Pins the tree of a template, or why there is none.
pub(crate) fn parse(name: &str) {
    let template = Fixture::read("parse", name).template;
    let tree = inspect::tree(&template).expect("it parses");
    pin("parse", name, &template, "tree", &tree);
}

/// Pins what a template renders, and holds it against the recording.
pub(crate) fn render(name: &str) {
    let fixture = Fixture::read("render", name);
    let rendered = fixture.rendered().expect("it renders");
    pin("render", name, &fixture.template, "renders", &rendered);
    recorded::compare(name, Some(&rendered));
}

/// Pins why a template does not render; the real engine refused it too.
pub(crate) fn fails(name: &str) {
    let fixture = Fixture::read("render", name);
    let complaint = fixture.rendered().expect_err("it does not render");
    pin("render", name, &fixture.template, "fails", &complaint);
    recorded::compare(name, None);
}

fn pin(phase: &str, name: &str, template: &str, verb: &str, result: &str) {
    insta::with_settings!({
        snapshot_path => folder(phase),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, format!("{template}\n--- {verb}\n{result}"));
    });
}
