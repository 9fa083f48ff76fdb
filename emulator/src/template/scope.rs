//! What the names in a template stand for: parameters, pseudo parameters and resources.
//!
//! Rule: a name that is unknown here is refused, as CloudFormation does; nothing resolves to nothing.
//!
//! AWS: the account, the region and the physical names exist only on AWS. Here each has a fixed
//! stand-in, so that two runs are alike.

use indexmap::IndexMap;

use crate::host::{ACCOUNT_ID, REGION, function_arn};

use super::{
    error::Complaint,
    generated, id,
    notes::{NoteClass, Notes},
    refusal::Refusal,
    source::{Place, Source},
    suggest::did_you_mean,
    yaml::{Scalar, Value},
};

/// The stack's name, which also becomes the name of an API that has none.
pub(crate) const STACK: &str = "emulator";

/// The pseudo parameter that takes its key away, as if it were not there.
pub(crate) const NO_VALUE: &str = "AWS::NoValue";

/// The pseudo parameter that is a list, here of nobody.
const NOTIFICATION_ARNS: &str = "AWS::NotificationARNs";

/// Names that CloudFormation defines in every template.
const PSEUDO_PARAMETERS: [(&str, &str); 6] = [
    ("AWS::Region", REGION),
    ("AWS::AccountId", ACCOUNT_ID),
    ("AWS::Partition", "aws"),
    ("AWS::StackName", STACK),
    (
        "AWS::StackId",
        "arn:aws:cloudformation:us-east-1:123456789012:stack/emulator/0",
    ),
    ("AWS::URLSuffix", "amazonaws.com"),
];

/// A resource, as far as other parts of the template can name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// The function, once its name is known.
    Function(Option<String>),
    /// An API.
    Api,
    /// Another resource of SAM's, of which SAM makes several. This emulator makes none.
    Macro,
    /// A version or an alias of a function, perhaps of this one.
    Qualified,
    /// Something else that this emulator does not make.
    Other,
}

/// The alias that SAM makes of each new version of the function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Alias {
    /// It makes none.
    None,
    /// It has this name.
    Named(String),
    /// Its name is known only where the template is deployed.
    Untold,
}

impl Alias {
    /// Its name, if it has one that is known.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Alias::Named(name) => Some(name),
            Alias::None | Alias::Untold => None,
        }
    }
}

/// A parameter of the template.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Its `Default`: nobody is asked for another.
    pub(crate) value: Option<Value>,
    pub(crate) place: Place,
}

/// Which intrinsic functions a file may use (facts E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The template: all of them.
    Template,
    /// What `AWS::Include` includes: no short tags.
    Included,
    /// What `DefinitionUri` names: none.
    Plain,
}

/// Everything that one part of a template may say about another.
pub(crate) struct Scope<'l> {
    /// The template and what it includes: a complaint can point into a text.
    pub(crate) sources: Vec<Source>,
    /// The dialects of the sources.
    pub(crate) dialects: Vec<Dialect>,
    /// Gives the text of a file that the template names.
    pub(crate) load: &'l dyn Fn(&str) -> std::io::Result<String>,
    pub(crate) notes: Notes,
    pub(crate) parameters: IndexMap<String, Parameter>,
    pub(crate) resources: IndexMap<String, Named>,
    /// The names in the section `Conditions`, if all of them can be told.
    pub(crate) conditions: Option<Vec<String>>,
    /// The names in the section `Mappings`, if all of them can be told.
    pub(crate) mappings: Option<Vec<String>>,
    /// The names of events, and of connectors inside resources: SAM makes ids of them.
    pub(crate) parts: Vec<String>,
    /// The function's alias, once the function is read.
    pub(crate) alias: Alias,
}

impl<'l> Scope<'l> {
    /// A scope that knows only the pseudo parameters.
    pub(crate) fn new(source: Source, load: &'l dyn Fn(&str) -> std::io::Result<String>) -> Self {
        Scope {
            sources: vec![source],
            dialects: vec![Dialect::Template],
            load,
            notes: Notes::default(),
            parameters: IndexMap::new(),
            resources: IndexMap::new(),
            conditions: None,
            mappings: None,
            parts: vec![],
            alias: Alias::None,
        }
    }

    /// What is written at a place.
    pub(crate) fn written_at(&self, place: Place) -> &str {
        self.sources
            .get(place.file)
            .map_or("", |source| source.written_at(place))
    }

    /// The value of `Ref: name`.
    pub(crate) fn reference(&self, name: &str, place: Place) -> Result<Value, Complaint> {
        if name == NO_VALUE {
            return Ok(Value::Scalar(Scalar::null()));
        }
        if name == NOTIFICATION_ARNS {
            return Ok(Value::List(vec![]));
        }
        let pseudo = PSEUDO_PARAMETERS.iter().find(|(known, _)| *known == name);
        if let Some((_, value)) = pseudo {
            return Ok(Value::text(*value));
        }
        if let Some(parameter) = self.parameters.get(name) {
            return parameter
                .value
                .clone()
                .ok_or_else(|| without_value(name, place, parameter));
        }
        if let Some(alias) = self.alias_arn(name, place)? {
            return Ok(Value::text(alias));
        }
        if self.is_generated(name) {
            return Ok(Value::text(self.stand_in(name, place)));
        }
        match self.resource(name, place)? {
            Named::Function(Some(function)) => Ok(Value::text(function.as_str())),
            Named::Function(None) => Err(circular(name, place)),
            Named::Api => Ok(Value::text(id::of_api(name))),
            Named::Macro | Named::Qualified | Named::Other => {
                Ok(Value::text(self.stand_in(name, place)))
            }
        }
    }

