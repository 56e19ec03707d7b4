//! The common parts of all calls: global parameters, credentials, and the methods that set them.

use super::docs::{Docs, Markdown, code, markdown};
use super::names::{Setting, ident};
use super::offset::minutes_east;
use super::rust_types::rust_type;
use super::syntax::{Argument, Expr, RustType};
use super::{Cx, ProviderItem, SettingItem, StaticItem};
use stubwright_spec::model::{
    Auth, AuthKind, Common, CommonPlace, CommonSource, Credentials, Endpoint, Fill, Scalar, Type,
};
use stubwright_spec::source::Spanned;

/// `GLOBAL_PARAMS` and `AUTH`, as far as an endpoint uses them.
pub(super) fn statics(cx: &Cx<'_>) -> Vec<StaticItem> {
    let mut statics = Vec::new();
    if !cx.api.common.is_empty() && !cx.api.endpoints.is_empty() {
        let rows = cx.api.common.iter().zip(&cx.names.settings.common);
        let rows: Vec<Expr> = rows.map(|(at, setting)| common(cx, at, setting.as_ref())).collect();
        statics.push(table("GLOBAL_PARAMS", "GlobalParam", rows));
    }
    if !cx.api.auth.is_empty() && cx.api.endpoints.iter().any(|endpoint| !endpoint.credentials.are_none()) {
        let rows = cx.api.auth.iter().zip(&cx.names.settings.auth);
        let rows: Vec<Expr> = rows.map(|(at, setting)| auth(at, setting)).collect();
        statics.push(table("AUTH", "Auth", rows));
    }
    statics
}

fn table(name: &str, ty: &'static str, rows: Vec<Expr>) -> StaticItem {
    StaticItem {
        ident: ident(name),
        ty: RustType::Array(Box::new(RustType::Runtime(ty)), rows.len()),
        value: Expr::Array(rows),
    }
}

fn common(cx: &Cx<'_>, common: &Common, setting: Option<&Setting>) -> Expr {
    let name = Expr::text(&common.field.wire.value);
    let place = Expr::call(
        match common.place {
            CommonPlace::Header => "rt::GlobalParam::header",
            CommonPlace::Query => "rt::GlobalParam::query",
            CommonPlace::Cookie => "rt::GlobalParam::cookie",
            CommonPlace::Body => "rt::GlobalParam::body",
        },
        [name],
    );
    let is_bare = common.place == CommonPlace::Body && cx.api.is_bare(&common.field.ty);
    let place = if is_bare { place.method("bare", []) } else { place };
    match (&common.source, setting) {
        (CommonSource::Value(value), _) => place.method("value", [Expr::text(value.as_str())]),
        (CommonSource::Fill(fill), _) => place.method("generated", [filled(cx, *fill)]),
        (CommonSource::Setting, None) => place,
        (CommonSource::Setting, Some(Setting { key, method, .. })) => {
            let set = place.method("set_by", [Expr::text(key), Expr::text(method.as_str())]);
            if common.field.optional { set.method("optional", []) } else { set }
        }
    }
}

fn filled(cx: &Cx<'_>, fill: Fill) -> Expr {
    Expr::path(match fill {
        Fill::Unix => "rt::GeneratedValue::Unix",
        Fill::UnixMs => "rt::GeneratedValue::UnixMs",
        Fill::Rfc3339 => "rt::GeneratedValue::Rfc3339",
        Fill::Nonce => "rt::GeneratedValue::Nonce",
        Fill::Local => {
            let minutes = Expr::integer(minutes_east(cx.api).unwrap_or_default());
            return Expr::call("rt::GeneratedValue::Local", [minutes]);
        }
    })
}

fn auth(auth: &Auth, Setting { key, method, .. }: &Setting) -> Expr {
    let (key, method) = (Expr::text(key), Expr::text(method.as_str()));
    match &auth.kind {
        AuthKind::Bearer => Expr::call("rt::Auth::bearer", [key, method]),
        AuthKind::Basic => Expr::call("rt::Auth::basic", [key, method]),
        AuthKind::Scheme(name) => Expr::call("rt::Auth::scheme", [Expr::text(name.as_str()), key, method]),
        AuthKind::Sign => Expr::call("rt::Auth::sign", [method]),
        AuthKind::Header(name) => Expr::call("rt::Auth::header", [Expr::text(name.as_str()), key, method]),
        AuthKind::Query(name) => Expr::call("rt::Auth::query", [Expr::text(name.as_str()), key, method]),
        AuthKind::Cookie(name) => Expr::call("rt::Auth::cookie", [Expr::text(name.as_str()), key, method]),
    }
}

/// Which credentials an endpoint accepts, by the methods that set them; nothing if it takes those of the whole API.
pub(super) fn credentials(cx: &Cx<'_>, endpoint: &Endpoint) -> Markdown {
    let Credentials::OneOf(sets) = &endpoint.credentials else { return "".into() };
    if cx.api.auth.is_empty() {
        return "".into();
    }
    if endpoint.credentials.are_none() {
        return "Sends no credentials.".into();
    }
    let method = |at: &usize| {
        let method = &cx.names.settings.auth.get(*at)?.method;
        Some(markdown!("[`{}`](Self::{})", method, method))
    };
    let set = |set: &Vec<usize>| match set.is_empty() {
        true => Markdown::from("without credentials"),
        false => {
            let methods: Vec<Markdown> = set.iter().filter_map(method).collect();
            markdown!("with {}", Markdown::joined(&methods, " and "))
        }
    };
    let sets: Vec<Markdown> = sets.iter().map(set).collect();
    markdown!("Authenticated {}.", Markdown::joined(&sets, ", or else "))
}

