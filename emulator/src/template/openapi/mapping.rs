//! What a custom integration maps: templates, parameters, responses.
//!
//! AWS: passthroughBehavior in any case, `WHEN_NO_MATCH` where it is absent; the response `default` and one with an
//! empty key have no selection pattern, every other key is one (facts B1, B6, E).

use indexmap::IndexMap;
use serde_saphyr::granit_parser::ScalarStyle;

use crate::api::{
    Columns::{AsWritten, Shifted},
    ContentHandling, IntegrationResponse, Layout, Mapping, MappingTemplate, Origin, Passthrough,
    SelectionPattern,
};

use super::{
    super::{
        error::Complaint,
        intrinsics::function,
        notes::NoteClass,
        refusal::Refusal,
        scope::Scope,
        suggest::did_you_mean,
        values::Fields,
        yaml::{Entry, Key, Node, Value},
    },
    keys::RESPONSE,
    limits,
};

const PASSTHROUGH: [(&str, Passthrough); 3] = [
    ("WHEN_NO_MATCH", Passthrough::WhenNoMatch),
    ("WHEN_NO_TEMPLATES", Passthrough::WhenNoTemplates),
    ("NEVER", Passthrough::Never),
];

/// The words that an integration of any type may have, by their keys.
const WORDS: [(&str, &[&str]); 4] = [
    (
        "passthroughBehavior",
        &["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"],
    ),
    ("contentHandling", &["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"]),
    ("connectionType", &["INTERNET", "VPC_LINK"]),
    ("responseTransferMode", &["BUFFERED", "STREAM"]),
];

const CONTENT_HANDLING: [(&str, ContentHandling); 2] = [
    ("CONVERT_TO_BINARY", ContentHandling::ConvertToBinary),
    ("CONVERT_TO_TEXT", ContentHandling::ConvertToText),
];

/// Where a request parameter may go, and where a response parameter may.
const REQUEST_TARGETS: [&str; 3] = [
    "integration.request.header.",
    "integration.request.path.",
    "integration.request.querystring.",
];
const RESPONSE_TARGETS: [&str; 1] = ["method.response.header."];

/// What such a source begins with, beside a text in quotes.
const REQUEST_SOURCES: [&str; 3] = ["method.request.", "context.", "stageVariables."];
const RESPONSE_SOURCES: [&str; 3] = ["integration.response.", "context.", "stageVariables."];

