//! Bytes into lines.
//!
//! Rule: pure; bounded in every direction, and what is left out is counted.
//!
//! AWS (facts D4): a line goes to the log unchanged; CloudWatch takes no event longer than 256 KB.

use std::collections::VecDeque;

/// A longer line is cut in two.
const LONGEST_LINE: usize = 262_144;

/// The lines of one invocation, and the one that has no end yet.
#[derive(Debug)]
pub(super) struct Lines {
    open: Vec<u8>,
    whole: VecDeque<String>,
    /// Of the whole lines.
    bytes: usize,
    most_bytes: usize,
    left_out: usize,
}

impl Lines {
    pub(super) fn new(most_bytes: usize) -> Lines {
        Lines {
            open: Vec::new(),
            whole: VecDeque::new(),
            bytes: 0,
            most_bytes,
            left_out: 0,
        }
    }

    /// Adds what was read; `told` hears of every line that has become whole.
    pub(super) fn read(&mut self, bytes: &[u8], mut told: impl FnMut(&str)) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            match part.split_last() {
                Some((b'\n', text)) => {
                    self.extend(text, &mut told);
                    self.end_open(&mut told);
                }
                _ => self.extend(part, &mut told),
            }
        }
    }

    fn extend(&mut self, text: &[u8], told: &mut impl FnMut(&str)) {
        self.open.extend_from_slice(text);
        while self.open.len() > LONGEST_LINE {
            let rest = self.open.split_off(cut(&self.open));
            self.end_open(told);
            self.open = rest;
        }
    }

    fn end_open(&mut self, told: &mut impl FnMut(&str)) {
        let line = String::from_utf8_lossy(&self.open).into_owned();
        self.open.clear();
        told(&line);
        self.push(line);
    }

    /// Ends the line that has no end.
    pub(super) fn end_line(&mut self, mut told: impl FnMut(&str)) {
        if !self.open.is_empty() {
            self.end_open(&mut told);
        }
    }

    /// Adds a whole line. Beyond the limit the oldest are left out.
    pub(super) fn push(&mut self, line: String) {
        self.bytes += line.len();
        self.whole.push_back(line);
        while self.bytes > self.most_bytes && self.whole.len() > 1 {
            let oldest = self.whole.pop_front();
            self.bytes -= oldest.map_or(0, |line| line.len());
            self.left_out += 1;
        }
    }

    /// The whole lines; none are left.
    pub(super) fn take(&mut self) -> Vec<String> {
        let note = match std::mem::take(&mut self.left_out) {
            0 => None,
            count => Some(format!("… {count} lines before these are left out")),
        };
        self.bytes = 0;
        note.into_iter().chain(self.whole.drain(..)).collect()
    }
}

/// Where to cut a line that is too long: not within a character, if it is text.
fn cut(line: &[u8]) -> usize {
    let continues = |at: &usize| line[*at] & 0b1100_0000 == 0b1000_0000;
    let at = (LONGEST_LINE - 3..=LONGEST_LINE)
        .rev()
        .find(|at| !continues(at));
    at.unwrap_or(LONGEST_LINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&[u8]]) -> Vec<String> {
        let mut lines = Lines::new(usize::MAX);
        let mut told = Vec::new();
        for chunk in chunks {
            lines.read(chunk, |line| told.push(line.to_owned()));
        }
        lines.end_line(|line| told.push(line.to_owned()));
        let taken = lines.take();
        assert_eq!(taken, told);
        taken
    }

    #[test]
    fn lines_are_those_of_the_bytes_however_they_are_cut() {
        assert_eq!(lines(&[b"a\n\nb\r\nc"]), ["a", "", "b\r", "c"]);
        assert_eq!(lines(&[b"a", b"b\n", b"\n", b"c\n"]), ["ab", "", "c"]);
        assert_eq!(lines(&[]), Vec::<String>::new());
    }

    #[test]
    fn bytes_that_are_no_text_are_kept_as_far_as_text_can() {
        assert_eq!(lines(&[b"a\xff\0b\n"]), ["a\u{fffd}\0b"]);
    }

    #[test]
    fn a_line_of_300_000_bytes_is_cut_in_two() {
        let lengths = |line: &[u8]| -> Vec<usize> {
            let chunks: Vec<&[u8]> = line.chunks(8192).collect();
            lines(&chunks).iter().map(String::len).collect()
        };
        assert_eq!(lengths(&[b'x'; 300_000]), [262_144, 37_856]);
        assert_eq!(lengths(&[b'x'; 262_144]), [262_144]);
        let ended = ["x".repeat(262_144), "\n".into()].concat();
        assert_eq!(lengths(ended.as_bytes()), [262_144]);
    }

    #[test]
    fn a_long_line_is_not_cut_within_a_character() {
        let text = "a".to_owned() + &"☃".repeat(100_000);
        assert_eq!(lines(&[text.as_bytes()]).concat(), text);
    }

    #[test]
    fn the_oldest_lines_are_left_out_and_counted() {
        let mut lines = Lines::new(3);
        lines.read(b"1\n2\n3\n4\n5\n", |_| {});
        assert_eq!(
            lines.take(),
            ["… 2 lines before these are left out", "3", "4", "5"]
        );
        assert_eq!(lines.take(), Vec::<String>::new());
    }
}
