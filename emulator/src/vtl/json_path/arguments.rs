//! The arguments of a function: paths and JSON literals between `(` and `)`.
//!
//! Rule: the first character of an argument decides: `$` or `@` begins a path; `{`, a digit, `"` or `-` begins JSON.
//! Jayway passes over any other character until it meets one of these, so `concat('a')` has no argument at all and
//! `concat([1,2])` has one that begins at `1`. A comma inside of a text is lost.

use super::{
    Error,
    cursor::Cursor,
    parser::{self, Parser},
    step::Argument,
};

/// Reads the arguments behind the `(` that is here, to behind the `)`.
pub(super) fn read(parser: &mut Parser<'_>) -> Result<Vec<Argument>, Error> {
    let open = parser.cursor.at;
    let unclosed = parser.cursor.error(open, "`(` without its `)`", "`)`");
    if !closes(&parser.cursor) {
        return Err(unclosed);
    }
    parser.cursor.at += 1;
    let mut arguments = Arguments::default();
    while let Some(c) = parser.cursor.current() {
        parser.cursor.at += 1;
        if arguments.take(c, parser)? {
            return Ok(arguments.read);
        }
    }
    if arguments.parentheses != 0 || arguments.brackets != 0 || arguments.braces != 0 {
        return Err(unclosed);
    }
    Ok(arguments.read)
}

/// Whether the `(` here has a `)`, quotes or not.
fn closes(cursor: &Cursor<'_>) -> bool {
    let mut open = 0;
    for at in cursor.at..cursor.len() {
        match cursor.char_at(at) {
            Some('(') => open += 1,
            Some(')') => open -= 1,
            _ => {}
        }
        if open == 0 {
            return true;
        }
    }
    false
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Path,
    Json,
}

struct Arguments {
    read: Vec<Argument>,
    /// The argument that is being read: what it is, where it began, its characters.
    kind: Option<Kind>,
    start: usize,
    text: String,
    quotes: usize,
    braces: usize,
    brackets: usize,
    parentheses: usize,
    previous: char,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            read: vec![],
            kind: None,
            start: 0,
            text: String::new(),
            quotes: 0,
            braces: 0,
            brackets: 0,
            parentheses: 1,
            previous: '\0',
        }
    }
}

impl Arguments {
    /// Takes the character before the cursor; true when it closes the function.
    fn take(&mut self, c: char, parser: &Parser<'_>) -> Result<bool, Error> {
        if self.kind.is_none() {
            if parser::is_whitespace(c) {
                return Ok(false);
            }
            self.kind = kind_of(c);
            self.start = parser.cursor.at - 1;
        }
        self.count(c, parser)?;
        let ends = match c {
            ')' => self.parentheses <= 1,
            ',' => self.parentheses == 1,
            _ => false,
        };
        if ends && self.quotes == 0 && self.braces == 0 && self.brackets == 0 {
            self.close(parser)?;
            if self.parentheses == 0 {
                return Ok(true);
            }
        }
        let is_comma = c == ',' && self.braces == 0 && self.brackets == 0 && self.parentheses == 1;
        if self.kind.is_some() && !is_comma {
            self.text.push(c);
        }
        self.previous = c;
        Ok(false)
    }

    fn count(&mut self, c: char, parser: &Parser<'_>) -> Result<(), Error> {
        let place = parser.cursor.at - 1;
        let unopened = |what: &str| {
            parser
                .cursor
                .error(place, what, "its opening one before it")
        };
        match c {
            '"' if self.previous != '\\' && self.quotes > 0 => self.quotes -= 1,
            '"' => self.quotes += 1,
            '(' => self.parentheses += 1,
            '{' => self.braces += 1,
            '[' => self.brackets += 1,
            '}' => self.braces = self.braces.checked_sub(1).ok_or_else(|| unopened("`}`"))?,
            ']' => {
                self.brackets = self
                    .brackets
                    .checked_sub(1)
                    .ok_or_else(|| unopened("`]`"))?
            }
            ')' => {
                self.parentheses = self.parentheses.saturating_sub(1);
                // The `()` of a function without arguments belongs to the path.
                if self.previous == '(' {
                    self.text.push(c);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, parser: &Parser<'_>) -> Result<(), Error> {
        let Some(kind) = self.kind.take() else {
            return Ok(());
        };
        let text = std::mem::take(&mut self.text);
        let argument = match kind {
            Kind::Json => Argument::Json(text),
            Kind::Path => {
                let chars: Vec<char> = text.chars().collect();
                let offset = parser.cursor.column(self.start) as isize - 1;
                let path = Cursor::new(&chars, offset);
                Argument::Path(parser::parse_argument(path, parser.depth + 1)?)
            }
        };
        self.read.push(argument);
        Ok(())
    }
}

fn kind_of(c: char) -> Option<Kind> {
    match c {
        '{' | '"' | '-' | '0'..='9' => Some(Kind::Json),
        '$' | '@' => Some(Kind::Path),
        _ => None,
    }
}
