//! The repository's files, as path → text.
//!
//! Rule: everything that reads the working copy for a rule reads it here, so that the rules themselves are
//! pure functions and can be tried on files that were made up.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The reader's own file. No rule of the house is about it: it may not even be Rust yet.
const THE_READERS: &str = "stages/mine.rs";

/// Paths from the top of the repository, with `/`, and what stands in each file.
pub(crate) type Tree = BTreeMap<String, String>;

/// The files that `git ls-files` lists with these flags. Where git does not know this folder (an unpacked
/// archive, say) every file counts that git would not ignore.
pub(crate) fn read(flags: &[&str]) -> Tree {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    listed(top, flags)
        .unwrap_or_else(|| walked(top, top))
        .into_iter()
        .filter(|path| path != THE_READERS)
        .filter_map(|path| {
            let text = fs::read(top.join(&path)).ok()?;
            Some((path, String::from_utf8_lossy(&text).into_owned()))
        })
        .collect()
}

fn listed(top: &Path, flags: &[&str]) -> Option<Vec<String>> {
    let answer = Command::new("git")
        .args(["ls-files", "-z"])
        .args(flags)
        .current_dir(top)
        .output()
        .ok()?;
    let paths: Vec<String> = String::from_utf8_lossy(&answer.stdout)
        .split_terminator('\0')
        .map(str::to_owned)
        .collect();
    // An archive unpacked inside somebody else's repository lists nothing, or not us.
    let ours = answer.status.success() && paths.iter().any(|path| path == "Cargo.toml");
    ours.then_some(paths)
}

fn walked(top: &Path, folder: &Path) -> Vec<String> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of the repository can be read")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| !ignored(path))
        .collect();
    entries.sort();
    entries
        .into_iter()
        .flat_map(|path| match path.is_dir() {
            true => walked(top, &path),
            false => vec![from_the_top(top, &path)],
        })
        .collect()
}

/// What .gitignore names, and git's own folder.
fn ignored(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    matches!(&*name, "target" | ".git")
        || name.ends_with(".snap.new")
        || name.ends_with(".pending-snap")
        || name.starts_with("my-") && name.ends_with(".rs")
}

fn from_the_top(top: &Path, path: &Path) -> String {
    let path = path.strip_prefix(top).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

#[test]
fn the_walk_finds_what_git_lists() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let walked = walked(top, top);
    for path in listed(top, &[]).unwrap_or_default() {
        let deleted = !top.join(&path).exists();
        assert!(deleted || walked.contains(&path), "{path} was not found");
    }
    assert!(walked.iter().any(|path| path == "Cargo.toml"));
}

#[test]
fn the_readers_own_file_is_left_alone() {
    let tree = read(&["--cached"]);
    assert!(!tree.contains_key(THE_READERS));
    assert!(tree.contains_key("Cargo.toml"));
}
