//! The book, the README and the code do not drift: mdBook and git say nothing about a missing include, a dead
//! link or an output that is no longer printed, so these tests do.
//!
//! Rule: a rule is a function over the repository's files as path → text, in `tests/book/`, and is tried there on
//! made-up pages; so it bites also as long as there is no book. mdBook itself is not needed. A page's transcripts
//! are replayed against the stages' real binaries, on ports of their own.

#[path = "tidy/finding.rs"]
mod finding;
mod support;
#[path = "tidy/tree.rs"]
mod tree;

/// Pages, how they are read, and the rules.
mod book {
    pub(crate) mod chapters;
    pub(crate) mod compare;
    pub(crate) mod console;
    pub(crate) mod curl;
    pub(crate) mod events;
    pub(crate) mod includes;
    pub(crate) mod links;
    pub(crate) mod markdown;
    pub(crate) mod replay;
    pub(crate) mod server;
    pub(crate) mod sources;
}

use book::{
    chapters, events, includes, links,
    replay::replay,
    server::{Run, Server},
    sources,
};
use finding::{Finding, assert_kept};
use support::{Deployment, Reply, stand_ins};

/// Every file that git tracks or would track.
fn house() -> tree::Tree {
    tree::read(&["--cached", "--others", "--exclude-standard"])
}

/// A rule on a file that is not there holds of nothing.
#[test]
fn what_the_rules_are_about_is_there() {
    let house = house();
    for path in [
        "README.md",
        "book/SUMMARY.md",
        "book/reference/events.md",
        "book/render/passthrough.vtl",
        "snapshots/stage1/get_root.event.snap",
        "snapshots/stage1/get_test.event.snap",
        "stages/template.yaml",
    ] {
        assert!(house.contains_key(path), "{path}");
    }
}

#[test]
fn every_include_shows_something() {
    assert_kept(&includes::includes_resolve(&house()));
}

#[test]
fn every_link_leads_somewhere() {
    assert_kept(&links::links_resolve(&house()));
}

#[test]
fn every_page_is_in_the_summary() {
    assert_kept(&chapters::chapters_are_listed(&house()));
}

#[test]
fn every_stage_and_snapshot_is_shown() {
    assert_kept(&chapters::files_are_shown(&house()));
}

#[test]
fn every_stage_chapter_is_built_alike() {
    assert_kept(&chapters::stage_chapters_are_built_alike(&house()));
}

#[test]
fn every_key_of_the_two_events_is_named() {
    assert_kept(&events::keys_are_named(&house()));
}

#[test]
fn every_cause_of_an_error_is_pinned() {
    assert_kept(&sources::causes_are_pinned(&house()));
}

#[test]
fn the_template_that_is_read_line_by_line_is_the_apis() {
    assert_kept(&sources::template_is_the_apis(&house()));
}

#[test]
fn every_file_and_function_that_is_named_is_there() {
    assert_kept(&sources::names_are_there(&house()));
}

#[test]
fn every_answer_is_folded() {
    assert_kept(&chapters::answers_are_folded(&house()));
}

#[test]
fn no_rust_or_json_is_typed_by_hand() {
    assert_kept(&chapters::nothing_is_typed_by_hand(&house()));
}

#[test]
fn every_fence_names_its_language() {
    assert_kept(&chapters::fences_name_their_language(&house()));
}

#[test]
fn every_transcript_prints_what_it_shows() {
    let house = house();
    let found: Vec<Finding> = chapters::pages(&house)
        .flat_map(|(path, _)| replay(&house, path, &start, stand_ins))
        .collect();
    assert_kept(&found);
}

fn start(run: &Run) -> Box<dyn Server> {
    Box::new(match &run.template {
        Some(template) => Deployment::with_template(&run.stage, template),
        None => Deployment::of(&run.stage),
    })
}

impl Server for Deployment {
    fn address(&self) -> String {
        self.address()
    }

    fn banner(&self) -> String {
        self.banner()
    }

    fn reports(&self) -> Vec<String> {
        let exchanges = self.exchanges();
        exchanges
            .iter()
            .map(|exchange| emulator::cli::report(exchange))
            .collect()
    }

    fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Reply {
        self.send(method, path, headers, body)
    }
}
