//! What is compiled once a template and then kept: the JSON paths and the regular expressions in it.
//!
//! Rule: a text is compiled at most once while it is kept; a template that makes ever new or very long ones does not
//! fill the memory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{builtins::java_regex, error::Problem, json_path::Path};
use crate::java_regex::Pattern;

/// How many of a kind are kept.
const MOST: usize = 32;

/// How long a text may be to be kept, in bytes.
const LONGEST: usize = 1024;

/// The compiled paths and expressions of one template.
#[derive(Debug, Default)]
pub(super) struct Caches {
    paths: Cache<Path>,
    regexes: Cache<Pattern>,
    whole_regexes: Cache<Pattern>,
}

impl Caches {
    pub(super) fn path(&self, text: &str) -> Result<Arc<Path>, Problem> {
        self.paths.get(text, |text| {
            Path::parse(text)
                .map_err(|error| Problem::new(format!("`{text}` is not a JSON path: {error}")))
        })
    }

    pub(super) fn regex(&self, pattern: &str) -> Result<Arc<Pattern>, Problem> {
        self.regexes.get(pattern, java_regex::compile)
    }

    /// One that has to match the whole text.
    pub(super) fn whole_regex(&self, pattern: &str) -> Result<Arc<Pattern>, Problem> {
        self.whole_regexes.get(pattern, java_regex::compile_whole)
    }
}

#[derive(Debug)]
struct Cache<T>(Mutex<HashMap<String, Arc<T>>>);

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Cache(Mutex::default())
    }
}

impl<T> Cache<T> {
    fn get(
        &self,
        text: &str,
        compile: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Result<Arc<T>, Problem> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.get(text) {
            return Ok(Arc::clone(found));
        }
        let compiled = Arc::new(compile(text)?);
        if kept.len() < MOST && text.len() <= LONGEST {
            kept.insert(text.to_owned(), Arc::clone(&compiled));
        }
        Ok(compiled)
    }
}
