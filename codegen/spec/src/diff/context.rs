//! The versions to compare.

use super::notation::Names;
use crate::Spec;
use crate::model::{Api, TypeId};

/// Two versions, and the names of their types in the old one.
pub(super) struct Cx<'a> {
    pub(super) old: &'a Spec,
    pub(super) new: &'a Spec,
    pub(super) names: [Names<'a>; 2],
}

/// One of the versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

impl Side {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

impl<'a> Cx<'a> {
    pub(super) fn api(&self, side: Side) -> &'a Api {
        match side {
            Side::Old => &self.old.api,
            Side::New => &self.new.api,
        }
    }

    pub(super) fn names(&self, side: Side) -> &Names<'a> {
        match side {
            Side::Old => &self.names[0],
            Side::New => &self.names[1],
        }
    }

    /// Whether a type of a version is sent and whether it is received.
    pub(super) fn usage(&self, side: Side, id: TypeId) -> [bool; 2] {
        let spec = if side == Side::Old { self.old } else { self.new };
        let usage = spec.analysis.get(id);
        [usage.sent, usage.received]
    }
}
