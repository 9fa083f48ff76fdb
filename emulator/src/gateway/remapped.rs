//! Response headers that an integration may not set: they leave under another name, or not at all.
//!
//! Rule: pure. A header that speaks of the connection to the client, of this very message or of the server is
//! the gateway's; the integration's own is kept for the reader as `x-amzn-Remapped-<Name>`.
//!
//! AWS (facts A2, "Renamed response headers"): recorded for mapped headers of custom integrations.

use crate::http::Headers;

/// Our choice: the same list for proxy answers, where the docs give a similar one; and AWS's own three, of
/// which `x-amzn-Remapped-x-amzn-RequestId` was seen in the field.
const REMAPPED: [&str; 17] = [
    "Authorization",
    "Connection",
    "Content-Length",
    "Content-MD5",
    "Date",
    "Expect",
    "Host",
    "Max-Forwards",
    "Proxy-Authenticate",
    "Server",
    "Trailer",
    "Upgrade",
    "User-Agent",
    "WWW-Authenticate",
    "x-amzn-RequestId",
    "x-amz-apigw-id",
    "X-Amzn-Trace-Id",
];

/// The header lines of an integration as they reach the client.
pub(super) fn leaving(lines: Vec<(String, String)>) -> Headers {
    let stays = |(name, _): &(String, String)| !name.eq_ignore_ascii_case("Transfer-Encoding");
    lines.into_iter().filter(stays).map(renamed).collect()
}

fn renamed((name, value): (String, String)) -> (String, String) {
    let is_ours = REMAPPED.iter().any(|ours| ours.eq_ignore_ascii_case(&name));
    let name = match is_ours {
        true => format!("x-amzn-Remapped-{name}"),
        false => name,
    };
    (name, value)
}
