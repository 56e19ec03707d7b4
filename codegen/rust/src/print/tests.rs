//! The tests of a client: samples, codes, and values that nobody knows yet.

use super::file::Part;
use super::flat::{Flat, Literal, Runtime};
use super::out::Out;
use super::words::{self, Imports};
use crate::plan::syntax::{Expr, Path, RustType};
use crate::plan::tests::{CheckTest, CodesTest, Company, ResponseTest, SampleTest, TestsItem};
use crate::plan::{Gate, Usage};

/// `tests.rs`.
pub(super) fn parts(tests: &TestsItem, imports: Imports) -> Vec<Part<'_>> {
    let mut parts = vec![Part::item(|out| self::imports(out, tests))];
    for test in &tests.requests {
        parts.push(Part::item(|out| sample(out, test)).behind(&test.gate));
        parts.push(Part::item(|out| request(out, test)).behind(&test.gate));
    }
    for test in &tests.responses {
        let gate = &test.sample.gate;
        parts.push(Part::item(|out| sample(out, &test.sample)).behind(gate));
        parts.push(Part::item(|out| response(out, test)).behind(gate));
    }
    parts.extend(tests.codes.iter().map(|test| Part::item(|out| codes(out, test)).behind(&test.gate)));
    parts.extend(tests.checks.iter().map(|test| Part::item(|out| check(out, test)).behind(&test.gate)));
    if !tests.unknown.is_empty() {
        parts.push(Part::item(|out| unknown(out, &tests.unknown)));
    }
    let inside = Part::inside(Part::item(|out| out.code("$::v1::with_testing! {", &[&Runtime])), parts);
    let gated = (imports == Imports::Gated).then(|| Part::line(words::GATED));
    gated.into_iter().chain(inside).collect()
}

fn imports(out: &mut Out<'_>, tests: &TestsItem) {
    out.code("use $::v1 as rt;", &[&Runtime]);
    if tests.codes_named == Usage::Named {
        out.code("use super::errors::ErrorCode;", &[]);
    }
    if tests.types_named == Usage::Named {
        out.code("use super::types;", &[]);
    }
}

/// A test with these lines.
fn test(out: &mut Out<'_>, name: &dyn Flat, body: impl FnOnce(&mut Out<'_>)) {
    out.code("#[test]", &[]);
    out.open("fn $() -> rt::testing::Outcome {", &[name]);
    body(out);
    out.close("}");
}

fn sample(out: &mut Out<'_>, test: &SampleTest) {
    out.raw("const $: &str =", &[&test.constant], &test.sample, ";");
}

fn request(out: &mut Out<'_>, item: &SampleTest) {
    test(out, &item.name, |out| {
        out.code("rt::testing::round_trip::<$>($)", &[&item.ty, &item.constant]);
    });
}

fn response(out: &mut Out<'_>, ResponseTest { sample, operation }: &ResponseTest) {
    test(out, &sample.name, |out| {
        out.code("rt::testing::response::<$>($)?;", &[operation, &sample.constant]);
        out.code("rt::testing::round_trip::<$>($)", &[&sample.ty, &sample.constant]);
    });
}

fn codes(out: &mut Out<'_>, item: &CodesTest) {
    let CodesTest { name, operation, codes, gate: _ } = item;
    test(out, name, |out| match codes {
        Some(codes) => {
            let codes = Expr::list(codes.iter().map(|code| Expr::Path(Path::Code(code.clone()))));
            out.code("rt::testing::codes::<$>($)", &[operation, &codes]);
        }
        None => out.code("rt::testing::codes::<$>($::ERRORS)", &[operation, operation]),
    });
}

fn check(out: &mut Out<'_>, item: &CheckTest) {
    let CheckTest { name, code, make, keeps, keeping, breaks, breaking, gate: _ } = item;
    test(out, name, |out| {
        out.value("let make =", &[], make, ";");
        if let Some((keeps, _)) = keeps {
            out.raw("let keeps =", &[], keeps, ";");
        }
        out.raw("let breaks =", &[], breaks, ";");
        let code = Expr::Path(Path::Code(code.clone()));
        let asked = |function, body, facts: &Expr| {
            let arguments = [Expr::path(body), Expr::path("make"), code.clone(), facts.clone().referenced()];
            Expr::call(function, arguments)
        };
        let refused = asked("rt::testing::breaks", "breaks", breaking);
        match keeps {
            None => out.expr(&refused, ""),
            Some((_, Company::Alone)) => {
                out.expr(&asked("rt::testing::keeps", "keeps", keeping), "?;");
                out.expr(&refused, "");
            }
            Some((_, Company::WithOthers)) => {
                let with =
                    |body, facts: &Expr| Expr::Tuple(vec![Expr::path(body), facts.clone().referenced()]);
                let arguments =
                    [with("keeps", keeping), with("breaks", breaking), Expr::path("make"), code.clone()];
                out.expr(&Expr::call("rt::testing::tells_apart", arguments), "");
            }
        }
    });
}

fn unknown(out: &mut Out<'_>, values: &[(Gate, RustType, String)]) {
    test(out, &"unknown_values", |out| {
        // A gated list can end anywhere, depending on the features.
        let is_gated = values.iter().any(|(gate, ..)| !gate.is_open());
        for (index, (gate, ty, value)) in values.iter().enumerate() {
            let is_last = index + 1 == values.len() && !is_gated;
            out.cfg(gate);
            let end = if is_last { "" } else { "?;" };
            out.code("rt::testing::round_trip::<$>($)$", &[ty, &Literal(value), &end]);
        }
        if is_gated {
            out.code("Ok(())", &[]);
        }
    });
}
