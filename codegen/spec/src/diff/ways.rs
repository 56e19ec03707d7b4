//! In which directions the parts of a spec travel, and which types they have.

use super::context::{Cx, Side};
use super::parts::{Node, Part};
use crate::model::{Direction, Field, TypeId, TypeKind, TypeUse};

/// The directions in which a value travels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ways {
    pub(super) sent: bool,
    pub(super) received: bool,
}

impl Ways {
    pub(super) const SENT: Self = Self { sent: true, received: false };
    pub(super) const RECEIVED: Self = Self { sent: false, received: true };

    /// The ways in which a field is there.
    pub(super) fn of(self, field: &Field) -> Self {
        Self {
            sent: self.sent && field.is_there(Direction::Sent),
            received: self.received && field.is_there(Direction::Received),
        }
    }
}

pub(super) fn ways(cx: &Cx<'_>, side: Side, id: TypeId) -> Ways {
    let [sent, received] = cx.usage(side, id);
    Ways { sent, received }
}

pub(super) fn part_ways(cx: &Cx<'_>, node: &Node<'_>) -> Ways {
    match node.part {
        Part::Field(id, _) | Part::Type(id, _) | Part::Value(id, _) | Part::Variant(id, _) => {
            ways(cx, Side::New, id)
        }
        Part::Param(_) | Part::Common(_) => Ways::SENT,
        Part::Header(_) | Part::Failure(..) => Ways::RECEIVED,
        _ => Ways { sent: false, received: false },
    }
}

/// The field that a part is or has.
pub(super) fn field_of(part: Part<'_>) -> Option<&Field> {
    match part {
        Part::Field(_, field) | Part::Header(field) => Some(field),
        Part::Param(param) => Some(&param.field),
        Part::Common(common) => Some(&common.field),
        _ => None,
    }
}

/// The type of a field, a parameter, a member or an alias.
pub(super) fn declared(part: Part<'_>) -> Option<&TypeUse> {
    match part {
        Part::Variant(_, variant) => Some(&variant.ty),
        Part::Failure(_, entry) => entry.ty.as_ref(),
        Part::Type(_, def) => match &def.kind {
            TypeKind::Alias(target) => Some(target),
            _ => None,
        },
        part => field_of(part).map(|field| &field.ty),
    }
}
