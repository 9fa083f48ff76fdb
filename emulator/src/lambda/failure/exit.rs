//! Lambda's words for how a process ended, and for the class of an error.
//!
//! AWS (facts D1.5, D2.2): the words are Go's.

use std::process::ExitStatus;

/// Lambda's words for the end of a process.
pub(super) fn exit_text(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(0), _) => "Runtime exited without providing a reason".to_owned(),
        (Some(code), _) => format!("Runtime exited with error: exit status {code}"),
        (None, Some(signal)) => {
            let core = if status.core_dumped() {
                " (core dumped)"
            } else {
                ""
            };
            format!(
                "Runtime exited with error: signal: {}{core}",
                signal_name(signal)
            )
        }
        (None, None) => "Runtime exited with error".to_owned(),
    }
}

fn signal_name(signal: i32) -> String {
    let name = match signal {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        5 => "trace/breakpoint trap",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        10 => "user defined signal 1",
        11 => "segmentation fault",
        12 => "user defined signal 2",
        13 => "broken pipe",
        14 => "alarm clock",
        15 => "terminated",
        other => return format!("signal {other}"),
    };
    name.to_owned()
}

/// The class that a runtime names, if it has the form of one: `Runtime.` or `Function.` and a capitalised word.
pub(super) fn valid_type(named: Option<&[u8]>, otherwise: &str) -> String {
    let named = named.and_then(|bytes| std::str::from_utf8(bytes).ok());
    let valid = |text: &&str| {
        let word = text
            .strip_prefix("Runtime.")
            .or(text.strip_prefix("Function."))
            .unwrap_or_default();
        word.len() > 1
            && word.starts_with(|first: char| first.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    named.filter(valid).unwrap_or(otherwise).to_owned()
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    /// D2.2.
    #[test]
    fn the_end_of_a_process_is_worded_as_go_does() {
        for (raw, words) in [
            (0, "without providing a reason"),
            (127 << 8, "with error: exit status 127"),
            (9, "with error: signal: killed"),
            (6, "with error: signal: aborted"),
            (
                11 | 0x80,
                "with error: signal: segmentation fault (core dumped)",
            ),
            (40, "with error: signal: signal 40"),
        ] {
            assert_eq!(
                exit_text(ExitStatus::from_raw(raw)),
                format!("Runtime exited {words}")
            );
        }
    }

    /// D1.5.
    #[test]
    fn only_a_class_with_awss_form_is_kept() {
        let valid = |named: &str| valid_type(Some(named.as_bytes()), "Function.Unknown");
        for kept in ["Function.NoSuchThing", "Runtime.Oops"] {
            assert_eq!(valid(kept), kept);
        }
        for odd in [
            "",
            "Oops",
            "Function.",
            "Function.oops",
            "Runtime.A1",
            "Runtime.A",
            "x.Function.Abc",
        ] {
            assert_eq!(valid(odd), "Function.Unknown", "{odd}");
        }
        assert_eq!(valid_type(None, "Runtime.Unknown"), "Runtime.Unknown");
    }
}
