//! Stage 3, mapping-template event: what the template of `/` renders, typed, and a foreign event behind the proxy.

mod support;

use support::{
    Deployment, Running, contract,
    crossings::{self, pin_crossing, pin_crossing_with, pin_invoke},
};

const STAGE: &str = "stage3";

#[test]
fn get_root_answers_the_events_useful_parts_typed() {
    pin_crossing(STAGE, &crossings::GET_ROOT);
}

#[test]
fn the_slash_behind_the_stage_may_be_missing() {
    pin_crossing(STAGE, &crossings::GET_ROOT_WITHOUT_SLASH);
}

#[test]
fn post_root_answers_the_body_as_json() {
    pin_crossing(STAGE, &crossings::POST_ROOT);
}

#[test]
fn get_test_answers_502_because_a_proxy_event_is_foreign() {
    pin_crossing(STAGE, &crossings::GET_TEST);
}

#[test]
fn post_test_answers_502() {
    pin_crossing(STAGE, &crossings::POST_TEST);
}

#[test]
fn an_unknown_path_answers_502() {
    pin_crossing(STAGE, &crossings::UNKNOWN_PATH);
}

#[test]
fn a_query_behind_the_proxy_is_a_foreign_event_too() {
    pin_crossing(STAGE, &crossings::QUERY);
}

#[test]
fn unicode_behind_the_proxy_is_a_foreign_event_too() {
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
fn the_test_event_of_the_console_is_a_foreign_event() {
    pin_invoke(STAGE);
}

#[test]
fn post_root_with_text_answers_it_as_a_json_string() {
    pin_crossing(STAGE, &crossings::POST_ROOT_TEXT);
}

#[test]
fn a_query_is_one_value_a_name() {
    pin_crossing(STAGE, &crossings::QUERY_ROOT);
}

#[test]
fn quotes_and_unicode_stay_valid_json() {
    pin_crossing(STAGE, &crossings::QUOTES_ROOT);
}

#[test]
fn a_form_has_no_template_and_passes_raw() {
    pin_crossing(STAGE, &crossings::FORM_ROOT);
}

#[test]
fn a_stage_variable_arrives() {
    let text = include_str!("../stages/template.yaml");
    let text = text.replace(
        "StageName: prod\n",
        "StageName: prod\n      Variables: {greeting: hello}\n",
    );
    let api = Deployment::with_template_text(STAGE, "template.yaml", text);
    let answer = api.get("/prod/").json();
    assert_eq!(answer["event"]["stage-variables"]["greeting"], "hello");
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
