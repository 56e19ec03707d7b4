//! Whether the list of public items has whatever generated code has that is public.

use std::collections::BTreeSet;

use quote::ToTokens;
use stubwright_codegen::diff::Revision;
use stubwright_codegen::public::{Item, Member, PublicItems};
use stubwright_codegen::write::beside;
use stubwright_codegen::{GeneratedFile, Options, generate_with};
use stubwright_spec::stack::on_large_stack;
use syn::{Fields, ImplItem, Type, Visibility};

use super::case;
use crate::cases::{platforms, sound};

/// Items of every module, which the list leaves out: paths, and members of every item or of every request.
const EVERYWHERE: [&str; 11] = [
    "Error",
    "Client::new()",
    "Client::with_transport()",
    "Client::configure()",
    "Client::call()",
    "ErrorCode::Unrecognized",
    "types",
    "blocking",
    "runtime",
    "::ERRORS",
    "::__Unknown",
];

/// Items of every module of a kind: a success that is not declared, and headers that are read.
const OF_A_KIND: [&str; 2] = ["::Undeclared", "impl From<&rt::http::HeaderMap> for "];

/// The public items of code: `types::Pet`, `types::Pet::name`, `types::Pet::with_name()`.
#[derive(Default)]
struct Code {
    found: BTreeSet<String>,
    /// The methods of the blocking client.
    blocking: BTreeSet<String>,
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens without spaces.
fn plain(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// A type without its arguments and without the path of the module that it is in.
fn name(ty: &Type) -> String {
    let text = plain(ty);
    let text = text.split('<').next().unwrap_or_default();
    text.rsplit("::").next().unwrap_or_default().to_owned()
}

impl Code {
    fn read(files: &[GeneratedFile]) -> Self {
        let mut code = Self::default();
        for file in files.iter().filter(|file| file.path != "tests.rs") {
            let parsed = syn::parse_file(&file.text).expect("Rust");
            let module = match file.path.as_str() {
                "types.rs" => "types::",
                "blocking.rs" => "blocking::",
                _ => "",
            };
            code.items(module, &parsed.items);
        }
        code
    }

    fn items(&mut self, module: &str, items: &[syn::Item]) {
        for item in items {
            match item {
                syn::Item::Struct(item) if is_public(&item.vis) => {
                    self.add(format!("{module}{}", item.ident));
                    self.fields(&format!("{module}{}", item.ident), &item.fields);
                }
                syn::Item::Enum(item) if is_public(&item.vis) => {
                    self.add(format!("{module}{}", item.ident));
                    for variant in &item.variants {
                        self.add(format!("{module}{}::{}", item.ident, variant.ident));
                    }
                }
                syn::Item::Type(item) if is_public(&item.vis) => self.add(format!("{module}{}", item.ident)),
                syn::Item::Const(item) if is_public(&item.vis) => self.add(format!("{module}{}", item.ident)),
                syn::Item::Static(item) if is_public(&item.vis) => {
                    self.add(format!("{module}{}", item.ident))
                }
                syn::Item::Trait(item) if is_public(&item.vis) => self.add(format!("{module}{}", item.ident)),
                syn::Item::Fn(item) if is_public(&item.vis) => {
                    self.add(format!("{module}{}()", item.sig.ident))
                }
                syn::Item::Mod(item) if is_public(&item.vis) => {
                    self.add(format!("{module}{}", item.ident));
                    let inner = item.content.as_ref().map(|(_, items)| items.as_slice()).unwrap_or_default();
                    self.items(&format!("{module}{}::", item.ident), inner);
                }
                syn::Item::Impl(item) => self.implementation(module, item),
                // Items that depend on a feature are in a macro; the tables of types are in others, and don't count as
                // items.
                syn::Item::Macro(item) => {
                    if let Ok(inner) = syn::parse2::<syn::File>(item.mac.tokens.clone()) {
                        self.items(module, &inner.items);
                    }
                }
                _ => {}
            }
        }
    }

    fn implementation(&mut self, module: &str, item: &syn::ItemImpl) {
        let is_blocking = module == "blocking::" || plain(&item.self_ty).contains("blocking::");
        let name = name(&item.self_ty);
        let module = match name.as_str() {
            "Client" if is_blocking => "blocking::",
            "Client" if module.is_empty() => "",
            "ErrorCode" | "ErrorBody" if module.is_empty() => "",
            _ => "types::",
        };
        if let Some((path, _)) = &item.trait_ {
            let of = plain(path);
            if let Some((_, from)) = of.split_once("::convert::From<") {
                self.add(format!("impl From<{from} for {module}{name}"));
            }
            return;
        }
        for item in &item.items {
            match item {
                ImplItem::Const(item) if is_public(&item.vis) => {
                    self.add(format!("{module}{name}::{}", item.ident));
                }
                ImplItem::Fn(item) if is_public(&item.vis) => {
                    self.add(format!("{module}{name}::{}()", item.sig.ident));
                }
                _ => {}
            }
        }
    }

    fn fields(&mut self, path: &str, fields: &Fields) {
        for field in fields.iter().filter(|field| is_public(&field.vis)) {
            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            self.add(format!("{path}::{name}"));
        }
    }

    fn add(&mut self, path: String) {
        match path.strip_prefix("blocking::") {
            Some(path) => self.blocking.insert(path.to_owned()),
            None => self.found.insert(path),
        };
    }
}

/// The contents of the list, in the same form.
fn listed(items: &PublicItems) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for item in &items.items {
        // A module without constants is not there.
        if item.kind == "mod" && item.members.is_empty() {
            continue;
        }
        let path = item.path();
        all.insert(path.split('<').next().unwrap_or_default().to_owned());
        all.extend(item.members.iter().filter(|member| member.name != "=").map(|member| shown(item, member)));
    }
    all
}

fn shown(item: &Item, member: &Member) -> String {
    let base = Item { name: item.name.split('<').next().unwrap_or_default().to_owned(), ..item.clone() };
    if member.name.starts_with("From<") {
        return base.path_of(member).replace(", ", ",");
    }
    // Variants hold values, and functions take them.
    let is_function = !item.kind.ends_with("enum") && member.text[member.name.len()..].starts_with('(');
    format!("{}{}", base.path_of(member), if is_function { "()" } else { "" })
}

fn differences(files: &[GeneratedFile], items: &PublicItems) -> Vec<String> {
    let Code { found, blocking } = Code::read(files);
    let listed = listed(items);
    let is_everywhere = |path: &String| {
        EVERYWHERE.iter().any(|one| path == one || (one.starts_with("::") && path.ends_with(one)))
            || OF_A_KIND.iter().any(|one| path.contains(one))
    };
    let mut wrong: Vec<String> = Vec::new();
    let missing = found.iter().filter(|path| !listed.contains(*path) && !is_everywhere(path));
    wrong.extend(missing.map(|path| format!("`{path}` is public and not listed")));
    let unknown = listed.iter().filter(|path| !found.contains(*path));
    wrong.extend(unknown.map(|path| format!("`{path}` is listed and not public")));
    let methods: BTreeSet<String> =
        found.iter().filter(|path| path.starts_with("Client::") || *path == "Client").cloned().collect();
    if methods != blocking {
        let apart: Vec<&String> = methods.symmetric_difference(&blocking).collect();
        wrong.push(format!("one of the clients alone has {apart:?}"));
    }
    wrong
}

#[test]
fn whatever_is_public_is_listed() {
    let mut wrong = Vec::new();
    let mut checked = 0;
    let mut compare = |name: &str, files: &[GeneratedFile], items: &PublicItems| {
        checked += usize::from(files.iter().any(|file| file.path == "preflight.rs"));
        wrong.extend(differences(files, items).into_iter().map(|text| format!("{name}: {text}")));
    };
    for case in sound().into_iter().chain(platforms()) {
        let options = case.options();
        let revision =
            on_large_stack(|| Revision::read(&case.file, &case.bytes, &mut beside(&case.path), &options));
        let revision = revision.expect("a version");
        compare(&case.name, &case.run().files, revision.items().expect("no errors"));
    }
    for case in case::all() {
        for spec in &case.specs {
            let options = Options::default();
            let read = || Revision::read("shop.yaml", spec.as_bytes(), &mut stubwright_spec::alone, &options);
            let client = generate_with("shop.yaml", spec.as_bytes(), &mut stubwright_spec::alone, &options);
            compare(&case.name, &client.files, read().items().expect("no errors"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 5, "{checked} clients have checks");
}
