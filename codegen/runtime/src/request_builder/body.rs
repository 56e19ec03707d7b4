//! Bodies of requests: JSON, forms, parts, bytes, text and streams.

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::RequestBuilder;
use super::content::Body;
use super::members::Members;
use super::multipart::{Multipart, Written, is_media_type};
use crate::clock::Random;
use crate::files::Files;
use crate::invalid_request::InvalidRequest;
use crate::media::Media;
use crate::param::{Param, request_value};
use crate::upload::Upload;
use crate::url::UrlEncoded;
use crate::wire::{Body as JsonBody, Json, Unwritable, Value, request_json, request_of};

const JSON: &str = "application/json";

/// Bodies. A request has one kind of body; adding a second kind is a mistake.
impl RequestBuilder {
    /// Leaves the body out, and its content type with it, if it is a JSON object or a form without members: for endpoints
    /// whose body is optional. Called before the body is added.
    #[must_use]
    pub fn leave_empty(mut self) -> Self {
        self.leaves_empty = true;
        self
    }

    /// Finishes with a body, which `add` adds.
    ///
    /// # Errors
    /// The first mistake.
    pub fn body_of<T>(
        self,
        body: &T,
        add: impl FnOnce(Self, &T) -> Result<Self, InvalidRequest>,
    ) -> Result<Self, InvalidRequest> {
        add(self, body)
    }

    /// Finishes with a body if there is one, which `add` adds.
    ///
    /// # Errors
    /// The first mistake.
    pub fn body_if<T>(
        self,
        body: &Option<T>,
        add: impl FnOnce(Self, &T) -> Result<Self, InvalidRequest>,
    ) -> Result<Self, InvalidRequest> {
        match body {
            Some(body) => add(self, body),
            None => self.finish(),
        }
    }

    /// Finishes with a JSON body.
    ///
    /// # Errors
    /// The first mistake, or why the body can't be written as JSON.
    pub fn json(mut self, body: &dyn JsonBody) -> Result<Self, InvalidRequest> {
        self.members = Members::Json;
        match request_of(body) {
            Ok(text) if self.leaves_empty && text == "{}" => self.finish(),
            Ok(text) => self.whole(JSON, text.into()),
            Err(error @ Unwritable::NotFinite(_)) => self.fail(error.to_string()).finish(),
            Err(error) => self.fail(format!("the body can't be written as JSON: {error}")).finish(),
        }
    }

    /// Finishes with bytes of this content type.
    ///
    /// # Errors
    /// The first mistake.
    pub fn bytes<B: Clone + Into<Bytes>>(self, content_type: &str, body: &B) -> Result<Self, InvalidRequest> {
        self.whole(content_type, body.clone().into())
    }

