//! What may stand between the parentheses of a method or in the brackets of an index: values without operators.
//!
//! Rule: the same values as in an expression, but no arithmetic and no comparison.
//!
//! Mirrors `Parameter` and `IndexParameter` of Velocity 1.7's grammar.

use super::Parser;
use crate::vtl::{ast::Expression, error::Fault, token::Kind};

impl Parser<'_> {
    /// An argument of a method, a member of a list, a key or a value of a map.
    pub(super) fn parameter(&mut self) -> Result<Expression, Fault> {
        self.skip_blanks()?;
        if !begins_value(self.peek(0)?) {
            let token = self.take()?;
            return Err(self.unexpected(&token, "a value"));
        }
        let value = self.value()?;
        self.skip_blanks()?;
        Ok(value)
    }

    /// What stands in the brackets of an index.
    pub(super) fn index_argument(&mut self) -> Result<Expression, Fault> {
        self.skip_blanks()?;
        match self.peek(0)? {
            Kind::Float | Kind::ListOpen | Kind::MapOpen => {
                let token = self.take()?;
                Err(self.unexpected(&token, "a number or a key"))
            }
            _ => self.parameter(),
        }
    }

    /// Whether the token after some others can begin an argument, or closes the parentheses.
    pub(super) fn argument_or_close_at(&mut self, index: usize) -> Result<bool, Fault> {
        let kind = self.peek(index)?;
        Ok(begins_value(kind) || matches!(kind, Kind::Whitespace | Kind::ArgumentsClose))
    }

    /// A value, nothing before or after it.
    pub(super) fn value(&mut self) -> Result<Expression, Fault> {
        match self.peek(0)? {
            Kind::Identifier | Kind::CurlyOpen => {
                Ok(Expression::Reference(self.reference()?.reference))
            }
            Kind::ListOpen => self.list(),
            Kind::MapOpen => self.map(),
            _ => self.literal(),
        }
    }

    /// `[a, b]` or `[a..b]`, where a and b are references or integers.
    fn list(&mut self) -> Result<Expression, Fault> {
        self.enter()?;
        let open = self.take()?;
        let mut items = Vec::new();
        if self.peek(0)? != Kind::ListClose {
            let first = self.parameter()?;
            if self.peek(0)? == Kind::DoubleDot {
                self.leave();
                return self.range(first, open.start);
            }
            items.push(first);
            while self.peek(0)? == Kind::Comma {
                self.take()?;
                items.push(self.parameter()?);
            }
        }
        self.expect(Kind::ListClose, "`,` or `]`")?;
        self.leave();
        Ok(Expression::List(items))
    }

    fn range(&mut self, first: Expression, start: usize) -> Result<Expression, Fault> {
        let dots = self.take()?;
        let last = self.parameter()?;
        let close = self.expect(Kind::ListClose, "`]`")?;
        let bounds = [&first, &last];
        let fits = |bound: &&Expression| match bound {
            Expression::Reference(_) => true,
            Expression::Number(number) => number.is_integer(),
            _ => false,
        };
        if !bounds.iter().all(fits) {
            return Err(Fault::new(
                "a range goes from an integer to an integer",
                self.place(&dots),
            )
            .expected("integers or variables on both sides"));
        }
        Ok(Expression::Range {
            bounds: Box::new((first, last)),
            place: self.span(start, close.end),
        })
    }

    fn map(&mut self) -> Result<Expression, Fault> {
        self.enter()?;
        self.take()?;
        self.skip_blanks()?;
        let mut pairs = Vec::new();
        if begins_value(self.peek(0)?) {
            pairs.push(self.pair()?);
            while self.peek(0)? == Kind::Comma {
                self.take()?;
                pairs.push(self.pair()?);
            }
        }
        let token = self.take()?;
        if !matches!(token.kind, Kind::MapClose | Kind::CurlyClose) {
            return Err(self.unexpected(&token, "`,` or `}`"));
        }
        self.leave();
        Ok(Expression::Map(pairs))
    }

    fn pair(&mut self) -> Result<(Expression, Expression), Fault> {
        let key = self.parameter()?;
        self.expect(Kind::Colon, "`:` and the value of this key")?;
        Ok((key, self.parameter()?))
    }
}

/// Whether a value can begin with this token.
pub(super) fn begins_value(kind: Kind) -> bool {
    use Kind::*;
    matches!(
        kind,
        Quoted | Integer | Float | True | False | ListOpen | MapOpen | Identifier | CurlyOpen
    )
}
