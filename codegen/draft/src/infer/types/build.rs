//! Shapes of samples and rows of tables → the types of the sheet.

mod amounts;
mod builder;
mod disputes;
mod field;
mod fractions;
pub(super) mod lists;
mod names;
mod said;

use builder::{ALWAYS, Signature, UNTYPED, WIDTHS, loose, signature};
pub(super) use builder::{Builder, Scene, Stands, Used};

use std::collections::{BTreeMap, BTreeSet};

use super::endpoints::Operation;
use super::scalar;
use super::shape::{Member, Object, Shape};
use super::tree::{Node, find};
use crate::found::{Required, Side};
use crate::lexicon::fields::OPTIONAL;
use crate::lexicon::keys::ROLES;
use crate::lexicon::values::NUMBERS;
use crate::lexicon::verbs::{pascal, words};
use crate::sheet::{self, Note, Noted, Type, TypeKind, field, ty, unplaced};
use stubwright_spec::ast::{self, Enum};
use stubwright_spec::diag::{Code, Diagnostic, did_you_mean};

impl Builder<'_, '_> {
    /// The types, each with a note in how many places it is used when there are several.
    pub(super) fn into_types(mut self) -> Vec<Noted<Type>> {
        // Not before now: structs that are being built have the old names in them.
        for (from, to) in std::mem::take(&mut self.renamed) {
            self.rename(&from, &to);
        }
        let places = self.places;
        let mut types: Vec<Noted<Type>> = self.types.into_iter().flatten().collect();
        for noted in &mut types {
            let count = places.get(&noted.value.name).copied().unwrap_or(1);
            if count > 1 {
                let text = format!("one shape in {} places", number(count));
                noted.notes.insert(0, Note { is_guess: true, text, span: None });
            }
        }
        types
    }

