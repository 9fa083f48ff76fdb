//! From characters to tokens, one at a time, as the parser asks for them.
//!
//! Rule: the longest token wins, and of two equally long ones the earlier kind; which kinds there are depends
//! on the mode. The parser changes the mode in two places only: after a directive's name, and where that name
//! turns out to be no directive.
//!
//! Mirrors Velocity 1.7's token manager with its state stack, oddities included: they decide what a template
//! with a stray `$` or `#` prints.

mod modes;
mod shapes;

use super::{
    error::Fault,
    token::{Kind, Token},
};
use modes::Mode;

/// A text to read, with the place of each character in the template.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) chars: Vec<char>,
    places: Vec<usize>,
}

impl Text {
    /// A whole template.
    pub(crate) fn new(template: &str) -> Self {
        let chars: Vec<char> = template.chars().collect();
        let places = (0..chars.len()).collect();
        Text { chars, places }
    }

    /// What stands between the quotes of a text, each doubled quote once.
    pub(crate) fn unquoted(&self, token: &Token) -> Self {
        let quote = self.chars[token.start];
        let (mut chars, mut places) = (Vec::new(), Vec::new());
        let mut index = token.start + 1;
        while index + 1 < token.end {
            chars.push(self.chars[index]);
            places.push(self.places[index]);
            index += if self.chars[index] == quote { 2 } else { 1 };
        }
        Text { chars, places }
    }

    /// One more character at the end, which stands nowhere.
    pub(crate) fn push(&mut self, c: char) {
        let place = self.place(self.chars.len());
        self.chars.push(c);
        self.places.push(place);
    }

    /// Where a character stands in the template, as an index of its characters.
    pub(crate) fn place(&self, index: usize) -> usize {
        let last = || self.places.last().map_or(0, |last| last + 1);
        self.places.get(index).copied().unwrap_or_else(last)
    }

