//! Shapes of samples and rows of tables → the types of the sheet.

mod field;
pub(super) mod lists;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{Object, Shape};
use super::tree::{Node, find};
use crate::found::{Found, Required, Side};
use crate::lexicon::keys::ROLES;
use crate::lexicon::values::NUMBERS;
use crate::lexicon::verbs::{pascal, words};
use crate::sheet::{Member, Note, Noted, Type, TypeKind};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use stubwright_spec::source::Span;

/// The types so far.
pub(super) struct Builder<'f, 'd> {
    pub(super) found: &'f Found,
    pub(super) diags: &'d mut Diagnostics,
    /// The types in their order; `None` for one whose members are not known yet, or that turned out to be another one.
    types: Vec<Option<Noted<Type>>>,
    /// Names that are taken.
    names: BTreeSet<String>,
    /// Types of scalar fields by key, as real values show them: what stand-in values of the same key have.
    known: BTreeMap<String, String>,
    /// Names that turned out to say less than those of equal structs: the old one and the new one.
    renamed: Vec<(String, String)>,
    /// In how many places each struct was found.
    places: BTreeMap<String, usize>,
    /// Where the types stand by name.
    slots: BTreeMap<String, usize>,
    /// The structs by their fields.
    known_shapes: BTreeMap<Signature, String>,
    /// The next number for a name that many types would have.
    numbers: BTreeMap<String, usize>,
}

/// Names, types and presence of fields.
type Signature = BTreeSet<(String, String, bool)>;

fn signature(members: &[Noted<Member>]) -> Signature {
    let one = |member: &Noted<Member>| {
        (member.value.name.clone(), member.value.ty.clone(), member.value.is_optional)
    };
    members.iter().map(one).collect()
}

/// Where a type is built.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'s> {
    /// Which way it travels.
    pub(super) side: Side,
    /// The name of the type around it.
    pub(super) parent: &'s str,
    /// Whether every value of the sample is a stand-in.
    pub(super) is_skeleton: bool,
    /// Whether a table describes the fields around it.
    pub(super) has_table: bool,
}

/// Whether something is the value of a key or an item of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// The value.
    Alone,
    /// An item.
    InList,
}

/// A type where it is used.
#[derive(Debug, Clone, Default)]
pub(super) struct Used {
    /// The words of the format.
    pub(super) ty: String,
    /// `as:`.
    pub(super) form: Option<&'static str>,
    /// Why it is so.
    pub(super) notes: Vec<Note>,
}

impl Used {
    pub(super) fn plain(ty: impl Into<String>) -> Self {
        Self { ty: ty.into(), ..Self::default() }
    }

    pub(super) fn guess(mut self, text: impl Into<String>) -> Self {
        self.notes.push(Note { is_guess: true, text: text.into(), span: None });
        self
    }

    pub(super) fn remark(mut self, text: impl Into<String>, span: Option<Span>) -> Self {
        self.notes.push(Note { is_guess: false, text: text.into(), span });
        self
    }
}

