//! Types: model type → Rust type, and the items of `types.rs`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Docs, code};
use super::names::{self, Request};
use super::paths::Paths;
use super::requests;
use super::{
    AliasItem, Argument, Cx, EnumItem, FieldItem, NewItem, SetterItem, StructItem, TypeItem, VariantItem,
};
use crate::model::facts::ids;
use crate::model::{Enum, Field, Repr, Scalar, Type, TypeDef, TypeId, TypeKind};

/// The items in spec order; request structs that no type provides come last.
pub(super) fn plan(cx: &Cx<'_>) -> Vec<TypeItem> {
    let defs = ids(cx.api).zip(&cx.api.types).zip(cx.names.types.iter().zip(&cx.names.members));
    let mut items: Vec<TypeItem> = defs
        .map(|((id, def), (ident, members))| match &def.kind {
            TypeKind::Struct(fields) => TypeItem::Struct(strukt(cx, id, def, fields, (ident, members))),
            TypeKind::Enum(values) => TypeItem::Enum(enumeration(def, values, ident, members)),
            TypeKind::Alias(ty) => TypeItem::Alias(AliasItem {
                ident: ident.clone(),
                docs: type_docs(def),
                ty: in_types(cx, ty),
            }),
        })
        .collect();
    for ((index, endpoint), request) in cx.api.endpoints.iter().enumerate().zip(&cx.names.requests) {
        if let Request::Wrapper(ident) = request {
            items.push(TypeItem::Struct(requests::wrapper(cx, index, endpoint, ident)));
        }
    }
    items
}

/// The Rust type inside `types.rs`.
pub(super) fn in_types(cx: &Cx<'_>, ty: &Type) -> TokenStream {
    rust_type(cx, ty, &cx.paths, &quote!())
}

/// The Rust type as the client names it.
pub(super) fn in_client(cx: &Cx<'_>, ty: &Type) -> TokenStream {
    rust_type(cx, ty, &Paths::short(), &quote!(types::))
}

