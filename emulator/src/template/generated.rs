//! Logical ids of what SAM makes: roles, permissions, stages and the like.
//!
//! Rule: many end in a hash that nobody can foresee, so that an id is told by its form: it begins with the id of what it
//! is made of, and goes on as SAM goes on there. Where SAM makes many kinds of things, the beginning is enough.
//!
//! AWS: "Generated CloudFormation resources for AWS SAM", and what SAM's own transform makes.

use indexmap::IndexMap;

use super::scope::Named;

/// What SAM names `Resource.This`.
pub(crate) const PROPERTIES: [&str; 4] = ["Alias", "Deployment", "Stage", "Version"];

/// What follows the id of a function, perhaps with more behind it.
const OF_A_FUNCTION: [&str; 6] = [
    "Alias",
    "DeploymentGroup",
    "EventInvokeConfig",
    "Role",
    "URLInvokeAllowPublicAccess",
    "Url",
];

/// What follows the id of an API.
const OF_AN_API: [&str; 3] = ["ApiKey", "UsagePlan", "UsagePlanKey"];

/// What follows an id, with a hash behind it.
const HASHED: [&str; 3] = ["Deployment", "Stage", "Version"];

/// What ends an id that begins with an API's.
const ENDS_OF_AN_API: [&str; 3] = ["AuthorizerPermission", "BasePathMapping", "Stage"];

/// What is made of a template as a whole, or the beginning of its id.
const OF_A_TEMPLATE: [&str; 8] = [
    "ApiGatewayDomainName",
    "CodeDeployServiceRole",
    "DomainNameAccessAssociation",
    "RecordSetGroup",
    "ServerlessApiKey",
    "ServerlessDeploymentApplication",
    "ServerlessHttpApi",
    "ServerlessUsagePlan",
];

/// What follows the id of a function in the id of its alias with this name.
pub(crate) fn alias(name: &str) -> String {
    format!("Alias{}", name.replace('-', "D").replace('_', "U"))
}

/// Whether SAM may make something with this id of a template that has these resources, and these events and connectors
/// inside them.
pub(crate) fn may_be(id: &str, resources: &IndexMap<String, Named>, parts: &[String]) -> bool {
    let of_a_resource = |(resource, named): (&String, &Named)| {
        let Some(rest) = id.strip_prefix(resource.as_str()) else {
            return false;
        };
        let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
        let ends = |words: &[&str]| words.iter().any(|word| rest.ends_with(word));
        parts.iter().any(|part| rest.starts_with(part.as_str()))
            || match named {
                Named::Function(_) => begins(&OF_A_FUNCTION) || is_hashed(rest),
                Named::Api => OF_AN_API.contains(&rest) || ends(&ENDS_OF_AN_API) || is_hashed(rest),
                Named::Macro => true,
                Named::Qualified | Named::Other => false,
            }
    };
    OF_A_TEMPLATE.iter().any(|made| id.starts_with(made)) || resources.iter().any(of_a_resource)
}

/// `Versionc0ffee1234`.
fn is_hashed(rest: &str) -> bool {
    let mut hashes = HASHED.iter().filter_map(|word| rest.strip_prefix(word));
    hashes.any(|hash| hash.chars().all(|digit| digit.is_ascii_hexdigit()))
}