    /// A struct; the name it got, which is that of an equal one where there is one.
    pub(super) fn structure(
        &mut self,
        wanted: &str,
        object: Option<&Object>,
        nodes: &[Node<'_>],
        scene: Scene<'_>,
    ) -> String {
        let name = self.free_name(wanted, scene.parent);
        self.names.take(name.clone());
        let slot = self.types.len();
        self.types.push(None);
        // A table that has less than half of the fields describes some of them, and says nothing about the others.
        let count = object.map_or(0, |object| object.members.len());
        let known =
            nodes.iter().filter(|node| object.is_some_and(|object| object.get(&node.name).is_some())).count();
        let has_table = !nodes.is_empty() && known * 2 >= count;
        let operation = scene.operation;
        let scene = Scene { parent: &name, has_table, operation: None, ..scene };
        let mut members = self.members(object, nodes, scene);
        if let Some(own) = operation {
            fix(&mut members, own);
        }
        let said = names::quiet(&mut members);
        let shape = signature(&members);
        let is_shown = nodes.is_empty() && !members.is_empty();
        let known = self.known_shapes.get(&shape).cloned();
        if let Some(known) = known.or_else(|| self.widened(&members, loose(&shape)).filter(|_| is_shown)) {
            *self.places.entry(known.clone()).or_insert(1) += 1;
            self.names.give_back(&name);
            self.types.truncate(slot);
            // Where it is from and to says less than what it is.
            let is_role = ROLES.has(&known);
            let is_free = !self.names.has(wanted) && self.renamed.iter().all(|(from, _)| *from != known);
            if is_role && is_free && wanted != "To" {
                self.names.take(wanted.to_owned());
                self.renamed.push((known.clone(), wanted.to_owned()));
            }
            return known;
        }
        let span = object.and_then(|object| object.span);
        let note = span.filter(|_| nodes.is_empty()).map(|span| Note { span: Some(span), ..Note::default() });
        if is_shown {
            self.loose_shapes.insert(loose(&shape), name.clone());
        }
        if !members.is_empty() {
            self.known_shapes.insert(shape, name.clone());
        }
        self.slots.insert(name.clone(), slot);
        let this = Type { name: name.clone(), parameter: None, kind: TypeKind::Struct(members) };
        if let Some(place) = self.types.get_mut(slot) {
            *place = Some(Noted { value: this, notes: said.into_iter().chain(note).collect() });
        }
        name
    }

    /// A struct of samples that has the same fields but for the widths of numbers, which become those that take all of them.
    fn widened(&mut self, members: &[Noted<ast::Field>], shape: Signature) -> Option<String> {
        let name = self.loose_shapes.get(&shape)?.clone();
        let slot = self.slots.get(&name)?;
        let TypeKind::Struct(fields) = &mut self.types.get_mut(*slot)?.as_mut()?.value.kind else {
            return None;
        };
        let width = |field: &ast::Field| {
            let name = ty::as_name(&field.ty)?;
            WIDTHS.iter().position(|number| *number == name)
        };
        for field in fields.iter_mut() {
            let Some(other) = members.iter().find(|other| other.value.key.value == field.value.key.value)
            else {
                continue;
            };
            let (own, other) = (width(&field.value), width(&other.value));
            if let Some(wider) =
                other.filter(|other| own.is_some_and(|own| own < *other)).and_then(|at| WIDTHS.get(at))
            {
                field.value.ty = ty::name(*wider);
            }
        }
        let widened = signature(fields);
        self.known_shapes.insert(widened, name.clone());
        Some(name)
    }

    /// The wanted name, or with the parent's in front when another type has it.
    fn free_name(&mut self, wanted: &str, parent: &str) -> String {
        let longer = format!("{parent}{wanted}");
        let first =
            [wanted, longer.as_str()].into_iter().find(|name| !self.names.has(name) && !is_taken(name));
        if let Some(name) = first {
            return name.to_owned();
        }
        self.names.numbered(&longer)
    }

    fn members(
        &mut self,
        object: Option<&Object>,
        nodes: &[Node<'_>],
        scene: Scene<'_>,
    ) -> Vec<Noted<ast::Field>> {
        let mut members = Vec::new();
        let mut used = BTreeSet::new();
        for node in nodes {
            let sample = object.and_then(|object| self.sample_of(object, node, nodes));
            used.extend(sample.map(|member| member.key.clone()));
            let renamed = sample.filter(|member| name_of(&member.key) != name_of(&node.name));
            if let Some(other) = renamed {
                let message = format!("{} is not in the table; the table has {}", other.key, node.name);
                let this = Diagnostic::new(Code::SampleAgainstTable, other.span, message);
                self.diags.push(this.help("ask the vendor which of the two the server reads"));
            }
            // What comes back is read as it is written.
            let is_sent = |member: &&Member| {
                scene.side == Side::Response && member.key.eq_ignore_ascii_case(&node.name)
            };
            let shown = renamed.map_or(sample, |member| Some(member).filter(is_sent));
            let key = shown.map_or(node.name.as_str(), |member| member.key.as_str());
            let mut member = self.member(key, object, sample, Some(node), scene);
            if renamed.is_some() && shown.is_some() {
                let text = format!("the table has {}", node.name);
                member.notes.push(Note { text, span: None, is_guess: true });
            }
            members.push(member);
        }
        for member in object.into_iter().flat_map(|object| &object.members) {
            if !used.contains(&member.key) {
                members.push(self.member(&member.key, object, Some(member), None, scene));
            }
        }
        distinct(&mut members);
        members
    }

    /// The member of the samples that a row is about: of the same key, or of a key that is close and that no row has.
    fn sample_of<'o>(&self, object: &'o Object, node: &Node<'_>, nodes: &[Node<'_>]) -> Option<&'o Member> {
        let same = object.members.iter().find(|member| name_of(&member.key) == name_of(&node.name));
        same.or_else(|| {
            let free = object.members.iter().filter(|member| find(nodes, &member.key).is_none());
            let keys: Vec<&str> = free.map(|member| member.key.as_str()).collect();
            let first = |name: &str| words(name).into_iter().next();
            let is_same_time = |key: &&&str| {
                first(key) == first(&node.name) && scalar::is_time(key) && scalar::is_time(&node.name)
            };
            let alike = keys.iter().find(is_same_time).copied();
            object.get(alike.or_else(|| did_you_mean(&node.name, keys.iter().copied()))?)
        })
    }

    fn member(
        &mut self,
        key: &str,
        object: Option<&Object>,
        sample: Option<&Member>,
        node: Option<&Node<'_>>,
        scene: Scene<'_>,
    ) -> Noted<ast::Field> {
        let row = node.and_then(|node| node.field);
        let shape = sample.map(|member| &member.shape);
        let Used { ty, form, mut notes } = self.used(key, shape, node, scene);
        let mut member = field(name_of(key), ty);
        member.spelling = form.map(unplaced);
        if member.key.value != key {
            member.wire = unplaced(key.to_owned());
            let is_aliased = key.trim() == member.key.value;
            member.aliases = is_aliased.then(|| member.key.clone()).into_iter().collect();
            if let Some(sample) = sample.filter(|_| is_aliased) {
                let place = if key.starts_with(char::is_whitespace) { "before" } else { "behind" };
                let this = Diagnostic::new(
                    Code::BlankInKey,
                    sample.span,
                    format!("the key \"{key}\" has a blank {place} it"),
                );
                self.diags.push(this.help("the draft writes the key as printed, and reads both"));
                notes.push(Note {
                    text: String::from("the page prints the key with a blank"),
                    ..Note::default()
                });
            }
        }
        self.presence(&mut member, &mut notes, (object, sample, node), scene);
        if let Some(row) = row {
            member.doc = row.description().map(unplaced);
            member.deprecated = row.is_deprecated;
            // A field that is always there has no use for a default, and one that may be null has no place for it.
            let has_place = member.optional && !ty::is_nullable(&member.ty);
            let value = |text: &str| lists::default_of(text, &member.ty, form).map(sheet::sample);
            let default = row.default.as_ref().filter(|_| has_place).and_then(|text| value(text));
            let example = row.example.as_ref().and_then(|example| value(&example.value));
            (member.default, member.example) = (default, example);
            notes.extend(row.place_guess.map(|why| Note {
                is_guess: true,
                text: why.to_owned(),
                span: None,
            }));
            let strikes = row.is_deprecated.then(|| String::from("no longer used"));
            notes.push(Note { text: strikes.unwrap_or_default(), span: Some(row.span), is_guess: false });
        } else if let Some(comment) = shape.and_then(|shape| shape.comment.clone())
            && !OPTIONAL.has(&comment.to_lowercase())
        {
            member.doc = Some(unplaced(comment));
        }
        Noted { value: member, notes }
    }

    /// Whether the member may be absent or null.
    fn presence(
        &mut self,
        member: &mut ast::Field,
        notes: &mut Vec<Note>,
        (object, sample, node): (Option<&Object>, Option<&Member>, Option<&Node<'_>>),
        scene: Scene<'_>,
    ) {
        let field = node.and_then(|node| node.field);
        let guess = |text: &str| Note { is_guess: true, text: text.to_owned(), span: None };
        let absent = object.zip(sample).is_some_and(|(object, sample)| !object.always(sample));
        let comment = sample.and_then(|member| member.shape.comment.as_deref());
        match field.and_then(|field| field.required).or_else(|| comment.and_then(said::required)) {
            Some(Required::Yes) => {}
            Some(Required::No) => member.optional = true,
            Some(Required::Sometimes) => {
                member.optional = true;
                notes.push(Note { text: String::from("required in some cases"), ..Note::default() });
            }
            None if comment.is_some_and(said::begins_optional) => {
                member.optional = true;
                notes.push(guess("optional, by the first word of its comment"));
            }
            None if absent => {
                member.optional = true;
                notes.push(guess("absent in a sample"));
            }
            None if sample.is_none() => {
                member.optional = true;
                if field.is_none() {
                    notes.push(guess("has no row of its own"));
                }
            }
            // A table of what lies inside says nothing about the only thing around it.
            None if node.is_some_and(|node| !node.children.is_empty())
                && object.is_some_and(|object| object.members.len() == 1) => {}
            None if scene.has_table && field.is_none() => {
                member.optional = true;
                notes.push(guess(if node.is_some() { "has no row of its own" } else { "not in the table" }));
            }
            None if self.has_tables => notes.push(guess(ALWAYS)),
            None => {}
        }
        // A type that is printed with `null` has it in both directions.
        if field.is_some_and(|field| field.is_nullable) && !ty::is(&member.ty, "any") {
            member.ty = ty::nullable(member.ty.clone());
            return;
        }
        let Some(null) = sample.and_then(|sample| sample.shape.null) else { return };
        let is_only_null = sample.is_some_and(|sample| sample.shape.kinds() == 0);
        let says_null = field
            .and_then(|field| field.doc.as_ref())
            .is_some_and(|doc| doc.as_str().to_lowercase().contains("null"));
        if scene.side == Side::Request && !says_null {
            member.optional |= field.is_none();
        } else if (!member.optional || says_null) && !ty::is(&member.ty, "any") {
            member.ty = ty::nullable(member.ty.clone());
            notes.push(Note { text: String::from("null in a sample"), span: Some(null), is_guess: false });
        }
        if is_only_null && field.is_none() {
            notes.retain(|note| note.text != UNTYPED);
            notes.push(guess("only null in the samples"));
        }
    }

    /// The name of a struct for a field: that of the page, or by its key.
    pub(super) fn struct_name(node: Option<&Node<'_>>, key: &str, place: Stands, parent: &str) -> String {
        let named = node.and_then(Node::type_name).filter(|name| !is_taken(name));
        named.map_or_else(|| Self::type_name(key, place, parent), str::to_owned)
    }

    /// The name of a struct or enum for a key; of an item for the key of a list.
    fn type_name(key: &str, place: Stands, parent: &str) -> String {
        let words = words(key);
        let words = match place {
            Stands::Alone => words,
            Stands::InList => Self::item_words(words, parent),
        };
        let is_latin = words.iter().all(|word| word.is_ascii()) && !words.is_empty();
        if is_latin { pascal(&words) } else { String::from("Item") }
    }
}

