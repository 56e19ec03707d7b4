//! Parameters → parameter objects.

use super::schemas::{Use, annotated, of_type};
use super::scope::Cx;
use crate::ast::{CommonSource, Fill, ParamLocation, ParamStyle, Spelling};
use crate::front::extensions::{GENERATED, component_key};
use crate::json::{Value, object};
use crate::model::{Common, Constant, Endpoint, Field, IdempotencyKey, Method, Param};

impl Cx<'_> {
    /// The parameters of an operation, those of every call included.
    pub(super) fn parameters(&mut self, endpoint: &Endpoint) -> Vec<Value> {
        let mut all: Vec<Value> = endpoint.params.iter().map(|at| self.parameter(at)).collect();
        all.extend(endpoint.constants.iter().map(constant));
        if let Some(IdempotencyKey::Header(name)) = &endpoint.key {
            all.push(located("header", name.as_str(), true).with("schema", of_type("string")));
        }
        if endpoint.method == Method::Trace {
            return all;
        }
        let sent = self.api.common.iter().filter(|common| common.place.as_location().is_some());
        all.extend(sent.map(|common| {
            object([("$ref", Value::from(format!("#/components/parameters/{}", common_key(common))))])
        }));
        all
    }

    fn parameter(&mut self, param: &Param) -> Value {
        let Param { field, place, .. } = param;
        let is_required = !field.optional || *place == ParamLocation::Path;
        let mut out = located(place.word(), &field.wire, is_required);
        out = annotated(out, field.doc.as_ref().map(|doc| doc.as_str()), field.deprecated);
        if field.spelling.as_ref().is_some_and(|at| at.value == Spelling::Json) {
            let schema = self.schema(Use::of(&field.ty));
            let media = object([("schema", schema)]);
            return out.with("content", object([("application/json", media)]));
        }
        out = style(out, *place, param.style());
        if param.allow_reserved {
            out = out.with("allowReserved", true);
        }
        let bare = Field { doc: None, deprecated: false, when: None, ..field.clone() };
        out.with("schema", self.property(&bare))
    }

    /// `components/parameters`: the global parameters.
    pub(super) fn common_parameters(&mut self) -> Option<(String, Value)> {
        let mut all = Vec::new();
        for common in &self.api.common {
            let Some(place) = common.place.as_location() else { continue };
            let out = located(place.word(), &common.field.wire, !common.field.optional);
            let out = annotated(out, common.field.doc.as_ref().map(|doc| doc.as_str()), false);
            let out = out.with("schema", self.common_schema(common)).with(GENERATED, true);
            all.push((common_key(common), out));
        }
        (!all.is_empty()).then(|| (String::from("parameters"), Value::Object(all)))
    }

    /// The schema of what every call sends.
    pub(super) fn common_schema(&mut self, common: &Common) -> Value {
        let bare = Field { doc: None, when: None, ..common.field.clone() };
        match &common.source {
            CommonSource::Setting => self.property(&bare),
            CommonSource::Value(value) => object([("const", Value::from(value.as_str()))]),
            CommonSource::Fill(fill) => match fill {
                Fill::Unix | Fill::UnixMs => of_type("integer"),
                Fill::Rfc3339 => of_type("string").with("format", "date-time"),
                Fill::Local | Fill::Nonce => of_type("string"),
            },
        }
    }
}

/// The key of a parameter of every call under `components`.
fn common_key(common: &Common) -> String {
    format!("{}.{}", common.place.word(), component_key(&common.field.wire))
}

/// A parameter with its place.
fn located(place: &str, name: &str, is_required: bool) -> Value {
    let out = object([("name", Value::from(name)), ("in", Value::from(place))]);
    if is_required { out.with("required", true) } else { out }
}

fn constant(constant: &Constant) -> Value {
    let value = constant.value.as_ref().map_or("", |value| value.as_str());
    let schema = of_type("string").with("const", value);
    let out = located(constant.place.word(), &constant.wire, true);
    annotated(out, constant.doc.as_ref().map(|doc| doc.as_str()), false).with("schema", schema)
}

/// `style` and `explode`, where they are not those of the place (OpenAPI 3.1, Parameter Object).
fn style(out: Value, place: ParamLocation, style: ParamStyle) -> Value {
    if style == place.default_style() {
        return out;
    }
    let (word, explode) = match style {
        ParamStyle::Repeat => ("form", true),
        ParamStyle::Comma if matches!(place, ParamLocation::Query | ParamLocation::Cookie) => ("form", false),
        ParamStyle::Comma => ("simple", false),
        ParamStyle::Pairs => ("simple", true),
        ParamStyle::Space => ("spaceDelimited", false),
        ParamStyle::Pipe => ("pipeDelimited", false),
        ParamStyle::Brackets => ("deepObject", true),
        ParamStyle::Label => ("label", false),
        ParamStyle::LabelRepeat => ("label", true),
        ParamStyle::Matrix => ("matrix", false),
        ParamStyle::MatrixRepeat => ("matrix", true),
    };
    out.with("style", word).with("explode", explode)
}
