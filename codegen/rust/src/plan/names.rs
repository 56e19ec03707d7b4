//! Names → Rust identifiers. The only module that knows case conversion, keywords and `Ident::new`.
//!
//! A name the author wrote keeps its meaning or is an error; a name derived from a wire value gets a suffix computed
//! from that value when it collides, never from its position, so that a new value does not rename an old one.

mod calls;
mod case;
mod lookalike;
mod rows;
mod scope;

pub use calls::{Setting, Settings};
pub use case::{snake, upper_camel};
pub use lookalike::Foreign;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span as TokenSpan};
use unicode_normalization::UnicodeNormalization;

use self::scope::Scope;
use stubwright_spec::diag::{Applicability, Code, Diagnostic, Diagnostics};
use stubwright_spec::model::analysis::Analysis;
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    Api, Endpoint, EnvelopeId, IdVec, RowId, Scalar, TableId, Tag, Type, TypeId, TypeKind,
};
use stubwright_spec::source::Spanned;

/// The identifiers of one API.
#[derive(Debug, Clone)]
pub struct Names {
    /// Types.
    pub types: IdVec<TypeId, Ident>,
    /// Fields or enum values of each type.
    pub members: IdVec<TypeId, Vec<Ident>>,
    /// Rows of the error tables.
    pub rows: IdVec<RowId, Ident>,
    /// Statics of the tables beside the common one.
    pub tables: IdVec<TableId, Ident>,
    /// Methods of the client.
    pub methods: IdVec<EndpointId, Ident>,
    /// Request struct of each endpoint.
    pub requests: IdVec<EndpointId, Request>,
    /// Fields that the parameters of each endpoint become.
    pub params: IdVec<EndpointId, Vec<Ident>>,
    /// Statics of named envelopes.
    pub envelopes: IdVec<EnvelopeId, Ident>,
    /// What the user of the client sets.
    pub settings: Settings,
    /// Server constants.
    pub servers: Vec<Ident>,
    /// Functions of servers with variables, and their arguments.
    pub server_functions: Vec<(Ident, Vec<Ident>)>,
    /// Names that identifiers of the generator's own may look like.
    pub foreign: Foreign,
}

/// Where the request struct of an endpoint comes from.
#[derive(Debug, Clone)]
pub enum Request {
    /// The endpoint's `request:` type itself: a struct that nothing else uses.
    Own(Ident, TypeId),
    /// A struct of its own that holds the body, if there is one.
    Wrapper(Ident),
}

/// Methods that every client has.
const CLIENT_METHODS: &[&str] = &["new", "with_transport", "configure", "call", "clone", "fmt"];

impl Names {
    /// Names everything; collisions are reported.
    #[must_use]
    pub fn of(api: &Api, analysis: &Analysis, diags: &mut Diagnostics) -> Self {
        let (types, requests) = types(api, analysis, diags);
        let (members, params) = fields(api, &requests, diags);
        let (settings, mut methods) = methods(api, diags);
        let mut servers = Scope::new("server", &[]);
        for server in &api.servers {
            servers.key(snake(server.name.as_str()).to_uppercase(), &server.name);
        }
        let mut names = Self {
            types,
            members,
            rows: rows::variants(api, diags).into_iter().collect(),
            tables: rows::tables(api, diags).into_iter().collect(),
            settings: calls::with_methods(api, settings, methods.split_off(api.endpoints.len())),
            methods: methods.into_iter().collect(),
            requests,
            params,
            envelopes: calls::envelopes(api, diags).into_iter().collect(),
            servers: servers.settle(diags),
            server_functions: api.servers.iter().map(|at| calls::server_function(at, diags)).collect(),
            foreign: Foreign::default(),
        };
        names.foreign = Foreign::of(api, &names);
        lookalike::check(api, &names, diags);
        names
    }
}

/// The settings, and the methods of the client: those of the endpoints, then those of the settings, then those that set who
/// gives them.
fn methods(api: &Api, diags: &mut Diagnostics) -> (Vec<Ident>, Vec<Ident>) {
    let (settings, origins): (Vec<Ident>, Vec<Spanned<String>>) =
        calls::settings(api, diags).into_iter().unzip();
    let what = if settings.is_empty() { "endpoint" } else { "client method" };
    let mut scope = Scope::new(what, CLIENT_METHODS);
    for endpoint in &api.endpoints {
        scope.key(snake(endpoint.name.as_str()), &endpoint.name);
    }
    // Two settings of one name are reported as such.
    for (setting, origin) in settings.iter().zip(&origins) {
        let method = Spanned::new(setter(setting).to_string(), origin.span);
        scope.setting(method.value.clone(), &method);
    }
    for at in calls::given(api, settings.len()) {
        if let (Some(setting), Some(origin)) = (settings.get(at), origins.get(at)) {
            let method = Spanned::new(format!("{}_from", setter(setting)), origin.span);
            scope.setting(method.value.clone(), &method);
        }
    }
    (settings, scope.settle(diags))
}

