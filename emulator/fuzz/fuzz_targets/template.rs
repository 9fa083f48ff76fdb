//! Any text as a mapping template: it renders or is refused, soon and within 64 MB.
//!
//! Rule: an input is the template; what it may read is always the same, a value of each kind.

#![no_main]

mod memory;

use std::sync::LazyLock;

use emulator::vtl::{Params, Scope, Template, inspect};
use libfuzzer_sys::fuzz_target;

static SCOPE: LazyLock<Scope<'static>> = LazyLock::new(|| {
    let pairs =
        |pairs: [(&'static str, &'static str); 2]| pairs.map(|(k, v)| (k.into(), v.into())).into();
    Scope {
        body: Some(
            r#"{"a": [1, {"b": null}, "x/y", [2.5]], "t": "it's", "n": 9223372036854775807, "😀": true}"#
                .into(),
        ),
        params: Params {
            path: pairs([("id", "7"), ("proxy", "a/b")]),
            querystring: pairs([("q", "1"), ("", "")]),
            header: pairs([("Accept", "*/*"), ("Host", "h")]),
        },
        stage_variables: pairs([("v", "1"), ("w", "x y")]),
        ..Scope::default()
    }
});

fuzz_target!(|template: &str| {
    memory::within_limit(|| {
        let _ = inspect::tokens(template);
        let _ = inspect::tree(template);
        if let Err(error) = Template::parse(template).and_then(|parsed| parsed.render(&SCOPE)) {
            assert!(error.to_string().contains('^'));
        }
    });
});
