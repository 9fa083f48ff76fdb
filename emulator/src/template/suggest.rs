//! "Did you mean": the known name that an unknown one is most like.
//!
//! Rule: a third of the letters may be wrong, and capitals do not count. A far-fetched suggestion is
//! worse than none.

/// ``did you mean `StageName`?``, where one of the names is close.
pub(crate) fn did_you_mean<'n>(
    written: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<String> {
    closest(written, names).map(|name| format!("did you mean `{name}`?"))
}

fn closest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let written: Vec<char> = written.to_lowercase().chars().take(100).collect();
    let allowed = (written.len() / 3).max(1);
    names
        .into_iter()
        .map(|name| (distance(&written, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be put in, taken out or changed to get from one word to the other.
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (done, letter) in to.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = done + 1;
        for (at, &other) in from.iter().enumerate() {
            let change = diagonal + usize::from(letter != other);
            diagonal = row[at + 1];
            row[at + 1] = change.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[from.len()]
}
