//! Stage 1, string echo: what arrives at each of the two resources, and what goes back.

mod support;

use support::{
    Deployment, Running, contract,
    crossings::{self, pin_crossing, pin_crossing_with, pin_invoke, pin_text},
    executable,
};

const STAGE: &str = "stage1";

#[test]
fn get_root_answers_event_and_context_as_text() {
    pin_crossing(STAGE, &crossings::GET_ROOT);
}

#[test]
fn the_slash_behind_the_stage_may_be_missing() {
    pin_crossing(STAGE, &crossings::GET_ROOT_WITHOUT_SLASH);
}

#[test]
fn post_root_answers_the_body_as_event() {
    pin_crossing(STAGE, &crossings::POST_ROOT);
}

#[test]
fn get_test_answers_502_because_a_proxy_answer_has_other_keys() {
    pin_crossing(STAGE, &crossings::GET_TEST);
}

#[test]
fn post_test_answers_502() {
    pin_crossing(STAGE, &crossings::POST_TEST);
}

#[test]
fn an_unknown_path_answers_502_because_the_greedy_resource_takes_it() {
    pin_crossing(STAGE, &crossings::UNKNOWN_PATH);
}

#[test]
fn a_repeated_and_encoded_query_arrives_decoded() {
    pin_crossing(STAGE, &crossings::QUERY);
}

#[test]
fn unicode_arrives_unharmed() {
    pin_crossing(STAGE, &crossings::UNICODE);
}

#[test]
fn an_unknown_stage_answers_403_forbidden() {
    pin_crossing(STAGE, &crossings::UNKNOWN_STAGE);
}

#[test]
fn before_the_root_has_a_method_it_answers_403_missing_authentication_token() {
    let api = Deployment::with_template(STAGE, "stages/proxy-only.yaml");
    let bare = crossings::Crossing {
        name: "get_root_proxy_only",
        ..crossings::GET_ROOT
    };
    pin_crossing_with(&api, STAGE, &bare);
}

#[test]
fn the_test_event_of_the_console_arrives_as_it_is() {
    pin_invoke(STAGE);
}

#[test]
fn the_event_is_compact_json() {
    let api = Deployment::of(STAGE);
    api.get("/prod/test?id=2");
    let event = api.event().unwrap();
    assert!(event.starts_with(r#"{"resource":"/{proxy+}","path":"/test","httpMethod":"GET","#));
}

#[test]
fn an_unknown_key_is_explained() {
    let api = Deployment::of(STAGE);
    api.get("/prod/test?id=2");
    let exchange = api.exchange();
    let explanation = exchange.explanation.as_ref().unwrap().to_string();
    assert_eq!(
        explanation,
        "why   unknown key \"event\"\n\
         rule  a proxy answer has only statusCode, headers, multiValueHeaders, body, \
         isBase64Encoded\n      (A2.1)\n\
         do    put what the client shall read into body, as a string"
    );
}

#[test]
fn started_by_hand_it_serves_until_it_is_told_to_end() {
    let mut running = Running::start(STAGE);
    let reply = running.get("/prod/");
    assert_eq!(reply.status, 200);
    assert_eq!(running.end_with(rustix::process::Signal::INT), Some(0));
}

#[test]
fn a_taken_port_ends_it_with_one_message() {
    let other = Deployment::of(STAGE);
    let address = other.address();
    let port = address.rsplit(':').next().unwrap();
    let mut second = std::process::Command::new(executable(STAGE));
    second.args(["--port", port]);
    let ended = second.env_remove("AWS_LAMBDA_RUNTIME_API").output();
    let ended = ended.expect("it starts");
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.stdout.is_empty());
    let next = (port.parse::<u32>().unwrap() + 1).to_string();
    let message = String::from_utf8(ended.stderr).unwrap();
    let message = message.replace(port, "7878").replace(&next, "7879");
    pin_text(STAGE, "port_taken", &message);
}

#[test]
fn it_keeps_its_own_contract() {
    let (kept, report) = contract::report(STAGE, STAGE);
    assert!(kept, "{report}");
}
