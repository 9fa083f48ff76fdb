//! The section `Globals`: properties that every resource of a type has.
//!
//! AWS: a resource's own scalar wins, mappings are merged key by key, lists are joined, the global
//! one first. An intrinsic function counts as a scalar.

use indexmap::IndexMap;

use super::super::{
    error::Complaint,
    intrinsics::function,
    keys::{
        Effect::{self, Nothing, Used},
        Keys,
    },
    refusal::Refusal,
    scope::Scope,
    values::Fields,
    yaml::{Entry, Node, Value},
};

const ELSEWHERE: Effect = Nothing("no resource of that type is made here");

const GLOBALS: &Keys = &[
    (Used, "Function Api"),
    (
        ELSEWHERE,
        "HttpApi WebSocketApi SimpleTable StateMachine LayerVersion CapacityProvider MicrovmImage \
         NetworkConnector",
    ),
];

/// What a single resource must say for itself.
const NOT_GLOBAL: [(&str, &[&str]); 2] = [
    (
        "Function",
        &[
            "AutoPublishCodeSha256",
            "Events",
            "FunctionName",
            "ImageConfig",
            "ImageUri",
            "InlineCode",
            "PackageType",
            "Policies",
            "Role",
            "VersionDescription",
        ],
    ),
    (
        "Api",
        &[
            "ApiKeySourceType",
            "DefinitionBody",
            "Description",
            "DisableExecuteApiEndpoint",
            "FailOnWarnings",
            "Mode",
            "Models",
            "Policy",
            "StageName",
            "Tags",
        ],
    ),
];

/// The global properties, by the last part of the type: `Function`, `Api`.
pub(super) type Globals = IndexMap<String, Node>;

/// Reads the section, which may be absent.
pub(super) fn read(scope: &Scope<'_>, template: &Fields<'_>) -> Result<Globals, Complaint> {
    let Some(section) = template.get("Globals") else {
        return Ok(Globals::new());
    };
    let section = scope.fields(section, "`Globals`")?;
    scope.check_keys(&section, GLOBALS)?;
    for (kind, keys) in NOT_GLOBAL {
        let Some(node) = section.get(kind) else {
            continue;
        };
        let fields = scope.fields(node, &format!("`{kind}` of `Globals`"))?;
        let wrong = fields
            .entries()
            .iter()
            .find(|entry| keys.contains(&entry.key.text.as_str()));
        if let Some(Entry { key, .. }) = wrong {
            return Err(Complaint::new(
                format!("{} has a `{}`", fields.owner, key.text),
                key.place,
            )
            .expected("each resource must say this for itself")
            .aws_says(Refusal::NotGlobal(&key.text, kind)));
        }
    }
    let nodes = section.entries().iter();
    Ok(nodes
        .map(|Entry { key, value }| (key.text.clone(), value.clone()))
        .collect())
}

/// A resource's properties with the global ones for its type.
pub(super) fn merge(global: &Node, own: &Node) -> Node {
    let value = match (&global.value, &own.value) {
        _ if function(global).is_some() || function(own).is_some() => own.value.clone(),
        (Value::Map(global), Value::Map(own)) => Value::Map(merge_entries(global, own)),
        (Value::List(global), Value::List(own)) => Value::List([global.as_slice(), own].concat()),
        _ => own.value.clone(),
    };
    Node {
        value,
        place: own.place,
    }
}

fn merge_entries(global: &[Entry], own: &[Entry]) -> Vec<Entry> {
    let find =
        |entries: &[Entry], key: &str| entries.iter().find(|entry| entry.key.text == key).cloned();
    let shared = global.iter().map(|entry| match find(own, &entry.key.text) {
        Some(own) => Entry {
            value: merge(&entry.value, &own.value),
            key: own.key,
        },
        None => entry.clone(),
    });
    let new = own
        .iter()
        .filter(|entry| find(global, &entry.key.text).is_none())
        .cloned();
    shared.chain(new).collect()
}
