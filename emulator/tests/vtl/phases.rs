//! What each phase makes of a fixture, pinned.

use emulator::vtl::inspect;

use super::{
    fixture::{Fixture, folder},
    recorded,
};

/// Lists fixtures: one test each, and `LISTED` for the test that holds the list against the folder.
macro_rules! fixtures {
    ($phase:ident: $($(#[$attribute:meta])* $name:ident),* $(,)?) => {
        $(
            $(#[$attribute])*
            fn $name() {
                $crate::vtl::phases::$phase(stringify!($name));
            }
        )*

        pub(in crate::vtl) const LISTED: &[&str] = &[$(stringify!($name)),*];
    };
}

pub(crate) use fixtures;

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
