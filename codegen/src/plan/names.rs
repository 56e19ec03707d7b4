//! Names → Rust identifiers. The only file that knows case conversion, keywords and `Ident::new`.
//!
//! A name the author wrote keeps its meaning or is an error; a name derived from a wire value gets a suffix computed
//! from that value when it collides, never from its position, so that a new value does not rename an old one.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span as TokenSpan};
use unicode_normalization::UnicodeNormalization;

use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::model::facts::Facts;
use crate::model::{Api, Type, TypeKind};
use crate::source::{Span, Spanned};

/// The identifiers of one API; every list is parallel to the model's.
#[derive(Debug, Clone)]
pub struct Names {
    /// Types.
    pub types: Vec<Ident>,
    /// Fields or enum values of each type.
    pub members: Vec<Vec<Ident>>,
    /// Rows of the error table.
    pub rows: Vec<Ident>,
    /// Methods of the client.
    pub methods: Vec<Ident>,
    /// Request struct of each endpoint.
    pub requests: Vec<Request>,
    /// Server constants.
    pub servers: Vec<Ident>,
}

/// Where the request struct of an endpoint comes from.
#[derive(Debug, Clone)]
pub enum Request {
    /// The endpoint's `request:` type itself: a struct that nothing else uses.
    Own(Ident),
    /// A struct of its own that holds the body, if there is one.
    Wrapper(Ident),
}

/// Methods that every client has.
const CLIENT_METHODS: &[&str] = &["new", "with_transport", "configure", "call", "clone", "fmt"];

impl Names {
    /// Names everything; collisions are reported.
    #[must_use]
    pub fn of(api: &Api, facts: &Facts, diags: &mut Diagnostics) -> Self {
        let (types, requests) = types(api, facts, diags);
        let members = api.types.iter().map(|def| members(&def.kind, diags)).collect();
        let mut rows = Scope::new("error code", &["Unrecognized"]);
        for row in &api.errors {
            match &row.name {
                Some(name) => rows.author(upper_camel_as_written(name, diags), name),
                None => rows.derived(prefix_digit(upper_camel(row.code.as_str()), "E"), &row.code),
            }
        }
        let mut methods = Scope::new("endpoint", CLIENT_METHODS);
        for endpoint in &api.endpoints {
            methods.author(snake(endpoint.name.as_str()), &endpoint.name);
        }
        let mut servers = Scope::new("server", &[]);
        for server in &api.servers {
            servers.author(snake(server.name.as_str()).to_uppercase(), &server.name);
        }
        Self {
            types,
            members,
            rows: rows.settle(diags),
            methods: methods.settle(diags),
            requests,
            servers: servers.settle(diags),
        }
    }
}

/// Types and request structs share a module.
fn types(api: &Api, facts: &Facts, diags: &mut Diagnostics) -> (Vec<Ident>, Vec<Request>) {
    let mut scope = Scope::new("type", &[]);
    for def in &api.types {
        scope.author(upper_camel(def.name.as_str()), &def.name);
    }
    let mut own = Vec::new();
    for endpoint in &api.endpoints {
        let used_once = endpoint.request.as_ref().and_then(|ty| match ty {
            Type::Named(id) if facts.get(*id).uses == 1 => {
                let is_struct = api.ty(*id).is_some_and(|def| matches!(def.kind, TypeKind::Struct(_)));
                is_struct.then_some(*id)
            }
            _ => None,
        });
        own.push(used_once);
        if used_once.is_none() {
            scope.derived(upper_camel(endpoint.name.as_str()) + "Request", &endpoint.name);
        }
    }
    let mut types = scope.settle(diags);
    let mut wrappers = types.split_off(api.types.len()).into_iter();
    let requests = own.into_iter().map(|own| match own.and_then(|id| types.get(id.0 as usize)) {
        Some(ident) => Request::Own(ident.clone()),
        None => Request::Wrapper(wrappers.next().unwrap_or_else(|| ident("Request"))),
    });
    let requests = requests.collect();
    (types, requests)
}

fn members(kind: &TypeKind, diags: &mut Diagnostics) -> Vec<Ident> {
    let mut scope;
    match kind {
        TypeKind::Struct(fields) => {
            scope = Scope::new("field", &[]);
            for field in fields {
                match &field.name {
                    Some(name) => scope.author(snake_as_written(name, diags), name),
                    None => scope.author(snake(field.key.as_str()), &field.key),
                }
            }
        }
        TypeKind::Enum(values) => {
            scope = Scope::new("value", &[]);
            for value in &values.values {
                match &value.name {
                    Some(name) => scope.author(upper_camel(name.as_str()), name),
                    None => scope.derived(upper_camel(value.wire.as_str()), &value.wire),
                }
            }
        }
        TypeKind::Alias(_) => return Vec::new(),
    }
    scope.settle(diags)
}

