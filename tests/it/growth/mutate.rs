//! Random additions to a spec, many of which collide with existing parts.

use stubwright_spec::ast::{
    Allow, Api, Body, BodyKind, ByStatus, Common, CommonPlace, CommonSource, Direction, Endpoint, Enum,
    ErrorCode, ErrorRow, Field, FieldRole, Method, Origin, OtherServer, OtherUrls, Param, ParamLocation, Raw,
    RawKind, Repr, Response, Sample, SampleKind, Statuses, Tag, TypeDef, TypeExpr, TypeExprKind, TypeKind,
    Union, Value, Variant,
};
use stubwright_spec::source::{SourceSpan, Span, Spanned};

/// Where additions are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Anywhere, and what is there changes places.
    Anywhere,
    /// After all existing items.
    End,
}

/// Random numbers that a seed decides (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d).wrapping_add(1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).expect("small")
    }

    pub(crate) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    fn put<T>(&mut self, items: &mut Vec<T>, item: T, place: Place) {
        let at = if place == Place::End { items.len() } else { self.below(items.len() + 1) };
        items.insert(at, item);
    }
}

/// Makes a few additions and returns what they are.
pub(crate) fn grow(api: &mut Api, random: &mut Random, place: Place) -> Vec<&'static str> {
    let mut growth = Growth { span: api.name.span, random, place };
    let number = 1 + growth.random.below(4);
    let mut done: Vec<&str> = (0..number).map(|_| growth.step(api)).collect();
    if place == Place::Anywhere && growth.random.one_in(2) {
        growth.reorder(api);
        done.push("order");
    }
    done
}

struct Growth<'a> {
    span: Span,
    random: &'a mut Random,
    place: Place,
}

