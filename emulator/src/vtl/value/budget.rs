//! What a rendering may still make, and what it has done.
//!
//! Rule: a list, a map and a text count as long as they are there. So no template needs much more memory than this,
//! whatever it keeps. The body is the request's own and gives room of its own. What may be large is asked for before it is
//! made; the rest is found out at the next step. Work only adds up.

use std::cell::Cell;

use super::Unprintable;

/// In bytes.
const MOST: usize = 24 * 1024 * 1024;

/// What a byte of the body gives in addition: its values, and some copies of it.
const FOR_A_BYTE_OF_BODY: usize = 40;

/// What a text needs besides its bytes, and a value its place in a list.
pub(super) const PLACE: usize = 40;

/// How many values a built-in visits in the time of a step.
const VISITS_A_STEP: usize = 4;

/// How many bytes of a text are looked at in the time of a visit.
const BYTES_A_VISIT: usize = 32;

struct Budget {
    /// The bytes that are left.
    room: Cell<usize>,
    /// The visits so far.
    visits: Cell<usize>,
}

thread_local! {
    /// A rendering stays on its thread.
    static BUDGET: Budget = const {
        Budget {
            room: Cell::new(usize::MAX),
            visits: Cell::new(0),
        }
    };
}

/// A rendering begins, for a body of so many bytes.
pub(crate) fn begin(body: usize) {
    BUDGET.with(|budget| {
        let more = body.saturating_mul(FOR_A_BYTE_OF_BODY);
        budget.room.set(MOST.saturating_add(more));
        budget.visits.set(0);
    });
}

fn take(bytes: usize) {
    BUDGET.with(|budget| budget.room.set(budget.room.get().saturating_sub(bytes)));
}

fn give_back(bytes: usize) {
    BUDGET.with(|budget| budget.room.set(budget.room.get().saturating_add(bytes)));
}

/// Counts a text of so many bytes.
pub(crate) fn made_text(length: usize) {
    if length > 0 {
        take(length + PLACE);
    }
}

/// Takes back what [`made_text`] counted.
pub(super) fn gone_text(length: usize) {
    if length > 0 {
        give_back(length + PLACE);
    }
}

/// Counts so many places in a list or, two for a member, in a map.
pub(super) fn made_places(count: usize) {
    take(count.saturating_mul(PLACE));
}

/// Takes back what [`made_places`] counted.
pub(super) fn gone_places(count: usize) {
    give_back(count.saturating_mul(PLACE));
}

/// Checks that so many bytes more can be made.
pub(crate) fn room(bytes: usize) -> Result<(), Unprintable> {
    match BUDGET.with(|budget| budget.room.get()) {
        left if left > bytes => Ok(()),
        _ => Err(Unprintable::NoRoom),
    }
}

/// Counts work that a built-in does on its own.
pub(crate) fn spend(visits: usize) {
    BUDGET.with(|budget| {
        budget
            .visits
            .set(budget.visits.get().saturating_add(visits))
    });
}

/// Counts looking through a text, or making one, of so many bytes.
pub(crate) fn spend_text(length: usize) {
    spend(length / BYTES_A_VISIT);
}

/// Counts a step, and gives how many there were; there must be room for what it makes.
#[inline]
pub(crate) fn step() -> Result<usize, Unprintable> {
    BUDGET.with(|budget| {
        let visits = budget.visits.get().saturating_add(VISITS_A_STEP);
        budget.visits.set(visits);
        match budget.room.get() {
            0 => Err(Unprintable::NoRoom),
            _ => Ok(visits / VISITS_A_STEP),
        }
    })
}
