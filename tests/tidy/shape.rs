//! Rules on files as files: what stands where, how long it may be, how it opens, what its tests are called.

use super::{
    finding::{Finding, Rule},
    rust::Source,
};

static MODULE_DOCS: Rule = Rule {
    says: "Every Rust file opens with `//!`: what it is, then its rule. A reader who lands in the \
           middle of the house is told where he stands.",
    instead: "Make the first line a `//!` comment.",
};

pub(crate) fn module_docs(path: &str, text: &str) -> Vec<Finding> {
    let opens = text.lines().next().unwrap_or_default();
    let kept = !path.ends_with(".rs") || opens.starts_with("//!");
    if kept {
        vec![]
    } else {
        vec![MODULE_DOCS.broken(path, 1, format!("`{opens}`"))]
    }
}

static STAGE_LENGTH: Rule = Rule {
    says: "A stage has at most 120 lines (aim at 60): it is read in one sitting.",
    instead: "Say it with less code, or move what is not the lesson into the emulator.",
};
static FILE_LENGTH: Rule = Rule {
    says: "A file of the emulator or of the tests has at most 400 lines (aim at 150).",
    instead: "Split it where it has two subjects; the folder takes the file's name.",
};
static CHAPTER_LENGTH: Rule = Rule {
    says: "A chapter has at most 250 lines: one idea, one evening.",
    instead: "Cut, or make two chapters of it.",
};

pub(crate) fn length(path: &str, text: &str) -> Vec<Finding> {
    let Some((limit, rule)) = budget(path) else {
        return vec![];
    };
    let lines = text.lines().count();
    let kept = lines <= limit;
    if kept {
        vec![]
    } else {
        vec![rule.broken(path, limit + 1, format!("{lines} lines"))]
    }
}

fn budget(path: &str) -> Option<(usize, &'static Rule)> {
    let (_, kind) = path.rsplit_once('.')?;
    match (kind, path.split('/').next()?) {
        ("rs", "stages") => Some((120, &STAGE_LENGTH)),
        ("rs", _) => Some((400, &FILE_LENGTH)),
        ("html" | "css" | "js", "emulator") => Some((400, &FILE_LENGTH)),
        ("md", "book") => Some((250, &CHAPTER_LENGTH)),
        _ => None,
    }
}

/// What may stand at the top. git's own folder and `target` are never tracked.
const TOP: [&str; 14] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "LICENSE",
    "book.toml",
    "stages",
    "emulator",
    "book",
    "tests",
    "snapshots",
    ".cargo",
    ".clippy.toml",
    ".gitignore",
    ".ci",
];

static TOP_LEVEL: Rule = Rule {
    says: "The top of the repository is a map of ten names that a stranger can hold in mind: no \
           `src`, `docs`, `scripts`, `examples`, `xtask`. Tasks are cargo aliases and tests.",
    instead: "Put it where it belongs; if it belongs here, give the reason in the README's map and \
              add it to the list in tests/tidy/shape.rs.",
};

pub(crate) fn top_level(path: &str) -> Vec<Finding> {
    let top = path.split('/').next().unwrap_or(path);
    let kept = TOP.contains(&top);
    if kept {
        vec![]
    } else {
        vec![TOP_LEVEL.broken(path, 1, format!("`{top}` at the top"))]
    }
}

static TEST_NAMES: Rule = Rule {
    says: "A test's name is a sentence about what holds, of three words or more and without \
           `test_`: a failing test is read by its name first.",
    instead: "Name what a reader would see: `unknown_path_answers_403_missing_authentication_token`.",
};

pub(crate) fn test_names(path: &str, text: &str) -> Vec<Finding> {
    if !path.ends_with(".rs") {
        return vec![];
    }
    tests(&Source::of(text).code)
        .into_iter()
        .filter(|(_, name)| name.starts_with("test_") || name.split('_').count() < 3)
        .map(|(line, name)| TEST_NAMES.broken(path, line, format!("`fn {name}`")))
        .collect()
}

/// Line and name of each function under `#[test]`, `#[tokio::test]` and the like. The name that a macro
/// fills in cannot be seen here.
fn tests(code: &str) -> Vec<(usize, String)> {
    let attributes = ["#[test]", "::test]", "::test("];
    let mut starts: Vec<usize> = attributes
        .iter()
        .flat_map(|attribute| code.match_indices(attribute).map(|(at, _)| at))
        .collect();
    starts.sort_unstable();
    starts
        .into_iter()
        .filter_map(|start| {
            let at = start + code[start..].find("fn ")? + "fn ".len();
            let line = code[..at].lines().count();
            let name: String = code[at..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || "_$".contains(*c))
                .collect();
            (!name.starts_with('$')).then_some((line, name))
        })
        .collect()
}

/// Folders at the root of somebody's machine, without their slashes: this file has to keep the rule too.
const MACHINE_FOLDERS: [&str; 5] = ["work", "root", "tmp", "home", "Users"];

/// Where such a path is about Lambda's machine and not about ours.
const ABOUT_LAMBDA: [&str; 1] = ["emulator/FACTS.md"];

static MACHINE_PATHS: Rule = Rule {
    says: "No tracked text names a folder of the machine it was written on: on the reader's it is \
           not there.",
    instead: "Write the path from the top of the repository, or take it from `CARGO_MANIFEST_DIR`.",
};

