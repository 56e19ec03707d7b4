//! Letters that look like others. rustc compares the names of a whole crate (`confusable_idents`,
//! `mixed_script_confusables`), and an attribute inside the crate cannot silence it; so our names avoid what they can.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{GeneralSecurityProfile, is_potential_mixed_script_confusable_char, skeleton};

use super::Names;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::model::{Api, TypeKind};
use stubwright_spec::source::{Span, Spanned};

/// Whether rustc takes the character in a name without a warning, in either case (UTS #39, section 3.1).
pub(super) fn is_common(c: char) -> bool {
    c.is_ascii() || c.to_lowercase().chain(c.to_uppercase()).all(GeneralSecurityProfile::identifier_allowed)
}

/// The name in Latin letters, when every other letter in it looks like a Latin one: `сode` with a Cyrillic first
/// letter is `code`.
pub(super) fn in_latin(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    name.chars().map(|c| if c.is_ascii() { Some(c) } else { latin_twin(c) }).collect()
}

/// The Latin letter that a letter of another alphabet looks like (UTS #39, section 4).
fn latin_twin(c: char) -> Option<char> {
    let is_foreign = AugmentedScriptSet::for_char(c) != AugmentedScriptSet::for_char('a');
    let mut looks = skeleton(c.encode_utf8(&mut [0; 4])).collect::<Vec<_>>().into_iter();
    let twin =
        looks.next().filter(|twin| twin.is_ascii_alphabetic() && is_foreign && looks.next().is_none())?;
    match twin {
        // The table has one letter for `I` and `l`.
        'l' if c.is_uppercase() => Some('I'),
        _ if c.is_uppercase() => Some(twin.to_ascii_uppercase()),
        _ if c.is_lowercase() => Some(twin.to_ascii_lowercase()),
        // Letters without case are no alphabet that is mistaken for Latin.
        _ => None,
    }
}

/// Warns of what rustc will warn of.
pub(super) fn check(api: &Api, names: &Names, diags: &mut Diagnostics) {
    let all = all(api, names);
    if all.iter().all(|(ident, _)| ident.to_string().is_ascii()) {
        return;
    }
    let mut looks: BTreeMap<String, (String, &Spanned<String>)> = BTreeMap::new();
    for (ident, written) in &all {
        let text = ident.to_string();
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
    lonely_letters(&all, diags);
}

/// The names of a spec that another identifier may look like.
#[derive(Debug, Clone, Default)]
pub struct Foreign {
    /// Every name, in ASCII or not.
    names: BTreeSet<String>,
    /// Those with other letters, and where they come from.
    foreign: Vec<(String, Span)>,
}

impl Foreign {
    pub(super) fn of(api: &Api, names: &Names) -> Self {
        let all = all(api, names);
        let mut this = Self::default();
        if all.iter().all(|(ident, _)| ident.to_string().is_ascii()) {
            return this;
        }
        for (ident, written) in all {
            let text = ident.to_string();
            if !text.is_ascii() && !this.names.contains(&text) {
                this.foreign.push((text.clone(), written.span));
            }
            this.names.insert(text);
        }
        this
    }

    /// Whether all names are ASCII, so that rustc compares none.
    pub(crate) fn is_empty(&self) -> bool {
        self.foreign.is_empty()
    }

    /// Warns of names that look like an identifier that the generator wrote itself: `written` are all of the output.
    pub(crate) fn check(&self, written: &BTreeSet<String>, diags: &mut Diagnostics) {
        let look = |text: &str| skeleton(text).collect::<String>();
        let own = written.iter().filter(|text| !self.names.contains(*text));
        let own: BTreeMap<String, &String> = own.map(|text| (look(text), text)).collect();
        for (text, span) in &self.foreign {
            if let Some(other) = own.get(&look(text)) {
                let message = format!("the names `{text}` and `{other}` are different but look the same");
                diags.push(
                    Diagnostic::new(Code::LookAlikes, *span, message)
                        .note(format!(
                            "`{other}` is in the generated code of every spec, and rustc warns about such names"
                        ))
                        .help(ELSEWISE),
                );
            }
        }
    }
}

/// What to do about a name that looks like another.
const ELSEWISE: &str =
    "give it a name with other letters, using `name:` or a map such as `enum: {Circle: 〇}`";

/// Letters that also look like those of another alphabet are taken for a mistake when no other letter of theirs stands
/// in any name: the rule of rustc's `mixed_script_confusables`.
fn lonely_letters(all: &[(&Ident, &Spanned<String>)], diags: &mut Diagnostics) {
    let mut verified = vec![AugmentedScriptSet::for_char('a')];
    let mut suspects = Vec::new();
    for (ident, written) in all {
        let text = ident.to_string();
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
fn all<'a>(api: &'a Api, names: &'a Names) -> Vec<(&'a Ident, &'a Spanned<String>)> {
    let mut all: Vec<(&Ident, &Spanned<String>)> = Vec::new();
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

#[cfg(test)]
mod tests {
    use super::in_latin;

    #[test]
    fn only_what_looks_wholly_latin_is_latin() {
        let rows = [
            ("сode", Some("code")),
            ("оса", Some("oca")),
            ("ΑΒΕ", Some("ABE")),
            ("Іd", Some("Id")),
            ("code", None),
            ("дата", None),
            ("straße", None),
            ("签署方", None),
            ("口", None),
            ("ها", None),
        ];
        for (text, expected) in rows {
            assert_eq!(in_latin(text).as_deref(), expected, "{text}");
        }
    }
}
