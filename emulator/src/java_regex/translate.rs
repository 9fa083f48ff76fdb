//! A pattern, from left to right.
//!
//! Rule: what is written carries no flags of its own. Each flag is spelled out where it has an effect, since Java's
//! have other effects, or other names, than those of `fancy-regex`.

use std::{iter::Peekable, str::Chars};

use super::{
    Error, Flags,
    anchor::{Anchor, BEGIN_OF_LINE, END, END_OF_LINE},
    escape::{character, code, shorthand},
};

/// How long a translated pattern may be, in bytes.
const LONGEST: usize = 64 * 1024;

/// `.`
const NO_TERMINATOR: &str = r"[^\n\r\x{85}\x{2028}\x{2029}]";

/// `\R`
pub(super) const LINE_BREAK: &str = r"(?:\r\n|[\n\x0B\f\r\x{85}\x{2028}\x{2029}])";

/// Writes a pattern as `fancy-regex` understands it, for texts with odd lines or for those without.
pub(super) fn translate(pattern: &str, flags: Flags, odd_lines: bool) -> Result<String, Error> {
    let pattern = without_quotes(pattern);
    let mut translator = Translator {
        rest: pattern.chars().peekable(),
        flags,
        odd_lines,
        out: String::new(),
        around: Vec::new(),
        groups: 0,
        names: Vec::new(),
        repeatable: None,
    };
    while let Some(c) = translator.next() {
        translator.part(c)?;
        if translator.out.len() > LONGEST {
            return Err(Error::new("it is too long"));
        }
    }
    if translator.around.is_empty() {
        Ok(translator.out)
    } else {
        Err(Error::new("a group that begins with `(` is not closed"))
    }
}

/// Writes what stands between `\Q` and `\E` with backslashes, which Java does before anything else.
fn without_quotes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let rest = chars.as_str();
        match c {
            '\\' if quoted && rest.starts_with('E') => {
                chars.next();
                quoted = false;
            }
            '\\' if !quoted && rest.starts_with('Q') => {
                chars.next();
                quoted = true;
            }
            '\\' if !quoted => out.extend(std::iter::once(c).chain(chars.next())),
            c if quoted && c.is_ascii() && !c.is_ascii_alphabetic() => out.push_str(&code(c)),
            c => out.push(c),
        }
    }
    out
}

/// A pattern on its way.
pub(super) struct Translator<'p> {
    pub(super) rest: Peekable<Chars<'p>>,
    pub(super) flags: Flags,
    odd_lines: bool,
    pub(super) out: String,
    /// Of each group that is open: the flags around it, and where it begins in `out`.
    pub(super) around: Vec<(Flags, usize)>,
    /// How many groups that capture have begun.
    pub(super) groups: usize,
    /// The names of groups.
    pub(super) names: Vec<String>,
    /// Where in `out` that begins which a quantifier would repeat.
    pub(super) repeatable: Option<usize>,
}

impl Translator<'_> {
    /// The next character that counts.
    pub(super) fn next(&mut self) -> Option<char> {
        self.skip();
        self.rest.next()
    }

    /// The same, not taken.
    pub(super) fn peek(&mut self) -> Option<char> {
        self.skip();
        self.rest.peek().copied()
    }

    /// With `x`, neither blanks nor comments count.
    fn skip(&mut self) {
        while self.flags.has('x') {
            match self.rest.peek() {
                Some('\t'..='\r' | ' ') => {
                    self.rest.next();
                }
                Some('#') => {
                    let unix = self.flags.has('d');
                    let ends = |c: char| {
                        c == '\n' || !unix && matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
                    };
                    while self.rest.next().is_some_and(|c| !ends(c)) {}
                }
                _ => return,
            }
        }
    }

    fn part(&mut self, c: char) -> Result<(), Error> {
        let begins = self.out.len();
        self.repeatable = match c {
            '(' => return self.group(),
            '*' | '+' | '?' | '{' => return self.quantifier(c),
            '|' => {
                self.out.push('|');
                None
            }
            ')' => {
                let group = self.around.pop();
                let (flags, begins) = group.ok_or_else(|| Error::new("`)` closes no group"))?;
                self.flags = flags;
                self.out.push(')');
                Some(begins)
            }
            c => {
                let atom = self.atom(c)?;
                self.out.push_str(&atom);
                Some(begins)
            }
        };
        Ok(())
    }

    /// What a quantifier may repeat, but for groups.
    fn atom(&mut self, c: char) -> Result<String, Error> {
        let many_lines = self.flags.has('m');
        let anchor = |anchor: Anchor| anchor.written(self.odd_lines, self.flags);
        let atom = match c {
            '.' if self.flags.has('s') => "(?s:.)",
            '.' if self.flags.has('d') => r"[^\n]",
            '.' => NO_TERMINATOR,
            '^' if many_lines => anchor(BEGIN_OF_LINE),
            '^' => r"(?:\A)",
            '$' if many_lines => anchor(END_OF_LINE),
            '$' => anchor(END),
            '[' => return self.class(),
            '\\' => return self.escape(),
            c => return Ok(self.literal(c)),
        };
        Ok(atom.to_owned())
    }

    /// A character that stands for itself.
    fn literal(&self, c: char) -> String {
        let written = code(c);
        if self.flags.ignores_case_of_all() {
            format!("(?i:{written})")
        } else if self.flags.ignores_case_of_ascii() && c.is_ascii_alphabetic() {
            format!("[{}{}]", c.to_ascii_uppercase(), c.to_ascii_lowercase())
        } else {
            written
        }
    }

    /// What follows a backslash outside of a class.
    fn escape(&mut self) -> Result<String, Error> {
        let Some(c) = self.rest.next() else {
            return Err(Error::new("it ends with a backslash"));
        };
        Ok(match c {
            'A' | 'G' | 'z' | 'b' | 'B' => format!("(?:\\{c})"),
            'Z' => END.written(self.odd_lines, self.flags).to_owned(),
            'R' => LINE_BREAK.to_owned(),
            '1'..='9' => self.back_reference(c),
            'k' => self.named_reference()?,
            c => match shorthand(c, &mut self.rest, self.flags)? {
                Some(class) => class,
                None => {
                    let c = character(c, &mut self.rest)?;
                    self.literal(c)
                }
            },
        })
    }

    /// As many digits as name a group that has begun; one that has not never matches.
    fn back_reference(&mut self, first: char) -> String {
        let mut number = first.to_digit(10).unwrap_or_default() as usize;
        while let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(10)) {
            let longer = number * 10 + digit as usize;
            if longer > self.groups {
                break;
            }
            number = longer;
            self.rest.next();
        }
        if number > self.groups {
            return "(?!)".to_owned();
        }
        self.reference(&number.to_string())
    }

    /// `\k<name>`
    fn named_reference(&mut self) -> Result<String, Error> {
        if self.rest.next() != Some('<') {
            return Err(Error::new("`\\k` needs a name, as in `\\k<name>`"));
        }
        let name = self.name()?;
        if !self.names.contains(&name) {
            return Err(Error::new(format!("there is no group `{name}`")));
        }
        Ok(self.reference(&format!("k<{name}>")))
    }

    fn reference(&self, group: &str) -> String {
        let case = if self.flags.has('i') { "i" } else { "" };
        format!("(?{case}:\\{group})")
    }
}
