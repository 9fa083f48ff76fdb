//! Header lines: names and values as they are spelled, in their order.
//!
//! Rule: all of them are one text, with the places where its parts end. A record keeps some twenty lines as long as it
//! is kept: forty pieces of memory would cost more than what they say.

use std::fmt;

/// The room of one that was not told how much it will hold: so many lines, and so many bytes in them, have most
/// answers.
const FEW: (usize, usize) = (8, 256);

/// See the module.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// Each name and its value, without anything between them.
    text: String,
    ends: Vec<Ends>,
}

/// Where a line's name ends in the text, and where its value does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ends {
    name: usize,
    value: usize,
}

impl Headers {
    /// No lines yet, and room for so many, whose names and values have so many bytes.
    pub(super) fn with_room(lines: usize, bytes: usize) -> Headers {
        Headers {
            text: String::with_capacity(bytes),
            ends: Vec::with_capacity(lines),
        }
    }

    /// One more line behind the others.
    pub fn push(&mut self, name: &str, value: &str) {
        if self.ends.capacity() == 0 {
            let (lines, bytes) = FEW;
            self.ends.reserve(lines);
            self.text.reserve(bytes);
        }
        self.text.push_str(name);
        let name = self.text.len();
        self.text.push_str(value);
        let value = self.text.len();
        self.ends.push(Ends { name, value });
    }

    /// Each line's name and value.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &str)> + Clone {
        (0..self.ends.len()).map(|index| self.line(index))
    }

    /// The last value of the header `name`, in whatever spelling.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut latest = (0..self.ends.len()).rev();
        let found = latest.find(|index| self.is_named(*index, name))?;
        Some(self.line(found).1)
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of all names and values.
    pub fn size(&self) -> usize {
        self.text.len()
    }

    fn line(&self, index: usize) -> (&str, &str) {
        let Ends { name, value } = self.ends[index];
        (&self.text[self.start(index)..name], &self.text[name..value])
    }

    /// Names of another length are not looked at.
    fn is_named(&self, index: usize, name: &str) -> bool {
        let place = self.start(index)..self.ends[index].name;
        place.len() == name.len() && self.text[place].eq_ignore_ascii_case(name)
    }

    fn start(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |last| self.ends[last].value)
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(lines: I) -> Headers {
        let mut headers = Headers::default();
        for (name, value) in lines {
            headers.push(name.as_ref(), value.as_ref());
        }
        headers
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [(&str, &str); 4] = [("hOsT", "x"), ("A", ""), ("a", "ü"), ("B", "A")];

    #[test]
    fn lines_come_back_as_they_were() {
        let headers = Headers::from_iter(LINES);
        assert!(headers.iter().eq(LINES));
        assert_eq!((headers.len(), headers.is_empty()), (4, false));
        assert_eq!(headers.size(), 11);
        assert_eq!(
            format!("{headers:?}"),
            r#"[("hOsT", "x"), ("A", ""), ("a", "ü"), ("B", "A")]"#
        );
    }

    #[test]
    fn the_last_value_of_a_name_counts_in_whatever_spelling() {
        let headers = Headers::from_iter(LINES);
        assert_eq!(headers.get("HOST"), Some("x"));
        assert_eq!(headers.get("A"), Some("ü"));
        assert_eq!(headers.get("C"), None);
    }
}
