//! `#if`, `#foreach`, `#define`.
//!
//! Rule: a loop's variable, `$foreach`, `$velocityCount` and `$velocityHasNext` are what they were before, once
//! the loop is over; everything else that it sets stays set.
//!
//! Mirrors Velocity 1.7 with API Gateway's limit of 1000 rounds, beyond which a loop silently ends.

use std::{cell::Cell, rc::Rc};

use super::{Halt, Renderer, Step, iteration::Iteration};
use crate::vtl::{
    ast::{Block, Foreach, If},
    names::Variable,
    value::{Defined, Loop, Value},
};

/// How many rounds a loop makes at most.
const MAX_ROUNDS: usize = 1000;

impl<'a> Renderer<'a> {
    pub(super) fn if_directive(&mut self, directive: &'a If, out: &mut String) -> Step<()> {
        for (condition, block) in &directive.branches {
            if self.holds(condition)? {
                return self.block(block, out);
            }
        }
        self.block(&directive.otherwise, out)
    }

    pub(super) fn foreach(&mut self, foreach: &'a Foreach, out: &mut String) -> Step<()> {
        let items = Iteration::new(self.evaluate(&foreach.list)?);
        let own = [
            Variable::FOREACH,
            Variable::VELOCITY_COUNT,
            Variable::VELOCITY_HAS_NEXT,
            foreach.variable,
        ];
        let before = own.map(|variable| self.variables[variable.place()].clone());
        let parent = match &before[0] {
            Value::Loop(parent) => Some(Rc::clone(parent)),
            _ => None,
        };
        let state = Rc::new(Loop {
            index: Cell::new(0),
            has_next: Cell::new(false),
            parent,
        });
        self.assign(Variable::FOREACH, Value::Loop(Rc::clone(&state)));
        let around = self.limits.at(foreach.place.clone());
        let rounds = self.rounds(foreach, &items, &state, out);
        self.limits.at(around);
        for (variable, value) in own.into_iter().zip(before) {
            self.assign(variable, value);
        }
        rounds
    }

    fn rounds(
        &mut self,
        foreach: &'a Foreach,
        items: &Iteration<'a>,
        state: &Loop,
        out: &mut String,
    ) -> Step<()> {
        for index in 0..MAX_ROUNDS {
            if !items.has(index) {
                break;
            }
            self.limits.step()?;
            let item = items.item(index, foreach)?;
            let has_next = items.has(index + 1);
            state.index.set(index);
            state.has_next.set(has_next);
            self.assign(Variable::VELOCITY_COUNT, Value::size(index + 1));
            self.assign(Variable::VELOCITY_HAS_NEXT, Value::Bool(has_next));
            match self.round(foreach, item, out) {
                Err(Halt::Break) => break,
                round => round?,
            }
        }
        Ok(())
    }

    fn round(&mut self, foreach: &'a Foreach, item: Value<'a>, out: &mut String) -> Step<()> {
        let nulls = self.nulls.len();
        if matches!(item, Value::Null) {
            self.nulls.push(foreach.variable);
        }
        self.assign(foreach.variable, item);
        let round = self.block(&foreach.body, out);
        self.nulls.truncate(nulls);
        round
    }

    pub(super) fn define(&mut self, variable: Variable, body: &'a Block) {
        let depth = Cell::new(0);
        self.assign(variable, Value::Defined(Rc::new(Defined { body, depth })));
    }

    pub(super) fn assign(&mut self, variable: Variable, value: Value<'a>) {
        self.variables[variable.place()] = value;
    }
}
