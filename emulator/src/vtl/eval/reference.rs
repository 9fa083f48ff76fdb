//! `$x`, and everything that can follow it.
//!
//! Rule: API Gateway's one change to Velocity. Whatever is undefined, missing, null or no method at all is the
//! empty text, wherever a reference stands (facts B5.1). So a reference always has a value.

use std::ops::Range;

use super::{Halt, Renderer, Step, limits::unprintable};
use crate::vtl::{
    ast::{self, Print, Reference},
    error::Fault,
    value::{Defined, Number, Style, Text, Value, text_of},
};

/// How often a definition may be rendered inside itself.
const MAX_SELF: usize = 2;

impl Renderer<'_> {
    /// Prints a reference in the text.
    pub(super) fn print(&mut self, print: &Print, out: &mut String) -> Step<()> {
        let value = self.reference(&print.reference)?;
        if print.escaped {
            out.push_str(&print.prefix);
            out.push_str(&print.literal);
            return Ok(());
        }
        match &value {
            Value::Defined(defined) => {
                let around = self.limits.at(print.reference.place.clone());
                // What stands right before one that is rendered is lost, as in Velocity.
                if !self.defined(defined, out)? && !print.literal.starts_with("$!") {
                    let rest = print.prefix.trim_start_matches('\\');
                    out.push_str(print.prefix.strip_suffix(rest).unwrap_or_default());
                    out.push_str(&print.prefix);
                    out.push_str(&print.literal);
                }
                self.limits.at(around);
            }
            value => {
                out.push_str(&print.prefix);
                out.push_str(&self.text(value, &print.reference)?);
            }
        }
        Ok(())
    }

    fn text(&self, value: &Value, reference: &Reference) -> Result<Text, Halt> {
        text_of(value).map_err(|reason| unprintable(reason, reference.place.clone()).into())
    }

    /// Renders what `#define` made, up to a `#break` in it; false if it is inside itself too deep.
    fn defined(&mut self, defined: &Defined, out: &mut String) -> Step<bool> {
        if defined.depth.get() >= MAX_SELF {
            return Ok(false);
        }
        defined.depth.set(defined.depth.get() + 1);
        let rendered = self.block(&defined.body, out);
        defined.depth.set(defined.depth.get() - 1);
        match rendered {
            Err(Halt::Break) => Ok(true),
            rendered => rendered.map(|()| true),
        }
    }

    /// The value of a reference: never null.
    pub(super) fn reference(&mut self, reference: &Reference) -> Step<Value> {
        let mut value = self.variable(&reference.root);
        for step in &reference.steps {
            if matches!(value, Value::Null) {
                break;
            }
            value = self.step(&value, step)?;
        }
        Ok(value.or_empty())
    }

    /// A variable, or null.
    pub(super) fn variable(&self, name: &str) -> Value {
        if self.nulls.iter().any(|null| null == name) {
            return Value::Null;
        }
        self.variables.get(name).cloned().unwrap_or(Value::Null)
    }

    /// One step from a value; null where it leads nowhere.
    pub(super) fn step(&mut self, value: &Value, step: &ast::Step) -> Step<Value> {
        let (called, place) = match step {
            ast::Step::Member(name) => return Ok(self.builtins.member(value, name)),
            ast::Step::Index { argument, place } => {
                let index = counted_from_end(self.evaluate(argument)?, value, place)?;
                (self.builtins.call(value, "get", &[index]), place)
            }
            ast::Step::Call {
                name,
                arguments,
                place,
            } => {
                let arguments = arguments.iter().map(|argument| match value {
                    // What takes texts does not take what `#define` made.
                    Value::Text(_) | Value::Input => self.evaluate(argument),
                    _ => self.argument(argument),
                });
                let arguments = arguments.collect::<Step<Vec<_>>>()?;
                if let (Value::Defined(defined), "toString", []) =
                    (value, name.as_str(), &arguments[..])
                {
                    return self.rendered(defined);
                }
                (self.builtins.call(value, name, &arguments), place)
            }
        };
        match called {
            Ok(value) => Ok(value.unwrap_or(Value::Null)),
            Err(problem) => Err(Fault::from_problem(problem, place.clone()).into()),
        }
    }

    /// A value for a method or an operator; what `#define` made is rendered before they see it.
    pub(super) fn argument(&mut self, argument: &ast::Expression) -> Step<Value> {
        match self.evaluate(argument)? {
            Value::Defined(defined) => self.rendered(&defined),
            value => Ok(value),
        }
    }

    /// What `#define` made, as a text.
    fn rendered(&mut self, defined: &Defined) -> Step<Value> {
        let mut out = String::new();
        self.defined(defined, &mut out)?;
        Ok(Value::text(out))
    }
}

/// `-1` as the index of a list or a map stands for its last; nothing else can be counted from its end.
pub(super) fn counted_from_end(
    index: Value,
    holder: &Value,
    place: &Range<usize>,
) -> Result<Value, Fault> {
    let back = match &index {
        Value::Number(Number::Int(back)) if *back < 0 => *back,
        _ => return Ok(index),
    };
    let length = match holder {
        Value::List(list) if list.style() != Style::Iterator => list.len(),
        Value::Map(map) => map.len(),
        // A map in Velocity, and always empty here.
        Value::Loop(_) => 0,
        _ => {
            let fault = Fault::new(format!("there is nothing at {back}"), place.clone());
            return Err(fault.help("only a list can be counted from its end"));
        }
    };
    let length = i32::try_from(length).unwrap_or(i32::MAX);
    Ok(Value::int(length.saturating_add(back)))
}