    /// Finishes with a body of this content type that is read while it is sent.
    ///
    /// # Errors
    /// The first mistake.
    pub fn stream(mut self, content_type: &str, body: &Upload) -> Result<Self, InvalidRequest> {
        if self.take_body().is_some() {
            return self.second_body().finish();
        }
        self.body = Body::Streamed(body.clone());
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.set_content_type(content_type);
        }
        self.finish()
    }

    /// Finishes with bytes of their own content type, which is in this range, such as `image/*`.
    ///
    /// # Errors
    /// The first mistake.
    pub fn media(self, range: &str, body: &Media) -> Result<Self, InvalidRequest> {
        if !body.is_in(range) {
            let wrong = format!("the content type {:?} is not one of {range}", body.content_type());
            return self.fail(wrong).finish();
        }
        self.whole(body.content_type(), body.bytes().clone())
    }

    /// Finishes with a text of this content type, in UTF-8. A content type `text/…` without a charset gets
    /// `charset=utf-8`, since the default may be another one (RFC 6657 §3, §4).
    ///
    /// # Errors
    /// The first mistake.
    pub fn text(self, content_type: &str, body: &str) -> Result<Self, InvalidRequest> {
        let lower = content_type.to_ascii_lowercase();
        let charset =
            if lower.starts_with("text/") && !lower.contains("charset=") { "; charset=utf-8" } else { "" };
        self.whole(&format!("{content_type}{charset}"), Bytes::copy_from_slice(body.as_bytes()))
    }

    /// Adds a field of a form, `application/x-www-form-urlencoded` (WHATWG URL §5.2); for a list once for each element.
    #[must_use]
    pub fn form(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("field", name, value);
        let mut form = match self.take_body() {
            Some(Body::Form(form)) => form,
            None => UrlEncoded::default(),
            Some(_) => return self.second_body(),
        };
        for text in texts.as_slice() {
            form.push(name, text);
        }
        self.body = Body::Form(form);
        self
    }

    /// Adds a list to a form as one field, `name=a,b`; nothing for a value without elements. A comma inside of an element is
    /// percent-encoded (RFC 6570 §3.2.8).
    #[must_use]
    pub fn form_joined(self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        self.form_separated(name, value, ",")
    }

    /// Adds a list to a form as one field, `name=a+b`; see [`form_joined`](Self::form_joined).
    #[must_use]
    pub fn form_spaced(self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        self.form_separated(name, value, "+")
    }

    /// Adds a list to a form as one field, `name=a%7Cb`; see [`form_joined`](Self::form_joined).
    #[must_use]
    pub fn form_piped(self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        self.form_separated(name, value, "%7C")
    }

    fn form_separated(mut self, name: &str, value: &(impl Param + ?Sized), separator: &str) -> Self {
        let texts = self.texts("field", name, value);
        let mut form = match self.take_body() {
            Some(Body::Form(form)) => form,
            None => UrlEncoded::default(),
            Some(_) => return self.second_body(),
        };
        if !texts.as_slice().is_empty() {
            form.push_joined(name, texts.as_slice(), separator);
        }
        self.body = Body::Form(form);
        self
    }

    /// Adds a struct, a map or a list of these to a form, with the keys in brackets: `metadata[key]=value`,
    /// `items[0][price]=7`, `tags[]=a`; nothing for `None`. There is no standard for this; PHP, Rails and Stripe read it.
    #[must_use]
    pub fn form_nested(mut self, name: &str, value: &impl Value) -> Self {
        if value.is_absent() {
            return self;
        }
        let json = request_value(value);
        let mut form = match self.take_body() {
            Some(Body::Form(form)) => form,
            None => UrlEncoded::default(),
            Some(_) => return self.second_body(),
        };
        match json {
            Ok(json) => nested(name, &json, &mut |name, text| form.push(name, text)),
            Err(error) => self.note(format!("the field `{name}` cannot be written: {error}")),
        }
        self.body = Body::Form(form);
        self
    }

    /// Adds a text to a `multipart/form-data` body (RFC 7578); for a list once for each element.
    #[must_use]
    pub fn part(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("field", name, value);
        self.multipart(|parts| texts.as_slice().iter().for_each(|text| parts.text(name, text)))
    }

    /// The same with a content type for each text.
    #[must_use]
    pub fn part_of_type(mut self, name: &str, content_type: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("field", name, value);
        self.multipart(|parts| {
            texts.as_slice().iter().for_each(|text| parts.typed(name, content_type, text.clone()));
        })
    }

    /// Adds a value as JSON to a `multipart/form-data` body, a part of the type `application/json` (RFC 7578 §4.4); nothing
    /// for `None`.
    #[must_use]
    pub fn json_part(mut self, name: &str, value: &impl Value) -> Self {
        if value.is_absent() {
            return self;
        }
        match request_json(value) {
            Ok(json) => self.multipart(|parts| parts.typed(name, JSON, json)),
            Err(error) => {
                self.note(format!("the field `{name}` cannot be written as JSON: {error}"));
                self
            }
        }
    }

    /// Adds each element of a list as JSON, as [`json_part`](Self::json_part) adds one.
    #[must_use]
    pub fn json_parts(mut self, name: &str, value: &impl Value) -> Self {
        if value.is_absent() {
            return self;
        }
        match request_value(value) {
            Ok(list) => self.multipart(|parts| {
                list.items().for_each(|item| parts.typed(name, JSON, item.to_string()));
            }),
            Err(error) => {
                self.note(format!("the field `{name}` cannot be written as JSON: {error}"));
                self
            }
        }
    }

    /// Adds a file to a `multipart/form-data` body (RFC 7578); nothing for `None`, all files of a list.
    #[must_use]
    pub fn file(mut self, name: &str, files: &impl Files) -> Self {
        files.each(&mut |file| {
            if !file.content_type().is_none_or(is_media_type) {
                self.note(format!("the content type of the file `{name}` is not a valid media type"));
            }
        });
        self.multipart(|parts| files.each(&mut |file| parts.file(name, file)))
    }

    fn multipart(mut self, add: impl FnOnce(&mut Multipart)) -> Self {
        let mut parts = match self.take_body() {
            Some(Body::Parts(parts)) => parts,
            None => Multipart::default(),
            Some(_) => return self.second_body(),
        };
        add(&mut parts);
        self.body = Body::Parts(parts);
        self
    }

    /// The body so far; `None` if there is none.
    fn take_body(&mut self) -> Option<Body> {
        match std::mem::replace(&mut self.body, Body::Whole(Bytes::new())) {
            Body::Whole(bytes) if bytes.is_empty() => None,
            body => Some(body),
        }
    }

    fn second_body(self) -> Self {
        self.fail("the request has two kinds of body".to_owned())
    }

    fn whole(mut self, content_type: &str, bytes: Bytes) -> Result<Self, InvalidRequest> {
        if self.take_body().is_some() {
            return self.second_body().finish();
        }
        self.body = Body::Whole(bytes);
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.set_content_type(content_type);
        }
        self.finish()
    }

    /// Serializes a form or parts.
    pub(super) fn close(&mut self) {
        match self.take_body() {
            Some(Body::Form(form)) if self.leaves_empty && form.is_empty() => {}
            Some(Body::Parts(parts)) if self.leaves_empty && parts.is_empty() => {}
            Some(Body::Form(form)) => {
                self.set_content_type("application/x-www-form-urlencoded");
                self.members = Members::Form;
                self.body = Body::Whole(form.into_text().into());
            }
            Some(Body::Parts(parts)) => {
                let (boundary, written) = parts.write();
                self.set_content_type(&format!("multipart/form-data; boundary={boundary}"));
                self.members = Members::Parts(boundary);
                self.body = match written {
                    Written::Whole(bytes) => Body::Whole(bytes),
                    Written::Streamed(upload) => {
                        if Random::default().is_missing() {
                            // Whoever chooses the content of the file could guess the boundary.
                            self.note(String::from("a file that is read while it is sent needs the feature `js` of stubwright-runtime"));
                        }
                        Body::Streamed(upload)
                    }
                };
            }
            Some(whole) => self.body = whole,
            None => {}
        }
    }

    fn set_content_type(&mut self, content_type: &str) {
        match HeaderValue::from_str(content_type) {
            Ok(value) if is_media_type(content_type) => {
                self.headers.insert(CONTENT_TYPE, value);
            }
            _ => self.note(format!("{content_type:?} is not a valid content type")),
        }
    }
}

