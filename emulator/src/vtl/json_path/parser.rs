//! From the text of a path to its steps: dots, names, wildcards and functions; [brackets](super::bracket) have a
//! module of their own.
//!
//! Rule: Jayway's parser, place for place. It is generous where a stricter one would refuse: the `.` before a
//! bracket is welcome, the one before a name may be missing after a bracket, and a last character that nothing
//! takes is ignored.

use super::{
    Error, Path, arguments, bracket,
    cursor::Cursor,
    step::{Argument, Function, Kind, Step},
};

/// How deep paths, and the parentheses and `!` of filters, may stand in each other. Jayway has no limit but its
/// stack.
const MAX_DEPTH: usize = 64;

/// Reads a path as `$input.path` gets it, or as it stands in a filter.
pub(super) fn parse(text: &str) -> Result<Path, Error> {
    let chars: Vec<char> = text.chars().collect();
    parse_text(&Cursor::new(&chars, 0), 0)
}

/// Reads the whole of `text`, blanks around it aside.
pub(super) fn parse_text(text: &Cursor<'_>, depth: usize) -> Result<Path, Error> {
    let whole = text.text(0, text.len());
    if whole.is_empty() {
        return Err(text.unexpected("a path"));
    }
    if whole.starts_with(['$', '@']) {
        let end = whole.trim_end_matches(' ').chars().count();
        return parse_from_root(text.part(0, end), depth);
    }
    // Blanks in front stay behind the `$.`, so a path that begins with one is an error.
    let chars: Vec<char> = format!("$.{}", whole.trim_end_matches(' '))
        .chars()
        .collect();
    parse_from_root(Cursor::new(&chars, text.column(0) as isize - 3), depth)
}

fn parse_from_root(text: Cursor<'_>, depth: usize) -> Result<Path, Error> {
    if text.char_at(text.len().saturating_sub(1)) == Some('.') {
        return Err(text.error(text.len() - 1, "`.` at the end", "a name, `*` or `[`"));
    }
    Parser::new(text, depth).path()
}

/// Reads an argument of a function: it has to begin with `$` or `@`, blanks in front aside.
pub(super) fn parse_argument(text: Cursor<'_>, depth: usize) -> Result<Path, Error> {
    let mut parser = Parser::new(text, depth);
    while parser.cursor.current().is_some_and(is_whitespace) {
        parser.cursor.at += 1;
    }
    parser.path()
}

pub(super) fn check_depth(cursor: &Cursor<'_>, depth: usize) -> Result<(), Error> {
    if depth <= MAX_DEPTH {
        return Ok(());
    }
    let found = format!("more than {MAX_DEPTH} paths, `(` and `!` in each other");
    Err(cursor.error(cursor.at, found, "fewer"))
}

pub(super) fn is_whitespace(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

pub(super) struct Parser<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) depth: usize,
    steps: Vec<Step>,
}

impl<'a> Parser<'a> {
    fn new(cursor: Cursor<'a>, depth: usize) -> Self {
        Self {
            cursor,
            depth,
            steps: vec![],
        }
    }

    fn path(mut self) -> Result<Path, Error> {
        check_depth(&self.cursor, self.depth)?;
        let column = self.cursor.column(self.cursor.at);
        let from_document = match self.cursor.current() {
            Some('$') => true,
            Some('@') => false,
            _ => return Err(self.cursor.unexpected("`$` or `@`")),
        };
        if !self.cursor.is_tail() {
            self.cursor.at += 1;
            if !self.cursor.is_at('.') && !self.cursor.is_at('[') {
                return Err(self.cursor.unexpected("`.` or `[`"));
            }
            self.steps()?;
        }
        Ok(finish(self.steps, from_document, column))
    }

    /// Step after step, up to the tail.
    fn steps(&mut self) -> Result<(), Error> {
        loop {
            while self.cursor.is_at('.') {
                self.dots()?;
            }
            match self.cursor.current() {
                Some('[') => bracket::read(self)?,
                Some('*') => {
                    self.push(self.cursor.at, Kind::Wildcard);
                    self.cursor.at += 1;
                }
                _ => self.name()?,
            }
            if self.cursor.is_tail() {
                return Ok(());
            }
        }
    }

    pub(super) fn push(&mut self, at: usize, kind: Kind) {
        self.steps.push(Step {
            kind,
            column: self.cursor.column(at),
            is_leaf: false,
        });
    }

    fn dots(&mut self) -> Result<(), Error> {
        let at = self.cursor.at;
        self.cursor.at += 1;
        if self.cursor.is_at('.') {
            self.push(at, Kind::Scan);
            self.cursor.at += 1;
        }
        match self.cursor.current() {
            Some('.') | None => Err(self.cursor.unexpected("a name, `*` or `[`")),
            Some(_) => Ok(()),
        }
    }

    /// `name` or `name(…)`. Only `.`, `[`, `(` and a blank end a name: `$.a-b`, `$.a,b` and `$.a)` name properties.
    fn name(&mut self) -> Result<(), Error> {
        let start = self.cursor.at;
        if !self.cursor.in_bounds() || self.cursor.is_at(' ') {
            return Err(self.cursor.unexpected("a name, `*` or `[`"));
        }
        while let Some(c) = self.cursor.current() {
            match c {
                ' ' => return Err(self.cursor.unexpected("a name without blanks, or `['…']`")),
                '.' | '[' => break,
                '(' => return self.function(start),
                _ => self.cursor.at += 1,
            }
        }
        let name = self.cursor.text(start, self.cursor.at);
        self.push(start, Kind::Properties(vec![name]));
        Ok(())
    }

    /// The name is read, `(` is here. Without arguments, Jayway stays on the `)`: where anything but the end follows,
    /// it takes it for a name.
    fn function(&mut self, start: usize) -> Result<(), Error> {
        let name = self.cursor.text(start, self.cursor.at);
        let closed = self.cursor.at + 1;
        let arguments = match self.cursor.char_at(closed) {
            Some(')') => {
                self.cursor.at = closed;
                vec![]
            }
            _ => arguments::read(self)?,
        };
        self.push(start, Kind::Function(Function { name, arguments }));
        Ok(())
    }
}

/// The path of `steps`. `$..a.sum()` becomes `$.sum($..a)`: a function behind a scan takes all that was found.
fn finish(mut steps: Vec<Step>, from_document: bool, column: usize) -> Path {
    let begins_with_scan = matches!(steps.first(), Some(step) if matches!(step.kind, Kind::Scan));
    let turns = begins_with_scan && steps.last().is_some_and(is_function);
    let first_function = steps.iter().position(is_function).filter(|_| turns);
    if let Some(at) = first_function {
        let outer = steps.split_off(at);
        let scanned = path(steps, from_document, column);
        steps = outer;
        if let Some(Kind::Function(function)) = steps.first_mut().map(|step| &mut step.kind) {
            function.arguments = vec![Argument::Path(scanned)];
        }
    }
    Path {
        behind_scan: turns,
        ..path(steps, from_document, column)
    }
}

fn path(mut steps: Vec<Step>, from_document: bool, column: usize) -> Path {
    if let Some(leaf) = steps.last_mut() {
        leaf.is_leaf = true;
    }
    Path {
        steps,
        from_document,
        behind_scan: false,
        column,
    }
}

pub(super) fn is_function(step: &Step) -> bool {
    matches!(step.kind, Kind::Function(_))
}