/// The fields or values of each type, and the fields of parameters. Those of a request struct share its scope.
fn fields(
    api: &Api,
    requests: &IdVec<EndpointId, Request>,
    diags: &mut Diagnostics,
) -> (IdVec<TypeId, Vec<Ident>>, IdVec<EndpointId, Vec<Ident>>) {
    let mut owners = api.types.filled(None);
    let mut params = requests.map(|id, request| match request {
        Request::Own(_, ty) => {
            owners[*ty] = Some(id);
            Vec::new()
        }
        Request::Wrapper(_) => calls::wrapper_fields(&api.endpoints[id], diags),
    });
    let members = api.types.map(|id, def| {
        let owner = owners[id].map(|owner| (owner, &api.endpoints[owner]));
        let mut names = members(api, &def.kind, owner.map(|(_, endpoint)| endpoint), diags);
        if let Some((owner, endpoint)) = owner {
            params[owner] = names.split_off(names.len().saturating_sub(endpoint.params.len()));
        }
        names
    });
    (members, params)
}

/// Types and request structs share a module.
fn types(
    api: &Api,
    analysis: &Analysis,
    diags: &mut Diagnostics,
) -> (IdVec<TypeId, Ident>, IdVec<EndpointId, Request>) {
    let mut scope = Scope::new("type", &[]);
    for def in &api.types {
        scope.key(upper_camel(def.name.as_str()), &def.name);
    }
    let mut own = Vec::new();
    let mut methods = BTreeSet::new();
    for endpoint in &api.endpoints {
        let used_once = endpoint.request_type().and_then(|ty| match ty {
            Type::Named(id) if analysis.get(*id).uses == 1 => {
                let is_struct = matches!(api.types[*id].kind, TypeKind::Struct(_));
                is_struct.then_some(*id)
            }
            _ => None,
        });
        own.push(used_once);
        // Two endpoints of one name are reported as such.
        let is_first = methods.insert(snake(endpoint.name.as_str()));
        if used_once.is_none() && is_first {
            scope.derived(upper_camel(endpoint.name.as_str()) + "Request", &endpoint.name);
        }
    }
    let mut types = scope.settle(diags);
    let mut wrappers = types.split_off(api.types.len()).into_iter();
    let types: IdVec<TypeId, Ident> = types.into_iter().collect();
    let requests = own.into_iter().map(|own| match own {
        Some(id) => Request::Own(types[id].clone(), id),
        None => Request::Wrapper(wrappers.next().unwrap_or_else(|| ident("Request"))),
    });
    let requests = requests.collect();
    (types, requests)
}

/// The fields or values of a type; behind them the parameters of the endpoint whose request struct it is.
fn members(api: &Api, kind: &TypeKind, endpoint: Option<&Endpoint>, diags: &mut Diagnostics) -> Vec<Ident> {
    let mut scope;
    match kind {
        TypeKind::Struct(fields) => {
            scope = Scope::new("field", &[]);
            for field in fields {
                match &field.name {
                    Some(name) => scope.name(snake_as_written(name, diags), name),
                    None => scope.key(snake(field.key.as_str()), &field.key),
                }
            }
            for param in endpoint.iter().flat_map(|endpoint| &endpoint.params) {
                calls::push_param(&mut scope, &param.field, diags);
            }
        }
        TypeKind::Enum(values) => {
            scope = Scope::new("value", &[]);
            for value in &values.values {
                match &value.name {
                    Some(name) => scope.key(upper_camel(name.as_str()), name),
                    None => scope.derived(upper_camel(value.wire.as_str()), &value.wire),
                }
            }
        }
        TypeKind::Union(union) => {
            scope = Scope::new("variant", &[]);
            let words: Vec<String> =
                union.variants.iter().map(|variant| variant_word(api, &variant.ty)).collect();
            for (variant, word) in union.variants.iter().zip(&words) {
                match (&variant.name, &variant.key, &union.tag) {
                    (Some(name), _, _) => scope.name(upper_camel_as_written(name, diags), name),
                    (None, Some(key), Tag::None) => scope.key(upper_camel(key.as_str()), key),
                    (None, Some(key), _) => scope.derived(upper_camel(key.as_str()), key),
                    (None, None, _) => {
                        let name = upper_camel(word);
                        let is_alone = words.iter().filter(|other| *other == word).count() == 1;
                        let word = Spanned::new(word.clone(), variant.ty.span);
                        // Nothing of their own tells two of one word apart.
                        if is_alone { scope.derived(name, &word) } else { scope.name(name, &word) }
                    }
                }
            }
        }
        TypeKind::Alias(_) => return Vec::new(),
    }
    scope.settle(diags)
}

