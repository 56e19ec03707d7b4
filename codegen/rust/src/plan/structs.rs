//! Structs: fields, the constructor and the setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Docs, Markdown, code, markdown};
use super::paths::Paths;
use super::types::{deprecate, in_types, parameter, type_docs};
use super::{
    Argument, Cx, DebugItem, DefaultItem, FieldItem, FieldKind, NewItem, SetterItem, StructItem, names,
    requests, values,
};
use stubwright_spec::model::{Field, Scalar, Spelling, Type, TypeDef, TypeId};

/// A struct of the spec.
pub(super) fn plan(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    fields: &[Field],
    (ident, members): (&Ident, &[Ident]),
) -> StructItem {
    let facts = cx.analysis.get(id);
    let parts: Vec<Part> =
        fields.iter().zip(members).map(|(field, member)| part(cx, Some(id), field, member)).collect();
    // A type that only ever comes from the server is never built by callers.
    let is_built = facts.sent || !facts.received;
    let mut docs = type_docs(def);
    if !is_built {
        docs.add("Sent by the server; new fields may be added.");
    }
    let parameter = def.parameter.as_ref().map(|name| parameter(cx, name));
    let params = requests::own_params(cx, id);
    let wire = wire(cx, fields, &params);
    build(cx, Head { ident: ident.clone(), parameter, docs, is_built, wire }, params, parts)
}

/// The macro that reads and writes a struct; a file is neither read nor written as JSON.
fn wire(cx: &Cx<'_>, fields: &[Field], params: &[Part]) -> Option<&'static str> {
    if fields.iter().any(|field| cx.api.is_file(&field.ty)) {
        return None;
    }
    Some(if params.is_empty() { "rt::record!" } else { "rt::body!" })
}

/// A field together with how callers set it.
pub(super) struct Part {
    pub(super) field: FieldItem,
    pub(super) start: Start,
    pub(super) secrecy: Secrecy,
}

/// Whether a field is shown by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Secrecy {
    Shown,
    Hidden,
}

/// Where the first value of a field comes from.
pub(super) enum Start {
    /// An argument of the constructor.
    Argument(Setting),
    /// A value, which a setter changes.
    Value { value: TokenStream, setter: Setting, stored: Stored, deprecated: Option<TokenStream> },
}

/// What a setter stores.
#[derive(Clone, Copy)]
pub(super) enum Stored {
    /// `Some` of its argument.
    Some,
    /// Its argument.
    Plain,
}

/// How a value is passed: the type of the argument, and what is done with it.
pub(super) struct Setting {
    ty: TokenStream,
    /// `.into()`, or nothing.
    conversion: TokenStream,
}