/// The methods of the clients, common parameters first.
pub(super) fn settings(cx: &Cx<'_>) -> Vec<SettingItem> {
    let common = cx.api.common.iter().zip(&cx.names.settings.common);
    let common = common.filter_map(|(at, setting)| Some(common_setting(cx, at, setting.as_ref()?)));
    let auth = cx.api.auth.iter().zip(&cx.names.settings.auth).enumerate();
    let auth = auth.map(|(at, (auth, setting))| auth_setting(need(cx, at), auth, setting));
    common.chain(super::servers::settings(cx)).chain(auth).collect()
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
        CommonPlace::Header => markdown!("header {}", wire),
        CommonPlace::Query => markdown!("parameter {} of the query", wire),
        CommonPlace::Cookie => markdown!("cookie {}", wire),
        CommonPlace::Body => markdown!("field {} of the body", wire),
    };
    let mut docs = method_docs(common.field.doc.as_ref(), place);
    docs.add(match (common.place, common.field.optional) {
        (CommonPlace::Body, true) => "Sent with every call that has a body with fields, once it is set.",
        (CommonPlace::Body, false) => {
            "Sent with every call that has a body with fields; until it is set, these calls fail without being sent."
        }
        (_, true) => "Sent with every call once it is set.",
        (_, false) => "Sent with every call; until it is set, calls fail without being sent.",
    });
    let value = Expr::path("value");
    let ty = rust_type(cx, &common.field.ty);
    let (ty, value) = match cx.api.behind_aliases(&common.field.ty) {
        Type::Scalar(Scalar::String) => (RustType::String.into_argument(), value),
        Type::Named(_) => (ty.into_argument(), value.method("into", []).method("to_string", [])),
        _ => (ty, value.method("to_string", [])),
    };
    SettingItem {
        docs,
        method: method.clone(),
        arguments: vec![Argument { name: ident("value"), ty }],
        change: Expr::path("config").method("set", [Expr::text(key), value]),
    }
}

/// The vendor's words followed by the place, or a sentence about the place.
fn method_docs(vendor: Option<&Spanned<String>>, place: Markdown) -> Docs {
    match vendor {
        Some(_) => Docs::vendor_with(vendor, place),
        None => Docs::ours(markdown!("Sets the {}.", place)),
    }
}

/// Which calls fail without a credential: all that use it, some, or none, because there are alternatives.
fn need(cx: &Cx<'_>, at: usize) -> &'static str {
    let uses = |endpoint: &&Endpoint| match &endpoint.credentials {
        Credentials::All => true,
        Credentials::OneOf(sets) => sets.iter().any(|set| set.contains(&at)),
    };
    let requires = |endpoint: &Endpoint| match &endpoint.credentials {
        Credentials::All => true,
        Credentials::OneOf(sets) => sets.iter().all(|set| set.contains(&at)),
    };
    let using: Vec<&Endpoint> = cx.api.endpoints.iter().filter(uses).collect();
    let required = using.iter().filter(|endpoint| requires(endpoint)).count();
    if required == using.len() {
        "Authenticates the calls that need it; until it is set, they fail without being sent."
    } else if required == 0 {
        "Authenticates the calls that accept it."
    } else {
        "Authenticates the calls that accept it; until it is set, those that accept no other fail without being sent."
    }
}

fn auth_setting(need: &'static str, auth: &Auth, Setting { key, method, .. }: &Setting) -> SettingItem {
    let mut docs = method_docs(auth.doc.as_ref(), place_of(&auth.kind));
    docs.add(need);
    let texts = |names: &[&str]| {
        let argument = |name: &&str| Argument { name: ident(name), ty: RustType::String.into_argument() };
        names.iter().map(argument).collect()
    };
    let config = Expr::path("config");
    let key = Expr::text(key);
    let (arguments, change) = match &auth.kind {
        AuthKind::Basic => (
            texts(&["user", "password"]),
            config.method("set_basic", [key, Expr::path("user"), Expr::path("password")]),
        ),
        AuthKind::Sign => (
            vec![Argument { name: ident("signer"), ty: RustType::Implementing("rt::Sign + 'static") }],
            config.method("sign_with", [Expr::path("signer")]),
        ),
        AuthKind::Bearer
        | AuthKind::Scheme(_)
        | AuthKind::Header(_)
        | AuthKind::Query(_)
        | AuthKind::Cookie(_) => (texts(&["value"]), config.method("set", [key, Expr::path("value")])),
    };
    SettingItem { docs, method: method.clone(), arguments, change }
}

/// The place of a credential in a request.
fn place_of(kind: &AuthKind) -> Markdown {
    match kind {
        AuthKind::Bearer => "bearer token in `Authorization`".into(),
        AuthKind::Basic => "user and password in `Authorization`".into(),
        AuthKind::Scheme(name) => markdown!("credentials in `Authorization`, after {}", code(name.as_str())),
        AuthKind::Sign => "request signer".into(),
        AuthKind::Header(name) => markdown!("header {}", code(name.as_str())),
        AuthKind::Query(name) => markdown!("parameter {} of the query", code(name.as_str())),
        AuthKind::Cookie(name) => markdown!("cookie {}", code(name.as_str())),
    }
}
