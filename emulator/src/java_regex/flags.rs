//! Java's flags: `(?i)`.
//!
//! Rule: a set of letters, as `java.util.regex.Pattern` embeds them; `U` means `u` too.

/// Unix lines, ignore case, comments, many lines, dot for all, Unicode case, Unicode classes.
const LETTERS: &str = "dixmsuU";

/// The flags that hold at a place of a pattern.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Flags(u8);

impl Flags {
    /// The flags of these letters; none where one of them is no flag.
    pub(crate) fn of(letters: &str) -> Option<Self> {
        let mut flags = Flags::default();
        letters
            .chars()
            .try_for_each(|letter| flags.set(letter, true))?;
        Some(flags)
    }

    /// Sets or clears one; none where there is no such flag.
    pub(super) fn set(&mut self, letter: char, on: bool) -> Option<()> {
        let bit = 1 << LETTERS.find(letter)?;
        if on {
            self.0 |= bit;
        } else {
            self.0 &= !bit;
        }
        Some(())
    }

    pub(super) fn has(self, letter: char) -> bool {
        LETTERS
            .find(letter)
            .is_some_and(|place| self.0 & 1 << place != 0)
    }

    /// Whether case is ignored, and then beyond ASCII as well.
    pub(super) fn ignores_case_of_all(self) -> bool {
        self.has('i') && (self.has('u') || self.has('U'))
    }

    /// Whether case is ignored, and then of ASCII alone.
    pub(super) fn ignores_case_of_ascii(self) -> bool {
        self.has('i') && !self.ignores_case_of_all()
    }
}
