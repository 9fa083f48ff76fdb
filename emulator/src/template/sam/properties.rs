//! The properties that SAM knows, and what each does here.
//!
//! Rule: these tables are the whole list of what SAM lets a template write in each place. To support a
//! property is to read it and to move its name to `Used`.

use super::super::keys::{
    Effect::{self, NotSupported, Nothing, Prose, Used},
    Keys,
};

const DEPLOYMENT: Effect = Nothing("it matters to a deployment only");
const PROGRAM: Effect = Nothing("the program on this machine runs");
const ACCESS: Effect = Nothing("the function has this machine's access");
const LOGGING: Effect = Nothing("the terminal shows every request");

const EVERYBODY: Effect = NotSupported("every request is let through");
const UNCHECKED: Effect = NotSupported("no request is validated");
const UNCACHED: Effect = NotSupported("nothing is cached");

/// The sections of a template.
pub(super) const TEMPLATE: &Keys = &[
    (
        Used,
        "AWSTemplateFormatVersion Transform Parameters Globals Resources",
    ),
    (Prose, "Description Metadata"),
    (DEPLOYMENT, "Mappings Conditions Rules Hooks Outputs"),
];

/// What a function or an API has beside its properties.
pub(super) const RESOURCE: &Keys = &[
    (Used, "Type Properties Connectors"),
    (Prose, "Metadata"),
    (
        DEPLOYMENT,
        "DependsOn DeletionPolicy UpdateReplacePolicy CreationPolicy UpdatePolicy",
    ),
    (NotSupported("it is there in any case"), "Condition"),
    (
        NotSupported("the properties in `Globals` apply"),
        "IgnoreGlobals",
    ),
];

/// `AWS::Serverless::Function`.
pub(super) const FUNCTION: &Keys = &[
    (
        Used,
        "FunctionName Handler MemorySize Timeout Environment Events",
    ),
    (Prose, "Description"),
    (
        PROGRAM,
        "Runtime CodeUri InlineCode ImageUri ImageConfig PackageType Architectures Layers \
         RuntimeManagementConfig CodeSigningConfigArn SourceKMSKeyArn",
    ),
    (
        ACCESS,
        "Role RolePath Policies PermissionsBoundary AssumeRolePolicyDocument KmsKeyArn VpcConfig \
         FileSystemConfigs EphemeralStorage",
    ),
    (LOGGING, "Tracing LoggingConfig"),
    (
        DEPLOYMENT,
        "Tags PropagateTags AutoPublishAlias AutoPublishAliasAllProperties AutoPublishCodeSha256 \
         PublishToLatestPublished VersionDescription VersionDeletionPolicy DeploymentPreference \
         ProvisionedConcurrencyConfig SnapStart RecursiveLoop CapacityProviderConfig \
         FunctionScalingConfig",
    ),
    (
        Nothing("`--concurrency` says how many run at once"),
        "ReservedConcurrentExecutions",
    ),
    (
        Nothing("a failed event is tried twice more, then dropped"),
        "EventInvokeConfig DeadLetterQueue",
    ),
    (
        NotSupported("there is no function URL"),
        "FunctionUrlConfig",
    ),
    (
        NotSupported("every invocation starts afresh"),
        "DurableConfig",
    ),
    (
        NotSupported("all tenants share the execution environments"),
        "TenancyConfig",
    ),
];

/// `AWS::Serverless::Api`.
pub(super) const API: &Keys = &[
    (
        Used,
        "Name StageName Variables BinaryMediaTypes DefinitionBody DefinitionUri",
    ),
    (Prose, "Description"),
    (
        DEPLOYMENT,
        "OpenApiVersion Mode AlwaysDeploy FailOnWarnings Tags PropagateTags SecurityPolicy \
         EndpointAccessMode",
    ),
    (
        Nothing("every API here answers as a REGIONAL one"),
        "EndpointConfiguration",
    ),
    (LOGGING, "AccessLogSetting TracingEnabled"),
    (EVERYBODY, "Auth Policy ApiKeySourceType"),
    (UNCHECKED, "Models"),
    (UNCACHED, "CacheClusterEnabled CacheClusterSize"),
    (
        NotSupported("nothing is cached, nothing is throttled"),
        "MethodSettings",
    ),
    (
        NotSupported("the API answers all the same"),
        "DisableExecuteApiEndpoint",
    ),
    (
        NotSupported("the API answers under its stage only"),
        "Domain",
    ),
    (
        NotSupported("events add no methods to the definition"),
        "MergeDefinitions",
    ),
    (NotSupported("no method OPTIONS is added for it"), "Cors"),
    (
        NotSupported("the default gateway responses are sent"),
        "GatewayResponses",
    ),
    (
        NotSupported("every request goes to the stage itself"),
        "CanarySetting",
    ),
    (
        NotSupported("no answer is compressed"),
        "MinimumCompressionSize",
    ),
];

/// An event of any type.
pub(super) const EVENT: &Keys = &[(Used, "Type Properties")];

/// An event of type `Api`.
pub(super) const API_EVENT: &Keys = &[
    (Used, "RestApiId Path Method TimeoutInMillis"),
    (EVERYBODY, "Auth"),
    (UNCHECKED, "RequestModel RequestParameters"),
    (
        NotSupported("the answer is sent in one piece"),
        "ResponseTransferMode",
    ),
];
