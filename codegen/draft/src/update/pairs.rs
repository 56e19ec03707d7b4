//! Which type of the pages is which of the spec: by where they stand in requests and responses, not by their names.

use std::collections::{BTreeMap, BTreeSet};

use super::expr::{self, Expr};
use crate::sheet::{Member, Noted, Type, TypeKind};
use stubwright_spec::ast::{Field, TypeDef, TypeKind as OldKind};

/// The types of both sides and what belongs together.
pub(super) struct Pairs<'a> {
    pub(super) sheet: &'a [Noted<Type>],
    pub(super) old: &'a [TypeDef],
    by_name: BTreeMap<&'a str, usize>,
    old_by_name: BTreeMap<&'a str, usize>,
    /// A type of the sheet, one of the spec, and the path of the first place where both stand.
    pub(super) found: Vec<(usize, usize, String)>,
    seen: BTreeSet<(usize, usize)>,
    /// Types of the sheet that are to be added, with their names.
    pub(super) fresh: Vec<(usize, String)>,
    /// How the spec names types of the sheet, as far as it was asked.
    names: BTreeMap<usize, String>,
    /// The names of `fresh`.
    taken: BTreeSet<String>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(sheet: &'a [Noted<Type>], old: &'a [TypeDef]) -> Self {
        let by_name = sheet.iter().enumerate().map(|(at, ty)| (expr::base(&ty.value.name), at)).collect();
        let old_by_name = old.iter().enumerate().map(|(at, ty)| (ty.name.value.as_str(), at)).collect();
        Self {
            sheet,
            old,
            by_name,
            old_by_name,
            found: Vec::new(),
            seen: BTreeSet::new(),
            fresh: Vec::new(),
            names: BTreeMap::new(),
            taken: BTreeSet::new(),
        }
    }

    /// Both stand in the same place.
    pub(super) fn pair(&mut self, new: Expr, old: Expr, path: &str) {
        let mut open = vec![(new, old, path.to_owned())];
        while let Some((new, old, path)) = open.pop() {
            match (new, old) {
                (Expr::Nullable(new) | Expr::Limited(new, ..), old) => open.push((*new, old, path)),
                (new, Expr::Nullable(old) | Expr::Limited(old, ..)) => open.push((new, *old, path)),
                (Expr::List(new), Expr::List(old)) => open.push((*new, *old, path + "[]")),
                (Expr::Map(new), Expr::Map(old)) => open.push((*new, *old, path + "{}")),
                (Expr::Applied(new, item), Expr::Applied(old, old_item)) => {
                    self.names(&new, &old, &path, &mut open);
                    open.push((*item, *old_item, path));
                }
                (Expr::Name(new), Expr::Name(old)) => self.names(&new, &old, &path, &mut open),
                (new, Expr::Name(old)) => {
                    open.extend(self.alias(&old).map(|old| (new, old, path)));
                }
                _ => {}
            }
        }
    }

    fn names(&mut self, new: &str, old: &str, path: &str, open: &mut Vec<(Expr, Expr, String)>) {
        let (Some(new_at), Some(old_at)) = (self.by_name.get(new), self.old_by_name.get(old)) else { return };
        let (new_at, old_at) = (*new_at, *old_at);
        let (Some(new), Some(old)) = (self.sheet.get(new_at), self.old.get(old_at)) else { return };
        if !self.seen.insert((new_at, old_at)) {
            return;
        }
        match (&new.value.kind, &old.kind) {
            (_, OldKind::Alias(ty)) => {
                let base = expr::base(&new.value.name).to_owned();
                open.push((Expr::Name(base), expr::of(ty), path.to_owned()));
            }
            (TypeKind::Struct(members), OldKind::Struct(fields)) => {
                self.found.push((new_at, old_at, path.to_owned()));
                let fields = by_wire(fields);
                // Taken from the end, so that the first field comes first.
                for member in members.iter().rev() {
                    if let Some(field) = fields.get(wire(&member.value)) {
                        let path = join(path, wire(&member.value));
                        open.push((expr::read(&member.value.ty), expr::of(&field.ty), path));
                    }
                }
            }
            (TypeKind::Enum { .. }, OldKind::Enum(_)) => self.found.push((new_at, old_at, path.to_owned())),
            _ => {}
        }
    }

    /// What an alias of the spec stands for in the end, if that is no other name.
    fn alias(&self, name: &str) -> Option<Expr> {
        let mut name = name.to_owned();
        for _ in 0..expr::DEPTH {
            match self.old_by_name.get(name.as_str()).and_then(|at| self.old.get(*at)).map(|ty| &ty.kind) {
                Some(OldKind::Alias(ty)) => match expr::of(ty) {
                    Expr::Name(next) => name = next,
                    other => return Some(other),
                },
                _ => return None,
            }
        }
        None
    }

    /// Whether a type of the pages is that of the spec, names aside.
    pub(super) fn is_same(&self, new: &Expr, old: &Expr) -> bool {
        self.is_same_at(new, old, expr::DEPTH)
    }

    fn is_same_at(&self, new: &Expr, old: &Expr, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return true };
        match (new, old) {
            (Expr::Name(name), Expr::Name(old_name)) => {
                let pair = (self.by_name.get(name.as_str()), self.old_by_name.get(old_name.as_str()));
                match pair {
                    (Some(new_at), Some(old_at)) => self.seen.contains(&(*new_at, *old_at)),
                    (None, Some(old_at)) => match self.old.get(*old_at).map(|ty| &ty.kind) {
                        Some(OldKind::Alias(ty)) => self.is_same_at(new, &expr::of(ty), depth),
                        _ => name == old_name,
                    },
                    _ => name == old_name,
                }
            }
            (_, Expr::Name(name)) => {
                match self.old_by_name.get(name.as_str()).and_then(|at| self.old.get(*at)) {
                    Some(TypeDef { kind: OldKind::Alias(ty), .. }) => {
                        self.is_same_at(new, &expr::of(ty), depth)
                    }
                    _ => false,
                }
            }
            (Expr::List(new), Expr::List(old))
            | (Expr::Map(new), Expr::Map(old))
            | (Expr::Nullable(new), Expr::Nullable(old)) => self.is_same_at(new, old, depth),
            (Expr::Applied(name, new), Expr::Applied(old_name, old)) => {
                let name = Expr::Name(name.clone());
                self.is_same_at(&name, &Expr::Name(old_name.clone()), depth)
                    && self.is_same_at(new, old, depth)
            }
            (Expr::Limited(new, least, most), Expr::Limited(old, old_least, old_most)) => {
                least == old_least && most == old_most && self.is_same_at(new, old, depth)
            }
            (Expr::Unknown, _) | (_, Expr::Unknown) => true,
            _ => false,
        }
    }

    /// A type of the pages as the spec names it; what the spec does not have is to be added.
    pub(super) fn written(&mut self, ty: &str) -> String {
        let mut names = BTreeMap::new();
        for word in expr::names(ty) {
            if let Some(at) = self.by_name.get(word).copied() {
                names.insert(word, self.name(at));
            }
        }
        expr::renamed(ty, |word| names.get(word).cloned())
    }

    fn name(&mut self, at: usize) -> String {
        if let Some(name) = self.names.get(&at) {
            return name.clone();
        }
        let name = self.new_name(at);
        self.names.insert(at, name.clone());
        name
    }

    fn new_name(&mut self, at: usize) -> String {
        let paired =
            self.found.iter().find(|(new, ..)| *new == at).and_then(|(_, old, _)| self.old.get(*old));
        if let Some(old) = paired {
            return old.name.value.clone();
        }
        let base = self.sheet.get(at).map_or("", |ty| expr::base(&ty.value.name)).to_owned();
        if self.is_covered(at, &base) {
            self.pair(Expr::Name(base.clone()), Expr::Name(base.clone()), &base);
            return base;
        }
        let mut name = base.clone();
        let mut number = 2;
        while self.old_by_name.contains_key(name.as_str()) || !self.taken.insert(name.clone()) {
            name = format!("{base}{number}");
            number += 1;
        }
        self.fresh.push((at, name.clone()));
        name
    }

    /// Finds out about all types that what is to be added needs, and about those that it shares with the spec.
    pub(super) fn close(&mut self) {
        let (mut found, mut fresh) = (0, 0);
        loop {
            if let Some((new, old, _)) = self.found.get(found) {
                let known = match self.old.get(*old).map(|ty| &ty.kind) {
                    Some(OldKind::Struct(fields)) => by_wire(fields),
                    _ => BTreeMap::new(),
                };
                let types = self.types_of(*new, |name| !known.contains_key(name));
                found += 1;
                types.iter().for_each(|ty| drop(self.written(ty)));
            } else if let Some((new, _)) = self.fresh.get(fresh) {
                let types = self.types_of(*new, |_| true);
                fresh += 1;
                types.iter().for_each(|ty| drop(self.written(ty)));
            } else {
                break;
            }
        }
        self.fresh.sort();
    }

    /// The types of some fields of a struct.
    fn types_of(&self, at: usize, is_wanted: impl Fn(&str) -> bool) -> Vec<&'a str> {
        let Some(TypeKind::Struct(members)) = self.sheet.get(at).map(|ty| &ty.value.kind) else {
            return Vec::new();
        };
        let wanted = members.iter().filter(|member| is_wanted(wire(&member.value)));
        wanted.map(|member| member.value.ty.as_str()).collect()
    }

    /// Whether the spec has a type of this name with all that the pages say of it.
    fn is_covered(&self, at: usize, name: &str) -> bool {
        let old = self.old_by_name.get(name).and_then(|at| self.old.get(*at));
        let (Some(new), Some(old)) = (self.sheet.get(at), old) else { return false };
        match (&new.value.kind, &old.kind) {
            (TypeKind::Struct(members), OldKind::Struct(fields)) => {
                let fields = by_wire(fields);
                members.iter().all(|member| fields.contains_key(wire(&member.value)))
            }
            (TypeKind::Enum { values, .. }, OldKind::Enum(old)) => {
                let known: BTreeSet<&str> = old.values.iter().map(|value| value.wire.as_str()).collect();
                values.iter().all(|value| known.contains(value.value.as_str()))
            }
            _ => false,
        }
    }
}

/// The name of a field on the wire.
pub(super) fn wire(member: &Member) -> &str {
    member.wire.as_deref().unwrap_or(&member.name)
}

/// The fields by the names under which they come.
pub(super) fn by_wire<'f>(
    fields: impl IntoIterator<Item = &'f Field> + Clone,
) -> BTreeMap<&'f str, &'f Field> {
    let mut names = BTreeMap::new();
    for field in fields.clone() {
        names.insert(field.wire.as_str(), field);
    }
    for field in fields {
        for alias in &field.aliases {
            names.entry(alias.as_str()).or_insert(field);
        }
    }
    names
}

/// The path of a field.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
