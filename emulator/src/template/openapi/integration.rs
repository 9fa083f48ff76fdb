//! `x-amazon-apigateway-integration`: what a method hands its requests to.
//!
//! Rule: what AWS refuses at deployment is refused here; what it takes and then answers 500 for every
//! request becomes [`Integration::Unsupported`], and so does what only this emulator cannot do.
//!
//! AWS: the type in any case; a function is invoked by POST, whatever the client's method is
//! (facts A3, E).

use std::time::Duration;

use crate::api::{Integration, Mapping, Verb};

use super::{
    super::{
        error::Complaint, notes::NoteClass, refusal::Refusal, scope::Scope, source::Place,
        suggest::did_you_mean, values::Fields, yaml::Node,
    },
    Around,
    keys::{CUSTOM, HTTP, MOCK, PROXY},
    mapping,
    uri::{self, Backend},
};

/// Milliseconds that the gateway waits for the function, unless the template says otherwise.
const DEFAULT_TIMEOUT: u32 = 29_000;

/// The types of integration, as far as they differ here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Custom,
    Proxy,
    Http,
    Mock,
}

const TYPES: [(&str, Kind); 5] = [
    ("aws", Kind::Custom),
    ("aws_proxy", Kind::Proxy),
    ("http", Kind::Http),
    ("http_proxy", Kind::Http),
    ("mock", Kind::Mock),
];

const NO_STREAM: &str = "an answer is sent in one piece here";

/// Headers that no integration may set (A3.25).
const ILLEGAL_HEADERS: [&str; 2] = ["content-length", "transfer-encoding"];

/// Further ones that `aws` and `aws_proxy` may not set.
const ILLEGAL_FOR_AWS: [&str; 5] = [
    "authorization",
    "connection",
    "expect",
    "proxy-authenticate",
    "te",
];

/// Reads the integration of one method.
pub(super) fn read(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    around: &Around<'_>,
) -> Result<Integration, Complaint> {
    let node = fields.need("type")?;
    let kind = kind(scope, node)?;
    mapping::check_words(scope, fields)?;
    match kind {
        Kind::Custom => custom(scope, fields, around),
        Kind::Proxy => proxy(scope, fields, around),
        Kind::Http => http(scope, fields),
        Kind::Mock => mock(scope, fields),
    }
}

fn kind(scope: &Scope<'_>, node: &Node) -> Result<Kind, Complaint> {
    let text = scope.text(node, "type")?;
    match TYPES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(&text))
    {
        Some((_, kind)) => Ok(*kind),
        None => Err(
            Complaint::new(format!("an integration of type `{text}`"), node.place)
                .expected("expected `aws`, `aws_proxy`, `http`, `http_proxy` or `mock`")
                .maybe_help(did_you_mean(&text, TYPES.iter().map(|(name, _)| *name))),
        ),
    }
}

fn custom(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    around: &Around<'_>,
) -> Result<Integration, Complaint> {
    scope.check_nearly_open_keys(fields, CUSTOM)?;
    let timeout = timeout(scope, fields.get("timeoutInMillis"))?;
    let mapping = mapping::read(scope, fields)?;
    if let Some(trouble) = trouble(scope, fields, Kind::Custom, around)? {
        return Ok(unsupported(scope, fields, trouble));
    }
    note_parameters(scope, fields, &mapping);
    Ok(Integration::Custom {
        timeout,
        mapping: Box::new(mapping),
    })
}

/// Of what can be put into the integration request only the invocation type reaches a function.
fn note_parameters(scope: &Scope<'_>, fields: &Fields<'_>, mapping: &Mapping) {
    let lost = mapping.request_parameters.keys().find(|target| {
        !target.eq_ignore_ascii_case("integration.request.header.X-Amz-Invocation-Type")
    });
    if let (Some(lost), Some(node)) = (lost, fields.get("requestParameters")) {
        let what = format!("`{lost}` of {}", fields.owner);
        let consequence = "it goes to Lambda's API, and does not reach the function";
        scope
            .notes
            .take(NoteClass::WithoutEffect, node.place, what, consequence);
    }
}

