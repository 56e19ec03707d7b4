//! Paths along the types of a payload: aliases, ranges, generic types, optional fields and null are seen through.

use super::api::{Api, Endpoint};
use super::ids::TypeId;
use super::types::{Type, TypeKind};
use crate::ast::{BodyStep, Direction};

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
        let mut ty = endpoint.response_type().ok_or(Stop::Unknown)?.clone();
        let mut fields = Vec::new();
        for step in path {
            let open = self.seen_through(&ty);
            let id = match open {
                Type::Error => return Err(Stop::Unknown),
                Type::Named(id) | Type::Applied(id, _) => *id,
                _ => return Err(Stop::NoStruct(open.clone())),
            };
            let (TypeKind::Struct(list), BodyStep::Key(key)) = (&self.types[id].kind, step) else {
                return Err(Stop::NoStruct(open.clone()));
            };
            let at = list
                .iter()
                .position(|field| field.wire == key.as_str() && field.is_there(Direction::Received));
            let (at, field) =
                at.and_then(|at| Some((at, list.get(at)?))).ok_or(Stop::NoField(key.clone(), id))?;
            fields.push((id, at));
            ty = match open {
                Type::Applied(_, argument) => field.ty.applied_to(argument),
                _ => field.ty.value.clone(),
            };
        }
        let ty = self.seen_through(&ty).clone();
        if ty == Type::Error { Err(Stop::Unknown) } else { Ok(PayloadPath { fields, ty }) }
    }

    /// The type without null, aliases and ranges.
    fn seen_through<'a>(&'a self, ty: &'a Type) -> &'a Type {
        self.behind_aliases(self.behind_aliases(ty.not_null()).not_null())
    }
}
