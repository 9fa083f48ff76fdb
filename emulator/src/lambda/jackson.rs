//! What Lambda says of an event that is not JSON: the words of its parser, Jackson.
//!
//! Rule: one complaint, about the first place that is wrong; that place is also told apart for the developer.
//!
//! AWS (facts B1.6, D5.5): `Unexpected character (',' (code 44)): was expecting …` and where. The words for the
//! cases that nobody pasted are those of Jackson 2.

use serde::de::IgnoredAny;

/// Checks that `text` is JSON.
///
/// # Errors
/// Jackson's complaint, in two lines.
pub(super) fn check(text: &[u8]) -> Result<(), String> {
    let syntax = serde_json::from_slice::<IgnoredAny>(text).err();
    let syntax = syntax.map(|error| wrong_syntax(text, &error));
    // Inside a string serde_json takes any bytes, where it keeps none.
    let encoding = std::str::from_utf8(text).err();
    let encoding = encoding.map(|error| wrong_encoding(text, error.valid_up_to()));
    let faults = syntax.into_iter().chain(encoding);
    match faults.min_by_key(|fault| fault.at) {
        None => Ok(()),
        Some(fault) => Err(complaint(text, &fault)),
    }
}

/// What is wrong, and with which byte.
struct Fault {
    at: usize,
    problem: String,
}

fn complaint(text: &[u8], Fault { at, problem }: &Fault) -> String {
    let before = &text[..*at];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n');
    let column = at - start.map_or(0, |newline| newline + 1) + 1;
    let source: String = String::from_utf8_lossy(text).chars().take(500).collect();
    format!("{problem}\n at [Source: (byte[])\"{source}\"; line: {line}, column: {column}]")
}

fn wrong_syntax(text: &[u8], error: &serde_json::Error) -> Fault {
    let at = offset(text, error);
    let rest = String::from_utf8_lossy(&text[at..]);
    Fault {
        at,
        problem: problem(&error.to_string(), &rest),
    }
}

/// The byte of an error. serde_json's columns count bytes, and name the last one read: of a word that began like `null`
/// the first letter that differs, where the word is told whole; of a control character the one in front.
fn offset(text: &[u8], error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let before = lines.take(error.line().saturating_sub(1));
    let start = before.map(<[u8]>::len).sum::<usize>();
    if error.is_eof() {
        return text.len();
    }
    if error.to_string().starts_with("control character") {
        return (start + error.column()).min(text.len());
    }
    let mut from = (start + error.column().saturating_sub(1)).min(text.len());
    let in_a_word = text.get(from).is_some_and(u8::is_ascii_alphabetic);
    while in_a_word && from > start && text[from - 1].is_ascii_alphabetic() {
        from -= 1;
    }
    from
}

/// Bytes that are no character: the first of one may not be such, or one behind it.
fn wrong_encoding(text: &[u8], at: usize) -> Fault {
    let begins = matches!(text[at], 0xC2..=0xF4);
    let mut behind = text[at + 1..].iter();
    let problem = match behind.find(|byte| !matches!(byte, 0x80..=0xBF)) {
        _ if !begins => format!("Invalid UTF-8 start byte {:#x}", text[at]),
        Some(middle) => format!("Invalid UTF-8 middle byte {middle:#x}"),
        None => "Unexpected end-of-input in the middle of a character".to_owned(),
    };
    Fault { at, problem }
}