/// Names that must differ from each other.
struct Scope {
    what: &'static str,
    reserved: &'static [&'static str],
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    written: String,
    span: Span,
    is_derived: bool,
}

impl Scope {
    fn new(what: &'static str, reserved: &'static [&'static str]) -> Self {
        Self { what, reserved, entries: Vec::new() }
    }

    fn author(&mut self, name: String, written: &Spanned<String>) {
        self.push(name, written, false);
    }

    fn derived(&mut self, name: String, written: &Spanned<String>) {
        self.push(name, written, true);
    }

    fn push(&mut self, mut name: String, written: &Spanned<String>, is_derived: bool) {
        if self.reserved.contains(&name.as_str()) {
            name.push('_');
        }
        self.entries.push(Entry { name, written: written.value.clone(), span: written.span, is_derived });
    }

    /// The identifiers in the order they were added.
    fn settle(mut self, diags: &mut Diagnostics) -> Vec<Ident> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            groups.entry(entry.name.clone()).or_default().push(index);
        }
        for (name, mut members) in groups {
            // The same text twice was reported where it was read.
            members.dedup_by_key(|index| self.entries[*index].written.clone());
            if members.len() > 1 {
                self.collision(&name, &members, diags);
            }
        }
        self.entries.iter().map(|entry| ident(&entry.name)).collect()
    }

    fn collision(&mut self, name: &str, members: &[usize], diags: &mut Diagnostics) {
        let (derived, authors): (Vec<usize>, Vec<usize>) =
            members.iter().partition(|index| self.entries[**index].is_derived);
        if let [first, rest @ ..] = authors.as_slice() {
            let first = &self.entries[*first];
            for entry in rest.iter().map(|index| &self.entries[*index]) {
                diags.push(
                    Diagnostic::new(
                        Code::NameCollision,
                        entry.span,
                        format!(
                            "the {}s `{}` and `{}` are both `{name}` in Rust",
                            self.what, first.written, entry.written
                        ),
                    )
                    .and(first.span, "the other one")
                    .help(format!("rename one of them, for instance with `name: {name}_2`")),
                );
            }
        }
        let Some(place) = derived.first().map(|index| self.entries[*index].span) else { return };
        let spellings: Vec<String> =
            members.iter().map(|index| format!("`{}`", self.entries[*index].written)).collect();
        diags.push(
            Diagnostic::new(
                Code::DerivedCollision,
                place,
                format!("{} all become `{name}` in Rust", spellings.join(", ")),
            )
            .note("each got a suffix computed from its own text")
            .help("give them names of their own"),
        );
        for index in derived {
            let entry = &mut self.entries[index];
            entry.name = format!("{name}X{}", short_hash(&entry.written));
        }
    }
}

/// Four hexadecimal digits of the text's FNV-1a hash.
fn short_hash(text: &str) -> String {
    format!("{:04x}", crate::fnv1a(text.as_bytes()) & 0xffff)
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
    let is_ident =
        text.starts_with(unicode_ident::is_xid_start) && text.chars().all(unicode_ident::is_xid_continue);
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

/// `signFileType` → `sign_file_type`; `3d` → `_3d`; nothing → `empty`.
#[expect(clippy::disallowed_methods, reason = "this file owns case conversion")]
#[must_use]
pub fn snake(text: &str) -> String {
    prefix_digit(separate(text).to_snake_case(), "_")
}

/// `sign_file_type` → `SignFileType`; `v1.2` → `V1_2`; `3d` → `N3d`.
#[expect(clippy::disallowed_methods, reason = "this file owns case conversion")]
#[must_use]
pub fn upper_camel(text: &str) -> String {
    let mut name = String::new();
    for word in separate(text).to_snake_case().split('_') {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        if first.is_ascii_digit() && name.ends_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.extend(first.to_uppercase());
        name.push_str(chars.as_str());
    }
    prefix_digit(name, "N")
}

fn prefix_digit(name: String, prefix: &str) -> String {
    // `N` was put by `upper_camel`; an error code wants another letter.
    let digits = name.strip_prefix('N').filter(|rest| prefix == "E" && starts_with_digit(rest));
    match digits {
        Some(digits) => format!("{prefix}{digits}"),
        None if name.starts_with(unicode_ident::is_xid_start) => name,
        None => format!("{prefix}{name}"),
    }
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Words separated by `_`: text normalised (NFC), symbols turned into separators or words, acronyms made regular.
fn separate(text: &str) -> String {
    let text: Vec<char> = text.trim().nfc().collect();
    let is_word = |c: char| unicode_ident::is_xid_continue(c) && c != '_';
    if !text.iter().any(|c| is_word(*c)) {
        return symbols_only(&text);
    }
    let mut out = String::new();
    let mut at = 0;
    if let (Some(sign), Some(next)) = (text.first(), text.get(1))
        && next.is_ascii_digit()
        && let Some(word) = sign_word(*sign)
    {
        out.push_str(word);
        at = 1;
        out.push('_');
    }
    while let Some(c) = text.get(at) {
        if !is_word(*c) {
            out.push('_');
            at += 1;
            continue;
        }
        let run = text[at..].iter().take_while(|c| is_word(**c)).count();
        push_run(&text[at..at + run], &mut out);
        at += run;
    }
    out
}

fn sign_word(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "plus",
        '-' => "minus",
        '<' => "lt",
        '>' => "gt",
        '=' => "eq",
        '!' => "not",
        _ => return None,
    })
}