    /// Whether CloudFormation knows the name, or may know it, because SAM may make something with it.
    pub(crate) fn may_name(&self, name: &str) -> bool {
        let mut pseudo = PSEUDO_PARAMETERS.iter().map(|(known, _)| *known);
        [NO_VALUE, NOTIFICATION_ARNS].contains(&name)
            || pseudo.any(|known| known == name)
            || self.parameters.contains_key(name)
            || self.resources.contains_key(name)
            || self.is_generated(name)
    }

    /// Whether it is no resource of the template, but one that SAM may make.
    fn is_generated(&self, name: &str) -> bool {
        if let Some((resource, made)) = name.split_once('.') {
            return self.resources.contains_key(resource) && generated::PROPERTIES.contains(&made);
        }
        !self.resources.contains_key(name) && generated::may_be(name, &self.resources, &self.parts)
    }

    /// The value of `Fn::GetAtt: [name, attribute]`.
    pub(crate) fn attribute(
        &self,
        name: &str,
        attribute: &str,
        place: Place,
    ) -> Result<String, Complaint> {
        let made = attribute.split('.').next().unwrap_or(attribute);
        if self.is_generated(name)
            || attribute != made && self.is_generated(&format!("{name}.{made}"))
        {
            return Ok(self.stand_in(&format!("{name}.{attribute}"), place));
        }
        match (self.resource(name, place)?, attribute) {
            (Named::Function(Some(function)), "Arn") => Ok(function_arn(function)),
            (Named::Function(None), _) => Err(circular(name, place)),
            (Named::Api, "RootResourceId") => Ok(id::of_resource(name, "/")),
            (Named::Api, "RestApiId") => Ok(id::of_api(name)),
            (Named::Function(_), _) => Err(no_attribute(name, attribute, "Arn", place)),
            (Named::Api, _) => Err(no_attribute(name, attribute, "RootResourceId", place)),
            (Named::Macro | Named::Qualified | Named::Other, _) => {
                Ok(self.stand_in(&format!("{name}.{attribute}"), place))
            }
        }
    }

    /// The ARN that `Ref: Function.Alias` gives, or `Ref: FunctionAliasNAME`: with the alias that SAM makes of each new
    /// version.
    fn alias_arn(&self, name: &str, place: Place) -> Result<Option<String>, Complaint> {
        for (id, named) in &self.resources {
            let Named::Function(Some(physical)) = named else {
                continue;
            };
            let made = name.strip_prefix(id.as_str()).unwrap_or_default();
            let arn = |alias| Ok(Some(format!("{}:{alias}", function_arn(physical))));
            match &self.alias {
                Alias::Named(alias) if made == ".Alias" || made == generated::alias(alias) => {
                    return arn(alias);
                }
                Alias::Untold if made == ".Alias" => {
                    return Err(Complaint::new(format!("the value of `{name}`"), place)
                        .expected("its `AutoPublishAlias` cannot be told here")
                        .help("give the parameter that it refers to a `Default`"));
                }
                Alias::None if made == ".Alias" => {
                    return Err(Complaint::new(format!("`{name}` without an alias"), place)
                        .expected("SAM makes one where the function has `AutoPublishAlias`"));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    fn resource(&self, name: &str, place: Place) -> Result<&Named, Complaint> {
        self.resources
            .get(name)
            .ok_or_else(|| self.unknown(name, place))
    }

    fn unknown(&self, name: &str, place: Place) -> Complaint {
        let complaint = Complaint::new(format!("unknown reference `{name}`"), place)
            .expected("no parameter and no resource has this name");
        if name == "stageVariables" {
            return complaint.help(
                "a stage variable is API Gateway's, not CloudFormation's: inside `Fn::Sub` write \
                 `${!stageVariables.name}`",
            );
        }
        let names = self
            .resources
            .keys()
            .chain(self.parameters.keys())
            .map(String::as_str);
        let known = names.chain(PSEUDO_PARAMETERS.iter().map(|(name, _)| *name));
        complaint
            .maybe_help(did_you_mean(name, known))
            .aws_says(Refusal::UnresolvedDependency(name))
    }

    fn stand_in(&self, name: &str, place: Place) -> String {
        let what = format!("the value of `{name}`");
        let consequence = format!("it is not made here; the text `{name}` stands in for it");
        self.notes
            .take(NoteClass::NotSupported, place, what, consequence);
        name.to_owned()
    }
}

fn circular(name: &str, place: Place) -> Complaint {
    Complaint::new(format!("`{name}` refers to itself"), place)
        .expected("its name is not known yet, because this is a part of it")
}

fn no_attribute(name: &str, attribute: &str, known: &str, place: Place) -> Complaint {
    Complaint::new(format!("`{name}` has no attribute `{attribute}`"), place)
        .expected(format!("`{name}.{known}` is known here"))
}

fn without_value(name: &str, place: Place, parameter: &Parameter) -> Complaint {
    Complaint::new(format!("the parameter `{name}` has no value"), place)
        .expected("its value is needed here")
        .also(parameter.place, "this parameter")
        .help("nobody is asked for parameters here: give it a `Default`")
}