/// Jackson's words for what serde_json found.
fn problem(found: &str, rest: &str) -> String {
    let Some(character) = rest.chars().next().filter(|_| !found.starts_with("EOF")) else {
        return "Unexpected end-of-input: expected close marker".to_owned();
    };
    let unexpected = |expected: &str| {
        let code = u32::from(character);
        format!("Unexpected character ('{character}' (code {code})): {expected}")
    };
    let expecting = |what: &str| unexpected(&format!("was expecting {what}"));
    match found.split(" at line").next().unwrap_or_default() {
        "key must be a string" | "trailing comma" => expecting("double-quote to start field name"),
        "expected `,` or `}`" => expecting("comma to separate Object entries"),
        "expected `,` or `]`" => expecting("comma to separate Array entries"),
        "expected `:`" => expecting("a colon to separate field name and value"),
        "invalid escape" => {
            let code = u32::from(character);
            format!("Unrecognized character escape '{character}' (code {code})")
        }
        other if other.starts_with("control character") => format!(
            "Illegal unquoted character ((CTRL-CHAR, code {})): has to be escaped using backslash \
             to be included in string value",
            u32::from(character)
        ),
        _ => match word(rest) {
            "" => unexpected(
                "expected a valid value (JSON String, Number, Array, Object or token 'null', \
                 'true' or 'false')",
            ),
            word => format!(
                "Unrecognized token '{word}': was expecting (JSON String, Number, Array, Object or \
                 token 'null', 'true' or 'false')"
            ),
        },
    }
}

/// The letters and digits that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let word = &text[..end.unwrap_or(text.len())];
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        ""
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_line(text: &str) -> String {
        let complaint = check(text.as_bytes()).expect_err("it is not JSON");
        complaint.lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn what_is_json_passes() {
        for text in ["{}", "[1, null]", "\"text\"", " 1 "] {
            assert_eq!(check(text.as_bytes()), Ok(()));
        }
    }

    /// B1.6: the words that were pasted.
    #[test]
    fn a_comma_where_a_name_should_be_is_told_with_its_code() {
        assert_eq!(
            first_line("{,}"),
            "Unexpected character (',' (code 44)): was expecting double-quote to start field name"
        );
        assert_eq!(
            first_line(r#"{"a": "it\'s"}"#),
            "Unrecognized character escape ''' (code 39)"
        );
    }

    #[test]
    fn a_word_is_told_whole() {
        assert_eq!(
            first_line("hello, Ada"),
            "Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token \
             'null', 'true' or 'false')"
        );
    }

    #[test]
    fn a_word_that_begins_like_null_is_told_whole_too() {
        assert!(first_line("[nope]").starts_with("Unrecognized token 'nope'"));
    }

    #[test]
    fn a_control_character_is_told_with_its_own_code() {
        for (text, code) in [
            ("{\"a\":\"x\ny\"}", 10),
            ("{\"a\":\"\tz\"}", 9),
            ("\"\u{1}\"", 1),
        ] {
            let told = first_line(text);
            assert!(told.contains(&format!("CTRL-CHAR, code {code})")), "{told}");
        }
        let complaint = check(b"\"ab\n\"").expect_err("it is not JSON");
        assert!(complaint.ends_with("; line: 1, column: 4]"), "{complaint}");
    }

    /// B1.6: an event is text, inside its strings too.
    #[test]
    fn bytes_that_are_no_text_are_told() {
        for (text, told) in [
            (b"\"\xff\"".as_slice(), "Invalid UTF-8 start byte 0xff"),
            (b"\"\xc3\"\"", "Invalid UTF-8 middle byte 0x22"),
            (b"{\"a\": \"\xe2\x82", "Unexpected end-of-input"),
            (b"\xff", "Unexpected character"),
            (b"{,} \xff", "Unexpected character (',' (code 44))"),
        ] {
            let complaint = check(text).expect_err("it is not JSON");
            assert!(complaint.starts_with(told), "{complaint}");
        }
    }

    #[test]
    fn the_place_stands_below() {
        let complaint = check(b"{\n  \"a\": 1,\n  b: 2}").expect_err("it is not JSON");
        assert!(complaint.ends_with("; line: 3, column: 3]"), "{complaint}");
    }

    #[test]
    fn nothing_and_half_a_text_are_an_unexpected_end() {
        for text in ["", "{\"a\":", "[1,"] {
            assert!(
                first_line(text).starts_with("Unexpected end-of-input"),
                "{text}"
            );
        }
    }
}
