//! `preflight.rs`: the rules of the error table, a function for each row and request.

use super::file::Part;
use super::flat::Flat;
use super::out::Out;
use super::scope::FileScope;
use super::words;
use crate::plan::names::Name;
use crate::plan::preflight::{
    Need, Needs, PreflightItem, Report, RequestPreflight, RowPreflight, Statement, Words,
};
use crate::plan::syntax::{Expr, Path};

/// `preflight.rs`.
pub(super) fn parts(checks: &PreflightItem) -> Vec<Part<'_>> {
    let mut parts = vec![
        Part::line("use ::std::time::SystemTime;"),
        words::runtime(),
        Part::line("use super::errors::{Error, ErrorCode};\nuse super::types;"),
    ];
    parts.extend(
        checks
            .zone
            .iter()
            .map(|zone| Part::item(|out| out.value("const ZONE: rt::preflight::Zone =", &[], zone, ";"))),
    );
    for request in &checks.requests {
        let gate = &request.gate;
        parts.push(Part::item(|out| methods(out, request)).behind(gate));
        parts.push(Part::item(|out| entry(out, request)).behind(gate));
        let rows = request.rows.iter();
        parts.extend(rows.map(|row| Part::item(|out| function(out, request, row)).behind(gate)));
    }
    parts
}

/// The methods that users call.
fn methods(out: &mut Out<'_>, checks: &RequestPreflight) {
    out.open("impl $ {", &[&checks.request]);
    out.code("/// The error codes that [`check`](Self::check) can return, in table order.", &[]);
    let checked = Expr::list(checks.checked.iter().map(|code| Expr::Path(Path::Code(code.clone()))));
    out.value("pub const CHECKED: &'static [ErrorCode] =", &[], &checked, ";");
    out.gap();
    out.code(
        "
        /// Checks the request against the rules of the error table without sending it. Clients do so before each call.
        ///
        /// `now` is the time of the call.
        ///
        /// # Errors
        ///
        /// The error that the server would return, with every violation that was found.
        pub fn check(&self, now: SystemTime) -> Result<(), Error> {
            self.check_with(now, &rt::Facts::new())
        }
        ",
        &[],
    );
    out.gap();
    out.code(
        "
        /// Like [`check`](Self::check), with facts that only the caller knows. A rule whose fact is missing is skipped.
        ///
        /// # Errors
        ///
        /// Like [`check`](Self::check).
        pub fn check_with(&self, now: SystemTime, facts: &rt::Facts) -> Result<(), Error> {
            let mut found = rt::Violations::new();
            rt::Operation::preflight(self, now, facts, &mut found);
            rt::Error::preflight(<Self as rt::Operation>::ENDPOINT, found)
        }
        ",
        &[],
    );
    out.close("}");
}

fn entry(out: &mut Out<'_>, checks: &RequestPreflight) {
    out.docs(&checks.docs);
    head(out, ("pub(super) fn ", &checks.entry), checks, checks.needs);
    out.indented(|out| {
        for row in &checks.rows {
            out.code("$($);", &[&row.ident, &arguments("request", row.needs)]);
        }
    });
    out.code("}", &[]);
}

fn function(out: &mut Out<'_>, checks: &RequestPreflight, row: &RowPreflight) {
    out.docs(&row.docs);
    head(out, ("fn ", &row.ident), checks, row.needs);
    out.indented(|out| statements(out, &row.body));
    out.code("}", &[]);
}

fn head(out: &mut Out<'_>, (words, name): (&'static str, &Name), checks: &RequestPreflight, needs: Needs) {
    let request = ("request: &", &checks.request);
    let mut arguments: Vec<&dyn Flat> = vec![&request];
    if needs.now == Need::Yes {
        arguments.push(&"now: SystemTime");
    }
    if needs.facts == Need::Yes {
        arguments.push(&"facts: &rt::Facts");
    }
    arguments.push(&"found: &mut rt::Violations<ErrorCode>");
    out.function(("$$", &[&words, name]), &arguments, (" {", &[]));
}

/// The arguments of a check, after the request.
pub(super) struct Arguments(&'static str, Needs);

pub(super) fn arguments(request: &'static str, needs: Needs) -> Arguments {
    Arguments(request, needs)
}

impl Flat for Arguments {
    fn flat(&self, _: &FileScope, out: &mut String) {
        let Self(request, needs) = self;
        out.push_str(request);
        out.push_str(if needs.now == Need::Yes { ", now" } else { "" });
        out.push_str(if needs.facts == Need::Yes { ", facts" } else { "" });
        out.push_str(", found");
    }
}

fn statements(out: &mut Out<'_>, body: &[Statement]) {
    for item in body {
        statement(out, item);
    }
}

fn statement(out: &mut Out<'_>, statement: &Statement) {
    match statement {
        Statement::Let { name, value } => out.value("let $ =", &[name], value, ";"),
        Statement::Pattern { name, text } => {
            let pattern = Expr::call("rt::preflight_pattern!", [Expr::text(text)]);
            out.value("static $: rt::preflight::Pattern =", &[name], &pattern, ";");
        }
        Statement::Skip(name) => out.code("let Some($) = $ else { continue };", &[name, name]),
        Statement::Each { pattern, items, body } => {
            out.block("for $ in ", &[pattern], items);
            statements(out, body);
            out.close("}");
        }
        Statement::If { condition, body } => {
            out.block("if ", &[], condition);
            statements(out, body);
            out.close("}");
        }
        Statement::Pairs { function, items, arguments: [place, first], report } => {
            out.open("$($, |$, $| {", &[function, items, place, first]);
            self::report(out, report);
            out.close("});");
        }
        Statement::Custom { function, code } => {
            out.open("$(request, &mut |path, detail| {", &[function]);
            out.code("found.add(ErrorCode::$, path, detail);", &[code]);
            out.close("});");
        }
        Statement::Report(report) => self::report(out, report),
    }
}

fn report(out: &mut Out<'_>, report: &Report) {
    let path = words(out, &report.path, "path");
    let detail = words(out, &report.detail, "detail");
    let code = Expr::Path(Path::Code(report.code.clone()));
    out.expr(&Expr::path("found").method("add", [code, path, detail]), ";");
}

/// A text that is known, or a variable with the text.
fn words(out: &mut Out<'_>, words: &Words, name: &'static str) -> Expr {
    match words {
        Words::Fixed(text) => Expr::text(text),
        Words::Built(value) => {
            out.value("let $ =", &[&name], value, ";");
            Expr::path(name)
        }
    }
}
