//! Values of expressions, and what conditions make of them.
//!
//! Rule: a condition asks the node, not its value: a literal or a sum is never true, a variable always is unless
//! it is `false`.
//!
//! Mirrors Velocity 1.7, where only references, comparisons and `true` can hold.

use std::ops::Range;

use super::{Renderer, Step, limits::MAX_ITEMS, operators::apply};
use crate::vtl::{
    ast::{Chain, Expression, Interpolated, Operator},
    error::Fault,
    value::{Map, Value, spend_text},
};

impl<'a> Renderer<'a> {
    /// The value of an expression; null where it has none.
    pub(super) fn evaluate(&mut self, expression: &'a Expression) -> Step<Value<'a>> {
        self.limits.step()?;
        match expression {
            Expression::Text(text) => Ok(Value::text(text.as_str())),
            Expression::Reference(reference) => self.reference(reference),
            Expression::Number(number) => Ok(Value::Number(number.clone())),
            Expression::Bool(bool) => Ok(Value::Bool(*bool)),
            Expression::Interpolated(text) => self.interpolate(text),
            Expression::List(items) => self.list(items),
            Expression::Range { bounds, place } => self.range(bounds, place),
            Expression::Map(pairs) => self.map(pairs),
            Expression::Not(_) => Ok(Value::Bool(self.holds(expression)?)),
            Expression::Chain(chain) => self.chain(chain),
        }
    }

    fn list(&mut self, items: &'a [Expression]) -> Step<Value<'a>> {
        let items = items.iter().map(|item| self.argument(item));
        Ok(Value::list(items.collect::<Step<_>>()?))
    }

    fn map(&mut self, pairs: &'a [(Expression, Expression)]) -> Step<Value<'a>> {
        let pairs = pairs
            .iter()
            .map(|(key, value)| Ok((self.argument(key)?, self.argument(value)?)));
        Ok(Value::Map(Map::new(pairs.collect::<Step<Vec<_>>>()?)))
    }

    /// Whether a condition holds.
    pub(super) fn holds(&mut self, condition: &'a Expression) -> Step<bool> {
        self.limits.step()?;
        match condition {
            Expression::Bool(bool) => Ok(*bool),
            // As an argument: what `#define` made is rendered, and what it sets is set.
            Expression::Reference(_) => Ok(self.argument(condition)?.is_true()),
            Expression::Not(inner) => Ok(!self.holds(inner)?),
            Expression::Chain(chain) if chain.rest[0].0.is_logical() => self.logical(chain),
            // Not even computed, as in Velocity: what is wrong in it does not show.
            Expression::Chain(chain) if chain.rest[0].0.is_arithmetic() => Ok(false),
            Expression::Chain(chain) => Ok(matches!(self.chain(chain)?, Value::Bool(true))),
            _ => Ok(false),
        }
    }

    fn interpolate(&mut self, text: &'a Interpolated) -> Step<Value<'a>> {
        let mut out = String::new();
        self.block(&text.block, &mut out)?;
        spend_text(out.len());
        if text.padded {
            out.pop();
        }
        Ok(Value::text(out))
    }

    fn range(
        &mut self,
        bounds: &'a (Expression, Expression),
        place: &Range<usize>,
    ) -> Step<Value<'a>> {
        let (Value::Number(first), Value::Number(last)) =
            (self.evaluate(&bounds.0)?, self.evaluate(&bounds.1)?)
        else {
            return Ok(Value::Null);
        };
        let (first, last) = (first.to_int(), last.to_int());
        if first.abs_diff(last) as usize >= MAX_ITEMS {
            return Err(Fault::new(
                format!("the range {first}..{last} has more than {MAX_ITEMS} numbers"),
                place.clone(),
            )
            .help("a loop makes at most 1000 rounds anyway")
            .into());
        }
        let numbers: Vec<Value> = if first <= last {
            (first..=last).map(Value::int).collect()
        } else {
            (last..=first).rev().map(Value::int).collect()
        };
        Ok(Value::list(numbers))
    }

    /// `and` and `or`, which do not look further once they know.
    fn logical(&mut self, chain: &'a Chain) -> Step<bool> {
        let mut holds = self.holds(&chain.first)?;
        for (operator, operand) in &chain.rest {
            let decided = holds == (*operator == Operator::Or);
            if !decided {
                holds = self.holds(operand)?;
            }
        }
        Ok(holds)
    }

    fn chain(&mut self, chain: &'a Chain) -> Step<Value<'a>> {
        if chain.rest[0].0.is_logical() {
            return Ok(Value::Bool(self.logical(chain)?));
        }
        let mut left = self.argument(&chain.first)?;
        for (operator, operand) in &chain.rest {
            let right = self.argument(operand)?;
            left = apply(*operator, &left, &right, &chain.place)?;
        }
        Ok(left)
    }
}
