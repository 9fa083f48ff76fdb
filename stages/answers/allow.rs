//! # Task allow: answer 405 and say what is allowed
//!
//! A known path asked with a method that it lacks is a different mistake from
//! an unknown path, and HTTP has a status and a header for it.
//!
//! ```console
//! cargo run --features answers --bin allow
//! curl -i -X DELETE 'http://127.0.0.1:7878/prod/test?id=2'
//! ```

// ANCHOR: use
use aws_lambda_events::{
    apigw::{ApiGatewayProxyRequest, ApiGatewayProxyResponse},
    http::HeaderValue,
};
// ANCHOR_END: use
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Map, Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("../template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(
    event: LambdaEvent<ApiGatewayProxyRequest>,
) -> Result<ApiGatewayProxyResponse, Error> {
    let request = event.payload;
    let allowed = methods(&request);
    let answer = match route(&request) {
        Some(handle) => handle(&request),
        None if allowed.is_empty() => Err("Invalid Path"),
        None => return not_allowed(&allowed),
    };
    let content = answer.unwrap_or_else(|error| json!({ "Error": error }));
    let mut response = ApiGatewayProxyResponse::default();
    // The default is 0, which API Gateway refuses.
    response.status_code = 200;
    response.body = Some(json!({ "body": content }).to_string().into());
    Ok(response)
}
// ANCHOR_END: handler

// ANCHOR: routes
type Route = fn(&ApiGatewayProxyRequest) -> Result<Value, &'static str>;

const ROUTES: [(&str, &str, Route); 2] =
    [("GET", "/test", get_test), ("POST", "/test", post_test)];

fn route(request: &ApiGatewayProxyRequest) -> Option<Route> {
    let asked = (request.http_method.as_str(), request.path.as_deref()?);
    let (.., handle) = ROUTES
        .into_iter()
        .find(|&(method, path, _)| (method, path) == asked)?;
    Some(handle)
}
// ANCHOR_END: routes

// ANCHOR: get
fn get_test(request: &ApiGatewayProxyRequest) -> Result<Value, &'static str> {
    Ok(json!({ "id": id(request)?, "name": "test" }))
}
// ANCHOR_END: get

// ANCHOR: post
fn post_test(request: &ApiGatewayProxyRequest) -> Result<Value, &'static str> {
    Ok(json!({
        "id": id(request)?,
        "header": header(request),
        "body": request.body,
    }))
}
// ANCHOR_END: post

// ANCHOR: allow
/// The methods that the request's path has.
fn methods(request: &ApiGatewayProxyRequest) -> Vec<&'static str> {
    let asked = request.path.as_deref();
    ROUTES
        .into_iter()
        .filter(|&(_, path, _)| Some(path) == asked)
        .map(|(method, ..)| method)
        .collect()
}

fn not_allowed(methods: &[&str]) -> Result<ApiGatewayProxyResponse, Error> {
    let allow = HeaderValue::from_str(&methods.join(", "))?;
    let mut response = ApiGatewayProxyResponse::default();
    response.status_code = 405;
    response.headers.insert("Allow", allow);
    Ok(response)
}
// ANCHOR_END: allow

/// `queryStringParameters` holds one value a name, the last (A1.27): the
/// `first` here is the only one.
fn id(request: &ApiGatewayProxyRequest) -> Result<&str, &'static str> {
    request
        .query_string_parameters
        .first("id")
        .ok_or("Missing id")
}

/// The request's headers. `HeaderMap` has lower-cased their names, and its
/// `to_str` would refuse a value in UTF-8; the bytes are there all the same.
fn header(request: &ApiGatewayProxyRequest) -> Map<String, Value> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = request.headers.iter();
    headers
        .map(|(name, value)| (name.to_string(), text(value.as_bytes()).into()))
        .collect()
}
