//! Letters that look like others. rustc compares the names of a whole crate (`confusable_idents`,
//! `mixed_script_confusables`), and an attribute inside the crate cannot silence it; so our names avoid what they can.

use std::collections::BTreeMap;

use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{is_potential_mixed_script_confusable_char, skeleton};

use super::ident::Name;
use super::table::Names;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::model::{Api, TypeKind};
use stubwright_spec::source::Spanned;

/// Warns of what rustc will warn of.
pub(super) fn check(all: &[(&Name, &Spanned<String>)], diags: &mut Diagnostics) {
    if all.iter().all(|(ident, _)| ident.as_str().is_ascii()) {
        return;
    }
    let mut looks: BTreeMap<String, (String, &Spanned<String>)> = BTreeMap::new();
    for (ident, written) in all {
        let text = ident.as_str().to_owned();
        let look: String = skeleton(&text).collect();
        let (other, first) = looks.entry(look).or_insert_with(|| (text.clone(), written));
        if *other != text && !(other.is_ascii() && text.is_ascii()) {
            diags.push(
                Diagnostic::new(
                    Code::LookAlikes,
                    written.span,
                    format!("the names `{other}` and `{text}` are different but look the same"),
                )
                .and(first.span, "the other one")
                .note("rustc warns about such names anywhere in a crate")
                .help("give one of them a name with other letters"),
            );
        }
    }
    lonely_letters(all, diags);
}

/// Letters that also look like letters of another alphabet are taken for a mistake when no other letter of their script
/// is in any name: the rule of rustc's `mixed_script_confusables`.
fn lonely_letters(all: &[(&Name, &Spanned<String>)], diags: &mut Diagnostics) {
    let mut verified = vec![AugmentedScriptSet::for_char('a')];
    let mut suspects = Vec::new();
    for (ident, written) in all {
        let text = ident.as_str().to_owned();
        if text.is_ascii() {
            continue;
        }
        let scripts = AugmentedScriptSet::for_str(&text);
        if text.chars().all(is_potential_mixed_script_confusable_char) {
            suspects.push((scripts, text, written));
        } else {
            verified.push(scripts);
        }
    }
    let is_within = |known: &AugmentedScriptSet, scripts: AugmentedScriptSet| {
        let mut both = *known;
        both.intersect_with(scripts);
        both == *known
    };
    let is_known = |scripts: &AugmentedScriptSet| {
        scripts.is_all() || verified.iter().any(|known| is_within(known, *scripts))
    };
    if let Some((_, text, written)) = suspects.into_iter().find(|(scripts, ..)| !is_known(scripts)) {
        diags.push(
            Diagnostic::new(
                Code::LookAlikes,
                written.span,
                format!("every letter of `{text}` looks like a letter of another alphabet"),
            )
            .note("rustc warns if nothing else in the crate is written in this alphabet")
            .help("give it a name with other letters, using `name:` or a map such as `enum: {One: 一}`"),
        );
    }
}

/// Every name with the text that it comes from.
pub(super) fn all<'a>(api: &'a Api, names: &'a Names) -> Vec<(&'a Name, &'a Spanned<String>)> {
    let mut all: Vec<(&Name, &Spanned<String>)> = Vec::new();
    all.extend(names.types.iter().zip(api.types.iter().map(|def| &def.name)));
    for (members, def) in names.members.iter().zip(&api.types) {
        match &def.kind {
            TypeKind::Struct(fields) => all.extend(members.iter().zip(fields.iter().map(|field| &field.key))),
            TypeKind::Enum(values) => {
                all.extend(members.iter().zip(values.values.iter().map(|value| &value.wire)));
            }
            TypeKind::Union(union) => {
                let texts =
                    union.variants.iter().map(|variant| variant.name.as_ref().or(variant.key.as_ref()));
                all.extend(members.iter().zip(texts).filter_map(|(ident, text)| Some((ident, text?))));
            }
            TypeKind::Alias(_) => {}
        }
    }
    all.extend(names.rows.iter().zip(api.errors.iter().map(|row| row.name.as_ref().unwrap_or(&row.code))));
    for (params, endpoint) in names.params.iter().zip(&api.endpoints) {
        all.extend(params.iter().zip(endpoint.params.iter().map(|param| &param.field.key)));
    }
    all.extend(names.methods.iter().zip(api.endpoints.iter().map(|endpoint| &endpoint.name)));
    all.extend(names.servers.iter().zip(api.servers.iter().map(|server| &server.name)));
    all
}
