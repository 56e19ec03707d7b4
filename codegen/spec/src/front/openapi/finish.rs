//! From drafts to types: equal ones become one, and all get their names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::draft::{Draft, Place, Role, referred};
use super::rename::{draft, name};
use super::words::upper_camel;
use crate::ast::exprs::{of_endpoint, of_kind};
use crate::ast::{Allow, Api, Direction, FieldRole, Repr, Tag, TypeDef, TypeExpr, TypeExprKind, TypeKind};
use crate::hash::fnv1a;
use crate::source::Spanned;

/// The drafts of an API, with equal ones merged.
pub(super) struct Shared {
    pub(super) drafts: Vec<Draft>,
    /// The draft that another one is equal to.
    same: BTreeMap<usize, usize>,
}

/// Makes equal drafts one, wherever an API refers to them.
pub(super) fn share(api: &mut Api, mut drafts: Vec<Draft>) -> Shared {
    let sent = closure(&mut drafts, seeds(api, &[Direction::Sent]));
    let words = lone(&drafts, &sent);
    replace(api, &mut drafts, &|id| words.get(&id).map(|word| String::from(*word)));
    let same = equal(&drafts);
    replace(api, &mut drafts, &|id| same.get(&id).map(|other| format!("#{other}")));
    Shared { drafts, same }
}

/// Names the types that an API uses, and adds them to it, with `further` ones; all components if it `keeps_all`. Returns the
/// names of the components.
pub(super) fn finish(
    api: &mut Api,
    Shared { mut drafts, same }: Shared,
    further: &[usize],
    keeps_all: bool,
) -> BTreeMap<String, String> {
    let sent = closure(&mut drafts, seeds(api, &[Direction::Sent]));
    let received = closure(&mut drafts, seeds(api, &[Direction::Received]));
    one_way(&mut drafts, &sent, &received);
    let mut roots = seeds(api, &[Direction::Sent, Direction::Received]);
    roots.extend(further.iter().map(|id| same.get(id).copied().unwrap_or(*id)));
    let is_kept = |draft: &Draft| keeps_all && draft.role == Role::Component && draft.kind.is_some();
    roots.extend((0..drafts.len()).filter(|id| is_kept(&drafts[*id])));
    let used = closure(&mut drafts, roots);
    let names = names(&drafts, &used, &same);
    replace(api, &mut drafts, &|id| names.get(&id).cloned());
    let mut components = BTreeMap::new();
    let mut order: Vec<usize> = used.into_iter().collect();
    order.sort_by_key(|id| (drafts[*id].span.file, drafts[*id].span.start, *id));
    for id in order {
        let Draft { place, span, doc, deprecated, kind, role } = drafts[id].clone();
        let (Some(kind), Some(name)) = (kind, names.get(&id)) else { continue };
        if role == Role::Component {
            components.insert(place.owner, name.clone());
        }
        let name = Spanned::new(name.clone(), span.at_start());
        api.types.push(TypeDef { name, parameter: None, doc, deprecated, allow: Allow::default(), kind });
    }
    components
}

/// The drafts that operations refer to, for values that go in these directions.
fn seeds(api: &mut Api, directions: &[Direction]) -> Vec<usize> {
    let mut seeds = Vec::new();
    for (direction, ty) in api.endpoints.iter_mut().flat_map(of_endpoint) {
        if directions.contains(&direction) {
            seeds.extend(draft(ty));
        }
    }
    if directions.contains(&Direction::Received) {
        let failures = api.failures.iter_mut().filter_map(|entry| entry.ty.as_mut());
        seeds.extend(failures.filter_map(draft));
    }
    seeds
}

