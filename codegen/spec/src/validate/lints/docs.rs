//! Texts for people.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, TypeKind};
use crate::source::Spanned;
use crate::validate::checked::Checked;

/// An endpoint without documentation.
pub(super) fn undocumented(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for endpoint in checked.api.endpoints.iter().filter(|endpoint| endpoint.doc.is_none()) {
        let message = format!("the endpoint `{}` has no documentation", endpoint.name.value);
        diags.push(
            Diagnostic::new(Code::NoDocumentation, endpoint.name.span, message)
                .help("add `doc:` with what the operation does"),
        );
    }
}

/// A thing that can be deprecated, and documented.
struct Thing<'a> {
    noun: &'static str,
    name: &'a Spanned<String>,
    doc: Option<&'a Spanned<String>>,
    is_deprecated: bool,
}

fn things(api: &Api) -> Vec<Thing<'_>> {
    let mut all = Vec::new();
    for endpoint in &api.endpoints {
        let doc = endpoint.doc.as_ref();
        let is_deprecated = endpoint.deprecated;
        all.push(Thing { noun: "endpoint", name: &endpoint.name, doc, is_deprecated });
    }
    for (owner, field) in super::fields::all(api) {
        let doc = field.doc.as_ref();
        all.push(Thing { noun: owner.noun(), name: &field.key, doc, is_deprecated: field.deprecated });
    }
    for def in &api.types {
        let doc = def.doc.as_ref();
        all.push(Thing { noun: "type", name: &def.name, doc, is_deprecated: def.deprecated });
        match &def.kind {
            TypeKind::Enum(of) => all.extend(of.values.iter().map(|value| Thing {
                noun: "value",
                name: value.name.as_ref().unwrap_or(&value.wire),
                doc: value.doc.as_ref(),
                is_deprecated: value.deprecated,
            })),
            TypeKind::Union(union) => all.extend(union.variants.iter().filter_map(|variant| {
                let (doc, is_deprecated) = (variant.doc.as_ref(), variant.deprecated);
                Some(Thing { noun: "variant", name: variant.key.as_ref()?, doc, is_deprecated })
            })),
            TypeKind::Struct(_) | TypeKind::Alias(_) => {}
        }
    }
    all
}

/// Something that should no longer be used, without a word about what to use in its place.
pub(super) fn without_replacement(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for thing in things(checked.api).into_iter().filter(|thing| thing.is_deprecated && thing.doc.is_none()) {
        let Thing { noun, name, .. } = thing;
        diags.push(
            Diagnostic::new(
                Code::NoReplacement,
                name.span,
                format!("the {noun} `{}` is deprecated, and nothing says what replaces it", name.value),
            )
            .help("add `doc:` with what to use in its place, such as `doc: Use create_order.`"),
        );
    }
}

/// Notes of authors to themselves. They are written in capitals, or in scripts without case.
const NOTES: &[&str] = &["TODO", "FIXME", "XXX", "TBD", "待补充", "待完善", "要追記", "추후 작성"];

pub(super) fn unfinished(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    let of_rows = api.errors.iter().flat_map(|row| [&row.message, &row.solution]).flat_map(|text| &text.main);
    let own = api.title.iter().chain(&api.doc);
    let docs = things(api).into_iter().filter_map(|thing| thing.doc);
    for text in own.chain(docs).chain(of_rows) {
        if let Some(note) = NOTES.iter().find(|note| has_word(text.as_str(), note)) {
            diags.push(
                Diagnostic::new(Code::UnfinishedText, text.span, format!("the text says `{note}`"))
                    .help("finish the text, or remove it until it is known"),
            );
        }
    }
}

/// Whether a word is in a text, and not a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !is_part(before) && !is_part(after)
    })
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn words_are_whole() {
        assert!(has_word("Amount. TODO: unit", "TODO") && has_word("单位待补充。", "待补充"));
        assert!(!has_word("the TODOS of a user", "TODO") && !has_word("todo list", "TODO"));
    }
}
