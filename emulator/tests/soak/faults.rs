//! Each way in which a function can fail, and what the client gets then.

use serde_json::{Value, json};

use crate::support::Reply;

/// How many ways there are.
pub(crate) const KINDS: usize = 14;

/// What is asked of the function, and what the client of a proxy integration gets.
pub(crate) struct Request {
    pub(crate) command: Value,
    expected: Expected,
}

enum Expected {
    /// This text, of this request's own function.
    Token(String),
    /// The function failed.
    BadGateway,
}

impl Request {
    pub(crate) fn good(token: &str) -> Request {
        Request {
            command: json!({"returns": {"body": token}}),
            expected: Expected::Token(token.to_owned()),
        }
    }

    /// A fault, one kind after the other.
    pub(crate) fn bad(kind: usize, token: &str) -> Request {
        let answer = json!({"body": token});
        let (command, answers) = match kind % KINDS {
            0 => (
                json!({"fails": {"errorType": "E", "errorMessage": token}}),
                false,
            ),
            1 => (json!({"exits": 0}), false),
            2 => (json!({"exits": 1}), false),
            3 => (json!({"signals": 9}), false),
            4 => (json!({"signals": 15}), false),
            5 => (json!({"hangs": true}), false),
            6 => (json!({"returns_bytes": 70_000}), false),
            7 => (json!({"breaks_off": true}), false),
            8 => (json!({"returns_text": "no JSON {"}), false),
            9 => (json!({"shouts": answer, "then": {"exits": 1}}), true),
            10 => (json!({"returns": answer, "then": {"exits": 1}}), true),
            11 => (
                json!({"returns": answer, "then": {"asks_and_leaves": true}}),
                true,
            ),
            12 => (json!({"prints_much": 200_000, "returns": answer}), true),
            _ => (json!({"starts": ["sleep", "60"], "exits": 2}), false),
        };
        let expected = if answers {
            Expected::Token(token.to_owned())
        } else {
            Expected::BadGateway
        };
        Request { command, expected }
    }

    /// Whether the answer is this request's own.
    pub(crate) fn is_answered_by(&self, reply: &Reply) -> bool {
        let found = (reply.status, reply.text());
        found
            == match &self.expected {
                Expected::Token(token) => (200, token.clone()),
                Expected::BadGateway => (502, r#"{"message": "Internal server error"}"#.to_owned()),
            }
    }
}