    pub(crate) fn slice(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    /// The characters of a token as they are written.
    pub(crate) fn image(&self, token: &Token) -> String {
        self.slice(token.start, token.end)
    }
}

/// A mode to come back to, with the parentheses that were open in it.
#[derive(Debug, Clone, Copy)]
struct Suspended {
    mode: Mode,
    opened: usize,
    closed: usize,
}

/// Reads tokens from a text.
#[derive(Debug)]
pub(crate) struct Lexer<'a> {
    text: &'a Text,
    position: usize,
    mode: Mode,
    suspended: Vec<Suspended>,
    /// Parentheses opened in this mode.
    opened: usize,
    /// Parentheses closed, those of the modes around this one included.
    closed: usize,
    /// Inside a comment or a text block.
    commented: bool,
    /// Inside `#set`.
    in_set: bool,
    leftover: String,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a Text) -> Self {
        Lexer {
            text,
            position: 0,
            mode: Mode::Text,
            suspended: Vec::new(),
            opened: 0,
            closed: 0,
            commented: false,
            in_set: false,
            leftover: String::new(),
        }
    }

    /// The next token; at the end of the text, again and again [`Kind::Eof`].
    pub(crate) fn next(&mut self) -> Result<Token, Fault> {
        let mut start = self.position;
        loop {
            if self.position == start && start >= self.text.chars.len() {
                return Ok(self.token(Kind::Eof, start, start));
            }
            let (kind, length) = self.longest(start)?;
            let matched = self.position;
            self.position += length;
            let end = self.act(kind);
            if kind.continues() {
                continue;
            }
            if kind.terminates() {
                self.leave_over(start, matched + 1);
            } else if kind == Kind::Dot {
                return Ok(self.token(kind, end - 1, end));
            } else if kind != Kind::Commented {
                return Ok(self.token(kind, start, end));
            }
            start = self.position;
        }
    }

    /// Whether a parenthesis opens next, blanks and newlines aside.
    pub(crate) fn parenthesis_opens(&self) -> bool {
        let ahead = &self.text.chars[self.position..];
        let mut inked = ahead
            .iter()
            .filter(|c| !matches!(c, ' ' | '\t' | '\n' | '\r'));
        inked.next() == Some(&'(')
    }

    /// What follows belongs to a directive.
    pub(crate) fn enter_directive(&mut self) {
        self.mode = Mode::Directive;
    }

    /// What looked like a directive is none.
    pub(crate) fn leave_directive(&mut self) {
        self.pop();
    }

    /// `#set(...)` is closed.
    pub(crate) fn leave_set(&mut self) {
        self.in_set = false;
    }

    fn token(&mut self, kind: Kind, start: usize, end: usize) -> Token {
        Token {
            kind,
            start,
            end,
            leftover: std::mem::take(&mut self.leftover),
        }
    }

    /// The longest match here; `start` is where the token began.
    fn longest(&self, start: usize) -> Result<(Kind, usize), Fault> {
        let ahead = &self.text.chars[self.position..];
        let mut best = (Kind::Eof, 0);
        for &kind in self.mode.kinds() {
            let length = shapes::length(kind, ahead);
            if length > best.1 {
                best = (kind, length);
            }
        }
        match ahead.first() {
            _ if best.1 > 0 => Ok(best),
            Some(c) => Err(self.stray(*c)),
            None => Err(self.unfinished(start)),
        }
    }

    fn stray(&self, c: char) -> Fault {
        let place = self.text.place(self.position);
        let fault = Fault::new(format!("`{c}` has no meaning here"), place..place + 1);
        let expected = match self.mode {
            Mode::Arguments => "a value, `,` or `)`",
            Mode::Index => "a value or `]`",
            _ => "a value, an operator or `)`",
        };
        match c {
            '"' | '\'' => fault
                .expected("a text that ends")
                .help("close the quotes; a quote inside a text is written twice"),
            '+' | '-' | '*' | '/' | '%' | '<' | '>' | '=' | '&' | '|' | '!' | '(' => fault
                .expected(expected)
                .help("there are no operators here: set a variable to the result first"),
            _ => fault.expected(expected),
        }
    }

    fn unfinished(&self, start: usize) -> Fault {
        let place = self.text.place(start);
        let end = self.text.place(self.text.chars.len());
        let found = self.text.slice(start, self.text.chars.len());
        let fault = Fault::new(format!("the template ends after `{found}`"), place..end);
        fault.expected("a name").help(
            "a `$` or `#` cannot be the last character: write something after it, if only a newline",
        )
    }

    /// Keeps what prints of a reference or a directive that came to nothing: not what follows an escaped `$`.
    fn leave_over(&mut self, start: usize, end: usize) {
        let mut backslashes = String::new();
        let mut chars = self.text.chars[start..end].iter();
        while let Some(c) = chars.next() {
            match c {
                '\\' => backslashes.push('\\'),
                '$' => {
                    if !backslashes.is_empty() {
                        chars.next();
                    }
                    self.leftover.push_str(&std::mem::take(&mut backslashes));
                    self.leftover.push('$');
                }
                '#' => {
                    backslashes.clear();
                    self.leftover.push('#');
                }
                _ => backslashes.clear(),
            }
        }
    }

    /// Does what a kind does to the mode; gives where the token ends.
    fn act(&mut self, kind: Kind) -> usize {
        use Kind::*;
        match kind {
            Dollar | DollarBang | Hash | LineCommentOpen | CommentOpen | FormalCommentOpen
            | TextBlockOpen => self.open_anywhere(kind),
            LineComment | FormalComment | Comment | TextBlock => {
                self.commented = false;
                self.pop();
            }
            IndexOpen => self.push(Mode::Index),
            ParenOpen => self.open_parenthesis(),
            ParenClose => self.close_parenthesis(),
            ArgumentsClose => self.mode = Mode::Reference,
            Set => {
                self.in_set = true;
                self.push(Mode::Directive);
                self.opened += 1;
            }
            If | ElseIf => self.mode = Mode::Directive,
            IndexClose | End | Else | CurlyClose => self.pop(),
            Quoted if self.mode == Mode::Directive => self.drop_unless_open(),
            Integer => return self.end_of_integer(),
            Float if self.mode != Mode::Arguments => self.drop_unless_open(),
            Dot => {
                self.position -= 1;
                self.mode = Mode::Member;
            }
            ReferenceEnd | DirectiveEnd => {
                self.position -= 1;
                self.pop();
            }
            _ => {}
        }
        self.position
    }

    fn open_anywhere(&mut self, kind: Kind) {
        if self.commented {
            return;
        }
        let mode = match kind {
            Kind::Dollar | Kind::DollarBang => Mode::Reference,
            Kind::Hash => Mode::DirectiveName,
            Kind::LineCommentOpen => Mode::LineComment,
            Kind::CommentOpen => Mode::Comment,
            Kind::FormalCommentOpen => Mode::FormalComment,
            _ => Mode::TextBlock,
        };
        let ends_reference = match kind {
            Kind::Dollar | Kind::DollarBang | Kind::LineCommentOpen => self.mode == Mode::Reference,
            Kind::Hash => matches!(self.mode, Mode::Reference | Mode::Member),
            _ => false,
        };
        if ends_reference {
            self.pop();
        }
        if kind == Kind::FormalCommentOpen {
            self.position -= 1;
        }
        self.commented = !matches!(mode, Mode::Reference | Mode::DirectiveName);
        self.push(mode);
    }

    fn open_parenthesis(&mut self) {
        self.opened += 1;
        if self.mode == Mode::Member {
            self.mode = Mode::Arguments;
        }
    }

    /// Closes the innermost mode that has a parenthesis open.
    fn close_parenthesis(&mut self) {
        while self.opened == 0 {
            if !self.try_pop() {
                return;
            }
        }
        if self.opened == self.closed + 1 {
            self.pop();
        } else {
            self.closed += 1;
        }
    }

    /// The dots of a range are read again, as dots.
    fn end_of_integer(&mut self) -> usize {
        if self.text.chars[..self.position].ends_with(&['.', '.']) {
            self.position -= 2;
        }
        let end = self.position;
        if !matches!(self.mode, Mode::Arguments | Mode::Index) {
            self.drop_unless_open();
        }
        end
    }

    /// A literal outside parentheses ends the directive that it seemed to belong to.
    fn drop_unless_open(&mut self) {
        if self.opened == 0 && !self.in_set {
            self.pop();
        }
    }

    fn push(&mut self, mode: Mode) {
        self.suspended.push(Suspended {
            mode: self.mode,
            opened: self.opened,
            closed: self.closed,
        });
        self.opened = 0;
        self.mode = mode;
    }

    fn pop(&mut self) {
        self.try_pop();
    }

    fn try_pop(&mut self) -> bool {
        let Some(before) = self.suspended.pop() else {
            self.opened = 0;
            self.mode = Mode::Text;
            return false;
        };
        self.mode = before.mode;
        self.opened = before.opened;
        self.closed = before.closed;
        true
    }
}
