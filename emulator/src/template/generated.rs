//! Logical ids of what SAM makes: roles, permissions, stages and the like.
//!
//! Rule: most end in a hash that nobody can foresee, so that an id is told by its form: it begins with the id of what it
//! is made of, and goes on with a word of SAM's or with the name of an event.
//!
//! AWS: "Generated CloudFormation resources for AWS SAM", and what SAM's own transform makes.

/// What SAM names `Resource.This`.
pub(crate) const PROPERTIES: [&str; 4] = ["Alias", "Deployment", "Stage", "Version"];

/// What follows the id of a function, an API, a connector or another resource, with more behind it or in front.
const WORDS: [&str; 13] = [
    "Alias",
    "ApiKey",
    "BasePathMapping",
    "Deployment",
    "EventInvokeConfig",
    "Permission",
    "Policy",
    "PublicAccess",
    "Role",
    "Stage",
    "Url",
    "UsagePlan",
    "Version",
];

/// What is made of a template as a whole, or the beginning of its id.
const OF_A_TEMPLATE: [&str; 7] = [
    "ApiGatewayDomainName",
    "CodeDeployServiceRole",
    "RecordSetGroup",
    "ServerlessApiKey",
    "ServerlessDeploymentApplication",
    "ServerlessHttpApi",
    "ServerlessUsagePlan",
];

/// Whether SAM may make something with this id of a template that has these resources and events.
pub(crate) fn may_be<'n>(
    id: &str,
    mut resources: impl Iterator<Item = &'n str>,
    events: &[String],
) -> bool {
    let of_a_resource = |rest: &str| {
        WORDS.iter().any(|word| rest.contains(word))
            || events.iter().any(|event| rest.starts_with(event.as_str()))
            || is_hash(rest)
    };
    OF_A_TEMPLATE.iter().any(|made| id.starts_with(made))
        || resources.any(|resource| id.strip_prefix(resource).is_some_and(of_a_resource))
}

/// Ten hexadecimal digits, which follow the id of a layer.
fn is_hash(text: &str) -> bool {
    text.len() == 10 && text.chars().all(|digit| digit.is_ascii_hexdigit())
}
