//! The tests of a client: samples, codes, and values that nobody knows yet.

use super::file::Part;
use super::flat::{Flat, Literal, Runtime};
use super::out::Out;
use crate::plan::Usage;
use crate::plan::syntax::{Expr, Path, RustType};
use crate::plan::tests::{CheckTest, CodesTest, Company, ResponseTest, SampleTest, TestsItem};

/// `tests.rs`.
pub(super) fn parts(tests: &TestsItem) -> Vec<Part<'_>> {
    let mut parts = vec![Part::item(|out| imports(out, tests))];
    for test in &tests.requests {
        parts.push(Part::item(|out| sample(out, test)));
        parts.push(Part::item(|out| request(out, test)));
    }
    for test in &tests.responses {
        parts.push(Part::item(|out| sample(out, &test.sample)));
        parts.push(Part::item(|out| response(out, test)));
    }
    parts.extend(tests.codes.iter().map(|test| Part::item(|out| codes(out, test))));
    parts.extend(tests.checks.iter().map(|test| Part::item(|out| check(out, test))));
    if !tests.unknown.is_empty() {
        parts.push(Part::item(|out| unknown(out, &tests.unknown)));
    }
    Part::inside(Part::item(|out| out.code("$::v1::with_testing! {", &[&Runtime])), parts)
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
    let CodesTest { name, operation, codes } = item;
    test(out, name, |out| match codes {
        Some(codes) => {
            let codes = Expr::list(codes.iter().map(|code| Expr::Path(Path::Code(code.clone()))));
            out.code("rt::testing::codes::<$>($)", &[operation, &codes]);
        }
        None => out.code("rt::testing::codes::<$>($::ERRORS)", &[operation, operation]),
    });
}

fn check(out: &mut Out<'_>, item: &CheckTest) {
    let CheckTest { name, code, make, keeps, keeping, breaks, breaking } = item;
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

fn unknown(out: &mut Out<'_>, values: &[(RustType, String)]) {
    test(out, &"unknown_values", |out| {
        for (index, (ty, value)) in values.iter().enumerate() {
            let end = if index + 1 == values.len() { "" } else { "?;" };
            out.code("rt::testing::round_trip::<$>($)$", &[ty, &Literal(value), &end]);
        }
    });
}
