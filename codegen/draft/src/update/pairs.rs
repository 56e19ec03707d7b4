//! Which type of the pages is which of the spec: by where they are in requests and responses, not by their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::sheet::{Noted, Type, TypeKind, ty};
use stubwright_spec::ast::{Field, Repr, TypeDef, TypeExpr, TypeExprKind as Expr, TypeKind as OldKind};
use stubwright_spec::front::native::print::notation;

/// No type is nested more deeply, and no chain of aliases is longer.
const DEPTH: usize = 32;

/// A field by the type of the spec that has it.
pub(super) fn field_label(owner: &TypeDef, name: &str) -> String {
    format!("field {}.{name}", owner.name.value)
}

/// Types that are in the same place.
type Open = Vec<(TypeExpr, TypeExpr)>;

/// The types of both sides and what belongs together.
pub(super) struct Pairs<'a> {
    pub(super) sheet: &'a [Noted<Type>],
    pub(super) old: &'a [TypeDef],
    by_name: BTreeMap<&'a str, usize>,
    old_by_name: BTreeMap<&'a str, usize>,
    /// A type of the sheet, and the one of the spec in the same place.
    pub(super) found: Vec<(usize, usize)>,
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
        let by_name = sheet.iter().enumerate().map(|(at, ty)| (ty.value.name.as_str(), at)).collect();
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

    /// Both are in the same place.
    pub(super) fn pair(&mut self, new: &TypeExpr, old: &TypeExpr) {
        let mut open: Open = vec![(new.clone(), old.clone())];
        while let Some((new, old)) = open.pop() {
            let (new, old) = (ty::bare(&new), ty::bare(&old));
            match (&new.kind, &old.kind) {
                (Expr::List(new), Expr::List(old)) => open.push((*new.clone(), *old.clone())),
                (Expr::Map(new), Expr::Map(old)) => open.push((*new.clone(), *old.clone())),
                (Expr::Applied(new, item), Expr::Applied(old, old_item)) => {
                    self.names(&new.value, &old.value, &mut open);
                    open.push((*item.clone(), *old_item.clone()));
                }
                (Expr::Name(new), Expr::Name(old)) => self.names(new, old, &mut open),
                (_, Expr::Name(old)) => {
                    open.extend(self.alias(old).map(|old| (new.clone(), old)));
                }
                _ => {}
            }
        }
    }

    fn names(&mut self, new: &str, old: &str, open: &mut Open) {
        let (Some(new_at), Some(old_at)) = (self.by_name.get(new), self.old_by_name.get(old)) else { return };
        let (new_at, old_at) = (*new_at, *old_at);
        let (Some(new), Some(old)) = (self.sheet.get(new_at), self.old.get(old_at)) else { return };
        if !self.seen.insert((new_at, old_at)) {
            return;
        }
        match (&new.value.kind, &old.kind) {
            (_, OldKind::Alias(old)) => {
                open.push((ty::name(&new.value.name), old.clone()));
            }
            (TypeKind::Struct(members), OldKind::Struct(fields)) => {
                self.found.push((new_at, old_at));
                let fields = by_wire(fields);
                // Taken from the end, so that the first field comes first.
                for Noted { value: member, .. } in members.iter().rev() {
                    if let Some(field) = fields.get(member.wire.as_str()) {
                        open.push((member.ty.clone(), field.ty.clone()));
                    }
                }
            }
            (TypeKind::Enum(_), OldKind::Enum(_)) => self.found.push((new_at, old_at)),
            _ => {}
        }
    }

    /// The final target of an alias of the spec, if that is not another name.
    fn alias(&self, name: &str) -> Option<TypeExpr> {
        let mut name = name.to_owned();
        for _ in 0..DEPTH {
            match self.old_by_name.get(name.as_str()).and_then(|at| self.old.get(*at)).map(|ty| &ty.kind) {
                Some(OldKind::Alias(ty)) => match &ty.kind {
                    Expr::Name(next) => name.clone_from(next),
                    _ => return Some(ty.clone()),
                },
                _ => return None,
            }
        }
        None
    }

    /// Whether a type of the pages is that of the spec, names aside.
    pub(super) fn is_same(&self, new: &TypeExpr, old: &TypeExpr) -> bool {
        self.is_same_at(new, old, DEPTH)
    }

    fn is_same_at(&self, new: &TypeExpr, old: &TypeExpr, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return true };
        match (&new.kind, &old.kind) {
            (Expr::Name(name), Expr::Name(old_name)) => self.is_same_name(name, old_name, depth),
            (_, Expr::Name(name)) => {
                match self.old_by_name.get(name.as_str()).and_then(|at| self.old.get(*at)) {
                    Some(TypeDef { kind: OldKind::Alias(ty), .. }) => self.is_same_at(new, ty, depth),
                    _ => false,
                }
            }
            (Expr::List(new), Expr::List(old))
            | (Expr::Map(new), Expr::Map(old))
            | (Expr::Nullable(new), Expr::Nullable(old)) => self.is_same_at(new, old, depth),
            (Expr::Applied(name, new), Expr::Applied(old_name, old)) => {
                self.is_same_name(&name.value, &old_name.value, depth) && self.is_same_at(new, old, depth)
            }
            (Expr::Limited(new, range), Expr::Limited(old, old_range)) => {
                range.least == old_range.least
                    && range.most == old_range.most
                    && self.is_same_at(new, old, depth)
            }
            (Expr::Broken, _) | (_, Expr::Broken) => true,
            _ => false,
        }
    }

    /// Whether a type of the spec says more than one that is only read off a sample: an enum of texts, a range, the items of
    /// a list that is empty there.
    pub(super) fn allows(&self, new: &TypeExpr, old: &TypeExpr) -> bool {
        if matches!(new.kind, Expr::Nullable(_)) && !matches!(old.kind, Expr::Nullable(_)) {
            return false;
        }
        let (new, old) = (ty::bare(new), ty::bare(old));
        match (&new.kind, &old.kind) {
            (Expr::Name(name), _) if name == "any" => true,
            (Expr::List(new), Expr::List(old)) | (Expr::Map(new), Expr::Map(old)) => self.allows(new, old),
            (Expr::Name(name), Expr::Name(old_name)) => {
                let def = self.old_by_name.get(old_name.as_str()).and_then(|at| self.old.get(*at));
                match def.map(|def| &def.kind) {
                    Some(OldKind::Alias(ty)) => self.allows(&ty::name(name), ty),
                    Some(OldKind::Enum(all)) => {
                        fits(name, if all.repr == Repr::Int { "i64" } else { "string" })
                    }
                    _ => fits(name, old_name),
                }
            }
            _ => false,
        }
    }

    fn is_same_name(&self, name: &str, old_name: &str, depth: usize) -> bool {
        match (self.by_name.get(name), self.old_by_name.get(old_name)) {
            (Some(new_at), Some(old_at)) => self.seen.contains(&(*new_at, *old_at)),
            (None, Some(old_at)) => match self.old.get(*old_at).map(|ty| &ty.kind) {
                Some(OldKind::Alias(ty)) => self.is_same_at(&ty::name(name), ty, depth),
                _ => name == old_name,
            },
            _ => name == old_name,
        }
    }

    /// Names a type of the pages as the spec does; what the spec does not have is to be added.
    pub(super) fn rename(&mut self, ty: &mut TypeExpr) {
        ty::rename(ty, &mut |name| self.by_name.get(name).copied().map(|at| self.name(at)));
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
        let paired = self.found.iter().find(|(new, _)| *new == at).and_then(|(_, old)| self.old.get(*old));
        if let Some(old) = paired {
            return old.name.value.clone();
        }
        let base = self.sheet.get(at).map_or("", |ty| ty.value.name.as_str()).to_owned();
        if self.is_covered(at, &base) {
            self.pair(&ty::name(&base), &ty::name(&base));
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

    /// Finds out about all types that what is to be added needs, and about those that it shares with the spec. What is
    /// settled is not added: it is asked for by the label of a field and what the pages say of it.
    pub(super) fn close(&mut self, mut is_settled: impl FnMut(&str, &str) -> bool) {
        let (mut found, mut fresh) = (0, 0);
        loop {
            if let Some((new, old)) = self.found.get(found) {
                let owner = self.old.get(*old);
                let known = match owner.map(|ty| &ty.kind) {
                    Some(OldKind::Struct(fields)) => by_wire(fields),
                    _ => BTreeMap::new(),
                };
                let types = self.types_of(*new, |field| {
                    let is_settled =
                        |owner| is_settled(&field_label(owner, field.wire.as_str()), &notation(&field.ty));
                    !known.contains_key(field.wire.as_str()) && !owner.is_some_and(is_settled)
                });
                found += 1;
                types.into_iter().for_each(|mut ty| self.rename(&mut ty));
            } else if let Some((new, _)) = self.fresh.get(fresh) {
                let types = self.types_of(*new, |_| true);
                fresh += 1;
                types.into_iter().for_each(|mut ty| self.rename(&mut ty));
            } else {
                break;
            }
        }
        self.fresh.sort();
    }

    /// The types of some fields of a struct.
    fn types_of(&self, at: usize, mut is_wanted: impl FnMut(&Field) -> bool) -> Vec<TypeExpr> {
        let Some(TypeKind::Struct(members)) = self.sheet.get(at).map(|ty| &ty.value.kind) else {
            return Vec::new();
        };
        let wanted = members.iter().filter(|member| is_wanted(&member.value));
        wanted.map(|member| member.value.ty.clone()).collect()
    }

    /// Whether the spec has a type of this name with all that the pages say of it.
    fn is_covered(&self, at: usize, name: &str) -> bool {
        let old = self.old_by_name.get(name).and_then(|at| self.old.get(*at));
        let (Some(new), Some(old)) = (self.sheet.get(at), old) else { return false };
        match (&new.value.kind, &old.kind) {
            (TypeKind::Struct(members), OldKind::Struct(fields)) => {
                let fields = by_wire(fields);
                members.iter().all(|member| fields.contains_key(member.value.wire.as_str()))
            }
            (TypeKind::Enum(new), OldKind::Enum(old)) => {
                let known: BTreeSet<&str> = old.values.iter().map(|value| value.wire.as_str()).collect();
                new.values.iter().all(|value| known.contains(value.wire.as_str()))
            }
            _ => false,
        }
    }
}

/// Scalars that samples do not tell apart.
const INTS: &[&str] = &["i32", "i64", "u32", "u64"];
const NUMBERS: &[&str] = &["f64", "decimal"];
const TEXTS: &[&str] = &["string", "date", "datetime", "url", "decimal"];

/// Whether a value that looks like one scalar may be of another one: a whole number has a fraction elsewhere, or is a time.
fn fits(seen: &str, other: &str) -> bool {
    let is = |all: &[&str], name: &str| all.contains(&name);
    match () {
        () if is(INTS, seen) => is(INTS, other) || is(NUMBERS, other) || other == "datetime",
        () if is(NUMBERS, seen) => is(NUMBERS, other),
        () => is(TEXTS, seen) && is(TEXTS, other),
    }
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
