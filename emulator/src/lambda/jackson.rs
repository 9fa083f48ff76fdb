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
    match serde_json::from_slice::<IgnoredAny>(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(complaint(text, &error)),
    }
}

fn complaint(text: &[u8], error: &serde_json::Error) -> String {
    let (line, column) = (error.line().max(1), error.column());
    let rest = at(text, line, column);
    let source: String = String::from_utf8_lossy(text).chars().take(500).collect();
    let problem = problem(&error.to_string(), &rest);
    format!("{problem}\n at [Source: (byte[])\"{source}\"; line: {line}, column: {column}]")
}

/// The text from the place of an error on; serde_json's columns count bytes, and name the last one read. Of a
/// word that began like `null` it names the first letter that differs: the word is told whole.
fn at(text: &[u8], line: usize, column: usize) -> String {
    let before = text.split_inclusive(|byte| *byte == b'\n').take(line - 1);
    let start = before.map(<[u8]>::len).sum::<usize>();
    let mut from = (start + column.saturating_sub(1)).min(text.len());
    let in_a_word = text.get(from).is_some_and(u8::is_ascii_alphabetic);
    while in_a_word && from > start && text[from - 1].is_ascii_alphabetic() {
        from -= 1;
    }
    String::from_utf8_lossy(&text[from..]).into_owned()
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
