//! One difference between two versions of a spec.

use super::parts::Node;
use crate::diag::Code;
use crate::source::Span;

/// One difference between two versions of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The kind of change.
    pub code: Code,
    /// The kind of thing that changed: `field`.
    pub noun: &'static str,
    /// The thing that changed, by its name in the new version or else in the old one: `Contract.amount`.
    pub path: String,
    /// One sentence, no full stop, lower-case first word.
    pub message: String,
    /// The place in the old version, and the places of what it is a part of, from inner to outer; empty for what is new.
    pub old: Vec<Span>,
    /// The places in the new version; empty for what is gone.
    pub new: Vec<Span>,
    /// The place in the new version that is closest to what is gone.
    pub near: Option<Span>,
    /// Whether it is deprecated now, and wasn't before.
    pub deprecates: bool,
    /// The effects of the change.
    pub effects: Effects,
}

/// The effects of a change on clients, apart from whether their callers compile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// The pairs of client and server versions that no longer work together.
    pub wire: Vec<Compatibility>,
    /// A different behaviour of callers that compile and work as before.
    pub behaviour: Option<String>,
}

/// A client and a server of different versions that don't understand each other; each with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compatibility {
    /// A client of the old version, and a server of the new one.
    Deployed(String),
    /// A client of the new version, and a server of the old one.
    Ahead(String),
}

impl Effects {
    /// Nothing changes for clients.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.wire.is_empty() && self.behaviour.is_none()
    }

    pub(super) fn behaves(text: impl Into<String>) -> Self {
        Self { wire: Vec::new(), behaviour: Some(text.into()) }
    }

    pub(super) fn deployed(text: impl Into<String>) -> Self {
        Self { wire: vec![Compatibility::Deployed(text.into())], behaviour: None }
    }

    pub(super) fn ahead(text: impl Into<String>) -> Self {
        Self { wire: vec![Compatibility::Ahead(text.into())], behaviour: None }
    }

    /// Neither combination works.
    pub(super) fn apart(deployed: impl Into<String>, ahead: impl Into<String>) -> Self {
        Self::deployed(deployed).and(Self::ahead(ahead))
    }

    pub(super) fn and(mut self, more: Self) -> Self {
        self.wire.extend(more.wire);
        self.behaviour = self.behaviour.or(more.behaviour);
        self
    }

    pub(super) fn only_if(self, holds: bool) -> Self {
        if holds { self } else { Self::default() }
    }
}

impl Change {
    pub(super) fn new(code: Code, node: &Node<'_>, message: String) -> Self {
        Self {
            code,
            noun: node.part.noun(),
            path: node.path.clone(),
            message,
            old: Vec::new(),
            new: Vec::new(),
            near: None,
            deprecates: false,
            effects: Effects::default(),
        }
    }

    pub(super) fn with_old(mut self, node: &Node<'_>) -> Self {
        self.old.clone_from(&node.places);
        self
    }

    pub(super) fn with_new(mut self, node: &Node<'_>) -> Self {
        self.new.clone_from(&node.places);
        self
    }

    /// A text that is the same for the same change in every run, for lists of changes that are accepted:
    /// `SW1117 field Contract.amount`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{} {} {}", self.code, self.noun, self.path)
    }
}
