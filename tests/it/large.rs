//! Specs of great size and specs that only seem small: all are answered soon.

use std::fmt::Write;
use std::time::{Duration, Instant};

use stubwright_spec::diag::{Code, render};

use crate::cases::{codes, run};

/// No measurement: growth that is not linear takes minutes at these sizes, and a busy machine must not fail the test.
const SOON: Duration = Duration::from_secs(120);

/// Runs a spec that must be answered soon.
fn soon(name: &str, spec: &str) -> stubwright_codegen::Outcome {
    let start = Instant::now();
    let outcome = run(name, spec.as_bytes());
    let pretty = render::pretty(&outcome.diagnostics, &outcome.sources, false);
    assert!(start.elapsed() < SOON, "{name} took {:?}", start.elapsed());
    assert!(pretty.len() < 200_000, "{name} says {} bytes", pretty.len());
    outcome
}

/// `row` for each number, joined.
fn many(count: usize, row: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        let _ = writeln!(text, "{}", row(at));
        text
    })
}

const HEAD: &str = "stubwright: 1\napi: large\n";
const PASTED: &str = "stubwright: 1\napi: large\nenvelope: {success: {ok: true}, code: code}\nerrors:\n";

#[test]
fn ten_thousand_codes() {
    let rows = many(10_000, |at| {
        format!("  oc_{at:05}: {{name: Failure{at}, message: 失败 {at}, solution: 检查参数}}")
    });
    let spec = format!("{HEAD}envelope: {{success: {{ok: true}}, code: code}}\nerrors:\n{rows}");
    let outcome = soon("codes.yaml", &spec);
    assert_eq!(codes(&outcome), []);
    assert!(outcome.files[2].text.contains("[rt::ErrorInfo; 10000]"));
}

/// The table is indexed with sixteen bits.
#[test]
fn too_many_codes() {
    let rows = many(70_000, |at| format!("  c{at}: {{name: F{at}}}"));
    let spec = format!("{HEAD}envelope: {{success: {{ok: true}}, code: code}}\nerrors:\n{rows}");
    assert_eq!(codes(&soon("codes.yaml", &spec)), [Code::NotYet]);
}

#[test]
fn ten_thousand_values() {
    let spec = format!("{HEAD}types:\n  A:\n    enum:\n{}", many(10_000, |at| format!("    - value-{at}")));
    assert_eq!(codes(&soon("values.yaml", &spec)), []);
}

#[test]
fn a_long_chain_of_aliases() {
    let chain = many(20_000, |at| format!("  A{at}: A{}", at + 1));
    let spec = format!("{HEAD}types:\n{chain}  A20000: string\n");
    assert_eq!(codes(&soon("chain.yaml", &spec)), []);
    let spec = format!("{HEAD}types:\n{chain}  A20000: A0\n");
    assert_eq!(codes(&soon("cycle.yaml", &spec)), [Code::AliasCycle]);
}

#[test]
fn a_long_chain_of_structs() {
    let chain = many(8000, |at| format!("  A{at}: {{next: A{}}}", at + 1));
    let spec = format!("{HEAD}types:\n{chain}  A8000: {{end: string}}\n");
    assert_eq!(codes(&soon("chain.yaml", &spec)), []);
    let spec = format!("{HEAD}types:\n{chain}  A8000: {{end: A0}}\n");
    assert_eq!(codes(&soon("cycle.yaml", &spec)), [Code::InfiniteType]);
}

#[test]
fn many_mistakes() {
    let rows = [
        many(5000, |at| format!("  UnknownTypeName{at}: {{field: UnknownTipeName{at}}}")),
        many(10_000, |at| format!("  T{at}: {{a-b: i64, a_b: i64}}")),
        many(5000, |at| format!("  T{at}: {{enum: [a, b], unknown_key_{at}: 1}}")),
    ];
    for types in rows {
        let outcome = soon("mistakes.yaml", &format!("{HEAD}types:\n{types}"));
        assert!(outcome.diagnostics.has_errors());
    }
    let outcome = soon("mistakes.yaml", &format!("{HEAD}{}", many(20_000, |at| format!("titel{at}: x"))));
    assert!(outcome.diagnostics.has_errors());
}

#[test]
fn many_codes_of_many_endpoints() {
    let rows = many(5000, |at| format!("  code{at}: {{name: Failure{at}}}"));
    let known = (0..5000).map(|at| format!("code{at}")).collect::<Vec<_>>().join(", ");
    let unknown = (0..5000).map(|at| format!("cote{at}")).collect::<Vec<_>>().join(", ");
    let endpoints = |list: &str| many(10, |at| format!("  call{at}: {{post: /{at}, errors: [{list}]}}"));
    let spec = |list: &str| {
        format!(
            "{HEAD}envelope: {{success: {{ok: true}}, code: code}}\nerrors:\n{rows}endpoints:\n{}",
            endpoints(list)
        )
    };
    assert_eq!(codes(&soon("known.yaml", &spec(&known))), []);
    assert!(soon("unknown.yaml", &spec(&unknown)).diagnostics.has(Code::UnknownErrorCode));
}

