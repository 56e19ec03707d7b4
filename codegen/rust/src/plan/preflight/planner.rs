//! The common parts of the rules of one row for one request: their needs, and how they report.

use super::scope::Scope;
use super::{Need, Needs, Report, Statement, Words};
use crate::plan::Cx;
use crate::plan::names::{self, Name};
use crate::plan::syntax::{Expr, Path};
use stubwright_spec::model::preflight::{EndpointId, RequestPath};

/// Plans the rules of one row for one request.
pub(super) struct Planner<'a> {
    pub(super) cx: &'a Cx<'a>,
    pub(super) endpoint: EndpointId,
    variant: Name,
    /// The arguments that the statements so far use.
    pub(super) needs: Needs,
    /// Whether the statements so far read times.
    pub(super) zone: Need,
    patterns: usize,
}

impl<'a> Planner<'a> {
    pub(super) fn new(cx: &'a Cx<'a>, endpoint: EndpointId, variant: Name) -> Self {
        Self { cx, endpoint, variant, needs: Needs::default(), zone: Need::No, patterns: 0 }
    }

    /// A violation at a place.
    pub(super) fn report(&self, scope: &Scope<'_>, at: &RequestPath, detail: &str) -> Statement {
        let path = scope.path(&at.steps).words("");
        Statement::Report(Report {
            code: self.variant.clone(),
            path,
            detail: Words::Fixed(detail.to_owned()),
        })
    }

    /// A violation at a place, where a condition holds.
    pub(super) fn report_if(
        &self,
        scope: &Scope<'_>,
        at: &RequestPath,
        condition: Expr,
        detail: &str,
    ) -> Statement {
        Statement::If { condition, body: vec![self.report(scope, at, detail)] }
    }

    /// A violation of a pair.
    pub(super) fn pair(&self, path: Words, detail: Words) -> Report {
        Report { code: self.variant.clone(), path, detail }
    }

    /// A call of a function that the configuration binds.
    pub(super) fn custom(&self, function: Path) -> Statement {
        Statement::Custom { function, code: self.variant.clone() }
    }

    /// The static of the regular expression that is planned now.
    pub(super) fn pattern(&mut self) -> Name {
        self.patterns += 1;
        self.current_pattern()
    }

    /// The static of the next regular expression.
    pub(super) fn next_pattern(&self) -> Name {
        pattern_name(self.patterns + 1)
    }

    fn current_pattern(&self) -> Name {
        pattern_name(self.patterns)
    }
}

fn pattern_name(number: usize) -> Name {
    if number == 1 { names::ident("PATTERN") } else { names::ident(&format!("PATTERN_{number}")) }
}
