//! What goes along with every call: common parameters, credentials, and the methods that set them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Docs, Markdown, code, markdown};
use super::names::{Setting, ident};
use super::offset::minutes_east;
use super::rust_types::in_client;
use super::{Cx, ProviderItem, SettingItem, StaticItem};
use stubwright_spec::model::{Auth, AuthKind, Common, CommonSource, Fill, ParamLocation, Scalar, Type};
use stubwright_spec::source::Spanned;

/// `GLOBAL_PARAMS` and `AUTH`, as far as an endpoint uses them.
pub(super) fn statics(cx: &Cx<'_>) -> Vec<StaticItem> {
    let mut statics = Vec::new();
    if !cx.api.common.is_empty() && !cx.api.endpoints.is_empty() {
        let rows = cx.api.common.iter().zip(&cx.names.settings.common);
        let rows: Vec<TokenStream> = rows.map(|(at, setting)| common(cx, at, setting.as_ref())).collect();
        let count = Literal::usize_unsuffixed(rows.len());
        statics.push(StaticItem {
            ident: ident("GLOBAL_PARAMS"),
            ty: quote!([rt::GlobalParam; #count]),
            value: quote!([#(#rows),*]),
        });
    }
    if !cx.api.auth.is_empty() && cx.api.endpoints.iter().any(|endpoint| !endpoint.public) {
        let rows = cx.api.auth.iter().zip(&cx.names.settings.auth);
        let rows: Vec<TokenStream> = rows.map(|(at, setting)| auth(at, setting)).collect();
        let count = Literal::usize_unsuffixed(rows.len());
        statics.push(StaticItem {
            ident: ident("AUTH"),
            ty: quote!([rt::Auth; #count]),
            value: quote!([#(#rows),*]),
        });
    }
    statics
}

fn common(cx: &Cx<'_>, common: &Common, setting: Option<&Setting>) -> TokenStream {
    let name = &common.field.wire.value;
    let place = match common.place {
        ParamLocation::Header => quote!(rt::GlobalParam::header(#name)),
        ParamLocation::Query | ParamLocation::Path => quote!(rt::GlobalParam::query(#name)),
    };
    match (&common.source, setting) {
        (CommonSource::Value(value), _) => {
            let value = value.as_str();
            quote!(#place.value(#value))
        }
        (CommonSource::Fill(fill), _) => {
            let fill = filled(cx, *fill);
            quote!(#place.generated(#fill))
        }
        (CommonSource::Setting, None) => place,
        (CommonSource::Setting, Some(Setting { key, method, .. })) => {
            let method = method.to_string();
            let optional = common.field.optional.then(|| quote!(.optional()));
            quote!(#place.set_by(#key, #method) #optional)
        }
    }
}

fn filled(cx: &Cx<'_>, fill: Fill) -> TokenStream {
    match fill {
        Fill::Unix => quote!(rt::GeneratedValue::Unix),
        Fill::UnixMs => quote!(rt::GeneratedValue::UnixMs),
        Fill::Rfc3339 => quote!(rt::GeneratedValue::Rfc3339),
        Fill::Nonce => quote!(rt::GeneratedValue::Nonce),
        Fill::Local => {
            let minutes = Literal::i16_unsuffixed(minutes_east(cx.api).unwrap_or_default());
            quote!(rt::GeneratedValue::Local(#minutes))
        }
    }
}

fn auth(auth: &Auth, Setting { key, method, .. }: &Setting) -> TokenStream {
    let method = method.to_string();
    match &auth.kind {
        AuthKind::Bearer => quote!(rt::Auth::bearer(#key, #method)),
        AuthKind::Basic => quote!(rt::Auth::basic(#key, #method)),
        AuthKind::Sign => quote!(rt::Auth::sign(#method)),
        AuthKind::Header(name) => {
            let name = name.as_str();
            quote!(rt::Auth::header(#name, #key, #method))
        }
        AuthKind::Query(name) => {
            let name = name.as_str();
            quote!(rt::Auth::query(#name, #key, #method))
        }
    }
}

/// The methods of the clients, common parameters first.
pub(super) fn settings(cx: &Cx<'_>) -> Vec<SettingItem> {
    let common = cx.api.common.iter().zip(&cx.names.settings.common);
    let common = common.filter_map(|(at, setting)| Some(common_setting(cx, at, setting.as_ref()?)));
    let auth = cx.api.auth.iter().zip(&cx.names.settings.auth).map(|(at, setting)| auth_setting(at, setting));
    common.chain(auth).collect()
}

/// The methods that set the provider of a credential. A signer needs none, and a password can't be refreshed.
pub(super) fn providers(cx: &Cx<'_>) -> Vec<ProviderItem> {
    let given = |(auth, setting): (&Auth, &Setting)| {
        let provider = setting.provider.clone()?;
        let mut docs = Docs::ours(markdown!(
            "Sets the provider of the {}; [`{}`](Self::{}) sets a fixed one.",
            place_of(&auth.kind),
            &setting.method,
            &setting.method
        ));
        docs.add("It is asked when a call needs a credential and none is set, and when the server rejects the current one.");
        Some(ProviderItem { docs, method: provider, key: setting.key.clone() })
    };
    cx.api.auth.iter().zip(&cx.names.settings.auth).filter_map(given).collect()
}

fn common_setting(cx: &Cx<'_>, common: &Common, Setting { key, method, .. }: &Setting) -> SettingItem {
    let wire = code(&common.field.wire);
    let place = match common.place {
        ParamLocation::Header => markdown!("header {}", wire),
        ParamLocation::Query | ParamLocation::Path => markdown!("parameter {} of the query", wire),
    };
    let mut docs = method_docs(common.field.doc.as_ref(), place);
    docs.add(if common.field.optional {
        "Sent with every call once it is set."
    } else {
        "Sent with every call; until it is set, calls fail without being sent."
    });
    let (arguments, value) = match cx.api.behind_aliases(&common.field.ty) {
        Type::Scalar(Scalar::String) => (quote!(value: impl Into<String>), quote!(value)),
        Type::Named(_) => {
            let ty = in_client(cx, &common.field.ty);
            (quote!(value: impl Into<#ty>), quote!(value.into().to_string()))
        }
        _ => {
            let ty = in_client(cx, &common.field.ty);
            (quote!(value: #ty), quote!(value.to_string()))
        }
    };
    SettingItem { docs, method: method.clone(), arguments, change: quote!(set(#key, #value)) }
}

/// The vendor's words followed by the place, or a sentence about the place.
fn method_docs(vendor: Option<&Spanned<String>>, place: Markdown) -> Docs {
    match vendor {
        Some(_) => Docs::vendor_with(vendor, place),
        None => Docs::ours(markdown!("Sets the {}.", place)),
    }
}

fn auth_setting(auth: &Auth, Setting { key, method, .. }: &Setting) -> SettingItem {
    let mut docs = method_docs(auth.doc.as_ref(), place_of(&auth.kind));
    docs.add("Authenticates the calls that need it; until it is set, they fail without being sent.");
    let (arguments, change) = match &auth.kind {
        AuthKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<String>),
            quote!(set_basic(#key, user, password)),
        ),
        AuthKind::Sign => (quote!(signer: impl rt::Sign + 'static), quote!(sign_with(signer))),
        AuthKind::Bearer | AuthKind::Header(_) | AuthKind::Query(_) => {
            (quote!(value: impl Into<String>), quote!(set(#key, value)))
        }
    };
    SettingItem { docs, method: method.clone(), arguments, change }
}

/// What a credential is sent as.
fn place_of(kind: &AuthKind) -> Markdown {
    match kind {
        AuthKind::Bearer => "bearer token in `Authorization`".into(),
        AuthKind::Basic => "user and password in `Authorization`".into(),
        AuthKind::Sign => "request signer".into(),
        AuthKind::Header(name) => markdown!("header {}", code(name.as_str())),
        AuthKind::Query(name) => markdown!("parameter {} of the query", code(name.as_str())),
    }
}
