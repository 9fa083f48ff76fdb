//! `emulator render` as somebody runs it: the program itself, its files, its streams and its exit code.
//!
//! Rule: what was rendered goes to stdout and nothing else does; what is wrong goes to stderr, once, with what was found,
//! where, what was expected and what to do, and the exit code is 1.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use serde_json::{Value, json};

/// A folder of this test's own, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("render-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("a file");
        }
        Folder(folder)
    }

    /// Runs `emulator render` there.
    fn render(&self, arguments: &[&str]) -> Output {
        command(arguments)
            .current_dir(&self.0)
            .output()
            .expect("it runs")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files hurts nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_emulator"));
    command.arg("render").args(arguments);
    command
}

/// What `emulator render --cases -` answers to these lines.
fn answers(cases: &str) -> Vec<Value> {
    let mut child = command(&["--cases", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(cases.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    let lines = text(&output.stdout);
    let lines = lines.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[track_caller]
fn prints(output: &Output, expected: &str) {
    assert_eq!(text(&output.stderr), "");
    assert_eq!(text(&output.stdout), expected);
    assert_eq!(output.status.code(), Some(0));
}

#[track_caller]
fn fails(output: &Output, expected: &str) {
    assert_eq!(text(&output.stderr), expected);
    assert_eq!(text(&output.stdout), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_template_alone_is_rendered_for_an_empty_request() {
    let folder = Folder::with(&[("t.vtl", "$input.body $input.params('id').\n")]);
    prints(&folder.render(&["t.vtl"]), "{} .\n");
}

#[test]
fn a_request_gives_body_parameters_stage_variables_and_context() {
    let request = json!({
        "body": "{\"a\": [1, \"x\"]}",
        "params": {"path": {"id": "7"}, "querystring": {"q": "s"}, "header": {"Accept": "*/*"}},
        "stageVariables": {"v": "1"},
        "context": {"identity": {"sourceIp": "1.2.3.4"}},
    });
    let template = "$input.path('$.a') $input.params('id') $input.params().querystring.q \
                    $input.params('Accept') $stageVariables.v $context.identity.sourceIp";
    let folder = Folder::with(&[("t.vtl", template), ("r.json", &request.to_string())]);
    prints(
        &folder.render(&["t.vtl", "--request", "r.json"]),
        "[1,\"x\"] 7 s */* 1 1.2.3.4",
    );
}

#[test]
fn a_template_that_does_not_parse_is_shown_with_a_caret() {
    let folder = Folder::with(&[("t.vtl", "{\n  #if($x = 1)a#end\n}")]);
    let expected = "\
error: `=` does not belong here
 --> t.vtl:2:10
  |
2 |   #if($x = 1)a#end
  |          ^ expected an operator or `)`
  |
  = help: `=` is for `#set`; compare with `==`
";
    fails(&folder.render(&["t.vtl"]), expected);
}

#[test]
fn a_template_that_does_not_render_is_shown_with_a_caret() {
    let folder = Folder::with(&[("t.vtl", "first\n$input.body.substring(9)")]);
    let expected = "\
error: there is no place 9 in a text of 2 characters
 --> t.vtl:2:13
  |
2 | $input.body.substring(9)
  |             ^^^^^^^^^^^^
  |
  = help: test it first: `#if($text.length() > 0)`
";
    fails(&folder.render(&["t.vtl"]), expected);
}

#[test]
fn a_file_that_is_missing_is_named() {
    let folder = Folder::with(&[("t.vtl", "")]);
    let missing = "No such file or directory (os error 2)";
    fails(
        &folder.render(&["none.vtl"]),
        &format!("error: cannot read none.vtl: {missing}\n"),
    );
    fails(
        &folder.render(&["t.vtl", "--request", "none.json"]),
        &format!("error: cannot read none.json: {missing}\n"),
    );
}

#[test]
fn a_request_that_is_not_json_is_shown_at_its_place() {
    let folder = Folder::with(&[("t.vtl", ""), ("r.json", "{\n  body: 1\n}")]);
    let expected = "\
error: r.json:2:3: key must be a string
  expected a request as JSON: {\"body\": \"...\", \"params\": {\"path\": {}, \"querystring\": {}, \"header\": {}},
  \"stageVariables\": {}, \"context\": {}}; the body is a string, and every member may be left out
  do: correct the file at that place
";
    fails(&folder.render(&["t.vtl", "--request", "r.json"]), expected);
}

#[test]
fn a_member_that_is_unknown_is_refused_by_name() {
    let folder = Folder::with(&[("t.vtl", ""), ("r.json", r#"{"query": {}}"#)]);
    let output = folder.render(&["t.vtl", "--request", "r.json"]);
    let complaint = text(&output.stderr);
    assert!(
        complaint.starts_with(
            "error: r.json:1:8: unknown field `query`, expected one of `body`, `params`, `stageVariables`, `context`\n"
        ),
        "{complaint}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_body_that_is_an_object_is_refused() {
    let folder = Folder::with(&[("t.vtl", ""), ("r.json", r#"{"body": {"a": 1}}"#)]);
    let output = folder.render(&["t.vtl", "--request", "r.json"]);
    let complaint = text(&output.stderr);
    assert!(
        complaint.starts_with("error: r.json:1:9: invalid type: map, expected a string\n"),
        "{complaint}"
    );
}

#[test]
fn cases_are_answered_a_line_each() {
    let cases = [
        json!({"template": "$input.path('$.a')", "body": "{\"a\": 1}"}),
        json!({"template": "a\n$stageVariables.v", "stageVariables": {"v": "1"}}),
    ];
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    assert_eq!(
        answers(&lines),
        [json!({"output": "1"}), json!({"output": "a\n1"})]
    );
}

#[test]
fn a_bad_case_does_not_stop_the_later_ones() {
    let cases = "not JSON\n{\"template\": \"$\"}\n{\"body\": null}\n\n{\"template\": \"\", \"more\": 1}\n{\"template\": \"last\"}\n";
    let answers = answers(cases);
    let errors: Vec<&str> = answers
        .iter()
        .filter_map(|answer| answer["error"].as_str())
        .collect();
    assert_eq!(answers.len(), 6);
    assert_eq!(errors.len(), 5);
    for (error, says) in errors.iter().zip([
        "expected ident at line 1 column 2",
        "the template ends after `$`",
        "no `template` that is a string",
        "EOF",
        "unknown field `more`",
    ]) {
        assert!(error.contains(says), "{error}");
    }
    assert_eq!(answers[5], json!({"output": "last"}));
}

#[test]
fn a_line_that_is_no_utf_8_is_answered_too() {
    let mut child = command(&["--cases", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin
        .write_all(b"\xff\n{\"template\": \"last\"}\n")
        .expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let stdout = text(&output.stdout);
    assert_eq!(stdout.lines().count(), 2, "{stdout}");
    assert!(stdout.ends_with("{\"output\":\"last\"}\n"));
}

#[test]
fn flags_that_do_not_fit_show_the_usage() {
    let folder = Folder::with(&[]);
    for arguments in [
        &[] as &[&str],
        &["--cases", "file"],
        &["t.vtl", "--nothing"],
    ] {
        let output = folder.render(arguments);
        let complaint = text(&output.stderr);
        assert!(complaint.starts_with("error: "), "{complaint}");
        assert!(complaint.contains("usage: emulator serve"), "{complaint}");
        assert_eq!(output.status.code(), Some(1));
    }
}
