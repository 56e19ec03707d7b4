//! Names of types, and what has to give way to another name; notes that are said once.

use std::collections::BTreeSet;

use super::builder::{ALWAYS, Builder, signature};
use crate::lexicon::keys::{LIST_WORDS, LISTS_OF};
use crate::lexicon::verbs::{singular, words};
use crate::sheet::{Note, Noted, TypeKind, ty, unplaced};
use stubwright_spec::ast::{Field, Param, Spelling, TypeExpr, TypeExprKind};

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
        let mut new = |name: &str| (name == from).then(|| to.to_owned());
        for noted in self.types.iter_mut().flatten() {
            if noted.value.name == from {
                to.clone_into(&mut noted.value.name);
            }
            if let TypeKind::Struct(members) = &mut noted.value.kind {
                members.iter_mut().for_each(|member| ty::rename(&mut member.value.ty, &mut new));
            }
        }
        if let Some(count) = self.places.remove(from) {
            self.places.insert(to.to_owned(), count);
        }
        self.names.give_back(from);
        self.names.take(to.to_owned());
        if let Some(slot) = self.slots.remove(from) {
            self.slots.insert(to.to_owned(), slot);
        }
        self.known_shapes = self
            .types
            .iter()
            .flatten()
            .filter_map(|noted| match &noted.value.kind {
                TypeKind::Struct(members) => Some((signature(members), noted.value.name.clone())),
                TypeKind::Enum(_) => None,
            })
            .collect();
    }

    /// Whether a struct has scalars, enums and lists of those alone, or texts with JSON.
    pub(in crate::infer::types) fn is_flat(&self, name: &str) -> bool {
        self.members_of(name).is_none_or(|members| {
            members.iter().all(|member| {
                member.value.spelling.as_ref().is_some_and(|form| form.value == Spelling::Json)
                    || self.is_simple(&member.value.ty)
            })
        })
    }

    /// Makes the objects of a form texts with JSON, since a form has no room for them.
    pub(in crate::infer::types) fn flatten(&mut self, name: &str) {
        let deep: BTreeSet<String> = self
            .members_of(name)
            .into_iter()
            .flatten()
            .map(|member| &member.value)
            .filter(|member| !self.is_simple(&member.ty))
            .map(|member| member.key.value.clone())
            .collect();
        let found = self.slots.get(name).and_then(|slot| self.types.get_mut(*slot)).and_then(Option::as_mut);
        let Some(TypeKind::Struct(members)) = found.map(|noted| &mut noted.value.kind) else { return };
        for member in members.iter_mut().filter(|member| deep.contains(&member.value.key.value)) {
            member.value.spelling.get_or_insert(unplaced(Spelling::Json));
            let text = String::from("a form has no room for objects");
            member.notes.push(Note { is_guess: true, text, span: None });
        }
    }

    fn members_of(&self, name: &str) -> Option<&[Noted<Field>]> {
        let found = self.types.iter().flatten().find(|noted| noted.value.name == name)?;
        if let TypeKind::Struct(members) = &found.value.kind { Some(members) } else { None }
    }

    /// Whether a type is a scalar, an enum or a list of those.
    fn is_simple(&self, ty: &TypeExpr) -> bool {
        let ty = ty::bare(ty);
        match &ty::bare(ty::item(ty).unwrap_or(ty)).kind {
            TypeExprKind::Name(name) => name != "any" && self.members_of(name).is_none(),
            _ => false,
        }
    }

    /// Renames fields of a body that are called as a parameter beside it is.
    pub(in crate::infer::types) fn keep_apart(&mut self, name: &str, params: &[Noted<Param>]) {
        let folded = |name: &str| words(name).join("_");
        let taken: BTreeSet<String> =
            params.iter().map(|param| folded(param.value.field.key.as_str())).collect();
        let found = self.slots.get(name).and_then(|slot| self.types.get_mut(*slot)).and_then(Option::as_mut);
        let Some(TypeKind::Struct(members)) = found.map(|noted| &mut noted.value.kind) else { return };
        for member in members.iter_mut().map(|member| &mut member.value) {
            let name = folded(member.key.as_str());
            if taken.contains(&name) {
                member.key.value = format!("body_{name}");
            }
        }
    }
}

/// From how many fields on something is said once for all of them.
const MANY: usize = 4;
const ONE: usize = 1;

/// Takes what would be on each of many fields off them; what to say on the struct instead.
pub(super) fn quiet(members: &mut [Noted<Field>]) -> Vec<Note> {
    let all = [
        (ALWAYS, ONE, "what every sample has is required"),
        ("not in the table", MANY, "fields without a place are not in the table"),
        ("absent in a sample", MANY, "what may be absent is so in a sample"),
        ("only null in the samples", MANY, "texts that may be null are null in all samples"),
    ];
    let mut said = Vec::new();
    for (text, many, instead) in all {
        let has = |member: &Noted<Field>| member.notes.iter().any(|note| note.is_guess && note.text == text);
        if members.iter().filter(|member| has(member)).count() < many {
            continue;
        }
        members
            .iter_mut()
            .for_each(|member| member.notes.retain(|note| !(note.is_guess && note.text == text)));
        said.push(Note { is_guess: true, text: instead.to_owned(), span: None });
    }
    said
}
