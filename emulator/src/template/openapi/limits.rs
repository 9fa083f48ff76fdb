//! How much an API may have.
//!
//! Rule: here there is no limit; where AWS has one, more is noted.
//!
//! AWS: 300 resources, unless the quota is raised; 300 KB for a mapping template (facts E.12).

use std::collections::HashSet;

use crate::api::Resource;

use super::super::{notes::NoteClass, scope::Scope, source::Place};

const RESOURCES: usize = 300;
const TEMPLATE_BYTES: usize = 300 * 1024;

/// Notes more resources than AWS takes: each segment of a path is one, with the segments before it.
pub(crate) fn check_resources(scope: &Scope<'_>, api: &str, resources: &[Resource], place: Place) {
    let paths = resources.iter().map(|resource| resource.path.segments());
    let ancestors = paths.flat_map(|segments| (0..=segments.len()).map(|end| &segments[..end]));
    let count = ancestors.collect::<HashSet<_>>().len();
    if count > RESOURCES {
        let consequence = format!("AWS takes {RESOURCES}, unless the quota is raised");
        let what = format!("the {count} resources of `{api}`");
        scope
            .notes
            .take(NoteClass::WouldFailDeployed, place, what, consequence);
    }
}

/// Notes a mapping template that is larger than AWS takes.
pub(super) fn check_template(scope: &Scope<'_>, media_type: &str, text: &str, place: Place) {
    if text.len() > TEMPLATE_BYTES {
        let what = format!(
            "the mapping template `{media_type}` of {} bytes",
            text.len()
        );
        let consequence = format!("AWS takes {TEMPLATE_BYTES}");
        scope
            .notes
            .take(NoteClass::WouldFailDeployed, place, what, consequence);
    }
}
