//! Facts that follow from a model, computed once: who sends a type, who receives it, whether it can hold a secret,
//! where a field closes a circle of types.

use super::{Api, IdVec, Tag, Type, TypeDef, TypeId, TypeKind, circles, finite};

/// How one type is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypeUsage {
    /// Part of a request.
    pub sent: bool,
    /// Part of a response.
    pub received: bool,
    /// Whether a value of it, or of a type in it, has a secret field.
    pub holds_secret: bool,
}

/// Facts that follow about the types of an API.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    types: IdVec<TypeId, TypeUsage>,
    /// For each type a number that it shares with those that it holds inline, through fields and aliases but not
    /// through lists and maps, and that hold it.
    circle: IdVec<TypeId, usize>,
    /// The cycles of [`Analysis::endless`].
    endless: Vec<Vec<TypeId>>,
    /// The results of [`Analysis::is_finite`].
    is_finite: IdVec<TypeId, bool>,
    /// The cycles of [`Analysis::nameless`].
    nameless: Vec<Vec<TypeId>>,
    /// The cycles of [`Analysis::circular`].
    circular: Vec<Vec<TypeId>>,
}

impl Analysis {
    /// Analyses a model.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let inline: Vec<Vec<TypeId>> = api.types.iter().map(|def| inline_parts(&def.kind)).collect();
        let required = finite::required(api);
        let is_finite = finite::are_finite(&required);
        let endless: Vec<Vec<TypeId>> = required
            .enumerate()
            .map(|(id, parts)| {
                let parts = parts.iter().copied();
                parts.filter(|part| !is_finite[id] && !is_finite[*part]).collect()
            })
            .collect();
        let aliases: Vec<Vec<TypeId>> = api.types.iter().map(|def| alias_parts(&def.kind)).collect();
        let wholes: Vec<Vec<TypeId>> = api.types.iter().map(|def| whole_parts(&def.kind)).collect();
        let mut analysis = Self {
            types: api.types.filled(TypeUsage::default()),
            circle: circles::components(&inline).into_iter().collect(),
            endless: circles::circles(&endless),
            is_finite,
            nameless: circles::circles(&aliases),
            circular: circles::circles(&wholes),
        };
        for endpoint in &api.endpoints {
            for ty in endpoint.request_types() {
                analysis.mark(api, Some(ty), |fact| &mut fact.sent);
            }
            for ty in endpoint.response_types() {
                analysis.mark(api, Some(ty), |fact| &mut fact.received);
            }
        }
        for field in api.endpoints.iter().flat_map(|endpoint| &endpoint.response_headers) {
            analysis.mark(api, Some(&field.ty), |fact| &mut fact.received);
        }
        for ty in api.failure_types() {
            analysis.mark(api, Some(&ty.value), |fact| &mut fact.received);
        }
        let params = api.endpoints.iter().flat_map(|endpoint| &endpoint.params).map(|param| &param.field);
        for field in params.chain(api.common.iter().map(|common| &common.field)) {
            analysis.mark(api, Some(&field.ty), |fact| &mut fact.sent);
        }
        analysis.find_secrets(api);
        analysis
    }

    /// How one type is used.
    #[must_use]
    pub fn get(&self, id: TypeId) -> TypeUsage {
        self.types[id]
    }

    /// The types that nothing leads to: no endpoint, and no other type. Of types that lead to each other and to which
    /// nothing else leads, the first.
    #[must_use]
    pub fn unused(&self, api: &Api) -> Vec<TypeId> {
        let is_used = |id: TypeId| self.types[id].sent || self.types[id].received;
        let parts = |(id, def): (TypeId, &TypeDef)| match is_used(id) {
            true => Vec::new(),
            false => def.kind.parts().into_iter().flat_map(Type::names).collect(),
        };
        let parts: Vec<Vec<TypeId>> = api.types.enumerate().map(parts).collect();
        let component: IdVec<TypeId, usize> = circles::components(&parts).into_iter().collect();
        let mut is_known = vec![false; api.types.len()];
        for (own, parts) in component.iter().zip(&parts) {
            for part in parts.iter().map(|part| component[*part]).filter(|part| part != own) {
                is_known[part] = true;
            }
        }
        let types = api.types.enumerate().map(|(id, _)| id);
        types.filter(|id| !is_used(*id) && !std::mem::replace(&mut is_known[component[*id]], true)).collect()
    }

    /// The shortest cycle for each set of types that require each other, so that no value of them is finite.
    #[must_use]
    pub fn endless(&self) -> &[Vec<TypeId>] {
        &self.endless
    }

    /// Whether a type has finite values. Unions have: they are open.
    #[must_use]
    pub fn is_finite(&self, id: TypeId) -> bool {
        self.is_finite[id]
    }

    /// The shortest cycle for each set of aliases that name each other and nothing else, through lists and maps too:
    /// an alias of a list of itself names nothing either.
    #[must_use]
    pub fn nameless(&self) -> &[Vec<TypeId>] {
        &self.nameless
    }

    /// The shortest cycle for each set of unions and aliases that are one of each other: reading a
    /// value would ask the same question again and again.
    #[must_use]
    pub fn circular(&self) -> &[Vec<TypeId>] {
        &self.circular
    }

    /// Whether a field of type `ty` inside `owner` closes a circle of types that hold each other inline, so that a back-end
    /// without references needs an allocation between.
    #[must_use]
    pub fn closes_circle(&self, owner: TypeId, ty: &Type) -> bool {
        let circle = |id: TypeId| self.circle[id];
        direct(ty).into_iter().any(|id| id == owner || circle(id) == circle(owner))
    }

    /// Whether a value of type `ty` can hold a secret.
    #[must_use]
    pub fn holds_secret(&self, ty: &Type) -> bool {
        ty.names().into_iter().any(|id| self.get(id).holds_secret)
    }

    /// Marks the types with secret fields, and those that hold such a type at any depth.
    fn find_secrets(&mut self, api: &Api) {
        let mut holders = api.types.filled(Vec::new());
        let mut open = Vec::new();
        for (id, def) in api.types.enumerate() {
            for part in def.kind.parts().into_iter().flat_map(Type::names) {
                holders[part].push(id);
            }
            if matches!(&def.kind, TypeKind::Struct(fields) if fields.iter().any(|field| field.secret)) {
                open.push(id);
            }
        }
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut self.types[id].holds_secret, true) {
                open.extend(&holders[id]);
            }
        }
    }

    /// Sets a flag on every type reachable from `ty`.
    fn mark(&mut self, api: &Api, ty: Option<&Type>, flag: fn(&mut TypeUsage) -> &mut bool) {
        let mut open: Vec<TypeId> = ty.map(Type::names).unwrap_or_default();
        while let Some(id) = open.pop() {
            if !std::mem::replace(flag(&mut self.types[id]), true) {
                open.extend(api.types[id].kind.parts().into_iter().flat_map(Type::names));
            }
        }
    }
}

