//! The method responses that an operation declares, beside the integration responses that use them.
//!
//! Rule: here an integration response answers whatever is declared; where AWS would not have it, this is noted.
//!
//! AWS: a status, and each header that is mapped, has to be declared in `responses` of the operation (facts B6). Its
//! words are from error reports.

use crate::api::IntegrationResponse;

use super::super::{
    error::Complaint,
    notes::NoteClass,
    refusal::Refusal,
    scope::Scope,
    source::Place,
    values::Fields,
    yaml::{Entry, Node},
};

/// Notes what the integration responses use and the operation does not declare.
pub(super) fn check(
    scope: &Scope<'_>,
    operation: &Fields<'_>,
    integration: &Fields<'_>,
    responses: &[IntegrationResponse],
) -> Result<(), Complaint> {
    let Some(node) = integration.get("responses") else {
        return Ok(());
    };
    let section = scope.fields(node, "`responses`")?;
    for (Entry { key, .. }, response) in section.entries().iter().zip(responses) {
        check_response(scope, operation, key.place, response);
    }
    Ok(())
}

fn check_response(
    scope: &Scope<'_>,
    operation: &Fields<'_>,
    place: Place,
    response: &IntegrationResponse,
) {
    let status = response.status_code.to_string();
    let note = |what: String, consequence: String| {
        let what = format!("{what} of {} is not among its `responses`", operation.owner);
        scope
            .notes
            .take(NoteClass::WouldFailDeployed, place, what, consequence);
    };
    let Some(headers) = declared(scope, operation, &status) else {
        let consequence = match response.response_parameters.is_empty() {
            true => format!(
                "it is answered here; AWS answers 500 instead, and logs {}",
                Refusal::NoMethodResponse(&status)
            ),
            false => format!("AWS refuses this with {}", Refusal::NoMethodResponseToMap),
        };
        note(format!("the status {status}"), consequence);
        return;
    };
    let Headers::Known(headers) = headers else {
        return;
    };
    for target in response.response_parameters.keys() {
        let name = target
            .strip_prefix("method.response.header.")
            .unwrap_or(target);
        if !headers.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            let refusal = Refusal::InvalidMappingExpression(target);
            note(
                format!("the header `{name}` of the status {status}"),
                format!("AWS refuses this with {refusal}"),
            );
        }
    }
}

/// The headers of a method response.
enum Headers {
    Known(Vec<String>),
    /// It is described elsewhere.
    Unknown,
}

/// What is declared for a status, if it is declared. What cannot be told here may be right.
fn declared(scope: &Scope<'_>, operation: &Fields<'_>, status: &str) -> Option<Headers> {
    let node = operation.get("responses")?;
    let Ok(section) = scope.fields(node, "`responses`") else {
        return Some(Headers::Unknown);
    };
    let mut entries = section.entries().iter();
    let Some(Entry { value, .. }) = entries.find(|entry| entry.key.text == status) else {
        // What the import makes of `default` and of `4XX` is not known.
        let may_be = |key: &str| key == "default" || key.to_ascii_uppercase().ends_with("XX");
        let unknown = section
            .entries()
            .iter()
            .any(|entry| may_be(&entry.key.text));
        return unknown.then_some(Headers::Unknown);
    };
    Some(headers(scope, value).unwrap_or(Headers::Unknown))
}

/// The headers of a method response, if they stand there.
fn headers(scope: &Scope<'_>, response: &Node) -> Option<Headers> {
    let response = scope.fields(response, "a response").ok()?;
    if response.get("$ref").is_some() {
        return None;
    }
    let Some(headers) = response.get("headers") else {
        return Some(Headers::Known(vec![]));
    };
    let headers = scope.fields(headers, "`headers`").ok()?;
    let names = headers.entries().iter().map(|entry| entry.key.text.clone());
    Some(Headers::Known(names.collect()))
}
