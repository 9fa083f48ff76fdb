//! What API Gateway knows of a request beside the request: `requestContext` and `$context`.
//!
//! Rule: pure; times and ids come in from [`Host`]. Told, a [`RequestContext`] is `requestContext`.
//!
//! AWS (facts A1, B4): the keys, their order, and null where an anonymous caller has nothing.

use std::time::SystemTime;

use crate::{
    api::Api,
    host::{self, Host},
    http::Request,
};

use super::{json_object::Members, matching::Match};

/// What is new with every request, whether it matches a method or not.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// When the request came.
    pub received: SystemTime,
    /// A UUID; also `x-amzn-RequestId` of the answer.
    pub request_id: String,
    /// Also `x-amz-apigw-id` of the answer.
    pub extended_request_id: String,
    /// The client's address, as text.
    pub source_ip: String,
    /// The trace header as the function's event has it: the client's, or a new `Root=`.
    pub trace: String,
}

impl Arrival {
    /// Notes the arrival of `request`.
    pub fn of(request: &Request, host: &Host) -> Arrival {
        let received = host.clock.now();
        let sent = request
            .header("X-Amzn-Trace-Id")
            .filter(|trace| has_root(trace));
        let trace = match sent {
            Some(trace) => trace.to_owned(),
            None => ["Root=", &host.ids.trace_root(received)].concat(),
        };
        Arrival {
            received,
            request_id: host.ids.uuid(),
            extended_request_id: host.ids.extended_request_id(),
            source_ip: request.source_ip.to_string(),
            trace,
        }
    }

    /// The trace header that goes on to Lambda and back to the client: what the client sent of it stays in
    /// front, what it lacks is made (A2.13).
    pub fn onward_trace(&self, host: &Host) -> String {
        const MADE: usize = ";Parent=0123456789abcdef;Sampled=0;Lineage=1:01234567:0".len();
        let mut sent = [false; 3];
        let sent_trace = self.trace.trim_end_matches(';');
        for part in parts(sent_trace) {
            for (is_sent, key) in sent.iter_mut().zip(["Parent=", "Sampled=", "Lineage="]) {
                *is_sent |= part.starts_with(key);
            }
        }
        let [has_parent, has_sampled, has_lineage] = sent;
        let mut trace = String::with_capacity(self.trace.len() + MADE);
        trace.push_str(sent_trace);
        if !has_parent {
            trace.extend([";Parent=", &host.ids.hex(16)]);
        }
        if !has_sampled {
            trace.push_str(";Sampled=0");
        }
        if !has_lineage {
            trace.extend([";Lineage=1:", &host.ids.hex(8), ":0"]);
        }
        trace
    }
}

/// Of a trace header: `Root=…`, `Parent=…` and what else there is.
fn parts(trace: &str) -> impl Iterator<Item = &str> {
    trace.split(';').map(str::trim)
}

fn has_root(trace: &str) -> bool {
    parts(trace).any(|part| part.starts_with("Root=") && part != "Root=")
}

/// `requestContext` of a proxy event.
///
/// No authorizer, API key or client certificate is emulated, so their keys are absent, as on AWS without them.
#[derive(Debug, Clone)]
pub struct RequestContext<'a> {
    request: &'a Request,
    matched: &'a Match<'a>,
    arrival: &'a Arrival,
}

impl<'a> RequestContext<'a> {
    /// The context of a matched request.
    pub fn new(
        request: &'a Request,
        matched: &'a Match<'a>,
        arrival: &'a Arrival,
    ) -> RequestContext<'a> {
        RequestContext {
            request,
            matched,
            arrival,
        }
    }

    /// Its members, in the order in which AWS writes them, also those that only `$context` has. `path` is with the
    /// stage, as sent.
    pub(super) fn tell(&self, context: &mut impl Members<'a>) {
        let (matched, arrival) = (self.matched, self.arrival);
        let api = matched.api;
        context.text("resourceId", &matched.resource.id);
        context.text("resourcePath", matched.resource.path.as_str());
        if let Some(name) = &matched.method.operation_name {
            context.text("operationName", name);
        }
        context.text("httpMethod", matched.http_method);
        context.text("extendedRequestId", &arrival.extended_request_id);
        context.text("requestTime", host::request_time(arrival.received));
        context.text("path", &self.request.raw_path);
        context.text("accountId", host::ACCOUNT_ID);
        context.text("protocol", "HTTP/1.1");
        context.assignable("requestOverride");
        context.text("stage", &api.stage.name);
        context.text("domainPrefix", &api.id);
        context.number("requestTimeEpoch", host::epoch_ms(arrival.received));
        context.text("requestId", &arrival.request_id);
        context.object("identity", |identity| self.tell_identity(identity));
        context.text("domainName", domain_name(api));
        context.text("deploymentId", deployment_id(api));
        context.assignable("responseOverride");
        context.text("apiId", &api.id);
    }

    /// Who called: of an anonymous caller only the address and the program are known.
    fn tell_identity(&self, identity: &mut impl Members<'a>) {
        identity.null("cognitoIdentityPoolId");
        identity.null("accountId");
        identity.null("cognitoIdentityId");
        identity.null("caller");
        identity.text("sourceIp", &self.arrival.source_ip);
        identity.null("principalOrgId");
        identity.null("accessKey");
        identity.null("cognitoAuthenticationType");
        identity.null("cognitoAuthenticationProvider");
        identity.null("userArn");
        identity.text_or_null("userAgent", self.request.header("User-Agent"));
        identity.null("user");
    }
}

fn deployment_id(api: &Api) -> String {
    api.id.chars().rev().take(6).collect()
}

/// The API's host name on AWS.
pub(super) fn domain_name(api: &Api) -> String {
    [&api.id, ".execute-api.", host::REGION, ".amazonaws.com"].concat()
}