fn inline_parts(kind: &TypeKind) -> Vec<TypeId> {
    kind.parts().into_iter().flat_map(direct).collect()
}

fn alias_parts(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Alias(ty) => ty.names(),
        TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => Vec::new(),
    }
}

/// The types that a value of this one may be as a whole, so that reading it reads the same text again.
fn whole_parts(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Alias(ty) => whole(ty).into_iter().collect(),
        TypeKind::Union(union) if !matches!(union.tag, Tag::Beside { .. }) => {
            union.variants.iter().filter_map(|variant| whole(&variant.ty)).collect()
        }
        TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => Vec::new(),
    }
}

/// The named type that all of a value is.
fn whole(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) | Type::Limited(inner, _) => whole(inner),
        Type::Scalar(_)
        | Type::Parameter(_)
        | Type::Applied(..)
        | Type::List(_)
        | Type::Map(_)
        | Type::Error => None,
    }
}

/// The types that a value holds without an allocation between. Whether a generic type holds its argument so is not
/// looked into; it is taken to.
fn direct(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Named(id) => vec![*id],
        Type::Applied(id, argument) => std::iter::once(*id).chain(direct(argument)).collect(),
        Type::Nullable(inner) | Type::Limited(inner, _) => direct(inner),
        Type::Scalar(_) | Type::Parameter(_) | Type::List(_) | Type::Map(_) | Type::Error => Vec::new(),
    }
}
