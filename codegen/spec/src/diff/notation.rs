//! Types as text that is the same in both versions.

use crate::model::dump::ty_with;
use crate::model::{Api, Id, Range, Type, TypeId};

/// The names of the types of a version, by what they are called in the old one.
#[derive(Debug)]
pub(super) struct Names<'a> {
    names: Vec<&'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        Self { names: api.types.iter().map(|def| def.name.as_str()).collect() }
    }

    /// Calls a type by the name that it had before.
    pub(super) fn rename(&mut self, id: TypeId, name: &'a str) {
        if let Some(entry) = self.names.get_mut(id.position()) {
            *entry = name;
        }
    }

    pub(super) fn get(&self, id: TypeId) -> &'a str {
        self.names.get(id.position()).copied().unwrap_or_default()
    }

    /// A type in the notation of the format, without its ranges.
    pub(super) fn ty(&self, ty: &Type) -> String {
        ty_with(&without_ranges(ty), &|id| self.get(id).to_owned())
    }
}

fn without_ranges(ty: &Type) -> Type {
    let inside = |ty: &Type| Box::new(without_ranges(ty));
    match ty {
        Type::Limited(inner, _) => without_ranges(inner),
        Type::List(inner) => Type::List(inside(inner)),
        Type::Map(inner) => Type::Map(inside(inner)),
        Type::Nullable(inner) => Type::Nullable(inside(inner)),
        Type::Applied(id, inner) => Type::Applied(*id, inside(inner)),
        Type::Scalar(_) | Type::Named(_) | Type::Parameter(_) | Type::Error => ty.clone(),
    }
}

/// The ranges in a type, from outer to inner.
pub(super) fn ranges(ty: &Type) -> String {
    let mut all = Vec::new();
    let mut ty = ty;
    loop {
        match ty {
            Type::Limited(inner, Range { least, most, .. }) => {
                let end = |end: &Option<String>| end.clone().unwrap_or_default();
                all.push(format!("{}..={}", end(least), end(most)));
                ty = inner;
            }
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Applied(_, inner) => {
                ty = inner
            }
            Type::Scalar(_) | Type::Named(_) | Type::Parameter(_) | Type::Error => return all.join(", "),
        }
    }
}
