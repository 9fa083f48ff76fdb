//! What is compiled once a template and then kept: the JSON paths and the regular expressions in it.
//!
//! Rule: what is kept is not compiled again; a template that makes ever new or very long ones does not fill the memory.
//! Nobody waits for anybody else.

use std::{ops::Deref, sync::OnceLock};

use super::{
    builtins::{Pattern, compile_whole},
    error::Problem,
    json_path::Path,
};
use crate::java_regex;

/// How many of a kind are kept.
const MOST: usize = 32;

/// How long a text may be to be kept, in bytes.
const LONGEST: usize = 1024;

/// The compiled paths and expressions of one template.
#[derive(Debug, Default)]
pub(super) struct Caches {
    paths: Cache<Path>,
    patterns: Cache<Pattern>,
    whole_patterns: Cache<java_regex::Pattern>,
}

impl Caches {
    pub(super) fn path(&self, text: &str) -> Result<Compiled<'_, Path>, Problem> {
        self.paths.get(text, |text| {
            Path::parse(text)
                .map_err(|error| Problem::new(format!("`{text}` is not a JSON path: {error}")))
        })
    }

    pub(super) fn pattern(&self, text: &str) -> Result<Compiled<'_, Pattern>, Problem> {
        self.patterns.get(text, Pattern::compile)
    }

    /// One that has to match the whole text.
    pub(super) fn whole_pattern(
        &self,
        text: &str,
    ) -> Result<Compiled<'_, java_regex::Pattern>, Problem> {
        self.whole_patterns.get(text, compile_whole)
    }
}

/// What a text was compiled into.
pub(super) enum Compiled<'a, T> {
    Kept(&'a T),
    Once(Box<T>),
}

impl<T> Deref for Compiled<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Compiled::Kept(compiled) => compiled,
            Compiled::Once(compiled) => compiled,
        }
    }
}

/// Texts and what they were compiled into, in the order in which they came: a template has so few of them that they are
/// quickly looked through.
#[derive(Debug)]
struct Cache<T>([OnceLock<Box<(String, T)>>; MOST]);

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Cache([const { OnceLock::new() }; MOST])
    }
}

impl<T> Cache<T> {
    fn get(
        &self,
        text: &str,
        compile: fn(&str) -> Result<T, Problem>,
    ) -> Result<Compiled<'_, T>, Problem> {
        let mut kept = self.0.iter().map_while(OnceLock::get);
        if let Some(entry) = kept.find(|entry| entry.0 == text) {
            return Ok(Compiled::Kept(&entry.1));
        }
        let compiled = compile(text)?;
        let free = self.0.iter().find(|place| place.get().is_none());
        match free.filter(|_| text.len() <= LONGEST) {
            None => Ok(Compiled::Once(Box::new(compiled))),
            Some(place) => {
                // Another thread may have been quicker, with another text: there is a place behind it.
                place.get_or_init(|| Box::new((text.to_owned(), compiled)));
                self.get(text, compile)
            }
        }
    }
}