/// A key without surrounding spaces and without `[]`.
fn name_of(key: &str) -> String {
    let trimmed = key.trim();
    let bare = trimmed.strip_suffix("[]").unwrap_or(trimmed);
    if bare.is_empty() { key.to_owned() } else { bare.to_owned() }
}

/// Gives the field that says the operation its only value.
fn fix(members: &mut [Noted<ast::Field>], own: &Operation) {
    let Some(member) = members.iter_mut().find(|member| member.value.wire.value == own.name) else { return };
    let mut fixed = field(member.value.key.value.clone(), ty::name("string"));
    fixed.wire = member.value.wire.clone();
    fixed.role = own.role();
    fixed.doc = member.value.doc.take().filter(|doc| doc.value != own.value);
    *member = Noted::at(fixed, own.span);
}

/// Gives names of their own to members whose names are one in Rust: `MaxCount` and `max_count`.
fn distinct(members: &mut [Noted<ast::Field>]) {
    let mut taken = BTreeSet::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for member in members.iter() {
        *counts.entry(member.value.key.value.clone()).or_default() += 1;
    }
    for member in members {
        let member = &mut member.value;
        // `title ` beside `title`: each reads its own key.
        if counts.get(&member.key.value).is_some_and(|count| *count > 1) {
            member.aliases.clear();
        }
        let folded = |name: &str| words(name).join("_");
        if taken.insert(folded(member.key.as_str())) {
            continue;
        }
        let name = folded(member.key.as_str());
        let free = (2..).map(|count: u32| format!("{name}_{count}")).find(|name| taken.insert(name.clone()));
        member.key.value = free.unwrap_or(name);
        member.aliases.clear();
    }
}

