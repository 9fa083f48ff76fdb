//! Why an answer is not what the handler meant: the rule, what was found, what to do.
//!
//! Rule: the one source for the terminal and the book. A [`Cause`] is general and closed;
//! an [`Explanation`] is a cause together with what was found this time.
//!
//! AWS answers all of this with an opaque status; the rules are those of the facts, and name them.

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
    /// Nothing answers the request, and its `Authorization` header is no signature of AWS's.
    ForeignAuthorization,
    /// A proxy answer is not an object.
    AnswerNotAnObject,
    /// A proxy answer has a key that is none of the five.
    UnknownAnswerKey,
    /// `statusCode` is no status code.
    BadStatusCode,
    /// `headers` or `multiValueHeaders` has the wrong shape.
    BadHeader,
    /// `body` is not a string.
    BadBody,
    /// `isBase64Encoded` is not a boolean.
    BadBase64Flag,
    /// `body` is not the base64 that it says it is.
    BadBase64,
    /// The function reported an error, behind a proxy integration.
    FunctionFailed,
    /// The function took longer than its own time-out.
    FunctionTimedOut,
    /// The function's process ended without an answer.
    FunctionEnded,
    /// The result is longer than Lambda takes.
    ResultTooLarge,
    /// The function failed behind a custom integration without a matching selection pattern.
    UnmappedFunctionError,
    /// What the integration hands to Lambda is not JSON.
    EventNotJson,
    /// The same, because of a `\'` in a string.
    SingleQuoteEscaped,
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
    /// The integration is one that is never executed.
    UnsupportedIntegration,
    /// No mapping template is for the request's media type.
    UnsupportedMediaType,
    /// A mapping template cannot be parsed or rendered.
    MappingTemplateFailed,
    /// Bytes met a mapping template.
    BinaryIntoTemplate,
    /// `contentHandling` cannot convert the body.
    ConversionFailed,
    /// A mock integration rendered no status.
    NoMockStatus,
    /// No integration response is for what the backend gave.
    NoIntegrationResponse,
    /// The status of an integration response announces an answer.
    InterimStatus,
    /// An integration response or its template gives a header that HTTP cannot carry.
    UnsendableHeader,
    /// The function failed for somebody who called it by the Invoke API.
    InvokedFunctionFailed,
    /// The function failed and nobody waited for it.
    QueuedInvocationFailed,
    /// The Invoke API did not take a call.
    CallRefused,
    /// The emulator was stopped meanwhile.
    Stopped,
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
    #[allow(clippy::too_many_lines, reason = "a table: a line a cause")]
    pub fn rule(self) -> &'static str {
        use Cause::*;
        match self {
            UnknownStage => "the first segment of the path names the stage",
            UnknownPath => "a path without a method is 403, never 404; {proxy+} needs a segment",
            UnknownMethod => "a method that the resource lacks is 403, never 405",
            ForeignAuthorization => {
                "where no method answers, Authorization is read as a signature of AWS's"
            }
            AnswerNotAnObject => "a proxy answer is a JSON object",
            UnknownAnswerKey => {
                "a proxy answer has only statusCode, headers, multiValueHeaders, body, \
                 isBase64Encoded"
            }
            BadStatusCode => "statusCode is a whole number from 200 to 599",
            BadHeader => "headers maps names to strings, multiValueHeaders to lists of strings",
            BadBody => "the body of a proxy answer is a string",
            BadBase64Flag => "isBase64Encoded is true or false",
            BadBase64 => "a body with isBase64Encoded is decoded for a binary Accept",
            FunctionFailed => "any error of the function is the same 502",
            FunctionTimedOut => "a function that takes longer than its Timeout is stopped: 502",
            FunctionEnded => "a function whose process ends is started anew for the next: 502",
            ResultTooLarge => "a result has at most 6291556 bytes",
            UnmappedFunctionError => {
                "a custom integration answers 200 unless a selection pattern matches errorMessage"
            }
            EventNotJson => "what a custom integration hands to Lambda must be JSON",
            SingleQuoteEscaped => r"escapeJavaScript makes \' of a single quote; JSON knows no \'",
            EventTooLarge => "an event has at most 6291456 bytes",
            RequestTooLarge => "a request body has at most 10485760 bytes",
            HeadTooLarge => "the headers of a request have at most 10240 bytes",
            RequestTooSlow => "a body has to come within a time; here it is ours, not AWS's",
            Throttled => "an execution environment serves one request at a time; they are limited",
            IntegrationTimeout => "the gateway waits for the function, but not for ever",
            CannotStart => "a function that cannot be invoked is 500",
            UnsupportedIntegration => {
                "an integration is executed if it is a function's, by POST, sets no illegal header, and the \
                 stage has its variables"
            }
            UnsupportedMediaType => {
                "passthroughBehavior says which bodies may pass without a mapping template"
            }
            MappingTemplateFailed => "a mapping template that fails is a 500",
            BinaryIntoTemplate => "a mapping template reads text, not bytes",
            ConversionFailed => "contentHandling CONVERT_TO_BINARY takes base64",
            NoMockStatus => "the request template of a mock renders JSON with a statusCode",
            NoIntegrationResponse => {
                "what no selection pattern matches needs the response `default`: else it is a 500"
            }
            InterimStatus => "a status below 200 announces an answer and is none; here it is a 500",
            UnsendableHeader => {
                "HTTP cannot carry every text as a header; here such an answer is a 500"
            }
            InvokedFunctionFailed => {
                "a function error is a 200 with X-Amz-Function-Error, the error its payload"
            }
            QueuedInvocationFailed => "an Event that fails is run twice more, under the same id",
            CallRefused => "the Invoke API reads a call before it runs anything",
            Stopped => "what is under way when the emulator is stopped ends with it",
        }
    }

    /// The rule's id in `FACTS.md`; `None` where the rule is ours, not AWS's.
    pub fn fact(self) -> Option<&'static str> {
        use Cause::*;
        Some(match self {
            UnknownStage => "A3.12",
            UnknownPath => "C.9",
            UnknownMethod => "A3.10",
            ForeignAuthorization => "A3.11",
            AnswerNotAnObject => "A2.8",
            UnknownAnswerKey => "A2.1",
            BadStatusCode => "A2.4",
            BadHeader => "A2.6",
            BadBody => "A2.7",
            BadBase64Flag | BadBase64 => "A2.22",
            FunctionFailed => "A3.1",
            FunctionTimedOut | FunctionEnded => "A3.2",
            ResultTooLarge => "D2.6",
            UnmappedFunctionError => "B6.3",
            EventNotJson => "B1.6",
            SingleQuoteEscaped => "B3.2",
            EventTooLarge => "A3.17",
            RequestTooLarge => "A3.16",
            HeadTooLarge => "E.12",
            Throttled => "A3.5",
            IntegrationTimeout => "A3.4",
            CannotStart => "A3.6",
            UnsupportedIntegration => "A3.28",
            UnsupportedMediaType => "B1.2",
            MappingTemplateFailed => "B5.9",
            BinaryIntoTemplate | ConversionFailed => "B6.14",
            NoMockStatus => "B6.13",
            NoIntegrationResponse => "B6.5",
            InvokedFunctionFailed => "D5.2",
            QueuedInvocationFailed => "D3.3",
            CallRefused => "D5.5",
            InterimStatus | UnsendableHeader | RequestTooSlow | Stopped => return None,
        })
    }

    /// What to change.
    pub fn remedy(self) -> &'static str {
        use Cause::*;
        match self {
            UnknownStage => "begin the path with the stage, as the Invoke URL does",
            UnknownPath => "ask for a path that exists, or add the method to the template",
            UnknownMethod => "use a method that exists, or add it to the template",
            ForeignAuthorization => "ask for a path and a method that exist; the header may stay",
            AnswerNotAnObject => {
                r#"return an object, such as {"statusCode": 200, "body": "<text>"}"#
            }
            UnknownAnswerKey => "put what the client shall read into body, as a string",
            BadStatusCode => "return a number such as 200, or leave statusCode out",
            BadHeader => "turn each value into a string; several values go to multiValueHeaders",
            BadBody => "turn the body into a string, with serde_json::to_string for instance",
            BadBase64Flag => "return true for a base64 body, else leave the key out",
            BadBase64 => "encode the body with the standard alphabet, or drop isBase64Encoded",
            FunctionFailed => "mend the error, or turn it into an answer in the handler",
            FunctionTimedOut => "answer sooner, or raise Timeout in the template",
            FunctionEnded => "read its log lines; return errors instead of ending the process",
            ResultTooLarge => "return less, or a link to it",
            UnmappedFunctionError => {
                "answer errors from the handler, or give the integration a selection pattern"
            }
            SingleQuoteEscaped => r#"append .replaceAll("\\'", "'") to escapeJavaScript(…)"#,
            EventNotJson => "send a JSON body, or map the request with a template",
            EventTooLarge | RequestTooLarge => "send less, or send it in parts",
            HeadTooLarge => "send less in headers: cookies and tokens are the usual ones",
            RequestTooSlow => "send the whole body, as long as Content-Length says",
            Throttled => "start with a larger --concurrency, or send fewer at a time",
            IntegrationTimeout => "answer sooner, or raise timeoutInMillis in the template",
            CannotStart => "check that the program is there and may be run",
            UnsupportedIntegration => "see what the template's notes say about it at start",
            UnsupportedMediaType => "send a Content-Type that has a template, or add one",
            MappingTemplateFailed => "mend the template; `cargo emulator render` tries it alone",
            BinaryIntoTemplate => {
                "set contentHandling to CONVERT_TO_TEXT: the template gets base64"
            }
            ConversionFailed => "send base64, or drop contentHandling",
            NoMockStatus => r#"render {"statusCode": 200}"#,
            NoIntegrationResponse => "add the response `default` to the integration",
            InterimStatus => "answer with a status from 200 to 599",
            UnsendableHeader => {
                "give the header a name without blanks, and a value without line breaks"
            }
            InvokedFunctionFailed => "mend the error, or turn it into a result in the handler",
            QueuedInvocationFailed => "mend the error; after the third try the event is dropped",
            CallRefused => "mend the call: the function's name, its parameters or its payload",
            Stopped => "start it again and send the request again",
        }
    }
}