/// Structs that go in one direction have the fields of that direction, and these are as they are declared. A field that
/// is only received is `null` or absent, which is the same to whoever reads it.
fn one_way(drafts: &mut [Draft], sent: &BTreeSet<usize>, received: &BTreeSet<usize>) {
    for (id, draft) in drafts.iter_mut().enumerate() {
        let Some(TypeKind::Struct(fields)) = &mut draft.kind else { continue };
        let direction = match (sent.contains(&id), received.contains(&id)) {
            (true, false) => Direction::Sent,
            (false, true) => Direction::Received,
            _ => continue,
        };
        fields.retain(|field| field.when.as_deref().is_none_or(|when| *when == direction));
        for field in fields {
            field.when = None;
            if let (true, Direction::Received, TypeExprKind::Nullable(inner)) =
                (field.optional, direction, &field.ty.kind)
            {
                field.ty = (**inner).clone();
            }
        }
    }
}

/// The drafts that some drafts consist of.
fn closure(drafts: &mut [Draft], mut open: Vec<usize>) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(drafts[id].kind.iter_mut().flat_map(of_kind).filter_map(draft));
        }
    }
    reached
}

/// Replaces the names of drafts.
fn replace(api: &mut Api, drafts: &mut [Draft], with: &dyn Fn(usize) -> Option<String>) {
    let failures = api.failures.iter_mut().filter_map(|entry| entry.ty.as_mut());
    let types = drafts.iter_mut().filter_map(|draft| draft.kind.as_mut()).flat_map(of_kind);
    let endpoints = api.endpoints.iter_mut().flat_map(of_endpoint).map(|(_, ty)| ty);
    for old in endpoints.chain(failures).chain(types).filter_map(name) {
        if let Some(new) = referred(old).and_then(with) {
            *old = new;
        }
    }
}

/// The enums of one value that are only received, and the type that says as much.
fn lone(drafts: &[Draft], sent: &BTreeSet<usize>) -> BTreeMap<usize, &'static str> {
    let mut words = BTreeMap::new();
    for (id, draft) in drafts.iter().enumerate().filter(|(id, _)| !sent.contains(id)) {
        if let (Role::Lone, Some(TypeKind::Enum(values))) = (draft.role, &draft.kind) {
            words.insert(id, if values.repr == Repr::Int { "i64" } else { "string" });
        }
    }
    words
}

/// Inline types that are equal but for their texts, each with the first one like it. The parts of a type are made
/// before it, so one pass is enough.
fn equal(drafts: &[Draft]) -> BTreeMap<usize, usize> {
    let mut same: BTreeMap<usize, usize> = BTreeMap::new();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (id, draft) in drafts.iter().enumerate() {
        let is_inline = matches!(draft.role, Role::Inline | Role::Lone);
        let Some(kind) = draft.kind.as_ref().filter(|_| is_inline) else { continue };
        if let Some(member) = sole_member(kind, &same) {
            same.insert(id, member);
            continue;
        }
        let shape = shape(kind, &same);
        match first.get(&shape) {
            Some(other) => {
                same.insert(id, *other);
            }
            None => {
                first.insert(shape, id);
            }
        }
    }
    same
}

/// The draft that all members of a union are, as those that differ only in the code of a failure do: codes are rows of the error
/// table, and what is left of the members is one type.
fn sole_member(kind: &TypeKind, same: &BTreeMap<usize, usize>) -> Option<usize> {
    let TypeKind::Union(union) = kind else { return None };
    let mut members = union.variants.iter().map(|variant| match &variant.ty.kind {
        TypeExprKind::Name(name) => referred(name).map(|id| same.get(&id).copied().unwrap_or(id)),
        _ => None,
    });
    let first = members.next().flatten().filter(|_| union.tag == Tag::None)?;
    members.all(|member| member == Some(first)).then_some(first)
}

