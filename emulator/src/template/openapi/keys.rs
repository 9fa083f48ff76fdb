//! The keys of an OpenAPI definition, and what each does here.
//!
//! Rule: these tables are all that API Gateway's import reads, and what OpenAPI has beside it.

use super::super::keys::{
    Effect::{self, NotSupported, Nothing, Prose, Used},
    Keys,
};

/// Media types whose bodies travel as base64.
pub(in super::super) const BINARY_MEDIA_TYPES: &str = "x-amazon-apigateway-binary-media-types";
/// The operation that becomes the method `ANY`.
pub(super) const ANY_METHOD: &str = "x-amazon-apigateway-any-method";
/// What a method hands its requests to.
pub(super) const INTEGRATION: &str = "x-amazon-apigateway-integration";

const SCHEMAS: Effect = Nothing("only a request validator looks at it");
const STAGE: Effect = Nothing("the stage alone is in front of every path");
const CALLBACKS: Effect = Nothing("API Gateway calls nobody back");
const CONNECTION: Effect = Nothing("a function needs no connection");
const CACHE: Effect = Nothing("it matters to a cache only");
const UNASKED: Effect = Nothing("a mock asks nobody");
const UNMAPPED: Effect = Nothing("a proxy integration maps nothing");

const EVERYBODY: Effect = NotSupported("every request is let through");
const UNCHECKED: Effect = NotSupported("no request is validated");

/// The definition itself.
pub(super) const DEFINITION: &Keys = &[
    (Used, "openapi swagger info paths security"),
    (Used, BINARY_MEDIA_TYPES),
    (
        Prose,
        "tags externalDocs jsonSchemaDialect x-amazon-apigateway-documentation",
    ),
    (
        Prose,
        "x-amazon-apigateway-importexport-version x-amazon-apigateway-importexport-labels",
    ),
    (
        SCHEMAS,
        "components definitions parameters responses consumes produces",
    ),
    (STAGE, "host basePath schemes servers"),
    (CALLBACKS, "webhooks"),
    (
        Nothing("only `security` asks for it"),
        "securityDefinitions",
    ),
    (
        Nothing("only `security` asks for it"),
        "x-amazon-apigateway-api-key-source",
    ),
    (
        Nothing("only a validator that is named acts"),
        "x-amazon-apigateway-request-validators",
    ),
    (
        Nothing("every API here answers as a REGIONAL one"),
        "x-amazon-apigateway-endpoint-configuration",
    ),
    (
        Nothing("requests come by plain HTTP"),
        "x-amazon-apigateway-security-policy",
    ),
    (
        EVERYBODY,
        "x-amazon-apigateway-policy x-amazon-apigateway-authtype",
    ),
    (UNCHECKED, "x-amazon-apigateway-request-validator"),
    (
        NotSupported("the default gateway responses are sent"),
        "x-amazon-apigateway-gateway-responses",
    ),
    (
        NotSupported("no answer is compressed"),
        "x-amazon-apigateway-minimum-compression-size",
    ),
];

/// A path item, beside its methods.
pub(super) const PATH_ITEM: &Keys = &[
    (Prose, "summary description"),
    (SCHEMAS, "parameters"),
    (STAGE, "servers"),
    (NotSupported("what it refers to is not read"), "$ref"),
];

/// An operation.
pub(super) const OPERATION: &Keys = &[
    (Used, INTEGRATION),
    (Used, "operationId security responses"),
    (Prose, "description summary tags externalDocs deprecated"),
    (SCHEMAS, "parameters requestBody consumes produces"),
    (STAGE, "schemes servers"),
    (CALLBACKS, "callbacks"),
    (EVERYBODY, "x-amazon-apigateway-auth"),
    (UNCHECKED, "x-amazon-apigateway-request-validator"),
];

/// An integration of type `aws` with a function.
pub(super) const CUSTOM: &Keys = &[
    (
        Used,
        "type uri httpMethod credentials timeoutInMillis responseTransferMode",
    ),
    (
        Used,
        "requestTemplates requestParameters passthroughBehavior contentHandling responses",
    ),
    (CONNECTION, "connectionType connectionId tlsConfig"),
    (CACHE, "cacheNamespace cacheKeyParameters"),
];

/// An integration of type `http` or `http_proxy`, which answers nothing here: that alone is noted.
pub(super) const HTTP: &Keys = &[(
    Used,
    "type uri httpMethod credentials timeoutInMillis responseTransferMode requestTemplates \
     requestParameters passthroughBehavior contentHandling responses connectionType connectionId \
     tlsConfig cacheNamespace cacheKeyParameters",
)];

/// An integration of type `mock`: nothing is asked, so nothing of a backend counts.
pub(super) const MOCK: &Keys = &[
    (Used, "type"),
    (
        Used,
        "requestTemplates requestParameters passthroughBehavior contentHandling responses",
    ),
    (
        UNASKED,
        "uri httpMethod credentials timeoutInMillis responseTransferMode",
    ),
    (CONNECTION, "connectionType connectionId tlsConfig"),
    (CACHE, "cacheNamespace cacheKeyParameters"),
];

/// An integration of type `aws_proxy`. What maps has no effect on AWS either (facts A1, A2), but for an
/// illegal header among the parameters (facts A3).
pub(super) const PROXY: &Keys = &[
    (
        Used,
        "type uri httpMethod credentials timeoutInMillis responseTransferMode",
    ),
    (Used, "requestParameters"),
    (
        UNMAPPED,
        "requestTemplates passthroughBehavior contentHandling responses",
    ),
    (CONNECTION, "connectionType connectionId tlsConfig"),
    (CACHE, "cacheNamespace cacheKeyParameters"),
];

/// An integration response.
pub(super) const RESPONSE: &Keys = &[(
    Used,
    "statusCode responseTemplates responseParameters contentHandling",
)];