/// Names that the format or Rust has for something else.
fn is_taken(name: &str) -> bool {
    name == "Self"
}

fn number(count: usize) -> String {
    NUMBERS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

impl Builder<'_, '_> {
    /// The type that a shape and a row give together.
    pub(super) fn used(
        &mut self,
        key: &str,
        shape: Option<&Shape>,
        node: Option<&Node<'_>>,
        scene: Scene<'_>,
    ) -> Used {
        field::used(self, key, shape, node, scene)
    }

    /// Keeps an enum, and returns its name.
    pub(super) fn enumeration(&mut self, key: &str, this: Enum, notes: Vec<Note>, parent: &str) -> String {
        let wanted = Self::type_name(key, Stands::InList, parent);
        let is_same = |kind: &TypeKind| matches!(kind, TypeKind::Enum(known) if known.values == this.values);
        let same = self.types.iter().flatten().find(|known| is_same(&known.value.kind));
        if let Some(same) = same {
            return same.value.name.clone();
        }
        let name = self.free_name(&wanted, parent);
        self.names.take(name.clone());
        self.slots.insert(name.clone(), self.types.len());
        let value = Type { name: name.clone(), parameter: None, kind: TypeKind::Enum(this) };
        self.types.push(Some(Noted { value, notes }));
        name
    }
}
