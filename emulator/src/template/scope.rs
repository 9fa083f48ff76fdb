//! What the names in a template stand for: parameters, pseudo parameters and resources.
//!
//! Rule: a name that is unknown here is refused, as CloudFormation does; nothing resolves to nothing.
//!
//! AWS: the account, the region and the physical names exist only on AWS. Here each has a fixed
//! stand-in, so that two runs are alike.

use indexmap::IndexMap;

use super::{
    error::Complaint,
    id,
    notes::{NoteClass, Notes},
    source::{Place, Source},
    suggest::did_you_mean,
};

/// The region that everything here is in.
pub(crate) const REGION: &str = "us-east-1";
/// The account that owns everything here.
pub(crate) const ACCOUNT: &str = "123456789012";
const STACK: &str = "emulator";

/// Names that CloudFormation defines in every template.
const PSEUDO_PARAMETERS: [(&str, &str); 6] = [
    ("AWS::Region", REGION),
    ("AWS::AccountId", ACCOUNT),
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
    /// Something that this emulator does not make.
    Other,
}

/// Everything that one part of a template may say about another.
#[derive(Debug)]
pub(crate) struct Scope {
    /// The template and what it includes: a complaint can point into a text.
    pub(crate) sources: Vec<Source>,
    pub(crate) notes: Notes,
    pub(crate) parameters: IndexMap<String, String>,
    pub(crate) resources: IndexMap<String, Named>,
}

impl Scope {
    /// A scope that knows only the pseudo parameters.
    pub(crate) fn new(source: Source) -> Self {
        Scope {
            sources: vec![source],
            notes: Notes::default(),
            parameters: IndexMap::new(),
            resources: IndexMap::new(),
        }
    }

    /// What is written at a place.
    pub(crate) fn written_at(&self, place: Place) -> &str {
        self.sources
            .get(place.file)
            .map_or("", |source| source.written_at(place))
    }

    /// The value of `Ref: name`.
    pub(crate) fn reference(&self, name: &str, place: Place) -> Result<String, Complaint> {
        let pseudo = PSEUDO_PARAMETERS.iter().find(|(known, _)| *known == name);
        if let Some((_, value)) = pseudo {
            return Ok((*value).to_owned());
        }
        if let Some(value) = self.parameters.get(name) {
            return Ok(value.clone());
        }
        match self.resource(name, place)? {
            Named::Function(Some(function)) => Ok(function.clone()),
            Named::Function(None) => Err(circular(name, place)),
            Named::Api => Ok(id::of_api(name)),
            Named::Other => Ok(self.stand_in(name, place)),
        }
    }

    /// The value of `Fn::GetAtt: [name, attribute]`.
    pub(crate) fn attribute(
        &self,
        name: &str,
        attribute: &str,
        place: Place,
    ) -> Result<String, Complaint> {
        match (self.resource(name, place)?, attribute) {
            (Named::Function(Some(function)), "Arn") => Ok(function_arn(function)),
            (Named::Function(None), _) => Err(circular(name, place)),
            (Named::Api, "RootResourceId") => Ok(id::of_resource(name, "/")),
            (Named::Api, "RestApiId") => Ok(id::of_api(name)),
            (Named::Function(_), _) => Err(no_attribute(name, attribute, "Arn", place)),
            (Named::Api, _) => Err(no_attribute(name, attribute, "RootResourceId", place)),
            (Named::Other, _) => Ok(self.stand_in(&format!("{name}.{attribute}"), place)),
        }
    }

    fn resource(&self, name: &str, place: Place) -> Result<&Named, Complaint> {
        self.resources.get(name).ok_or_else(|| {
            let names = self
                .resources
                .keys()
                .chain(self.parameters.keys())
                .map(String::as_str);
            let known = names.chain(PSEUDO_PARAMETERS.iter().map(|(name, _)| *name));
            Complaint::new(format!("unknown reference `{name}`"), place)
                .expected("no parameter and no resource has this name")
                .maybe_help(did_you_mean(name, known))
                .aws_says(&format!(
                    "Template format error: Unresolved resource dependencies [{name}] in the \
                     Resources block of the template"
                ))
        })
    }

    fn stand_in(&self, name: &str, place: Place) -> String {
        let consequence = format!("it is not made here; the text `{name}` stands in for its value");
        self.notes.take(
            NoteClass::NotSupported,
            place,
            format!("the value of `{name}`"),
            consequence,
        );
        name.to_owned()
    }
}

/// The ARN of a function of this name.
pub(crate) fn function_arn(name: &str) -> String {
    format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}")
}

fn circular(name: &str, place: Place) -> Complaint {
    Complaint::new(format!("`{name}` refers to itself"), place)
        .expected("its name is not known yet, because this is a part of it")
}

fn no_attribute(name: &str, attribute: &str, known: &str, place: Place) -> Complaint {
    Complaint::new(format!("`{name}` has no attribute `{attribute}`"), place)
        .expected(format!("`{name}.{known}` is known here"))
}
