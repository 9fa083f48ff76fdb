//! JSON values: reading, printing, conversion.
//!
//! Rule: what a body makes of a text is in the recorded cases; here is what no template shows.

use emulator::vtl::{
    json::{Decimal, Json, double_to_string},
    json_path::Path,
};
use serde_json::json;

#[test]
fn strict_reading_takes_json_and_nothing_else() {
    assert_eq!(Json::parse("null"), Ok(Json::Null));
    assert_eq!(Json::parse(" [1, 2.50] ").unwrap().to_string(), "[1,2.5]");
    for text in ["", "{a:1}", "[1,]", "a=b", "[1] 2", "'a'", "01"] {
        assert!(Json::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_complaint_about_json_says_where() {
    let error = Json::parse_leniently("{\n  \"é\" 1}").unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 7));
    assert_eq!(
        error.to_string(),
        "found `1` at line 2, column 7; expected `:`"
    );
    let error = Json::parse_leniently("[1, ").unwrap_err();
    assert_eq!(
        error.to_string(),
        "found the end of the text at line 1, column 5; expected a value, `,` or `]`"
    );
    let error = Json::parse_leniently("\"abc").unwrap_err();
    assert_eq!(
        error.to_string(),
        "found a text without an end at line 1, column 1; expected `\"`"
    );
}

#[test]
fn the_empty_text_and_null_alone_are_no_documents() {
    assert!(Json::parse_leniently("").is_err());
    assert!(Json::parse_leniently(" null ").is_err());
}

#[test]
fn values_go_to_serde_json_and_back() {
    let value = json!({"z": [1, -2, 2.5, u64::MAX], "a": {"t": "x", "n": null, "b": true}});
    let json = Json::from(value.clone());
    assert_eq!(
        json.to_input_json(),
        r#"{"z":[1,-2,2.5,18446744073709551615],"a":{"t":"x","n":null,"b":true}}"#
    );
    assert_eq!(serde_json::Value::from(json), value);
    let large = Json::parse("[12345678901234567890123, 1.00000000000000000001]").unwrap();
    assert_eq!(
        serde_json::Value::from(large),
        json!([12_345_678_901_234_567_890_123_f64, 1.0])
    );
}

#[test]
fn a_list_prints_with_escaped_slashes_and_an_object_as_java_does() {
    let json = Json::parse(r#"{"a":"x/y","l":["x/y",null],"m":{"n":null}}"#).unwrap();
    assert_eq!(json.to_string(), r#"{a=x/y, l=["x\/y",null], m={n=null}}"#);
    assert_eq!(
        json.to_printed_json(),
        r#"{"a":"x\/y","l":["x\/y",null],"m":{"n":null}}"#
    );
    assert_eq!(
        json.to_input_json(),
        r#"{"a":"x/y","l":["x/y",null],"m":{"n":null}}"#
    );
}

/// B2.3: what `$input.path` finds, printed.
#[test]
fn what_a_path_finds_prints_as_aws_was_seen_to_print_it() {
    for (document, path, printed) in [
        (r#"{"foo":"bar"}"#, "$", "{foo=bar}"),
        (r#"{"a":1,"b":2}"#, "$", "{a=1, b=2}"),
        (r#"[{"foo": "bar"}]"#, "$", r#"[{"foo":"bar"}]"#),
        (
            r#"{"foo":[{"nested":"bar"}]}"#,
            "$",
            r#"{foo=[{"nested":"bar"}]}"#,
        ),
        (r#"[{"foo":"bar"}]"#, "$[0]", "{foo=bar}"),
        (r#"[["foo", "bar"]]"#, "$[0]", r#"["foo","bar"]"#),
        ("[]", "$", "[]"),
    ] {
        let document = Json::parse_leniently(document).unwrap();
        let found = Path::parse(path).unwrap().read(&document).unwrap();
        assert_eq!(found.unwrap().to_string(), printed);
    }
}

#[test]
fn doubles_print_as_in_java() {
    for (double, text) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1e7, "1.0E7"),
        (9_999_999.0, "9999999.0"),
        (1e-3, "0.001"),
        (9.99e-4, "9.99E-4"),
        (1.5e300, "1.5E300"),
        (f64::MAX, "1.7976931348623157E308"),
        (f64::from_bits(1), "4.9E-324"),
        (f64::NAN, "NaN"),
        (f64::NEG_INFINITY, "-Infinity"),
    ] {
        assert_eq!(double_to_string(double), text);
    }
}

#[test]
fn decimals_keep_their_scale_and_compare_by_value() {
    for (text, printed) in [
        ("1.50", "1.50"),
        ("-0.00", "0.00"),
        ("1e3", "1E+3"),
        ("12e-1", "1.2"),
        ("1.", "1"),
        (".5", "0.5"),
        ("0.0000001", "1E-7"),
        ("0.000001", "0.000001"),
        ("123e-10", "1.23E-8"),
        ("+007", "7"),
    ] {
        assert_eq!(Decimal::parse(text).unwrap().to_string(), printed);
    }
    for text in [
        "",
        "-",
        ".",
        "1e",
        "e1",
        "1.2.3",
        "1e99999999999",
        "x",
        "--1",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
    let sorted = [
        "-2e3", "-1", "-0.5", "0", "0.10", "0.11", "1", "9", "10", "1e2",
    ];
    for (index, a) in sorted.iter().enumerate() {
        for (other, b) in sorted.iter().enumerate() {
            let (a, b) = (Decimal::parse(a).unwrap(), Decimal::parse(b).unwrap());
            assert_eq!(a.compare(&b), index.cmp(&other), "{a} {b}");
        }
    }
}