/// What a type of a union is called when nobody named it: its own name, or what it is made of.
fn variant_word(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => String::from("Integer"),
        Type::Scalar(Scalar::F64) => String::from("Number"),
        Type::Scalar(scalar) => scalar.word().split(' ').next().unwrap_or_default().to_owned(),
        Type::List(inner) => format!("{}_list", variant_word(api, inner)),
        Type::Map(inner) => format!("{}_map", variant_word(api, inner)),
        Type::Named(id) => api.types[*id].name.value.clone(),
        Type::Applied(id, argument) => {
            let name = api.types[*id].name.as_str();
            format!("{name}_{}", variant_word(api, argument))
        }
        Type::Parameter(name) => name.clone(),
        Type::Error => String::from("Unknown"),
        Type::Nullable(inner) | Type::Limited(inner, _) => variant_word(api, inner),
    }
}

fn upper_camel_as_written(name: &Spanned<String>, diags: &mut Diagnostics) -> String {
    as_written(name, upper_camel(name.as_str()), "UpperCamelCase", diags)
}

fn snake_as_written(name: &Spanned<String>, diags: &mut Diagnostics) -> String {
    as_written(name, snake(name.as_str()), "snake_case", diags)
}

/// `name:` is used as it is, so it must already be what it would become. Acronyms (`HTTPStatus`) are the author's choice.
fn as_written(name: &Spanned<String>, converted: String, case: &str, diags: &mut Diagnostics) -> String {
    let text = name.as_str();
    let starts_right = match case {
        "snake_case" => text.starts_with(|c: char| !c.is_uppercase()),
        _ => text.starts_with(|c: char| !c.is_lowercase()) && !text.contains('_'),
    };
    let is_ident = text.starts_with(unicode_ident::is_xid_start)
        && text.chars().all(|c| unicode_ident::is_xid_continue(c) && lookalike::is_common(c));
    let is_right = if case == "snake_case" { converted == text } else { is_ident && starts_right };
    if is_right {
        return text.nfc().collect();
    }
    diags.push(
        Diagnostic::new(Code::BadRustName, name.span, format!("`{text}` is not a name in {case}"))
            .help(format!("write `name: {converted}`"))
            .fix(name.span, converted.clone(), Applicability::Guess),
    );
    converted
}

/// Keywords of every edition, reserved ones included (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a word is one of Rust's own.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || NEVER_RAW.contains(&word)
}

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// An identifier; keywords are written raw, and `self`, `Self`, `super` and `crate` get a `_`.
#[expect(clippy::disallowed_methods, reason = "this file owns identifiers")]
#[must_use]
pub fn ident(name: &str) -> Ident {
    let call_site = TokenSpan::call_site();
    let is_ident = name.starts_with(|c: char| c == '_' || unicode_ident::is_xid_start(c))
        && name.chars().all(unicode_ident::is_xid_continue);
    if !is_ident {
        // Not reached by names made in this file; a safe spelling all the same.
        return Ident::new(&format!("name_{:016x}", stubwright_spec::fnv1a(name.as_bytes())), call_site);
    }
    if NEVER_RAW.contains(&name) {
        return Ident::new(&format!("{name}_"), call_site);
    }
    if KEYWORDS.contains(&name) {
        return Ident::new_raw(name, call_site);
    }
    Ident::new(name, call_site)
}

/// `with_` and the field.
#[must_use]
pub fn setter(field: &Ident) -> Ident {
    let field = field.to_string();
    // `_1` has its `_` only because a digit cannot come first.
    ident(&format!("with_{}", field.trim_start_matches("r#").trim_start_matches('_')))
}

#[cfg(test)]
mod tests {
    use super::ident;

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("gen").to_string(), "r#gen");
        assert_eq!(ident("self").to_string(), "self_");
        assert_eq!(ident("Self").to_string(), "Self_");
        assert_eq!(ident("_").to_string(), "__");
        for broken in ["", "a b", "1", "r#type", "a\u{202e}b"] {
            assert!(ident(broken).to_string().starts_with("name_"), "{broken:?}");
        }
    }
}
