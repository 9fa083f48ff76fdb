//! Stage 2, JSON-dumped event: the same event read at two resources, and unwrapped at one.

mod support;

use support::{
    Deployment, Running, contract,
    crossings::{self, pin_crossing, pin_crossing_with, pin_invoke},
};

const STAGE: &str = "stage2";

#[test]
fn get_root_answers_the_object_with_body_because_nothing_is_unwrapped_there() {
    pin_crossing(STAGE, &crossings::GET_ROOT);
}

#[test]
fn the_slash_behind_the_stage_may_be_missing() {
    pin_crossing(STAGE, &crossings::GET_ROOT_WITHOUT_SLASH);
}

#[test]
fn post_root_answers_the_body_as_json_text() {
    pin_crossing(STAGE, &crossings::POST_ROOT);
}

#[test]
fn get_test_answers_the_event_as_json() {
    pin_crossing(STAGE, &crossings::GET_TEST);
}

#[test]
fn post_test_answers_the_event_with_the_body_as_text() {
    pin_crossing(STAGE, &crossings::POST_TEST);
}

#[test]
fn an_unknown_path_is_the_functions_to_answer() {
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
fn started_by_hand_it_serves_until_it_is_told_to_end() {
    let mut running = Running::start(STAGE);
    let reply = running.get("/prod/");
    assert_eq!(reply.status, 200);
    assert_eq!(running.end_with(rustix::process::Signal::INT), Some(0));
}

#[test]
fn it_keeps_its_own_contract() {
    let (kept, report) = contract::report(STAGE, STAGE);
    assert!(kept, "{report}");
}
