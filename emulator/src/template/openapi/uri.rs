//! The URI of an integration: whom API Gateway calls.
//!
//! AWS: `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION-ARN/invocations` names a
//! function. A stage variable in it is filled in at each request, and a missing one is a 500
//! (facts A3, B4, E).

use super::{
    super::{
        error::Complaint, notes::NoteClass, refusal::Refusal, scope::Scope, values::Fields,
        yaml::Node,
    },
    Around,
    integration::Kind,
};

const FORM: &str = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations";

/// What of a function is invoked: a version or an alias of it, or the function without either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Target(Option<String>);

impl Target {
    /// The function, or its version or alias. `$LATEST` is the function: nobody can be permitted to invoke that alone.
    pub(in super::super) fn of(qualifier: Option<&str>) -> Target {
        let qualifier = qualifier.filter(|name| *name != "$LATEST");
        Target(qualifier.map(str::to_owned))
    }

    /// What of the function with this name `text` means: its name, its ARN or a part of that. Nothing where it is another's.
    pub(in super::super) fn named(text: &str, function: &str) -> Option<Target> {
        let in_front = if text.starts_with("arn:") { 6 } else { 0 };
        let mut parts = text.split(':').skip(in_front);
        let mut name = parts.next()?;
        if name != function && name.chars().all(|digit| digit.is_ascii_digit()) {
            name = parts.next()?;
        }
        if name != function && name == "function" {
            name = parts.next()?;
        }
        (name == function).then(|| Target::of(parts.next()))
    }
}

/// Whom an integration calls.
#[derive(Debug)]
pub(super) enum Backend {
    /// The template's function.
    Function,
    /// The template's function, which is to answer bit by bit.
    Stream,
    /// Another service of AWS, such as `sqs`.
    Service(String),
    /// A stage variable says, and the stage has none of this name.
    MissingVariable(String),
}

/// Reads the `uri` of an integration.
pub(super) fn read(
    scope: &Scope<'_>,
    node: &Node,
    kind: Kind,
    around: &Around<'_>,
) -> Result<Backend, Complaint> {
    let written = scope.text(node, "uri")?;
    let text = match fill_in(&written, around) {
        Ok(text) => text,
        Err(variable) => return Ok(Backend::MissingVariable(variable)),
    };
    let wrong = |found: &str| {
        let complaint = Complaint::new(found, node.place).help(format!("write `!Sub {FORM}`"));
        if scope.written_at(node.place).contains(&text) {
            return complaint.expected("expected the uri of a function");
        }
        complaint.expected(format!("this is `{text}`"))
    };
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let &["arn", _, service, _, target, action] = parts.as_slice() else {
        return Err(wrong("the uri is not an ARN").aws_says(Refusal::InvalidArn));
    };
    if service != "apigateway" || !(action.starts_with("path/") || action.starts_with("action/")) {
        return Err(wrong("the uri is not one of API Gateway").aws_says(Refusal::NoPathOrAction));
    }
    if target == "lambda" {
        let (arn, backend) =
            invocation(action).ok_or_else(|| wrong("the uri does not invoke a function"))?;
        check_function(scope, node, arn, around)?;
        return Ok(backend);
    }
    if kind == Kind::Proxy && target != "firehose" {
        return Err(wrong("a proxy integration with another service")
            .aws_says(Refusal::ProxyOfAnotherService));
    }
    Ok(Backend::Service(target.to_owned()))
}

/// What of the function an integration invokes.
pub(super) fn target(
    scope: &Scope<'_>,
    integration: &Fields<'_>,
    around: &Around<'_>,
) -> Option<Target> {
    let written = scope.text(integration.get("uri")?, "uri").ok()?;
    let text = fill_in(&written, around).ok()?;
    let (arn, _) = invocation(text.splitn(6, ':').nth(5)?)?;
    Target::named(arn, &around.function.name)
}

/// The function's ARN, and whether it is to answer at once or bit by bit (facts D1).
fn invocation(action: &str) -> Option<(&str, Backend)> {
    let forms = [
        (
            "path/2015-03-31/functions/",
            "/invocations",
            Backend::Function,
        ),
        (
            "path/2021-11-15/functions/",
            "/response-streaming-invocations",
            Backend::Stream,
        ),
    ];
    forms.into_iter().find_map(|(before, after, backend)| {
        Some((action.strip_prefix(before)?.strip_suffix(after)?, backend))
    })
}

/// The text with the stage's variables filled in, or the name of one that is missing.
fn fill_in(text: &str, around: &Around<'_>) -> Result<String, String> {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${stageVariables.") {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = around.stage.variables.get(name).ok_or(name)?;
        result.push_str(before);
        result.push_str(value);
        rest = after;
    }
    Ok(result + rest)
}

/// `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, and a version or an alias behind it.
fn check_function(
    scope: &Scope<'_>,
    node: &Node,
    arn: &str,
    around: &Around<'_>,
) -> Result<(), Complaint> {
    let mut parts = arn.split(':').skip(6);
    let name = parts.next().unwrap_or(arn);
    if name != around.function.name {
        let found = format!("the uri points at another function, `{name}`");
        let place = scope.inside_behind(node.place, ":function:", name);
        return Err(Complaint::new(found, place).expected(format!(
            "the template's function is `{}`",
            around.function.name
        )));
    }
    if arn == name {
        let what = format!("`functions/{name}/` of the uri");
        let consequence =
            "a name is enough here; AWS wants the function's ARN: write `${Function.Arn}`";
        scope
            .notes
            .take(NoteClass::WouldFailDeployed, node.place, what, consequence);
    }
    if let Some(qualifier) = parts.next() {
        let what = format!("`{qualifier}` of the function");
        let consequence = "`$LATEST` is invoked, the one version that there is here";
        scope
            .notes
            .take(NoteClass::NotSupported, node.place, what, consequence);
    }
    Ok(())
}
