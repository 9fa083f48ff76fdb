//! What API Gateway knows of a request beside the request: `requestContext` and `$context`.
//!
//! Rule: pure; times and ids come in from [`Host`]. Serialised, a [`RequestContext`] is `requestContext`.
//!
//! AWS (facts A1, B4): the keys, their order, and null where an anonymous caller has nothing.

use std::time::SystemTime;

use serde::Serialize;

use crate::{
    api::Api,
    host::{self, Host},
    http::Request,
};

use super::matching::Match;

/// What is new with every request, whether it matches a method or not.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// When the request came.
    pub received: SystemTime,
    /// A UUID; also `x-amzn-RequestId` of the answer.
    pub request_id: String,
    /// Also `x-amz-apigw-id` of the answer.
    pub extended_request_id: String,
    /// The trace header as the function's event has it: the client's, or a new `Root=`.
    pub trace: String,
}

impl Arrival {
    /// Notes the arrival of `request`.
    pub fn of(request: &Request, host: &Host) -> Arrival {
        let received = host.clock.now();
        let sent = request
            .header("X-Amzn-Trace-Id")
            .filter(|trace| trace.contains("Root="));
        let trace = match sent {
            Some(trace) => trace.to_owned(),
            None => format!("Root={}", host.ids.trace_root(received)),
        };
        Arrival {
            received,
            request_id: host.ids.uuid(),
            extended_request_id: host.ids.extended_request_id(),
            trace,
        }
    }

    /// The trace header that goes on to Lambda and back to the client: what the client sent of it stays in
    /// front, what it lacks is made (A2.13).
    pub fn onward_trace(&self, host: &Host) -> String {
        let mut trace = self.trace.clone();
        let mut complete = |key: &str, value: &str| {
            if !trace.contains(key) {
                trace.extend([";", key, value]);
            }
        };
        complete("Parent=", &host.ids.hex(16));
        complete("Sampled=", "0");
        complete("Lineage=", &format!("1:{}:0", host.ids.hex(8)));
        trace
    }
}

/// `requestContext` of a proxy event.
///
/// No authorizer, API key or client certificate is emulated, so their keys are absent, as on AWS without them.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestContext<'a> {
    resource_id: &'a str,
    resource_path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation_name: Option<&'a str>,
    http_method: &'a str,
    extended_request_id: &'a str,
    request_time: String,
    /// With the stage, as sent.
    path: &'a str,
    account_id: &'static str,
    protocol: &'static str,
    stage: &'a str,
    domain_prefix: &'a str,
    request_time_epoch: u64,
    request_id: &'a str,
    identity: Identity<'a>,
    domain_name: String,
    deployment_id: String,
    api_id: &'a str,
}

/// Who called: of an anonymous caller only the address and the program are known.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity<'a> {
    cognito_identity_pool_id: (),
    account_id: (),
    cognito_identity_id: (),
    caller: (),
    source_ip: String,
    principal_org_id: (),
    access_key: (),
    cognito_authentication_type: (),
    cognito_authentication_provider: (),
    user_arn: (),
    user_agent: Option<&'a str>,
    user: (),
}

impl<'a> RequestContext<'a> {
    /// The context of a matched request.
    pub fn new(
        request: &'a Request,
        matched: &Match<'a>,
        arrival: &'a Arrival,
    ) -> RequestContext<'a> {
        let api = matched.api;
        RequestContext {
            resource_id: &matched.resource.id,
            resource_path: matched.resource.path.to_string(),
            operation_name: matched.method.operation_name.as_deref(),
            http_method: matched.http_method,
            extended_request_id: &arrival.extended_request_id,
            request_time: host::request_time(arrival.received),
            path: &request.raw_path,
            account_id: host::ACCOUNT_ID,
            protocol: "HTTP/1.1",
            stage: &api.stage.name,
            domain_prefix: &api.id,
            request_time_epoch: host::epoch_ms(arrival.received),
            request_id: &arrival.request_id,
            identity: Identity::anonymous(request),
            domain_name: domain_name(api),
            deployment_id: api.id.chars().rev().take(6).collect(),
            api_id: &api.id,
        }
    }
}

impl Identity<'_> {
    fn anonymous(request: &Request) -> Identity<'_> {
        Identity {
            cognito_identity_pool_id: (),
            account_id: (),
            cognito_identity_id: (),
            caller: (),
            source_ip: request.source_ip.to_string(),
            principal_org_id: (),
            access_key: (),
            cognito_authentication_type: (),
            cognito_authentication_provider: (),
            user_arn: (),
            user_agent: request.header("User-Agent"),
            user: (),
        }
    }
}

/// The API's host name on AWS.
pub(super) fn domain_name(api: &Api) -> String {
    format!("{}.execute-api.{}.amazonaws.com", api.id, host::REGION)
}
