//! Paths along the types of a payload: aliases, ranges, generic types, optional fields and null are seen through.

use std::collections::BTreeSet;

use super::api::{Api, Endpoint};
use super::ids::TypeId;
use super::types::{Field, Type, TypeKind};
use crate::ast::{BodyStep, Direction, FieldRole};

/// The end of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadPath {
    /// The fields on the way, by their struct and their place in it.
    pub fields: Vec<(TypeId, usize)>,
    /// The type at the end, without null.
    pub ty: Type,
}

/// The reason why a path ends before its last step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The payload has no type that is known: it is raw, missing, or could not be resolved.
    Unknown,
    /// There is no field of this name in the struct.
    NoField(String, TypeId),
    /// A step other than a key, or a type without fields.
    NoStruct(Type),
}

impl Api {
    /// Follows a path through the payload of an endpoint.
    ///
    /// # Errors
    /// The reason why it doesn't lead to a value.
    pub fn payload_path(&self, endpoint: &Endpoint, path: &[BodyStep]) -> Result<PayloadPath, Stop> {
        self.path_from(endpoint.response_type().ok_or(Stop::Unknown)?, path)
    }

    /// Follows a path from a type on.
    ///
    /// # Errors
    /// The reason why it doesn't lead to a value.
    pub fn path_from(&self, ty: &Type, path: &[BodyStep]) -> Result<PayloadPath, Stop> {
        let mut ty = ty.clone();
        let mut fields = Vec::new();
        for step in path {
            let open = self.seen_through(&ty);
            let id = match open {
                Type::Error => return Err(Stop::Unknown),
                Type::Named(id) | Type::Applied(id, _) => *id,
                _ => return Err(Stop::NoStruct(open.clone())),
            };
            let (TypeKind::Struct(_), BodyStep::Key(key)) = (&self.types[id].kind, step) else {
                return Err(Stop::NoStruct(open.clone()));
            };
            let (way, inner) =
                self.member(open, key, Direction::Received).ok_or(Stop::NoField(key.clone(), id))?;
            fields.extend(way);
            ty = inner;
        }
        let ty = self.seen_through(&ty).clone();
        if ty == Type::Error { Err(Stop::Unknown) } else { Ok(PayloadPath { fields, ty }) }
    }

    /// The fields that lead to a member of an object in this direction by its name on the wire, and its type: one
    /// field, after the inline fields that contain it.
    #[must_use]
    pub fn member(
        &self,
        ty: &Type,
        wire: &str,
        direction: Direction,
    ) -> Option<(Vec<(TypeId, usize)>, Type)> {
        let mut open = vec![(Vec::new(), ty.clone())];
        let mut seen = BTreeSet::new();
        while let Some((way, ty)) = open.pop() {
            let ty = self.seen_through(&ty);
            let (Type::Named(id) | Type::Applied(id, _)) = ty else { continue };
            let TypeKind::Struct(fields) = &self.types[*id].kind else { continue };
            if !seen.insert(*id) {
                continue;
            }
            let inner = |field: &Field| match ty {
                Type::Applied(_, argument) => field.ty.applied_to(argument),
                _ => field.ty.value.clone(),
            };
            let next = |at: usize| way.iter().copied().chain([(*id, at)]).collect();
            for (at, field) in fields.iter().enumerate().filter(|(_, field)| field.is_there(direction)) {
                match field.role {
                    FieldRole::Member if field.wire == wire => return Some((next(at), inner(field))),
                    FieldRole::Inline => open.push((next(at), inner(field))),
                    FieldRole::Member | FieldRole::Fixed(_) | FieldRole::Rest => {}
                }
            }
        }
        None
    }

    /// The type without null, aliases and ranges.
    fn seen_through<'a>(&'a self, ty: &'a Type) -> &'a Type {
        self.behind_aliases(self.behind_aliases(ty.not_null()).not_null())
    }
}
