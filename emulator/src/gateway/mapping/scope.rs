//! What a mapping template may read: `$input`, `$context` and `$stageVariables` of one request.
//!
//! AWS (facts B2, B4): the same headers as in a proxy event, sorted; of repeated ones the last value; the order
//! of `$context` is AWS's.

use crate::{
    gateway::{
        context::{Arrival, RequestContext},
        matching::Match,
        request::{self, MultiMap},
    },
    http::Request,
    vtl::{Context, Params, Scope, Texts},
};

/// A request that has found its method.
#[derive(Debug, Clone, Copy)]
pub struct Arrived<'a> {
    /// The request.
    pub request: &'a Request,
    /// Its place in the API.
    pub matched: &'a Match<'a>,
    /// What is new with it.
    pub arrival: &'a Arrival,
}

impl Arrived<'_> {
    /// What a template reads, with this body.
    pub(super) fn scope(&self, body: Option<String>) -> Scope {
        Scope {
            body,
            params: self.params(),
            stage_variables: self.stage_variables(),
            context: self.context(),
            ..Scope::default()
        }
    }

    fn stage_variables(&self) -> Texts {
        let variables = self.matched.api.stage.variables.iter();
        variables
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    fn params(&self) -> Params {
        // Our choice: path parameters as they were sent, like in a proxy event; nothing is recorded.
        let path = self.matched.path_parameters.iter();
        Params {
            path: path
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            querystring: last_values(&request::query(self.request)),
            header: last_values(&request::headers(
                self.request,
                self.matched.api,
                self.arrival,
            )),
        }
    }

    /// `$context`: `requestContext` and the two members that can be assigned to.
    pub(super) fn context(&self) -> Context {
        let mut context = Context::default();
        RequestContext::new(self.request, self.matched, self.arrival).tell(&mut context);
        context
    }
}

fn last_values(values: &MultiMap<'_>) -> Texts {
    let values = values.last_values();
    values
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
