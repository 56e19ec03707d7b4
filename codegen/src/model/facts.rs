//! What follows from a model, computed once: who sends a type, who receives it, where a cycle needs a box.

use super::{Api, Type, TypeId, TypeKind, circles};

/// Facts about one type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypeFacts {
    /// Part of a request.
    pub sent: bool,
    /// Part of a response.
    pub received: bool,
    /// How many places name it: endpoints, fields and aliases.
    pub uses: u32,
}

/// Facts about all types of an API, by [`TypeId`].
#[derive(Debug, Clone, Default)]
pub struct Facts {
    types: Vec<TypeFacts>,
    /// For each type a number that it shares with those that it holds inline, through fields and aliases but not
    /// through lists and maps, and that hold it.
    circle: Vec<usize>,
    /// The ways round of [`Facts::endless`].
    endless: Vec<Vec<TypeId>>,
}

impl Facts {
    /// Computes the facts of a model.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let inline: Vec<Vec<TypeId>> = api.types.iter().map(|def| inline_parts(&def.kind)).collect();
        let required: Vec<Vec<TypeId>> = api.types.iter().map(|def| required_parts(&def.kind)).collect();
        let mut facts = Self {
            types: vec![TypeFacts::default(); api.types.len()],
            circle: circles::components(&inline),
            endless: circles::circles(&required),
        };
        for endpoint in &api.endpoints {
            let (request, response) = (endpoint.request_type(), endpoint.response_type());
            facts.mark(api, request, |fact| &mut fact.sent);
            facts.mark(api, response, |fact| &mut fact.received);
            facts.count(request);
            facts.count(response);
        }
        let params = api.endpoints.iter().flat_map(|endpoint| &endpoint.params).map(|param| &param.field);
        for field in params.chain(api.common.iter().map(|common| &common.field)) {
            facts.mark(api, Some(&field.ty), |fact| &mut fact.sent);
            facts.count(Some(&field.ty));
        }
        for def in &api.types {
            for part in def.kind.parts() {
                facts.count(Some(part));
            }
        }
        facts
    }

    /// The facts of one type.
    #[must_use]
    pub fn get(&self, id: TypeId) -> TypeFacts {
        self.types.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The shortest way round for each set of types that require each other, so that no value of them is finite.
    #[must_use]
    pub fn endless(&self) -> &[Vec<TypeId>] {
        &self.endless
    }

    /// Whether a field of type `ty` inside `owner` closes a cycle of inline types and needs a box.
    #[must_use]
    pub fn needs_box(&self, owner: TypeId, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => {
                let circle = |id: TypeId| self.circle.get(id.0 as usize);
                *id == owner || circle(*id) == circle(owner)
            }
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
