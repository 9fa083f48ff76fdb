//! The properties that SAM knows, and what each does here.
//!
//! Rule: these tables are the whole list of what SAM lets a template write in each place. To support a
//! property is to read it and to turn its line into `Used`.

use super::keys::{
    Effect::{self, NotSupported, Nothing, Used},
    Keys,
};

const DEPLOYMENT: Effect = Nothing("it matters to a deployment only");
const LOCAL_PROGRAM: Effect = Nothing("the program on this machine runs");
const LOCAL_ACCESS: Effect = Nothing("the function has this machine's access");
const LOGGING: Effect = Nothing("the console and the terminal show every request");

/// The sections of a template.
pub(crate) const TEMPLATE: &Keys = &[
    ("AWSTemplateFormatVersion", Used),
    ("Transform", Used),
    ("Description", Used),
    ("Parameters", Used),
    ("Resources", Used),
    (
        "Globals",
        NotSupported("the properties in it are not applied"),
    ),
    ("Metadata", DEPLOYMENT),
    ("Mappings", DEPLOYMENT),
    ("Conditions", DEPLOYMENT),
    ("Rules", DEPLOYMENT),
    ("Hooks", DEPLOYMENT),
    ("Outputs", DEPLOYMENT),
];

/// What a resource has beside its type and its properties.
pub(crate) const RESOURCE: &Keys = &[
    ("Type", Used),
    ("Properties", Used),
    (
        "Condition",
        NotSupported("the resource is there in any case"),
    ),
    ("DependsOn", DEPLOYMENT),
    ("Metadata", DEPLOYMENT),
    ("DeletionPolicy", DEPLOYMENT),
    ("UpdateReplacePolicy", DEPLOYMENT),
    ("CreationPolicy", DEPLOYMENT),
    ("UpdatePolicy", DEPLOYMENT),
    ("Connectors", DEPLOYMENT),
    ("IgnoreGlobals", DEPLOYMENT),
];

/// `AWS::Serverless::Function`.
pub(crate) const FUNCTION: &Keys = &[
    ("FunctionName", Used),
    ("Handler", Used),
    ("MemorySize", Used),
    ("Timeout", Used),
    ("Environment", Used),
    ("Events", Used),
    ("Description", Used),
    ("Runtime", LOCAL_PROGRAM),
    ("CodeUri", LOCAL_PROGRAM),
    ("InlineCode", LOCAL_PROGRAM),
    ("ImageUri", LOCAL_PROGRAM),
    ("ImageConfig", LOCAL_PROGRAM),
    ("PackageType", LOCAL_PROGRAM),
    ("Architectures", LOCAL_PROGRAM),
    ("Layers", LOCAL_PROGRAM),
    ("RuntimeManagementConfig", LOCAL_PROGRAM),
    ("CodeSigningConfigArn", LOCAL_PROGRAM),
    ("SourceKMSKeyArn", LOCAL_PROGRAM),
    ("Role", LOCAL_ACCESS),
    ("Policies", LOCAL_ACCESS),
    ("PermissionsBoundary", LOCAL_ACCESS),
    ("AssumeRolePolicyDocument", LOCAL_ACCESS),
    ("RolePath", LOCAL_ACCESS),
    ("KmsKeyArn", LOCAL_ACCESS),
    ("VpcConfig", LOCAL_ACCESS),
    ("FileSystemConfigs", LOCAL_ACCESS),
    ("EphemeralStorage", LOCAL_ACCESS),
    ("Tracing", LOGGING),
    ("LoggingConfig", LOGGING),
    ("Tags", DEPLOYMENT),
    ("PropagateTags", DEPLOYMENT),
    ("AutoPublishAlias", DEPLOYMENT),
    ("AutoPublishAliasAllProperties", DEPLOYMENT),
    ("AutoPublishCodeSha256", DEPLOYMENT),
    ("PublishToLatestPublished", DEPLOYMENT),
    ("VersionDescription", DEPLOYMENT),
    ("VersionDeletionPolicy", DEPLOYMENT),
    ("DeploymentPreference", DEPLOYMENT),
    ("ProvisionedConcurrencyConfig", DEPLOYMENT),
    ("SnapStart", DEPLOYMENT),
    ("RecursiveLoop", DEPLOYMENT),
    (
        "ReservedConcurrentExecutions",
        Nothing("`--concurrency` says how many run at once"),
    ),
    (
        "EventInvokeConfig",
        Nothing("no failed event is tried again"),
    ),
    ("DeadLetterQueue", Nothing("no failed event is kept")),
    (
        "FunctionUrlConfig",
        NotSupported("there is no function URL"),
    ),
    ("CapacityProviderConfig", DEPLOYMENT),
    ("FunctionScalingConfig", DEPLOYMENT),
    (
        "DurableConfig",
        NotSupported("every invocation starts afresh"),
    ),
    (
        "TenancyConfig",
        NotSupported("all tenants share the execution environments"),
    ),
];

