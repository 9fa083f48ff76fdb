//! `^`, `$`, `\Z`: places in a text.
//!
//! Rule: Java's line terminators are `\n`, `\r`, `\r\n` and three more; with `d`, `\n` alone.

use super::Flags;

/// What an anchor is: in a text without odd lines, in any other, and there with `d`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor([&'static str; 3]);

impl Anchor {
    pub(super) fn written(self, odd_lines: bool, flags: Flags) -> &'static str {
        let Anchor([plain, any, unix]) = self;
        match (odd_lines, flags.has('d')) {
            (false, _) => plain,
            (true, false) => any,
            (true, true) => unix,
        }
    }
}

/// `^` with `m`: not at the very end, nor between `\r` and `\n`.
pub(super) const BEGIN_OF_LINE: Anchor = Anchor([
    "(?m:^)",
    r"(?:(?!\z)(?:\A|(?<=[\n\x{85}\x{2028}\x{2029}])|(?<=\r)(?!\n)))",
    r"(?:(?!\z)(?:\A|(?<=\n)))",
]);

/// `$` with `m`.
pub(super) const END_OF_LINE: Anchor = Anchor([
    "(?m:$)",
    r"(?:(?=[\r\x{85}\x{2028}\x{2029}]|\z)|(?<!\r)(?=\n))",
    r"(?=\n|\z)",
]);

/// `$` without `m`, and `\Z`: before a last line terminator too.
pub(super) const END: Anchor = Anchor([
    r"(?:\z)",
    r"(?:(?=(?:\r\n|[\r\x{85}\x{2028}\x{2029}])?\z)|(?<!\r)(?=\n\z))",
    r"(?=\n?\z)",
]);

/// Whether the lines of a text are so odd that anchors have to look around: some end with something else than `\n`, or
/// the last one ends with it, or there is none.
pub(super) fn has_odd_lines(text: &str) -> bool {
    text.is_empty()
        || text.ends_with('\n')
        || text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}'])
}
