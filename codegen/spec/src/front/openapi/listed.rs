//! Codes in the bodies of failures, and where they are.

use super::document::Literal;
use crate::ast::Statuses;
use crate::source::Spanned;

/// A code in the body of a failure.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// The keys that lead to the object around it; an index for lists.
    pub(super) around: Vec<String>,
    pub(super) key: &'static str,
    pub(super) value: Literal,
    /// The key of its message, and the message if the document has it.
    pub(super) message: Option<(&'static str, Option<Spanned<String>>)>,
}

/// A code of an operation.
#[derive(Debug)]
pub(super) struct OfOperation {
    pub(super) operation: usize,
    pub(super) status: Statuses,
    pub(super) code: Code,
}

/// Where codes and their messages are in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) around: Vec<String>,
    pub(super) key: &'static str,
    pub(super) message: Option<&'static str>,
}

impl Path {
    /// The path of the code.
    pub(super) fn code(&self) -> String {
        [self.around.join("."), self.key.to_owned()].join(".").trim_start_matches('.').to_owned()
    }

    /// The path of the message, if it has one of its own.
    pub(super) fn message(&self) -> Option<String> {
        let key = self.message?;
        Some([self.around.join("."), key.to_owned()].join(".").trim_start_matches('.').to_owned())
    }
}
