//! A resource's path: text into segments, and the rules between paths.
//!
//! AWS: one variable child a parent, a parameter fills its segment, a greedy one is the last
//! (facts C).

use crate::api::{ResourcePath, Segment};

use super::super::{error::Complaint, refusal::Refusal, source::Place};

/// Reads a path such as `/users/{id}` or `/{proxy+}`.
pub(crate) fn parse(text: &str, place: Place) -> Result<ResourcePath, Complaint> {
    let Some(inside) = text.strip_prefix('/') else {
        return Err(
            Complaint::new(format!("the path `{text}` does not begin with `/`"), place)
                .expected("expected a path such as `/users/{id}`"),
        );
    };
    if inside.is_empty() {
        return Ok(ResourcePath::new(vec![]));
    }
    let texts: Vec<&str> = inside.trim_end_matches('/').split('/').collect();
    let segments: Vec<Segment> = texts
        .iter()
        .map(|text| segment(text, place))
        .collect::<Result<_, _>>()?;
    let last = segments.len().saturating_sub(1);
    if segments[..last]
        .iter()
        .any(|segment| matches!(segment, Segment::Greedy(_)))
    {
        return Err(Complaint::new(
            format!("in `{text}` something follows a greedy parameter"),
            place,
        )
        .expected("`{name+}` takes all the rest of a path, so it must be the last segment"));
    }
    Ok(ResourcePath::new(segments))
}

fn segment(text: &str, place: Place) -> Result<Segment, Complaint> {
    let parameter = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    let (name, make): (&str, fn(String) -> Segment) = match parameter {
        Some(name) => match name.strip_suffix('+') {
            Some(name) => (name, Segment::Greedy),
            None => (name, Segment::Parameter),
        },
        None => (text, Segment::Literal),
    };
    let legal = |letter: char| letter.is_ascii_alphanumeric() || "_-.,:".contains(letter);
    if name.is_empty() || !name.chars().all(legal) {
        return Err(Complaint::new(format!("the path segment `{text}` is illegal"), place).expected(
            "a segment is letters, digits and `_ - . , :`, or one whole parameter: `{name}`, `{name+}`",
        ));
    }
    Ok(make(name.to_owned()))
}

/// Refuses a second variable child of one parent.
///
/// `paths` come in the template's order; AWS makes the resources in that order too and refuses the
/// later one.
pub(crate) fn check_siblings(paths: &[(ResourcePath, Place)]) -> Result<(), Complaint> {
    let mut variables: Vec<(&[Segment], &Segment, Place)> = Vec::new();
    for (path, place) in paths {
        let segments = path.segments();
        for (depth, segment) in segments.iter().enumerate() {
            if matches!(segment, Segment::Literal(_)) {
                continue;
            }
            let parent = &segments[..depth];
            match variables.iter().find(|(known, ..)| *known == parent) {
                Some((_, other, _)) if *other == segment => {}
                Some((_, other, first)) => {
                    return Err(two_variables(segment, other, *place, *first));
                }
                None => variables.push((parent, segment, *place)),
            }
        }
    }
    Ok(())
}

fn two_variables(segment: &Segment, other: &Segment, place: Place, first: Place) -> Complaint {
    Complaint::new(
        format!("`{segment}` and `{other}` stand at the same place of a path"),
        place,
    )
    .expected(format!("`{segment}` here"))
    .also(first, format!("`{other}` here"))
    .aws_says(Refusal::VariableSibling(other))
}
