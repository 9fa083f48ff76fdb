//! Templates to read, and what comes of them.

use emulator::template::{self, Note, NoteClass, Source, Template};

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

/// [`SMALL`] with one text, which must be there, replaced by another.
pub(crate) fn small_with(old: &str, new: &str) -> String {
    assert_eq!(
        SMALL.matches(old).count(),
        1,
        "{old:?} should stand in SMALL once"
    );
    SMALL.replace(old, new)
}

pub(crate) fn read(text: &str) -> Template {
    match template::read(&source(text)) {
        Ok(template) => template,
        Err(error) => panic!("{error}"),
    }
}

/// The whole complaint about a template that is refused.
pub(crate) fn complaint(text: &str) -> String {
    match template::read(&source(text)) {
        Ok(template) => panic!("it was read: {template:?}"),
        Err(error) => error.to_string(),
    }
}

/// The notes of a class, one a line, as a reader gets them.
pub(crate) fn notes(text: &str, class: NoteClass) -> String {
    let lines = |note: Note| format!("line {}: {}: {}\n", note.line, note.what, note.consequence);
    read(text)
        .notes
        .into_iter()
        .filter(|note| note.class == class)
        .map(lines)
        .collect()
}

fn source(text: &str) -> Source {
    Source {
        name: "template.yaml".to_owned(),
        text: text.to_owned(),
    }
}
