//! Stage 4, proxy routing: one function, a route for each path and method.

mod support;

use emulator::explanation::Cause;

use support::{
    Deployment, Running, contract,
    crossings::{self, pin_crossing, pin_crossing_with, pin_invoke},
};

const STAGE: &str = "stage4";

#[test]
fn get_root_answers_200_with_an_error_as_body() {
    pin_crossing(STAGE, &crossings::GET_ROOT);
}

#[test]
fn the_slash_behind_the_stage_may_be_missing() {
    pin_crossing(STAGE, &crossings::GET_ROOT_WITHOUT_SLASH);
}

#[test]
fn post_root_answers_200_with_an_error_as_body() {
    pin_crossing(STAGE, &crossings::POST_ROOT);
}

#[test]
fn get_test_answers_id_and_name() {
    pin_crossing(STAGE, &crossings::GET_TEST);
}

#[test]
fn post_test_answers_id_headers_and_the_body_as_one_string() {
    pin_crossing(STAGE, &crossings::POST_TEST);
}

#[test]
fn an_unknown_path_answers_invalid_path() {
    pin_crossing(STAGE, &crossings::UNKNOWN_PATH);
}

#[test]
fn of_a_repeated_parameter_the_last_value_counts() {
    pin_crossing(STAGE, &crossings::QUERY);
}

#[test]
fn an_unknown_path_in_unicode_answers_invalid_path() {
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
fn the_answer_to_get_test_is_exact_to_the_byte() {
    let reply = Deployment::of(STAGE).get("/prod/test?id=2");
    assert_eq!(reply.body, r#"{"body":{"id":"2","name":"test"}}"#);
}

#[test]
fn a_header_in_utf8_comes_back() {
    let api = Deployment::of(STAGE);
    let reply = api.send("POST", "/prod/test?id=2", &[("X-Name", "Zoë")], Some(b"hi"));
    assert_eq!(reply.json()["body"]["header"]["x-name"], "Zoë");
}

#[test]
fn without_an_id_there_is_an_error_of_the_same_form() {
    let reply = Deployment::of(STAGE).get("/prod/test");
    assert_eq!(reply.body, r#"{"body":{"Error":"Missing id"}}"#);
}

#[test]
fn an_unknown_method_answers_invalid_path() {
    let reply = Deployment::of(STAGE).send("DELETE", "/prod/test?id=2", &[], None);
    assert_eq!(reply.body, r#"{"body":{"Error":"Invalid Path"}}"#);
}

#[test]
fn a_foreign_event_is_explained() {
    let api = Deployment::of(STAGE);
    api.get("/prod/");
    let exchange = api.exchange();
    let explanation = exchange.explanation.as_ref().unwrap();
    assert_eq!(explanation.cause, Cause::UnmappedFunctionError);
    assert!(
        explanation.found.contains("missing field `httpMethod`"),
        "{explanation}"
    );
}

#[test]
fn a_selection_pattern_makes_a_status_of_the_error_at_the_root() {
    let text = include_str!("../stages/template.yaml").replace(
        "default: {statusCode: \"200\"}\n",
        "default: {statusCode: \"200\"}\n                  \
         (?s).*missing field.*: {statusCode: \"400\"}\n",
    );
    let api = Deployment::with_template_text(STAGE, "template.yaml", text);
    assert_eq!(api.get("/prod/").status, 400);
    assert!(api.exchange().explanation.is_none());
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
