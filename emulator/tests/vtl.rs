//! Mapping templates: fixtures for each phase, held against recordings of the real engine.
//!
//! A fixture is `tests/vtl/PHASE/NAME.vtl`: comments with the facts it pins, what the template may read as JSON, a
//! line `---`, the template, and a newline that is not part of it. Beside it stands its snapshot, which can be read
//! alone. Each fixture is one `#[test]`, listed by its theme; a test holds the lists against the folders.
//!
//! Rule: what a template renders is what Velocity 1.7 and Jayway rendered, set up as API Gateway was seen to behave:
//! `tests/vtl/recorded.jsonl`. Where it is not, the difference is named with its reason.

mod vtl {
    mod anything;
    mod different;
    mod errors;
    pub(crate) mod fixture;
    mod folders;
    mod lex;
    mod limits;
    mod overrides;
    mod parse;
    pub(crate) mod phases;
    mod places;
    mod recorded;
    mod render {
        pub(crate) mod console;
        pub(crate) mod context;
        pub(crate) mod differences;
        pub(crate) mod directives;
        pub(crate) mod escapes;
        pub(crate) mod input;
        pub(crate) mod methods;
        pub(crate) mod operators;
        pub(crate) mod references;
        pub(crate) mod texts;
        pub(crate) mod util;
        pub(crate) mod values;
        pub(crate) mod whitespace;
    }
}