fn mock(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<Integration, Complaint> {
    scope.check_nearly_open_keys(fields, MOCK)?;
    let mapping = Box::new(mapping::read(scope, fields)?);
    Ok(match illegal_header(scope, fields, &[])? {
        Some(trouble) => unsupported(scope, fields, trouble),
        None => Integration::Mock { mapping },
    })
}

fn proxy(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    around: &Around<'_>,
) -> Result<Integration, Complaint> {
    scope.check_nearly_open_keys(fields, PROXY)?;
    let timeout = timeout(scope, fields.get("timeoutInMillis"))?;
    match trouble(scope, fields, Kind::Proxy, around)? {
        Some(trouble) => Ok(unsupported(scope, fields, trouble)),
        None => Ok(Integration::Proxy { timeout }),
    }
}

/// Why each request is answered 500, on AWS too or only here.
struct Trouble {
    place: Place,
    /// The key, and its value where that says more.
    what: String,
    why: String,
}

impl Trouble {
    fn new(node: &Node, what: impl Into<String>, why: impl Into<String>) -> Self {
        Trouble {
            place: node.place,
            what: what.into(),
            why: why.into(),
        }
    }
}

/// What keeps an integration that AWS takes from reaching the function.
fn trouble(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    kind: Kind,
    around: &Around<'_>,
) -> Result<Option<Trouble>, Complaint> {
    let help = "write `httpMethod: POST`, whatever the client's method is";
    let (method, verb) = http_method(scope, fields, Some(help))?;
    let uri = fields.need("uri")?;
    let trouble = match uri::read(scope, uri, kind, around)? {
        Backend::Function if verb != "POST" => {
            let why = "a function is invoked by POST; AWS answers the same";
            Some(Trouble::new(method, format!("`httpMethod: {verb}`"), why))
        }
        Backend::Function => {
            streaming(scope, fields)?.or(illegal_header(scope, fields, &ILLEGAL_FOR_AWS)?)
        }
        Backend::Stream => Some(Trouble::new(uri, "`uri`", NO_STREAM)),
        Backend::Service(name) => {
            let why =
                format!("it names the AWS service `{name}`, and only the function is invoked here");
            Some(Trouble::new(uri, "`uri`", why))
        }
        Backend::MissingVariable(name) => {
            let why = format!("the stage has no variable `{name}`; AWS answers the same");
            Some(Trouble::new(uri, "`uri`", why))
        }
    };
    Ok(trouble)
}

/// `httpMethod`, in any case: templates that are deployed have `post` too. `help` is for who has none.
fn http_method<'f>(
    scope: &Scope<'_>,
    fields: &'f Fields<'_>,
    help: Option<&str>,
) -> Result<(&'f Node, String), Complaint> {
    let absent = |complaint: Complaint| complaint.maybe_help(help).aws_says(Refusal::NoHttpMethod);
    let node = fields.need("httpMethod").map_err(absent)?;
    let text = scope.text(node, "httpMethod")?;
    let capitals = text.to_ascii_uppercase();
    let known = || Verb::NAMES.into_iter().chain(["ANY"]);
    if known().any(|name| name == capitals) {
        return Ok((node, capitals));
    }
    let found = format!("`httpMethod` is `{text}`");
    Err(Complaint::new(found, node.place)
        .expected(format!(
            "expected {}",
            known().collect::<Vec<_>>().join(", ")
        ))
        .maybe_help(did_you_mean(&text, known())))
}

fn streaming(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<Option<Trouble>, Complaint> {
    let Some(node) = fields.get("responseTransferMode") else {
        return Ok(None);
    };
    let mode = scope.text(node, "responseTransferMode")?;
    let buffered = mode.eq_ignore_ascii_case("BUFFERED");
    Ok((!buffered)
        .then(|| Trouble::new(node, format!("`responseTransferMode: {mode}`"), NO_STREAM)))
}

/// A mapping to a header that the integration may not set: none of its type may, or none at all.
fn illegal_header(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    of_its_type: &[&str],
) -> Result<Option<Trouble>, Complaint> {
    let Some(node) = fields.get("requestParameters") else {
        return Ok(None);
    };
    let parameters = scope.map(node, "requestParameters")?;
    let mut headers = parameters
        .keys()
        .filter_map(|key| key.strip_prefix("integration.request.header."));
    let illegal = headers.find(|name| {
        let mut all = ILLEGAL_HEADERS.iter().chain(of_its_type);
        all.any(|illegal| illegal.eq_ignore_ascii_case(name))
    });
    Ok(illegal.map(|name| {
        let who = match ILLEGAL_HEADERS.iter().any(|h| h.eq_ignore_ascii_case(name)) {
            true => "no integration",
            false => "neither `aws` nor `aws_proxy`",
        };
        let why = format!("{who} may set the header `{name}`; AWS answers the same");
        Trouble::new(node, "`requestParameters`", why)
    }))
}

fn http(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<Integration, Complaint> {
    scope.check_nearly_open_keys(fields, HTTP)?;
    http_method(scope, fields, None)?;
    timeout(scope, fields.get("timeoutInMillis"))?;
    let uri = fields.need("uri")?;
    let text = scope.text(uri, "uri")?;
    if ["http://", "https://", "${stageVariables."]
        .iter()
        .any(|start| text.starts_with(start))
    {
        let trouble = Trouble::new(uri, "`uri`", "no other server is asked here");
        return Ok(unsupported(scope, fields, trouble));
    }
    Err(
        Complaint::new(format!("`{text}` is no HTTP endpoint"), uri.place)
            .expected("expected `http://…` or `https://…`")
            .aws_says(Refusal::InvalidHttpEndpoint),
    )
}

fn unsupported(scope: &Scope<'_>, fields: &Fields<'_>, trouble: Trouble) -> Integration {
    let Trouble { place, what, why } = trouble;
    let noted = format!("{what} of {}", fields.owner);
    let consequence = format!("each request is answered 500 `Internal server error`: {why}");
    scope
        .notes
        .take(NoteClass::NotSupported, place, noted, consequence);
    Integration::Unsupported { what, why }
}

/// `timeoutInMillis`, or AWS's default.
pub(crate) fn timeout(scope: &Scope<'_>, node: Option<&Node>) -> Result<Duration, Complaint> {
    let millis = match node {
        None => DEFAULT_TIMEOUT,
        Some(node) => scope
            .number(node, "timeoutInMillis", 50..=29_000, "milliseconds")
            .map_err(|complaint| complaint.aws_says(Refusal::TimeoutOutOfBounds))?,
    };
    Ok(Duration::from_millis(millis.into()))
}
