//! Logical ids: the names that a template gives its own parts.
//!
//! AWS: letters and digits only. SAM makes further ids of an event's name, so that it has to be one too.

use super::super::{error::Complaint, refusal::Refusal, yaml::Key};

/// Refuses an id with anything else in it. `section` is what CloudFormation calls such a thing: `Resource`, `Parameter`.
pub(super) fn check(id: &Key, section: &str) -> Result<(), Complaint> {
    let refusal = Refusal::NotAlphanumeric(section, &id.text);
    check_letters(id).map_err(|complaint| complaint.aws_says(refusal))
}

/// Refuses the name of a function's event with anything else in it.
pub(super) fn check_event(function: &str, name: &Key) -> Result<(), Complaint> {
    let made = format!("{function}{}", name.text);
    check_letters(name).map_err(|complaint| complaint.aws_says(Refusal::MadeNotAlphanumeric(&made)))
}

fn check_letters(id: &Key) -> Result<(), Complaint> {
    let legal = |letter: char| letter.is_ascii_alphanumeric();
    if !id.text.is_empty() && id.text.chars().all(legal) {
        return Ok(());
    }
    let found = format!("the name `{}` is illegal", id.text);
    Err(Complaint::new(found, id.place).expected("expected letters and digits"))
}
