//! The method responses that an operation declares, beside the integration responses that use them.
//!
//! Rule: here an integration response answers whatever is declared; where AWS would not have it, this is noted.
//!
//! AWS: a status, and each header that is mapped, has to be declared in `responses` of the operation (facts B6). Its
//! words are from error reports.

use crate::api::IntegrationResponse;

use super::super::{
    error::Complaint, notes::NoteClass, refusal::Refusal, scope::Scope, source::Place,
    values::Fields, yaml::Entry,
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
        check_response(scope, operation, key.place, response)?;
    }
    Ok(())
}

fn check_response(
    scope: &Scope<'_>,
    operation: &Fields<'_>,
    place: Place,
    response: &IntegrationResponse,
) -> Result<(), Complaint> {
    let status = response.status_code.to_string();
    let note = |what: String, consequence: String| {
        let what = format!("{what} of {} is not among its `responses`", operation.owner);
        scope
            .notes
            .take(NoteClass::WouldFailDeployed, place, what, consequence);
    };
    let Some(headers) = declared(scope, operation, &status)? else {
        let consequence = match response.response_parameters.is_empty() {
            true => format!(
                "it is answered here; AWS answers 500 instead, and logs {}",
                Refusal::NoMethodResponse(&status)
            ),
            false => format!("AWS refuses this with {}", Refusal::NoMethodResponseToMap),
        };
        note(format!("the status {status}"), consequence);
        return Ok(());
    };
    let Headers::Known(headers) = headers else {
        return Ok(());
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
    Ok(())
}

/// The headers of a method response.
enum Headers {
    Known(Vec<String>),
    /// It is described elsewhere.
    Unknown,
}

/// What is declared for a status, if it is declared.
fn declared(
    scope: &Scope<'_>,
    operation: &Fields<'_>,
    status: &str,
) -> Result<Option<Headers>, Complaint> {
    let Some(node) = operation.get("responses") else {
        return Ok(None);
    };
    let section = scope.fields(node, "`responses`")?;
    let own = section
        .entries()
        .iter()
        .find(|entry| entry.key.text == status);
    let Some(Entry { key, value }) = own else {
        // What the import makes of `default` and of `4XX` is not known.
        let may_be = |key: &str| key == "default" || key.to_ascii_uppercase().ends_with("XX");
        let unknown = section
            .entries()
            .iter()
            .any(|entry| may_be(&entry.key.text));
        return Ok(unknown.then_some(Headers::Unknown));
    };
    let response = scope.fields(value, &format!("the response `{}`", key.text))?;
    if response.get("$ref").is_some() {
        return Ok(Some(Headers::Unknown));
    }
    let Some(headers) = response.get("headers") else {
        return Ok(Some(Headers::Known(vec![])));
    };
    let headers = scope.fields(headers, "`headers`")?;
    let names = headers.entries().iter().map(|entry| entry.key.text.clone());
    Ok(Some(Headers::Known(names.collect())))
}
