//! The section `Resources`: what there is, and what it is to the others.
//!
//! Rule: a resource that answers requests and is not served here is not supported, nor is one that decides about
//! requests; any other that is not made here has no effect.

use super::{
    super::{
        error::Complaint,
        notes::NoteClass,
        scope::{Named, Scope},
        source::Place,
        suggest::did_you_mean,
        values::Fields,
        yaml::{Key, Node, Value},
    },
    globals::{self, Globals},
    logical_id, properties,
};

/// The one type of function that is run here.
pub(super) const FUNCTION: &str = "AWS::Serverless::Function";
/// The one type of API that is served here.
pub(super) const API: &str = "AWS::Serverless::Api";
/// Who may invoke a function.
pub(super) const PERMISSION: &str = "AWS::Lambda::Permission";

/// What permits one resource to use another.
pub(super) const CONNECTOR: &str = "AWS::Serverless::Connector";

/// SAM's types beside those.
const OTHER_SAM_TYPES: [&str; 11] = [
    "AWS::Serverless::Application",
    "AWS::Serverless::CapacityProvider",
    "AWS::Serverless::GraphQLApi",
    "AWS::Serverless::HttpApi",
    "AWS::Serverless::LayerVersion",
    "AWS::Serverless::MicrovmImage",
    "AWS::Serverless::NetworkConnector",
    "AWS::Serverless::SimpleTable",
    "AWS::Serverless::StateMachine",
    "AWS::Serverless::WebFunction",
    "AWS::Serverless::WebSocketApi",
];

/// A resource of the template.
#[derive(Debug)]
pub(super) struct Resource {
    /// Its logical id.
    pub(super) id: Key,
    pub(super) kind: String,
    /// Whom it may use, beside its properties.
    pub(super) connectors: Option<Node>,
    /// Its properties, with the global ones; an empty mapping if it has none.
    pub(super) properties: Node,
}

/// All resources, made known to the scope.
pub(super) fn read(
    scope: &mut Scope<'_>,
    section: &Fields<'_>,
    globals: &Globals,
) -> Result<Vec<Resource>, Complaint> {
    let mut resources = Vec::new();
    for entry in section.entries() {
        let id = entry.key.clone();
        if id.text.starts_with("Fn::") {
            let found = format!("`{}` among the resources", id.text);
            return Err(Complaint::new(found, id.place)
                .expected("resources are read as they are written here")
                .help("write out what it makes"));
        }
        logical_id::check(&id, "Resource")?;
        let fields = scope.fields(&entry.value, &format!("`{}`", id.text))?;
        let node = fields.need("Type")?;
        let kind = scope.text(node, "Type")?;
        if [FUNCTION, API].contains(&kind.as_str()) {
            scope.check_keys(&fields, properties::RESOURCE)?;
        }
        let named = named(scope, &id, &kind, node.place)?;
        scope.resources.insert(id.text.clone(), named);
        let nothing = Node {
            value: Value::Map(vec![]),
            place: id.place,
        };
        let own = fields.get("Properties").unwrap_or(&nothing);
        let global = kind
            .strip_prefix("AWS::Serverless::")
            .and_then(|kind| globals.get(kind));
        let properties = global.map_or_else(|| own.clone(), |global| globals::merge(global, own));
        let connectors = fields.get("Connectors").cloned();
        if let Some(Value::Map(entries)) = connectors.as_ref().map(|node| &node.value) {
            let names = entries.iter().map(|entry| entry.key.text.clone());
            scope.parts.extend(names);
        }
        resources.push(Resource {
            id,
            kind,
            connectors,
            properties,
        });
    }
    Ok(resources)
}

/// What a resource is to the others, by its type.
fn named(scope: &Scope<'_>, id: &Key, kind: &str, place: Place) -> Result<Named, Complaint> {
    let unmade = match kind {
        "AWS::Lambda::Alias" | "AWS::Lambda::Version" => Named::Qualified,
        _ if kind.starts_with("AWS::Serverless::") => Named::Macro,
        _ => Named::Other,
    };
    let other = |class, consequence: &str| {
        scope.notes.take(
            class,
            id.place,
            format!("`{}` of type `{kind}`", id.text),
            consequence,
        );
        Ok(unmade.clone())
    };
    match kind {
        FUNCTION => Ok(Named::Function(None)),
        API => Ok(Named::Api),
        PERMISSION | CONNECTOR => Ok(unmade),
        "AWS::Lambda::Function" | "AWS::Serverless::WebFunction" => other(
            NoteClass::NotSupported,
            "only an `AWS::Serverless::Function` is run here",
        ),
        _ if answers_requests(kind) => other(
            NoteClass::NotSupported,
            "only an `AWS::Serverless::Api` is served here: a request there gets no answer",
        ),
        _ if restricts_requests(kind) => {
            other(NoteClass::NotSupported, "every request is let through")
        }
        "AWS::ApiGateway::GatewayResponse" => other(
            NoteClass::NotSupported,
            "the default gateway responses are sent",
        ),
        _ if OTHER_SAM_TYPES.contains(&kind) || is_foreign(kind) => {
            other(NoteClass::WithoutEffect, "it is not made here")
        }
        _ => {
            let known = OTHER_SAM_TYPES
                .into_iter()
                .chain([FUNCTION, API, PERMISSION, CONNECTOR]);
            Err(
                Complaint::new(format!("`{}` is of an unknown type", id.text), place)
                    .expected(format!("`{kind}` is no type of resource"))
                    .maybe_help(did_you_mean(kind, known)),
            )
        }
    }
}

/// Whether clients have an address for it, or for a part of it.
fn answers_requests(kind: &str) -> bool {
    let own = [
        "AWS::ApiGateway::BasePathMapping",
        "AWS::ApiGateway::Deployment",
        "AWS::ApiGateway::DomainName",
        "AWS::ApiGateway::Method",
        "AWS::ApiGateway::Resource",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::Serverless::HttpApi",
        "AWS::Serverless::WebSocketApi",
    ];
    let families = ["AWS::ApiGatewayV2::", "AWS::Lambda::Url"];
    own.contains(&kind) || families.iter().any(|family| kind.starts_with(family))
}

/// Whether it says who may ask, how often, or what.
fn restricts_requests(kind: &str) -> bool {
    let own = [
        "AWS::ApiGateway::ApiKey",
        "AWS::ApiGateway::Authorizer",
        "AWS::ApiGateway::RequestValidator",
        "AWS::ApiGateway::UsagePlan",
        "AWS::ApiGateway::UsagePlanKey",
    ];
    let families = ["AWS::WAF::", "AWS::WAFRegional::", "AWS::WAFv2::"];
    own.contains(&kind) || families.iter().any(|family| kind.starts_with(family))
}

/// A type of another service: `AWS::DynamoDB::Table`, `Custom::Thing`.
fn is_foreign(kind: &str) -> bool {
    let parts: Vec<&str> = kind.split("::").filter(|part| !part.is_empty()).collect();
    let [provider, service, ..] = parts.as_slice() else {
        return false;
    };
    // `EMRServerless` is another service.
    let begins_alike = service.starts_with(['S', 's']);
    let is_misspelt = |written: &str, name| did_you_mean(written, [name]).is_some();
    !(begins_alike && is_misspelt(provider, "AWS") && is_misspelt(service, "Serverless"))
}
