//! The sheet as an `ast` with notes. Each part with notes gets a place of its own, by which they are found.

mod rows;

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;

use crate::sheet::{Code, Endpoint, Envelope, Note, Noted, Outcome, Sheet, Type, TypeKind, WHOLE, unplaced};
use stubwright_spec::ast::{
    self, Allow, Answers, Api, Auth, Body, BodyPath, Common, CommonSource, Enum, ErrorTable, Examples,
    Expected, Field, Idempotent, OtherServer, OtherUrls, Param, Repr, Response, Server, Source, Test,
    TypeDef, Value,
};
use stubwright_spec::front::native::print::Notes;
use stubwright_spec::source::{Span, Spanned};

#[derive(Debug, Default)]
pub(crate) struct Lowering {
    pub(super) notes: Notes,
    places: usize,
}

impl Lowering {
    /// A place for a part that has these notes.
    fn place(&mut self, notes: &[Note]) -> Span {
        self.places += 1;
        let span = Span::new(Span::NONE.file, self.places, self.places);
        self.notes.add(span, notes);
        span
    }

    fn placed<T: Clone>(&mut self, value: &T, notes: &[Note]) -> Spanned<T> {
        Spanned::new(value.clone(), self.place(notes))
    }

    fn noted<T: Clone>(&mut self, noted: &Noted<T>) -> Spanned<T> {
        self.placed(&noted.value, &noted.notes)
    }

    /// A value that is a text whatever it looks like.
    fn text(&mut self, text: &str) -> Spanned<String> {
        let span = self.place(&[]);
        self.notes.add_text(span);
        Spanned::new(text.to_owned(), span)
    }

    pub(crate) fn api(&mut self, sheet: &Sheet) -> Api {
        self.notes.add_to_section("common", &sheet.common_notes);
        self.notes.add_to_section("errors", &sheet.error_notes);
        self.notes.add_to_section("types", &sheet.type_notes);
        Api {
            derived: false,
            partial: false,
            name: self.noted(&sheet.api),
            title: sheet.title.as_ref().map(|title| self.noted(title)),
            version: None,
            doc: None,
            allow: Allow::default(),
            servers: sheet.servers.iter().map(|(name, url)| self.server(name, url)).collect(),
            other_servers: sheet
                .other_servers
                .iter()
                .map(|(name, url)| self.other_server(name, url))
                .collect(),
            timezone: sheet.timezone.as_ref().map(|offset| self.noted(offset)),
            envelope: sheet.envelope.as_ref().map(|envelope| self.envelope(envelope)),
            common: sheet.common.iter().map(|common| self.common(common)).collect(),
            auth: sheet.auth.iter().map(|auth| self.auth(auth)).collect(),
            include: Vec::new(),
            envelopes: self.envelopes(sheet),
            failures: Vec::new(),
            errors: sheet.errors.iter().map(|code| self.code(code)).collect(),
            tables: sheet.tables.iter().map(|(name, codes)| self.table(name, codes)).collect(),
            endpoints: sheet.endpoints.iter().map(|endpoint| self.endpoint(endpoint)).collect(),
            types: sheet.types.iter().map(|ty| self.type_def(ty)).collect(),
        }
    }

    fn server(&mut self, name: &String, url: &Noted<String>) -> Server {
        let name = self.placed(name, &url.notes);
        Server { name, url: unplaced(url.value.clone()), variables: Vec::new(), doc: None }
    }

    fn other_server(&mut self, name: &String, url: &Noted<String>) -> OtherServer {
        let Server { name, url, .. } = self.server(name, url);
        OtherServer { name, urls: OtherUrls::Same(url), doc: None }
    }

    fn auth(&mut self, auth: &Noted<ast::AuthKind>) -> Auth {
        Auth { span: self.place(&auth.notes).into(), kind: auth.value.clone(), name: None, doc: None }
    }

    fn common(&mut self, common: &Noted<Common>) -> Common {
        let mut lowered = common.value.clone();
        lowered.field.key.span = self.place(&common.notes);
        if let CommonSource::Value(value) = &mut lowered.source {
            *value = self.text(value.as_str());
        }
        lowered
    }

    /// The envelope of endpoints that have their payload beside the code, where there is one.
    pub(super) fn envelopes(&mut self, sheet: &Sheet) -> Vec<ast::NamedEnvelope> {
        let is_whole = |endpoint: &Noted<Endpoint>| {
            endpoint.value.envelope.as_ref().is_some_and(|name| name.value == WHOLE)
        };
        let envelope = sheet.envelope.as_ref().filter(|_| sheet.endpoints.iter().any(is_whole));
        let named = |envelope: &Envelope| ast::NamedEnvelope {
            name: unplaced(String::from(WHOLE)),
            envelope: self.envelope(&envelope.whole()),
        };
        envelope.map(named).into_iter().collect()
    }

    pub(crate) fn envelope(&mut self, envelope: &Envelope) -> ast::Envelope {
        let Envelope { notes, root, success, code, sub_code, message, data, trace } = envelope;
        let mut tests: Vec<Test> = success.value.iter().map(|test| self.test(test)).collect();
        if let Some(Test { source, .. }) = tests.first_mut() {
            source.span = self.place(&success.notes);
        }
        let (code, message) = (self.sources(code), self.sources(message));
        let sub_code = self.sources(sub_code);
        let trace = trace.iter().map(|trace| self.body_path(trace).map(Source::Body)).collect();
        ast::Envelope {
            root: root.clone(),
            success: tests,
            code,
            sub_code,
            message,
            data: data.iter().map(|data| self.body_path(data)).collect(),
            trace,
            details: None,
            retry_after: Vec::new(),
            span: self.place(notes).into(),
        }
    }

