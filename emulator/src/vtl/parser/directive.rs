//! Directives that the grammar does not know by name: `#foreach`, `#define`, `#break`, `#stop`, `#macro`, and
//! what only looks like one.
//!
//! Rule: a word that is no directive prints as it is written, its parentheses included; but what stands in
//! them must be made of values.
//!
//! Mirrors API Gateway, where `#macro`, `#parse`, `#include` and `#evaluate` do nothing.

use super::{Parser, arguments::begins_value};
use crate::vtl::{
    ast::{Expression, Foreach, Node},
    error::Fault,
    token::{Kind, Token},
};

/// What stands in the parentheses of a directive.
enum Argument {
    Word(String),
    Value(Expression),
}

impl Parser<'_> {
    /// A word behind `#`, and what belongs to it.
    pub(super) fn directive(&mut self) -> Result<Option<Node>, Fault> {
        let word = self.take()?;
        let name = self.directive_name(&word);
        self.lexer.enter_directive();
        if !self.lexer.parenthesis_opens() {
            self.lexer.leave_directive();
            return self.without_parentheses(&word, &name);
        }
        self.skip_blanks()?;
        self.expect(Kind::ParenOpen, "`(`")?;
        let (arguments, close) = self.directive_arguments()?;
        match name.as_str() {
            "foreach" => self.foreach(&word, arguments).map(Some),
            "define" => self.define(&word, arguments).map(Some),
            "macro" => self.skip_macro(&word, arguments),
            "literal" => self.unparsed(&word, &close).map(Some),
            "break" => Ok(Some(Node::Break)),
            "stop" => Ok(Some(Node::Stop)),
            _ if name.starts_with('@') => {
                self.block()?;
                let end = self.end(&word)?.end;
                Ok(Some(Node::Text(self.text.slice(word.start, end))))
            }
            _ => Ok(Some(Node::Text(self.text.slice(word.start, close.end)))),
        }
    }

    /// What stands behind the first character: behind a stray `$`, `$#foreach` is no directive.
    fn directive_name(&self, word: &Token) -> String {
        match word.kind {
            Kind::BracedWord => self.text.slice(word.start + 2, word.end - 1),
            _ => self.text.slice(word.start + 1, word.end),
        }
    }

    fn without_parentheses(&self, word: &Token, name: &str) -> Result<Option<Node>, Fault> {
        let expected = match name {
            "break" => return Ok(Some(Node::Break)),
            "stop" => return Ok(Some(Node::Stop)),
            "foreach" => "`($item in $list)` after it",
            "define" => "`($name)` after it",
            "macro" => "`(name)` after it",
            "literal" => "`()` after it",
            _ => {
                return Ok(Some(Node::Text(
                    word.leftover.clone() + &self.text.image(word),
                )));
            }
        };
        Err(Fault::new(
            format!("`{}` stands alone", self.text.image(word)),
            self.place(word),
        )
        .expected(expected))
    }

    fn directive_arguments(&mut self) -> Result<(Vec<Argument>, Token), Fault> {
        let mut arguments = Vec::new();
        loop {
            self.skip_blanks()?;
            if self.peek(0)? == Kind::Comma {
                self.take()?;
                self.skip_blanks()?;
            } else if self.peek(0)? == Kind::ParenClose {
                return Ok((arguments, self.take()?));
            }
            let token_kind = self.peek(0)?;
            if token_kind == Kind::Word {
                let word = self.take()?;
                arguments.push(Argument::Word(self.text.image(&word)));
            } else if begins_value(token_kind) {
                arguments.push(Argument::Value(self.value()?));
            } else {
                let token = self.take()?;
                return Err(self.unexpected(&token, "a value or `)`"));
            }
        }
    }

    fn foreach(&mut self, word: &Token, arguments: Vec<Argument>) -> Result<Node, Fault> {
        let mut arguments = arguments.into_iter();
        let (variable, keyword, list) = (arguments.next(), arguments.next(), arguments.next());
        let (
            Some(Argument::Value(Expression::Reference(variable))),
            Some(Argument::Word(_)),
            Some(Argument::Value(list)),
        ) = (variable, keyword, list)
        else {
            return Err(Fault::new(
                "this loop does not say what runs over what",
                self.place(word),
            )
            .expected("`#foreach($item in $list)`"));
        };
        let body = self.block()?;
        self.end(word)?;
        let variable = variable.root;
        Ok(Node::Foreach(Foreach {
            variable,
            place: self.place(word),
            list,
            body,
        }))
    }

    fn define(&mut self, word: &Token, arguments: Vec<Argument>) -> Result<Node, Fault> {
        let Some(Argument::Value(Expression::Reference(reference))) = arguments.into_iter().next()
        else {
            return Err(Fault::new("this definition has no name", self.place(word))
                .expected("`#define($name)`"));
        };
        let body = self.block()?;
        self.end(word)?;
        Ok(Node::Define {
            variable: reference.root,
            body,
        })
    }

    /// A macro is parsed and forgotten.
    fn skip_macro(
        &mut self,
        word: &Token,
        arguments: Vec<Argument>,
    ) -> Result<Option<Node>, Fault> {
        let Some(Argument::Word(name)) = arguments.into_iter().next() else {
            return Err(
                Fault::new("this macro has no name", self.place(word)).expected("`#macro(name)`")
            );
        };
        self.block()?;
        self.end(word)?;
        self.macros.insert(name);
        Ok(None)
    }

    /// `#literal()`: what stands before its `#end`, as it is written.
    fn unparsed(&mut self, word: &Token, close: &Token) -> Result<Node, Fault> {
        self.block()?;
        let end = self.end(word)?;
        Ok(Node::Text(self.text.slice(close.end, end.start)))
    }
}
