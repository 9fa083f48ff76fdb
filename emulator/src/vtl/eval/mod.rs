//! From a tree and a scope to text.
//!
//! Rule: one function for each kind of node. `#break` and `#stop` travel up like errors, as they do in
//! Velocity. Every node costs a step, every text counts: no template runs for ever or fills the memory.

mod assignment;
mod directives;
mod expression;
mod iteration;
mod limits;
mod operators;
mod reference;

use super::{
    ast::{Block, Node, Tree},
    builtins::Builtins,
    error::Fault,
    names::Variable,
    scope::Rendered,
    value::Value,
};
use limits::Limits;
pub(super) use limits::MAX_ITEMS;

/// Why rendering does not go on.
pub(super) enum Halt {
    /// `#break`, up to the loop.
    Break,
    /// `#stop`, up to the end.
    Stop,
    /// Something is wrong.
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Halt::Fault(fault)
    }
}

/// The outcome of a step.
type Step<T> = Result<T, Halt>;

/// Renders a template.
pub(super) fn render<'a>(tree: &'a Tree, builtins: Builtins<'a>) -> Result<Rendered, Fault> {
    let mut renderer = Renderer {
        variables: builtins.variables(tree.names.count()),
        builtins,
        nulls: Vec::new(),
        limits: Limits::default(),
    };
    let mut text = String::with_capacity(tree.length);
    if let Err(Halt::Fault(fault)) = renderer.block(&tree.block, &mut text) {
        return Err(fault);
    }
    let overrides = renderer.builtins.overrides();
    let overrides = overrides.map_err(|problem| Fault::from_problem(problem, 0..1))?;
    Ok(Rendered { text, overrides })
}

struct Renderer<'a> {
    builtins: Builtins<'a>,
    /// Each at its place; null where nothing is assigned.
    variables: Vec<Value<'a>>,
    /// The variables of the loops whose item is null in this round: they stay null, whatever is assigned.
    nulls: Vec<Variable>,
    limits: Limits,
}

impl<'a> Renderer<'a> {
    /// Renders a block, which is left by `#break` too.
    fn block(&mut self, block: &'a Block, out: &mut String) -> Step<()> {
        self.limits.enter()?;
        let rendered = self.nodes(&block.0, out);
        self.limits.leave();
        rendered
    }

    /// Renders nodes one after the other.
    fn nodes(&mut self, nodes: &'a [Node], out: &mut String) -> Step<()> {
        for node in nodes {
            self.limits.step()?;
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Print(print) => self.print(print, out)?,
                Node::Set { target, value } => self.set(target, value)?,
                Node::If(directive) => self.if_directive(directive, out)?,
                Node::Foreach(foreach) => self.foreach(foreach, out)?,
                Node::Define { variable, body } => self.define(*variable, body),
                Node::Break => return Err(Halt::Break),
                Node::Stop => return Err(Halt::Stop),
            }
            self.limits.output(out.len())?;
        }
        Ok(())
    }
}
