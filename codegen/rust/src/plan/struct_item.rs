//! A struct out of its fields: the constructor, the setters, `Default` and `Debug`.

use proc_macro2::Ident;
use quote::quote;

use super::docs::{Docs, markdown};
use super::fields::{Part, Secrecy, Setting, Start, Stored};
use super::names::setter;
use super::{Argument, Cx, DebugItem, DefaultItem, NewItem, SetterItem, StructItem};

/// The parts of a struct other than its fields.
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
                ident: setter(ident),
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
