//! Follows a path of names and indexes to its place.
//!
//! Rule: what it gives is what `read.rs` would, but it stays where it is: nothing is copied.

use super::{
    read::position,
    step::{Kind, Step},
};
use crate::vtl::json::Json;

/// A place in a document, or `None` where there is no such place.
pub(super) type Place<'d> = Option<&'d Json>;

/// Where the steps lead; `None` if they are more than one name or index each.
pub(super) fn follow<'d>(steps: &[Step], document: &'d Json) -> Option<Place<'d>> {
    let mut place = Some(document);
    for step in steps {
        place = match &step.kind {
            Kind::Properties(names) => match names.as_slice() {
                [name] => place.and_then(|value| value.get(name)),
                _ => return None,
            },
            Kind::Indexes(indexes) => match (indexes.as_slice(), place) {
                ([index], Some(Json::List(elements))) => {
                    position(*index, elements.len()).and_then(|index| elements.get(index))
                }
                ([_], _) => None,
                _ => return None,
            },
            _ => return None,
        };
    }
    Some(place)
}