fn rust_type(cx: &Cx<'_>, ty: &Type, paths: &Paths, prefix: &TokenStream) -> TokenStream {
    let Paths { string, vec, .. } = paths;
    match ty {
        Type::Scalar(Scalar::String) => string.clone(),
        Type::Scalar(Scalar::Bool) => quote!(bool),
        Type::Scalar(Scalar::I32) => quote!(i32),
        Type::Scalar(Scalar::I64) => quote!(i64),
        Type::Scalar(Scalar::U32) => quote!(u32),
        Type::Scalar(Scalar::U64) => quote!(u64),
        Type::Scalar(Scalar::F64) => quote!(f64),
        Type::Scalar(Scalar::Any) => quote!(rt::Json),
        Type::List(inner) => {
            let inner = rust_type(cx, inner, paths, prefix);
            quote!(#vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = rust_type(cx, inner, paths, prefix);
            quote!(::std::collections::BTreeMap<#string, #inner>)
        }
        Type::Named(id) => {
            let ident = cx.names.types.get(id.0 as usize);
            quote!(#prefix #ident)
        }
    }
}

fn type_docs(def: &TypeDef) -> Docs {
    let mut docs = Docs::vendor_with(def.doc.as_deref(), "");
    if docs.lines().is_empty() {
        docs = Docs::ours(format!("The type {} of the API.", code(def.name.as_str())));
    }
    deprecate(&mut docs, def.deprecated);
    docs
}

pub(super) fn deprecate(docs: &mut Docs, deprecated: bool) {
    if deprecated {
        docs.add("Deprecated by the vendor.");
    }
}

fn strukt(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    fields: &[Field],
    (ident, members): (&Ident, &[Ident]),
) -> StructItem {
    let facts = cx.facts.get(id);
    let parts: Vec<Part> =
        fields.iter().zip(members).map(|(field, member)| part(cx, Some(id), field, member)).collect();
    // A type that only ever comes from the server is never built by callers.
    let is_built = facts.sent || !facts.received;
    let mut docs = type_docs(def);
    if !is_built {
        docs.add("Comes from the server; new fields may be added.");
    }
    build_struct(cx, ident.clone(), docs, (requests::own_params(cx, id), parts), is_built)
}

/// A field together with how callers set it.
pub(super) struct Part {
    pub(super) field: FieldItem,
    pub(super) setting: Setting,
    /// For fields that may be absent: the vendor's deprecation.
    pub(super) setter: Option<Deprecation>,
}

pub(super) type Deprecation = Option<TokenStream>;

/// How a value is passed: the type of the argument, and what is done with it.
pub(super) struct Setting {
    ty: TokenStream,
    /// `.into()`, or nothing.
    conversion: TokenStream,
}

/// A field of `owner`, or of no type of the spec.
pub(super) fn part(cx: &Cx<'_>, owner: Option<TypeId>, field: &Field, ident: &Ident) -> Part {
    let Paths { option, boxed, .. } = &cx.paths;
    let is_boxed = owner.is_some_and(|owner| cx.facts.needs_box(owner, &field.ty));
    let mut inner = in_types(cx, &field.ty);
    if is_boxed {
        inner = quote!(#boxed<#inner>);
    }
    let wire = if ident == &field.wire { String::new() } else { code(&field.wire) };
    let mut docs = Docs::vendor_with(field.doc.as_deref(), &wire);
    if docs.lines().is_empty() {
        docs = Docs::ours(code(&field.wire));
    }
    deprecate(&mut docs, field.deprecated);
    let item = FieldItem {
        ident: ident.clone(),
        docs,
        ty: if field.optional { quote!(#option<#inner>) } else { inner.clone() },
        presence: if field.optional { "optional" } else { "required" },
        wire: field.wire.clone(),
        aliases: field.aliases.clone(),
    };
    let deprecation = field.deprecated.then(|| quote!(#[deprecated = "deprecated by the vendor"]));
    Part {
        field: item,
        setting: setting(cx, &field.ty, inner, is_boxed),
        setter: field.optional.then_some(deprecation),
    }
}

/// Numbers and flags are taken as they are, so that literals need no suffix; everything else by `Into`.
pub(super) fn setting(cx: &Cx<'_>, ty: &Type, rust: TokenStream, is_boxed: bool) -> Setting {
    let is_copy = !is_boxed
        && matches!(cx.api.behind_aliases(ty), Type::Scalar(scalar) if !matches!(scalar, Scalar::String | Scalar::Any));
    if is_copy {
        return Setting { ty: rust, conversion: quote!() };
    }
    text_setting(cx, rust)
}

/// Whatever becomes the value by `Into`.
pub(super) fn text_setting(cx: &Cx<'_>, rust: TokenStream) -> Setting {
    let into = &cx.paths.into;
    Setting { ty: quote!(impl #into<#rust>), conversion: quote!(.into()) }
}

/// More arguments than clippy's default accepts; a constructor of required fields has as many as there are.
const MANY_ARGUMENTS: usize = 7;

/// `params` are fields that are sent beside the body, and come first.
pub(super) fn build_struct(
    cx: &Cx<'_>,
    ident: Ident,
    docs: Docs,
    (params, body): (Vec<Part>, Vec<Part>),
    is_built: bool,
) -> StructItem {
    let Paths { some, none, .. } = &cx.paths;
    let mut item = StructItem {
        ident,
        docs,
        derives: quote!(Debug, Clone, PartialEq),
        wire: Some(if params.is_empty() { "rt::record!" } else { "rt::body!" }),
        params: Vec::new(),
        fields: Vec::new(),
        new: None,
        setters: Vec::new(),
    };
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    let count = params.len();
    for Part { field, setting: Setting { ty, conversion }, setter } in params.into_iter().chain(body) {
        let ident = field.ident.clone();
        match setter {
            None => {
                fields.push(if conversion.is_empty() {
                    quote!(#ident)
                } else {
                    quote!(#ident: #ident #conversion)
                });
                arguments.push(Argument { ident, ty });
            }
            Some(deprecated) => {
                fields.push(quote!(#ident: #none));
                item.setters.push(SetterItem {
                    docs: setter_docs(&ident),
                    deprecated,
                    ident: names::setter(&ident),
                    field: ident,
                    ty,
                    value: quote!(#some(value #conversion)),
                });
            }
        }
        item.fields.push(field);
    }
    item.params = item.fields.drain(..count).collect();
    if !is_built {
        item.setters.clear();
        return item;
    }
    let attributes = if arguments.len() > MANY_ARGUMENTS {
        quote!(#[allow(clippy::too_many_arguments, reason = "one argument per required field")])
    } else {
        quote!()
    };
    let docs = Docs::ours(match (arguments.is_empty(), item.setters.is_empty()) {
        (true, _) => "A value with nothing set.",
        (false, true) => "A value; every field is required.",
        (false, false) => "A value with the required fields; set the others with `with_…`.",
    });
    if arguments.is_empty() {
        item.derives.extend(quote!(, Default));
    }
    item.new = Some(NewItem { docs, attributes, arguments, fields });
    item
}

/// Links name raw identifiers without their `r#`.
fn setter_docs(field: &Ident) -> Docs {
    let name = field.to_string();
    let name = name.trim_start_matches("r#");
    Docs::ours(format!("Sets [`{name}`](Self::{name})."))
}

fn enumeration(def: &TypeDef, values: &Enum, ident: &Ident, members: &[Ident]) -> EnumItem {
    let mut docs = type_docs(def);
    docs.add(
        "Open: a value this version does not know is kept, and [`as_str`](Self::as_str) gives its text.",
    );
    let variants = values.values.iter().zip(members).map(|(value, member)| {
        let mut docs = Docs::vendor_with(value.doc.as_deref(), &code(value.wire.as_str()));
        deprecate(&mut docs, value.deprecated);
        VariantItem { ident: member.clone(), docs, wire: wire_literal(values.repr, value.wire.as_str()) }
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

/// The value as a Rust literal.
fn wire_literal(repr: Repr, text: &str) -> String {
    match (repr, text.parse::<i64>()) {
        (Repr::Int, Ok(number)) => number.to_string(),
        _ => proc_macro2::Literal::string(text).to_string(),
    }
}