    fn sources(&mut self, paths: &Noted<Vec<BodyPath>>) -> Vec<Spanned<Source>> {
        let span = self.place(&paths.notes);
        paths.value.iter().map(|path| Spanned::new(Source::Body(path.value.clone()), span)).collect()
    }

    fn body_path(&mut self, path: &Noted<BodyPath>) -> BodyPath {
        Spanned::new(path.value.value.clone(), self.place(&path.notes))
    }

    fn test(&mut self, (source, outcome): &(Source, Outcome)) -> Test {
        let expected = match outcome {
            Outcome::Absent => unplaced(Expected::Absent),
            Outcome::Present => unplaced(Expected::Present),
            Outcome::StatusClass(class) => unplaced(Expected::StatusClass(*class)),
            Outcome::Plain(text) => unplaced(Expected::Text(text.clone())),
            Outcome::Text(text) => self.text(text).map(Expected::Text),
        };
        Test { source: unplaced(source.clone()), expected: vec![expected] }
    }

    /// A table of a part of the API.
    pub(super) fn table(&mut self, name: &Noted<String>, codes: &[Code]) -> ErrorTable {
        ErrorTable { name: self.noted(name), codes: codes.iter().map(|code| self.code(code)).collect() }
    }

    pub(super) fn endpoint(&mut self, endpoint: &Noted<Endpoint>) -> ast::Endpoint {
        let Endpoint {
            name,
            name_notes,
            method,
            path,
            doc,
            server,
            params,
            request,
            response,
            envelope,
            idempotent,
            tables,
            table_notes,
        } = &endpoint.value;
        let notes: Vec<Note> = name_notes.iter().chain(&endpoint.notes).cloned().collect();
        let tables_span = self.place(table_notes);
        ast::Endpoint {
            server: server.clone().map(unplaced),
            failures: Vec::new(),
            response_headers: Vec::new(),
            redirect: None,
            request_name: None,
            name: self.placed(name, &notes),
            method: *method,
            path: self.noted(path),
            doc: doc.clone().map(unplaced),
            params: params.iter().map(|param| self.param(param)).collect(),
            request: request.clone().map(|kind| Body { span: Span::NONE.into(), kind, optional: false }),
            response: response.as_ref().map(|response| {
                let mut ty = response.value.clone();
                ty.span = self.place(&response.notes).into();
                Response::Typed { ty, optional: false }
            }),
            idempotent: idempotent.as_ref().map(|header| Idempotent::Header(self.noted(header))),
            errors: Answers {
                tables: tables.iter().map(|table| Spanned::new(table.clone(), tables_span)).collect(),
                only: None,
            },
            envelope: envelope.as_ref().map(|name| self.noted(name)),
            credentials: ast::Credentials::All,
            tag: None,
            pages: None,
            examples: Examples::default(),
            deprecated: false,
            allow: Allow::default(),
        }
    }

    /// A parameter of an endpoint.
    pub(super) fn param(&mut self, param: &Noted<Param>) -> Param {
        let mut lowered = param.value.clone();
        lowered.field.key.span = self.place(&param.notes);
        lowered
    }

    pub(super) fn field(&mut self, field: &Noted<Field>) -> Field {
        let mut lowered = field.value.clone();
        lowered.key.span = self.place(&field.notes);
        lowered
    }

    pub(super) fn type_def(&mut self, ty: &Noted<Type>) -> TypeDef {
        let Type { name, parameter, kind } = &ty.value;
        TypeDef {
            name: self.placed(name, &ty.notes),
            parameter: parameter.clone().map(unplaced),
            doc: None,
            deprecated: false,
            allow: Allow::default(),
            kind: match kind {
                TypeKind::Struct(fields) => {
                    ast::TypeKind::Struct(fields.iter().map(|field| self.field(field)).collect())
                }
                TypeKind::Enum(all) => ast::TypeKind::Enum(Enum { values: named(all), ..all.clone() }),
            },
        }
    }
}

/// The values of an enum with their names, or without names where they say what they mean by themselves.
fn named(all: &Enum) -> Vec<Value> {
    let needs_names =
        all.repr == Repr::Int || all.values.iter().any(|value| value.doc.is_some() || value.name.is_some());
    let name = |(value, name): (&Value, String)| Value {
        name: needs_names.then(|| unplaced(name)),
        ..value.clone()
    };
    all.values.iter().zip(names(&all.values)).map(name).collect()
}

/// The names of the values, each once; one that has none is named after its value.
pub(crate) fn names(values: &[Value]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for value in values {
        let base =
            value.name.as_ref().map_or_else(|| name_of(value.wire.as_str()), |name| name.value.clone());
        let mut name = base.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{base}{number}");
            number += 1;
        }
        names.push(name);
    }
    names
}

#[expect(
    clippy::disallowed_methods,
    reason = "a proposal for people to read; what is generated has its own rules"
)]
fn name_of(value: &str) -> String {
    let name = value.to_upper_camel_case();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    if is_name {
        return name;
    }
    let kept: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("Value{kept}")
}
