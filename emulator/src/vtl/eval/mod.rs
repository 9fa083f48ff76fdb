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

/// Renders a template; what it assigned stays in the maps of `builtins`.
pub(super) fn render(tree: &Tree, builtins: &Builtins<'_>) -> Result<String, Fault> {
    let mut renderer = Renderer {
        builtins,
        variables: builtins.variables(tree.names.count()),
        nulls: Vec::new(),
        limits: Limits::default(),
    };
    let mut out = String::new();
    let halt = renderer.block(&tree.block, &mut out);
    match halt {
        Err(Halt::Fault(fault)) => Err(fault),
        Ok(()) | Err(Halt::Break | Halt::Stop) => Ok(out),
    }
}

struct Renderer<'a> {
    builtins: &'a Builtins<'a>,
    /// Each at its place; null where nothing is assigned.
    variables: Vec<Value>,
    /// The variables of the loops whose item is null in this round: they stay null, whatever is assigned.
    nulls: Vec<Variable>,
    limits: Limits,
}

impl Renderer<'_> {
    /// Renders a block, which is left by `#break` too.
    fn block(&mut self, block: &Block, out: &mut String) -> Step<()> {
        self.limits.enter()?;
        let rendered = self.nodes(&block.0, out);
        self.limits.leave();
        rendered
    }

    /// Renders nodes one after the other.
    fn nodes(&mut self, nodes: &[Node], out: &mut String) -> Step<()> {
        for node in nodes {
            self.limits.step()?;
            self.node(node, out)?;
            self.limits.output(out.len())?;
        }
        Ok(())
    }

    fn node(&mut self, node: &Node, out: &mut String) -> Step<()> {
        match node {
            Node::Text(text) => {
                out.push_str(text);
                Ok(())
            }
            Node::Print(print) => self.print(print, out),
            Node::Set { target, value } => self.set(target, value),
            Node::If(directive) => self.if_directive(directive, out),
            Node::Foreach(foreach) => self.foreach(foreach, out),
            Node::Define { variable, body } => {
                self.define(*variable, body);
                Ok(())
            }
            Node::Break => Err(Halt::Break),
            Node::Stop => Err(Halt::Stop),
        }
    }
}
