//! `#if`, `#foreach`, `#define`.
//!
//! Rule: a loop's variable, `$foreach`, `$velocityCount` and `$velocityHasNext` are what they were before, once
//! the loop is over; everything else that it sets stays set.
//!
//! Mirrors Velocity 1.7 with API Gateway's limit of 1000 rounds, beyond which a loop silently ends.

use std::{cell::Cell, rc::Rc, sync::Arc};

use super::{Halt, Renderer, Step};
use crate::vtl::{
    ast::{Block, Foreach, If},
    value::{Defined, Loop, Style, Value, spend},
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
        let items = items(self.evaluate(&foreach.list)?);
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
        items: Vec<Value>,
        parent: Option<Rc<Loop>>,
        out: &mut String,
    ) -> Step<()> {
        let count = items.len();
        spend(count);
        for (index, item) in items.into_iter().take(MAX_ROUNDS).enumerate() {
            self.limits.step()?;
            let has_next = index + 1 < count;
            let parent = parent.clone();
            let state = Rc::new(Loop {
                index,
                has_next,
                parent,
            });
            self.assign("foreach", Value::Loop(state));
            self.assign("velocityCount", Value::size(index + 1));
            self.assign("velocityHasNext", Value::Bool(has_next));
            self.assign(&foreach.variable, item);
            match self.block(&foreach.body, out) {
                Err(Halt::Break) => break,
                round => round?,
            }
        }
        Ok(())
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

/// What a loop runs over: the items of a list, the values of a map, nothing else.
fn items(value: Value) -> Vec<Value> {
    match value {
        Value::List(list) if list.style() == Style::Iterator => {
            list.change(|items| items.drain(..).rev().collect())
        }
        Value::List(list) => list.items().clone(),
        Value::Map(map) => map.entries().into_iter().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    }
}
