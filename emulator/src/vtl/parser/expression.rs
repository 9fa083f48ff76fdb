//! Conditions and what `#set` sets: values, operators, parentheses.
//!
//! Rule: operators of one rank stay side by side in one [`Chain`], so that a long sum is not a deep tree.
//!
//! Mirrors Velocity 1.7's ranks: `||`, `&&`, equality, order, sums, products, `!`.

use super::Parser;
use crate::vtl::{
    ast::{Chain, Expression, Interpolated, Operator},
    error::Fault,
    token::Kind,
    value::Number,
};

/// The number of ranks; the weakest is 0.
const RANKS: usize = 6;

impl Parser<'_> {
    /// An expression, with the blanks around it.
    pub(super) fn expression(&mut self) -> Result<Expression, Fault> {
        self.enter()?;
        let expression = self.chain(0)?;
        self.leave();
        Ok(expression)
    }

    fn chain(&mut self, rank: usize) -> Result<Expression, Fault> {
        if rank == RANKS {
            return self.unary();
        }
        let first = self.chain(rank + 1)?;
        let start = self.next_start()?;
        let mut rest = Vec::new();
        while let Some((operator, _)) = operator(self.peek(0)?).filter(|found| found.1 == rank) {
            self.take()?;
            rest.push((operator, self.chain(rank + 1)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(Expression::Chain(Chain {
            first: Box::new(first),
            rest,
            place: self.span(start, start + 1),
        }))
    }

    /// Where the next token begins.
    fn next_start(&mut self) -> Result<usize, Fault> {
        self.peek(0)?;
        Ok(self.ahead[0].start)
    }

    fn unary(&mut self) -> Result<Expression, Fault> {
        self.skip_blanks()?;
        if self.peek(0)? != Kind::Not {
            return self.primary();
        }
        self.enter()?;
        self.take()?;
        let negated = self.unary()?;
        self.leave();
        Ok(Expression::Not(Box::new(negated)))
    }

    fn primary(&mut self) -> Result<Expression, Fault> {
        self.skip_blanks()?;
        let value = if self.peek(0)? == Kind::ParenOpen {
            self.take()?;
            let inner = self.expression()?;
            self.expect(Kind::ParenClose, "an operator or `)`")?;
            inner
        } else if super::arguments::begins_value(self.peek(0)?) {
            self.value()?
        } else {
            let token = self.take()?;
            return Err(self.unexpected(&token, "a value"));
        };
        self.skip_blanks()?;
        Ok(value)
    }

    /// A number, a text, `true` or `false`.
    pub(super) fn literal(&mut self) -> Result<Expression, Fault> {
        let token = self.take()?;
        let image = self.text.image(&token);
        match token.kind {
            Kind::True => Ok(Expression::Bool(true)),
            Kind::False => Ok(Expression::Bool(false)),
            Kind::Integer => Ok(Expression::Number(Number::integer(&image))),
            Kind::Float => Ok(Expression::Number(Number::float(&image))),
            Kind::Quoted => {
                let mut inner = self.text.unquoted(&token);
                if !image.starts_with('"') || !image.contains(['$', '#']) {
                    return Ok(Expression::Text(inner.slice(0, inner.chars.len())));
                }
                let padded = !image.contains("##");
                if padded {
                    inner.push(' ');
                }
                self.enter()?;
                let names = std::mem::take(&mut self.names);
                let mut parser = Parser::new(&inner, names, self.depth);
                let block = parser.template()?;
                self.names = parser.names;
                self.leave();
                Ok(Expression::Interpolated(Interpolated { block, padded }))
            }
            _ => Err(self.unexpected(&token, "a value")),
        }
    }
}

/// A binary operator and its rank.
fn operator(kind: Kind) -> Option<(Operator, usize)> {
    Some(match kind {
        Kind::Or => (Operator::Or, 0),
        Kind::And => (Operator::And, 1),
        Kind::Equal => (Operator::Equal, 2),
        Kind::NotEqual => (Operator::NotEqual, 2),
        Kind::Less => (Operator::Less, 3),
        Kind::LessOrEqual => (Operator::LessOrEqual, 3),
        Kind::Greater => (Operator::Greater, 3),
        Kind::GreaterOrEqual => (Operator::GreaterOrEqual, 3),
        Kind::Plus => (Operator::Plus, 4),
        Kind::Minus => (Operator::Minus, 4),
        Kind::Times => (Operator::Times, 5),
        Kind::Divide => (Operator::Divide, 5),
        Kind::Modulo => (Operator::Modulo, 5),
        _ => return None,
    })
}
