//! The constant properties of an endpoint.

use std::borrow::Cow;

use crate::envelope::{Envelope, PLAIN};
use crate::global::{Auth, GlobalParam};
use crate::server::OtherServer;

/// The constant properties of one endpoint; a constant of generated code.
#[derive(Debug)]
pub struct Endpoint {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    envelope: &'static Envelope,
    idempotent: bool,
    key: Option<&'static str>,
    content: Content,
    accept: Option<&'static str>,
    end: Option<&'static str>,
    global_params: &'static [GlobalParam],
    auth: &'static [Auth],
    alternatives: &'static [&'static [usize]],
    tables: &'static [&'static [u16]],
    secret: bool,
    redirects: Redirects,
    server: Option<&'static OtherServer>,
}

/// How redirects are handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Redirects {
    /// A failure.
    Refused,
    Followed,
    /// An answer without a payload.
    Returned,
}

/// The kind of body of a successful response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Json,
    Raw,
    Stream,
    Events,
}

impl Endpoint {
    /// Creates an endpoint. In the path, `{name}` is a path parameter.
    ///
    /// Without [`envelope`](Self::envelope) any 2xx is success and the whole body is the payload. Without
    /// [`idempotent`](Self::idempotent) the method decides: GET, HEAD, PUT, DELETE, OPTIONS and TRACE are idempotent
    /// (RFC 9110 §9.2.2).
    #[must_use]
    pub const fn new(name: &'static str, method: &'static str, path: &'static str) -> Self {
        let idempotent =
            matches!(method.as_bytes(), b"GET" | b"HEAD" | b"PUT" | b"DELETE" | b"OPTIONS" | b"TRACE");
        let (content, accept, global_params, auth) = (Content::Json, None, [].as_slice(), [].as_slice());
        Self {
            name,
            method,
            path,
            envelope: &PLAIN,
            idempotent,
            key: None,
            content,
            accept,
            end: None,
            global_params,
            auth,
            alternatives: &[],
            tables: &[],
            secret: false,
            redirects: Redirects::Refused,
            server: None,
        }
    }

    /// Sets the envelope of responses.
    #[must_use]
    pub const fn envelope(mut self, envelope: &'static Envelope) -> Self {
        self.envelope = envelope;
        self
    }

    /// Sets the server that requests are sent to, in place of the one that the client is made for.
    #[must_use]
    pub const fn server(mut self, server: &'static OtherServer) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets whether calling twice has the same effect as calling once.
    #[must_use]
    pub const fn idempotent(mut self, yes: bool) -> Self {
        self.idempotent = yes;
        self
    }

    /// Sets the header for idempotency keys, such as `Idempotency-Key`, by which the server recognizes a repeated call.
    /// Each call gets its own key, the same in all its attempts, unless the caller provides one.
    #[must_use]
    pub const fn idempotency_header(mut self, name: &'static str) -> Self {
        self.key = Some(name);
        self
    }

    /// Makes the body of a success the payload itself, bytes or text instead of JSON. With an envelope, a body that is
    /// an envelope and reports a failure is the business error.
    #[must_use]
    pub const fn raw(mut self) -> Self {
        self.content = Content::Raw;
        self
    }

    /// Makes the body of a success a stream: a [`ByteStream`](crate::v1::ByteStream), which is read while it arrives. An
    /// error of the API comes in its place, as for [`raw`](Self::raw).
    #[must_use]
    pub const fn streamed(mut self) -> Self {
        self.content = Content::Stream;
        self
    }

    /// Makes the body of a success a stream of server-sent events, [`Events`](crate::v1::Events), and accepts those. An
    /// error of the API comes in its place, as for [`raw`](Self::raw).
    #[must_use]
    pub const fn events(mut self) -> Self {
        self.content = Content::Events;
        self.accept = Some("text/event-stream");
        self
    }

    /// Sets the data of the event after the last one, such as `[DONE]`. If it does not come, the events are incomplete.
    #[must_use]
    pub const fn end_marker(mut self, data: &'static str) -> Self {
        self.end = Some(data);
        self
    }

    /// Sets the header `Accept`. Default: `application/json`; `*/*` for raw responses. Where a raw response can be
    /// replaced by an envelope, `application/json` is accepted too.
    #[must_use]
    pub const fn accept(mut self, content_type: &'static str) -> Self {
        self.accept = Some(content_type);
        self
    }

    /// Sets the global parameters, which are sent with every call.
    #[must_use]
    pub const fn global_params(mut self, parameters: &'static [GlobalParam]) -> Self {
        self.global_params = parameters;
        self
    }

    /// Sets the credentials; all of them are sent.
    #[must_use]
    pub const fn auth(mut self, kinds: &'static [Auth]) -> Self {
        self.auth = kinds;
        self
    }

    /// Sets which of the credentials are sent: the first of these alternatives whose credentials the client has. Each
    /// names its credentials by their index in those of [`auth`](Self::auth); an empty one sends none.
    #[must_use]
    pub const fn one_of(mut self, alternatives: &'static [&'static [usize]]) -> Self {
        self.alternatives = alternatives;
        self
    }

