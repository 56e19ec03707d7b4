//! Operations.

use super::allow::Allow;
use super::calls::{Body, Credentials, Param, Response};
use super::errors::Answers;
use super::pages::Pages;
use super::samples::Examples;
use super::statuses::ByStatus;
use super::types::Field;
use crate::source::Spanned;

words! {
    /// The HTTP method of an endpoint (RFC 9110 section 9, and PATCH of RFC 5789).
    Method {
        /// Safe and idempotent.
        #[default] Get = "get",
        /// Neither.
        Post = "post",
        /// Idempotent.
        Put = "put",
        /// Neither.
        Patch = "patch",
        /// Idempotent.
        Delete = "delete",
        /// Safe and idempotent.
        Head = "head",
        /// Safe and idempotent.
        Options = "options",
        /// Safe and idempotent.
        Trace = "trace",
    }
}

impl Method {
    /// The method as in a request line.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
        }
    }

    /// Whether RFC 9110 section 9.2.2 calls the method idempotent.
    #[must_use]
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

words! {
    /// How a redirect of the server is treated (RFC 9110 section 15.4).
    Redirect {
        /// It is a failure.
        #[default] Refuse = "refuse",
        /// It is followed, without credentials to another origin.
        Follow = "follow",
        /// It is an answer without a payload, and so is 304.
        Return = "return",
    }
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The key.
    pub name: Spanned<String>,
    /// The method.
    pub method: Method,
    /// The URL path.
    pub path: Spanned<String>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `params:`, in file order.
    pub params: Vec<Param>,
    /// `request:`.
    pub request: Option<Body>,
    /// `request_name:`, the name of the generated request, whose body `request:` is then.
    pub request_name: Option<Spanned<String>>,
    /// `response:`.
    pub response: Option<Response>,
    /// `headers:` of the response, in file order.
    pub response_headers: Vec<Field>,
    /// `failures:`, in file order.
    pub failures: Vec<ByStatus>,
    /// `idempotent:`; the method decides when it is not set.
    pub idempotent: Option<Idempotent>,
    /// `pages:`.
    pub pages: Option<Pages>,
    /// `errors:`.
    pub errors: Answers,
    /// `envelope:`, the name of one or `none`.
    pub envelope: Option<Spanned<String>>,
    /// `auth:`.
    pub credentials: Credentials,
    /// `server:`, the name of another server.
    pub server: Option<Spanned<String>>,
    /// `redirect:`.
    pub redirect: Option<Spanned<Redirect>>,
    /// `tag:`.
    pub tag: Option<Spanned<String>>,
    /// `example:`.
    pub examples: Examples,
    /// `deprecated:`.
    pub deprecated: bool,
    /// `allow:`.
    pub allow: Allow,
}

/// `idempotent:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idempotent {
    /// `true` or `false`.
    Said(bool),
    /// By a key in this header.
    Header(Spanned<String>),
    /// By a key in this field of the body or this parameter.
    Field(Spanned<String>),
}
