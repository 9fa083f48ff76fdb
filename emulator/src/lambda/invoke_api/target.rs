//! Which function a call is for.
//!
//! Rule: pure. A name, a partial ARN and an ARN say the same; what is not said is ours.
//!
//! AWS (facts D5): `[arn:aws:lambda:][region:][account:][function:]name[:qualifier]`.

use crate::host;

/// The function that a call names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'a> {
    /// Its ARN, without a qualifier.
    pub(super) arn: String,
    /// A version or an alias.
    pub(super) qualifier: Option<&'a str>,
}

impl Target<'_> {
    pub(super) fn of(name: &str) -> Target<'_> {
        let rest = name.strip_prefix("arn:aws:lambda:").unwrap_or(name);
        let (region, rest) = optional(rest, is_region, host::REGION);
        let (account, rest) = optional(rest, is_account, host::ACCOUNT_ID);
        let rest = rest.strip_prefix("function:").unwrap_or(rest);
        let (name, qualifier) = match rest.split_once(':') {
            Some((name, qualifier)) => (name, Some(qualifier)),
            None => (rest, None),
        };
        Target {
            arn: format!("arn:aws:lambda:{region}:{account}:function:{name}"),
            qualifier,
        }
    }
}

/// The first segment and what follows, if it is what may stand there.
fn optional<'a>(rest: &'a str, may: fn(&str) -> bool, ours: &'a str) -> (&'a str, &'a str) {
    match rest.split_once(':') {
        Some((first, rest)) if may(first) => (first, rest),
        _ => (ours, rest),
    }
}

/// `us-east-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_digit = |part: &&str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |part: &&str| part.bytes().all(|byte| byte.is_ascii_lowercase());
    parts.len() >= 3
        && parts[0].len() == 2
        && parts.last().is_some_and(is_digit)
        && parts[..parts.len() - 1].iter().all(is_word)
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(name: &str, arn: &str, qualifier: Option<&str>) {
        let arn = format!("arn:aws:lambda:{arn}");
        assert_eq!(Target::of(name), Target { arn, qualifier });
    }

    #[test]
    fn a_name_a_partial_arn_and_an_arn_say_the_same() {
        let arn = "us-east-1:123456789012:function:my-fn";
        for name in [
            "my-fn",
            "function:my-fn",
            "123456789012:function:my-fn",
            "us-east-1:123456789012:function:my-fn",
            "arn:aws:lambda:us-east-1:123456789012:function:my-fn",
        ] {
            is(name, arn, None);
            is(&format!("{name}:$LATEST"), arn, Some("$LATEST"));
            is(&format!("{name}:live"), arn, Some("live"));
        }
    }

    #[test]
    fn what_is_anothers_stays_anothers() {
        is(
            "arn:aws:lambda:eu-west-1:999999999999:function:f:1",
            "eu-west-1:999999999999:function:f",
            Some("1"),
        );
        is(
            "999999999999:function:f",
            "us-east-1:999999999999:function:f",
            None,
        );
    }
}
