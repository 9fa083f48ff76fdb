//! What a scalar without quotes is: YAML 1.1.
//!
//! Rule: `yes` is `true`, as it is for CloudFormation and for SAM. A number keeps its digits, because most are read as
//! numbers; where one is read as text that would come out otherwise, this is noted.
//!
//! AWS: "CloudFormation supports the YAML Version 1.1 specification", from its documentation.

const TRUE: [&str; 9] = [
    "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON",
];
const FALSE: [&str; 9] = [
    "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF",
];

/// The boolean that a word is, as CloudFormation writes it where text is expected.
pub(crate) fn boolean(word: &str) -> Option<&'static str> {
    match word {
        _ if TRUE.contains(&word) => Some("true"),
        _ if FALSE.contains(&word) => Some("false"),
        _ => None,
    }
}

/// Whether it is nothing.
pub(crate) fn is_null(word: &str) -> bool {
    ["", "~", "null", "Null", "NULL"].contains(&word)
}

/// What it is instead of a text, if it is none.
pub(crate) fn kind(word: &str) -> Option<&'static str> {
    match word {
        _ if boolean(word).is_some() => Some("a boolean"),
        _ if is_number(word) => Some("a number"),
        _ if is_date(word) => Some("a date"),
        _ => None,
    }
}

/// Whether it is a number that comes out otherwise where text is expected: `0755` as 493, `1:30` as 90, `3.10` as 3.1.
pub(crate) fn is_rewritten_number(word: &str) -> bool {
    is_number(word) && !is_printed_so(word)
}

fn is_number(word: &str) -> bool {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => is_float(whole, fraction),
        None => [is_decimal, is_octal, is_in_base, is_in_sixties]
            .iter()
            .any(|is| is(unsigned)),
    }
}

/// Whether a number is written as it is printed.
fn is_printed_so(number: &str) -> bool {
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => is_short(whole, fraction),
        None => is_decimal(unsigned) && !unsigned.contains('_'),
    }
}

/// `2010-09-09`.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [4, 2, 2] && parts.iter().all(|part| are(part, "0123456789"))
}

fn is_float(whole: &str, fraction: &str) -> bool {
    let begins = whole.starts_with(|letter: char| letter.is_ascii_digit());
    begins && are(whole, "0123456789_") && are(fraction, "0123456789_")
}

/// Whether a float is written as it is printed.
fn is_short(whole: &str, fraction: &str) -> bool {
    let is_long = whole.len() > 1 && whole.starts_with('0');
    let ends_in_nothing = fraction.is_empty() || fraction.len() > 1 && fraction.ends_with('0');
    let is_plain = |digits| are(digits, "0123456789");
    !is_long && !ends_in_nothing && is_plain(whole) && is_plain(fraction)
}

fn is_decimal(digits: &str) -> bool {
    digits == "0"
        || digits.starts_with(|first| ('1'..='9').contains(&first)) && are(digits, "0123456789_")
}

fn is_octal(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0') && are(digits, "01234567_")
}

fn is_in_base(digits: &str) -> bool {
    let after = |prefix| {
        digits
            .strip_prefix(prefix)
            .filter(|digits: &&str| !digits.is_empty())
    };
    after("0x").is_some_and(|digits| are(&digits.to_lowercase(), "0123456789abcdef_"))
        || after("0b").is_some_and(|digits| are(digits, "01_"))
}

/// `1:30`, as hours and minutes.
fn is_in_sixties(digits: &str) -> bool {
    let mut parts = digits.split(':');
    let first = parts
        .next()
        .is_some_and(|part| part != "0" && is_decimal(part));
    let mut parts = parts.peekable();
    first && parts.peek().is_some() && parts.all(is_below_sixty)
}

fn is_below_sixty(part: &str) -> bool {
    part.len() <= 2 && are(part, "0123456789") && part.parse().is_ok_and(|number: u8| number < 60)
}

fn are(digits: &str, known: &str) -> bool {
    digits.chars().all(|digit| known.contains(digit))
}
