//! Result → answer.
//!
//! AWS (facts B6): of a function error the whole `errorMessage` is matched with the selection patterns; a result,
//! and an error that nothing matches, takes the default response; without one it is a 500.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::{
    body::Bytes,
    header::{HeaderName, HeaderValue},
};
use serde_json::Value;

use crate::{
    api::{ContentHandling, IntegrationResponse, Mapping, MappingTemplate},
    gateway::remapped,
    http::{Answer, Headers, text},
    lambda::{FunctionResult, payload},
    vtl::{Overrides, Rendered, Scope, json::Json},
};

use super::{Arrived, Unmapped, media_type, parameters, template_for};

/// What the backend gave.
#[derive(Debug, Clone)]
pub struct Backend {
    /// What selection patterns are matched with: the message of a function error, the status of a mock; nothing
    /// for a result.
    pub matched: Option<String>,
    /// Its status, headers and body.
    pub answer: Answer,
}

impl Backend {
    /// A function that ran. Its headers are Lambda's own, which reach the client only where they are mapped.
    pub fn function(result: &FunctionResult) -> Backend {
        let answer = Answer {
            body: payload(result).clone(),
            ..Answer::empty(200)
        }
        .with("X-Amz-Executed-Version", "$LATEST");
        let failed = result.is_err();
        let error_message = failed.then(|| {
            let report: Option<Value> = serde_json::from_slice(payload(result)).ok();
            let message = report
                .as_ref()
                .and_then(|report| report["errorMessage"].as_str());
            message.unwrap_or_default().to_owned()
        });
        let answer = match failed {
            true => answer.with("X-Amz-Function-Error", "Unhandled"),
            false => answer,
        };
        Backend {
            matched: error_message,
            answer,
        }
    }

    /// A mock, that rendered this.
    ///
    /// # Errors
    /// It has no `statusCode`.
    pub fn mock(rendered: &[u8]) -> Result<Backend, Unmapped> {
        let text = String::from_utf8_lossy(rendered);
        let json = Json::parse_leniently(&text).ok();
        let status = json
            .as_ref()
            .and_then(|json| parameters::find(json, "$.statusCode"));
        let status = status.filter(|status| status.parse::<u16>().is_ok());
        let status = status.ok_or_else(|| Unmapped::NoMockStatus(text.into_owned()))?;
        Ok(Backend {
            matched: Some(status),
            answer: Answer::empty(200),
        })
    }
}

/// An answer, and how it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodResponse {
    /// The answer.
    pub answer: Answer,
    /// Whether a selection pattern chose it, and not the default.
    pub by_pattern: bool,
}

/// Maps what the backend gave.
///
/// # Errors
/// No response is for it, its template fails, or its status is none of an answer.
pub fn method_response(
    mapping: &Mapping,
    arrived: Arrived<'_>,
    backend: &Backend,
    overrides: Overrides,
) -> Result<MethodResponse, Unmapped> {
    let response = select(mapping, backend.matched.as_deref())?;
    let body = converted(response, &backend.answer.body)?;
    let (body, overrides) = match response_template(response, arrived) {
        Some(template) => {
            let rendered = render(template, arrived, &body, overrides)?;
            (Bytes::from(rendered.text), rendered.overrides)
        }
        None => (body, overrides),
    };
    let status = overrides
        .response
        .status_code()
        .unwrap_or(response.status_code);
    // Our choice: HTTP cannot end an exchange with it, and nothing is recorded.
    if status < 200 {
        return Err(Unmapped::InterimStatus(status));
    }
    let headers = headers(response, arrived, backend, &overrides);
    check(&headers)?;
    Ok(MethodResponse {
        answer: Answer {
            status,
            headers,
            body,
        },
        by_pattern: response.selection_pattern.is_some(),
    })
}

/// The mapped headers, then those that a template overrides; `application/json` unless one says otherwise.
fn headers(
    response: &IntegrationResponse,
    arrived: Arrived<'_>,
    backend: &Backend,
    overrides: &Overrides,
) -> Headers {
    let mut headers = mapped_headers(response, arrived, backend);
    for (name, value) in &overrides.response.header {
        headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        headers.push((name.clone(), Overrides::text(value)));
    }
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("Content-Type"))
    {
        headers.insert(
            0,
            ("Content-Type".to_owned(), "application/json".to_owned()),
        );
    }
    remapped::leaving(headers)
}

