//! What the engine makes of a template before it renders it, for who wonders where a blank has gone.
//!
//! Rule: nothing here takes part in rendering.

use std::fmt::Write;

use super::{
    ast::{Block, Chain, Expression, Node, Operator, Reference, Step},
    error::Error,
    names::{Names, Variable},
    parser,
};

/// The tokens of a template, one a line: line and column, kind, text.
///
/// # Errors
///
/// Where the template does not parse: what follows a directive's name depends on what the name is.
pub fn tokens(template: &str) -> Result<String, Error> {
    let tokens = parser::tokens(template).map_err(|fault| fault.within(template))?;
    let mut out = String::new();
    let (mut line, mut column, mut at) = (1, 1, 0);
    let mut chars = template.chars();
    for (kind, place, image) in tokens {
        for c in chars.by_ref().take(place - at) {
            (line, column) = if c == '\n' {
                (line + 1, 1)
            } else {
                (line, column + 1)
            };
        }
        at = place;
        // A String takes everything.
        let _ = writeln!(out, "{line}:{column} {kind:?} {image:?}");
    }
    Ok(out)
}

/// The tree of a template, two blanks deeper for each block.
///
/// # Errors
///
/// Where the template does not parse.
pub fn tree(template: &str) -> Result<String, Error> {
    let tree = parser::parse(template).map_err(|fault| fault.within(template))?;
    let mut outline = Outline::new(&tree.names);
    outline.block(&tree.block);
    Ok(outline.out)
}

struct Outline<'a> {
    names: &'a Names,
    out: String,
    depth: usize,
}

impl<'a> Outline<'a> {
    fn new(names: &'a Names) -> Self {
        Outline {
            names,
            out: String::new(),
            depth: 0,
        }
    }

    fn line(&mut self, text: &str) {
        let indent = "  ".repeat(self.depth);
        // A String takes everything.
        let _ = writeln!(self.out, "{indent}{text}");
    }

    fn inside(&mut self, heading: &str, block: &Block) {
        self.line(heading);
        self.depth += 1;
        self.block(block);
        self.depth -= 1;
    }

    fn block(&mut self, block: &Block) {
        for node in &block.0 {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.line(&format!("text {text:?}")),
            Node::Print(print) => {
                let verb = if print.escaped { "literal" } else { "print" };
                let what = if print.escaped {
                    print.literal.clone()
                } else {
                    self.reference(&print.reference)
                };
                let prefix = if print.prefix.is_empty() {
                    String::new()
                } else {
                    format!(" after {:?}", print.prefix)
                };
                self.line(&format!("{verb} {what}{prefix}"));
            }
            Node::Set { target, value } => {
                self.line(&format!(
                    "set {} = {}",
                    self.reference(target),
                    self.expression(value)
                ));
            }
            Node::If(directive) => {
                for (condition, block) in &directive.branches {
                    self.inside(&format!("if {}", self.expression(condition)), block);
                }
                self.inside("else", &directive.otherwise);
            }
            Node::Foreach(foreach) => {
                let list = self.expression(&foreach.list);
                self.inside(
                    &format!("foreach {} in {list}", self.dollar(foreach.variable)),
                    &foreach.body,
                );
            }
            Node::Define { variable, body } => {
                self.inside(&format!("define {}", self.dollar(*variable)), body);
            }
            Node::Break => self.line("break"),
            Node::Stop => self.line("stop"),
        }
    }

    fn dollar(&self, variable: Variable) -> String {
        format!("${}", self.names.name(variable))
    }

    fn reference(&self, reference: &Reference) -> String {
        let mut out = self.dollar(reference.root);
        for step in &reference.steps {
            out += &match step {
                Step::Member(name) => format!(".{name}"),
                Step::Index { argument, .. } => format!("[{}]", self.expression(argument)),
                Step::Call {
                    name, arguments, ..
                } => format!(".{name}({})", self.list(arguments)),
            };
        }
        out
    }

    fn list(&self, expressions: &[Expression]) -> String {
        let written: Vec<String> = expressions
            .iter()
            .map(|value| self.expression(value))
            .collect();
        written.join(", ")
    }

    fn expression(&self, value: &Expression) -> String {
        match value {
            Expression::Text(text) => format!("{text:?}"),
            Expression::Interpolated(text) => {
                let mut outline = Outline::new(self.names);
                outline.block(&text.block);
                let parts: Vec<&str> = outline.out.lines().map(str::trim).collect();
                format!("<{}>", parts.join("; "))
            }
            Expression::Number(number) => number.to_string(),
            Expression::Bool(bool) => bool.to_string(),
            Expression::Reference(inner) => self.reference(inner),
            Expression::List(items) => format!("[{}]", self.list(items)),
            Expression::Range { bounds, .. } => {
                format!(
                    "[{}..{}]",
                    self.expression(&bounds.0),
                    self.expression(&bounds.1)
                )
            }
            Expression::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| {
                    format!("{}: {}", self.expression(key), self.expression(value))
                });
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
            Expression::Not(inner) => format!("(! {})", self.expression(inner)),
            Expression::Chain(inner) => self.chain(inner),
        }
    }

    /// Every operator with parentheses of its own.
    fn chain(&self, chain: &Chain) -> String {
        let first = self.expression(&chain.first);
        chain.rest.iter().fold(first, |left, (operator, right)| {
            format!("({left} {} {})", sign(*operator), self.expression(right))
        })
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Or => "||",
        Operator::And => "&&",
        Operator::Equal => "==",
        Operator::NotEqual => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::Plus => "+",
        Operator::Minus => "-",
        Operator::Times => "*",
        Operator::Divide => "/",
        Operator::Modulo => "%",
    }
}
