//! From tokens to a tree: statements, each in a file of its own kind.
//!
//! Rule: what is known now is decided now. The parser takes a token only when it needs it, because what it
//! does with a directive's name decides how the lexer goes on.
//!
//! Mirrors the grammar of Velocity 1.7, without the directives that API Gateway does not have.

mod arguments;
mod directive;
mod escape;
mod expression;
mod reference;

use std::{
    collections::{HashSet, VecDeque},
    ops::Range,
};

use super::{
    ast::{Block, If, Node, Tree},
    error::Fault,
    lexer::{Lexer, Text},
    names::Names,
    token::{Kind, Token},
};

/// How deep blocks, parentheses, lists and texts may be nested in each other.
const MAX_DEPTH: usize = 64;

/// Parses a whole template.
pub(super) fn parse(template: &str) -> Result<Tree, Fault> {
    let text = Text::new(template);
    let mut parser = Parser::new(&text, Names::default(), 0);
    let block = parser.template()?;
    Ok(Tree {
        length: template.len(),
        block,
        names: parser.names,
    })
}

/// A token: its kind, the place of its first character, and how it is written.
pub(super) type Taken = (Kind, usize, String);

/// The tokens that make up a template, those inside texts left out.
pub(super) fn tokens(template: &str) -> Result<Vec<Taken>, Fault> {
    let text = Text::new(template);
    let mut parser = Parser::new(&text, Names::default(), 0);
    parser.taken = Some(Vec::new());
    parser.template()?;
    let taken = parser.taken.unwrap_or_default();
    let taken = taken.iter();
    Ok(taken
        .map(|token| (token.kind, token.start, text.image(token)))
        .collect())
}

