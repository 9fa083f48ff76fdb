//! Texts.
//!
//! Rule: a text counts from the time it is made until its last holder lets it go. What the template itself holds is
//! only lent and never counts.

use std::{borrow::Borrow, ops::Deref, sync::Arc};

use super::memory::{gone_text, made_text};

/// A text, shared by all who hold it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Text(Arc<str>);

impl Text {
    pub(crate) fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        made_text(text.len());
        Text(text)
    }

    /// A text that the template holds as long as it is rendered.
    pub(crate) fn lent(text: &Arc<str>) -> Self {
        Text(Arc::clone(text))
    }

    /// The empty text, which needs no room.
    pub(crate) fn empty() -> Self {
        Text(Arc::default())
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        if Arc::strong_count(&self.0) == 1 {
            gone_text(self.0.len());
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}
