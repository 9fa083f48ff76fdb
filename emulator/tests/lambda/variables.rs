//! D6: the environment that a function's process sees.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::calls::{deployed_with, invoke, json_of};

fn seen() -> BTreeMap<String, String> {
    let api = deployed_with(|settings| {
        let function = &mut settings.template.function;
        function.handler = "bootstrap".to_owned();
        function.memory_mb = 1024;
        function
            .environment
            .insert("OWN".to_owned(), "mine".to_owned());
    });
    let environment = json_of(&invoke(&api, json!({"returns_environment": true})));
    let Value::Object(variables) = environment else {
        panic!("variables");
    };
    let text = |value: Value| value.as_str().expect("text").to_owned();
    variables
        .into_iter()
        .map(|(name, value)| (name, text(value)))
        .collect()
}

/// D6.1: Exactly these. D6.2: no `AWS_EXECUTION_ENV`, nor `_X_AMZN_TRACE_ID`, which the runtime sets itself.
#[test]
fn a_process_sees_awss_variables_and_its_own_and_no_others() {
    let mut seen = seen();
    // Of the host; whether they are there is its business.
    for passed_on in ["RUST_LOG", "RUST_BACKTRACE"] {
        assert_eq!(seen.remove(passed_on), std::env::var(passed_on).ok());
    }
    if std::env::var("AWS_ACCESS_KEY_ID").is_ok() && std::env::var("AWS_SESSION_TOKEN").is_err() {
        seen.insert("AWS_SESSION_TOKEN".to_owned(), String::new());
    }
    let names: Vec<&str> = seen.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_XRAY_CONTEXT_MISSING",
            "AWS_XRAY_DAEMON_ADDRESS",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT",
            "LANG",
            "LD_LIBRARY_PATH",
            "OWN",
            "PATH",
            "TZ",
            "_AWS_XRAY_DAEMON_ADDRESS",
            "_AWS_XRAY_DAEMON_PORT",
            "_HANDLER",
        ]
    );
}

/// D6.1: What they say. D6.4: The name of a log stream.
#[test]
fn the_variables_say_what_awss_say() {
    let seen = seen();
    for (name, value) in [
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"),
        ("AWS_LAMBDA_FUNCTION_NAME", "fn"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/fn"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR"),
        ("LAMBDA_RUNTIME_DIR", "/var/runtime"),
        ("LAMBDA_TASK_ROOT", "/var/task"),
        ("LANG", "en_US.UTF-8"),
        ("OWN", "mine"),
        ("TZ", ":UTC"),
        ("_AWS_XRAY_DAEMON_PORT", "2000"),
        ("_HANDLER", "bootstrap"),
    ] {
        assert_eq!(seen[name], value, "{name}");
    }
    let stream = &seen["AWS_LAMBDA_LOG_STREAM_NAME"];
    let (date, id) = stream.split_once("/[$LATEST]").expect("a version");
    assert_eq!(date.split('/').map(str::len).collect::<Vec<_>>(), [4, 2, 2]);
    assert!(
        id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{id}"
    );
}

/// D6.3: AWS's paths come first; the host's `PATH` follows, so that its programs are found.
#[test]
fn the_path_is_awss_and_then_the_hosts() {
    let seen = seen();
    let host = std::env::var("PATH").expect("a PATH");
    let aws = "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin";
    assert_eq!(seen["PATH"], format!("{aws}:{host}"));
    assert_eq!(
        seen["LD_LIBRARY_PATH"],
        "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib"
    );
}