impl<'f, 'd> Builder<'f, 'd> {
    pub(super) fn new(found: &'f Found, diags: &'d mut Diagnostics) -> Self {
        Self {
            found,
            diags,
            types: Vec::new(),
            names: BTreeSet::new(),
            known: BTreeMap::new(),
            renamed: Vec::new(),
            places: BTreeMap::new(),
            slots: BTreeMap::new(),
            known_shapes: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// The types, each with a note in how many places it stands when there are several.
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
        self.names.insert(name.clone());
        let slot = self.types.len();
        self.types.push(None);
        // A table that has less than half of the fields describes some of them, and says nothing about the others.
        let count = object.map_or(0, |object| object.members.len());
        let known =
            nodes.iter().filter(|node| object.is_some_and(|object| object.get(&node.name).is_some())).count();
        let has_table = !nodes.is_empty() && known * 2 >= count;
        let scene = Scene { parent: &name, has_table, ..scene };
        let mut members = self.members(object, nodes, scene);
        let said = names::quiet(&mut members);
        if let Some(known) = self.known_shapes.get(&signature(&members)).cloned() {
            *self.places.entry(known.clone()).or_insert(1) += 1;
            self.names.remove(&name);
            self.types.truncate(slot);
            // Where it is from and to says less than what it is.
            let is_role = ROLES.has(&known);
            let is_free = !self.names.contains(wanted) && self.renamed.iter().all(|(from, _)| *from != known);
            if is_role && is_free && wanted != "To" {
                self.names.insert(wanted.to_owned());
                self.renamed.push((known.clone(), wanted.to_owned()));
            }
            return known;
        }
        let span = object.and_then(|object| object.span);
        let note = span.filter(|_| nodes.is_empty()).map(|span| Note { span: Some(span), ..Note::default() });
        if !members.is_empty() {
            self.known_shapes.insert(signature(&members), name.clone());
        }
        self.slots.insert(name.clone(), slot);
        let this = Type { name: name.clone(), kind: TypeKind::Struct(members) };
        if let Some(place) = self.types.get_mut(slot) {
            *place = Some(Noted { value: this, notes: said.into_iter().chain(note).collect() });
        }
        name
    }

    /// The wanted name, or with the parent's in front when another type has it.
    fn free_name(&mut self, wanted: &str, parent: &str) -> String {
        let longer = format!("{parent}{wanted}");
        let first =
            [wanted, longer.as_str()].into_iter().find(|name| !self.names.contains(*name) && !is_taken(name));
        if let Some(name) = first {
            return name.to_owned();
        }
        let next = self.numbers.entry(longer.clone()).or_insert(2);
        while self.names.contains(&format!("{longer}{next}")) {
            *next += 1;
        }
        format!("{longer}{next}")
    }

    fn members(
        &mut self,
        object: Option<&Object>,
        nodes: &[Node<'_>],
        scene: Scene<'_>,
    ) -> Vec<Noted<Member>> {
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
            let key =
                sample.filter(|_| renamed.is_none()).map_or(node.name.as_str(), |member| member.key.as_str());
            members.push(self.member(key, object, sample, Some(node), scene));
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
    fn sample_of<'o>(
        &self,
        object: &'o Object,
        node: &Node<'_>,
        nodes: &[Node<'_>],
    ) -> Option<&'o super::shape::Member> {
        let same = object.members.iter().find(|member| name_of(&member.key) == name_of(&node.name));
        same.or_else(|| {
            let free = object.members.iter().filter(|member| find(nodes, &member.key).is_none());
            let keys: Vec<&str> = free.map(|member| member.key.as_str()).collect();
            let first = |name: &str| words(name).into_iter().next();
            let alike = keys.iter().find(|key| {
                first(key) == first(&node.name) && words(key).len() > 1 && words(&node.name).len() > 1
            });
            let near = alike.copied().or_else(|| did_you_mean(&node.name, keys.iter().copied()))?;
            object.get(near)
        })
    }

    fn member(
        &mut self,
        key: &str,
        object: Option<&Object>,
        sample: Option<&super::shape::Member>,
        node: Option<&Node<'_>>,
        scene: Scene<'_>,
    ) -> Noted<Member> {
        let field = node.and_then(|node| node.field);
        let shape = sample.map(|member| &member.shape);
        let Used { mut ty, form, mut notes } = self.used(key, shape, node, scene);
        let mut member = Member { name: name_of(key), form, ..Member::default() };
        if member.name != key {
            member.wire = Some(key.to_owned());
            member.is_aliased = key.trim() == member.name;
            if let Some(sample) = sample.filter(|_| member.is_aliased) {
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
        self.presence(&mut member, &mut ty, &mut notes, (object, sample, node), scene);
        if let Some(field) = field {
            member.doc = field.doc.as_ref().map(|doc| doc.as_str().to_owned());
            member.is_deprecated = field.is_deprecated;
            // What is always there has no use for a default.
            let default = field.default.as_ref().filter(|_| member.is_optional);
            member.default = default.and_then(|value| lists::default_of(value, &ty, member.form));
            member.example = field
                .example
                .as_ref()
                .and_then(|example| lists::default_of(&example.value, &ty, member.form));
            let strikes = field.is_deprecated.then(|| String::from("no longer used"));
            notes.push(Note { text: strikes.unwrap_or_default(), span: Some(field.span), is_guess: false });
        } else if let Some(comment) = shape.and_then(|shape| shape.comment.clone()) {
            member.doc = Some(comment);
        }
        member.ty = ty;
        Noted { value: member, notes }
    }

    /// Whether the member may be absent or null.
    fn presence(
        &mut self,
        member: &mut Member,
        ty: &mut String,
        notes: &mut Vec<Note>,
        (object, sample, node): (Option<&Object>, Option<&super::shape::Member>, Option<&Node<'_>>),
        scene: Scene<'_>,
    ) {
        let field = node.and_then(|node| node.field);
        let guess = |text: &str| Note { is_guess: true, text: text.to_owned(), span: None };
        let absent = object.zip(sample).is_some_and(|(object, sample)| !object.always(sample));
        match field.and_then(|field| field.required) {
            Some(Required::Yes) => {}
            Some(Required::No) => member.is_optional = true,
            Some(Required::Sometimes) => {
                member.is_optional = true;
                notes.push(Note { text: String::from("required in some cases"), ..Note::default() });
            }
            None if absent => {
                member.is_optional = true;
                notes.push(guess("absent in a sample"));
            }
            None if sample.is_none() => {
                member.is_optional = true;
                if field.is_none() {
                    notes.push(guess("has no row of its own"));
                }
            }
            // A table of what lies inside says nothing about the only thing around it.
            None if node.is_some_and(|node| !node.children.is_empty())
                && object.is_some_and(|object| object.members.len() == 1) => {}
            None if scene.has_table && field.is_none() => {
                member.is_optional = true;
                notes.push(guess(if node.is_some() { "has no row of its own" } else { "not in the table" }));
            }
            None => {}
        }
        let Some(null) = sample.and_then(|sample| sample.shape.null) else { return };
        let is_only_null = sample.is_some_and(|sample| sample.shape.kinds() == 0);
        let says_null = field
            .and_then(|field| field.doc.as_ref())
            .is_some_and(|doc| doc.as_str().to_lowercase().contains("null"));
        if scene.side == Side::Request && !says_null {
            member.is_optional |= field.is_none();
        } else if (!member.is_optional || says_null) && ty != "any" {
            ty.push_str(" | null");
            notes.push(Note { text: String::from("null in a sample"), span: Some(null), is_guess: false });
        }
        if is_only_null && field.is_none() {
            notes.retain(|note| note.text != UNTYPED);
            notes.push(guess("only null in the samples"));
        }
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

/// What is said of a field without a type.
const UNTYPED: &str = "its type is not on the page";

/// A key without the blanks around it and without `[]`.
fn name_of(key: &str) -> String {
    let trimmed = key.trim();
    let bare = trimmed.strip_suffix("[]").unwrap_or(trimmed);
    if bare.is_empty() { key.to_owned() } else { bare.to_owned() }
}

/// Gives names of their own to members whose names are one in Rust: `MaxCount` and `max_count`.
fn distinct(members: &mut [Noted<Member>]) {
    let mut taken = BTreeSet::new();
    let keys: Vec<String> = members.iter().map(|member| member.value.name.clone()).collect();
    for member in members {
        let member = &mut member.value;
        // `title ` beside `title`: each reads its own key.
        member.is_aliased &= keys.iter().filter(|key| **key == member.name).count() < 2;
        let folded = |name: &str| words(name).join("_");
        if taken.insert(folded(&member.name)) {
            continue;
        }
        member.wire.get_or_insert_with(|| member.name.clone());
        let name = folded(&member.name);
        let free = (2..).map(|count: u32| format!("{name}_{count}")).find(|name| taken.insert(name.clone()));
        member.name = free.unwrap_or(name);
        member.is_aliased = false;
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
    /// What a shape and a row say together.
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
    pub(super) fn enumeration(
        &mut self,
        key: &str,
        this: TypeKind,
        notes: Vec<Note>,
        parent: &str,
    ) -> String {
        let wanted = Self::type_name(key, Stands::InList, parent);
        let same = self.types.iter().flatten().find(|known| match (&known.value.kind, &this) {
            (TypeKind::Enum { values, .. }, TypeKind::Enum { values: others, .. }) => values == others,
            _ => false,
        });
        if let Some(same) = same {
            return same.value.name.clone();
        }
        let name = self.free_name(&wanted, parent);
        self.names.insert(name.clone());
        self.slots.insert(name.clone(), self.types.len());
        self.types.push(Some(Noted { value: Type { name: name.clone(), kind: this }, notes }));
        name
    }
}
