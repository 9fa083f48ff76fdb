//! The environment variables of an execution environment.
//!
//! Rule: pure, but for the few that are passed on from the host.
//!
//! AWS (facts D6): those of `provided.al2023`; the host's `PATH` is appended, `RUST_LOG` and
//! `RUST_BACKTRACE` are passed on, and credentials are the host's or placeholders.

use std::{ffi::OsString, net::SocketAddr};

use crate::{api::Function, host};

const PATH: &str = "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin";
const LIBRARIES: &str = "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:\
                         /var/task/lib:/opt/lib";

/// Every variable of a new execution environment; nothing else is inherited.
pub(super) fn variables(
    function: &Function,
    runtime_api: SocketAddr,
    log_stream: String,
) -> Vec<(OsString, OsString)> {
    let fixed = [
        ("_HANDLER", function.handler.clone()),
        ("AWS_REGION", host::REGION.into()),
        ("AWS_DEFAULT_REGION", host::REGION.into()),
        ("AWS_LAMBDA_FUNCTION_NAME", function.name.clone()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".into()),
        (
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            function.memory_mb.to_string(),
        ),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".into()),
        (
            "AWS_LAMBDA_LOG_GROUP_NAME",
            format!("/aws/lambda/{}", function.name),
        ),
        ("AWS_LAMBDA_LOG_STREAM_NAME", log_stream),
        ("AWS_LAMBDA_RUNTIME_API", runtime_api.to_string()),
        ("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR".into()),
        ("AWS_XRAY_DAEMON_ADDRESS", "169.254.79.129:2000".into()),
        ("_AWS_XRAY_DAEMON_ADDRESS", "169.254.79.129".into()),
        ("_AWS_XRAY_DAEMON_PORT", "2000".into()),
        ("LAMBDA_TASK_ROOT", "/var/task".into()),
        ("LAMBDA_RUNTIME_DIR", "/var/runtime".into()),
        ("LANG", "en_US.UTF-8".into()),
        ("TZ", ":UTC".into()),
        ("LD_LIBRARY_PATH", LIBRARIES.into()),
    ];
    let fixed = fixed
        .into_iter()
        .map(|(name, value)| (name.into(), value.into()));
    let own = function
        .environment
        .iter()
        .map(|(name, value)| (name.into(), value.into()));
    fixed
        .chain([("PATH".into(), path())])
        .chain(credentials())
        .chain(passed_on())
        .chain(own)
        .collect()
}

fn path() -> OsString {
    let mut path = OsString::from(PATH);
    if let Some(host) = std::env::var_os("PATH") {
        path.push(":");
        path.push(host);
    }
    path
}

fn credentials() -> impl Iterator<Item = (OsString, OsString)> {
    let names = [
        ("AWS_ACCESS_KEY_ID", "ASIAPLACEHOLDER00000"),
        ("AWS_SECRET_ACCESS_KEY", "placeholder"),
        ("AWS_SESSION_TOKEN", "placeholder"),
    ];
    // Three that belong together: the host's are taken only as a whole.
    let from_host = std::env::var_os("AWS_ACCESS_KEY_ID").is_some();
    names.into_iter().filter_map(move |(name, placeholder)| {
        let value = if from_host {
            std::env::var_os(name)?
        } else {
            placeholder.into()
        };
        Some((name.into(), value))
    })
}

fn passed_on() -> impl Iterator<Item = (OsString, OsString)> {
    let names = ["RUST_LOG", "RUST_BACKTRACE"];
    names
        .into_iter()
        .filter_map(|name| Some((name.into(), std::env::var_os(name)?)))
}
