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

use crate::vtl::{Params, Scope, Template};

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

/// A request with its template.
#[derive(Debug, Deserialize)]
struct Case {
    template: String,
    #[serde(flatten)]
    request: Request,
}

impl From<Request> for Scope {
    fn from(request: Request) -> Scope {
        let RequestParams {
            path,
            querystring,
            header,
        } = request.params;
        Scope {
            body: request.body.filter(|body| !body.is_empty()),
            params: Params {
                path,
                querystring,
                header,
            },
            stage_variables: request.stage_variables,
            context: request.context,
            ..Scope::default()
        }
    }
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
        Some(path) => serde_json::from_str(&read(path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?,
        None => Request::default(),
    };
    let name = template.display().to_string();
    let complaint = |error: crate::vtl::Error| error.located(&name, |line, column| (line, column));
    let parsed = Template::parse(&read(template)?).map_err(complaint)?;
    let rendered = parsed.render(&request.into()).map_err(complaint)?;
    Ok(rendered.text)
}

/// Answers each line of `cases` with a line: `{"output": …}` or `{"error": …}`.
///
/// # Errors
/// A stream ends or breaks.
pub fn render_cases(cases: impl BufRead, mut answers: impl Write) -> std::io::Result<()> {
    for line in cases.lines() {
        let answer = match render_case(&line?) {
            Ok(output) => json!({"output": output}),
            Err(error) => json!({"error": error}),
        };
        writeln!(answers, "{answer}")?;
    }
    Ok(())
}

fn render_case(line: &str) -> Result<String, String> {
    let case: Case = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let template = Template::parse(&case.template).map_err(|error| error.to_string())?;
    let rendered = template
        .render(&case.request.into())
        .map_err(|error| error.to_string())?;
    Ok(rendered.text)
}
