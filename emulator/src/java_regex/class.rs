//! `[a-c&&[^b]]`
//!
//! Rule: classes nest, and `&&` is the only operator: `--` and `~~` are characters.

use super::{
    Error,
    escape::{character, code, shorthand},
    translate::Translator,
};

/// How deep classes may stand in each other.
const MAX_DEPTH: usize = 20;

impl Translator<'_> {
    /// What follows the `[` of a class, as a whole class.
    pub(super) fn class(&mut self) -> Result<String, Error> {
        let class = self.nested(1)?;
        if self.flags.ignores_case_of_all() {
            return Ok(format!("(?i:{class})"));
        }
        Ok(class)
    }

    fn nested(&mut self, depth: usize) -> Result<String, Error> {
        if depth > MAX_DEPTH {
            return Err(Error::new("its classes stand too deep in each other"));
        }
        let mut class = String::from("[");
        if self.rest.peek() == Some(&'^') {
            self.rest.next();
            class.push('^');
        }
        let mut empty = true;
        loop {
            let Some(c) = self.next() else {
                return Err(Error::new("a class that begins with `[` is not closed"));
            };
            match c {
                ']' if !empty => {
                    class.push(']');
                    return Ok(class);
                }
                '[' => class.push_str(&self.nested(depth + 1)?),
                '&' if self.peek() == Some('&') => {
                    self.rest.next();
                    let nothing_follows = matches!(self.peek(), Some(']' | '&'));
                    match (empty, nothing_follows) {
                        (true, true) => return Err(Error::new("`&&` needs a class beside it")),
                        (false, false) => class.push_str("&&"),
                        _ => {}
                    }
                }
                c => self.item(c, &mut class)?,
            }
            empty = false;
        }
    }

    /// A character, a range, or what an escape stands for.
    fn item(&mut self, c: char, class: &mut String) -> Result<(), Error> {
        let first = match self.member(c)? {
            Member::Class(all) => {
                class.push_str(&all);
                return Ok(());
            }
            Member::Char(first) => first,
        };
        let mut last = first;
        if self.peek() == Some('-') {
            let mut ahead = self.rest.clone();
            ahead.next();
            if !matches!(ahead.peek(), Some('[' | ']')) {
                self.rest.next();
                last = self.end_of_range()?;
            }
        }
        if last < first {
            return Err(Error::new(format!("`{first}-{last}` is not a range")));
        }
        push_range(class, (first, last), |c| c);
        if self.flags.ignores_case_of_ascii() {
            let lower = |c: char| c.to_ascii_lowercase();
            let upper = |c: char| c.to_ascii_uppercase();
            push_range(class, (first.max('A'), last.min('Z')), lower);
            push_range(class, (first.max('a'), last.min('z')), upper);
        }
        Ok(())
    }

    fn end_of_range(&mut self) -> Result<char, Error> {
        let c = self.next();
        let c = c.ok_or_else(|| Error::new("a class that begins with `[` is not closed"))?;
        match self.member(c)? {
            Member::Char(last) => Ok(last),
            Member::Class(_) => Err(Error::new("a range ends with a character")),
        }
    }

    fn member(&mut self, c: char) -> Result<Member, Error> {
        if c != '\\' {
            return Ok(Member::Char(c));
        }
        let Some(c) = self.rest.next() else {
            return Err(Error::new("it ends with a backslash"));
        };
        match shorthand(c, &mut self.rest, self.flags)? {
            Some(class) => Ok(Member::Class(class)),
            None => Ok(Member::Char(character(c, &mut self.rest)?)),
        }
    }
}

enum Member {
    Char(char),
    Class(String),
}

/// Nothing where the range is empty.
fn push_range(class: &mut String, (first, last): (char, char), case: impl Fn(char) -> char) {
    if first <= last {
        class.extend([&*code(case(first)), "-", &*code(case(last))]);
    }
}