/// The shape of a type as text: everything but documentation.
fn shape(kind: &TypeKind, same: &BTreeMap<usize, usize>) -> String {
    let mut text = String::new();
    // Writing to a text does not fail.
    let _ = match kind {
        TypeKind::Struct(fields) => fields.iter().try_for_each(|field| {
            let value = match &field.role {
                FieldRole::Fixed(sample) => sample.text().map(|value| format!("{value:?}")),
                _ => None,
            };
            let when = field.when.as_deref();
            let spelling = field.spelling.as_deref();
            write!(text, "{:?} {:?} {} {when:?} {spelling:?} ", field.wire.value, value, field.optional)?;
            expr(&mut text, &field.ty, same)
        }),
        TypeKind::Enum(values) => values.values.iter().try_for_each(|value| {
            write!(
                text,
                "{:?} {:?} {:?},",
                values.repr,
                value.wire.value,
                value.name.as_ref().map(|name| &name.value)
            )
        }),
        TypeKind::Alias(ty) => expr(&mut text, ty, same),
        TypeKind::Union(union) => write!(text, "{:?} {:?}", union.tag, union.repr).and_then(|()| {
            union.variants.iter().try_for_each(|variant| {
                let own: Vec<&str> = variant.values.iter().map(|value| value.as_str()).collect();
                write!(text, "{:?} {own:?} ", variant.key.as_ref().map(|key| &key.value))?;
                expr(&mut text, &variant.ty, same)
            })
        }),
    };
    text
}

fn expr(text: &mut String, ty: &TypeExpr, same: &BTreeMap<usize, usize>) -> std::fmt::Result {
    let (open, inner) = match &ty.kind {
        TypeExprKind::Name(name) => {
            let id = referred(name).map(|id| same.get(&id).copied().unwrap_or(id));
            return match id {
                Some(id) => write!(text, "#{id};"),
                None => write!(text, "{name};"),
            };
        }
        TypeExprKind::List(inner) => ('[', inner),
        TypeExprKind::Map(inner) => ('{', inner),
        TypeExprKind::Applied(_, inner) => ('<', inner),
        TypeExprKind::Nullable(inner) => ('?', inner),
        // A range is documentation.
        TypeExprKind::Limited(inner, _) => return expr(text, inner, same),
        TypeExprKind::Broken => return Ok(()),
    };
    text.push(open);
    expr(text, inner, same)
}

/// The names: of equal types, the shortest one; of types with one name, that of a component.
fn names(drafts: &[Draft], used: &BTreeSet<usize>, same: &BTreeMap<usize, usize>) -> BTreeMap<usize, String> {
    let mut wanted: BTreeMap<usize, (String, &Place)> =
        used.iter().map(|id| (*id, (camel(&drafts[*id].place), &drafts[*id].place))).collect();
    for (id, other) in same {
        let name = camel(&drafts[*id].place);
        if let Some(best) =
            wanted.get_mut(other).filter(|(best, _)| name.chars().count() < best.chars().count())
        {
            *best = (name, &drafts[*id].place);
        }
    }
    let rank = |id: &usize| {
        let (name, place) = &wanted[id];
        let is_spelled = place.way.is_empty() && place.owner == *name;
        (drafts[*id].role != Role::Component, !is_spelled, *id)
    };
    let mut order: Vec<usize> = wanted.keys().copied().collect();
    order.sort_by_key(rank);
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for id in order {
        let (name, place) = &wanted[&id];
        let mut name = name.clone();
        let way = format!("{}/{}", place.owner, place.way.join("/"));
        let mut digits = 4;
        while !taken.insert(name.clone()) {
            // Only hashes that somebody made equal do not end this.
            let hash =
                format!("{:016x}", fnv1a(format!("{way}{}", if digits > 16 { id } else { 0 }).as_bytes()));
            name = format!("{}X{}", wanted[&id].0, &hash[16 - digits.min(16)..]);
            digits += 4;
        }
        names.insert(id, name);
    }
    names
}

/// The owner and the way as one name.
fn camel(place: &Place) -> String {
    let steps: String = place.way.iter().map(|step| upper_camel(step)).collect();
    let name = upper_camel(&place.owner) + &steps;
    if name.starts_with(char::is_alphabetic) { name } else { format!("Type{name}") }
}
