//! Mapping templates: Velocity as API Gateway speaks it.
//!
//! A [`Template`] is parsed once and kept; rendered with a [`Scope`], it gives the text and the overrides that it
//! assigned. Nothing of it is parsed while it renders, and no name of a variable is looked up: see `names`. What a rendering
//! computes with is lent by template and scope: see `value`.
//!
//! [`inspect`] shows what a template was parsed into.
//!
//! Rule: template and scope go in, text or an error with its place comes out. Nothing here knows HTTP, waits, or
//! reads a file.
//!
//! Mirrors Velocity 1.7 with API Gateway's own rules, facts B2 to B5: whatever is undefined, missing or null is
//! the empty text; 1000 rounds a loop; no macros.
//!
//! ```
//! use emulator::vtl::{Scope, Template};
//!
//! let template = Template::parse("Hello $input.path('$.name')!").unwrap();
//! let scope = Scope { body: Some(r#"{"name": "Luna"}"#.into()), ..Scope::default() };
//! assert_eq!(template.render(&scope).unwrap().text, "Hello Luna!");
//! ```

mod ast;
mod builtins;
mod cache;
mod error;
mod eval;
pub mod inspect;
pub mod json;
pub mod json_path;
mod lexer;
mod names;
mod parser;
mod scope;
mod token;
mod value;

use builtins::{Body, Builtins};
use cache::Caches;

pub use self::{
    error::Error,
    scope::{
        Context, Datum, Members, Overrides, Params, Rendered, RequestOverride, ResponseOverride,
        Scope, Texts,
    },
};

/// A parsed mapping template.
#[derive(Debug)]
pub struct Template {
    text: String,
    tree: ast::Tree,
    caches: Caches,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    ///
    /// Where API Gateway would answer 500 to every request: a directive that is not closed, a condition that is
    /// none, a `$` at the very end.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let tree = parser::parse(text).map_err(|fault| fault.within(text))?;
        let caches = Caches::default();
        Ok(Template {
            text: text.to_owned(),
            tree,
            caches,
        })
    }

    /// Renders it.
    ///
    /// # Errors
    ///
    /// Where API Gateway would answer 500 to this request: what Java throws, such as an index that is not there,
    /// and what would never end.
    pub fn render(&self, scope: &Scope<'_>) -> Result<Rendered, Error> {
        value::begin(scope.body.as_ref().map_or(0, |body| body.len()));
        let body = Body::new();
        let builtins = Builtins::new(scope, &self.caches, &body);
        eval::render(&self.tree, builtins).map_err(|fault| fault.within(&self.text))
    }

    /// The template as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}
