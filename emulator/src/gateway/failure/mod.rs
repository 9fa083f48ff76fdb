//! The answers that API Gateway words itself.
//!
//! Rule: every such status, body and error type stands here, once, under the name of AWS's gateway
//! response; nowhere else is one written out.
//!
//! AWS (facts A3): an error raised while a method is executed has a blank after the colon, one raised
//! before (no such resource, no such stage) has none.

mod signature;

use crate::http::Answer;

/// A gateway response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No resource and method for this request.
    MissingAuthenticationToken,
    /// Nor that, and an `Authorization` header that is no signature of AWS's.
    IncompleteSignature {
        /// The header's value.
        authorization: String,
        /// Whether the request has a `Date` or `X-Amz-Date` header.
        dated: bool,
    },
    /// No such stage.
    Forbidden,
    /// The function failed, or its answer is malformed: the 502.
    BadGateway,
    /// The function could not be called, or its answer could not be mapped: the 500.
    InternalServerError,
    /// The function took longer than the integration waits.
    EndpointRequestTimedOut,
    /// Lambda did not take the event for JSON; the text is its parser's.
    CouldNotParseRequestBody(String),
    /// The request body is longer than 10 MB.
    ContentLengthExceeded,
    /// The headers are longer than 10 KB.
    RequestHeaderFieldsTooLarge,
    /// The body did not come in time.
    RequestTimeout,
    /// The event is longer than Lambda takes.
    RequestTooLong,
    /// No mapping template is for the request's media type, and its body may not pass.
    UnsupportedMediaType,
}

impl Failure {
    /// The answer as the client gets it, without the headers that every answer has.
    #[allow(
        clippy::too_many_lines,
        reason = "a table: an entry a gateway response"
    )]
    pub fn answer(&self) -> Answer {
        use Failure::*;
        let (status, body, error_type) = match self {
            MissingAuthenticationToken => (
                403,
                r#"{"message":"Missing Authentication Token"}"#,
                "MissingAuthenticationTokenException",
            ),
            Forbidden => (403, r#"{"message":"Forbidden"}"#, "ForbiddenException"),
            BadGateway => (
                502,
                r#"{"message": "Internal server error"}"#,
                "InternalServerErrorException",
            ),
            InternalServerError => (
                500,
                r#"{"message": "Internal server error"}"#,
                "InternalServerErrorException",
            ),
            EndpointRequestTimedOut => (
                504,
                r#"{"message": "Endpoint request timed out"}"#,
                "InternalServerErrorException",
            ),
            RequestTooLong => (
                413,
                r#"{"message":"Request Too Long"}"#,
                "RequestTooLargeException",
            ),
            UnsupportedMediaType => (
                415,
                r#"{"message": "Unsupported Media Type"}"#,
                "BadRequestException",
            ),
            // Our choice for both: what AWS answers beyond its limit of headers nobody wrote down, and the time is ours.
            RequestHeaderFieldsTooLarge => (
                431,
                r#"{"message":"Request Header Fields Too Large"}"#,
                "RequestHeaderFieldsTooLargeException",
            ),
            RequestTimeout => (
                408,
                r#"{"message":"Request Timeout"}"#,
                "RequestTimeoutException",
            ),
            IncompleteSignature {
                authorization,
                dated,
            } => return incomplete_signature(authorization, *dated),
            CouldNotParseRequestBody(parser) => return could_not_parse(parser),
            ContentLengthExceeded => return content_length_exceeded(),
        };
        Answer::json(status, body).with("x-amzn-ErrorType", error_type)
    }
}

fn incomplete_signature(authorization: &str, dated: bool) -> Answer {
    let complaint = signature::complaint(authorization, dated);
    let body = serde_json::json!({"message": complaint}).to_string();
    Answer::json(403, body).with("x-amzn-ErrorType", "IncompleteSignatureException")
}

fn could_not_parse(parser: &str) -> Answer {
    let text = format!(
        "Could not parse request body into json: Could not parse payload into json: {parser}"
    );
    let body = format!(r#"{{"message": {}}}"#, serde_json::Value::from(text));
    Answer::json(400, body).with("x-amzn-ErrorType", "BadRequestException")
}

fn content_length_exceeded() -> Answer {
    let body = "HTTP content length exceeded 10485760 bytes.";
    Answer {
        body: body.into(),
        ..Answer::empty(413)
    }
    .with("Content-Type", "text/plain")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(failure: &Failure) -> String {
        String::from_utf8(failure.answer().body.to_vec()).unwrap()
    }

    #[test]
    fn a_502_has_36_bytes_with_a_blank_after_the_colon() {
        assert_eq!(
            body(&Failure::BadGateway),
            r#"{"message": "Internal server error"}"#
        );
        assert_eq!(body(&Failure::BadGateway).len(), 36);
    }

    #[test]
    fn a_403_has_42_bytes_and_no_blank() {
        assert_eq!(body(&Failure::MissingAuthenticationToken).len(), 42);
        assert_eq!(body(&Failure::Forbidden).len(), 23);
    }

    #[test]
    fn a_parsers_quotes_are_escaped() {
        let failure = Failure::CouldNotParseRequestBody("Unexpected character ('\"')".into());
        assert_eq!(
            body(&failure),
            concat!(
                r#"{"message": "Could not parse request body into json: "#,
                r#"Could not parse payload into json: Unexpected character ('\"')"}"#
            )
        );
    }
}
