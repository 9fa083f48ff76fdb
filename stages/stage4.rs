//! # Stage 4: proxy routing
//!
//! New: types for the proxy event and its answer, and one function that
//! answers several paths and methods differently.
//!
//! ```console
//! cargo run --bin stage4
//! curl 'http://127.0.0.1:7878/prod/test?id=2'
//! ```

use aws_lambda_events::apigw::{
    ApiGatewayProxyRequest, ApiGatewayProxyResponse,
};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Map, Value, json};

#[tokio::main]
async fn main() -> Result<(), Error> {
    emulator::serve_unless_on_lambda(include_str!("template.yaml")).await;
    lambda_runtime::run(service_fn(handler)).await
}

// ANCHOR: handler
async fn handler(
    event: LambdaEvent<ApiGatewayProxyRequest>,
) -> Result<ApiGatewayProxyResponse, Error> {
    let request = event.payload;
    let answer = route(&request)
        .ok_or("Invalid Path")
        .and_then(|handle| handle(&request));
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
