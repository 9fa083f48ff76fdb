//! An API with one custom integration, from its text.

use emulator::{api::Api, template::NoteClass};

use crate::support::{Deployment, Trip, read};

const HEAD: &str = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: bootstrap
      Events: {Any: {Type: Api, Properties: {RestApiId: !Ref Api, Path: '/{proxy+}', Method: ANY}}}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Variables: {greeting: hello}
      BinaryMediaTypes: [image/png]
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /{proxy+}:
            x-amazon-apigateway-any-method:
              x-amazon-apigateway-integration:
";

const FUNCTION: &str = "\
type: aws
httpMethod: POST
uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations
";

/// The integration's further lines, such as `requestTemplates: …`; the responses default to the console's.
pub(crate) fn custom(lines: &str) -> Deployment {
    let responses = match lines.contains("responses:") {
        true => "",
        false => "responses: {default: {statusCode: 200}}\n",
    };
    integration(&format!("{FUNCTION}{responses}{lines}"))
}

/// A whole integration.
pub(crate) fn integration(lines: &str) -> Deployment {
    let indented: String = lines
        .lines()
        .map(|line| format!("                {line}\n"))
        .collect();
    let template = read(&format!("{HEAD}{indented}"));
    let unsupported = template
        .notes
        .iter()
        .find(|note| note.class == NoteClass::NotSupported);
    assert_eq!(unsupported, None, "what a test is about is supported");
    let apis: Vec<Api> = template.apis;
    Deployment::with(&["GET /"], |settings| settings.template.apis = apis)
}

/// `POST /prod/x` with a body of this type; an empty one for none.
#[track_caller]
pub(crate) fn post(api: &Deployment, content_type: &str, body: impl AsRef<[u8]>) -> Trip {
    let header = format!("Content-Type: {content_type}");
    let headers = if content_type.is_empty() {
        vec![]
    } else {
        vec![header.as_str()]
    };
    api.send("POST /prod/x", &headers, body)
}

/// The same with JSON.
#[track_caller]
pub(crate) fn post_json(api: &Deployment, body: &str) -> Trip {
    post(api, "application/json", body)
}
