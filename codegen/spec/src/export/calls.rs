//! Endpoints → operations.

use super::schemas::{Use, annotated, of_type};
use super::scope::Cx;
use crate::json::{Value, object};
use crate::model::{Body, BodyKind, CommonPlace, Credentials, Endpoint, OtherUrls, RawKind};

impl Cx<'_> {
    pub(super) fn operation(&mut self, endpoint: &Endpoint) -> Value {
        let mut out = object([("operationId", Value::from(endpoint.name.as_str()))]);
        out = annotated(out, endpoint.doc.as_ref().map(|doc| doc.as_str()), endpoint.deprecated);
        if let Some(tag) = &endpoint.tag {
            out = out.with("tags", vec![Value::from(tag.as_str())]);
        }
        if let Some(server) = endpoint.server.and_then(|at| self.api.other_servers.get(at)) {
            let urls: Vec<&str> = match &server.urls {
                OtherUrls::Same(url) => vec![url.as_str()],
                OtherUrls::Each(each) => each.iter().map(|(_, url)| url.as_str()).collect(),
            };
            let servers = urls.into_iter().map(|url| object([("url", Value::from(url))]));
            out = out.with("servers", servers.collect::<Vec<_>>());
        }
        if let Credentials::OneOf(sets) = &endpoint.credentials {
            out = out.with("security", self.alternatives(sets));
        }
        let parameters = self.parameters(endpoint);
        if !parameters.is_empty() {
            out = out.with("parameters", parameters);
        }
        if let Some(body) = &endpoint.request {
            out = out.with("requestBody", self.body(endpoint, body));
        }
        out.with("responses", self.responses(endpoint))
    }

    fn body(&mut self, endpoint: &Endpoint, body: &Body) -> Value {
        let mut content: Vec<(String, Value)> = Vec::new();
        for kind in body.kind.choices() {
            let (name, mut media) = self.media(kind);
            let is_sampled = kind.ty().is_some() && body.kind.sample_type() == kind.ty();
            if let (Some(sample), true, Some(ty)) = (&endpoint.examples.request, is_sampled, kind.ty()) {
                media = media.with("example", self.sample(Use::of(ty), sample));
            }
            if content.iter().all(|(known, _)| *known != name) {
                content.push((name, media));
            }
        }
        let out = object([("content", Value::Object(content))]);
        if body.optional { out } else { out.with("required", true) }
    }

    fn media(&mut self, kind: &BodyKind) -> (String, Value) {
        let (name, ty) = match kind {
            BodyKind::Json(ty) => ("application/json", ty),
            BodyKind::Form(ty) => ("application/x-www-form-urlencoded", ty),
            BodyKind::Multipart(ty) => ("multipart/form-data", ty),
            BodyKind::Raw(raw) => return (raw.content_type.value.clone(), of_raw(raw.kind)),
            BodyKind::Stream(content_type) => return (content_type.value.clone(), of_raw(RawKind::Bytes)),
            BodyKind::OneOf(_) => return (String::from("application/json"), Value::Object(Vec::new())),
        };
        let schema = self.schema(Use::of(ty));
        (name.to_owned(), object([("schema", self.with_common(schema))]))
    }

    /// A body with the members that every call sends.
    fn with_common(&mut self, schema: Value) -> Value {
        let api = self.api;
        let mut properties = Vec::new();
        for common in api.common.iter().filter(|common| common.place == CommonPlace::Body) {
            properties.push((common.field.wire.value.clone(), self.common_schema(common)));
        }
        if properties.is_empty() {
            return schema;
        }
        let more = of_type("object").with("properties", Value::Object(properties));
        object([("allOf", Value::List(vec![schema, more]))])
    }
}

/// A body that is handed over as it is.
pub(super) fn of_raw(kind: RawKind) -> Value {
    match kind {
        RawKind::Text => object([("schema", of_type("string"))]),
        RawKind::Bytes => Value::Object(Vec::new()),
    }
}