/// Words that are one word although capitals stand inside.
const WHOLE: &[(&str, &str)] =
    &[("IPv4", "Ipv4"), ("IPv6", "Ipv6"), ("OAuth", "Oauth"), ("GitHub", "Github"), ("iOS", "Ios")];

/// A run of letters and digits; `URLs` is one word, and so are the known ones.
fn push_run(run: &[char], out: &mut String) {
    let mut text: String = run.iter().collect();
    for (from, to) in WHOLE {
        text = text.replace(from, to);
    }
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let plural = *c == 's'
            && at >= 2
            && chars[at - 1].is_uppercase()
            && chars[at - 2].is_uppercase()
            && chars.get(at + 1).is_none_or(|next| next.is_uppercase());
        out.push(if plural { 'S' } else { *c });
        if plural && at + 1 < chars.len() {
            out.push('_');
        }
    }
}

/// Every symbol becomes a word, so that `<` and `<=` differ.
fn symbols_only(text: &[char]) -> String {
    let joined: String = text.iter().collect();
    let pair = match joined.as_str() {
        "" => Some("empty"),
        "<=" => Some("le"),
        ">=" => Some("ge"),
        "!=" => Some("ne"),
        "==" => Some("eq_eq"),
        _ => None,
    };
    if let Some(word) = pair {
        return word.to_owned();
    }
    let words: Vec<String> = text.iter().map(|c| symbol(*c)).collect();
    words.join("_")
}

fn symbol(c: char) -> String {
    let word = match c {
        '+' => "plus",
        '-' => "minus",
        '<' => "lt",
        '>' => "gt",
        '=' => "eq",
        '!' => "not",
        '*' => "star",
        '/' => "slash",
        '%' => "percent",
        '&' => "and",
        '|' => "pipe",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '^' => "caret",
        '~' => "tilde",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        ' ' => "blank",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}

/// Keywords of every edition, reserved ones included (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

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
        return Ident::new(&format!("name_{}", short_hash(name)), call_site);
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
    ident(&format!("with_{}", field.to_string().trim_start_matches("r#")))
}

#[cfg(test)]
mod tests {
    use super::{ident, snake, upper_camel};

    #[test]
    fn case_conversion() {
        let rows = [
            ("signFileType", "sign_file_type", "SignFileType"),
            (" signersInfos", "signers_infos", "SignersInfos"),
            ("PDF", "pdf", "Pdf"),
            ("CODE_SMS", "code_sms", "CodeSms"),
            ("oc_10011", "oc_10011", "Oc10011"),
            ("v1.2", "v1_2", "V1_2"),
            ("v12", "v12", "V12"),
            ("URLs", "urls", "Urls"),
            ("userIDs", "user_ids", "UserIds"),
            ("IDsOfUsers", "ids_of_users", "IdsOfUsers"),
            ("IPv6", "ipv6", "Ipv6"),
            ("3d", "_3d", "N3d"),
            ("100-continue", "_100_continue", "N100Continue"),
            ("$ref", "ref", "Ref"),
            ("x-rate-limit", "x_rate_limit", "XRateLimit"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("<", "lt", "Lt"),
            ("<=", "le", "Le"),
            ("!=", "ne", "Ne"),
            ("", "empty", "Empty"),
            ("_", "underscore", "Underscore"),
            ("😀", "u1f600", "U1f600"),
            ("中文字段", "中文字段", "中文字段"),
            ("e\u{301}tat", "état", "État"),
        ];
        for (text, in_snake, in_camel) in rows {
            assert_eq!(snake(text), in_snake, "{text:?}");
            assert_eq!(upper_camel(text), in_camel, "{text:?}");
        }
    }

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
