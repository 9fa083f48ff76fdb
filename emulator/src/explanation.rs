//! Why an answer is not what the handler meant: the rule, what was found, what to do.
//!
//! Rule: the one source for the terminal, the console page and the book. A [`Cause`] is general and closed;
//! an [`Explanation`] is a cause together with what was found this time.
//!
//! AWS answers all of this with an opaque status; the rules are those of the facts named beside each.

use std::fmt;

/// A cause, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Which rule.
    pub cause: Cause,
    /// What was found, in one line.
    pub found: String,
}

/// A rule of AWS's that a request or a result can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The first segment of the path is no stage.
    UnknownStage,
    /// No resource has the path.
    UnknownPath,
    /// The resource lacks the method.
    UnknownMethod,
    /// A proxy answer is not an object.
    AnswerNotAnObject,
    /// A proxy answer has a sixth key.
    UnknownAnswerKey,
    /// `statusCode` is no status code.
    BadStatusCode,
    /// `headers` or `multiValueHeaders` has the wrong shape.
    BadHeader,
    /// `body` is not a text.
    BadBody,
    /// `isBase64Encoded` is not a boolean.
    BadBase64Flag,
    /// `body` is not the base64 that it says it is.
    BadBase64,
    /// The function failed behind a proxy integration.
    FunctionFailed,
    /// The function failed behind a custom integration without a matching selection pattern.
    UnmappedFunctionError,
    /// What the integration hands to Lambda is not JSON.
    EventNotJson,
    /// The event is longer than Lambda takes.
    EventTooLarge,
    /// The request's body is longer than API Gateway takes.
    RequestTooLarge,
    /// The request's headers are longer than API Gateway takes.
    HeadTooLarge,
    /// The request's body did not come in time.
    RequestTooSlow,
    /// Every execution environment is busy.
    Throttled,
    /// The function took longer than the gateway waits.
    IntegrationTimeout,
    /// The execution environment could not be started at all.
    CannotStart,
    /// The integration is one that this emulator does not execute.
    UnsupportedIntegration,
}

impl Cause {
    /// This cause, with what was found.
    pub fn found(self, found: impl Into<String>) -> Explanation {
        Explanation {
            cause: self,
            found: found.into(),
        }
    }

    /// AWS's rule, in one sentence.
    pub fn rule(self) -> &'static str {
        match self {
            Cause::UnknownStage => "the first segment of the path names the stage",
            Cause::UnknownPath => {
                "a path that no resource matches is answered 403, never 404; \
                 {proxy+} needs at least one segment"
            }
            Cause::UnknownMethod => "a method that the resource lacks is answered 403, never 405",
            Cause::AnswerNotAnObject => "a proxy answer is a JSON object",
            Cause::UnknownAnswerKey => {
                "a proxy answer may have only statusCode, headers, multiValueHeaders, body, \
                 isBase64Encoded"
            }
            Cause::BadStatusCode => "statusCode is a whole number from 100 to 599",
            Cause::BadHeader => "headers maps names to texts, multiValueHeaders to lists of texts",
            Cause::BadBody => "the body of a proxy answer is a text",
            Cause::BadBase64Flag => "isBase64Encoded is true or false",
            Cause::BadBase64 => "a body with isBase64Encoded is decoded for a binary Accept",
            Cause::FunctionFailed => "any error of the function is the same 502",
            Cause::UnmappedFunctionError => {
                "a custom integration answers 200 unless a selection pattern matches errorMessage"
            }
            Cause::EventNotJson => "what a custom integration hands to Lambda must be JSON",
            Cause::EventTooLarge => "an event has at most 6291456 bytes",
            Cause::RequestTooLarge => "a request body has at most 10485760 bytes",
            Cause::HeadTooLarge => "the headers of a request have at most 10240 bytes",
            Cause::RequestTooSlow => "a client that stalls is not waited for",
            Cause::Throttled => {
                "each execution environment serves one request at a time, and there are only so many"
            }
            Cause::IntegrationTimeout => "the gateway waits for the function, but not for ever",
            Cause::CannotStart => "an execution environment is a process of the function's program",
            Cause::UnsupportedIntegration => {
                "an integration is executed if it is a Lambda function's, of type aws or aws_proxy"
            }
        }
    }

    /// What to change.
    pub fn remedy(self) -> &'static str {
        match self {
            Cause::UnknownStage => "begin the path with the stage, as the Invoke URL does",
            Cause::UnknownPath => "ask for a path that exists, or add a resource to the template",
            Cause::UnknownMethod => "use a method that exists, or add it to the template",
            Cause::AnswerNotAnObject => {
                r#"return an object, such as {"statusCode": 200, "body": "<text>"}"#
            }
            Cause::UnknownAnswerKey => "put what the client shall read into body, as a text",
            Cause::BadStatusCode => "return a number such as 200, or leave statusCode out",
            Cause::BadHeader => {
                "turn each value into a text; several values go to multiValueHeaders"
            }
            Cause::BadBody => "turn the body into a text, with serde_json::to_string for instance",
            Cause::BadBase64Flag => "return true for a base64 body, else leave the key out",
            Cause::BadBase64 => {
                "encode the body with the standard alphabet, or drop isBase64Encoded"
            }
            Cause::FunctionFailed => "mend the error, or turn it into an answer in the handler",
            Cause::UnmappedFunctionError => {
                "answer errors from the handler, or give the integration a selection pattern"
            }
            Cause::EventNotJson => "send a JSON body, or map the request with a template",
            Cause::EventTooLarge | Cause::RequestTooLarge | Cause::HeadTooLarge => {
                "send less, or send it in parts"
            }
            Cause::RequestTooSlow => "send the body without a pause",
            Cause::Throttled => "start with a larger --concurrency, or send fewer at a time",
            Cause::IntegrationTimeout => "answer sooner, or raise timeoutInMillis in the template",
            Cause::CannotStart => "check that the program is there and may be run",
            Cause::UnsupportedIntegration => "see what the template's notes say about it at start",
        }
    }
}

impl fmt::Display for Explanation {
    /// Three lines: what was found, the rule, what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "why   {}", self.found)?;
        writeln!(f, "rule  {}", self.cause.rule())?;
        write!(f, "do    {}", self.cause.remedy())
    }
}
