//! `#if`, `#foreach`, `#define`.
//!
//! Rule: a loop's variable, `$foreach`, `$velocityCount` and `$velocityHasNext` are what they were before, once
//! the loop is over; everything else that it sets stays set.
//!
//! Mirrors Velocity 1.7 with API Gateway's limit of 1000 rounds, beyond which a loop silently ends.

use std::{cell::Cell, rc::Rc, sync::Arc};

use super::{Halt, Renderer, Step, iteration::Iteration};
use crate::vtl::{
    ast::{Block, Foreach, If},
    value::{Defined, Loop, Value},
};

/// How many rounds a loop makes at most.
const MAX_ROUNDS: usize = 1000;

impl Renderer<'_> {
    pub(super) fn if_directive(&mut self, directive: &If, out: &mut String) -> Step<()> {
        for (condition, block) in &directive.branches {
            if self.holds(condition)? {
                return self.block(block, out);
            }
        }
        self.block(&directive.otherwise, out)
    }

    pub(super) fn foreach(&mut self, foreach: &Foreach, out: &mut String) -> Step<()> {
        let items = Iteration::new(self.evaluate(&foreach.list)?);
        let names = [
            "foreach",
            "velocityCount",
            "velocityHasNext",
            &foreach.variable,
        ];
        let before = names.map(|name| self.variables.get(name).cloned());
        let parent = match &before[0] {
            Some(Value::Loop(parent)) => Some(Rc::clone(parent)),
            _ => None,
        };
        let around = self.limits.at(foreach.place.clone());
        let rounds = self.rounds(foreach, items, parent, out);
        self.limits.at(around);
        for (name, value) in names.into_iter().zip(before) {
            match value {
                Some(value) => self.assign(name, value),
                None => {
                    self.variables.remove(name);
                }
            }
        }
        rounds
    }

    fn rounds(
        &mut self,
        foreach: &Foreach,
        items: Iteration,
        parent: Option<Rc<Loop>>,
        out: &mut String,
    ) -> Step<()> {
        let mut index = 0;
        while index < MAX_ROUNDS && items.has(index) {
            self.limits.step()?;
            let item = items.item(index, foreach)?;
            let has_next = items.has(index + 1);
            let parent = parent.clone();
            let state = Rc::new(Loop {
                index,
                has_next,
                parent,
            });
            self.assign("foreach", Value::Loop(state));
            self.assign("velocityCount", Value::size(index + 1));
            self.assign("velocityHasNext", Value::Bool(has_next));
            match self.round(foreach, item, out) {
                Err(Halt::Break) => break,
                round => round?,
            }
            index += 1;
        }
        Ok(())
    }

    fn round(&mut self, foreach: &Foreach, item: Value, out: &mut String) -> Step<()> {
        let nulls = self.nulls.len();
        if matches!(item, Value::Null) {
            self.nulls.push(foreach.variable.clone());
        }
        self.assign(&foreach.variable, item);
        let round = self.block(&foreach.body, out);
        self.nulls.truncate(nulls);
        round
    }

    pub(super) fn define(&mut self, name: &str, body: &Arc<Block>) {
        let body = Arc::clone(body);
        let depth = Cell::new(0);
        self.assign(name, Value::Defined(Rc::new(Defined { body, depth })));
    }

    pub(super) fn assign(&mut self, name: &str, value: Value) {
        match self.variables.get_mut(name) {
            Some(variable) => *variable = value,
            None => {
                self.variables.insert(name.to_owned(), value);
            }
        }
    }
}