pub(crate) fn machine_paths(path: &str, text: &str) -> Vec<Finding> {
    if ABOUT_LAMBDA.contains(&path) {
        return vec![];
    }
    let mut found = vec![];
    for (line, content) in text.lines().enumerate() {
        for folder in MACHINE_FOLDERS.map(|folder| format!("/{folder}/")) {
            if content
                .match_indices(&folder)
                .any(|(at, _)| starts_a_path(content, at))
            {
                found.push(MACHINE_PATHS.broken(path, line + 1, format!("`{folder}`")));
            }
        }
    }
    found
}

/// Not so inside a longer path or a URL.
fn starts_a_path(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric() && !"._-~*})>".contains(c))
}

static LINTS: Rule = Rule {
    says: "`unsafe` is forbidden in the whole workspace: the top manifest forbids it and every \
           package takes the workspace's lints.",
    instead: "Write `unsafe_code = \"forbid\"` under `[workspace.lints.rust]`, and `workspace = true` \
              under each package's `[lints]`.",
};

pub(crate) fn manifest_lints(path: &str, text: &str) -> Vec<Finding> {
    if path.rsplit('/').next() != Some("Cargo.toml") {
        return vec![];
    }
    let mut wanted = vec![("[lints]", "workspace = true")];
    if path == "Cargo.toml" {
        wanted.push(("[workspace.lints.rust]", "unsafe_code = \"forbid\""));
    }
    wanted
        .into_iter()
        .filter(|(section, line)| !section_of(text, section).any(|found| found == *line))
        .map(|(section, line)| LINTS.broken(path, 1, format!("no `{line}` under `{section}`")))
        .collect()
}

fn section_of<'t>(text: &'t str, section: &str) -> impl Iterator<Item = &'t str> {
    text.lines()
        .map(str::trim)
        .skip_while(move |line| *line != section)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
}

mod offenders {
    use super::{super::finding::places, *};

    #[test]
    fn a_file_that_opens_with_code_is_reported() {
        let offender = "use std::fmt;\n//! Too late.\n";
        assert_eq!(
            places(&module_docs("emulator/src/api.rs", offender)),
            ["emulator/src/api.rs:1"]
        );
        assert_eq!(
            places(&module_docs("emulator/src/api.rs", "")),
            ["emulator/src/api.rs:1"]
        );
        assert!(module_docs("emulator/src/api.rs", "//! An API.\n").is_empty());
        assert!(module_docs("stages/template.yaml", "Resources:\n").is_empty());
    }

    #[test]
    fn a_long_file_is_reported_at_the_first_line_too_many() {
        for (path, limit) in [
            ("stages/stage1.rs", 120),
            ("emulator/src/vtl/eval.rs", 400),
            ("emulator/src/console/page.js", 400),
            ("tests/book/replay.rs", 400),
            ("book/stage1.md", 250),
        ] {
            assert!(length(path, &"\n".repeat(limit)).is_empty(), "{path}");
            let found = length(path, &"\n".repeat(limit + 1));
            assert_eq!(places(&found), [format!("{path}:{}", limit + 1)]);
        }
        assert!(length("emulator/FACTS.md", &"\n".repeat(1000)).is_empty());
    }

    #[test]
    fn an_uninvited_entry_at_the_top_is_reported() {
        assert_eq!(
            places(&top_level("scripts/build.sh")),
            ["scripts/build.sh:1"]
        );
        assert_eq!(places(&top_level("NOTES.md")), ["NOTES.md:1"]);
        assert!(top_level("README.md").is_empty());
        assert!(top_level("stages/stage1.rs").is_empty());
    }

    #[test]
    fn a_test_named_test_something_is_reported() {
        let offender = "#[test]\nfn test_the_whole_thing() {}\n\
                    #[tokio::test(start_paused = true)]\nasync fn test_it_all_again() {}\n\
                    #[test]\n#[should_panic]\nfn it_works() {}\n\
                    #[test]\nfn a_door_is_shut() {}\n#[test]\nfn $name() {}\n\
                    fn test_event() {}\n";
        assert_eq!(
            places(&test_names("a.rs", offender)),
            ["a.rs:2", "a.rs:4", "a.rs:7"]
        );
    }

    #[test]
    fn a_path_of_one_machine_is_reported() {
        let offender = MACHINE_FOLDERS
            .map(|folder| format!("see \"/{folder}/x\"\n"))
            .concat();
        assert_eq!(
            places(&machine_paths("a.md", &offender)).len(),
            MACHINE_FOLDERS.len()
        );
        let second_line = format!("\nfile:/{offender}");
        assert_eq!(places(&machine_paths("a.md", &second_line))[0], "a.md:2");
        assert!(machine_paths("a.md", "http://example.com/work/ target/tmp/ ./root/").is_empty());
        assert!(machine_paths(ABOUT_LAMBDA[0], &offender).is_empty());
    }

    #[test]
    fn a_manifest_that_allows_unsafe_is_reported() {
        let kept = "[lints]\nworkspace = true\n[workspace.lints.rust]\nunsafe_code = \"forbid\"\n";
        assert!(manifest_lints("Cargo.toml", kept).is_empty());
        let warned = kept.replace("forbid", "warn");
        assert_eq!(
            places(&manifest_lints("Cargo.toml", &warned)),
            ["Cargo.toml:1"]
        );
        let elsewhere = kept.replace("[workspace.lints.rust]", "[workspace.lints.clippy]");
        assert_eq!(
            places(&manifest_lints("Cargo.toml", &elsewhere)),
            ["Cargo.toml:1"]
        );
        assert_eq!(
            places(&manifest_lints("emulator/Cargo.toml", "[lints]\n")),
            ["emulator/Cargo.toml:1"]
        );
    }
}
