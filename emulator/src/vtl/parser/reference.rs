//! References: `$x`, `${x.y}`, `$!x[0].z('a')`.
//!
//! Rule: the first token carries all that stands before the name: backslashes, stray `$` and `#`, the `!` and
//! the brace.
//!
//! Mirrors Velocity 1.7, where what only looks like a reference prints its first token (a "runt").

use super::Parser;
use crate::vtl::{
    ast::{Node, Print, Reference, Step},
    error::Fault,
    token::{Kind, Token},
};

/// A reference and the tokens that it is made of.
pub(super) struct Parsed {
    pub(super) reference: Reference,
    /// The first token as it is written.
    opening: String,
    /// The indexes of the first character and of the one past the last.
    start: usize,
    end: usize,
}

impl Parser<'_> {
    /// A reference in the text.
    pub(super) fn print(&mut self) -> Result<Option<Node>, Fault> {
        let parsed = self.reference()?;
        let opening = parsed.opening.as_str();
        if opening.contains("\\!") {
            return Ok(None);
        }
        let bare = opening.trim_start_matches('\\');
        let backslashes = opening.len() - bare.len();
        let half = "\\".repeat(backslashes / 2);
        let Some(dollar) = bare.rfind('$') else {
            return Ok(Some(Node::Text(half.repeat(2) + bare)));
        };
        let literal_start = parsed.start + backslashes + bare[..dollar].chars().count();
        let escaped = backslashes % 2 == 1;
        // An escaped reference prints its own text, and not the stray characters before it.
        let stray = if escaped { "" } else { &bare[..dollar] };
        Ok(Some(Node::Print(Print {
            prefix: half + stray,
            literal: self.text.slice(literal_start, parsed.end),
            escaped,
            reference: parsed.reference,
        })))
    }

    /// What `#set` assigns to. Without steps it is the variable of exactly what stands behind the first character, as in
    /// Velocity: `${x}` and `$!x` assign to variables that nothing can read.
    pub(super) fn target(&mut self) -> Result<Reference, Fault> {
        let Parsed {
            mut reference,
            opening,
            ..
        } = self.reference()?;
        if reference.steps.is_empty() {
            reference.root = self.names.variable(opening.chars().skip(1).collect());
        }
        Ok(reference)
    }

    /// A reference wherever one may stand.
    pub(super) fn reference(&mut self) -> Result<Parsed, Fault> {
        self.enter()?;
        let first = self.take()?;
        let mut end = first.end;
        let opening = self.text.image(&first);
        let braced = first.kind == Kind::CurlyOpen;
        let root = if braced {
            let name = self.expect(Kind::Identifier, "the name of a variable")?;
            end = name.end;
            self.text.image(&name)
        } else {
            name_in(&opening)
        };
        let mut steps = Vec::new();
        self.indexes(&mut steps, &mut end)?;
        while self.peek(0)? == Kind::Dot && self.peek(1)? == Kind::Identifier {
            self.take()?;
            self.member(&mut steps, &mut end)?;
            self.indexes(&mut steps, &mut end)?;
        }
        if braced {
            end = self.closing_brace(&first, end)?.end;
        }
        self.leave();
        let root = self.names.variable(root);
        let place = self.span(first.start, end);
        let reference = Reference { root, steps, place };
        let start = first.start;
        Ok(Parsed {
            reference,
            opening,
            start,
            end,
        })
    }

    fn closing_brace(&mut self, first: &Token, end: usize) -> Result<Token, Fault> {
        let token = self.take()?;
        if token.kind == Kind::CurlyClose {
            return Ok(token);
        }
        let written = self.text.slice(first.start, end);
        let fault = Fault::new(
            format!("`{written}` is not closed"),
            self.span(first.start, end),
        )
        .expected("`}` after it");
        Err(match self.text.chars.get(end) {
            Some('|') => fault.help("API Gateway knows no alternate values"),
            _ => fault,
        })
    }

    fn indexes(&mut self, steps: &mut Vec<Step>, end: &mut usize) -> Result<(), Fault> {
        while self.peek(0)? == Kind::IndexOpen {
            let open = self.take()?;
            let argument = self.index_argument()?;
            let close = self.expect(Kind::IndexClose, "`]`")?;
            *end = close.end;
            let place = self.span(open.start, close.end);
            steps.push(Step::Index { argument, place });
        }
        Ok(())
    }

    /// What follows a dot: a call if there is a parenthesis and something that may stand in it.
    fn member(&mut self, steps: &mut Vec<Step>, end: &mut usize) -> Result<(), Fault> {
        let token = self.take()?;
        let name = self.text.image(&token);
        *end = token.end;
        let calls = self.peek(0)? == Kind::ParenOpen && self.argument_or_close_at(1)?;
        if !calls {
            steps.push(Step::Member(name));
            return Ok(());
        }
        self.take()?;
        let mut arguments = Vec::new();
        if self.peek(0)? != Kind::ArgumentsClose {
            arguments.push(self.parameter()?);
            while self.peek(0)? == Kind::Comma {
                self.take()?;
                arguments.push(self.parameter()?);
            }
        }
        let close = self.expect(Kind::ArgumentsClose, "`,` or `)`")?;
        *end = close.end;
        let place = self.span(token.start, close.end);
        steps.push(Step::Call {
            name,
            arguments,
            place,
        });
        Ok(())
    }
}

/// The name behind `$` or `$!` and all that stands before them; a runt is its own name.
fn name_in(opening: &str) -> String {
    let name = opening.rsplit('$').next().unwrap_or(opening);
    name.trim_start_matches(['\\', '!']).to_owned()
}
