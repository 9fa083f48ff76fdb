//! A place in a path while it is parsed.
//!
//! Rule: the questions that Jayway asks its own index into a path, with its answers. A blank is a space and nothing
//! else; behind the end there is no character, and whoever needs one there fails.

use super::Error;

/// Characters of a path, and a place among them.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    chars: &'a [char],
    pub(super) at: usize,
    /// How far the first character stands from the beginning of the whole path; negative for a `$.` put before it.
    offset: isize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(chars: &'a [char], offset: isize) -> Self {
        Self {
            chars,
            at: 0,
            offset,
        }
    }

    /// A cursor of its own over `from..to`.
    pub(super) fn part(&self, from: usize, to: usize) -> Self {
        Self {
            chars: self.chars.get(from..to).unwrap_or_default(),
            at: 0,
            offset: self.offset + from as isize,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    pub(super) fn current(&self) -> Option<char> {
        self.char_at(self.at)
    }

    pub(super) fn is_at(&self, c: char) -> bool {
        self.current() == Some(c)
    }

    pub(super) fn in_bounds(&self) -> bool {
        self.at < self.len()
    }

    /// Whether this is the last character or behind it. Jayway stops here: a last character that no step took is
    /// ignored, so `$.a[0]b` is `$.a[0]`.
    pub(super) fn is_tail(&self) -> bool {
        self.at + 1 >= self.len()
    }

    pub(super) fn text(&self, from: usize, to: usize) -> String {
        let chars = self.chars.get(from..to).unwrap_or_default();
        chars.iter().collect()
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.is_at(' ') {
            self.at += 1;
        }
    }

    /// Where the next character after `from` stands that is no blank.
    pub(super) fn next_significant(&self, from: usize) -> Option<usize> {
        (from + 1..self.len()).find(|&at| self.chars[at] != ' ')
    }

    /// The same, where that character is `c`.
    pub(super) fn next_significant_is(&self, from: usize, c: char) -> Option<usize> {
        let at = self.next_significant(from)?;
        (self.chars[at] == c).then_some(at)
    }

    /// Where the last character before `from` stands that is no blank.
    pub(super) fn previous_significant(&self, from: usize) -> Option<usize> {
        (0..from).rev().find(|&at| self.char_at(at) != Some(' '))
    }

    pub(super) fn find(&self, from: usize, c: char) -> Option<usize> {
        (from..self.len()).find(|&at| self.chars[at] == c)
    }

    /// The next `c` behind `from` without a backslash before it.
    pub(super) fn find_unescaped(&self, from: usize, c: char) -> Option<usize> {
        let mut at = from + 1;
        while self.char_at(at)? != c {
            at += if self.chars[at] == '\\' { 2 } else { 1 };
        }
        Some(at)
    }

    /// Where the bracket closes that opens at `from`. Texts in quotes are passed over; with `regexes`, so is all
    /// between two `/`.
    pub(super) fn closing(
        &self,
        from: usize,
        (open, close): (char, char),
        regexes: bool,
    ) -> Option<usize> {
        let mut opened = 1;
        let mut at = from + 1;
        loop {
            if let quote @ ('\'' | '"') = self.char_at(at)? {
                at = self.find_unescaped(at, quote)? + 1;
            }
            if regexes && self.char_at(at)? == '/' {
                at = self.find_unescaped(at, '/')? + 1;
            }
            // Jayway looks at the character behind a text or a pattern as if neither could begin there again.
            let c = self.char_at(at)?;
            if c == open {
                opened += 1;
            } else if c == close {
                opened -= 1;
            }
            if opened == 0 {
                return Some(at);
            }
            at += 1;
        }
    }

    /// The column of `at` in the whole path, from 1.
    pub(super) fn column(&self, at: usize) -> usize {
        usize::try_from(at as isize + self.offset + 1).map_or(1, |column| column.max(1))
    }

    /// The character here is not what was expected.
    pub(super) fn unexpected(&self, expected: impl Into<String>) -> Error {
        let found = match self.current() {
            Some(c) => format!("`{}`", c.escape_debug()),
            None => "the end".to_owned(),
        };
        self.error(self.at, found, expected)
    }

    pub(super) fn error(
        &self,
        at: usize,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Error {
        Error::new(found, self.column(at), expected)
    }
}