struct Parser<'a> {
    text: &'a Text,
    lexer: Lexer<'a>,
    ahead: VecDeque<Token>,
    names: Names,
    depth: usize,
    /// The macros that the template defines: their names can be escaped, nothing more.
    macros: HashSet<String>,
    /// Where somebody wants to see them: the tokens so far.
    taken: Option<Vec<Token>>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a Text, names: Names, depth: usize) -> Self {
        Parser {
            text,
            lexer: Lexer::new(text),
            ahead: VecDeque::new(),
            names,
            depth,
            macros: HashSet::new(),
            taken: None,
        }
    }

    fn template(&mut self) -> Result<Block, Fault> {
        let block = self.block()?;
        let token = self.take()?;
        match token.kind {
            Kind::Eof => Ok(block),
            Kind::End | Kind::Else | Kind::ElseIf => Err(self.closes_nothing(&token)),
            _ => Err(self.unexpected(&token, "text, a reference or a directive")),
        }
    }

    fn closes_nothing(&self, token: &Token) -> Fault {
        let word = self.text.image(token);
        Fault::new(
            format!("`{}` belongs to no directive", word.trim_end()),
            self.place(token),
        )
        .help("remove it, or open it with `#if`, `#foreach` or `#define`")
    }

    /// Statements, up to what is none: `#end`, `#else` or the end.
    fn block(&mut self) -> Result<Block, Fault> {
        self.enter()?;
        let mut nodes = Vec::new();
        loop {
            match self.peek(0)? {
                Kind::If => nodes.push(self.if_directive()?),
                Kind::Set => nodes.push(self.set()?),
                Kind::Word | Kind::BracedWord => nodes.extend(self.directive()?),
                Kind::Identifier => nodes.extend(self.print()?),
                Kind::CurlyOpen if self.peek(1)? == Kind::Identifier => {
                    nodes.extend(self.print()?);
                }
                kind if is_plain(kind) => nodes.push(self.plain()?),
                _ => break,
            }
        }
        self.leave();
        Ok(Block(joined(nodes)))
    }

    /// A token that is printed, wholly or in part.
    fn plain(&mut self) -> Result<Node, Fault> {
        let token = self.take()?;
        let image = self.text.image(&token);
        let text = match token.kind {
            Kind::EscapedDirective => self.escaped_directive(&image),
            Kind::DoubleEscape => self.escapes()?,
            Kind::LineCommentOpen | Kind::FormalComment | Kind::Comment => before_comment(&image),
            Kind::TextBlock => {
                let length = image.chars().count();
                let inner = image.chars().skip(3).take(length.saturating_sub(6));
                inner.collect()
            }
            _ => token.leftover.clone() + &image,
        };
        if token.kind == Kind::LineCommentOpen && self.peek(0)? == Kind::LineComment {
            self.take()?;
        }
        Ok(Node::Text(text))
    }

    /// `#if(...)`, its other branches and its `#end`.
    fn if_directive(&mut self) -> Result<Node, Fault> {
        let opening = self.take()?;
        let mut branches = vec![self.branch()?];
        while self.peek(0)? == Kind::ElseIf {
            self.take()?;
            branches.push(self.branch()?);
        }
        let mut otherwise = Block::default();
        if self.peek(0)? == Kind::Else {
            self.take()?;
            otherwise = self.block()?;
        }
        self.end(&opening)?;
        Ok(Node::If(If {
            branches,
            otherwise,
        }))
    }

    fn branch(&mut self) -> Result<(super::ast::Expression, Block), Fault> {
        self.skip_blanks()?;
        self.expect(Kind::ParenOpen, "a condition in parentheses")?;
        let condition = self.expression()?;
        self.expect(Kind::ParenClose, "an operator or `)`")?;
        Ok((condition, self.block()?))
    }

    /// `#set($target = value)`
    fn set(&mut self) -> Result<Node, Fault> {
        self.take()?;
        self.skip_blanks()?;
        if !matches!(self.peek(0)?, Kind::Identifier | Kind::CurlyOpen) {
            let token = self.take()?;
            return Err(self.unexpected(&token, "the variable to set, with its `$`"));
        }
        let target = self.target()?;
        self.skip_blanks()?;
        self.expect(Kind::Assign, "`=`")?;
        let value = self.expression()?;
        self.expect(Kind::ParenClose, "an operator or `)`")?;
        self.lexer.leave_set();
        Ok(Node::Set { target, value })
    }

    /// The `#end` of a directive.
    fn end(&mut self, opening: &Token) -> Result<Token, Fault> {
        let token = self.take()?;
        match token.kind {
            Kind::End => Ok(token),
            Kind::Eof => {
                let word = self.text.image(opening);
                Err(
                    Fault::new(format!("`{word}` is not closed"), self.place(opening))
                        .help("close it with `#end`"),
                )
            }
            Kind::Else | Kind::ElseIf => Err(self.closes_nothing(&token)),
            _ => Err(self.unexpected(&token, "`#end`")),
        }
    }

    /// The kind of a token ahead, 0 for the next one.
    fn peek(&mut self, index: usize) -> Result<Kind, Fault> {
        while self.ahead.len() <= index {
            let token = self.lexer.next()?;
            self.ahead.push_back(token);
        }
        Ok(self.ahead[index].kind)
    }

    fn take(&mut self) -> Result<Token, Fault> {
        let token = match self.ahead.pop_front() {
            Some(token) => token,
            None => self.lexer.next()?,
        };
        if let Some(taken) = &mut self.taken {
            taken.push(token.clone());
        }
        Ok(token)
    }

    fn expect(&mut self, kind: Kind, expected: &str) -> Result<Token, Fault> {
        let token = self.take()?;
        if token.kind == kind {
            Ok(token)
        } else {
            Err(self.unexpected(&token, expected))
        }
    }

    fn skip_blanks(&mut self) -> Result<(), Fault> {
        if self.peek(0)? == Kind::Whitespace {
            self.take()?;
        }
        Ok(())
    }

    fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            return Ok(());
        }
        let token = self.take()?;
        Err(Fault::new(
            format!("this is nested more than {MAX_DEPTH} levels deep"),
            self.place(&token),
        )
        .help("set a variable to the inner part first"))
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Where a token stands in the template.
    fn place(&self, token: &Token) -> Range<usize> {
        self.span(token.start, token.end)
    }

    fn span(&self, start: usize, end: usize) -> Range<usize> {
        let start = self.text.place(start);
        start..self.text.place(end).max(start + 1)
    }

    fn unexpected(&self, token: &Token, expected: &str) -> Fault {
        let image = self.text.image(token);
        let found = match (token.kind, image.trim()) {
            (Kind::Eof, _) => "the template ends here".to_owned(),
            (_, "") => "there is a blank here".to_owned(),
            (_, image) => format!("`{image}` does not belong here"),
        };
        let fault = Fault::new(found, self.place(token)).expected(expected);
        match self.advice(token, &image) {
            Some(advice) => fault.help(advice),
            None => fault,
        }
    }

    /// What to do about a token that does not belong where it is.
    fn advice(&self, token: &Token, image: &str) -> Option<&'static str> {
        if self.text.chars[..token.start].ends_with(&['\\', '"']) {
            return Some(
                "a backslash does not escape a quote: inside a text, write the quote twice",
            );
        }
        match token.kind {
            Kind::Assign => Some("`=` is for `#set`; compare with `==`"),
            Kind::Word => Some("a text is written in quotes, a variable with `$`"),
            Kind::Integer | Kind::Float if image.starts_with('-') => {
                Some("the minus belongs to the number: to subtract, write a blank after it")
            }
            _ => None,
        }
    }
}

/// Tokens that become text.
fn is_plain(kind: Kind) -> bool {
    use Kind::*;
    matches!(
        kind,
        Text | Dot
            | ParenOpen
            | ParenClose
            | Integer
            | Float
            | Quoted
            | Escape
            | CurlyOpen
            | CurlyClose
            | EmptyIndex
            | EscapedDirective
            | DoubleEscape
            | LineCommentOpen
            | FormalComment
            | Comment
            | TextBlock
    )
}

/// A comment prints the stray `$` and `#` that its token begins with.
fn before_comment(image: &str) -> String {
    let comment = image.find("##").or_else(|| image.find("#*"));
    image[..comment.unwrap_or(0)].to_owned()
}

/// Texts side by side become one.
fn joined(nodes: Vec<Node>) -> Vec<Node> {
    let mut joined: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        match (joined.last_mut(), node) {
            (_, Node::Text(text)) if text.is_empty() => {}
            (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
            (_, node) => joined.push(node),
        }
    }
    joined
}
