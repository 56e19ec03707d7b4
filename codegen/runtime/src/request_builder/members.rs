//! Members that every body has: of a JSON object, a form, a multipart body.

use bytes::Bytes;

use super::multipart::{Part, end};
use crate::invalid_request::InvalidRequest;
use crate::url::UrlEncoded;
use crate::wire::Json;

/// The kind of members that a finished body has.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) enum Members {
    /// There is no body, or it is sent as it is.
    #[default]
    None,
    Json,
    Form,
    /// Parts with this boundary.
    Parts(String),
}

/// A member that is added.
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) text: String,
    /// Whether it has no quotes in JSON.
    pub(super) is_bare: bool,
}

impl Members {
    /// Whether another member has a place in the body, and is not there.
    pub(super) fn can_take(&self, name: &str, body: &[u8]) -> bool {
        match self {
            Members::None => false,
            Members::Json => {
                // Only what is there as a text can be there as a key, unless the key has escapes.
                let text = std::str::from_utf8(body).unwrap_or_default();
                text.starts_with('{')
                    && (!(text.contains(name) || text.contains('\\'))
                        || text.parse::<Json>().is_ok_and(|json| json.get(name).is_none()))
            }
            Members::Form | Members::Parts(_) => true,
        }
    }

    /// The body with more members, which come first; in a multipart body, last.
    pub(super) fn with(&self, body: &Bytes, added: &[Member]) -> Result<Bytes, InvalidRequest> {
        if added.is_empty() {
            return Ok(body.clone());
        }
        let mut out = Vec::with_capacity(body.len() + 64 * added.len());
        match self {
            Members::None => return Ok(body.clone()),
            Members::Json => {
                let rest = body.strip_prefix(b"{").unwrap_or_default();
                for (at, member) in added.iter().enumerate() {
                    out.extend_from_slice(if at == 0 { b"{" } else { b"," });
                    out.extend_from_slice(member.in_json()?.as_bytes());
                }
                let is_empty = rest.trim_ascii_start().starts_with(b"}");
                out.extend_from_slice(if is_empty { b"" } else { b"," });
                out.extend_from_slice(rest);
            }
            Members::Form => {
                let mut form = UrlEncoded::default();
                added.iter().for_each(|member| form.push(member.name, &member.text));
                out.extend_from_slice(form.into_text().as_bytes());
                out.extend_from_slice(if body.is_empty() { b"" } else { b"&" });
                out.extend_from_slice(body);
            }
            Members::Parts(boundary) => {
                let end = end(boundary);
                out.extend_from_slice(body.strip_suffix(end.as_bytes()).unwrap_or(body));
                for member in added {
                    if member.text.contains(boundary.as_str()) {
                        let message =
                            format!("the field `{}` contains the boundary of the body", member.name);
                        return Err(InvalidRequest::new(message));
                    }
                    Part::text(member.name, &member.text).write(boundary, &mut out, &mut Vec::new());
                }
                out.extend_from_slice(end.as_bytes());
            }
        }
        Ok(out.into())
    }
}

impl Members {
    /// The end of a body that is read while it is sent: more parts, and the final boundary.
    pub(super) fn tail(&self, added: &[Member]) -> Result<Option<Bytes>, InvalidRequest> {
        let Members::Parts(boundary) = self else { return Ok(None) };
        self.with(&Bytes::from(end(boundary)), added).map(Some)
    }
}

impl Member {
    fn in_json(&self) -> Result<String, InvalidRequest> {
        let name = Json::from(self.name);
        if !self.is_bare {
            return Ok(format!("{name}:{}", Json::from(self.text.as_str())));
        }
        // A setting can be any text.
        let is_bare = self
            .text
            .parse::<Json>()
            .is_ok_and(|json| json.as_bool().is_some() || json.as_digits().is_some());
        if is_bare {
            Ok(format!("{name}:{}", self.text))
        } else {
            Err(InvalidRequest::new(format!("the field `{}` is not a number or a flag", self.name)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &'static str, text: &str, is_bare: bool) -> Member {
        Member { name, text: text.to_owned(), is_bare }
    }

    #[test]
    fn members_of_json() {
        let added = [member("app\"Id", "a\"b", false), member("at", "17", true)];
        let with = |body: &'static str| {
            let body = Bytes::from_static(body.as_bytes());
            let found = Members::Json.with(&body, &added).expect("members");
            String::from_utf8(found.to_vec()).expect("text")
        };
        assert_eq!(with("{}"), r#"{"app\"Id":"a\"b","at":17}"#);
        assert_eq!(with("{ }"), r#"{"app\"Id":"a\"b","at":17 }"#);
        assert_eq!(with(r#"{"x":1}"#), r#"{"app\"Id":"a\"b","at":17,"x":1}"#);
        for (body, want) in [
            (r#"{"x":"at"}"#, true),
            (r#"{"x":{"at":1}}"#, true),
            (r#"{"at":1}"#, false),
            (r#"{"\u0061t":1}"#, false),
            ("[1]", false),
            ("\"at\"", false),
        ] {
            assert_eq!(Members::Json.can_take("at", body.as_bytes()), want, "{body}");
        }
        let wrong = Members::Json.with(&Bytes::from_static(b"{}"), &[member("at", "1,\"x\":2", true)]);
        assert!(wrong.expect_err("no number").to_string().contains("`at` is not a number"));
    }

    #[test]
    fn members_of_forms() {
        let added = [member("app id", "a&b", false)];
        let with = |members: &Members, body: &str| {
            let found = members.with(&Bytes::copy_from_slice(body.as_bytes()), &added)?;
            Ok::<_, InvalidRequest>(String::from_utf8(found.to_vec()).expect("text"))
        };
        assert_eq!(with(&Members::Form, "").as_deref(), Ok("app+id=a%26b"));
        assert_eq!(with(&Members::Form, "x=1").as_deref(), Ok("app+id=a%26b&x=1"));
        assert_eq!(with(&Members::None, "x").as_deref(), Ok("x"));
        let parts = Members::Parts("b".into());
        assert!(with(&parts, "--b--\r\n").expect_err("the boundary").to_string().contains("boundary"));
        let parts = Members::Parts("cut".into());
        let want = "--cut\r\nContent-Disposition: form-data; name=\"app id\"\r\n\r\na&b\r\n--cut--\r\n";
        assert_eq!(with(&parts, "--cut--\r\n").as_deref(), Ok(want));
    }
}
