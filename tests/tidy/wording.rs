//! What AWS words itself stands in one place a service, under AWS's own name.
//!
//! Rule: a message is AWS's if [`MESSAGES`] has it; a status is AWS's if the gateway or Lambda sets it. A message
//! between backticks is quoted for the developer, and no answer.

use super::{
    finding::{Finding, Rule},
    rust::Source,
};

/// The two files, or folders, that hold AWS's words.
const HOMES: [&str; 2] = [
    "emulator/src/gateway/failure",
    "emulator/src/lambda/failure",
];

/// Beginnings of what clients of API Gateway and Lambda read when something fails.
const MESSAGES: [&str; 24] = [
    "Missing Authentication Token",
    "Internal server error",
    "Endpoint request timed out",
    "Network error communicating with endpoint",
    "Forbidden",
    "Unauthorized",
    "Unsupported Media Type",
    "Request Too Long",
    "Too Many Requests",
    "Limit Exceeded",
    "Rate Exceeded",
    "Invalid key=value pair",
    "Invalid mapping expression",
    "Invalid request body",
    "Missing required request parameters",
    "Could not parse request body",
    "Could not parse payload into json",
    "Function not found",
    "Response payload size",
    "Task timed out after",
    "Runtime exited",
    "Runtime.ExitError",
    "Runtime.InvalidEntrypoint",
    "Sandbox.Timedout",
];

/// AWS's names for them: values of `x-amzn-ErrorType`, and `$context.error.responseType`.
const NAMES: [&str; 8] = [
    "InternalServerErrorException",
    "MissingAuthenticationTokenException",
    "ForbiddenException",
    "BadRequestException",
    "ResourceNotFoundException",
    "TooManyRequestsException",
    "RequestTooLargeException",
    "InvalidRequestContentException",
];

static MESSAGE: Rule = Rule {
    says: "What AWS words itself stands in gateway/failure.rs or lambda/failure.rs and nowhere \
           else: it is pinned once, with its source.",
    instead: "Name it there, and use that name here.",
};

static STATUS: Rule = Rule {
    says: "A failure's status stands beside its body in gateway/failure.rs or lambda/failure.rs: \
           AWS gives the two together.",
    instead: "Make it a failure with AWS's name there, and answer with that.",
};

pub(crate) fn messages(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("emulator/src/") || !path.ends_with(".rs") || is_home(path) {
        return vec![];
    }
    let mut found = vec![];
    for (line, literals) in Source::shipped(path, text).literals.lines().enumerate() {
        for words in MESSAGES
            .iter()
            .chain(&NAMES)
            .filter(|words| answers(literals, words))
        {
            found.push(MESSAGE.broken(path, line + 1, format!("\"{words}\"")));
        }
    }
    found
}

/// Whether the words stand anywhere but between backticks.
fn answers(literals: &str, words: &str) -> bool {
    let quoted = |at: usize| literals[..at].matches('`').count() % 2 == 1;
    literals.match_indices(words).any(|(at, _)| !quoted(at))
}

pub(crate) fn statuses(path: &str, text: &str) -> Vec<Finding> {
    let answers = ["emulator/src/gateway/", "emulator/src/lambda/"];
    if !answers.iter().any(|folder| path.starts_with(folder)) || is_home(path) {
        return vec![];
    }
    Source::shipped(path, text)
        .code
        .lines()
        .enumerate()
        .filter_map(|(line, code)| Some(STATUS.broken(path, line + 1, status_set(code)?)))
        .collect()
}

fn is_home(path: &str) -> bool {
    HOMES.iter().any(|home| {
        path.strip_prefix(home)
            .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    })
}

/// The failure's status that this line sets, by the name it has in the crate `http` or as a number.
/// Comparing with a status is not setting one.
fn status_set(code: &str) -> Option<String> {
    const NAMES: [&str; 10] = [
        "BAD_REQUEST",
        "FORBIDDEN",
        "NOT_FOUND",
        "PAYLOAD_TOO_LARGE",
        "UNSUPPORTED_MEDIA_TYPE",
        "TOO_MANY_REQUESTS",
        "INTERNAL_SERVER_ERROR",
        "BAD_GATEWAY",
        "SERVICE_UNAVAILABLE",
        "GATEWAY_TIMEOUT",
    ];
    const NUMBERS: [&str; 10] = [
        "400", "403", "404", "413", "415", "429", "500", "502", "503", "504",
    ];
    let named = NAMES.iter().map(|name| format!("StatusCode::{name}"));
    let numbers = NUMBERS.iter().map(|number| (*number).to_owned());
    named
        .chain(numbers.filter(|_| code.to_lowercase().contains("status")))
        .find(|status| {
            code.match_indices(status.as_str())
                .any(|(at, _)| is_set(code, at))
        })
        .map(|status| format!("`{status}`"))
}

/// Whether what stands at `at` is a value: a field's, a variable's or a function's.
fn is_set(code: &str, at: usize) -> bool {
    let before = code[..at].trim_end();
    let compared = ["==", "!=", ">=", "<=", "..="]
        .iter()
        .any(|sign| before.ends_with(sign));
    !compared && before.ends_with([':', '=', '(', ','])
}

mod offenders {
    use super::{super::finding::places, *};

    #[test]
    fn a_message_of_aws_outside_its_home_is_reported() {
        let offender = "// Forbidden\nlet body = r#\"{\"message\":\"Forbidden\"}\"#;\n\
                        let kind = \"BadRequestException\";\n\
                        #[cfg(test)]\nmod tests { const A: &str = \"Forbidden\"; }";
        let path = "emulator/src/http/mod.rs";
        let places = |path| places(&messages(path, offender));
        assert_eq!(places(path), [format!("{path}:2"), format!("{path}:3")]);
        assert!(places("emulator/src/gateway/failure.rs").is_empty());
        assert!(places("emulator/src/lambda/failure/payload.rs").is_empty());
        assert!(places("emulator/tests/http.rs").is_empty());
        assert_eq!(places("emulator/src/gateway/failures.rs").len(), 2);
        assert!(messages(path, "\"deployed, `x` answers 403 `Forbidden`: allow it\"").is_empty());
    }

    #[test]
    fn every_message_and_name_is_searched_for() {
        for words in MESSAGES.iter().chain(&NAMES) {
            let found = messages("emulator/src/http/mod.rs", &format!("f(\"{words}\")"));
            assert!(!found.is_empty(), "{words}");
        }
    }

    #[test]
    fn a_failures_status_outside_its_home_is_reported() {
        let path = "emulator/src/gateway/proxy.rs";
        for offender in [
            "status: 502,",
            "answer.status = 403;",
            "Status::new(500)",
            "return answer(body, StatusCode::GATEWAY_TIMEOUT);",
        ] {
            assert_eq!(
                places(&statuses(path, offender)),
                [format!("{path}:1")],
                "{offender}"
            );
            assert!(statuses("emulator/src/lambda/failure.rs", offender).is_empty());
            assert!(statuses("emulator/src/console/mod.rs", offender).is_empty());
        }
        for fine in [
            "if status == 502 {",
            "(100..=500).contains(&status)",
            "millis(500)",
            "status: 200",
        ] {
            assert!(statuses(path, fine).is_empty(), "{fine}");
        }
    }
}
