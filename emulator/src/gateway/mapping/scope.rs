//! What a mapping template may read: `$input`, `$context` and `$stageVariables` of one request.
//!
//! AWS (facts B2, B4): the same headers as in a proxy event, sorted; of repeated ones the last value; the order
//! of `$context` is AWS's.

use std::borrow::Cow;

use crate::{
    gateway::{
        context::{Arrival, RequestContext},
        matching::Match,
        request,
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

impl<'a> Arrived<'a> {
    /// What a template reads, with this body.
    pub(super) fn scope(&self, body: Option<Cow<'a, str>>) -> Scope<'a> {
        Scope {
            body,
            params: self.params(),
            stage_variables: self.stage_variables(),
            context: self.context(),
            ..Scope::default()
        }
    }

    fn stage_variables(&self) -> Texts<'a> {
        let variables = self.matched.api.stage.variables.iter();
        variables
            .map(|(name, value)| (name.into(), value.into()))
            .collect()
    }

    /// `$input.params()`
    pub(super) fn params(&self) -> Params<'a> {
        // Our choice: path parameters as they were sent, like in a proxy event; nothing is recorded.
        let path = self.matched.path_parameters.iter();
        Params {
            path: path
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
            querystring: request::query(self.request).into_last_values(),
            header: request::headers(self.request, self.matched.api, self.arrival)
                .into_last_values(),
        }
    }

    /// `$context`: `requestContext` and the two members that can be assigned to.
    pub(super) fn context(&self) -> Context<'a> {
        let mut context = Context::default();
        RequestContext::new(self.request, self.matched, self.arrival).tell(&mut context);
        context
    }
}
