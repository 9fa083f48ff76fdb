//! Any path and any document: the answer is a value, nothing, or an error with its place; it comes soon and is not
//! larger than what was asked.
//!
//! Rule: texts are drawn from what paths and JSON are made of, so that most get past the first character.

use emulator::vtl::{
    json::{Json, MAX_DEPTH},
    json_path::Path,
};
use proptest::prelude::*;

const PATH_PARTS: &[&str] = &[
    "$",
    "@",
    ".",
    "..",
    "*",
    "[",
    "]",
    "'a'",
    "\"b\"",
    "a",
    "b",
    "0",
    "-1",
    ":",
    ",",
    " ",
    "(",
    ")",
    "?(",
    "?",
    "!",
    "==",
    "<",
    ">=",
    "=~",
    "/a+/i",
    "/",
    "&&",
    "||",
    "in",
    "contains ",
    " size ",
    "length()",
    "sum(",
    "append(1)",
    ".concat(\"x\")",
    "\\",
    "'",
    "\"",
    "[*]",
    "[?(@.a)]",
    "..a",
    "[0:2]",
    "é",
    "{",
    "}",
    "null",
    "true",
    "1e3",
];

const JSON_PARTS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"a\"",
    "'b'",
    "a",
    "1",
    "-",
    ".5",
    "e9",
    "null",
    "true",
    " ",
    "\"",
    "'",
    "\\",
    "\\u00e9",
    "\\x",
    "\n",
    "\u{1a}",
    "é",
    "\"a\":",
    "[1,2,{\"b\":3}]",
    "99999999999999999999",
];

fn text(parts: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let part = proptest::sample::select(parts);
    let of_parts = proptest::collection::vec(part, 0..most).prop_map(|parts| parts.concat());
    prop_oneof![4 => of_parts, 1 => any::<String>()]
}

fn document() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::Integer),
        // Few digits: with more than 18 characters a double would come back as an exact decimal.
        any::<i32>().prop_map(|eighths| Json::Double(f64::from(eighths) / 8.0)),
        prop_oneof![Just(f64::INFINITY), Just(f64::NAN)].prop_map(Json::Double),
        "[ab$@/]{0,3}".prop_map(Json::String),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::List),
            proptest::collection::vec(("[ab]", inner), 0..4)
                .prop_map(|members| Json::Map(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_path_is_read_or_refused_with_its_place(path in text(PATH_PARTS, 14), document in document()) {
        match Path::parse(&path) {
            Ok(path) => {
                if let Ok(Some(found)) = path.read(&document) {
                    prop_assert!(path.is_definite() || matches!(found, Json::List(_)));
                    let _ = (found.to_input_json(), found.to_string());
                }
            }
            Err(error) => {
                prop_assert!((1..=path.chars().count() + 1).contains(&error.column()), "{error}");
            }
        }
    }

    #[test]
    fn any_text_is_read_leniently_or_refused_with_its_place(text in text(JSON_PARTS, 20)) {
        match Json::parse_leniently(&text) {
            Ok(json) => {
                let _ = (json.to_input_json(), json.to_printed_json(), json.to_string());
            }
            Err(error) => prop_assert!(error.line() >= 1 && error.column() >= 1),
        }
    }

    #[test]
    fn what_prints_as_json_reads_as_the_same_value(document in document()) {
        let printed = document.to_input_json();
        let again = Json::parse_leniently(&printed).map(|json| json.to_input_json());
        prop_assert!(printed == "null" || again == Ok(printed));
    }

    #[test]
    fn strict_json_is_read_alike_by_both(document in document()) {
        let printed = document.to_printed_json();
        if let Ok(json) = Json::parse(&printed) {
            prop_assert!(json == Json::Null || Json::parse_leniently(&printed) == Ok(json));
        }
    }
}

#[test]
fn the_deepest_document_can_be_scanned_and_printed() {
    let text = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
    let document = Json::parse_leniently(&text).unwrap();
    let found = Path::parse("$..*")
        .unwrap()
        .read(&document)
        .unwrap()
        .unwrap();
    assert!(found.to_string().starts_with("[[[["));
    assert!(Json::parse_leniently(&format!("[{text}]")).is_err());
}

#[test]
fn a_path_that_would_take_for_ever_is_refused() {
    let deep = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
    let document = Json::parse_leniently(&deep).unwrap();
    for path in [
        "$[-2147483648:2147483647]".to_owned(),
        format!("${}", ".a".repeat(5_000)),
    ] {
        let found = Path::parse(&path).unwrap().read(&document);
        assert!(found.is_ok(), "{path:.30}");
    }
    for path in [
        format!("${}", "..*".repeat(20)),
        format!("${}", ".append(1)".repeat(5_000)),
    ] {
        let found = Path::parse(&path).unwrap().read(&document);
        assert!(found.is_err(), "{path:.30}");
    }
}

#[test]
fn nesting_without_end_is_refused() {
    for (open, close) in [("(", ")"), ("!(", ")"), ("@[?(", ")]")] {
        let filter = |levels| format!("{}@.a{}", open.repeat(levels), close.repeat(levels));
        assert!(
            Path::parse(&format!("$[?({})]", filter(20))).is_ok(),
            "{open}"
        );
        assert!(
            Path::parse(&format!("$[?({})]", filter(20_000))).is_err(),
            "{open}"
        );
    }
    let functions = format!("$.a{}", ".concat($".repeat(20_000) + &")".repeat(20_000));
    assert!(Path::parse(&functions).is_err());
}
