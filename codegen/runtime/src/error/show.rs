//! The presentation of errors: one line for people, a structure for logs.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use http::StatusCode;
use http::header::{CONTENT_TYPE, LOCATION};

use super::cause::{Answer, Api, Cause, Found};
use super::{ErasedError, Error};
use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::envelope::{Received, encoded};
use crate::names::Names;
use crate::wire::{Hidden, Secrecy};

/// Characters of a body that `Display` shows.
const SNIPPET: usize = 200;

/// Characters of a message or a reason that `Display` shows.
const SENTENCE: usize = 1000;

impl<C: Code> fmt::Display for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.0.violations.split_first();
        self.0.rest.show(found.map(|(first, others)| (first.path(), first.detail(), others.len())), f)
    }
}

impl<C: Code> fmt::Debug for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.0.kind.as_ref().map(|kind| kind as &dyn fmt::Debug);
        let violations = (!self.0.violations.is_empty()).then_some(&self.0.violations as &dyn fmt::Debug);
        self.0.rest.show_parts(kind, violations, f)
    }
}

impl<C: Code> StdError for Error<C> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.rest.source()
    }
}

/// The path and the detail of the first violation, and the number of others.
type First<'a> = Option<(&'a str, &'a str, usize)>;

impl ErasedError {
    /// One line.
    fn show(&self, found: First<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        if let Cause::Api(api) = &parts.cause {
            show_api(api, self.http_status(), f)?;
            if api.found == Found::InPreflight {
                show_violations(found, f)?;
            }
            self.show_spent(f)?;
            return self.show_refresh(f);
        }
        if let Some(endpoint) = parts.endpoint {
            write!(f, "{}: ", endpoint.name())?;
        }
        match &parts.cause {
            Cause::Api(_) => Ok(()),
            Cause::Http { .. } => show_http(parts.answer.as_ref(), self.secrecy(), f),
            Cause::Decode { reason, .. } => {
                write!(f, "can't read the response: ")?;
                one_line(reason, SENTENCE, f)?;
                self.http_status().map_or(Ok(()), |status| write!(f, " (HTTP {})", status.as_u16()))
            }
            Cause::Transport(failed) => {
                one_line(&failed.to_string(), SENTENCE, f)?;
                write!(f, " (sent: {})", failed.sent())
            }
            Cause::Request(wrong) => one_line(&wrong.to_string(), SENTENCE, f),
        }?;
        self.trace_id().map_or(Ok(()), |trace| show_trace(trace, f))?;
        self.show_spent(f)?;
        self.show_refresh(f)
    }

    /// Why a call that could have been tried again was not.
    fn show_spent(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.lacks_source() {
            return Ok(());
        }
        f.write_str("; not tried again, since the source of the body can be read only once")
    }

    /// Whether the server's text, other than code and message, may repeat a secret field of the endpoint.
    fn secrecy(&self) -> Secrecy {
        if self.endpoint().is_some_and(Endpoint::is_secret) { Secrecy::Secret } else { Secrecy::Open }
    }

    /// `; the provider of `token` failed: …`, after the response that made it necessary.
    fn show_refresh(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.call().refresh, self.cause()) {
            (None, _) | (Some(_), Cause::Request(_)) => Ok(()),
            (Some(failure), _) => {
                f.write_str("; ")?;
                one_line(&failure.to_string(), SENTENCE, f)
            }
        }
    }
}

/// `[oc_10011] 用户未认证 (solution: 进行认证) trace=1891b154`.
fn show_api(api: &Api, status: Option<StatusCode>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_char('[')?;
    one_line(api.failure.code.as_deref().unwrap_or("no code"), SNIPPET, f)?;
    if let Some(sub_code) = &api.failure.sub_code {
        f.write_char('/')?;
        one_line(sub_code, SNIPPET, f)?;
    }
    f.write_str("] ")?;
    match (api.failure.message.as_deref().or_else(|| api.row.message()), status) {
        (Some(message), _) => one_line(message, SENTENCE, f)?,
        (None, Some(status)) => write!(f, "no message, HTTP {}", status.as_u16())?,
        (None, None) => f.write_str("no message")?,
    }
    if let Some(solution) = api.row.solution() {
        f.write_str(" (solution: ")?;
        one_line(solution, SENTENCE, f)?;
        f.write_char(')')?;
    }
    api.failure.trace.as_deref().map_or(Ok(()), |trace| show_trace(trace, f))
}

/// ` at signers[2]: same as signers[0] (and 2 more)`.
fn show_violations(found: First<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some((path, detail, others)) = found else { return Ok(()) };
    if !path.is_empty() {
        f.write_str(" at ")?;
        one_line(path, SNIPPET, f)?;
    }
    f.write_str(": ")?;
    one_line(detail, SENTENCE, f)?;
    if others == 0 { Ok(()) } else { write!(f, " (and {others} more)") }
}

