//! A document of another language → a native spec with the same client.
//!
//! Names of a document give way to each other, and those of a spec do not: a name that gave way is written down. This
//! does not concern names of types, since a document is read to types whose names differ.

use stubwright_spec::ast::{self, Credentials, Endpoint, Field, TypeKind};
use stubwright_spec::choices::Choices;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::front::files;
use stubwright_spec::front::native::print::{self, Notes};
use stubwright_spec::lint::Levels;
use stubwright_spec::model::analysis::Analysis;
use stubwright_spec::resolve::resolve;
use stubwright_spec::source::{Span, Spanned};
use stubwright_spec::validate::{Checked, validate};
use stubwright_spec::{Loader, Reading};

use crate::kept::Kept;
use crate::plan::names::{Name, Names, Request};

/// Converts a document to the text of a native spec; there is none if it has errors.
#[must_use]
pub fn import(name: &str, bytes: &[u8], load: &mut Loader<'_>) -> (Reading, Option<String>) {
    let mut reading = Reading::default();
    let Some(mut api) = files::read(name, bytes, load, &Choices::default(), &mut reading) else {
        return (reading, None);
    };
    let wanted = names(&api, &mut reading.diagnostics);
    if reading.diagnostics.has_errors() {
        return (reading, None);
    }
    api.derived = false;
    api.include.clear();
    if api.auth.is_empty() {
        // Without credentials, nobody has to say that an endpoint sends none.
        api.endpoints.iter_mut().for_each(|endpoint| endpoint.credentials = Credentials::All);
    }
    write_names(&mut api, &wanted);
    (reading, Some(print::text(&print::api(&api, &Notes::default()))))
}

fn names(api: &ast::Api, diags: &mut Diagnostics) -> Names {
    let model = resolve(api, diags);
    let analysis = Analysis::of(&model);
    let levels = Levels::default();
    validate(&Checked { api: &model, analysis: &analysis, levels: &levels, guesses: &[] }, diags);
    Names::of(&model, &Kept::default(), diags)
}

/// Writes down the names that a spec would not have of its own.
fn write_names(api: &mut ast::Api, wanted: &Names) {
    for tag in api.endpoints.iter_mut().filter_map(|endpoint| endpoint.tag.as_mut()) {
        if let Some(name) = wanted.tags.get(tag.as_str()) {
            name.module.plain().clone_into(&mut tag.value);
        }
    }
    let given = |api: &ast::Api| names(api, &mut Diagnostics::default());
    // The fields of a request depend on what the request is.
    let own = given(api);
    let requests = wanted.requests.iter().zip(own.requests.iter());
    for (endpoint, (wanted, given)) in api.endpoints.iter_mut().zip(requests) {
        let name = request_name(wanted, given, endpoint.name.span);
        endpoint.request_name = name.or_else(|| endpoint.request_name.take());
    }
    let own = given(api);
    let members = wanted.members.iter().zip(own.members.iter());
    for (def, (wanted, given)) in api.types.iter_mut().zip(members) {
        of_type(&mut def.kind, wanted, given);
    }
    let params = wanted.params.iter().zip(own.params.iter());
    for (endpoint, (wanted, given)) in api.endpoints.iter_mut().zip(params) {
        of_params(endpoint, wanted, given);
    }
}

fn request_name(wanted: &Request, given: &Request, span: Span) -> Option<Spanned<String>> {
    let Request::Wrapper(wanted) = wanted else { return None };
    match given {
        Request::Wrapper(given) if given == wanted => None,
        _ => Some(Spanned::new(wanted.plain().to_owned(), span)),
    }
}

/// The name that has to be written, if what is written gives another one.
fn other(wanted: &Name, given: &Name, span: Span) -> Option<Spanned<String>> {
    (wanted != given).then(|| Spanned::new(wanted.plain().to_owned(), span))
}

fn of_type(kind: &mut TypeKind, wanted: &[Name], given: &[Name]) {
    let names = wanted.iter().zip(given);
    match kind {
        TypeKind::Struct(fields) => of_fields(fields.iter_mut(), wanted, given),
        TypeKind::Enum(values) => {
            for (value, (wanted, given)) in values.values.iter_mut().zip(names) {
                let name = other(wanted, given, value.wire.span);
                value.name = name.or_else(|| value.name.take());
            }
        }
        TypeKind::Union(union) => {
            for (variant, (wanted, given)) in union.variants.iter_mut().zip(names) {
                let name = other(wanted, given, *variant.ty.span);
                variant.name = name.or_else(|| variant.name.take());
            }
        }
        TypeKind::Alias(_) => {}
    }
}

/// Parameters with a fixed value have no name.
fn of_params(endpoint: &mut Endpoint, wanted: &[Name], given: &[Name]) {
    let fields = endpoint.params.iter_mut().map(|param| &mut param.field);
    of_fields(fields.filter(|field| !matches!(field.role, ast::FieldRole::Fixed(_))), wanted, given);
}

fn of_fields<'a>(fields: impl Iterator<Item = &'a mut Field>, wanted: &[Name], given: &[Name]) {
    for (field, (wanted, given)) in fields.zip(wanted.iter().zip(given)) {
        let name = other(wanted, given, field.key.span);
        field.name = name.or_else(|| field.name.take());
    }
}
