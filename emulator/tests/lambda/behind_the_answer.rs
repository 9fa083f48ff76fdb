//! D3: what a function does behind its answer, and who waits for it.

use std::{io::Write, net::TcpStream, path::PathBuf, thread, time::Duration};

use serde_json::{Value, json};

use crate::{
    calls::{deployed, deployed_with, invoke, json_of, run, still_works, who},
    processes::{until, until_gone},
    support::{Deployment, WHOLE, client, template_text},
};

/// A file that a function waits for.
struct Sign(PathBuf);

impl Sign {
    fn of(name: &str) -> Sign {
        let name = format!("sign-{name}-{}", std::process::id());
        Sign(std::env::temp_dir().join(name))
    }

    fn give(&self) {
        std::fs::write(&self.0, "").expect("a file");
    }
}

impl Drop for Sign {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What a function does between its answer and its next question belongs to the invocation.
#[test]
fn a_process_that_still_works_is_busy_but_its_answer_is_not_held_up() {
    let api = deployed_with(|settings| {
        settings.concurrency = 1;
        settings.host.limits.after_answer = Duration::from_millis(20);
    });
    let sign = Sign::of("busy");
    let pid = json_of(&invoke(
        &api,
        json!({"returns_self": true, "then": {"waits_for": sign.0}}),
    ));
    assert_eq!(invoke(&api, json!({})).reply.status, 429, "still at work");
    sign.give();
    let answered = || invoke(&api, json!({"returns_self": true}));
    until("it is idle again", || answered().reply.status == 200);
    until("the same serves", || {
        json_of(&answered())["pid"] == pid["pid"]
    });
}

/// The client of an API does not wait for what a function does behind its answer; the record does.
#[test]
fn an_answer_goes_out_while_its_function_still_works() {
    let api = deployed();
    let sign = Sign::of("early");
    let command = json!({"returns": {"statusCode": 201}, "then": {"waits_for": sign.0}});
    let reply = client::send(api.address(), &posted("/prod/a", &command));
    assert_eq!(reply.status, 201);
    sign.give();
    let exchange = api.exchanges().pop().expect("it is recorded");
    let invocation = exchange.invocation.as_ref().expect("it was invoked");
    let run = invocation.outcome.as_ref().expect("it ran");
    let last = run.log.last().expect("a log");
    assert!(last.starts_with("REPORT"), "{last}");
}

#[test]
fn a_request_that_is_quicker_than_a_process_that_has_answered_gets_the_same() {
    let api = deployed();
    let command = json!({"returns_self": true, "then": {"takes_ms": 50}});
    let pids: Vec<Value> = (0..3)
        .map(|_| {
            let reply = client::send(api.address(), &posted("/prod/", &command));
            let this: Value = serde_json::from_slice(&reply.body).expect("JSON");
            this["pid"].clone()
        })
        .collect();
    assert!(pids.iter().all(|pid| *pid == pids[0]), "{pids:?}");
}

/// However long it is still at work.
#[test]
fn who_has_waited_longest_gets_the_process_that_comes_back_first() {
    // Outlive the API, whose process looks for its own until the end.
    let signs = ["first", "second"].map(Sign::of);
    let api = deployed();
    let pid_of = |command: &Value| {
        let reply = client::send(api.address(), &posted("/prod/", command));
        let this: Value = serde_json::from_slice(&reply.body).expect("JSON");
        this["pid"].clone()
    };
    thread::scope(|scope| {
        let pid_of = &pid_of;
        let busy = signs.each_ref().map(|sign| {
            // Both at once, so that each has its own.
            let command =
                json!({"takes_ms": 200, "returns_self": true, "then": {"waits_for": sign.0}});
            scope.spawn(move || pid_of(&command))
        });
        let [first, second] = busy.map(|busy| busy.join().expect("an answer"));
        let waiting = [(); 2].map(|()| {
            let waiting = scope.spawn(|| pid_of(&json!({"returns_self": true, "takes_ms": 500})));
            thread::sleep(Duration::from_millis(50));
            waiting
        });
        signs[1].give();
        until("one is answered", || {
            waiting.iter().any(|waiting| waiting.is_finished())
        });
        assert!(waiting[0].is_finished(), "the first in line");
        assert_ne!(first, second);
        let pids = waiting.map(|waiting| waiting.join().expect("an answer"));
        assert_eq!(pids, [second.clone(), second]);
        signs[0].give();
    });
}

#[test]
fn nobody_waits_long_for_a_process_that_works_on() {
    let api = deployed_with(|settings| {
        settings.host.limits.after_answer = Duration::from_millis(100);
    });
    let pid_of = |command: Value| {
        let reply = client::send(api.address(), &posted("/prod/", &command));
        let this: Value = serde_json::from_slice(&reply.body).expect("JSON");
        this["pid"].clone()
    };
    let late = pid_of(json!({"returns_self": true, "then": {"hangs": true}}));
    assert_ne!(pid_of(json!({"returns_self": true})), late);
}

/// The one that comes back is given to another that waits: for who is left a further one may be started.
#[test]
fn who_waits_for_a_process_that_another_gets_has_a_new_one() {
    let api = deployed_with(|settings| {
        settings.concurrency = 2;
        settings.host.limits.after_answer = Duration::from_millis(400);
    });
    let status_of =
        |command: &Value| client::send(api.address(), &posted("/prod/a", command)).status;
    status_of(&json!({"returns": {"statusCode": 201}, "then": {"takes_ms": 200}}));
    thread::scope(|scope| {
        let long = json!({"returns": {"statusCode": 202}, "takes_ms": 1000});
        let first = scope.spawn(move || status_of(&long));
        thread::sleep(Duration::from_millis(50));
        assert_eq!(status_of(&json!({"returns": {"statusCode": 203}})), 203);
        assert!(!first.is_finished(), "it has the one that came back");
        assert_eq!(first.join().expect("an answer"), 202);
    });
}

/// At the limit, where it would have been refused: it does not run when nobody knows of it any more.
#[test]
fn who_is_given_up_while_it_waits_is_not_served() {
    let text = template_text(&WHOLE).replace(
        "httpMethod: POST,",
        "httpMethod: POST, timeoutInMillis: 60,",
    );
    let api = Deployment::serving(&text, |settings| {
        settings.template.function.name = "fn".to_owned();
        settings.concurrency = 1;
        settings.host.limits.after_answer = Duration::from_millis(200);
    });
    let sign = Sign::of("given-up");
    let status_of =
        |command: &Value| client::send(api.address(), &posted("/prod/a", command)).status;
    let (pid, served) = who(&api);
    status_of(&json!({"returns": {"statusCode": 201}, "then": {"waits_for": sign.0}}));
    assert_eq!(status_of(&json!({})), 504);
    sign.give();
    assert_eq!(who(&api), (pid, served + 2));
}

/// However the two may race: the environment that comes back, and the client's next request.
#[test]
fn who_sends_one_request_after_the_other_is_never_throttled() {
    let api = deployed_with(|settings| settings.concurrency = 1);
    let request = posted("/prod/a", &json!({"returns": {"statusCode": 201}}));
    let mut stream = TcpStream::connect(api.address()).expect("the API listens");
    for number in 0..2000 {
        stream.write_all(&request).expect("the request goes out");
        let status = client::read(&mut stream, false).status;
        assert_eq!(status, 201, "request {number}");
    }
}

/// As their answers went out, not as their functions were through.
#[test]
fn exchanges_stand_in_the_order_of_their_answers() {
    let api = deployed();
    let late = json!({"returns": {"statusCode": 201}, "then": {"takes_ms": 30}});
    client::send(api.address(), &posted("/prod/a", &late));
    client::send(api.address(), &client::request("GET /nowhere", &[], b""));
    let exchanges = api.exchanges();
    let statuses = exchanges.iter().map(|exchange| exchange.answer.status);
    assert_eq!(statuses.collect::<Vec<_>>(), [201, 403]);
}

fn posted(path: &str, command: &Value) -> Vec<u8> {
    let json = ["Content-Type: application/json"];
    client::request(
        &format!("POST {path}"),
        &json,
        command.to_string().as_bytes(),
    )
}

/// A machine that stands still for a moment throttles nobody who sends one request after the other.
#[test]
fn a_process_that_is_about_to_ask_again_is_waited_for() {
    let api = deployed_with(|settings| {
        settings.concurrency = 1;
        settings.host.limits.after_answer = Duration::from_millis(500);
    });
    let sign = Sign::of("soon");
    invoke(&api, json!({"then": {"waits_for": sign.0}}));
    thread::scope(|scope| {
        let second = scope.spawn(|| invoke(&api, json!({"returns": 2})).reply);
        thread::sleep(Duration::from_millis(50));
        sign.give();
        assert_eq!(second.join().expect("an answer").text(), "2");
    });
}

#[test]
fn a_process_that_answers_and_never_asks_again_times_out() {
    let api = deployed_with(|settings| {
        settings.concurrency = 1;
        settings.template.function.timeout = Duration::from_millis(300);
        settings.host.limits.after_answer = Duration::from_millis(20);
    });
    let (pid, _) = who(&api);
    let trip = invoke(&api, json!({"returns": 1, "then": {"hangs": true}}));
    assert_eq!(trip.reply.text(), "1");
    until_gone(pid);
    until("another serves", || {
        invoke(&api, json!({})).reply.status == 200
    });
}

#[test]
fn a_process_that_answers_and_ends_has_answered() {
    let api = deployed();
    let trip = invoke(&api, json!({"returns": 1, "then": {"exits": 3}}));
    assert_eq!(
        (trip.reply.text().as_str(), trip.explanation().as_str()),
        ("1", "")
    );
    let said = "Error: Runtime exited with error: exit status 3";
    assert!(
        run(&trip).log.iter().any(|line| line.ends_with(said)),
        "{:?}",
        run(&trip).log
    );
    still_works(&api);
}
