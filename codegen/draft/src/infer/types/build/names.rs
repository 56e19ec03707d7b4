//! Names of types, and what has to give way to another name; notes that are said once.

use std::collections::BTreeSet;

use super::{Builder, UNTYPED, signature};
use crate::lexicon::keys::{LIST_WORDS, LISTS_OF};
use crate::lexicon::verbs::{singular, words};
use crate::sheet::{Member, Note, Noted, Param, TypeKind};

impl Builder<'_, '_> {
    /// The words of an item: of `orderList` an order; of a list without a name what the type around it is about.
    pub(super) fn item_words(mut words: Vec<String>, parent: &str) -> Vec<String> {
        let is_empty = |word: &str| LISTS_OF.contains(&word);
        if words.len() > 1 && words.last().is_some_and(|word| LIST_WORDS.has(word)) {
            words.pop();
        }
        if words.len() == 1
            && words.first().is_some_and(|word| is_empty(word))
            && words.first().is_some_and(|word| word != "items")
        {
            let around = crate::lexicon::verbs::words(parent);
            let around: Vec<String> =
                around.into_iter().filter(|word| word != "result" && word != "data").collect();
            if around.len() > 1 {
                words = around.last().cloned().into_iter().collect();
            }
        }
        words.iter().map(|word| singular(word)).collect()
    }

    /// Gives a struct another name, everywhere.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        let replaced = |ty: &str| {
            let mut out = String::with_capacity(ty.len());
            let mut word = String::new();
            for c in ty.chars().chain([' ']) {
                if c.is_ascii_alphanumeric() {
                    word.push(c);
                    continue;
                }
                out.push_str(if word == from { to } else { &word });
                word.clear();
                out.push(c);
            }
            out.pop();
            out
        };
        for noted in self.types.iter_mut().flatten() {
            if noted.value.name == from {
                to.clone_into(&mut noted.value.name);
            }
            if let TypeKind::Struct(members) = &mut noted.value.kind {
                members.iter_mut().for_each(|member| member.value.ty = replaced(&member.value.ty));
            }
        }
        if let Some(count) = self.places.remove(from) {
            self.places.insert(to.to_owned(), count);
        }
        self.names.remove(from);
        self.names.insert(to.to_owned());
        if let Some(slot) = self.slots.remove(from) {
            self.slots.insert(to.to_owned(), slot);
        }
        self.known_shapes = self
            .types
            .iter()
            .flatten()
            .filter_map(|noted| match &noted.value.kind {
                TypeKind::Struct(members) => Some((signature(members), noted.value.name.clone())),
                TypeKind::Enum { .. } => None,
            })
            .collect();
    }

    /// Whether a struct has scalars, enums and lists of those alone.
    pub(in crate::infer::types) fn is_flat(&self, name: &str) -> bool {
        let find = |name: &str| {
            self.types.iter().flatten().find(|noted| noted.value.name == name).map(|noted| &noted.value.kind)
        };
        let Some(TypeKind::Struct(members)) = find(name) else { return true };
        members.iter().all(|member| {
            let ty = member.value.ty.trim_end_matches(" | null");
            let ty = ty.strip_prefix('[').and_then(|inner| inner.split(']').next()).unwrap_or(ty);
            let is_struct = matches!(find(ty), Some(TypeKind::Struct(_)));
            !(is_struct || ty == "any" || ty.starts_with(['{', '[']))
        })
    }

    /// Renames fields of a body that are called as a parameter beside it is.
    pub(in crate::infer::types) fn keep_apart(&mut self, name: &str, params: &[Noted<Param>]) {
        let folded = |name: &str| words(name).join("_");
        let taken: BTreeSet<String> = params.iter().map(|param| folded(&param.value.name)).collect();
        let found = self.slots.get(name).and_then(|slot| self.types.get_mut(*slot)).and_then(Option::as_mut);
        let Some(TypeKind::Struct(members)) = found.map(|noted| &mut noted.value.kind) else { return };
        for member in members.iter_mut().map(|member| &mut member.value) {
            if taken.contains(&folded(&member.name)) {
                member.wire.get_or_insert_with(|| member.name.clone());
                member.name = format!("body_{}", folded(&member.name));
            }
        }
    }
}

/// From how many fields on something is said once for all of them.
const MANY: usize = 4;

/// Takes what would stand on each of many fields off them; what to say on the struct instead.
pub(super) fn quiet(members: &mut [Noted<Member>]) -> Vec<Note> {
    let all = [
        (UNTYPED, "types of some fields are not on the page"),
        ("not in the table", "fields without a place are not in the table"),
        ("absent in a sample", "what may be absent is so in a sample"),
        ("only null in the samples", "texts that may be null are null in all samples"),
    ];
    let mut said = Vec::new();
    for (text, instead) in all {
        let has = |member: &Noted<Member>| member.notes.iter().any(|note| note.is_guess && note.text == text);
        if members.iter().filter(|member| has(member)).count() < MANY {
            continue;
        }
        members
            .iter_mut()
            .for_each(|member| member.notes.retain(|note| !(note.is_guess && note.text == text)));
        said.push(Note { is_guess: true, text: instead.to_owned(), span: None });
    }
    said
}
