//! Which types have a finite value: found in time proportional to the size of the API.

use super::{Api, IdVec, Type, TypeId, TypeKind};

/// Whether each type has a finite value, from what each requires. Otherwise each value requires another one without end.
pub(super) fn are_finite(required: &IdVec<TypeId, Vec<TypeId>>) -> IdVec<TypeId, bool> {
    let mut users = required.filled(Vec::new());
    let mut missing = required.map(|_, parts| parts.len());
    for (id, parts) in required.enumerate() {
        for part in parts {
            users[*part].push(id);
        }
    }
    let mut found = required.filled(false);
    let mut open: Vec<TypeId> =
        missing.enumerate().filter(|(_, count)| **count == 0).map(|(id, _)| id).collect();
    while let Some(id) = open.pop() {
        found[id] = true;
        for user in &users[id] {
            missing[*user] -= 1;
            if missing[*user] == 0 {
                open.push(*user);
            }
        }
    }
    found
}

/// For each type the types that a value of it requires.
pub(super) fn required(api: &Api) -> IdVec<TypeId, Vec<TypeId>> {
    let holders = holders(api);
    api.types.map(|_, def| match &def.kind {
        TypeKind::Struct(fields) => {
            let required = fields.iter().filter(|field| !field.can_lack());
            required.flat_map(|field| unavoidable(&field.ty, &holders)).collect()
        }
        TypeKind::Alias(ty) => unavoidable(ty, &holders),
        // They are open: a value can be one that nobody knows.
        TypeKind::Enum(_) | TypeKind::Union(_) => Vec::new(),
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
            if !holders[id] && fields.iter().any(|field| !field.can_lack() && holds(&field.ty)) {
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