/// A field of `owner`, or of no type of the spec.
pub(super) fn part(cx: &Cx<'_>, owner: Option<TypeId>, field: &Field, ident: &Ident) -> Part {
    let Paths { option, boxed, none, .. } = &cx.paths;
    let is_boxed = owner.is_some_and(|owner| cx.analysis.closes_circle(owner, &field.ty));
    let ty = field.ty.not_null();
    let mut inner = in_types(cx, ty);
    if is_boxed {
        inner = quote!(#boxed<#inner>);
    }
    let deprecated = field.deprecated.then(|| quote!(#[deprecated = "deprecated by the vendor"]));
    let default = field.default.as_ref().map(|sample| values::expression(cx, ty, sample));
    let is_nullable = matches!(field.ty.value, Type::Nullable(_));
    let into = |ty: &TokenStream| converted(cx, ty);
    let (rust, presence, start) = match (&default, field.optional, is_nullable) {
        (Some(value), _, _) => {
            let setter = setting(cx, ty, inner.clone());
            let start = Start::Value { value: value.clone(), setter, stored: Stored::Plain, deprecated };
            (inner, "default", start)
        }
        (None, true, true) => {
            let rust = quote!(rt::Patch<#inner>);
            let value = quote!(rt::Patch::Absent);
            let start = Start::Value { value, setter: into(&rust), stored: Stored::Plain, deprecated };
            (rust, "patch", start)
        }
        (None, true, false) => {
            let setter = if is_boxed { into(&inner) } else { setting(cx, ty, inner.clone()) };
            let start = Start::Value { value: none.clone(), setter, stored: Stored::Some, deprecated };
            (quote!(#option<#inner>), "optional", start)
        }
        (None, false, true) => {
            let rust = quote!(#option<#inner>);
            let start = Start::Argument(into(&rust));
            (rust, "nullable", start)
        }
        (None, false, false) => {
            let setting = if is_boxed { into(&inner) } else { setting(cx, ty, inner.clone()) };
            (inner, "required", Start::Argument(setting))
        }
    };
    let item = FieldItem {
        ident: ident.clone(),
        docs: field_docs(cx, field, ident),
        ty: rust,
        kind: FieldKind {
            presence,
            value: default,
            spelling: spelling(field.spelling.as_deref()),
            secret: if field.secret { " secret" } else { "" },
        },
        wire: field.wire.value.clone(),
        aliases: field.aliases.iter().map(|alias| alias.value.clone()).collect(),
    };
    Part { field: item, start, secrecy: if field.secret { Secrecy::Hidden } else { Secrecy::Shown } }
}

fn spelling(spelling: Option<&Spelling>) -> &'static str {
    match spelling {
        Some(Spelling::String) => " as text",
        Some(Spelling::Int) => " as int",
        _ => "",
    }
}

fn field_docs(cx: &Cx<'_>, field: &Field, ident: &Ident) -> Docs {
    let wire = if ident == field.wire.as_str() { Markdown::default() } else { code(&field.wire) };
    let docs = Docs::vendor_with(field.doc.as_ref(), wire);
    with_facts(cx, field, if docs.lines().is_empty() { Docs::ours(code(&field.wire)) } else { docs })
}

/// What is known of the values of a field.
pub(super) fn with_facts(cx: &Cx<'_>, field: &Field, mut docs: Docs) -> Docs {
    let mut facts = values::limits(cx.api, &field.ty);
    facts.extend(field.default.as_ref().map(|sample| markdown!("Default: {}.", values::shown(sample))));
    facts.extend(field.example.as_ref().map(|sample| markdown!("Example: {}.", values::shown(sample))));
    if field.secret {
        facts.push(Markdown::from("Secret: `Debug` and errors don't show it."));
    }
    docs.add(Markdown::joined(&facts, " "));
    deprecate(&mut docs, field.deprecated);
    docs
}

/// Numbers and flags are taken as they are, so that literals need no suffix; everything else by `Into`.
pub(super) fn setting(cx: &Cx<'_>, ty: &Type, rust: TokenStream) -> Setting {
    let is_number = |scalar: &Scalar| scalar.is_integer() || matches!(scalar, Scalar::Bool | Scalar::F64);
    match cx.api.behind_aliases(ty) {
        Type::Scalar(scalar) if is_number(scalar) => Setting { ty: rust, conversion: quote!() },
        _ => converted(cx, &rust),
    }
}

pub(super) fn converted(cx: &Cx<'_>, rust: &TokenStream) -> Setting {
    let into = &cx.paths.into;
    Setting { ty: quote!(impl #into<#rust>), conversion: quote!(.into()) }
}

/// What a struct is beside its fields.
pub(super) struct Head {
    pub(super) ident: Ident,
    pub(super) parameter: Option<Ident>,
    pub(super) docs: Docs,
    /// Whether callers build it.
    pub(super) is_built: bool,
    /// The macro that reads and writes it.
    pub(super) wire: Option<&'static str>,
}

/// More arguments than clippy's default accepts; a constructor of required fields has as many as there are.
const MANY_ARGUMENTS: usize = 7;

/// `params` are fields that are sent beside the body, and come first.
pub(super) fn build(cx: &Cx<'_>, head: Head, params: Vec<Part>, body: Vec<Part>) -> StructItem {
    let count = params.len();
    let parts: Vec<Part> = params.into_iter().chain(body).collect();
    let debug = debug(&head, &parts);
    let generics = head.parameter.as_ref().map(|parameter| quote!(<#parameter>)).unwrap_or_default();
    let mut item = StructItem {
        ident: head.ident,
        generics,
        docs: head.docs,
        derives: if debug.is_some() { quote!(Clone, PartialEq) } else { quote!(Debug, Clone, PartialEq) },
        wire: head.wire,
        params: Vec::new(),
        fields: Vec::new(),
        new: None,
        setters: Vec::new(),
        default: None,
        debug,
    };
    let mut new =
        NewItem { docs: Docs::default(), attributes: quote!(), arguments: Vec::new(), fields: Vec::new() };
    for part in parts {
        start(cx, &part.field.ident, part.start, &mut new, &mut item.setters);
        item.fields.push(part.field);
    }
    let has_defaults = item.fields.iter().any(|field| field.kind.value.is_some());
    item.params = item.fields.drain(..count).collect();
    if !head.is_built {
        item.setters.clear();
        return item;
    }
    if new.arguments.len() > MANY_ARGUMENTS {
        new.attributes =
            quote!(#[allow(clippy::too_many_arguments, reason = "one argument per required field")]);
    }
    new.docs = Docs::ours(match (new.arguments.is_empty(), item.setters.is_empty()) {
        (true, _) if has_defaults => "Creates a value with the defaults of the API.",
        (true, _) => "Creates a value with no field set.",
        (false, true) => "Creates a value from its required fields.",
        (false, false) => "Creates a value from its required fields; `with_…` sets the others.",
    });
    if new.arguments.is_empty() && has_defaults {
        item.default = Some(DefaultItem { generics: item.generics.clone() });
    } else if new.arguments.is_empty() {
        item.derives.extend(quote!(, Default));
    }
    item.new = Some(new);
    item
}

/// Adds what a field needs to the constructor, and its setter.
fn start(cx: &Cx<'_>, ident: &Ident, start: Start, new: &mut NewItem, setters: &mut Vec<SetterItem>) {
    match start {
        Start::Argument(Setting { ty, conversion }) => {
            new.fields.push(if conversion.is_empty() {
                quote!(#ident)
            } else {
                quote!(#ident: #ident #conversion)
            });
            new.arguments.push(Argument { ident: ident.clone(), ty });
        }
        Start::Value { value, setter: Setting { ty, conversion }, stored, deprecated } => {
            let some = &cx.paths.some;
            new.fields.push(quote!(#ident: #value));
            setters.push(SetterItem {
                docs: setter_docs(ident),
                deprecated,
                ident: names::setter(ident),
                field: ident.clone(),
                ty,
                value: match stored {
                    Stored::Some => quote!(#some(value #conversion)),
                    Stored::Plain => quote!(value #conversion),
                },
            });
        }
    }
}

fn setter_docs(field: &Ident) -> Docs {
    Docs::ours(markdown!("Sets [`{}`](Self::{}).", field, field))
}

pub(super) fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

/// A `Debug` that leaves out the secrets, when there are any.
fn debug(head: &Head, parts: &[Part]) -> Option<DebugItem> {
    if parts.iter().all(|part| part.secrecy == Secrecy::Shown) {
        return None;
    }
    let fields = parts.iter().map(|part| {
        let ident = &part.field.ident;
        let shown = match part.secrecy {
            Secrecy::Shown => quote!(&self.#ident),
            Secrecy::Hidden => quote!(&rt::Hidden),
        };
        (plain(ident), shown)
    });
    Some(DebugItem {
        bounds: head.parameter.as_ref().map(|name| quote!(<#name: ::core::fmt::Debug>)).unwrap_or_default(),
        name: plain(&head.ident),
        fields: fields.collect(),
    })
}
