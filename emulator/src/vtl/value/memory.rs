//! How much a rendering may hold.
//!
//! Rule: a list, a map and a text count as long as they are there. So no template needs much more memory than this,
//! whatever it keeps. The body is the request's own and gives room of its own. What may be
//! large is asked for before it is made; the rest is found out at the next step.

use std::cell::Cell;

use super::{Unprintable, spent};

/// In bytes.
const MOST: usize = 24 * 1024 * 1024;

/// What a byte of the body gives in addition: its values, and some copies of it.
const FOR_A_BYTE_OF_BODY: usize = 40;

/// What a text needs besides its bytes, and a value its place in a list.
const PLACE: usize = 40;

thread_local! {
    /// What is left. A rendering stays on its thread.
    static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// A rendering begins, for a body of so many bytes.
pub(crate) fn begin(body: usize) {
    LEFT.set(MOST.saturating_add(body.saturating_mul(FOR_A_BYTE_OF_BODY)));
    // What the one before visited at its very end is not this one's.
    spent();
}

/// Counts a text of so many bytes.
pub(crate) fn made_text(length: usize) {
    if length > 0 {
        LEFT.set(LEFT.get().saturating_sub(length + PLACE));
    }
}

/// Takes back what [`made_text`] counted.
pub(super) fn gone_text(length: usize) {
    if length > 0 {
        LEFT.set(LEFT.get().saturating_add(length + PLACE));
    }
}

/// Counts so many places in a list or, two for a member, in a map.
pub(crate) fn made_places(count: usize) {
    LEFT.set(LEFT.get().saturating_sub(count.saturating_mul(PLACE)));
}

/// Takes back what [`made_places`] counted.
pub(super) fn gone_places(count: usize) {
    LEFT.set(LEFT.get().saturating_add(count.saturating_mul(PLACE)));
}

/// Checks that so many bytes more can be made.
pub(crate) fn room(bytes: usize) -> Result<(), Unprintable> {
    match LEFT.get() {
        left if left > bytes => Ok(()),
        _ => Err(Unprintable::NoRoom),
    }
}
