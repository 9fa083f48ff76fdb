//! A program that is built anew while the emulator runs.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use serde_json::json;

use crate::{
    calls::{deployed_with, invoke, still_works, who},
    processes::until_gone,
    support::Deployment,
};

/// A copy of the scripted function in a folder of its own, gone with it.
struct Program {
    folder: PathBuf,
    path: PathBuf,
}

impl Program {
    fn built(name: &str) -> Program {
        let folder = std::env::temp_dir().join(format!("rebuilt-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let program = Program {
            path: folder.join("program"),
            folder,
        };
        program.build();
        program
    }

    /// As a linker does it: written elsewhere, then put in its place.
    fn build(&self) {
        let new = self.folder.join("new");
        fs::copy(env!("CARGO_BIN_EXE_scripted-function"), &new).expect("a copy");
        fs::rename(&new, &self.path).expect("in its place");
    }

    fn remove(&self) {
        fs::remove_file(&self.path).expect("it was there");
    }

    fn deployed(&self, launcher: Option<&str>) -> Deployment {
        deployed_with(|settings| {
            settings.program.path = self.path.clone();
            settings.program.launcher = launcher.map(PathBuf::from);
        })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

const LAUNCHERS: [Option<&str>; 2] = [None, Some(env!("CARGO_BIN_EXE_emulator"))];

#[test]
fn the_next_request_uses_what_was_built_last() {
    for launcher in LAUNCHERS {
        let program = Program::built("next");
        let api = program.deployed(launcher);
        let (old, _) = who(&api);
        assert_eq!(who(&api), (old, 2));
        program.build();
        let (new, served) = who(&api);
        assert!(new != old && served == 1);
        until_gone(old);
    }
}

#[test]
fn while_a_program_is_missing_its_process_still_serves() {
    let program = Program::built("kept");
    let api = program.deployed(None);
    let (pid, _) = who(&api);
    program.remove();
    assert_eq!(who(&api), (pid, 2));
    program.build();
    assert!(who(&api).0 != pid);
}

#[test]
fn a_program_that_is_missing_is_told_and_then_found_again() {
    for launcher in LAUNCHERS {
        let program = Program::built("missing");
        let api = program.deployed(launcher);
        invoke(&api, json!({"exits": 0}));
        program.remove();
        let trip = api.ask("GET /prod/x");
        assert_eq!(trip.reply.status, 500);
        let explanation = trip.explanation().replace("\n      ", " ");
        let found = format!("{}: No such file or directory", program.path.display());
        assert!(explanation.contains(&found), "{explanation}");
        program.build();
        still_works(&api);
    }
}

#[test]
fn a_program_that_is_still_being_written_is_waited_for() {
    for launcher in LAUNCHERS {
        let program = Program::built("written");
        let api = program.deployed(launcher);
        let writing = open_to_write(&program.path);
        let written = thread::spawn(move || {
            thread::sleep(Duration::from_millis(150));
            drop(writing);
        });
        still_works(&api);
        written.join().expect("it is written");
    }
}

fn open_to_write(path: &Path) -> File {
    File::options()
        .append(true)
        .open(path)
        .expect("it is there")
}
