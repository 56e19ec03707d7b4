//! The items of `preflight.rs`.

use crate::plan::Gate;
use crate::plan::docs::Docs;
use crate::plan::names::Name;
use crate::plan::syntax::{Expr, Path, Pattern, RustType};

/// `preflight.rs`.
#[derive(Debug, Clone, PartialEq)]
pub struct PreflightItem {
    /// The module.
    pub module: Name,
    /// Where times without an offset are meant, when a rule reads times.
    pub zone: Option<Expr>,
    /// The requests that have rules, in spec order.
    pub requests: Vec<RequestPreflight>,
}

impl PreflightItem {
    /// The function that checks the request of an operation.
    pub(in crate::plan) fn of(&self, method: &Name) -> Option<OperationPreflight> {
        let checks = self.requests.iter().find(|checks| checks.entry == *method)?;
        Some(OperationPreflight { entry: checks.entry.clone(), needs: checks.needs })
    }
}

/// The function that an operation calls.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationPreflight {
    /// The function.
    pub entry: Name,
    /// The arguments other than the request.
    pub needs: Needs,
}

/// The rules of one request.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestPreflight {
    /// The request struct.
    pub request: RustType,
    /// When its rules are compiled.
    pub gate: Gate,
    /// The function that holds a request against all of them.
    pub entry: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The codes that it can find, in table order.
    pub checked: Vec<Name>,
    /// The arguments other than the request.
    pub needs: Needs,
    /// One function for each row, in table order.
    pub rows: Vec<RowPreflight>,
}

/// The rules of one row for one request.
#[derive(Debug, Clone, PartialEq)]
pub struct RowPreflight {
    /// The function.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The arguments other than the request.
    pub needs: Needs,
    /// The statements of the body.
    pub body: Vec<Statement>,
}

/// The arguments of a function other than the request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// The time of the call.
    pub now: Need,
    /// The facts of the caller.
    pub facts: Need,
}

/// Whether something is needed. Functions take only the arguments that they need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Need {
    /// It is.
    Yes,
    /// It is not.
    #[default]
    No,
}

impl Need {
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Yes { self } else { other }
    }
}

/// A statement of a check.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// `let name = value;`
    Let {
        /// The name.
        name: Name,
        /// The value.
        value: Expr,
    },
    /// `static NAME: rt::preflight::Pattern = rt::preflight_pattern!("…");`
    Pattern {
        /// The name.
        name: Name,
        /// The regular expression.
        text: String,
    },
    /// `let Some(name) = name else { continue };`
    Skip(Name),
    /// `for pattern in items { … }`
    Each {
        /// The pattern of an item.
        pattern: Pattern,
        /// The items.
        items: Expr,
        /// The body of the loop.
        body: Vec<Statement>,
    },
    /// `if condition { … }`
    If {
        /// The condition.
        condition: Expr,
        /// The body.
        body: Vec<Statement>,
    },
    /// `rt::preflight::unique(keys, |place, first| { … });`
    Pairs {
        /// The function of the runtime.
        function: &'static str,
        /// The variable with the items.
        items: Name,
        /// The places of an item and of the one that it is compared with.
        arguments: [Pattern; 2],
        /// The report for each pair.
        report: Report,
    },
    /// `crate::checks::deadline(request, &mut |path, detail| found.add(…));`
    Custom {
        /// The function of the caller.
        function: Path,
        /// The variant of the row.
        code: Name,
    },
    /// `found.add(…);`
    Report(Report),
}

/// A violation.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The variant of the row.
    pub code: Name,
    /// Where, in wire names.
    pub path: Words,
    /// A description of the violation.
    pub detail: Words,
}

/// Words of a violation.
#[derive(Debug, Clone, PartialEq)]
pub enum Words {
    /// Known beforehand.
    Fixed(String),
    /// With the indexes of loops in them.
    Built(Expr),
}
