//! Templates to read, and what comes of them.

use std::io;

use emulator::{
    api::{Api, Function, Integration},
    template::{self, Error, Note, NoteClass, Source, Template},
};

/// One function behind one API with one method.
pub(crate) const SMALL: &str = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: bootstrap
      Events:
        Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: GET}}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /:
            get:
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations
";

/// [`SMALL`] with one text, which must be there once, replaced by another.
pub(crate) fn small_with(old: &str, new: &str) -> String {
    assert_eq!(
        SMALL.matches(old).count(),
        1,
        "{old:?} should stand in SMALL once"
    );
    SMALL.replace(old, new)
}

/// [`SMALL`] with a function that has no event.
pub(crate) fn without_event() -> String {
    let event =
        "        Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: GET}}\n";
    small_with(&format!("      Events:\n{event}"), "")
}

/// [`SMALL`] with parameters, and with the environment variable `WORD`, written so.
pub(crate) fn with_variable(written: &str) -> String {
    let parameters = "
Parameters:
  Name: {Type: String, Default: luna}
  Size: {Type: Number, Default: 5}
  Zones: {Type: CommaDelimitedList, Default: 'a, b'}
  Secret: {Type: String, NoEcho: true}
Resources:";
    small_with("\nResources:", parameters).replace(
        "      Handler: bootstrap",
        &format!("      Handler: bootstrap\n      Environment:\n        Variables:\n          WORD: {written}"),
    )
}

/// [`SMALL`] up to a text that must be there.
pub(crate) fn small_before(text: &str) -> &'static str {
    SMALL
        .split_once(text)
        .map_or_else(|| panic!("{text:?} should stand in SMALL"), |parts| parts.0)
}

/// [`SMALL`] with a custom integration that has these lines, indented as they are to stand there.
pub(crate) fn custom(lines: &str) -> String {
    format!("{}{lines}", small_with("aws_proxy", "aws"))
}

pub(crate) fn read(text: &str) -> Template {
    try_read(text, &[]).unwrap_or_else(|error| panic!("{error}"))
}

/// Reads a template beside which there are these files.
pub(crate) fn try_read(text: &str, files: &[(&str, &str)]) -> Result<Template, Error> {
    let source = Source {
        name: "template.yaml".to_owned(),
        text: text.to_owned(),
    };
    template::read_with(&source, &|location| {
        let file = files.iter().find(|(name, _)| *name == location);
        file.map(|(_, text)| (*text).to_owned())
            .ok_or(io::ErrorKind::NotFound.into())
    })
}

pub(crate) fn function(text: &str) -> Function {
    read(text).function
}

pub(crate) fn api(text: &str) -> Api {
    let mut apis = read(text).apis;
    assert_eq!(apis.len(), 1, "{apis:?}");
    apis.remove(0)
}

/// The integration of the one method.
pub(crate) fn integration(text: &str) -> Integration {
    api(text).resources[0].methods[0].integration.clone()
}

/// `GET /users/{id}`, a line for each method.
pub(crate) fn methods(api: &Api) -> String {
    let lines = api.resources.iter().flat_map(|resource| {
        resource
            .methods
            .iter()
            .map(|method| format!("{} {}\n", method.verb, resource.path))
    });
    lines.collect()
}

/// The whole complaint about a template that is refused.
pub(crate) fn complaint(text: &str) -> String {
    complaint_beside(text, &[])
}

/// The whole complaint about a template beside which there are these files.
pub(crate) fn complaint_beside(text: &str, files: &[(&str, &str)]) -> String {
    match try_read(text, files) {
        Ok(template) => panic!("it was read: {template:?}"),
        Err(error) => error.to_string(),
    }
}

/// The notes of a class, one a line.
pub(crate) fn notes(text: &str, class: NoteClass) -> String {
    let line = |note: Note| format!("line {}: {}: {}\n", note.line, note.what, note.consequence);
    read(text)
        .notes
        .into_iter()
        .filter(|note| note.class == class)
        .map(line)
        .collect()
}

/// What is not supported, one a line.
pub(crate) fn not_supported(text: &str) -> String {
    notes(text, NoteClass::NotSupported)
}
