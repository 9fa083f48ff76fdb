//! Identifiers that AWS would make up, made from the template's own names.
//!
//! Rule: the same template gives the same identifiers on every run and every machine.
//!
//! AWS: an API's id has ten lower-case letters and digits, a resource's six to ten (facts A1).

/// The id of the API with this logical id.
pub(crate) fn of_api(logical_id: &str) -> String {
    letters_and_digits(&[logical_id], 10)
}

/// The id of a resource: of `path` in the API with this logical id.
pub(crate) fn of_resource(logical_id: &str, path: &str) -> String {
    letters_and_digits(&[logical_id, path], 6)
}

fn letters_and_digits(parts: &[&str], length: u32) -> String {
    const DIGITS: [char; 36] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
        's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ];
    let mut rest = hash(parts);
    let digits = (0..length).filter_map(|_| {
        let digit = usize::try_from(rest % 36).ok()?;
        rest /= 36;
        DIGITS.get(digit)
    });
    digits.collect()
}

/// FNV-1a. The standard library's hasher may change between releases; this one may not.
fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
