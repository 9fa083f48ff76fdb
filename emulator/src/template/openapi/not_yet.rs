//! What the template reader understands and the gateway does not do yet.
//!
//! Rule: one function; a line of it goes when the gateway learns to do what it names.

use crate::api::{IntegrationResponse, Mapping, Passthrough};

use super::super::{notes::NoteClass, scope::Scope, values::Fields};

/// Notes what of a mapping the gateway does not do yet.
pub(super) fn note(scope: &Scope<'_>, fields: &Fields<'_>, mapping: &Mapping) {
    let plain = match mapping.responses.as_slice() {
        [only] => *only == IntegrationResponse::plain(),
        _ => false,
    };
    let not_yet = [
        (
            "requestTemplates",
            !mapping.request_templates.is_empty(),
            "the body passes unchanged",
        ),
        (
            "passthroughBehavior",
            mapping.passthrough != Passthrough::WhenNoMatch,
            "every body passes unchanged",
        ),
        (
            "requestParameters",
            !mapping.request_parameters.is_empty(),
            "nothing is mapped",
        ),
        (
            "contentHandling",
            mapping.content_handling.is_some(),
            "the body passes unchanged",
        ),
        (
            "responses",
            !plain,
            "every answer is 200 with the result as its body",
        ),
    ];
    for (key, used, instead) in not_yet {
        let place = fields.get(key).map_or(fields.place(), |node| node.place);
        if used {
            let what = format!("`{key}` of {}", fields.owner);
            scope
                .notes
                .take(NoteClass::NotSupported, place, what, instead);
        }
    }
}
