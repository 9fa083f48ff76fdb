//! `$x`, and everything that can follow it.
//!
//! Rule: API Gateway's one change to Velocity. Whatever is undefined, missing, null or no method at all is the
//! empty text, wherever a reference stands (facts B5.1). So a reference always has a value.

use std::ops::Range;

use super::{Halt, Renderer, Step, limits::unprintable};
use crate::vtl::{
    ast::{self, Print, Reference},
    error::Fault,
    names::Variable,
    value::{Defined, Number, Style, Text, Value, text_of},
};

/// How often a definition may be rendered inside itself.
const MAX_SELF: usize = 2;

impl<'a> Renderer<'a> {
    /// Prints a reference in the text.
    pub(super) fn print(&mut self, print: &'a Print, out: &mut String) -> Step<()> {
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
            Value::Text(text) => {
                out.push_str(&print.prefix);
                out.push_str(text);
            }
            value => {
                out.push_str(&print.prefix);
                out.push_str(&self.text(value, &print.reference)?);
            }
        }
        Ok(())
    }

    fn text(&self, value: &Value<'a>, reference: &'a Reference) -> Result<Text<'a>, Halt> {
        text_of(value).map_err(|reason| unprintable(reason, reference.place.clone()).into())
    }

    /// Renders what `#define` made, up to a `#break` in it; false if it is inside itself too deep.
    fn defined(&mut self, defined: &Defined<'a>, out: &mut String) -> Step<bool> {
        if defined.depth.get() >= MAX_SELF {
            return Ok(false);
        }
        defined.depth.set(defined.depth.get() + 1);
        let rendered = self.block(defined.body, out);
        defined.depth.set(defined.depth.get() - 1);
        match rendered {
            Err(Halt::Break) => Ok(true),
            rendered => rendered.map(|()| true),
        }
    }

    /// The value of a reference: never null.
    pub(super) fn reference(&mut self, reference: &'a Reference) -> Step<Value<'a>> {
        let root = self.variable(reference.root);
        let Some((first, rest)) = reference.steps.split_first() else {
            return Ok(root.clone().or_empty());
        };
        let mut value = match (root, first) {
            (Value::Null, _) => return Ok(Value::empty()),
            (root, ast::Step::Member(name)) => self.builtins.member(root, name),
            (root, step) => {
                let root = root.clone();
                self.step(&root, step)?
            }
        };
        for step in rest {
            if matches!(value, Value::Null) {
                break;
            }
            value = self.step(&value, step)?;
        }
        Ok(value.or_empty())
    }

    /// A variable, or null.
    pub(super) fn variable(&self, variable: Variable) -> &Value<'a> {
        if self.nulls.contains(&variable) {
            return &Value::Null;
        }
        &self.variables[variable.place()]
    }

    /// One step from a value; null where it leads nowhere.
    pub(super) fn step(&mut self, value: &Value<'a>, step: &'a ast::Step) -> Step<Value<'a>> {
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
                if let (Value::Defined(defined), "toString", []) =
                    (value, name.as_str(), &arguments[..])
                {
                    return self.rendered(defined);
                }
                let called = self.arguments(value, arguments, |this, arguments| {
                    this.builtins.call(value, name, arguments)
                });
                (called?, place)
            }
        };
        match called {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Ok(Value::Null),
            Err(problem) => Err(Fault::from_problem(problem, place.clone()).into()),
        }
    }

    /// Hands over the values of arguments; the usual few need no room of their own.
    fn arguments<T>(
        &mut self,
        receiver: &Value<'a>,
        arguments: &'a [ast::Expression],
        take: impl FnOnce(&Self, &[Value<'a>]) -> T,
    ) -> Step<T> {
        let mut evaluated = |argument| match receiver {
            // What takes texts does not take what `#define` made.
            Value::Text(_) | Value::Input => self.evaluate(argument),
            _ => self.argument(argument),
        };
        Ok(match arguments {
            [] => take(self, &[]),
            [only] => {
                let only = evaluated(only)?;
                take(self, &[only])
            }
            [first, second] => {
                let both = [evaluated(first)?, evaluated(second)?];
                take(self, &both)
            }
            more => {
                let more = more.iter().map(evaluated).collect::<Step<Vec<_>>>()?;
                take(self, &more)
            }
        })
    }

    /// A value for a method or an operator; what `#define` made is rendered before they see it.
    pub(super) fn argument(&mut self, argument: &'a ast::Expression) -> Step<Value<'a>> {
        match self.evaluate(argument) {
            Ok(Value::Defined(defined)) => self.rendered(&defined),
            evaluated => evaluated,
        }
    }

    /// What `#define` made, as a text.
    fn rendered(&mut self, defined: &Defined<'a>) -> Step<Value<'a>> {
        let mut out = String::new();
        self.defined(defined, &mut out)?;
        Ok(Value::text(out))
    }
}

/// `-1` as the index of a list or a map stands for its last; nothing else can be counted from its end.
pub(super) fn counted_from_end<'a>(
    index: Value<'a>,
    holder: &Value<'a>,
    place: &Range<usize>,
) -> Result<Value<'a>, Fault> {
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
