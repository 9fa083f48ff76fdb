//! `(`, and what follows it.
//!
//! Rule: a group keeps the flags that are set in it to itself.

use super::{Error, Flags, translate::Translator};

impl Translator<'_> {
    /// What follows a `(`, as far as it says what group it is.
    pub(super) fn group(&mut self) -> Result<(), Error> {
        if self.peek() != Some('?') {
            self.groups += 1;
            return self.open("(", self.flags);
        }
        self.rest.next();
        match self.rest.next() {
            Some(':') => self.open("(?:", self.flags),
            Some('=') => self.open("(?=", self.flags),
            Some('!') => self.open("(?!", self.flags),
            Some('>') => self.open("(?>", self.flags),
            Some('<') => match self.rest.next_if(|c| matches!(c, '=' | '!')) {
                Some('=') => self.open("(?<=", self.flags),
                Some(_) => self.open("(?<!", self.flags),
                None => self.named(),
            },
            first => self.flag_group(first),
        }
    }

    /// What follows `(?<`.
    fn named(&mut self) -> Result<(), Error> {
        let name = self.name()?;
        if self.names.contains(&name) {
            return Err(Error::new(format!("there is a group `{name}` already")));
        }
        self.groups += 1;
        let opening = format!("(?<{name}>");
        self.names.push(name);
        self.open(&opening, self.flags)
    }

    /// The name of a group, up to its `>`.
    pub(super) fn name(&mut self) -> Result<String, Error> {
        let name: String = self.rest.by_ref().take_while(|c| *c != '>').collect();
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if begins && name.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Ok(name);
        }
        Err(Error::new(format!("`{name}` is not the name of a group")))
    }

    /// Opens a group with flags of its own in it.
    fn open(&mut self, opening: &str, inside: Flags) -> Result<(), Error> {
        self.around.push((self.flags, self.out.len()));
        self.flags = inside;
        self.out.push_str(opening);
        self.repeatable = None;
        Ok(())
    }

    /// `(?i)`, up to the end of the group around it, or `(?i-m:`.
    fn flag_group(&mut self, first: Option<char>) -> Result<(), Error> {
        let (mut flags, mut on, mut next) = (self.flags, true, first);
        while let Some(c) = next {
            match c {
                ':' => return self.open("(?:", flags),
                ')' => {
                    self.flags = flags;
                    self.repeatable = None;
                    return Ok(());
                }
                '-' if on => on = false,
                c if flags.set(c, on).is_some() => {}
                c => return Err(Error::new(format!("`(?` does not go on with `{c}`"))),
            }
            next = self.rest.next();
        }
        Err(Error::new("a group that begins with `(?` is not closed"))
    }
}
