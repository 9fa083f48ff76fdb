//! Texts as Java counts them: in UTF-16 units, two for a character beyond U+FFFF.
//!
//! Rule: half of such a character cannot be kept; it becomes `?`, as it does when Java writes it out.

/// How many units a text has.
pub(super) fn length(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

/// The units from one index up to another.
pub(super) fn slice(text: &str, start: usize, end: usize) -> String {
    if text.is_ascii() {
        return text[start..end].to_owned();
    }
    let units: Vec<u16> = text.encode_utf16().skip(start).take(end - start).collect();
    let chars = char::decode_utf16(units);
    chars.map(|c| c.unwrap_or('?')).collect()
}

/// The first place of `part` at or after `from`.
pub(super) fn find(text: &str, part: &str, from: usize) -> Option<usize> {
    let start = byte_at(text, from);
    let found = text[start..].find(part)? + start;
    Some(length(&text[..found]))
}

/// The last place of `part` at or before `from`.
pub(super) fn find_last(text: &str, part: &str, from: usize) -> Option<usize> {
    let mut end = (byte_at(text, from) + part.len()).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let found = text[..end].rfind(part)?;
    Some(length(&text[..found]))
}

/// The byte where a unit begins; the end of the text for one beyond it.
fn byte_at(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (byte, c) in text.char_indices() {
        if units >= unit {
            return byte;
        }
        units += c.len_utf16();
    }
    text.len()
}
