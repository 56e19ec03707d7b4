//! Lists that come in pages: where a page has its items, and how it leads to the next one.

use super::docs::{Docs, code, markdown};
use super::names::{self, Name};
use super::rust_types::rust_type;
use super::syntax::Expr;
use super::{Cx, PagesItem, Usage, requests};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    BodyStep, Endpoint, Field, KeyField, Next, Response, Scalar, Source, Turn, Type, TypeId,
};

/// The pages of an endpoint, if its list comes in pages.
pub(super) fn plan(cx: &Cx<'_>, id: EndpointId, endpoint: &Endpoint) -> Option<PagesItem> {
    let pages = endpoint.pages.as_ref()?;
    let method = cx.names.items[id].clone()?;
    let list = cx.api.payload_path(endpoint, &pages.items).ok()?;
    let Type::List(item) = &list.ty else { return None };
    let is_optional = matches!(&endpoint.response, Some(Response::Typed { optional: true, .. }));
    let page = Page { cx, from: endpoint.response_type()?, is_optional, name: names::ident("page") };
    let last = match &pages.turn {
        Turn::Cursor { next: Next::OfLastItem(path), .. } => {
            let is_optional = matches!(cx.api.behind_aliases(item), Type::Nullable(_));
            let last = Page { cx, from: item, is_optional, name: names::ident("item") };
            Some(Expr::path("turn").method("last_item", [last.value(path)]))
        }
        _ => None,
    };
    let said = [("more", &pages.more), ("total", &pages.total)];
    let turn = said.into_iter().fold(Expr::path("turn"), |turn, (method, path)| match path {
        Some(path) => turn.method(method, [page.value(path)]),
        None => turn,
    });
    let turn = match &pages.turn {
        Turn::Cursor { end: Some(end), .. } => turn.method("end", [Expr::text(end.as_str())]),
        _ => turn,
    };
    let place = Expr::Prefix("&mut ", Box::new(requests::place(cx, id, endpoint, pages.place.as_str())?));
    let parameter = || Expr::text(parameter(cx, endpoint, pages.place.as_str()));
    let (turn, reads) = match &pages.turn {
        Turn::Offset => (turn.method("offset", [place]), false),
        Turn::Page { first, last } => {
            let turn = turn.method_if("last", last.as_ref().map(|last| page.value(last)));
            let first = first.as_ref().map_or(1, |first| first.value);
            (turn.method("page", [place, Expr::integer(first)]), last.is_some())
        }
        Turn::Cursor { next: Next::OfLastItem(_), .. } => (turn.method("cursor_of_last", [place]), false),
        Turn::Cursor { next: Next::In(next), .. } => match &next.value {
            Source::Body(path) if is_url(cx, endpoint, path) && !takes_url(cx, endpoint) => {
                (turn.method("cursor_in_url", [place, parameter(), page.value(path)]), true)
            }
            Source::Body(path) => (turn.method("cursor", [place, page.value(path)]), true),
            Source::Header(name) if name == "link" => {
                (turn.method("cursor_in_link", [place, parameter()]), false)
            }
            Source::Header(name) => {
                (turn.method("cursor_in_header", [place, Expr::text(name.as_str())]), false)
            }
            Source::Http => return None,
        },
    };
    let reads = reads || pages.more.is_some() || pages.total.is_some();
    Some(PagesItem {
        docs: docs(endpoint, &cx.names.methods[id]),
        method,
        item: rust_type(cx, item),
        items: Expr::call("rt::take_items", [page.reached(&pages.items, Access::Changed).0]),
        turn,
        last,
        page: Usage::of(reads),
    })
}

fn docs(endpoint: &Endpoint, method: &Name) -> Docs {
    let call = code(&endpoint.call());
    let mut docs =
        Docs::ours(markdown!("The items of [`{}`](Self::{}) on all pages. ({})", method, method, call));
    docs.add("Each page is requested when the items before it have been taken. An error ends the items.");
    docs
}

/// The field of the body or the parameter that selects a page.
fn selecting<'a>(cx: &'a Cx<'_>, endpoint: &'a Endpoint, wire: &str) -> Option<&'a Field> {
    cx.api.key_field(endpoint, wire).map(|found| match found {
        KeyField::Body(_, field) => field,
        KeyField::Param(_, param) => &param.field,
    })
}

/// The name of the parameter in URLs of pages.
fn parameter(cx: &Cx<'_>, endpoint: &Endpoint, wire: &str) -> String {
    selecting(cx, endpoint, wire).map_or_else(|| wire.to_owned(), |field| field.wire.value.clone())
}

/// Whether the request takes the whole URL of a page.
fn takes_url(cx: &Cx<'_>, endpoint: &Endpoint) -> bool {
    let place = endpoint.pages.as_ref().and_then(|pages| selecting(cx, endpoint, pages.place.as_str()));
    place.is_some_and(|field| *cx.api.behind_aliases(field.ty.not_null()) == Type::Scalar(Scalar::Url))
}

fn is_url(cx: &Cx<'_>, endpoint: &Endpoint, path: &[BodyStep]) -> bool {
    cx.api.payload_path(endpoint, path).is_ok_and(|at| at.ty == Type::Scalar(Scalar::Url))
}

/// How a value in a page is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Shared,
    Changed,
}

/// Whether an expression is a reference, or an optional one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    Reference,
    Optional,
}

/// The payload of an endpoint, or an item of it, which is a variable.
struct Page<'a> {
    cx: &'a Cx<'a>,
    from: &'a Type,
    is_optional: bool,
    name: Name,
}

impl Page<'_> {
    /// A reference to a value in the page, or to an optional one.
    fn value(&self, path: &[BodyStep]) -> Expr {
        match self.reached(path, Access::Shared) {
            (value, Reached::Reference) => value,
            (value, Reached::Optional) => value.referenced(),
        }
    }

    fn reached(&self, path: &[BodyStep], access: Access) -> (Expr, Reached) {
        let fields = self.cx.api.path_from(self.from, path).map(|at| at.fields).unwrap_or_default();
        if self.is_optional && !fields.is_empty() {
            return self.within(Expr::local(&self.name), &self.name, &fields, access);
        }
        self.along(Expr::local(&self.name), &fields, access)
    }

    /// From a reference on.
    fn along(&self, owner: Expr, fields: &[(TypeId, usize)], access: Access) -> (Expr, Reached) {
        let mut place = owner;
        for (at, (id, index)) in fields.iter().enumerate() {
            let names = &self.cx.names.members[*id];
            let (Some(name), Some(field)) = (names.get(*index), self.cx.api.field(*id, *index)) else {
                return (place, Reached::Reference);
            };
            place = place.field(name);
            let rest = fields.get(at + 1..).unwrap_or_default();
            if !rest.is_empty() && is_optional(field) {
                return self.within(place, name, rest, access);
            }
        }
        let sign = if access == Access::Shared { "&" } else { "&mut " };
        let value = if fields.is_empty() { place } else { Expr::Prefix(sign, Box::new(place)) };
        (value, Reached::Reference)
    }

    /// From an optional value on, which is called `name`.
    fn within(&self, place: Expr, name: &Name, rest: &[(TypeId, usize)], access: Access) -> (Expr, Reached) {
        let method = if access == Access::Shared { "as_ref" } else { "as_mut" };
        let (inner, _) = self.along(Expr::local(name), rest, access);
        (place.method(method, []).with("map", name, inner), Reached::Optional)
    }
}

/// Whether the field is an `Option` or a `Patch` in Rust.
fn is_optional(field: &Field) -> bool {
    field.default.is_none() && (field.can_lack() || matches!(field.ty.value, Type::Nullable(_)))
}
