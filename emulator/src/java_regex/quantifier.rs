//! `*`, `+?`, `{2,3}`
//!
//! Rule: what repeats has something before it to repeat.

use super::{
    Error,
    translate::{LINE_BREAK, Translator},
};

/// How that begins which `fancy-regex` does not repeat unless it stands between others.
const LOOKS_ONLY: &[&str] = &["(?=", "(?!", "(?<=", "(?<!", ")"];

impl Translator<'_> {
    pub(super) fn quantifier(&mut self, c: char) -> Result<(), Error> {
        let begins = match self.repeatable.take() {
            Some(begins) => begins,
            // A number of times even nothing can be repeated.
            None if c == '{' => {
                self.out.push_str("(?:)");
                self.out.len() - "(?:)".len()
            }
            None => return Err(repeats_nothing(c)),
        };
        if c == '{' && !self.rest.peek().is_some_and(char::is_ascii_digit) {
            return Err(repeats_nothing(c));
        }
        if &self.out[begins..] == LINE_BREAK {
            // Java tries no other way through each of many.
            self.out
                .replace_range(begins.., &LINE_BREAK.replacen("(?:", "(?>", 1));
        }
        let repeated = self.out[begins..].trim_start_matches("(?:");
        if LOOKS_ONLY.iter().any(|look| repeated.starts_with(look)) {
            self.out.insert_str(begins, "(?:");
            self.out.push_str("|(?!))");
        }
        self.out.push(c);
        if c == '{' {
            self.counts()?;
        }
        if matches!(self.peek(), Some('?' | '+')) {
            self.out.extend(self.rest.next());
        }
        Ok(())
    }

    /// What follows the `{` of a repetition: `2}`, `2,}`, `2,3}`.
    fn counts(&mut self) -> Result<(), Error> {
        let mut counts = String::new();
        loop {
            match self.next() {
                Some('}') => break,
                Some(c @ ('0'..='9' | ',')) => counts.push(c),
                _ => {
                    return Err(Error::new(
                        "a repetition that begins with `{` is not closed",
                    ));
                }
            }
        }
        let count = |text: &str| text.parse::<u32>().ok();
        let (least, most) = counts.split_once(',').unwrap_or((&counts, &counts));
        match (count(least), count(most)) {
            (Some(least), Some(most)) if least <= most => {}
            (Some(_), None) if most.is_empty() => {}
            _ => return Err(Error::new(format!("`{{{counts}}}` is no number of times"))),
        }
        self.out.extend([&*counts, "}"]);
        Ok(())
    }
}

fn repeats_nothing(c: char) -> Error {
    let (found, help) = match c {
        '{' => (
            "`{` begins a repetition, such as `{2}`".to_owned(),
            "write `[{]` where a brace is meant",
        ),
        c => (
            format!("`{c}` has nothing before it to repeat"),
            "put the character into `[...]` where it is meant itself",
        ),
    };
    Error {
        found,
        help: Some(help),
    }
}