/// Our choice: nothing is recorded of a header that HTTP cannot carry.
fn check(headers: &Headers) -> Result<(), Unmapped> {
    let is_sendable = |name: &str, value: &str| {
        HeaderName::from_bytes(name.as_bytes()).is_ok()
            && HeaderValue::from_bytes(value.as_bytes()).is_ok()
    };
    match headers
        .iter()
        .find(|(name, value)| !is_sendable(name, value))
    {
        None => Ok(()),
        Some((name, value)) => Err(Unmapped::UnsendableHeader {
            name: name.to_owned(),
            value: value.to_owned(),
        }),
    }
}

/// Our choice among several that match: the first in the template (F5).
fn select<'a>(
    mapping: &'a Mapping,
    matched: Option<&str>,
) -> Result<&'a IntegrationResponse, Unmapped> {
    let patterned = matched.and_then(|text| {
        let mut responses = mapping.responses.iter();
        responses.find(|one| {
            one.selection_pattern
                .as_ref()
                .is_some_and(|p| p.matches(text))
        })
    });
    let default = || {
        mapping
            .responses
            .iter()
            .find(|one| one.selection_pattern.is_none())
    };
    patterned
        .or_else(default)
        .ok_or_else(|| Unmapped::NoResponse {
            found: matched.map(str::to_owned),
            known: mapping
                .responses
                .iter()
                .filter_map(|one| one.selection_pattern.as_ref().map(ToString::to_string))
                .collect(),
        })
}

fn converted(response: &IntegrationResponse, body: &Bytes) -> Result<Bytes, Unmapped> {
    match response.content_handling {
        Some(ContentHandling::ConvertToBinary) => {
            let decoded = STANDARD.decode(body);
            decoded
                .map(Bytes::from)
                .map_err(|error| Unmapped::NotBase64(error.to_string()))
        }
        // Text: what is none of it becomes U+FFFD (B6.14).
        Some(ContentHandling::ConvertToText) | None => Ok(match text(body) {
            Cow::Borrowed(_) => body.clone(),
            Cow::Owned(text) => Bytes::from(text),
        }),
    }
}

/// Our choice, as other emulators have it: by the client's `Accept`, else for JSON, else the first.
fn response_template<'a>(
    response: &'a IntegrationResponse,
    arrived: Arrived<'_>,
) -> Option<&'a MappingTemplate> {
    let templates = &response.response_templates;
    let accepted = arrived.request.header("Accept").map(media_type);
    accepted
        .and_then(|accepted| template_for(templates, &accepted))
        .or_else(|| templates.get("application/json"))
        .or_else(|| templates.values().next())
}

fn render(
    template: &MappingTemplate,
    arrived: Arrived<'_>,
    body: &Bytes,
    overrides: Overrides,
) -> Result<Rendered, Unmapped> {
    // Our choice: a function that returns nothing has no body for a template (B6.11); untouched it stays `null`.
    let nothing = body.as_ref() == b"null";
    let text = match nothing {
        true => "".into(),
        false => text(body),
    };
    let scope = Scope {
        overrides,
        ..arrived.scope((!text.is_empty()).then_some(text))
    };
    let parsed = template
        .parsed()
        .map_err(|error| Unmapped::template(template, error))?;
    parsed
        .render(&scope)
        .map_err(|error| Unmapped::template(template, &error))
}

/// A source that has nothing leaves its header empty (B6.11).
fn mapped_headers(
    response: &IntegrationResponse,
    arrived: Arrived<'_>,
    backend: &Backend,
) -> Vec<(String, String)> {
    let named = response
        .response_parameters
        .iter()
        .filter_map(|(target, source)| {
            let name = target.strip_prefix("method.response.header.")?;
            let value = parameters::of_response(source, arrived, &backend.answer);
            Some((name.to_owned(), value.unwrap_or_default()))
        });
    named.collect()
}
