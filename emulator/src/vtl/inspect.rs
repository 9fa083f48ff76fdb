//! What the engine makes of a template before it renders it, for who wonders where a blank has gone.
//!
//! Rule: nothing here takes part in rendering.

use std::fmt::Write;

use super::{
    ast::{Block, Chain, Expression, Node, Operator, Reference, Step},
    error::Error,
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
    let block = parser::parse(template).map_err(|fault| fault.within(template))?;
    let mut outline = Outline {
        out: String::new(),
        depth: 0,
    };
    outline.block(&block);
    Ok(outline.out)
}

struct Outline {
    out: String,
    depth: usize,
}

impl Outline {
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
                    reference(&print.reference)
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
                    reference(target),
                    expression(value)
                ));
            }
            Node::If(directive) => {
                for (condition, block) in &directive.branches {
                    self.inside(&format!("if {}", expression(condition)), block);
                }
                self.inside("else", &directive.otherwise);
            }
            Node::Foreach(foreach) => {
                let list = expression(&foreach.list);
                self.inside(
                    &format!("foreach ${} in {list}", foreach.variable),
                    &foreach.body,
                );
            }
            Node::Define { name, body } => self.inside(&format!("define ${name}"), body),
            Node::Break => self.line("break"),
            Node::Stop => self.line("stop"),
        }
    }
}

fn reference(reference: &Reference) -> String {
    let mut out = format!("${}", reference.root);
    for step in &reference.steps {
        out += &match step {
            Step::Member(name) => format!(".{name}"),
            Step::Index { argument, .. } => format!("[{}]", expression(argument)),
            Step::Call {
                name, arguments, ..
            } => format!(".{name}({})", list(arguments)),
        };
    }
    out
}

fn list(expressions: &[Expression]) -> String {
    let written: Vec<String> = expressions.iter().map(expression).collect();
    written.join(", ")
}

fn expression(value: &Expression) -> String {
    match value {
        Expression::Text(text) => format!("{text:?}"),
        Expression::Interpolated(text) => {
            let mut outline = Outline {
                out: String::new(),
                depth: 0,
            };
            outline.block(&text.block);
            let parts: Vec<&str> = outline.out.lines().map(str::trim).collect();
            format!("<{}>", parts.join("; "))
        }
        Expression::Number(number) => number.to_string(),
        Expression::Bool(bool) => bool.to_string(),
        Expression::Reference(inner) => reference(inner),
        Expression::List(items) => format!("[{}]", list(items)),
        Expression::Range { bounds, .. } => {
            format!("[{}..{}]", expression(&bounds.0), expression(&bounds.1))
        }
        Expression::Map(pairs) => {
            let pairs = pairs
                .iter()
                .map(|(key, value)| format!("{}: {}", expression(key), expression(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        Expression::Not(inner) => format!("(! {})", expression(inner)),
        Expression::Chain(inner) => chain(inner),
    }
}

/// Every operator with parentheses of its own.
fn chain(chain: &Chain) -> String {
    let first = expression(&chain.first);
    chain.rest.iter().fold(first, |left, (operator, right)| {
        format!("({left} {} {})", sign(*operator), expression(right))
    })
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