/// Reads the mapping of a custom integration.
pub(super) fn read(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<Mapping, Complaint> {
    Ok(Mapping {
        request_templates: templates(scope, fields, "requestTemplates")?,
        passthrough: choice(scope, fields, "passthroughBehavior", &PASSTHROUGH)?
            .unwrap_or_default(),
        request_parameters: parameters(
            scope,
            fields,
            "requestParameters",
            (&REQUEST_TARGETS, &REQUEST_SOURCES),
        )?,
        content_handling: choice(scope, fields, "contentHandling", &CONTENT_HANDLING)?,
        responses: responses(scope, fields)?,
    })
}

/// Refuses a word that is none of those that an integration of any type may have, whoever reads it. What cannot be told
/// here is nothing that is read.
pub(super) fn check_words(scope: &Scope<'_>, fields: &Fields<'_>) -> Result<(), Complaint> {
    for (key, words) in WORDS {
        if let Some(node) = fields.get(key)
            && scope.resolve(node).is_ok()
        {
            word(scope, node, key, words)?;
        }
    }
    Ok(())
}

/// What one of a few words stands for, if there is one.
fn choice<T: Copy>(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    key: &str,
    known: &[(&str, T)],
) -> Result<Option<T>, Complaint> {
    let Some(node) = fields.get(key) else {
        return Ok(None);
    };
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    let number = word(scope, node, key, &words)?;
    Ok(known.get(number).map(|(_, value)| *value))
}

/// Which of a few words it is, in any case.
fn word(scope: &Scope<'_>, node: &Node, key: &str, words: &[&str]) -> Result<usize, Complaint> {
    let text = scope.text(node, key)?;
    let mut known = words.iter();
    known
        .position(|word| word.eq_ignore_ascii_case(&text))
        .ok_or_else(|| {
            Complaint::new(format!("`{key}` is `{text}`"), node.place)
                .expected(format!("expected {}", words.join(", ")))
                .maybe_help(did_you_mean(&text, words.iter().copied()))
        })
}

fn parameters(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    key: &str,
    (targets, sources): (&[&str], &[&str]),
) -> Result<IndexMap<String, String>, Complaint> {
    let Some(node) = fields.get(key) else {
        return Ok(IndexMap::new());
    };
    let map = scope.fields(node, &format!("`{key}`"))?;
    let legal = |name: &str| {
        targets
            .iter()
            .any(|target| name.len() > target.len() && name.starts_with(target))
    };
    if let Some(Entry { key, .. }) = map.entries().iter().find(|entry| !legal(&entry.key.text)) {
        return Err(Complaint::new(
            format!("nothing can be mapped to `{}`", key.text),
            key.place,
        )
        .expected(format!("expected `{}NAME`", targets.join("NAME`, `")))
        .aws_says(Refusal::InvalidMappingExpression(&key.text)));
    }
    let parameters = scope.map(node, key)?;
    let mut mapped = parameters.iter();
    if let Some((target, source)) = mapped.find(|(_, source)| !is_source(source, sources)) {
        let place = map.get(target).map_or(map.place(), |value| value.place);
        let complaint = Complaint::new(format!("`{source}` is nothing that can be mapped"), place)
            .expected(format!(
                "expected a text in single quotes, or `{}…`",
                sources.join("…`, `")
            ));
        // With a dot in it, it was meant to be a place.
        let quoted =
            (!source.contains('.')).then(|| format!("write `\"'{source}'\"` for the text itself"));
        return Err(complaint
            .maybe_help(quoted)
            .aws_says(Refusal::InvalidMappingSource(source)));
    }
    Ok(parameters)
}

fn is_source(source: &str, known: &[&str]) -> bool {
    let is_quoted = source.len() > 1 && source.starts_with('\'') && source.ends_with('\'');
    is_quoted || known.iter().any(|start| source.starts_with(start))
}

fn responses(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
) -> Result<Vec<IntegrationResponse>, Complaint> {
    let Some(node) = fields.get("responses") else {
        return Ok(vec![]);
    };
    let section = scope.fields(node, &format!("`responses` of {}", fields.owner))?;
    let mut responses: Vec<IntegrationResponse> = Vec::new();
    for Entry { key, value } in section.entries() {
        let owner = format!("the response `{}` of {}", key.text, fields.owner);
        let response = response(scope, key, &scope.fields(value, &owner)?)?;
        let status = response.status_code;
        if responses.iter().any(|other| other.status_code == status) {
            let consequence = "AWS keeps one response for each status code, so one of them is lost";
            let what = format!("{owner}, another with the status code {status}");
            scope
                .notes
                .take(NoteClass::WouldFailDeployed, key.place, what, consequence);
        }
        responses.push(response);
    }
    Ok(responses)
}

fn response(
    scope: &Scope<'_>,
    key: &Key,
    fields: &Fields<'_>,
) -> Result<IntegrationResponse, Complaint> {
    scope.check_nearly_open_keys(fields, RESPONSE)?;
    let selection_pattern = match key.text.as_str() {
        "default" | "" => None,
        pattern => Some(SelectionPattern::new(pattern).map_err(|error| {
            Complaint::new(
                format!("`{pattern}` is no regular expression: {error}"),
                key.place,
            )
            .expected("expected a regular expression in Java's syntax, or `default`")
        })?),
    };
    let status = scope.number(
        fields.need("statusCode")?,
        "statusCode",
        100..=599,
        "a status code",
    )?;
    Ok(IntegrationResponse {
        selection_pattern,
        status_code: u16::try_from(status).unwrap_or(500),
        response_templates: templates(scope, fields, "responseTemplates")?,
        response_parameters: parameters(
            scope,
            fields,
            "responseParameters",
            (&RESPONSE_TARGETS, &RESPONSE_SOURCES),
        )?,
        content_handling: choice(scope, fields, "contentHandling", &CONTENT_HANDLING)?,
    })
}

fn templates(
    scope: &Scope<'_>,
    fields: &Fields<'_>,
    key: &str,
) -> Result<IndexMap<String, MappingTemplate>, Complaint> {
    let Some(node) = fields.get(key) else {
        return Ok(IndexMap::new());
    };
    let section = scope.fields(node, &format!("`{key}`"))?;
    let templates = section.entries().iter().map(|Entry { key, value }| {
        let text = scope.text(value, &key.text)?;
        limits::check_template(scope, &key.text, &text, value.place);
        let origin = origin(scope, value, &text);
        let template = MappingTemplate::new(text, origin);
        if let Err(error) = template.parsed() {
            let what = format!("the mapping template `{}`", key.text);
            let consequence = format!(
                "what it is for is answered 500 `Internal server error`, on AWS too:\n{}",
                template.complaint(error)
            );
            scope
                .notes
                .take(NoteClass::WouldFailDeployed, value.place, what, consequence);
        }
        Ok((key.text.clone(), template))
    });
    templates.collect()
}

/// Where the text begins that `node` holds or is made of, and how its lines lie.
fn origin(scope: &Scope<'_>, node: &Node, text: &str) -> Origin {
    let node = substituted(node).unwrap_or(node);
    let source = scope.sources.get(node.place.file);
    let at = |offset| source.map_or((1, 1), |source| source.position(offset));
    let (line, column) = at(node.place.start);
    let written = scope.written_at(node.place);
    let (line, column, layout) = match &node.value {
        Value::Scalar(scalar) if scalar.style == ScalarStyle::Literal => {
            // The parser's place begins with the first line that is not blank.
            let blank = scalar.text.chars().take_while(|&letter| letter == '\n');
            let line = line.saturating_sub(blank.count()).max(1);
            (line, column, block(&scalar.text, text))
        }
        Value::Scalar(_) if written == text => (line, column, Layout::OneLine(AsWritten)),
        Value::Scalar(_) if written.get(1..written.len().saturating_sub(1)) == Some(text) => {
            (line, column + 1, Layout::OneLine(AsWritten))
        }
        Value::Scalar(_) if !written.contains('\n') => (line, column, Layout::OneLine(Shifted)),
        _ => (line, column, Layout::Unknown),
    };
    Origin {
        file: source.map_or(String::new(), |source| source.name.clone()),
        line,
        column,
        layout,
    }
}

/// How the lines of a text lie that was made of those of a block.
fn block(written: &str, text: &str) -> Layout {
    if written == text {
        return Layout::Block(AsWritten);
    }
    match written.lines().count() == text.lines().count() {
        true => Layout::Block(Shifted),
        false => Layout::Unknown,
    }
}

/// The text of an `Fn::Sub`, before anything is put in.
fn substituted(node: &Node) -> Option<&Node> {
    let Entry { value, .. } = function(node).filter(|entry| entry.key.text == "Fn::Sub")?;
    match &value.value {
        Value::List(parts) => parts.first(),
        _ => Some(value),
    }
}
