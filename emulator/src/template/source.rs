//! The text of a template and places in it.
//!
//! Rule: a place is the range of bytes that the YAML parser gave. It becomes a line and a column only
//! for a reader: both count from 1, and columns count characters, as editors do.

use std::ops::Range;

/// A template file's text and the name it is known by in complaints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name in complaints, usually the path as the user typed it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A range of bytes in one of the files that make up a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Which file: 0 is the template, the others are what it includes.
    pub(crate) file: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Source {
    /// A file's text; a byte order mark in front is no character of it, and every line ends alike.
    pub(crate) fn of(name: String, text: &str) -> Source {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Source { name, text }
    }

    /// The line and the column of a byte, both from 1.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..self.boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// What is written at a place.
    pub(crate) fn written_at(&self, place: Place) -> &str {
        &self.text[self.range(place)]
    }

    /// The place as a range of this text that starts and ends at characters.
    pub(crate) fn range(&self, place: Place) -> Range<usize> {
        let start = self.boundary(place.start);
        start..self.boundary(place.end).max(start)
    }

    /// The last character boundary that is not behind `offset`.
    fn boundary(&self, offset: usize) -> usize {
        let inside = offset.min(self.text.len());
        (0..=inside)
            .rev()
            .find(|&at| self.text.is_char_boundary(at))
            .unwrap_or(0)
    }
}