/// `HTTP 502 Bad Gateway, text/html: <html>…`; the body as a length where it may repeat a secret.
fn show_http(answer: Option<&Answer>, secrecy: Secrecy, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(answer) = answer else { return f.write_str("HTTP error") };
    write!(f, "HTTP {}", answer.status.as_u16())?;
    if let Some(reason) = answer.status.canonical_reason() {
        write!(f, " {reason}")?;
    }
    if let Some(target) = redirect(answer) {
        f.write_str(" to ")?;
        match secrecy {
            Secrecy::Open => one_line(&target, SNIPPET, f)?,
            Secrecy::Secret => write!(f, "{Hidden:?}")?,
        }
        f.write_str(" (not followed)")?;
    }
    if let Some(kind) = answer.headers.get(CONTENT_TYPE) {
        f.write_str(", ")?;
        one_line(&String::from_utf8_lossy(kind.as_bytes()), SNIPPET, f)?;
    }
    let received = Received { status: answer.status, headers: &answer.headers, body: &answer.body };
    if let Some(reason) = encoded(received).filter(|_| std::str::from_utf8(&answer.body).is_err()) {
        return write!(f, ", {reason}");
    }
    if secrecy == Secrecy::Secret {
        return write!(f, ", {} bytes", answer.length);
    }
    let body = String::from_utf8_lossy(answer.body.get(..SNIPPET * 8).unwrap_or(&answer.body));
    if body.trim().is_empty() {
        return f.write_str(", empty body");
    }
    f.write_str(": ")?;
    one_line(body.trim(), SNIPPET, f)
}

/// The target of a redirect without user info, query and fragment, which may hold credentials.
fn redirect(answer: &Answer) -> Option<String> {
    let target = answer.headers.get(LOCATION).filter(|_| answer.status.is_redirection())?.to_str().ok()?;
    let target = target.split(['?', '#']).next()?;
    let Some((scheme, rest)) = target.split_once("//") else { return Some(target.to_owned()) };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.rsplit('@').next()?;
    Some(format!("{scheme}//{host}{path}"))
}

fn show_trace(trace: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(" trace=")?;
    one_line(trace, SNIPPET, f)
}

/// At most `most` characters of the text, each run of spaces and control characters as one space. Characters that change
/// the direction of text count as control characters.
fn one_line(text: &str, most: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = 0;
    let mut gap = false;
    for c in text.chars() {
        let hidden = c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if hidden || c == ' ' {
            gap = true;
            continue;
        }
        if shown >= most {
            return f.write_char('…');
        }
        if gap && shown > 0 {
            f.write_char(' ')?;
            shown += 1;
        }
        gap = false;
        f.write_char(c)?;
        shown += 1;
    }
    Ok(())
}

impl ErasedError {
    /// A structure: the kind and the violations, as the generic part of the error knows them, and everything else.
    fn show_parts(
        &self,
        kind: Option<&dyn fmt::Debug>,
        violations: Option<&dyn fmt::Debug>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let parts = self.parts();
        let mut out = f.debug_struct(parts.cause.name());
        if let Some(endpoint) = parts.endpoint {
            out.field("endpoint", &endpoint.name());
        }
        match &parts.cause {
            Cause::Api(api) => {
                if let Some(kind) = kind {
                    out.field("kind", kind);
                }
                out.field("code", &api.failure.code).field("sub_code", &api.failure.sub_code);
                out.field("message", &self.message());
                match (&api.failure.details, self.secrecy()) {
                    (Some(_), Secrecy::Secret) => out.field("details", &Some(Hidden)),
                    (details, _) => out.field("details", details),
                };
            }
            Cause::Http { .. } => {}
            Cause::Decode { reason, .. } => {
                out.field("reason", reason);
            }
            Cause::Transport(failed) => {
                out.field("cause", failed);
            }
            Cause::Request(wrong) => {
                out.field("reason", &format_args!("{wrong}"));
            }
        }
        if let Some(trace) = self.trace_id() {
            out.field("trace_id", &trace);
        }
        if let Some(violations) = violations {
            out.field("violations", violations);
        }
        out.field("attempts", &parts.call.attempts);
        if let Some(failure) = &parts.call.refresh {
            out.field("refresh", failure);
        }
        if let Some(answer) = &parts.answer {
            out.field("status", &answer.status.as_u16());
            out.field("headers", &Names(&answer.headers));
            out.field("body", &format_args!("{} bytes", answer.length));
        }
        out.finish()
    }

    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        if let Some(failure) = &self.call().refresh {
            return Some(failure.source());
        }
        match self.cause() {
            Cause::Transport(failed) => failed.source(),
            Cause::Request(_) | Cause::Api(_) | Cause::Http { .. } | Cause::Decode { .. } => None,
        }
    }
}
