//! Types while they are made: they refer to each other by number, and have their names when all of them are known.

use crate::ast::{Spelling, TypeExprKind, TypeKind};
use crate::source::{Span, Spanned};

/// Where a type is: the named thing that it is in, and the way from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The name of a component or an operation, as the document has it.
    pub(super) owner: String,
    /// The names on the way, outermost first.
    pub(super) way: Vec<String>,
}

impl Place {
    pub(super) fn of(owner: impl Into<String>) -> Self {
        Self { owner: owner.into(), way: Vec::new() }
    }

    pub(super) fn with(&self, step: impl Into<String>) -> Self {
        let mut way = self.way.clone();
        way.push(step.into());
        Self { owner: self.owner.clone(), way }
    }
}

/// A type in the making.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) place: Place,
    pub(super) span: Span,
    pub(super) doc: Option<Spanned<String>>,
    pub(super) deprecated: bool,
    /// `None` until it is known, and for a component that is only another name.
    pub(super) kind: Option<TypeKind>,
    pub(super) role: Role,
}

/// The purpose of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It has a name of its own.
    Component,
    /// It is written where it is used.
    Inline,
    /// It is the whole body of a request, which no other type can be.
    Body,
    /// It is written where it is used, and is the only value of a field that may be absent: worth a type only where callers
    /// say it.
    Lone,
}

/// A type where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) kind: TypeExprKind,
    /// Whether `null` is a value.
    pub(super) null: bool,
    pub(super) spelling: Option<Spelling>,
}

impl Use {
    pub(super) fn new(kind: TypeExprKind) -> Self {
        Self { kind, null: false, spelling: None }
    }

    /// A type of the format.
    pub(super) fn word(word: &str) -> Self {
        Self::new(TypeExprKind::Name(word.to_owned()))
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, TypeExprKind::Name(name) if name == word)
    }
}

/// How a draft is referred to; no name of a document is written like this.
pub(super) fn reference(id: usize) -> TypeExprKind {
    TypeExprKind::Name(format!("#{id}"))
}

/// The draft that a name refers to.
pub(super) fn referred(name: &str) -> Option<usize> {
    name.strip_prefix('#')?.parse().ok()
}
