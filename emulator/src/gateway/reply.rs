//! What the gateway says to a request, and why, whatever came of it.
//!
//! Rule: pure. Each way a trip can end has one function here, and whatever is not what the handler meant has
//! an explanation.
//!
//! AWS (facts A3): what is answered when the function fails, when Lambda refuses, when it takes too long.

use std::time::Duration;

use crate::{
    api::Api,
    explanation::{Cause, Explanation},
    host::Limits,
    http::{Answer, Request, Unreadable},
    lambda::{FunctionResult, Reason, Refusal},
};

use super::{
    context::Arrival,
    failure::Failure,
    mapping::{MethodResponse, Unmapped},
    proxy,
    unmatched::Unmatched,
};

/// An answer and, where it is not what the handler meant, why.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) answer: Answer,
    pub(super) explanation: Option<Explanation>,
}

impl Reply {
    /// Our choice: a failure of the gateway's has no trace header; AWS's recordings differ (A3.23).
    fn failed(failure: &Failure, why: Explanation) -> Reply {
        Reply {
            answer: failure.answer(),
            explanation: Some(why),
        }
    }

    /// The request did not come in whole.
    pub(super) fn unreadable(why: Unreadable, request: &Request, limits: &Limits) -> Reply {
        let (failure, cause, found) = match why {
            Unreadable::HeadTooLarge => (
                Failure::RequestHeaderFieldsTooLarge,
                Cause::HeadTooLarge,
                format!("the headers have {} bytes", request.head_size()),
            ),
            Unreadable::BodyTooLarge => (
                Failure::ContentLengthExceeded,
                Cause::RequestTooLarge,
                format!("the body has more than {} bytes", limits.request_body),
            ),
            Unreadable::TooSlow => (
                Failure::RequestTimeout,
                Cause::RequestTooSlow,
                format!(
                    "the body did not end within {} s",
                    limits.request_time.as_secs_f64()
                ),
            ),
        };
        Reply::failed(&failure, cause.found(found))
    }

    /// No method answers the request.
    pub(super) fn unmatched(unmatched: Unmatched, request: &Request) -> Reply {
        let failure = unmatched.failure(request);
        Reply::failed(&failure, unmatched.explanation(request))
    }

    /// The integration is one that is never executed.
    pub(super) fn unsupported(what: &str, why: &str) -> Reply {
        let found = format!("{what}: {why}");
        Reply::failed(
            &Failure::InternalServerError,
            Cause::UnsupportedIntegration.found(found),
        )
    }

    /// The function took longer than the integration waits.
    pub(super) fn timed_out(timeout: Duration) -> Reply {
        let found = format!("no result within {} ms", timeout.as_millis());
        Reply::failed(
            &Failure::EndpointRequestTimedOut,
            Cause::IntegrationTimeout.found(found),
        )
    }

    /// Lambda did not run the function.
    pub(super) fn refused(refusal: &Refusal) -> Reply {
        let (failure, cause) = match refusal {
            Refusal::NotJson(parser) => {
                let quote = parser.starts_with("Unrecognized character escape '''");
                let cause = if quote {
                    Cause::SingleQuoteEscaped
                } else {
                    Cause::EventNotJson
                };
                (Failure::CouldNotParseRequestBody(parser.clone()), cause)
            }
            Refusal::TooLarge { .. } => (Failure::RequestTooLong, Cause::EventTooLarge),
            Refusal::Throttled { .. } => (Failure::InternalServerError, Cause::Throttled),
            Refusal::Stopped => (Failure::InternalServerError, Cause::Stopped),
            _ => (Failure::InternalServerError, Cause::CannotStart),
        };
        Reply::failed(&failure, cause.found(refusal.to_string()))
    }

    /// Behind a proxy integration an error, and a result that breaks a rule, is a 502.
    pub(super) fn proxied(
        result: &FunctionResult,
        request: &Request,
        api: &Api,
        trace: String,
    ) -> Reply {
        let answer = match result {
            Ok(result) => proxy::answer(result, request, &api.binary_media_types),
            Err(error) => Err(failing(error.reason).found(error.to_string())),
        };
        match answer {
            Ok(answer) => Reply {
                answer: traced(answer, trace),
                explanation: None,
            },
            // Recorded as a 500 (A2.22); every other malformed answer is a 502.
            Err(why) if why.cause == Cause::BadBase64 => {
                Reply::failed(&Failure::InternalServerError, why)
            }
            Err(why) => Reply::failed(&Failure::BadGateway, why),
        }
    }

    /// An answer without anything to explain.
    pub(super) fn plain(answer: Answer) -> Reply {
        Reply {
            answer,
            explanation: None,
        }
    }

    /// What came in, or went out, does not map.
    pub(super) fn unmapped(unmapped: &Unmapped) -> Reply {
        Reply::failed(&unmapped.failure(), unmapped.explanation())
    }

    /// Behind a custom integration an error is a payload like any other, until a selection pattern matches it.
    pub(super) fn mapped(
        response: Result<MethodResponse, Unmapped>,
        result: &FunctionResult,
        trace: String,
    ) -> Reply {
        let response = match response {
            Ok(response) => response,
            Err(unmapped) => return Reply::unmapped(&unmapped),
        };
        let error = result.as_ref().err().filter(|_| !response.by_pattern);
        Reply {
            answer: traced(response.answer, trace),
            explanation: error.map(|error| Cause::UnmappedFunctionError.found(error.to_string())),
        }
    }

    /// The same, with the headers that tell the trip from every other.
    pub(super) fn finished(self, arrival: &Arrival) -> Reply {
        let answer = self
            .answer
            .with("x-amzn-RequestId", arrival.request_id.as_str())
            .with("x-amz-apigw-id", arrival.extended_request_id.as_str());
        Reply { answer, ..self }
    }
}

/// The trace header is that of the trip to Lambda and back (A2.12).
fn traced(answer: Answer, trace: String) -> Answer {
    answer.with("X-Amzn-Trace-Id", trace)
}

/// The client cannot tell how a function failed, the developer can.
fn failing(reason: Reason) -> Cause {
    match reason {
        Reason::TimedOut(_) | Reason::InitTimedOut(_) => Cause::FunctionTimedOut,
        Reason::Exited(_) | Reason::InitReported => Cause::FunctionEnded,
        Reason::ResultTooLarge { .. } => Cause::ResultTooLarge,
        Reason::Stopped => Cause::Stopped,
        _ => Cause::FunctionFailed,
    }
}