    /// Sets the error tables of the endpoint, in which a code is looked up before the shared one.
    #[must_use]
    pub const fn tables(mut self, tables: &'static [&'static [u16]]) -> Self {
        self.tables = tables;
        self
    }

    /// Marks an endpoint whose request or response can hold a secret. Its errors then show neither the body nor the
    /// details of a response, nor the target of a redirect: servers repeat what they were sent.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Follows redirects of a GET or HEAD request, up to ten. Credentials and the caller's headers are not sent to another
    /// origin, and nothing is sent from `https` to `http`; such a redirect is a failure, as without this.
    #[must_use]
    pub const fn follow_redirects(mut self) -> Self {
        self.redirects = Redirects::Followed;
        self
    }

    /// Makes a status 3xx a success without a payload, 304 included.
    #[must_use]
    pub const fn return_redirects(mut self) -> Self {
        self.redirects = Redirects::Returned;
        self
    }

    /// The name of the endpoint, which is also the name of the client's method.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method, in capitals.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The path, with its parameters in braces.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Whether calling twice has the same effect as calling once.
    #[must_use]
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    pub(crate) const fn idempotency_header_name(&self) -> Option<&'static str> {
        self.key
    }

    pub(crate) const fn declared_envelope(&self) -> &'static Envelope {
        self.envelope
    }

    pub(crate) const fn other_server(&self) -> Option<&'static OtherServer> {
        self.server
    }

    pub(crate) const fn is_secret(&self) -> bool {
        self.secret
    }

    pub(crate) const fn follows_redirects(&self) -> bool {
        matches!(self.redirects, Redirects::Followed)
    }

    pub(crate) const fn returns_redirects(&self) -> bool {
        matches!(self.redirects, Redirects::Returned)
    }

    pub(crate) const fn is_raw(&self) -> bool {
        matches!(self.content, Content::Raw | Content::Stream | Content::Events)
    }

    pub(crate) const fn is_streamed(&self) -> bool {
        matches!(self.content, Content::Stream | Content::Events)
    }

    pub(crate) const fn has_events(&self) -> bool {
        matches!(self.content, Content::Events)
    }

    pub(crate) const fn declared_end(&self) -> Option<&'static str> {
        self.end
    }

    pub(crate) fn has_envelope(&self) -> bool {
        !std::ptr::eq(self.envelope, &PLAIN)
    }

    pub(crate) const fn declared_global_params(&self) -> &'static [GlobalParam] {
        self.global_params
    }

    pub(crate) const fn error_tables(&self) -> &'static [&'static [u16]] {
        self.tables
    }

    pub(crate) const fn declared_auth(&self) -> &'static [Auth] {
        self.auth
    }

    pub(crate) const fn declared_alternatives(&self) -> &'static [&'static [usize]] {
        self.alternatives
    }

    /// The content type of a raw response, as far as it is known.
    #[cfg(feature = "testing")]
    pub(crate) fn content_type(&self) -> &'static str {
        self.accept.unwrap_or("application/octet-stream")
    }

    /// The header `Accept`.
    pub(crate) fn accepted(&self) -> Cow<'static, str> {
        let may_be_envelope = self.is_raw() && self.has_envelope();
        match (self.accept, self.is_raw()) {
            (Some(accept), _) if may_be_envelope && !accept.contains("json") && !accept.contains("*/*") => {
                // Servers that can't answer in an accepted type send an error without a body.
                format!("{accept}, application/json;q=0.9").into()
            }
            (Some(accept), _) => accept.into(),
            (None, true) => "*/*".into(),
            (None, false) => "application/json".into(),
        }
    }
}
