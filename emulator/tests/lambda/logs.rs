//! D4: the log of an invocation.

use std::time::Duration;

use serde_json::json;

use crate::{
    calls::{
        deployed, deployed_with, deployed_with_init, invoke, invoke_with, run, still_works, written,
    },
    support::Trip,
};

fn log(trip: &Trip) -> &[String] {
    &run(trip).log
}

fn id(trip: &Trip) -> &str {
    trip.reply.header("x-amzn-RequestId").expect("an id")
}

/// The figures of a REPORT line: name and value, in their order.
#[track_caller]
fn figures(trip: &Trip) -> Vec<(String, String)> {
    let line = log(trip).last().expect("a REPORT");
    let figures = line.strip_prefix(&format!("REPORT RequestId: {}\t", id(trip)));
    let figures = figures.and_then(|figures| figures.strip_suffix('\t'));
    let pairs = figures.expect("tabs all the way").split('\t');
    let pairs = pairs.map(|pair| pair.split_once(": ").expect("a name"));
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn ms(figure: &str) -> f64 {
    figure
        .strip_suffix(" ms")
        .and_then(|ms| ms.parse().ok())
        .expect("ms")
}

/// D4.1: INIT_START, START, END, REPORT, in this order. D4.3: The function's lines stand between, unchanged.
#[test]
fn a_log_is_start_the_functions_lines_end_and_report() {
    let api = deployed();
    let trip = invoke(
        &api,
        json!({"prints": "one\n  two\n", "complains": "three\n"}),
    );
    let id = id(&trip);
    let (first, rest) = log(&trip).split_first().expect("lines");
    assert!(first.starts_with("INIT_START Runtime Version: "), "{first}");
    assert!(
        first.contains("\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:"),
        "{first}"
    );
    assert_eq!(rest[0], format!("START RequestId: {id} Version: $LATEST"));
    assert_eq!(rest[1..4], ["one", "  two", "three"]);
    assert_eq!(rest[4], format!("END RequestId: {id}"));
    assert_eq!(rest.len(), 6);
    let warm = invoke(&api, json!({}));
    assert!(log(&warm)[0].starts_with("START "), "{:?}", log(&warm));
}

/// D4.1: True figures, the init duration on cold starts only, a tab behind each.
#[test]
fn a_report_has_true_figures() {
    let api = deployed_with_init(json!({"takes_ms": 50}));
    let cold = figures(&invoke(&api, json!({"takes_ms": 40})));
    let names: Vec<&str> = cold.iter().map(|(name, _)| name.as_str()).collect();
    let always = [
        "Duration",
        "Billed Duration",
        "Memory Size",
        "Max Memory Used",
    ];
    assert_eq!(names[..4], always);
    assert_eq!(names[4..], ["Init Duration"]);
    let (duration, billed) = (ms(&cold[0].1), ms(&cold[1].1));
    assert!((40.0..5000.0).contains(&duration), "{duration}");
    assert!(billed.fract() == 0.0 && billed >= duration && billed < duration + 1.01);
    assert_eq!(cold[2].1, "128 MB");
    assert!(cold[3].1.ends_with(" MB") && cold[3].1 != "0 MB");
    assert!(ms(&cold[4].1) >= 50.0);
    let warm = figures(&invoke(&api, json!({})));
    assert_eq!(
        warm.iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
        always
    );
    assert!(ms(&warm[0].1) < 40.0, "{:?}", warm[0]);
}

/// D4.2: A time-out has a line with its time; an exit has two.
#[test]
fn the_log_says_how_an_invocation_failed() {
    let api = deployed_with(|settings| {
        settings.template.function.timeout = Duration::from_millis(300);
    });
    let trip = invoke(&api, json!({"prints": "last words", "hangs": true}));
    let lines = written(&trip);
    assert_eq!(lines[0], "last words");
    let (time, rest) = lines[1].split_once(' ').expect("a time");
    assert!(
        time.len() == 24 && time.ends_with('Z') && time.contains('T'),
        "{time}"
    );
    assert_eq!(
        rest,
        format!("{} Task timed out after 0.30 seconds", id(&trip))
    );
    assert!(ms(&figures(&trip)[0].1) >= 300.0);
    let trip = invoke(&api, json!({"prints": "last words", "exits": 1}));
    let exited = format!(
        "RequestId: {} Error: Runtime exited with error: exit status 1",
        id(&trip)
    );
    assert_eq!(
        written(&trip),
        ["last words", exited.as_str(), "Runtime.ExitError"]
    );
}

#[test]
fn what_is_written_before_the_first_event_stands_before_start() {
    let api = deployed_with_init(json!({"prints": "hello"}));
    let trip = invoke(&api, json!({}));
    assert_eq!(log(&trip)[1], "hello");
    assert!(log(&trip)[2].starts_with("START "));
}

#[test]
fn a_process_that_cannot_start_has_a_whole_log() {
    let api = deployed_with_init(json!({"complains": "no luck\n", "exits": 1}));
    let trip = invoke(&api, json!({}));
    let id = id(&trip);
    assert_eq!(
        log(&trip)[1..5],
        [
            "no luck".to_owned(),
            format!("START RequestId: {id} Version: $LATEST"),
            format!("RequestId: {id} Error: Runtime exited with error: exit status 1"),
            "Runtime.ExitError".to_owned(),
        ]
    );
    figures(&trip);
}

/// Each line belongs to the invocation that wrote it, also one without an end or behind the answer.
#[test]
fn lines_belong_to_their_invocation() {
    let api = deployed();
    for number in 0..50 {
        let before = format!("{number} before\n{number} open");
        let behind = format!("{number} behind");
        let trip = invoke(&api, json!({"prints": before, "then": {"prints": behind}}));
        let lines = written(&trip).join("\n");
        let (split, joined) = (format!("{before}\n{behind}"), before + &behind);
        assert!(lines == split || lines == joined, "{lines}");
    }
}

#[test]
fn any_bytes_are_lines() {
    let api = deployed();
    let trip = invoke(
        &api,
        json!({"prints_bytes": [0xff, 0, 0x1b, 10, 10, 0xe2, 0x98, 0x83]}),
    );
    assert_eq!(written(&trip), ["\u{fffd}\0\u{1b}", "", "☃"]);
    let long = "x".repeat(300_000);
    let trip = invoke(&api, json!({"prints": long}));
    assert_eq!(written(&trip).concat(), long);
    assert_eq!(written(&trip).len(), 2);
}

#[test]
fn ten_megabytes_are_kept_whole() {
    let api = deployed();
    let trip = invoke(&api, json!({"prints_much": 10_000_000, "returns": 1}));
    assert_eq!(trip.reply.text(), "1");
    assert_eq!(written(&trip).len(), 100_000);
    still_works(&api);
}

#[test]
fn what_is_too_much_is_left_out_and_counted() {
    let api = deployed_with(|settings| settings.host.limits.log = 10_000);
    let trip = invoke(&api, json!({"prints_much": 1_000_000}));
    let (first, rest) = log(&trip).split_first().expect("lines");
    assert!(first.starts_with("… ") && first.ends_with(" lines before these are left out"));
    assert!(rest.len() < 120 && rest.last().expect("a line").starts_with("REPORT "));
}

#[test]
fn a_function_that_writes_without_end_holds_up_nobody() {
    let api = deployed_with(|settings| {
        settings.host.limits.log = 100_000;
        // The flood slows the machine down: however long it takes to ask again, the environment is reused.
        settings.host.limits.after_answer = Duration::from_secs(20);
    });
    let trip = invoke(&api, json!({"prints_for_ever": true, "returns": 1}));
    assert_eq!(trip.reply.text(), "1");
    for _ in 0..5 {
        still_works(&api);
    }
    assert_eq!(run(&invoke(&api, json!({}))).environment, 1);
}

/// Not even one whose lines take longer to handle than to write, so that its pipe is never empty.
#[test]
fn a_program_that_writes_empty_lines_without_end_holds_up_nobody() {
    let api = deployed_with(|settings| {
        settings.program.path = "yes".into();
        settings.program.arguments = vec!["".into()];
        settings.host.limits.log = 100_000;
        settings.host.limits.init = Duration::from_millis(300);
    });
    let trip = invoke(&api, json!({}));
    assert!(
        trip.reply.text().contains("timed out"),
        "{}",
        trip.reply.text()
    );
}

/// D5.3: The last 4 KB of it, as base64, for who asks.
#[test]
fn the_tail_of_a_log_comes_with_the_answer() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let api = deployed();
    let tail = |trip: &Trip| {
        let base64 = trip.reply.header("X-Amz-Log-Result").expect("a log");
        String::from_utf8(STANDARD.decode(base64).expect("base64")).expect("text")
    };
    let trip = invoke_with(
        &api,
        &["X-Amz-Log-Type: Tail"],
        json!({"prints": "hello\n"}),
    );
    let whole: String = log(&trip).iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(tail(&trip), whole);
    let trip = invoke_with(
        &api,
        &["x-amz-log-type: Tail"],
        json!({"prints_much": 9000}),
    );
    assert_eq!(tail(&trip).len(), 4096);
    assert!(
        tail(&trip)
            .lines()
            .last()
            .expect("a line")
            .starts_with("REPORT ")
    );
    for none in ["X-Amz-Log-Type: None", "X-Other: 1"] {
        let trip = invoke_with(&api, &[none], json!({}));
        assert_eq!(trip.reply.header("X-Amz-Log-Result"), None);
    }
}