/// The texts inside of a value, with their names.
pub(super) fn nested(name: &str, value: &Json, push: &mut dyn FnMut(&str, &str)) {
    if value.is_list() {
        let are_scalars = value.items().all(|item| !item.is_list() && !item.is_object());
        for (at, item) in value.items().enumerate() {
            let inside = if are_scalars { format!("{name}[]") } else { format!("{name}[{at}]") };
            nested(&inside, item, push);
        }
    } else if value.is_object() {
        for (key, member) in value.members() {
            nested(&format!("{name}[{key}]"), member, push);
        }
    } else if let Some(text) = value.as_str() {
        push(name, text);
    } else if value.is_null() {
        push(name, "");
    } else {
        push(name, &value.to_string());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use http::header::CONTENT_TYPE;

    use crate::endpoint::Endpoint;
    use crate::request_builder::RequestBuilder;
    use crate::wire::{Body, File, Json, Writer};

    static SEND: Endpoint = Endpoint::new("send", "POST", "/v1");

    fn new() -> RequestBuilder {
        RequestBuilder::new(&SEND)
    }

    struct Unwritable;

    impl Body for Unwritable {
        fn write(&self, to: &mut Writer) {
            to.fail("it is not an object");
        }
    }

    /// The content type and the body.
    fn sent(builder: RequestBuilder) -> (String, String) {
        let sent = builder.finish().expect("a request");
        let kind = sent.headers.get(CONTENT_TYPE).map_or("", |value| value.to_str().expect("text"));
        (kind.to_owned(), String::from_utf8(sent.body().to_vec()).expect("text"))
    }

    #[test]
    fn each_kind_of_body() {
        assert_eq!(sent(new()), (String::new(), String::new()));
        assert_eq!(sent(new().json(&vec![1]).expect("json")), ("application/json".into(), "[1]".into()));
        let own = new().header("content-type", "application/vnd.x+json").json(&vec![1]).expect("json");
        assert_eq!(sent(own).0, "application/vnd.x+json");
        let pdf = new().bytes("application/pdf", &b"%PDF".to_vec()).expect("bytes");
        assert_eq!(sent(pdf), ("application/pdf".into(), "%PDF".into()));
        for (kind, want) in [
            ("text/csv", "text/csv; charset=utf-8"),
            ("Text/CSV; Charset=UTF-8", "Text/CSV; Charset=UTF-8"),
            ("application/xml", "application/xml"),
        ] {
            assert_eq!(sent(new().text(kind, "é").expect(kind)), (want.into(), "é".into()));
        }
    }

    #[test]
    fn optional_bodies() {
        let none = (String::new(), String::new());
        let object = |entries: &[(&str, i64)]| -> BTreeMap<String, i64> {
            entries.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect()
        };
        let json = |builder: RequestBuilder, entries| sent(builder.json(&object(entries)).expect("json"));
        assert_eq!(json(new().leave_empty(), &[]), none);
        assert_eq!(json(new().leave_empty(), &[("a", 1)]).1, r#"{"a":1}"#);
        assert_eq!(json(new(), &[]).1, "{}");
        assert_eq!(sent(new().leave_empty().form("a", &None::<i32>)), none);
        assert_eq!(sent(new().leave_empty().form("a", &1)).1, "a=1");
        assert_eq!(sent(new().leave_empty().part("a", &None::<i32>)), none);
        assert!(sent(new().leave_empty().part("a", &1)).0.starts_with("multipart/form-data"));
        let if_any =
            |body| sent(new().body_if(&body, |builder, body| builder.json(body)).expect("a request"));
        assert_eq!(if_any(None), none);
        assert_eq!(if_any(Some(object(&[]))), ("application/json".into(), "{}".into()));
    }

    #[test]
    fn forms() {
        let nested =
            BTreeMap::from([("a", "1"), ("b c", "&")].map(|(key, text)| (key.to_owned(), text.to_owned())));
        let form = new().form_nested("m", &nested).form_nested("none", &None::<Json>);
        let form = form.form_nested("l", &vec![Some(true), None]).form_nested("o", &vec![nested.clone()]);
        let want = "m%5Ba%5D=1&m%5Bb+c%5D=%26&l%5B%5D=true&l%5B%5D=&o%5B0%5D%5Ba%5D=1&o%5B0%5D%5Bb+c%5D=%26";
        assert_eq!(sent(form), ("application/x-www-form-urlencoded".into(), want.into()));
        let form = new().form("a b", "1+2 ~*-._é").form("none", &None::<i32>).form("each", &vec![1, 2]);
        let want = "a+b=1%2B2+%7E*-._%C3%A9&each=1&each=2";
        assert_eq!(sent(form), ("application/x-www-form-urlencoded".into(), want.into()));
        let (kind, body) = sent(new().form("none", &None::<i32>));
        assert_eq!((kind.as_str(), body.as_str()), ("application/x-www-form-urlencoded", ""));
    }

    #[test]
    fn parts() {
        let files = vec![File::new("1", "x"), File::new("2", "y")];
        let parts = new().part("a", &vec![1, 2]).file("f", &files).file("none", &None::<File>);
        let (kind, body) = sent(parts);
        assert!(kind.starts_with("multipart/form-data; boundary="), "{kind}");
        assert_eq!((body.matches("name=\"a\"").count(), body.matches("name=\"f\"").count()), (2, 2));
        assert!(!body.contains("none"), "{body}");
    }

    #[test]
    fn mistakes() {
        let two = "the request has two kinds of body";
        let file = File::new("f", "").with_content_type("text/html\r\nx: y");
        for (builder, want) in [
            (new().form("a", &1).part("b", &1), two),
            (new().part("a", &1).form("b", &1), two),
            (new().form("a", &f64::NAN), "the field `a` is not a finite number"),
            (new().part("a", &vec![1.0, f64::NAN]), "the field `a` is not a finite number"),
            (new().file("f", &file), "the content type of the file `f` is not a valid media type"),
        ] {
            assert_eq!(builder.finish().expect_err(want).to_string(), want);
        }
        assert_eq!(new().form("a", &1).json(&1).expect_err(two).to_string(), two);
        let wrong = new().bytes("a\r\nb", &Vec::new()).expect_err("no content type");
        assert_eq!(wrong.to_string(), "\"a\\r\\nb\" is not a valid content type");
        let list = [("a".to_owned(), vec![1.0, f64::INFINITY])];
        let infinite = new().json(&BTreeMap::from(list)).expect_err("no number");
        assert_eq!(infinite.to_string(), "the field `a[1]` is not a finite number");
        let none = new().json(&Unwritable).expect_err("no JSON");
        assert!(none.to_string().starts_with("the body can't be written as JSON"), "{none}");
    }
}
