//! A mapping template on its own: `emulator render TEMPLATE.vtl --request R.json`.
//!
//! Rule: the same engine and the same values as behind an API, without one.
//!
//! A request is JSON: `{"body": text or null, "params": {"path": {}, "querystring": {}, "header": {}},
//! "stageVariables": {}, "context": {}}`, every member optional. A case is a request with a member `template`.

use std::{
    fs,
    io::{BufRead, Write},
    path::Path,
};

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::vtl::{Members, Params, Scope, Template, Texts};

/// What a template reads, as a file has it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Request {
    body: Option<String>,
    params: RequestParams,
    stage_variables: IndexMap<String, String>,
    context: Value,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RequestParams {
    path: IndexMap<String, String>,
    querystring: IndexMap<String, String>,
    header: IndexMap<String, String>,
}

impl From<Request> for Scope<'_> {
    fn from(request: Request) -> Self {
        let RequestParams {
            path,
            querystring,
            header,
        } = request.params;
        Scope {
            body: request.body.filter(|body| !body.is_empty()).map(Into::into),
            params: Params {
                path: texts(path),
                querystring: texts(querystring),
                header: texts(header),
            },
            stage_variables: texts(request.stage_variables),
            context: request.context.into(),
            ..Scope::default()
        }
    }
}

fn texts(texts: IndexMap<String, String>) -> Texts<'static> {
    let texts = texts.into_iter();
    texts
        .map(|(name, text)| (name.into(), text.into()))
        .collect()
}

/// Renders the template in the file `template` for the request in the file `request`, or for an empty one.
///
/// # Errors
/// A file cannot be read, the request is not as it should be, or the template fails: with the place.
pub fn render(template: &Path, request: Option<&Path>) -> Result<String, String> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
    };
    let request = match request {
        Some(path) => {
            serde_json::from_str(&read(path)?).map_err(|error| no_request(path, &error))?
        }
        None => Request::default(),
    };
    let name = template.display().to_string();
    let complaint = |error: crate::vtl::Error| {
        let place = format!("{name}:{}:{}", error.line, error.column);
        error.located(&place, error.line)
    };
    let parsed = Template::parse(&read(template)?).map_err(complaint)?;
    let rendered = parsed.render(&request.into()).map_err(complaint)?;
    Ok(rendered.text)
}

/// What a file has that is no request, where, and what it should have.
fn no_request(path: &Path, error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let found = error.to_string();
    let place = format!(" at line {line} column {column}");
    let found = found.strip_suffix(&place).unwrap_or(&found);
    format!("{}:{line}:{column}: {found}\n{EXPECTED}", path.display())
}

const EXPECTED: &str = r#"  expected a request as JSON: {"body": "...", "params": {"path": {}, "querystring": {}, "header": {}},
  "stageVariables": {}, "context": {}}; the body is a string, and every member may be left out
  do: correct the file at that place"#;

/// Answers each line of `cases` with a line: `{"output": …}` or `{"error": …}`.
///
/// # Errors
/// `cases` cannot be read, or `answers` not written.
pub fn render_cases(cases: impl BufRead, mut answers: impl Write) -> std::io::Result<()> {
    for line in cases.split(b'\n') {
        let answer = match render_case(&line?) {
            Ok(output) => json!({"output": output}),
            Err(error) => json!({"error": error}),
        };
        writeln!(answers, "{answer}")?;
    }
    Ok(())
}

fn render_case(line: &[u8]) -> Result<String, String> {
    let mut case: Members =
        serde_json::from_slice(line).map_err(|error| format!("this case is no object: {error}"))?;
    let Some(Value::String(template)) = case.shift_remove("template") else {
        return Err("this case has no `template` that is a string".to_owned());
    };
    let request: Request =
        serde_json::from_value(case.into()).map_err(|error| error.to_string())?;
    let template = Template::parse(&template).map_err(|error| error.to_string())?;
    let rendered = template
        .render(&request.into())
        .map_err(|error| error.to_string())?;
    Ok(rendered.text)
}
