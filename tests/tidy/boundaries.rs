//! Who may name what inside the emulator: each module's rule, as far as a test can tell.
//!
//! Rule: a boundary is one row of [`BOUNDARIES`]. It is silent about a module that is not there yet, and about
//! code under `cfg(test)`.

use super::{
    finding::{Finding, Rule},
    paths::paths,
    rust::Source,
};

struct Boundary {
    /// The modules that the rule is about; a name stands for the file and for the folder.
    modules: Modules,
    /// Paths that they do not name. A single word matches as any segment.
    forbids: &'static [&'static str],
    rule: Rule,
}

enum Modules {
    These(&'static [&'static str]),
    AllBut(&'static [&'static str]),
}

static BOUNDARIES: [Boundary; 5] = [
    Boundary {
        modules: Modules::These(&["vtl"]),
        forbids: &[
            "async",
            "await",
            "tokio",
            "hyper",
            "hyper_util",
            "http",
            "httparse",
            "http_body_util",
            "gateway",
            "lambda",
            "api",
            "exchange",
            "console",
            "host",
            "std::fs",
            "std::net",
            "std::process",
        ],
        rule: Rule {
            says: "`vtl` knows no HTTP, no async and no AWS request types: template and scope go \
                   in, text or an error with its place comes out.",
            instead: "Let `gateway::mapping` build the scope from what the template may see.",
        },
    },
    Boundary {
        modules: Modules::These(&[
            "gateway/matching",
            "gateway/proxy",
            "gateway/mapping",
            "gateway/context",
        ]),
        forbids: &[
            "async",
            "await",
            "tokio",
            "hyper_util",
            "std::fs",
            "std::io",
            "std::net::TcpStream",
            "std::net::TcpListener",
            "std::process",
            "println",
            "eprintln",
        ],
        rule: Rule {
            says: "`matching`, `proxy`, `mapping` and `context` do no I/O: the same request gives \
                   the same event, and a unit test needs no server.",
            instead: "Take the value as an argument; `gateway/mod.rs` or `http` fetches it.",
        },
    },
    Boundary {
        modules: Modules::These(&["lambda"]),
        forbids: &["gateway"],
        rule: Rule {
            says: "`lambda` does not know that API Gateway exists: it takes bytes and gives bytes, \
                   whoever asks.",
            instead: "Move what both need into `api`, `host` or `exchange`, or do it in `gateway`.",
        },
    },
    Boundary {
        modules: Modules::AllBut(&[
            "main",
            "lib",
            "cli",
            "http",
            "lambda/environment",
            "lambda/log",
            "lambda/runtime_api",
            "lambda/invoke_api",
        ]),
        forbids: &[
            "TcpListener",
            "TcpStream",
            "UdpSocket",
            "UnixListener",
            "UnixStream",
            "tokio::net",
            "tokio::process",
            "tokio::signal",
            "process::Command",
            "process::Child",
            "process::Stdio",
            "process::exit",
            "process::abort",
            "rustix",
        ],
        rule: Rule {
            says: "Only `http`, `lambda/environment` with its log's pipe, the two Lambda APIs and \
                   the program's edge (`main`, `cli`, `lib`) touch sockets and processes.",
            instead: "Ask one of them, and take its answer as plain data.",
        },
    },
    Boundary {
        modules: Modules::AllBut(&["host"]),
        forbids: &["SystemTime::now", "Instant::now", "fastrand"],
        rule: Rule {
            says: "Time and ids enter through `host`, so that a test can fix them.",
            instead: "Take the clock or the ids of `host` as an argument.",
        },
    },
];

pub(crate) fn boundaries(path: &str, text: &str) -> Vec<Finding> {
    let Some(module) = module(path) else {
        return vec![];
    };
    let named = paths(&Source::shipped(path, text).code);
    let mut found = vec![];
    for boundary in BOUNDARIES
        .iter()
        .filter(|boundary| boundary.modules.include(module))
    {
        for name in &named {
            if boundary.forbids.iter().any(|part| name.contains(part)) {
                let what = format!("`{}`", name.segments.join("::"));
                found.push(boundary.rule.broken(path, name.line, what));
            }
        }
    }
    found
}

