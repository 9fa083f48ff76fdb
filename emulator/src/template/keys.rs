//! What each key of a mapping does here.
//!
//! Rule: every key that a template writes is looked up. It is used; or it has no effect here and gives
//! a quiet note; or it is not supported and gives a loud one; or nobody knows it, and it is refused.

use super::{
    error::Complaint, notes::NoteClass, scope::Scope, suggest::did_you_mean, values::Fields,
};

/// What a key does here.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Effect {
    /// It is read.
    Used,
    /// It changes no answer here; why.
    Nothing(&'static str),
    /// It would change an answer; what a request gets instead.
    NotSupported(&'static str),
}

/// The keys of one kind of mapping.
pub(crate) type Keys = [(&'static str, Effect)];

impl Scope {
    /// Looks every key up in `keys`, and takes notes.
    pub(crate) fn check_keys(&self, fields: &Fields<'_>, keys: &Keys) -> Result<(), Complaint> {
        for entry in fields.entries() {
            let written = entry.key.text.as_str();
            let what = || format!("`{written}` of {}", fields.owner);
            match keys.iter().find(|(known, _)| *known == written) {
                Some((_, Effect::Used)) => {}
                Some((_, Effect::Nothing(why))) => {
                    self.notes
                        .take(NoteClass::WithoutEffect, entry.key.place, what(), *why);
                }
                Some((_, Effect::NotSupported(instead))) => {
                    self.notes
                        .take(NoteClass::NotSupported, entry.key.place, what(), *instead);
                }
                None => {
                    let known = keys.iter().map(|(known, _)| *known);
                    return Err(Complaint::new(
                        format!("{} has a `{written}`", fields.owner),
                        entry.key.place,
                    )
                    .expected("nothing of this name belongs here")
                    .maybe_help(did_you_mean(written, known)));
                }
            }
        }
        Ok(())
    }
}
