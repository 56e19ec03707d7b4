//! The rules of the error table for requests, which are checked before anything is sent.

pub use super::ids::EndpointId;
pub use crate::ast::preflight::{Choice, Expectation, Form, Length, Moment, Order, TimeUnit, Unit};

use super::ids::{RowId, TypeId};
use super::types::Type;
use crate::source::SourceSpan;

/// A rule of an error row, against the request of one endpoint.
///
/// A row of the spec gives one of these for each endpoint whose request has what the rule looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The row that a violation reports.
    pub row: RowId,
    /// The endpoint whose request is looked at.
    pub endpoint: EndpointId,
    /// Where the rule is written.
    pub span: SourceSpan,
    /// The rule.
    pub rule: Rule,
    /// Where it applies; all must hold.
    pub when: Vec<Condition>,
    /// How much of what the row means the rule covers.
    pub coverage: Coverage,
}

/// How much of what an error row means is found before sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// Nothing.
    None,
    /// Something: the rule says `partial: true`, or needs a fact or a function of the caller.
    Part,
    /// Everything that the row says about a request.
    Whole,
}

impl Coverage {
    /// Where a violation is found, for the column `checked` of a table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "by the server",
            Self::Part => "partly",
            Self::Whole => "locally",
        }
    }
}

/// A rule against the request of one endpoint.
pub type Rule = crate::ast::preflight::RuleKind<RequestPath>;
/// A condition of a rule. One that lacks what it looks at does not hold. Its lists are the first lists of [`Rule::scope`].
pub type Condition = crate::ast::preflight::Condition<RequestPath>;

/// A place in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestPath {
    /// The path as written, in wire names: `signers[*].signFields`.
    pub text: String,
    /// Where it is written.
    pub span: SourceSpan,
    /// From the request on; for the keys of [`Rule::Unique`] from the item on.
    pub steps: Vec<RequestStep>,
    /// The type at its end, without `| null`; aliases and ranges are left as they are.
    pub ty: Type,
}

/// One step of a [`RequestPath`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestStep {
    /// The parameter of the endpoint with this index.
    Param(usize),
    /// The body of the request; the first step of every path that is not a parameter.
    Body,
    /// The field of a struct: index into its fields. The arguments of a generic struct are put into the type.
    Field(TypeId, usize),
    /// Each item of a list, or each value of a map.
    Each,
    /// One item of a list, from 0.
    Index(u32),
}

impl RequestPath {
    /// How many lists or maps it goes through with `[*]`.
    #[must_use]
    pub fn scopes(&self) -> usize {
        self.steps.iter().filter(|step| **step == RequestStep::Each).count()
    }

    /// The steps up to the `[*]` of this number, counted from 1; none for 0, all up to the last one for more than there are.
    #[must_use]
    pub fn scope(&self, number: usize) -> &[RequestStep] {
        let ends =
            self.steps.iter().zip(1..).filter(|(step, _)| **step == RequestStep::Each).map(|(_, end)| end);
        let end = ends.take(number).last().unwrap_or(0);
        self.steps.get(..end).unwrap_or_default()
    }
}

impl Rule {
    /// The steps up to the last `[*]` for whose items the rule is checked one by one: the places of `when` are inside
    /// of its first lists.
    #[must_use]
    pub fn scope(&self) -> &[RequestStep] {
        match self {
            Self::Unique { list, across, .. } => list.scope(across.as_ref().unwrap_or(list).scopes()),
            Self::Uniform(at) => at.scope(at.scopes().saturating_sub(1)),
            _ => {
                let places = self.paths().into_iter();
                places
                    .map(|place| place.scope(usize::MAX))
                    .max_by_key(|scope| scope.len())
                    .unwrap_or_default()
            }
        }
    }
}
