//! Request → event.
//!
//! AWS (facts B1): the template is chosen by the media type of `Content-Type`, `application/json` without one;
//! a body that no template is for passes or is a 415; without a body the event is `{}`.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::body::Bytes;

use crate::{
    api::{ContentHandling, Mapping, MappingTemplate, Passthrough},
    gateway::proxy::is_binary,
    http::text,
    vtl::Overrides,
};

use super::{Arrived, Unmapped, media_type, parameters, template_for};

/// The header by which an integration asks Lambda not to wait.
const INVOCATION_TYPE: &str = "X-Amz-Invocation-Type";

/// What is handed to the backend.
#[derive(Debug, Clone)]
pub struct IntegrationRequest<'a> {
    /// The event's bytes. Whether they are JSON, Lambda says.
    pub event: Bytes,
    /// Whether Lambda runs the function while nobody waits.
    pub is_async: bool,
    /// The template that made the event, if one did.
    pub template: Option<&'a MappingTemplate>,
    /// What the template assigned to `$context.requestOverride` and `$context.responseOverride`.
    pub overrides: Overrides,
}

/// Maps a request.
///
/// # Errors
/// Its media type may not pass, or its template fails.
pub fn integration_request<'a>(
    mapping: &'a Mapping,
    arrived: Arrived<'_>,
) -> Result<IntegrationRequest<'a>, Unmapped> {
    let content_type = arrived
        .request
        .header("Content-Type")
        .unwrap_or("application/json");
    let template = template_for(&mapping.request_templates, &media_type(content_type));
    let body = converted(mapping, arrived)?;
    let mut overrides = Overrides::default();
    let event = match template {
        Some(template) => {
            let rendered = render(template, arrived, body)?;
            overrides = rendered.overrides;
            Bytes::from(rendered.text)
        }
        None => {
            check_passthrough(mapping, content_type)?;
            body.bytes()
        }
    };
    // Recorded of a rendering (B1.7) as of a body: where there is nothing, Lambda gets an empty object.
    let event = if event.is_empty() {
        Bytes::from_static(b"{}")
    } else {
        event
    };
    let is_async = invocation_type(mapping, arrived, &overrides).as_deref() == Some("Event");
    Ok(IntegrationRequest {
        event,
        is_async,
        template,
        overrides,
    })
}

/// A body before it meets a template.
enum Body<'a> {
    None,
    Text(Cow<'a, str>),
    Binary(Bytes),
}

impl Body<'_> {
    fn bytes(self) -> Bytes {
        match self {
            Body::None => Bytes::new(),
            Body::Text(text) => text.into_owned().into(),
            Body::Binary(bytes) => bytes,
        }
    }
}

/// The body as `contentHandling` has it. Text is UTF-8; what is none becomes U+FFFD.
fn converted<'a>(mapping: &Mapping, arrived: Arrived<'a>) -> Result<Body<'a>, Unmapped> {
    let Arrived {
        request, matched, ..
    } = arrived;
    if request.body.is_empty() {
        return Ok(Body::None);
    }
    let binary = is_binary(
        request.header("Content-Type"),
        &matched.api.binary_media_types,
    );
    Ok(match (binary, mapping.content_handling) {
        (true, Some(ContentHandling::ConvertToText)) => {
            Body::Text(STANDARD.encode(&request.body).into())
        }
        (false, Some(ContentHandling::ConvertToBinary)) => {
            let decoded = STANDARD.decode(&request.body);
            Body::Binary(
                decoded
                    .map_err(|error| Unmapped::NotBase64(error.to_string()))?
                    .into(),
            )
        }
        (true, _) => Body::Binary(request.body.clone()),
        (false, _) => Body::Text(text(&request.body)),
    })
}

fn render<'a>(
    template: &MappingTemplate,
    arrived: Arrived<'a>,
    body: Body<'a>,
) -> Result<crate::vtl::Rendered, Unmapped> {
    let body = match body {
        Body::None => None,
        Body::Text(text) => Some(text),
        Body::Binary(_) => return Err(Unmapped::BinaryBody),
    };
    let scope = arrived.scope(body);
    let parsed = template
        .parsed()
        .map_err(|error| Unmapped::template(template, error))?;
    parsed
        .render(&scope)
        .map_err(|error| Unmapped::template(template, &error))
}

fn check_passthrough(mapping: &Mapping, content_type: &str) -> Result<(), Unmapped> {
    let passes = match mapping.passthrough {
        Passthrough::WhenNoMatch => true,
        Passthrough::WhenNoTemplates => mapping.request_templates.is_empty(),
        Passthrough::Never => false,
    };
    if passes {
        return Ok(());
    }
    Err(Unmapped::UnsupportedMediaType {
        found: media_type(content_type),
        known: mapping.request_templates.keys().cloned().collect(),
    })
}

/// What the integration asks of Lambda, by its mapped headers; a template's override wins.
fn invocation_type(
    mapping: &Mapping,
    arrived: Arrived<'_>,
    overrides: &Overrides,
) -> Option<String> {
    let mut assigned = overrides.request.header.iter();
    let overridden = assigned
        .find(|(name, _)| name.eq_ignore_ascii_case(INVOCATION_TYPE))
        .map(|(_, value)| Overrides::text(value));
    let mapped = || {
        let mut parameters = mapping.request_parameters.iter();
        let (_, source) = parameters.find(|(target, _)| {
            let name = target.strip_prefix("integration.request.header.");
            name.is_some_and(|name| name.eq_ignore_ascii_case(INVOCATION_TYPE))
        })?;
        parameters::of_request(source, arrived)
    };
    overridden.or_else(mapped)
}
