//! Which types have a finite value, and by which variant: found in time proportional to the size of the API.

use std::collections::VecDeque;

use super::{Api, IdVec, Tag, Type, TypeId, TypeKind};

/// For each type how a finite value of it begins: the index of a variant, and 0 for types that are not unions. `None` for a
/// type each value of which requires another one without end.
///
/// What a variant requires has a finite value of its own, by a way that does not lead back: choosing these variants ends.
pub(super) fn beginnings(ways: &IdVec<TypeId, Vec<Vec<TypeId>>>) -> IdVec<TypeId, Option<usize>> {
    let all: Vec<(TypeId, usize, &[TypeId])> = ways
        .enumerate()
        .flat_map(|(id, ways)| ways.iter().enumerate().map(move |(at, parts)| (id, at, parts.as_slice())))
        .collect();
    let mut users = ways.filled(Vec::new());
    let mut missing: Vec<usize> = all.iter().map(|(_, _, parts)| parts.len()).collect();
    for (way, (_, _, parts)) in all.iter().enumerate() {
        for part in *parts {
            users[*part].push(way);
        }
    }
    let mut found = ways.filled(None);
    // First come, first served: variants that require nothing, and among those the first one.
    let mut open: VecDeque<usize> = (0..all.len()).filter(|way| missing[*way] == 0).collect();
    while let Some(way) = open.pop_front() {
        let (id, variant, _) = all[way];
        if found[id].is_some() {
            continue;
        }
        found[id] = Some(variant);
        for user in &users[id] {
            missing[*user] -= 1;
            if missing[*user] == 0 {
                open.push_back(*user);
            }
        }
    }
    found
}

/// For each type the ways to make a value of it: what each of them requires.
pub(super) fn ways(api: &Api) -> IdVec<TypeId, Vec<Vec<TypeId>>> {
    let holders = holders(api);
    api.types.map(|_, def| match &def.kind {
        TypeKind::Struct(fields) => {
            let required = fields.iter().filter(|field| !field.optional);
            vec![required.flat_map(|field| unavoidable(&field.ty, &holders)).collect()]
        }
        TypeKind::Alias(ty) => vec![unavoidable(ty, &holders)],
        TypeKind::Enum(_) => vec![Vec::new()],
        // Tags are open: a value can have one that nobody knows.
        TypeKind::Union(union) if union.tag != Tag::None => vec![Vec::new()],
        TypeKind::Union(union) => {
            union.variants.iter().map(|variant| unavoidable(&variant.ty, &holders)).collect()
        }
    })
}

/// Whether each generic type holds a value of its argument in any case.
fn holders(api: &Api) -> IdVec<TypeId, bool> {
    let mut holders = api.types.filled(false);
    // A generic type in a generic type is rare, and one more round for each level of them is enough.
    loop {
        let mut has_changed = false;
        for (id, def) in api.types.enumerate() {
            let TypeKind::Struct(fields) = &def.kind else { continue };
            let holds = |ty: &Type| holds_parameter(ty, &holders);
            if !holders[id] && fields.iter().any(|field| !field.optional && holds(&field.ty)) {
                holders[id] = true;
                has_changed = true;
            }
        }
        if !has_changed {
            return holders;
        }
    }
}

fn holds_parameter(ty: &Type, holders: &IdVec<TypeId, bool>) -> bool {
    match ty {
        Type::Parameter(_) => true,
        Type::Limited(inner, _) => holds_parameter(inner, holders),
        Type::Applied(id, argument) => holders[*id] && holds_parameter(argument, holders),
        _ => false,
    }
}

/// The types that a value cannot be without.
fn unavoidable(ty: &Type, holders: &IdVec<TypeId, bool>) -> Vec<TypeId> {
    match ty {
        Type::Named(id) => vec![*id],
        Type::Applied(id, argument) if holders[*id] => {
            let mut parts = unavoidable(argument, holders);
            parts.push(*id);
            parts
        }
        Type::Applied(id, _) => vec![*id],
        Type::Limited(inner, _) => unavoidable(inner, holders),
        Type::Scalar(_)
        | Type::Parameter(_)
        | Type::Nullable(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Error => Vec::new(),
    }
}
