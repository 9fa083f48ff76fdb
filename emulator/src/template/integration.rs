//! `x-amazon-apigateway-integration`: what a method hands its requests to.
//!
//! AWS: the type in any case; a Lambda function is named by a URI of API Gateway's own, and invoked by
//! POST whatever the client's method is (facts E).

use std::time::Duration;

use crate::api::{Function, Integration};

use super::{
    error::Complaint,
    keys::{
        Effect::{NotSupported, Nothing, Used},
        Keys,
    },
    scope::Scope,
    values::Fields,
    yaml::Node,
};

const INTEGRATION: &Keys = &[
    ("type", Used),
    ("uri", Used),
    ("httpMethod", Used),
    ("timeoutInMillis", Used),
    ("responses", Used),
    ("passthroughBehavior", Used),
    ("credentials", Nothing("the function may always be invoked")),
    ("requestTemplates", NotSupported("the body passes as it is")),
    ("requestParameters", NotSupported("they are not mapped")),
    ("contentHandling", NotSupported("the body passes as it is")),
    ("cacheNamespace", NotSupported("nothing is cached")),
    ("cacheKeyParameters", NotSupported("nothing is cached")),
    ("connectionType", NotSupported("there is no VPC link")),
    ("connectionId", NotSupported("there is no VPC link")),
    ("tlsConfig", NotSupported("there is no HTTP backend")),
    (
        "responseTransferMode",
        NotSupported("the answer is sent in one piece"),
    ),
];

/// Milliseconds that the gateway waits for the function, unless the template says otherwise.
const DEFAULT_TIMEOUT: u32 = 29_000;

/// Reads the integration of one method.
pub(crate) fn read(
    scope: &Scope,
    fields: &Fields<'_>,
    function: &Function,
) -> Result<Integration, Complaint> {
    scope.check_keys(fields, INTEGRATION)?;
    let kind = fields.need("type")?;
    let text = scope.text(kind, "type")?;
    let timeout = timeout(scope, fields)?;
    match text.to_ascii_uppercase().as_str() {
        "AWS_PROXY" => {
            check_lambda(scope, fields, function)?;
            Ok(Integration::Proxy { timeout })
        }
        "AWS" => {
            check_lambda(scope, fields, function)?;
            Ok(Integration::Custom { timeout })
        }
        _ => Err(
            Complaint::new(format!("the integration type `{text}`"), kind.place)
                .expected("expected `aws` or `aws_proxy`"),
        ),
    }
}

fn timeout(scope: &Scope, fields: &Fields<'_>) -> Result<Duration, Complaint> {
    let millis = match fields.get("timeoutInMillis") {
        None => DEFAULT_TIMEOUT,
        Some(node) => scope
            .number(node, "timeoutInMillis", 50..=29_000, "milliseconds")
            .map_err(|complaint| {
                complaint.aws_says("Timeout should be between 50 ms and 29000 ms")
            })?,
    };
    Ok(Duration::from_millis(millis.into()))
}

fn check_lambda(scope: &Scope, fields: &Fields<'_>, function: &Function) -> Result<(), Complaint> {
    let method = fields.need("httpMethod").map_err(|complaint| {
        complaint
            .help("write `httpMethod: POST`: a function is invoked by POST, whatever the client's method is")
            .aws_says("Enumeration value for HttpMethod must be non-empty")
    })?;
    if scope.text(method, "httpMethod")? != "POST" {
        return Err(
            Complaint::new("a function is invoked by POST", method.place)
                .expected("expected `POST`, whatever the client's method is")
                .help("deployed, each request would be answered 500 `Internal server error`"),
        );
    }
    let uri = fields.need("uri")?;
    let text = scope.text(uri, "uri")?;
    check_uri(scope, &text, uri, function)
}

/// `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION-ARN/invocations`
fn check_uri(scope: &Scope, text: &str, uri: &Node, function: &Function) -> Result<(), Complaint> {
    let form = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations";
    let wrong = |found: &str, aws: &str| {
        Complaint::new(found, uri.place)
            .expected(format!("this is `{text}`"))
            .help(format!("write `!Sub {form}`"))
            .aws_says(aws)
    };
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let &["arn", _, service, _, target, path] = parts.as_slice() else {
        return Err(wrong(
            "the uri is not an ARN",
            "Invalid ARN specified in the request",
        ));
    };
    if service != "apigateway" {
        let words = "AWS ARN for integration must contain path or action";
        return Err(wrong("the uri is not one of API Gateway", words));
    }
    let arn = path
        .strip_prefix("path/2015-03-31/functions/")
        .and_then(|path| path.strip_suffix("/invocations"))
        .filter(|_| target == "lambda");
    let Some(arn) = arn else {
        let words = "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.";
        return Err(wrong("the uri is not that of a Lambda function", words));
    };
    let name = arn.split(':').nth(6).unwrap_or(arn);
    if name == function.name {
        return Ok(());
    }
    Err(Complaint::new(
        format!("the uri points at another function, `{name}`"),
        scope.inside(uri.place, name),
    )
    .expected(format!("the template's function is `{}`", function.name)))
}
