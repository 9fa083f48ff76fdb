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

    /// The trace header that goes on to Lambda and back to the client.
    ///
    /// A client's own `Parent` is kept; otherwise one is made.
    pub fn onward_trace(&self, host: &Host) -> String {
        if self.trace.contains("Parent=") {
            return self.trace.clone();
        }
        let (parent, lineage) = (host.ids.hex(16), host.ids.hex(8));
        format!(
            "{};Parent={parent};Sampled=0;Lineage=1:{lineage}:0",
            self.trace
        )
    }
}

/// `requestContext` of a proxy event.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestContext {
    resource_id: String,
    resource_path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation_name: Option<String>,
    http_method: String,
    extended_request_id: String,
    request_time: String,
    /// With the stage, as sent.
    path: String,
    account_id: &'static str,
    protocol: &'static str,
    stage: String,
    domain_prefix: String,
    request_time_epoch: u64,
    request_id: String,
    identity: Identity,
    domain_name: String,
    deployment_id: String,
    api_id: String,
}

/// Who called: of an anonymous caller only the address and the program are known.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity {
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
    user_agent: Option<String>,
    user: (),
}

impl RequestContext {
    /// The context of a matched request.
    pub fn new(request: &Request, matched: &Match<'_>, arrival: &Arrival) -> RequestContext {
        let api = matched.api;
        RequestContext {
            resource_id: matched.resource.id.clone(),
            resource_path: matched.resource.path.to_string(),
            operation_name: matched.method.operation_name.clone(),
            http_method: request.http_method.clone(),
            extended_request_id: arrival.extended_request_id.clone(),
            request_time: host::request_time(arrival.received),
            path: request.raw_path.clone(),
            account_id: host::ACCOUNT_ID,
            protocol: "HTTP/1.1",
            stage: api.stage.name.clone(),
            domain_prefix: api.id.clone(),
            request_time_epoch: host::epoch_ms(arrival.received),
            request_id: arrival.request_id.clone(),
            identity: Identity::anonymous(request),
            domain_name: domain_name(api),
            deployment_id: api.id.chars().rev().take(6).collect(),
            api_id: api.id.clone(),
        }
    }
}

impl Identity {
    fn anonymous(request: &Request) -> Identity {
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
            user_agent: request.header("User-Agent").map(str::to_owned),
            user: (),
        }
    }
}

/// The API's host name on AWS.
fn domain_name(api: &Api) -> String {
    format!("{}.execute-api.{}.amazonaws.com", api.id, host::REGION)
}
