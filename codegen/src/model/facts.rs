//! What follows from a model, computed once: who sends a type, who receives it, where a cycle needs a box.

use super::{Api, Type, TypeId, TypeKind};

/// Facts about one type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypeFacts {
    /// Part of a request.
    pub sent: bool,
    /// Part of a response.
    pub received: bool,
    /// How many places name it: endpoints, fields and aliases.
    pub uses: u32,
    /// Holds itself without a list, map or optional field between: no value of it is finite.
    pub infinite: bool,
}

/// Facts about all types of an API, by [`TypeId`].
#[derive(Debug, Clone, Default)]
pub struct Facts {
    types: Vec<TypeFacts>,
    /// For each type the types it holds inline: through fields and aliases, not through lists and maps.
    inline: Vec<Vec<TypeId>>,
}

impl Facts {
    /// Computes the facts of a model.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let mut facts = Self {
            types: vec![TypeFacts::default(); api.types.len()],
            inline: api.types.iter().map(|def| inline_parts(&def.kind)).collect(),
        };
        for endpoint in &api.endpoints {
            let response = endpoint.response.as_ref().map(|response| &response.ty);
            facts.mark(api, endpoint.request.as_ref(), |fact| &mut fact.sent);
            facts.mark(api, response, |fact| &mut fact.received);
            facts.count(endpoint.request.as_ref());
            facts.count(response);
        }
        for def in &api.types {
            for part in def.kind.parts() {
                facts.count(Some(part));
            }
        }
        let required: Vec<Vec<TypeId>> = api.types.iter().map(|def| required_parts(&def.kind)).collect();
        for id in ids(api) {
            let infinite = reaches(&required, id, id);
            if let Some(fact) = facts.types.get_mut(id.0 as usize) {
                fact.infinite = infinite;
            }
        }
        facts
    }

    /// The facts of one type.
    #[must_use]
    pub fn get(&self, id: TypeId) -> TypeFacts {
        self.types.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Whether a field of type `ty` inside `owner` closes a cycle of inline types and needs a box.
    #[must_use]
    pub fn needs_box(&self, owner: TypeId, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => *id == owner || reaches(&self.inline, *id, owner),
            Type::Scalar(_) | Type::List(_) | Type::Map(_) => false,
        }
    }

    fn count(&mut self, ty: Option<&Type>) {
        if let Some(fact) = ty.and_then(Type::named).and_then(|id| self.types.get_mut(id.0 as usize)) {
            fact.uses += 1;
        }
    }

    /// Sets a flag on every type reachable from `ty`.
    fn mark(&mut self, api: &Api, ty: Option<&Type>, flag: fn(&mut TypeFacts) -> &mut bool) {
        let mut open: Vec<TypeId> = ty.and_then(Type::named).into_iter().collect();
        while let Some(id) = open.pop() {
            let (Some(def), Some(fact)) = (api.ty(id), self.types.get_mut(id.0 as usize)) else { continue };
            if !std::mem::replace(flag(fact), true) {
                open.extend(def.kind.parts().into_iter().filter_map(Type::named));
            }
        }
    }
}

/// The ids of an API in order.
pub fn ids(api: &Api) -> impl Iterator<Item = TypeId> + use<> {
    (0..api.types.len()).filter_map(|index| u32::try_from(index).ok()).map(TypeId)
}

fn inline_parts(kind: &TypeKind) -> Vec<TypeId> {
    kind.parts().into_iter().filter_map(direct).collect()
}

fn required_parts(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Struct(fields) => {
            fields.iter().filter(|field| !field.optional).filter_map(|field| direct(&field.ty)).collect()
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => inline_parts(kind),
    }
}

fn direct(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Scalar(_) | Type::List(_) | Type::Map(_) => None,
    }
}

/// Whether `to` can be reached from `from` in one step or more.
fn reaches(edges: &[Vec<TypeId>], from: TypeId, to: TypeId) -> bool {
    let mut seen = vec![false; edges.len()];
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        for next in edges.get(id.0 as usize).into_iter().flatten() {
            if *next == to {
                return true;
            }
            if let Some(seen) = seen.get_mut(next.0 as usize)
                && !std::mem::replace(seen, true)
            {
                open.push(*next);
            }
        }
    }
    false
}
