//! What AWS's signature check says of an `Authorization` header that is none of AWS's.
//!
//! Rule: a header is an algorithm's name, then `key=value` pairs between commas. The complaint names the
//! header by its hash, so that a token does not end up in logs.
//!
//! AWS (A3.11): the wording since about 2023; before, the header itself was quoted.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac_sha256::Hash;

/// The complaint about `authorization`; `dated` says whether there is a `Date` header, of either kind.
pub(super) fn complaint(authorization: &str, dated: bool) -> String {
    let hash = STANDARD.encode(Hash::hash(authorization.as_bytes()));
    let pairs = authorization.split_once(' ').map_or("", |(_, pairs)| pairs);
    let mut pairs = pairs.split([',', ' ']).filter(|pair| !pair.is_empty());
    if pairs.any(|pair| !pair.contains('=')) {
        return format!(
            "Invalid key=value pair (missing equal-sign) in Authorization header \
             (hashed with SHA-256 and encoded with Base64): '{hash}'."
        );
    }
    let date =
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    format!(
        "Authorization header requires 'Credential' parameter. \
         Authorization header requires 'Signature' parameter. \
         Authorization header requires 'SignedHeaders' parameter. \
         {}(Hashed with SHA-256 and encoded with Base64) Authorization={hash}",
        if dated { "" } else { date }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A3.11: A token without an equal-sign is no pair; the whole header is hashed.
    #[test]
    fn a_token_is_an_invalid_pair() {
        // printf %s 'Bearer token' | openssl dgst -sha256 -binary | base64
        assert_eq!(
            complaint("Bearer token", false),
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and \
             encoded with Base64): 'sirDDmH2JNXZ7PrsYu3JMpduFdLxWZgJKX9UIu07OWs='."
        );
    }

    /// A3.11: Base64 that ends in an equal-sign passes for a pair, and lacks all that a signature has.
    #[test]
    fn basic_credentials_lack_the_parts_of_a_signature() {
        let complaint = complaint("Basic dXNlcjpwYXNzdw==", true);
        assert!(complaint.starts_with("Authorization header requires 'Credential' parameter. "));
        assert!(!complaint.contains("X-Amz-Date"));
    }
}
