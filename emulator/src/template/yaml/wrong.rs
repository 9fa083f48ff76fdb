//! What is wrong with a text before it means anything.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::{
    super::{error::Complaint, source::Place},
    MAX_DEPTH,
    node::Key,
};

pub(super) fn twice(key: &Key, first: Place) -> Complaint {
    Complaint::new(
        format!("the key `{}` stands here twice", key.text),
        key.place,
    )
    .expected("the second time")
    .also(first, "the first time")
}

pub(super) fn wrong_yaml(error: &ScanError, text: &str, file: usize) -> Complaint {
    let noticed = error.marker().byte_offset().unwrap_or_default();
    let start = tab_in_front(text, noticed).unwrap_or(noticed);
    let place = Place {
        file,
        start,
        end: start,
    };
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(place),
        _ => Complaint::new("this is not YAML", place).expected(error.info()),
    }
}

/// The tab of a line that begins with blanks up to here: the parser complains of it behind them.
fn tab_in_front(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let blanks = before[line..].trim_matches([' ', '\t']).is_empty();
    before[line..]
        .find('\t')
        .filter(|_| blanks)
        .map(|tab| line + tab)
}

pub(super) fn too_deep(place: Place) -> Complaint {
    Complaint::new("the template is nested too deep", place)
        .expected(format!("at most {MAX_DEPTH} levels"))
}