/// `gateway/proxy` for `emulator/src/gateway/proxy.rs`.
fn module(path: &str) -> Option<&str> {
    path.strip_prefix("emulator/src/")?.strip_suffix(".rs")
}

impl Modules {
    fn include(&self, module: &str) -> bool {
        let inside = |name: &&str| {
            module
                .strip_prefix(*name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match self {
            Self::These(names) => names.iter().any(inside),
            Self::AllBut(names) => !names.iter().any(inside),
        }
    }
}

mod offenders {
    use super::{super::finding::places, *};

    fn found(module: &str, text: &str) -> Vec<String> {
        places(&boundaries(&format!("emulator/src/{module}.rs"), text))
    }

    #[test]
    fn a_template_engine_that_knows_http_is_reported() {
        let offender = "//! tokio\nuse tokio::time;\nuse crate::{gateway, value};\nasync fn f() {}";
        let places = [
            "emulator/src/vtl/eval.rs:2",
            "emulator/src/vtl/eval.rs:3",
            "emulator/src/vtl/eval.rs:4",
        ];
        assert_eq!(found("vtl/eval", offender), places);
        assert_eq!(
            found("vtl/mod", "use super::http;"),
            ["emulator/src/vtl/mod.rs:1"]
        );
        assert!(found("vtl/eval", "use super::value::Value;").is_empty());
    }

    #[test]
    fn a_matching_that_reads_a_file_is_reported() {
        for module in ["matching", "proxy", "mapping/template", "context"] {
            let module = format!("gateway/{module}");
            assert_eq!(found(&module, "use std::{fmt, fs};").len(), 1, "{module}");
            assert_eq!(found(&module, "use tokio::sync;").len(), 1, "{module}");
        }
        assert!(found("gateway/mod", "use tokio::sync;").is_empty());
        assert!(found("gateway/context", "use std::net::IpAddr;").is_empty());
    }

    #[test]
    fn a_lambda_that_knows_the_gateway_is_reported() {
        let offender = "use crate::gateway::Request;";
        assert_eq!(
            found("lambda/pool", offender),
            ["emulator/src/lambda/pool.rs:1"]
        );
        assert!(found("http/mod", offender).is_empty());
    }

    #[test]
    fn a_socket_or_process_in_the_wrong_module_is_reported() {
        for offender in [
            "use tokio::net::TcpListener;",
            "std::process::Command::new(a);",
        ] {
            assert_eq!(found("lambda/pool", offender).len(), 1, "{offender}");
            assert_eq!(found("console/mod", offender).len(), 1, "{offender}");
            assert!(found("lambda/environment", offender).is_empty());
            assert!(found("lambda/environment/launch", offender).is_empty());
            assert!(found("cli/serve", offender).is_empty());
        }
        assert!(found("lambda/failure", "use std::process::ExitStatus;").is_empty());
    }

    #[test]
    fn a_clock_read_outside_its_seam_is_reported() {
        for offender in [
            "let t = Instant::now();",
            "std::time::SystemTime::now()",
            "fastrand::u64(..)",
        ] {
            assert_eq!(
                found("gateway/mod", offender),
                ["emulator/src/gateway/mod.rs:1"]
            );
            assert!(found("host", offender).is_empty());
        }
    }

    #[test]
    fn a_unit_test_may_name_what_its_module_may_not() {
        assert!(
            found(
                "gateway/proxy",
                "#[cfg(test)]\nmod tests {\n    use std::fs;\n}"
            )
            .is_empty()
        );
        assert!(places(&boundaries("emulator/tests/vtl.rs", "use std::fs;")).is_empty());
    }
}
