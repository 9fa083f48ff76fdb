//! `#set`.
//!
//! Rule: what has no value (`1 / 0`) is not assigned, and what cannot be assigned to is left alone: neither is
//! an error.
//!
//! Mirrors Velocity 1.7: a member is put into a map, an index sets in a list and puts into a map.

use super::{Renderer, Step, reference::counted_from_end};
use crate::vtl::{
    ast::{self, Expression, Reference},
    error::Fault,
    value::{Style, Value},
};

impl<'a> Renderer<'a> {
    pub(super) fn set(&mut self, target: &'a Reference, value: &'a Expression) -> Step<()> {
        let Some((last, steps)) = target.steps.split_last() else {
            let value = self.evaluate(value)?;
            if !matches!(value, Value::Null) {
                self.assign(target.root, value);
            }
            return Ok(());
        };
        let value = self.argument(value)?;
        if matches!(value, Value::Null) {
            return Ok(());
        }
        let mut holder = self.variable(target.root).clone();
        for step in steps {
            if matches!(holder, Value::Null) {
                return Ok(());
            }
            holder = self.step(&holder, step)?;
        }
        if matches!(holder, Value::Null) {
            return Ok(());
        }
        match last {
            // Velocity sees the name only, and puts `#set($map.get('a') = 1)` under `get`.
            ast::Step::Member(name) | ast::Step::Call { name, .. } => {
                if let Value::Map(map) = &holder {
                    self.builtins.tie(&holder, std::slice::from_ref(&value));
                    map.put(Value::text(name.as_str()), value);
                }
                Ok(())
            }
            ast::Step::Index { argument, place } => {
                let index = counted_from_end(self.evaluate(argument)?, &holder, place)?;
                self.builtins.tie(&holder, &[index.clone(), value.clone()]);
                set_at(&holder, index, value)
                    .map_err(|found| Fault::new(found, place.clone()).into())
            }
        }
    }
}

fn set_at<'a>(holder: &Value<'a>, index: Value<'a>, value: Value<'a>) -> Result<(), String> {
    match (holder, &index) {
        (Value::List(list), Value::Number(crate::vtl::value::Number::Int(index)))
            if list.style() != Style::Collection =>
        {
            list.takes(&value)?;
            list.change(|items| {
                let length = items.len();
                match usize::try_from(*index)
                    .ok()
                    .and_then(|index| items.get_mut(index))
                {
                    Some(item) => {
                        *item = value;
                        Ok(())
                    }
                    None => Err(format!("there is no item {index} in a list of {length}")),
                }
            })
        }
        (Value::Map(map), _) => {
            map.put(index, value);
            Ok(())
        }
        _ => Ok(()),
    }
}
