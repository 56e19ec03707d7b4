//! Raw responses: a file or a text, or an envelope in its place that reports an error.

use super::Envelope;
use super::body::Document;
use super::encoding::compressed;
use super::judge::Opened;
use super::read::{Failure, describe, media_type, text, trace_in_headers, unreadable};
use super::received::Received;

/// Decides whether the body is the payload, and gives the trace id.
///
/// Platforms answer a download with the file or with the envelope of an error, both with the status 200, and some
/// declare the error as `application/octet-stream` too. So the body itself decides: an envelope succeeds or fails by
/// its conditions; anything else is the payload of a 2xx, and otherwise not an answer of this API.
///
/// # Errors
/// A business error, a status other than 2xx, or a body that is still compressed.
pub(crate) fn judge(envelope: &'static Envelope, received: Received<'_>) -> Result<Option<String>, Failure> {
    let (status, headers) = (received.status, received.headers);
    if let Some(reason) = compressed(received) {
        return Err(unreadable(envelope, received, reason));
    }
    // A body that is not JSON still has headers, which may hold an envelope.
    let document = document(envelope, received).unwrap_or(Document::EMPTY);
    let opened = Opened { envelope, status, headers, document };
    match opened.is_envelope() {
        Ok(true) if opened.succeeds().is_ok_and(|yes| yes) => Ok(opened.first_text(envelope.trace)),
        Ok(true) => Err(Failure::Api(Box::new(describe(&opened)))),
        _ if status.is_success() => Ok(trace_in_headers(envelope, headers)),
        _ => Err(Failure::Http { trace: trace_in_headers(envelope, headers) }),
    }
}

/// The root of the envelope, when the body is JSON that has it.
fn document<'a>(envelope: &Envelope, received: Received<'a>) -> Option<Document<'a>> {
    // A look at the first byte spares reading all of a large file.
    let start = received.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(received.body).trim_ascii_start();
    if !start.starts_with(b"{") && !start.starts_with(b"[") {
        return None;
    }
    Document::parse(text(received).ok()?).ok()?.descend(envelope.root).ok()?
}

/// The body as text.
///
/// # Errors
/// If it is not UTF-8, or is declared as something else.
pub(crate) fn raw_text(received: Received<'_>) -> Result<&str, String> {
    if let Some(declared) =
        media_type(received.headers).filter(|kind| charset(kind).is_some_and(|set| !is_utf8(set)))
    {
        return Err(format!("the body is declared as {declared}, and only UTF-8 can be read"));
    }
    text(received)
}

/// The charset that a content type names (RFC 9110 §8.3.2).
fn charset(media_type: &str) -> Option<&str> {
    media_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })
}

/// Whether all texts in a charset are UTF-8.
fn is_utf8(charset: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|name| charset.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::{judge, raw_text};
    use crate::envelope::{Envelope, Expect, Failure, Received, Source, Step, Test};

    static TRUTH: Envelope = Envelope::new()
        .success(&[Test::new(Source::Body(&[Step::Key("success")]), &[Expect::Text("true")])])
        .code(&[Source::Body(&[Step::Key("code")])])
        .trace(&[Source::Body(&[Step::Key("logKey")]), Source::Header("x-request-id")]);

    static ABSENT: Envelope = Envelope::new()
        .root(&[Step::Key("Response")])
        .success(&[Test::new(Source::Body(&[Step::Key("Error")]), &[Expect::Absent])])
        .code(&[Source::Body(&[Step::Key("Error"), Step::Key("Code")])]);

    static IN_HEADERS: Envelope = Envelope::new()
        .success(&[Test::new(Source::Header("x-ok"), &[Expect::Text("1")])])
        .code(&[Source::Header("x-code")]);

    /// `payload`, the code of a business error, or the status.
    fn outcome(
        envelope: &'static Envelope,
        status: u16,
        headers: &[(&'static str, &str)],
        body: &str,
    ) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_str(value).expect("a value"));
        }
        let status = StatusCode::from_u16(status).expect("a status");
        match judge(envelope, Received { status, headers: &map, body: body.as_bytes() }) {
            Ok(trace) => format!("payload {}", trace.unwrap_or_default()),
            Err(Failure::Api(api)) => format!("code {}", api.code.unwrap_or_default()),
            Err(Failure::Http { trace }) => format!("http {}", trace.unwrap_or_default()),
            Err(Failure::Decode { reason, .. }) => reason,
        }
    }

    #[test]
    fn the_body_decides() {
        let id = [("x-request-id", "r1")];
        for (status, body, want) in [
            (200, "%PDF-1.7", "payload r1"),
            (200, "", "payload r1"),
            (200, r#"{"success":false,"code":"oc_1","logKey":"t"}"#, "code oc_1"),
            (200, "\u{feff} {\"success\":false,\"code\":7}", "code 7"),
            (200, r#"{"success":true,"logKey":"t"}"#, "payload t"),
            (200, r#"{"code":"oc_1"}"#, "payload r1"),
            (200, r#"{"success":false"#, "payload r1"),
            (200, r#"[{"success":false}]"#, "payload r1"),
            (500, r#"{"success":false,"code":"oc_1"}"#, "code oc_1"),
            (500, r#"{"success":true}"#, "code "),
            (502, "<html>", "http r1"),
            (404, "", "http r1"),
        ] {
            assert_eq!(outcome(&TRUTH, status, &id, body), want, "{status} {body}");
        }
    }

    #[test]
    fn other_envelopes() {
        for (status, body, want) in [
            (200, r#"{"Response":{"Error":{"Code":"A"}}}"#, "code A"),
            (200, r#"{"Error":{"Code":"A"}}"#, "payload "),
            (200, r#"{"Response":{"x":1}}"#, "payload "),
            (500, r#"{"Response":{"x":1}}"#, "http "),
        ] {
            assert_eq!(outcome(&ABSENT, status, &[], body), want, "{status} {body}");
        }
        assert_eq!(outcome(&IN_HEADERS, 200, &[("x-ok", "1")], "PK"), "payload ");
        assert_eq!(outcome(&IN_HEADERS, 200, &[("x-ok", "0"), ("x-code", "9")], "PK"), "code 9");
        assert_eq!(outcome(&super::super::PLAIN, 200, &[], r#"{"code":1}"#), "payload ");
        assert_eq!(outcome(&super::super::PLAIN, 400, &[], r#"{"code":1}"#), "http ");
    }

    #[test]
    fn texts_are_utf8() {
        let read = |kind: &str, body: &'static [u8]| {
            let mut headers = HeaderMap::new();
            headers.insert("content-type", HeaderValue::from_str(kind).expect("a value"));
            raw_text(Received { status: StatusCode::OK, headers: &headers, body }).map(str::to_owned)
        };
        for kind in [
            "text/csv",
            "text/csv; charset=UTF-8",
            "text/csv;header=present; Charset=\"utf8\"",
            "text/x;charset=us-ascii",
        ] {
            assert_eq!(read(kind, b"\xef\xbb\xbfa,b").as_deref(), Ok("a,b"), "{kind}");
        }
        let gbk = read("text/csv;charset=GBK", b"a").expect_err("GBK");
        assert_eq!(gbk, "the body is declared as text/csv;charset=GBK, and only UTF-8 can be read");
        assert_eq!(read("text/csv", b"a\xd6").expect_err("no UTF-8"), "the body is not UTF-8 (byte 1)");
    }
}
