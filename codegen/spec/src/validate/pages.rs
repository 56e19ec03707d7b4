//! Rules about lists that come in pages.

use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{
    Api, BodyPath, Direction, Endpoint, KeyField, Next, Pages, PayloadPath, Response, Scalar, Source, Stop,
    Turn, Type, TypeId,
};

/// Runs every rule.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for endpoint in &api.endpoints {
        if let Some(pages) = &endpoint.pages {
            Checker { api, endpoint, pages }.check(diags);
        }
    }
}

struct Checker<'a> {
    api: &'a Api,
    endpoint: &'a Endpoint,
    pages: &'a Pages,
}

impl Checker<'_> {
    fn check(&self, diags: &mut Diagnostics) {
        if !matches!(self.endpoint.response, Some(Response::Typed { .. })) {
            let message = format!("`{}` has no payload with items", self.endpoint.name.value);
            diags.push(
                Diagnostic::new(Code::BadPages, *self.pages.span, message)
                    .help("declare the type of a page, `response: PartPage`, or remove `pages:`"),
            );
            return;
        }
        self.place(diags);
        let is_list = |ty: &Type| matches!(ty, Type::List(_));
        self.leads(&self.pages.items, "a list", is_list, diags);
        let is_whole = |ty: &Type| matches!(ty, Type::Scalar(scalar) if scalar.is_integer());
        let is_flag = |ty: &Type| is_whole(ty) || *ty == Type::Scalar(Scalar::Bool);
        if let Some(more) = &self.pages.more {
            self.leads(more, "a flag", is_flag, diags);
        }
        if let Some(total) = &self.pages.total {
            self.leads(total, "a whole number", is_whole, diags);
        }
        match &self.pages.turn {
            Turn::Page { last: Some(last), .. } => self.leads(last, "a whole number", is_whole, diags),
            Turn::Page { last: None, .. } | Turn::Offset => {}
            Turn::Cursor { next: Next::OfLastItem(path), .. } => self.last_item(path, diags),
            Turn::Cursor { next: Next::In(next), .. } => match &next.value {
                Source::Body(steps) => {
                    let path = BodyPath::new(steps.clone(), next.span);
                    self.leads(&path, "a text or number", is_cursor, diags);
                }
                Source::Header(_) => {}
                Source::Http => diags.push(
                    Diagnostic::new(Code::BadPages, next.span, "the HTTP status is not a cursor")
                        .help("write the path of the next cursor in the payload, or `header:` and the name of a header"),
                ),
            },
        }
    }

    /// The field or parameter that selects a page is there, and has values that can be set from a response.
    fn place(&self, diags: &mut Diagnostics) {
        let (name, word) = (&self.pages.place, self.pages.turn.word());
        let Some(found) = self.api.key_field(self.endpoint, name.as_str()) else {
            let body = self.endpoint.request_type().map(|ty| self.api.behind_aliases(ty));
            // The fields of an unknown type are not known.
            if body != Some(&Type::Error) {
                diags.push(self.unknown_place());
            }
            return;
        };
        let field = match found {
            KeyField::Body(_, field) => field,
            KeyField::Param(_, param) => &param.field,
        };
        if matches!(found, KeyField::Body(..)) && self.endpoint.has_optional_body() {
            let message =
                format!("`{}` is in a body that may be missing, so it cannot select a page", name.value);
            diags.push(
                Diagnostic::new(Code::BadPages, name.span, message)
                    .and(field.key.span, "declared here")
                    .help("declare the body without `?`"),
            );
        }
        let ty = self.api.behind_aliases(field.ty.not_null());
        let (fits, wanted) = match self.pages.turn {
            Turn::Cursor { .. } => (is_cursor(ty), "a text or number"),
            _ => (matches!(ty, Type::Scalar(scalar) if scalar.is_integer()), "a whole number"),
        };
        if !fits && *ty != Type::Error {
            let shown = crate::model::dump::ty(self.api, &field.ty);
            let message = format!("`{}` cannot be the {word}, because its type is `{shown}`", name.value);
            diags.push(
                Diagnostic::new(Code::BadPages, name.span, message)
                    .and(field.key.span, "declared here")
                    .help(format!("the {word} is {wanted}: declare it as such, or name another one")),
            );
        }
    }

    fn unknown_place(&self) -> Diagnostic {
        let name = &self.pages.place;
        let message = format!("`{}` does not send `{}`", self.endpoint.name.value, name.value);
        let diagnostic = Diagnostic::new(Code::BadPages, name.span, message);
        match did_you_mean(name.as_str(), self.api.sent_names(self.endpoint)) {
            Some(near) => {
                diagnostic.help(format!("did you mean `{near}`?")).fix(name.span, near, Applicability::Guess)
            }
            None => diagnostic.help(format!(
                "write the wire name of a body field or parameter, or add one: `params: {{{}?: string}}`",
                name.value
            )),
        }
    }

    /// The path of a cursor in the last item. Where the items are was checked.
    fn last_item(&self, path: &BodyPath, diags: &mut Diagnostics) {
        let Ok(PayloadPath { ty: Type::List(item), .. }) =
            self.api.payload_path(self.endpoint, &self.pages.items)
        else {
            return;
        };
        let found = self.api.path_from(&item, path);
        self.led(path, found, ("a text or number", "in an item of"), is_cursor, diags);
    }

    /// A path leads to a value of a kind.
    fn leads(&self, path: &BodyPath, wanted: &str, fits: impl Fn(&Type) -> bool, diags: &mut Diagnostics) {
        let found = self.api.payload_path(self.endpoint, path);
        self.led(path, found, (wanted, "in the payload of"), fits, diags);
    }

    fn led(
        &self,
        path: &BodyPath,
        found: Result<PayloadPath, Stop>,
        (wanted, place): (&str, &str),
        fits: impl Fn(&Type) -> bool,
        diags: &mut Diagnostics,
    ) {
        let diagnostic = match found {
            Ok(PayloadPath { ty, .. }) if fits(&ty) => return,
            Err(Stop::Unknown) => return,
            Ok(PayloadPath { ty, .. }) => {
                let shown = crate::model::dump::ty(self.api, &ty);
                let message = format!("this path leads to `{shown}`, not to {wanted}");
                Diagnostic::new(Code::BadPages, path.span, message)
                    .help(format!("write the path of {wanted} {place} `{}`", self.endpoint.name.value))
            }
            Err(Stop::NoField(key, id)) => self.no_field(path, &key, id),
            Err(Stop::NoStruct(ty)) => {
                let shown = crate::model::dump::ty(self.api, &ty);
                let message = format!("this path leads into `{shown}`, which has no fields");
                Diagnostic::new(Code::BadPages, path.span, message).help(
                    "a path of `pages:` consists of keys of structs, from the payload on; `.` is the payload itself",
                )
            }
        };
        diags.push(diagnostic);
    }

    fn no_field(&self, path: &BodyPath, key: &str, id: TypeId) -> Diagnostic {
        let def = &self.api.types[id];
        let message = format!("`{}` has no field `{key}`", def.name.value);
        let diagnostic =
            Diagnostic::new(Code::BadPages, path.span, message).and(def.name.span, "declared here");
        match did_you_mean(key, self.api.member_names(&Type::Named(id), Direction::Received)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(
                "the path starts at the payload, inside the envelope: write the wire names of its fields, joined by `.`",
            ),
        }
    }
}

/// Whether values of the type can be a cursor: everything that is one text.
fn is_cursor(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => {
            scalar.is_integer()
                || matches!(
                    scalar,
                    Scalar::String | Scalar::Decimal | Scalar::Date | Scalar::DateTime | Scalar::Url
                )
        }
        _ => false,
    }
}
