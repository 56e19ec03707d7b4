//! The types of an API, each with its gate.

use super::docs::{Docs, Markdown, code};
use super::names::{Name, Request};
use super::rust_types::rust_type;
use super::syntax::Expr;
use super::type_docs::{deprecate, type_docs};
use super::{
    AliasItem, Cx, EnumItem, Gate, TypeItem, Usage, VariantItem, choices, headers, outcomes, requests,
    structs, unions, values,
};
use stubwright_spec::model::{BodyKind, Enum, Repr, Response, Type, TypeDef, TypeId, TypeKind};

/// The items in spec order; request structs that no type provides come last.
pub(super) fn plan(cx: &Cx<'_>) -> Vec<(TypeItem, Gate)> {
    let defs = cx.api.types.enumerate();
    let defs = defs.map(|(id, def)| (id, def, &cx.names.types[id], cx.names.members[id].as_slice()));
    let item = |(id, def, ident, members): (TypeId, &TypeDef, &Name, &[Name])| match &def.kind {
        TypeKind::Struct(fields) => {
            TypeItem::Struct(Box::new(structs::plan(cx, id, def, fields, (ident, members))))
        }
        TypeKind::Union(union) => TypeItem::Union(unions::plan(cx, id, def, union, (ident, members))),
        TypeKind::Enum(values) => TypeItem::Enum(enumeration(def, values, ident, members)),
        TypeKind::Alias(ty) => TypeItem::Alias(AliasItem {
            ident: ident.clone(),
            docs: alias_docs(cx, def, ty),
            ty: rust_type(cx, ty),
        }),
    };
    let mut items: Vec<(TypeItem, Gate)> = defs.map(|def| (item(def), cx.gates.ty(def.0))).collect();
    for (id, endpoint) in cx.api.endpoints.enumerate() {
        if let Request::Wrapper(ident) = &cx.names.requests[id] {
            let wrapper = TypeItem::Struct(Box::new(requests::wrapper(cx, id, endpoint, ident)));
            items.push((wrapper, cx.gates.endpoint(id)));
        }
    }
    for (id, endpoint) in cx.api.endpoints.enumerate() {
        let mut add = |item: TypeItem| items.push((item, cx.gates.endpoint(id)));
        if let Some(Response::ByStatus(entries)) = &endpoint.response {
            add(TypeItem::Outcome(outcomes::plan(cx, cx.names.outcome(id), endpoint, entries)));
        }
        if let Some(item) = headers::plan(cx, id, endpoint) {
            add(TypeItem::Headers(item));
        }
        if let Some(BodyKind::OneOf(kinds)) = endpoint.request.as_ref().map(|body| &body.kind) {
            let name = cx.names.choice(endpoint);
            add(TypeItem::Choice(choices::plan(cx, &name, endpoint, kinds)));
        }
    }
    items
}

impl TypeItem {
    /// Whether it names the runtime.
    #[must_use]
    pub fn runtime(&self) -> Usage {
        Usage::of(match self {
            Self::Enum(_) | Self::Union(_) | Self::Outcome(_) | Self::Headers(_) | Self::Choice(_) => true,
            Self::Alias(alias) => alias.ty.names_runtime(),
            Self::Struct(item) => {
                let mut fields = item.params.iter().chain(&item.fields);
                item.wire.is_some() || item.debug.is_some() || fields.any(|field| field.ty.names_runtime())
            }
        })
    }
}

fn alias_docs(cx: &Cx<'_>, def: &TypeDef, ty: &Type) -> Docs {
    let mut docs = type_docs(def);
    docs.add(Markdown::joined(&values::limits(cx.api, ty), " "));
    docs
}

fn enumeration(def: &TypeDef, values: &Enum, ident: &Name, members: &[Name]) -> EnumItem {
    let mut docs = type_docs(def);
    docs.add("Open: an unknown value is kept, and [`as_str`](Self::as_str) returns its text.");
    let variants = values.values.iter().zip(members).map(|(value, member)| {
        let mut docs = Docs::vendor_with(value.doc.as_ref(), code(value.wire.as_str()));
        deprecate(&mut docs, value.deprecated);
        VariantItem { ident: member.clone(), docs, wire: literal(values.repr, value.wire.as_str()) }
    });
    EnumItem {
        ident: ident.clone(),
        docs,
        repr: match values.repr {
            Repr::String => "str",
            Repr::Int => "int",
        },
        variants: variants.collect(),
    }
}

/// The value as a literal.
fn literal(repr: Repr, text: &str) -> Expr {
    match (repr, text.parse::<i64>()) {
        (Repr::Int, Ok(number)) => Expr::integer(number),
        _ => Expr::text(text),
    }
}
