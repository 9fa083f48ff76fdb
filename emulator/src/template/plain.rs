//! What a scalar without quotes is: YAML 1.1.
//!
//! Rule: `yes` is `true`, as it is for CloudFormation and for SAM. A number keeps its digits, because most are read as
//! numbers; where one is read as text that would come out otherwise, this is noted.
//!
//! AWS: CloudFormation reads YAML 1.1, as its documentation says.

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
        _ if integer(word).is_some() || is_float(word) => Some("a number"),
        _ => None,
    }
}

/// Whether it is a number that comes out otherwise where text is expected: `0755` as 493, `1:30` as 90, `3.10` as 3.1.
/// `0899` is no octal number, and for some readers a decimal one.
pub(crate) fn is_rewritten_number(word: &str) -> bool {
    let is_led_by_zero = word.len() > 1 && word.starts_with('0') && are(word, "0123456789");
    let rewritten = match integer(word) {
        Some(number) => number.to_string() != word,
        None => is_float(word) && !is_printed_so(word),
    };
    rewritten || is_led_by_zero
}

/// The whole number that it is: decimal, octal, hexadecimal, binary, or of hours and minutes.
pub(crate) fn integer(word: &str) -> Option<i64> {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    let digits = unsigned.replace('_', "");
    let number = match digits.as_str() {
        _ if unsigned.starts_with('_') => None,
        "0" => Some(0),
        _ if digits.contains(':') => in_sixties(&digits),
        _ if digits.starts_with("0x") => in_base(&digits[2..], 16),
        _ if digits.starts_with("0b") => in_base(&digits[2..], 2),
        _ if digits.starts_with('0') => in_base(&digits, 8),
        _ => in_base(&digits, 10),
    }?;
    Some(if word.starts_with('-') {
        -number
    } else {
        number
    })
}

fn in_base(digits: &str, base: u32) -> Option<i64> {
    let unsigned = digits.chars().all(|digit| digit.is_digit(base));
    i64::from_str_radix(digits, base).ok().filter(|_| unsigned)
}

/// `1:30`: each part but the first is below 60.
fn in_sixties(digits: &str) -> Option<i64> {
    let mut parts = digits.split(':');
    let first = parts.next().filter(|part| !part.starts_with('0'))?;
    parts.try_fold(in_base(first, 10)?, |number, part| {
        let below_sixty = in_base(part, 10)
            .filter(|_| part.len() < 3)
            .filter(|part| *part < 60)?;
        number.checked_mul(60)?.checked_add(below_sixty)
    })
}

/// `1.5`, `.5`, `1.5e+3`.
fn is_float(word: &str) -> bool {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.strip_prefix(['+', '-'])),
        None => (unsigned, Some("0")),
    };
    let is_exponent =
        exponent.is_some_and(|digits| !digits.is_empty() && are(digits, "0123456789"));
    let Some((whole, fraction)) = number.split_once('.') else {
        return false;
    };
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let begins = !number.starts_with('_') && !number.starts_with("._");
    let digits = "0123456789_";
    is_exponent && has_digits && begins && are(whole, digits) && are(fraction, digits)
}

/// Whether a float is written as it is printed.
fn is_printed_so(float: &str) -> bool {
    let unsigned = float.strip_prefix('-').unwrap_or(float);
    let Some((whole, fraction)) = unsigned.split_once('.') else {
        return false;
    };
    let is_long = whole.len() > 1 && whole.starts_with('0');
    let ends_in_nothing = fraction.len() > 1 && fraction.ends_with('0');
    let is_plain = |digits: &str| !digits.is_empty() && are(digits, "0123456789");
    !is_long && !ends_in_nothing && is_plain(whole) && is_plain(fraction)
}

fn are(digits: &str, known: &str) -> bool {
    digits.chars().all(|digit| known.contains(digit))
}
