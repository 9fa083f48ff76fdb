//! From the text of a filter to the [`Filter`].
//!
//! Rule: the filter ends at the `)` that closes its `(`, and `]` follows. A path in it ends at a blank, at a sign of
//! comparison or at a `)` that is not its own; a word as an operator ends at a blank.

use super::{
    super::{
        Error, Path,
        cursor::Cursor,
        parser::{self, Parser},
    },
    Filter, Operand, literal,
    operator::Operator,
};

/// Reads the filter whose `[` is here, to behind its `]`.
pub(in super::super) fn parse(outer: &mut Parser<'_>) -> Result<Filter, Error> {
    let cursor = &mut outer.cursor;
    let question = cursor.next_significant(cursor.at).unwrap_or(cursor.at);
    let Some(open) = cursor.next_significant_is(question, '(') else {
        return Err(cursor.error(question + 1, "no `(` behind `?`", "`(`"));
    };
    let Some(close) = cursor.closing(open, ('(', ')'), true) else {
        return Err(cursor.error(open, "`(` without its `)`", "`)`"));
    };
    let Some(end) = cursor.next_significant_is(close, ']') else {
        return Err(cursor.error(close + 1, "no `]` behind the filter", "`]`"));
    };
    let mut inner = FilterParser {
        cursor: cursor.part(open, close + 1),
        depth: outer.depth,
    };
    let filter = inner.whole()?;
    cursor.at = end + 1;
    Ok(filter)
}

struct FilterParser<'a> {
    cursor: Cursor<'a>,
    /// How deep in paths, parentheses and `!`.
    depth: usize,
}

impl FilterParser<'_> {
    fn whole(&mut self) -> Result<Filter, Error> {
        let filter = self.any()?;
        self.cursor.skip_blanks();
        if self.cursor.in_bounds() {
            return Err(self.cursor.unexpected("the end of the filter"));
        }
        Ok(filter)
    }

    fn any(&mut self) -> Result<Filter, Error> {
        let mut filters = vec![self.all()?];
        while self.takes("||") {
            filters.push(self.all()?);
        }
        Ok(single_or(filters, Filter::Any))
    }

    fn all(&mut self) -> Result<Filter, Error> {
        let mut filters = vec![self.operand()?];
        while self.takes("&&") {
            filters.push(self.operand()?);
        }
        Ok(single_or(filters, Filter::All))
    }

    /// `!…`, `(…)`, a comparison or a path alone. A `!` before a path belongs to the path.
    fn operand(&mut self) -> Result<Filter, Error> {
        self.depth += 1;
        parser::check_depth(&self.cursor, self.depth)?;
        self.cursor.skip_blanks();
        let next = self.cursor.next_significant(self.cursor.at);
        let negates_path = matches!(next.and_then(|at| self.cursor.char_at(at)), Some('$' | '@'));
        let filter = match self.cursor.current() {
            Some('!') if !negates_path => {
                self.cursor.at += 1;
                Filter::Not(Box::new(self.operand()?))
            }
            Some('(') => {
                self.cursor.at += 1;
                let filter = self.any()?;
                if !self.takes(")") {
                    return Err(self.cursor.unexpected("`&&`, `||` or `)`"));
                }
                filter
            }
            _ => self.comparison()?,
        };
        self.depth -= 1;
        Ok(filter)
    }

    /// Without an operator behind it, a path asks for existence. With one, a `!` before the path has no effect.
    fn comparison(&mut self) -> Result<Filter, Error> {
        let negated = self.cursor.is_at('!');
        if negated {
            self.cursor.at += 1;
        }
        let start = self.cursor.at;
        let left = self.value()?;
        match (self.operator(), left) {
            (Some(operator), left) => Ok(Filter::Compare {
                left,
                operator,
                right: self.value()?,
            }),
            (None, Operand::Path(path)) => Ok(Filter::Exists {
                path,
                expected: !negated,
            }),
            (None, Operand::Literal(_)) => {
                let expected = "a comparison such as `@.a == 1`";
                Err(self.cursor.error(start, "a literal alone", expected))
            }
        }
    }

    /// A path or a literal. A `!` is welcome before a path, and has no effect on the right of an operator.
    fn value(&mut self) -> Result<Operand, Error> {
        self.cursor.skip_blanks();
        if self.cursor.is_at('!') {
            self.cursor.at += 1;
            self.cursor.skip_blanks();
            if !matches!(self.cursor.current(), Some('$' | '@')) {
                return Err(self.cursor.unexpected("`$` or `@` behind `!`"));
            }
        }
        match self.cursor.current() {
            Some('$' | '@') => self.path().map(Operand::Path),
            _ => literal::read(&mut self.cursor).map(Operand::Literal),
        }
    }

    /// The operator here; the cursor stays where there is none.
    fn operator(&mut self) -> Option<Operator> {
        let before = self.cursor.at;
        self.cursor.skip_blanks();
        let start = self.cursor.at;
        let is_sign = self.cursor.current().is_some_and(is_sign);
        while let Some(c) = self.cursor.current() {
            let goes_on = if is_sign { self::is_sign(c) } else { c != ' ' };
            if !goes_on {
                break;
            }
            self.cursor.at += 1;
        }
        let operator = Operator::named(&self.cursor.text(start, self.cursor.at));
        if operator.is_none() {
            self.cursor.at = before;
        }
        operator
    }

    fn path(&mut self) -> Result<Path, Error> {
        let begin = self.cursor.at;
        self.cursor.at += 1;
        while self.cursor.in_bounds() {
            if self.cursor.is_at('[') {
                let Some(close) = self.cursor.closing(self.cursor.at, ('[', ']'), false) else {
                    return Err(self.cursor.unexpected("a `[` with its `]`"));
                };
                self.cursor.at = close + 1;
            }
            match self.cursor.current() {
                Some(' ') => break,
                Some(c) if is_sign(c) => break,
                Some(')') if !self.closes_function(begin) => break,
                // Jayway goes on one character further, also behind a bracket: a second one is read as a name is.
                _ => self.cursor.at += 1,
            }
        }
        let end = self.cursor.at.min(self.cursor.len());
        parser::parse_text(&self.cursor.part(begin, end), self.depth + 1)
    }

    /// Whether the `)` here belongs to a function without arguments, as in `@.a.length()`.
    fn closes_function(&self, begin: usize) -> bool {
        let open = self.cursor.previous_significant(self.cursor.at);
        match open.filter(|at| self.cursor.char_at(*at) == Some('(')) {
            Some(open) => (begin + 1..open).any(|at| self.cursor.char_at(at) == Some('.')),
            None => false,
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        self.cursor.skip_blanks();
        let end = self.cursor.at + word.len();
        let takes = self.cursor.text(self.cursor.at, end) == word;
        if takes {
            self.cursor.at = end;
        }
        takes
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '~' | '!')
}

fn single_or(mut filters: Vec<Filter>, many: fn(Vec<Filter>) -> Filter) -> Filter {
    match filters.pop() {
        Some(only) if filters.is_empty() => only,
        last => {
            filters.extend(last);
            many(filters)
        }
    }
}
