//! The words with which AWS refuses a template.
//!
//! Rule: a complaint quotes them from here, so that a reader who searches for either finds the other.
//! Each is recorded (facts C.7, E.4) unless it says otherwise.

use std::fmt;

use crate::api::{ResourcePath, Segment, Verb};

/// A refusal of AWS's. Its [`Display`](fmt::Display) is the quotation, between backticks.
#[derive(Debug)]
pub(crate) enum Refusal<'a> {
    /// CloudFormation: a name that is no parameter and no resource. From error reports.
    UnresolvedDependency(&'a str),
    /// CloudFormation: an id of a section that is no id. From error reports.
    NotAlphanumeric(&'a str, &'a str),
    /// CloudFormation: a `Ref` of something else than a text. From error reports.
    RefOfNoName,
    /// CloudFormation: a key that is a number; the path to its mapping. From an error report.
    NumericKey(&'a [String], &'a str),
    /// CloudFormation: a null; the path to it. From error reports.
    NullValue(&'a [String]),
    /// CloudFormation: `${…}` around something that is no name. From error reports.
    IllegalSubVariable,
    /// SAM: an event's `RestApiId` that names no API. From its source.
    UnknownRestApi,
    /// SAM: an id made of a function's and an event's that is no id. From its source.
    MadeNotAlphanumeric(&'a str),
    /// SAM: a property of a resource that is of another type. From its source.
    WrongType(&'a str),
    /// SAM: a property of an event that is no text. From its source.
    NotAString(&'a str),
    /// SAM: what a container image may not have. From its source.
    ZipPropertyOfImage,
    /// SAM: an alias that is no text. From its source.
    AliasOfAFunction,
    /// SAM: a connector to what is no name. From its source.
    IdOfAFunction,
    /// SAM: a connector to nothing. From its source.
    UnknownDestination(&'a str),
    /// SAM: what an API may not do with a function. From its source.
    ConnectorPermissions,
    /// SAM: an alias that is no name. From its source.
    WrongAlias(&'a str),
    /// SAM: an event of a type that there is not. From its source.
    UnknownEvent(&'a str),
    /// SAM: another package type. From its source.
    WrongPackageType(&'a str),
    /// SAM: a definition in two places. From its source.
    TwoDefinitions,
    /// SAM: two events for one method of one path. From its source.
    MethodDefinedTwice(Verb, &'a ResourcePath),
    /// SAM: a property that `Globals` may not have, and the section there. From its source.
    NotGlobal(&'a str, &'a str),
    /// API Gateway: a second variable child of one parent; this is the first.
    VariableSibling(&'a Segment),
    /// API Gateway: a deployment of nothing. From AWS's documentation.
    NoMethods,
    /// API Gateway: a method with nothing behind it. From error reports.
    NoIntegration,
    /// API Gateway: an integration without `httpMethod`.
    NoHttpMethod,
    /// API Gateway: a uri that should be an ARN.
    InvalidArn,
    /// API Gateway: an ARN of the function itself, say.
    NoPathOrAction,
    /// API Gateway: a proxy integration with another service.
    ProxyOfAnotherService,
    /// API Gateway: an HTTP integration with another uri.
    InvalidHttpEndpoint,
    /// API Gateway: `timeoutInMillis` out of bounds. From error reports.
    TimeoutOutOfBounds,
    /// API Gateway: a parameter that is mapped to nowhere. From error reports.
    InvalidMappingExpression(&'a str),
    /// API Gateway: a parameter that is mapped from nothing. From error reports.
    InvalidMappingSource(&'a str),
    /// API Gateway: a header of a status that the operation does not declare. From an error report.
    NoMethodResponseToMap,
    /// API Gateway, in its log: a status that the operation does not declare. From an error report.
    NoMethodResponse(&'a str),
    /// Lambda: an environment variable's name. From error reports.
    IllegalVariableName,
    /// Lambda: too many environment variables, or too long ones. From error reports.
    LargeEnvironment,
    /// Lambda: an environment variable of its own. From error reports.
    ReservedKey(&'a str),
}

#[rustfmt::skip] // One quotation a line, whole: it is there to be searched for.
impl fmt::Display for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Refusal::*;
        match self {
            UnresolvedDependency(name) => write!(f, "`Template format error: Unresolved resource dependencies [{name}] in the Resources block of the template`"),
            NotAlphanumeric(section, id) => write!(f, "`Template format error: {section} name {id} is non alphanumeric.`"),
            RefOfNoName => f.write_str("`Template format error: every Ref object must have a single String value.`"),
            IllegalSubVariable => f.write_str("`Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons`"),
            NumericKey(path, key) => write!(f, "`Template format error: [/{}] map keys must be strings; received numeric [{key}] instead`", path.join("/")),
            NullValue(path) => write!(f, "`[/{}] 'null' values are not allowed in templates`", path.join("/")),
            UnknownRestApi => f.write_str("`RestApiId must be a valid reference to an 'AWS::Serverless::Api' resource in same template`"),
            MadeNotAlphanumeric(id) => write!(f, "`Resource with id [{id}] is invalid. Logical ids must be alphanumeric.`"),
            WrongType(name) => write!(f, "`Type of property '{name}' is invalid.`"),
            NotAString(name) => write!(f, "`Property '{name}' should be a string.`"),
            ZipPropertyOfImage => f.write_str("`Runtime, Handler, Layers cannot be present when PackageType is of type `Image``"),
            AliasOfAFunction => f.write_str("`'AutoPublishAlias' must be a string or a Ref to a template parameter`"),
            IdOfAFunction => f.write_str("`'Id' is missing or not a string.`"),
            UnknownDestination(id) => write!(f, "`Unable to find resource with logical ID '{id}'.`"),
            ConnectorPermissions => f.write_str("`Unsupported 'Permissions' provided for connector from AWS::ApiGateway::RestApi to AWS::Lambda::Function; valid values are: Write.`"),
            WrongAlias(name) => write!(f, "`AutoPublishAlias name ('{name}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.`"),
            UnknownEvent(kind) => write!(f, "`Resource dict has missing or invalid value for key Type. Event Type is: {kind}.`"),
            WrongPackageType(kind) => write!(f, "`invalid 'PackageType' : {kind}`"),
            TwoDefinitions => f.write_str("`Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.`"),
            MethodDefinedTwice(verb, path) => write!(f, "`API method \"{}\" defined multiple times for path \"{path}\".`", verb.to_string().to_lowercase()),
            NotGlobal(key, section) => write!(f, "`'Globals' section is invalid. '{key}' is not a supported property of '{section}'.`"),
            VariableSibling(first) => write!(f, "`A sibling ({first}) of this resource already has a variable path part -- only one is allowed`"),
            NoMethods => f.write_str("`The REST API doesn't contain any methods`"),
            NoIntegration => f.write_str("`No integration defined for method`"),
            NoHttpMethod => f.write_str("`Enumeration value for HttpMethod must be non-empty`"),
            InvalidArn => f.write_str("`Invalid ARN specified in the request`"),
            NoPathOrAction => f.write_str("`AWS ARN for integration must contain path or action`"),
            ProxyOfAnotherService => f.write_str("`Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.`"),
            InvalidHttpEndpoint => f.write_str("`Invalid HTTP endpoint specified for URI`"),
            TimeoutOutOfBounds => f.write_str("`Timeout should be between 50 ms and 29000 ms`"),
            InvalidMappingExpression(target) => write!(f, "`Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: {target}]`"),
            InvalidMappingSource(source) => write!(f, "`Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: {source}]`"),
            NoMethodResponseToMap => f.write_str("`Invalid mapping expression specified: Validation Result: warnings : [], errors : [No method response exists for method.]`"),
            NoMethodResponse(status) => write!(f, "`Execution failed due to configuration error: Output mapping refers to an invalid method response: {status}`"),
            IllegalVariableName => f.write_str("`Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]`"),
            LargeEnvironment => f.write_str("`Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.`"),
            ReservedKey(name) => write!(f, "`Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {name}`"),
        }
    }
}