impl Growth<'_> {
    fn step(&mut self, api: &mut Api) -> &'static str {
        match self.random.below(16) {
            0..=2 => self.field(api),
            3 | 4 => self.value(api),
            5 => self.row(api),
            6 => self.new_type(api),
            7 => self.endpoint(api),
            8 => self.server(api),
            9 => self.common(api),
            10 => self.failure(api),
            11 => self.status(api),
            12 => self.header(api),
            13 => self.kind(api),
            _ => self.param(api),
        }
    }

    fn text(&self, text: impl Into<String>) -> Spanned<String> {
        Spanned::new(text.into(), self.span)
    }

    /// A name of its own, or one that is spelled almost as one that is there.
    fn name(&mut self, there: &[String], start: &str) -> String {
        let near = self.random.pick(there).filter(|name| !name.is_empty()).cloned();
        match near {
            Some(name) if self.random.one_in(3) => match self.random.below(5) {
                0 => name.to_uppercase(),
                1 => name.to_lowercase(),
                2 => name.replace('_', "-"),
                3 => format!("{name}_"),
                _ => name.replace(['_', '-', ' '], ""),
            },
            _ => format!("{start}{}", self.random.below(100_000)),
        }
    }

    fn expr(&self, kind: TypeExprKind) -> TypeExpr {
        TypeExpr { span: SourceSpan::from(self.span), kind }
    }

    /// A scalar, a type of the spec, or a list or map of one; `is_flat` leaves out types of the spec.
    fn ty(&mut self, api: &Api, is_flat: bool) -> TypeExpr {
        let usable: Vec<&TypeDef> = api.types.iter().filter(|def| def.parameter.is_none()).collect();
        let named = self.random.pick(&usable).map(|def| def.name.value.clone());
        let name = match named {
            Some(name) if !is_flat && self.random.below(4) > 0 => name,
            _ => (*self.random.pick(&["string", "i64", "bool", "decimal", "any"]).expect("some")).to_owned(),
        };
        let inner = Box::new(self.expr(TypeExprKind::Name(name.clone())));
        let kind = match self.random.below(8) {
            0 => TypeExprKind::List(inner),
            1 => TypeExprKind::Map(inner),
            2 => TypeExprKind::Nullable(inner),
            3 if !is_flat => {
                let generic: Vec<&TypeDef> = api.types.iter().filter(|def| def.parameter.is_some()).collect();
                match self.random.pick(&generic) {
                    Some(def) => TypeExprKind::Applied(self.text(def.name.value.clone()), inner),
                    None => TypeExprKind::Name(name),
                }
            }
            _ => TypeExprKind::Name(name),
        };
        self.expr(kind)
    }

    fn optional(&mut self, key: String, ty: TypeExpr) -> Field {
        let mut field = Field::new(self.text(key), ty);
        field.optional = true;
        field.secret = self.random.one_in(8);
        let direction = *self.random.pick(&[Direction::Sent, Direction::Received]).expect("some");
        field.when = self.random.one_in(6).then(|| Spanned::new(direction, self.span));
        field
    }

    /// An optional field more.
    fn field(&mut self, api: &mut Api) -> &'static str {
        let structs: Vec<usize> =
            (0..api.types.len()).filter(|at| matches!(api.types[*at].kind, TypeKind::Struct(_))).collect();
        let Some(at) = self.random.pick(&structs).copied() else { return "nothing" };
        // Only a type that comes last has its fields at the end of the file.
        let is_last = at + 1 == api.types.len();
        let ty = self.ty(api, self.place == Place::End && !is_last);
        let TypeKind::Struct(fields) = &api.types[at].kind else { return "nothing" };
        let there: Vec<String> = fields.iter().map(|field| field.key.value.clone()).collect();
        let key = self.name(&there, "extra");
        let field = self.optional(key, ty);
        if let TypeKind::Struct(fields) = &mut api.types[at].kind {
            self.random.put(fields, field, self.place);
        }
        "field"
    }

    /// A value of an enum, or a member of a union, more.
    fn value(&mut self, api: &mut Api) -> &'static str {
        let open: Vec<usize> = (0..api.types.len())
            .filter(|at| matches!(api.types[*at].kind, TypeKind::Enum(_) | TypeKind::Union(_)))
            .collect();
        let Some(at) = self.random.pick(&open).copied() else { return "nothing" };
        let ty = self.ty(api, self.place == Place::End);
        match &api.types[at].kind {
            TypeKind::Enum(values) => {
                let there: Vec<String> = values.values.iter().map(|value| value.wire.value.clone()).collect();
                let wire = match values.repr {
                    Repr::String => self.name(&there, "value "),
                    Repr::Int => self.random.below(100_000).to_string(),
                };
                let is_named = values.values.iter().any(|value| value.name.is_some());
                let name = is_named.then(|| self.text(format!("Value{}", self.random.0 % 1_000)));
                let value = Value { name, wire: self.text(wire), doc: None, deprecated: false };
                if let TypeKind::Enum(values) = &mut api.types[at].kind {
                    self.random.put(&mut values.values, value, self.place);
                }
            }
            TypeKind::Union(union) => {
                let there: Vec<String> = union
                    .variants
                    .iter()
                    .filter_map(|one| one.key.as_ref())
                    .map(|key| key.value.clone())
                    .collect();
                let key = (!there.is_empty()).then(|| self.name(&there, "member"));
                let key = key.map(|key| self.text(key));
                // A value of its own, and perhaps one that leads to another member as well.
                let is_listed = union.tag != Tag::None && self.random.one_in(3);
                let more = self.random.pick(&union.variants).and_then(|other| other.tags().first().cloned());
                let value = format!("value{}", self.random.below(1_000));
                let value = self.text(value);
                let values = if is_listed { more.into_iter().chain([value]).collect() } else { Vec::new() };
                let variant = Variant { key, values, name: None, ty, doc: None, deprecated: false };
                if let TypeKind::Union(union) = &mut api.types[at].kind {
                    self.random.put(&mut union.variants, variant, self.place);
                }
            }
            TypeKind::Struct(_) | TypeKind::Alias(_) => {}
        }
        "value"
    }

    /// A row of the error table more.
    fn row(&mut self, api: &mut Api) -> &'static str {
        let there: Vec<String> = api.errors.iter().map(|code| code.code.value.clone()).collect();
        let code = self.name(&there, "E");
        let mut row = ErrorRow::at(self.span);
        if self.random.one_in(2) {
            let name = format!("Row{}", self.random.below(1_000));
            row.name = Some(self.text(name));
        }
        let code = ErrorCode { code: self.text(code), rows: vec![row], origin: Origin::Written };
        self.random.put(&mut api.errors, code, self.place);
        "row"
    }

    /// A type more, of any shape.
    fn new_type(&mut self, api: &mut Api) -> &'static str {
        let mut there: Vec<String> = api.types.iter().map(|def| def.name.value.clone()).collect();
        let camel = |name: &str| stubwright_codegen::plan::names::upper_camel(name);
        there.extend(api.endpoints.iter().map(|endpoint| camel(&endpoint.name)));
        there.extend(api.endpoints.iter().map(|endpoint| camel(&endpoint.name) + "Request"));
        let name = match self.random.pick(&there).cloned() {
            Some(name) if self.random.one_in(4) => name,
            _ => self.name(&there, "Thing"),
        };
        let kind = match self.random.below(4) {
            0 => {
                let words = ["on", "off", "ON", "a-b", "a b"];
                let values = words.iter().map(|word| Value {
                    name: None,
                    wire: self.text(*word),
                    doc: None,
                    deprecated: false,
                });
                let values: Vec<Value> = values.collect();
                TypeKind::Enum(Enum { repr: Repr::String, values })
            }
            1 => TypeKind::Alias(self.ty(api, false)),
            2 => {
                let variants = ["text", "TEXT", "other"].map(|key| Variant {
                    key: Some(self.text(key)),
                    values: Vec::new(),
                    name: None,
                    ty: self.ty(api, false),
                    doc: None,
                    deprecated: false,
                });
                let tag = Tag::Beside { tag: self.text("kind"), content: self.text("data") };
                TypeKind::Union(Union { tag, repr: Default::default(), variants: variants.into() })
            }
            _ => {
                let mut fields = Vec::new();
                for at in 0..self.random.below(5) {
                    let ty = self.ty(api, false);
                    let mut field = self.optional(format!("field{at}"), ty);
                    field.optional = self.random.one_in(2);
                    fields.push(field);
                }
                TypeKind::Struct(fields)
            }
        };
        let (name, allow) = (self.text(name), Allow::default());
        let def = TypeDef { name, parameter: None, doc: None, deprecated: false, allow, kind };
        self.random.put(&mut api.types, def, self.place);
        "type"
    }

    /// An endpoint more, which uses the types that are there.
    fn endpoint(&mut self, api: &mut Api) -> &'static str {
        let Some(model) = self.random.pick(&api.endpoints).cloned() else { return "nothing" };
        let there: Vec<String> = api.endpoints.iter().map(|endpoint| endpoint.name.value.clone()).collect();
        let name = self.name(&there, "call");
        let request = self.ty(api, false);
        let response = self.ty(api, false);
        let span = SourceSpan::from(self.span);
        let has_data = model.response.is_some();
        let body = if self.random.one_in(4) {
            BodyKind::Stream(self.text(String::from("application/zip")))
        } else {
            BodyKind::Json(request)
        };
        let path = format!("/more/{}", self.random.below(100_000));
        let endpoint = Endpoint {
            name: self.text(name),
            method: Method::Post,
            path: self.text(path),
            params: Vec::new(),
            request: self.random.one_in(2).then_some(Body {
                span,
                kind: body,
                optional: self.random.one_in(3),
            }),
            response: (has_data && self.random.one_in(2))
                .then_some(Response::Typed { ty: response, optional: false }),
            failures: Vec::new(),
            response_headers: Vec::new(),
            idempotent: None,
            ..model
        };
        self.random.put(&mut api.endpoints, endpoint, self.place);
        "endpoint"
    }

    /// The body of a failure more, of all endpoints or of one.
    fn failure(&mut self, api: &mut Api) -> &'static str {
        let ty = self.ty(api, false);
        let status = match self.random.below(3) {
            0 => Statuses::Default,
            1 => Statuses::Class(4 + self.random.below(2) as u8),
            _ => Statuses::Exact(400 + self.random.below(200) as u16),
        };
        let at = self.random.below(api.endpoints.len() * 2);
        let failures = match api.endpoints.get_mut(at) {
            Some(endpoint) => &mut endpoint.failures,
            None => &mut api.failures,
        };
        if failures.iter().any(|known| known.status.value == status) {
            return "nothing";
        }
        let failure = ByStatus { status: Spanned::new(status, self.span), ty: Some(ty) };
        self.random.put(failures, failure, self.place);
        "failure"
    }

    /// A status more of a response that has several types.
    fn status(&mut self, api: &mut Api) -> &'static str {
        let ty = self.ty(api, false);
        let status = Statuses::Exact(200 + self.random.below(30) as u16);
        let responses = api.endpoints.iter_mut().filter_map(|endpoint| endpoint.response.as_mut());
        let mut several: Vec<&mut Vec<ByStatus>> = responses
            .filter_map(|response| match response {
                Response::ByStatus(entries) => Some(entries),
                _ => None,
            })
            .filter(|entries| {
                let types: Vec<_> =
                    entries.iter().filter_map(|entry| Some(&entry.ty.as_ref()?.kind)).collect();
                types.iter().any(|ty| Some(ty) != types.first())
            })
            .collect();
        let at = self.random.below(several.len());
        let Some(entries) = several.get_mut(at) else { return "nothing" };
        if entries.iter().any(|known| known.status.value == status) {
            return "nothing";
        }
        let ty = (!matches!(status, Statuses::Exact(204 | 205))).then_some(ty);
        let entry = ByStatus { status: Spanned::new(status, self.span), ty };
        let place = self.place;
        self.random.put(entries, entry, place);
        "status"
    }

    /// A header of a response more.
    fn header(&mut self, api: &mut Api) -> &'static str {
        let at = self.random.below(api.endpoints.len());
        let Some(endpoint) = api.endpoints.get(at) else { return "nothing" };
        let there: Vec<String> =
            endpoint.response_headers.iter().map(|header| header.key.value.clone()).collect();
        let key = self.name(&there, "X-Header");
        let word = *self.random.pick(&["string", "i64", "bool"]).expect("some");
        let ty = self.expr(TypeExprKind::Name(word.to_owned()));
        let header = self.optional(key, ty);
        let place = self.place;
        self.random.put(&mut api.endpoints[at].response_headers, header, place);
        "header"
    }

    /// A kind more of a body that the caller chooses.
    fn kind(&mut self, api: &mut Api) -> &'static str {
        let bodies = api.endpoints.iter_mut().filter_map(|endpoint| endpoint.request.as_mut());
        let mut several: Vec<&mut Vec<BodyKind>> = bodies
            .filter_map(|body| match &mut body.kind {
                BodyKind::OneOf(kinds) => Some(kinds),
                _ => None,
            })
            .collect();
        let at = self.random.below(several.len());
        let Some(kinds) = several.get_mut(at) else { return "nothing" };
        let known = kinds.iter().find_map(|kind| kind.ty().cloned());
        let raw = |kind, content_type: &str| {
            BodyKind::Raw(Raw { kind, content_type: Spanned::new(content_type.to_owned(), self.span) })
        };
        let mut more = vec![raw(RawKind::Bytes, "image/*"), raw(RawKind::Text, "text/plain")];
        more.extend(known.into_iter().flat_map(|ty| [BodyKind::Json(ty.clone()), BodyKind::Form(ty)]));
        more.retain(|kind| kinds.iter().all(|known| known.word() != kind.word()));
        let Some(kind) = self.random.pick(&more).cloned() else { return "nothing" };
        let place = self.place;
        self.random.put(kinds, kind, place);
        "kind"
    }

    /// An optional parameter more.
    fn param(&mut self, api: &mut Api) -> &'static str {
        if api.endpoints.is_empty() {
            return "nothing";
        }
        let at = self.random.below(api.endpoints.len());
        let there: Vec<String> =
            api.endpoints[at].params.iter().map(|param| param.field.key.value.clone()).collect();
        let key = self.name(&there, "option");
        let word = *self.random.pick(&["string", "i64", "bool"]).expect("some");
        let mut ty = self.expr(TypeExprKind::Name(word.to_owned()));
        if self.random.one_in(3) {
            ty = self.expr(TypeExprKind::List(Box::new(ty)));
        }
        let mut field = self.optional(key, ty);
        field.when = None;
        let places = [ParamLocation::Query, ParamLocation::Header, ParamLocation::Cookie];
        let place = *self.random.pick(&places).expect("some");
        let place = (place != ParamLocation::Query).then(|| Spanned::new(place, self.span));
        if self.random.one_in(4) {
            // One that is the same in every call, which callers do not see.
            let kind = SampleKind::Quoted(String::from("fixed"));
            field.role = FieldRole::Fixed(Sample { span: SourceSpan::from(self.span), kind });
            field.optional = false;
        }
        let param = Param { field, place, style: None, allow_reserved: false };
        self.random.put(&mut api.endpoints[at].params, param, self.place);
        "param"
    }

    /// Another server, and an endpoint that is sent there.
    fn server(&mut self, api: &mut Api) -> &'static str {
        let there: Vec<String> = api.other_servers.iter().map(|server| server.name.value.clone()).collect();
        let name = self.name(&there, "uploads");
        let known: Vec<String> = api.endpoints.iter().map(|endpoint| endpoint.name.value.clone()).collect();
        if self.endpoint(api) == "nothing" {
            return "nothing";
        }
        let url = self.text(String::from("https://uploads.example.com"));
        let server = OtherServer { name: self.text(name.clone()), urls: OtherUrls::Same(url), doc: None };
        self.random.put(&mut api.other_servers, server, self.place);
        for endpoint in api.endpoints.iter_mut().filter(|endpoint| !known.contains(&endpoint.name.value)) {
            endpoint.server = Some(Spanned::new(name.clone(), self.span));
        }
        "server"
    }

    /// A parameter of every call that need not be set.
    fn common(&mut self, api: &mut Api) -> &'static str {
        let there: Vec<String> = api.common.iter().map(|common| common.field.key.value.clone()).collect();
        let key = self.name(&there, "everywhere");
        let ty = self.expr(TypeExprKind::Name(String::from("string")));
        let field = self.optional(key, ty);
        let places = [CommonPlace::Query, CommonPlace::Header, CommonPlace::Cookie, CommonPlace::Body];
        let place = *self.random.pick(&places).expect("some");
        let common = Common { field, place, source: CommonSource::Setting };
        self.random.put(&mut api.common, common, self.place);
        "common"
    }

    /// Changes the order of existing items.
    fn reorder(&mut self, api: &mut Api) {
        self.random.shuffle(&mut api.types);
        self.random.shuffle(&mut api.endpoints);
        self.random.shuffle(&mut api.errors);
        for def in &mut api.types {
            match &mut def.kind {
                TypeKind::Struct(fields) => self.random.shuffle(fields),
                TypeKind::Enum(values) => self.random.shuffle(&mut values.values),
                TypeKind::Union(union) => self.random.shuffle(&mut union.variants),
                TypeKind::Alias(_) => {}
            }
        }
        for endpoint in &mut api.endpoints {
            self.random.shuffle(&mut endpoint.params);
        }
    }
}
