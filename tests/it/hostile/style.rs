//! Rustc's lints about the case of names: `non_camel_case_types`, `non_snake_case`, `non_upper_case_globals`.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// Every name of a file that rustc would warn of.
pub(super) fn faults(tokens: TokenStream, file: &syn::File) -> Vec<String> {
    let mut found = Vec::new();
    declared(tokens, &mut found);
    let mut names = Names(found);
    names.visit_file(file);
    names.0
}

/// The names after keywords that declare them, in macros too.
fn declared(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for token in &tokens {
        if let TokenTree::Group(group) = token {
            declared(group.stream(), found);
        }
    }
    for (at, pair) in tokens.windows(2).enumerate() {
        // `'static` and `*const` declare nothing.
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        if matches!(before, Some(TokenTree::Punct(sign)) if matches!(sign.as_char(), '\'' | '*')) {
            continue;
        }
        if let [TokenTree::Ident(keyword), TokenTree::Ident(name)] = pair {
            let name = name.to_string();
            match keyword.to_string().as_str() {
                "struct" | "enum" | "type" | "trait" => camel(&name, found),
                "fn" | "mod" | "let" if name != "mut" => snake(&name, found),
                "static" | "const" if name != "fn" => upper(&name, found),
                _ => {}
            }
        }
    }
}

struct Names(Vec<String>);

impl Visit<'_> for Names {
    fn visit_variant(&mut self, variant: &syn::Variant) {
        camel(&variant.ident.to_string(), &mut self.0);
        visit::visit_variant(self, variant);
    }

    fn visit_field(&mut self, field: &syn::Field) {
        if let Some(ident) = &field.ident {
            snake(&ident.to_string(), &mut self.0);
        }
        visit::visit_field(self, field);
    }

    fn visit_type_param(&mut self, param: &syn::TypeParam) {
        camel(&param.ident.to_string(), &mut self.0);
    }

    fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
        snake(&pattern.ident.to_string(), &mut self.0);
    }
}

/// Does not begin with a small letter, and has no `_` next to a letter that has two cases.
fn camel(name: &str, found: &mut Vec<String>) {
    let inner: Vec<char> = name.trim_start_matches("r#").trim_matches('_').chars().collect();
    let has_case = |c: char| !c.to_lowercase().eq(c.to_uppercase());
    let is_wrong = |pair: &[char]| match pair {
        ['_', '_'] => true,
        ['_', c] | [c, '_'] => has_case(*c),
        _ => false,
    };
    if inner.first().is_some_and(|c| c.is_lowercase()) || inner.windows(2).any(is_wrong) {
        found.push(format!("type {name}"));
    }
}

/// Has no capital letter, and no two `_` inside.
fn snake(name: &str, found: &mut Vec<String>) {
    let inner = name.trim_start_matches("r#").trim_matches('_');
    if inner.contains("__") || inner.contains(char::is_uppercase) {
        found.push(format!("fn {name}"));
    }
}

/// Has no small letter.
fn upper(name: &str, found: &mut Vec<String>) {
    if name.contains(char::is_lowercase) {
        found.push(format!("static {name}"));
    }
}

#[test]
fn the_rules_are_those_of_rustc() {
    let mut found = Vec::new();
    for good in ["Ab", "V1_2", "ALL_", "__Unknown", "Self_", "签署", "X86_64", "Ab1"] {
        camel(good, &mut found);
    }
    for good in ["a_b", "_a", "a_", "r#type", "签", "self_", "a1", "_1"] {
        snake(good, &mut found);
    }
    for good in ["A__B", "TABLE_1", "_"] {
        upper(good, &mut found);
    }
    assert_eq!(found, Vec::<String>::new());
    for bad in ["ab", "A_b", "Unrecognized_Xf90e", "A__B", "A_1"] {
        camel(bad, &mut found);
    }
    for bad in ["aB", "a__b", "É"] {
        snake(bad, &mut found);
    }
    upper("ROWs", &mut found);
    assert_eq!(found.len(), 9, "{found:?}");
}
