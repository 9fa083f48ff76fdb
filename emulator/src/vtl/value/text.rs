//! Texts.
//!
//! Rule: what the template, the request or its body holds is lent: it is not copied, and it does not count. A text that is
//! made while rendering counts from then on until its last holder lets it go.

use std::{borrow::Borrow, ops::Deref, rc::Rc};

use super::budget::{PLACE, gone_text, made_text};

/// A text, shared by all who hold it.
#[derive(Clone)]
pub(crate) enum Text<'a> {
    /// Held by what outlives the rendering.
    Lent(&'a str),
    Made(Rc<Made>),
}

/// A text that was made while rendering.
pub(crate) struct Made(String);

impl Drop for Made {
    fn drop(&mut self) {
        gone_text(self.0.len());
    }
}

impl Text<'_> {
    /// A part of it, such as [`str::trim`] gives.
    pub(crate) fn part(&self, cut: impl Fn(&str) -> &str) -> Self {
        match self {
            Text::Lent(text) => Text::Lent(cut(text)),
            Text::Made(made) => Text::from(cut(&made.0).to_owned()),
        }
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Text::Lent(text)
    }
}

impl From<String> for Text<'_> {
    fn from(mut text: String) -> Self {
        if text.is_empty() {
            return Text::Lent("");
        }
        if text.capacity() - text.len() > PLACE {
            text.shrink_to_fit();
        }
        made_text(text.len());
        Text::Made(Rc::new(Made(text)))
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Lent(text) => text,
            Text::Made(made) => &made.0,
        }
    }
}

impl Borrow<str> for Text<'_> {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text<'_> {}