/// `AWS::Serverless::Api`.
pub(crate) const API: &Keys = &[
    ("Name", Used),
    ("StageName", Used),
    ("DefinitionBody", Used),
    ("Description", Used),
    ("OpenApiVersion", DEPLOYMENT),
    (
        "EndpointConfiguration",
        Nothing("every API here answers as a REGIONAL one"),
    ),
    ("AccessLogSetting", LOGGING),
    ("MethodSettings", NotSupported("no caching, no throttling")),
    ("TracingEnabled", LOGGING),
    ("Tags", DEPLOYMENT),
    ("PropagateTags", DEPLOYMENT),
    ("AlwaysDeploy", DEPLOYMENT),
    ("FailOnWarnings", DEPLOYMENT),
    ("Mode", DEPLOYMENT),
    (
        "DisableExecuteApiEndpoint",
        NotSupported("the API answers all the same"),
    ),
    (
        "Domain",
        NotSupported("the API answers under its stage only"),
    ),
    ("Variables", NotSupported("there are no stage variables")),
    (
        "BinaryMediaTypes",
        NotSupported("every body travels as text"),
    ),
    ("DefinitionUri", NotSupported("the file is not read")),
    (
        "MergeDefinitions",
        NotSupported("the events add no methods"),
    ),
    ("Auth", NotSupported("every request is let through")),
    ("ApiKeySourceType", NotSupported("no API key is asked for")),
    (
        "Cors",
        NotSupported("OPTIONS is answered 403 unless the definition has it"),
    ),
    (
        "GatewayResponses",
        NotSupported("the default gateway responses are sent"),
    ),
    ("CacheClusterEnabled", NotSupported("nothing is cached")),
    ("CacheClusterSize", NotSupported("nothing is cached")),
    (
        "CanarySetting",
        NotSupported("every request goes to the stage itself"),
    ),
    (
        "MinimumCompressionSize",
        NotSupported("no answer is compressed"),
    ),
    ("Models", NotSupported("no body is validated")),
    ("Policy", NotSupported("every request is let through")),
    ("SecurityPolicy", DEPLOYMENT),
    ("EndpointAccessMode", DEPLOYMENT),
];

/// An event of type `Api`.
pub(crate) const API_EVENT: &Keys = &[
    ("RestApiId", Used),
    ("Path", Used),
    ("Method", Used),
    ("Auth", NotSupported("every request is let through")),
    ("RequestModel", NotSupported("no body is validated")),
    (
        "RequestParameters",
        NotSupported("no parameter is asked for"),
    ),
    ("TimeoutInMillis", NotSupported("the gateway waits 29 s")),
    (
        "ResponseTransferMode",
        NotSupported("the answer is sent in one piece"),
    ),
];

/// An event of any type.
pub(crate) const EVENT: &Keys = &[("Type", Used), ("Properties", Used)];