/// Marks of Markdown that are opened and never closed, or closed by one at the very end.
#[test]
fn marks_in_pasted_cells() {
    const COUNT: usize = 300_000;
    let fences = format!("{}{}", "`".repeat(COUNT), "a".repeat(COUNT));
    let runs = (1..800).map(|length| "`".repeat(length) + "a").collect();
    let cells = ["[", "<", "[](", "`a", "<br"].map(|mark| mark.repeat(COUNT));
    let ended =
        [format!("{}](x)", "[".repeat(COUNT)), format!("{}{}>", "<".repeat(COUNT), "/".repeat(COUNT))];
    for cell in cells.into_iter().chain(ended).chain([fences, runs]) {
        let spec = format!("{PASTED}  table: |\n    | code | message |\n    |--|--|\n    | e1 | {cell} |\n");
        assert!(!soon("cell.yaml", &spec).diagnostics.has_errors(), "{}", &cell[..10]);
    }
}

/// Rows without a code, rows of wide tables, and refinements of rows that are not there.
#[test]
fn many_pasted_rows() {
    const COUNT: usize = 60_000;
    let table = |rows: String| format!("  table: |\n    | code | message |\n    |--|--|\n{rows}");
    let rows = |row: &str| many(COUNT, |_| format!("    {row}"));
    let spec = format!("{PASTED}{}", table(rows("| | m |")));
    assert_eq!(codes(&soon("codeless.yaml", &spec)), [Code::BadErrorTable]);
    let joined = format!("    | e1 | m |\n{}", rows("| | m |"));
    let spec = format!("{PASTED}  empty: join\n{}", table(joined));
    assert!(!soon("joined.yaml", &spec).diagnostics.has_errors());
    for heads in ["x|".repeat(COUNT) + "code|", "x|".repeat(COUNT) + &"code|".repeat(COUNT)] {
        let rule = "-|".repeat(heads.matches('|').count());
        let spec = format!("{PASTED}  table: |\n    {heads}\n    {rule}\n{}", rows("a|"));
        assert!(!soon("wide.yaml", &spec).diagnostics.has_errors());
    }
    let unknown = many(10_000, |at| format!("    f{at}: {{name: N{at}}}"));
    let listed = table(many(10_000, |at| format!("    | e{at} | m |")));
    let outcome = soon("refined.yaml", &format!("{PASTED}  rows:\n{unknown}{listed}"));
    assert!(outcome.diagnostics.has(Code::NothingRefined));
}

/// Full-width marks on one long line, in texts and in names.
#[test]
fn long_lines_of_full_width_marks() {
    for entry in ["{message: 忙，x：y}", "{name： One}", "{name: “A”}", "忙：x"] {
        let rows = (0..10_000).map(|at| format!("e{at}: {entry}")).collect::<Vec<_>>().join(", ");
        soon("wide.yaml", &format!("{HEAD}errors: {{{rows}}}\n"));
        let rows = (0..10_000)
            .map(|at| format!("\"e{at}\": {{\"message\": \"忙：{at}\"}}"))
            .collect::<Vec<_>>()
            .join(", ");
        soon("wide.json", &format!("{{\"stubwright\": 1, \"api\": \"x\", \"errors\": {{{rows}}}}}"));
    }
}

/// Anchors that multiply (D25), and brackets that never end (D26).
#[test]
fn bombs_are_refused() {
    let list = (0..100_000).map(|_| "x").collect::<Vec<_>>().join(",");
    let quadratic = format!("{HEAD}a: &a [{list}]\nb:\n{}", many(2000, |_| String::from("- *a")));
    assert!(soon("quadratic.yaml", &quadratic).diagnostics.has(Code::AliasBudget));
    let laughs = many(40, |at| format!("a{}: &a{} [*a{at}, *a{at}]", at + 1, at + 1));
    assert!(soon("laughs.yaml", &format!("{HEAD}a0: &a0 x\n{laughs}")).diagnostics.has(Code::AliasBudget));
    for (name, text) in
        [("maps.yaml", "{a: "), ("lists.yaml", "["), ("lists.json", "["), ("maps.json", "{\"a\":")]
    {
        let outcome = soon(name, &text.repeat(100_000));
        assert_eq!(codes(&outcome), [Code::TooDeep], "{name}");
    }
}

/// An anchor may be used often, and what it names is generated often; that must not take long either.
#[test]
fn aliases_below_the_limit() {
    let fields = (0..1000).map(|at| format!("f{at}: i64")).collect::<Vec<_>>().join(", ");
    let types = many(400, |at| format!("  T{at}: *fields"));
    let outcome = soon("aliases.yaml", &format!("{HEAD}types:\n  T: &fields {{{fields}}}\n{types}"));
    assert!(outcome.files.is_empty() || outcome.files[1].text.contains("pub struct T399"));
}

/// A type notation nests as deep as YAML does, on an ordinary stack too.
#[test]
fn deep_types() {
    for (open, close) in [("[", "]"), ("{", "}")] {
        let ty = |depth: usize| format!("{}string{}", open.repeat(depth), close.repeat(depth));
        let spec = |depth: usize| format!("{HEAD}types:\n  A: {{x: \"{}\"}}\n", ty(depth));
        for depth in [1, 30, 31] {
            let outcome = stubwright_codegen::generate("deep.yaml", spec(depth).as_bytes());
            assert_eq!(codes(&outcome), [], "{depth}");
        }
        assert_eq!(codes(&soon("deep.yaml", &spec(100_000))), [Code::BadType]);
    }
}

#[test]
fn long_lines_and_names() {
    let name = "n".repeat(50_000);
    let spec = format!("{HEAD}title: {name}\ntypes:\n  {name}: {{{name}: string}}\n");
    let outcome = soon("long.json.yaml", &spec);
    assert!(!codes(&outcome).contains(&Code::Bug));
}