/// Columns that an explanation takes, so that it fits where it stands indented too.
const WIDTH: usize = 96;

impl fmt::Display for Explanation {
    /// What was found, the rule with its fact, what to do: a line each, wrapped where it is long.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = match self.cause.fact() {
            Some(fact) => format!("{} ({fact})", self.cause.rule()),
            None => self.cause.rule().to_owned(),
        };
        writeln!(f, "{}", wrapped("why", &self.found))?;
        writeln!(f, "{}", wrapped("rule", &rule))?;
        write!(f, "{}", wrapped("do", self.cause.remedy()))
    }
}

/// `why   <text>`; further lines are indented as far as the first. A text of several lines keeps them: a report
/// with a caret under a place, say.
fn wrapped(label: &str, text: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(wrapped_line).collect();
    let indent = format!("\n{:INDENT$}", "");
    format!(
        "{label:<INDENT$}{}",
        lines.join("\n").replace('\n', &indent)
    )
}

/// Columns before the text.
const INDENT: usize = 6;

/// A word that is longer than a line stays whole.
fn wrapped_line(line: &str) -> String {
    let (mut lines, mut column) = (String::new(), INDENT);
    for (at, word) in line.split(' ').enumerate() {
        let length = word.chars().count();
        if at > 0 && column + 1 + length > WIDTH {
            lines.push('\n');
            column = INDENT;
        } else if at > 0 {
            lines.push(' ');
            column += 1;
        }
        lines += word;
        column += length;
    }
    lines
}
