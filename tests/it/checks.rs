//! Checks as the model has them: their requests, how much they find, the names that a configuration binds, and the time
//! they take.

use std::fmt::Write;
use std::time::{Duration, Instant};

use stubwright_codegen::{Options, inspect_with};
use stubwright_spec::Reading;
use stubwright_spec::diag::{Code, render};
use stubwright_spec::model::Api;
use stubwright_spec::model::preflight::{Coverage, Rule};
use stubwright_spec::stack;

use crate::cases;

const HEAD: &str = "stubwright: 1\napi: shop\nenvelope: {success: {ok: true}, code: code}\n";

fn inspect(rest: &str, options: &Options) -> (Reading, Option<Api>) {
    let text = format!("{HEAD}{rest}");
    let mut alone = |_: &str| Err(String::from("there is one file"));
    stack::on_large_stack(|| inspect_with("x.yaml", text.as_bytes(), &mut alone, options)).unwrap()
}

/// The model of a spec without errors.
fn sound(rest: &str) -> Api {
    let (outcome, api) = inspect(rest, &Options::default());
    let said = render::short(&outcome.diagnostics, &outcome.sources);
    assert!(!outcome.diagnostics.has_errors(), "{said}");
    api.unwrap()
}

#[test]
fn a_function_is_bound_by_the_configuration() {
    let spec = "errors: {e1: {name: A, check: {custom: shelf-is-free}}}\n\
                endpoints: {e: {post: /e, request: R}, none: {get: /n}}\ntypes: {R: {a: string}}\n";
    let (outcome, _) = inspect(spec, &Options::default());
    assert!(outcome.diagnostics.has(Code::UnboundCheck));
    let mut options = Options::default();
    options.checks.insert(String::from("shelf-is-free"), String::from("crate::checks::shelf_is_free"));
    let (outcome, api) = inspect(spec, &options);
    assert!(!outcome.diagnostics.has_errors());
    let api = api.unwrap();
    // The endpoint without a request has nothing to look at.
    assert_eq!(api.preflight.len(), 1);
    assert!(matches!(&api.preflight[0].rule, Rule::Custom(name) if name.value == "shelf-is-free"));
    assert_eq!(api.preflight[0].coverage, Coverage::Part);
}

#[test]
fn coverage_is_that_of_the_least_rule() {
    let api = sound(
        r#"errors:
  e1: {name: A, check: {present: a}}
  e2: {name: B, check: [{present: a}, {present: b, partial: true}]}
  e3: {name: C, check: {range: {a: {max: 3}}, fact: pages}}
  e4: {name: D, check: [{present: a}, {format: {a: {regex: '(?=a)'}}}]}
  e5: {name: E, check: {format: {a: {regex: '(?=a)'}}}}
  e6: {name: F}
endpoints: {e: {post: /e, request: R}}
types: {R: {a: string, b?: string}}
"#,
    );
    let coverage: Vec<Coverage> =
        (0..6).map(|row| api.coverage(stubwright_spec::model::RowId(row))).collect();
    use Coverage::{None, Part, Whole};
    assert_eq!(coverage, [Whole, Part, Part, Part, None, None]);
}

#[test]
fn a_rule_goes_where_its_row_and_its_paths_are() {
    let api = sound(
        r#"errors:
  e1: {name: A, check: {present: a}}
  e2: {name: B, check: {together: [a, b]}}
  e3: {name: C, check: {unique: {list: key}}}
endpoints:
  one: {post: /1, request: One}
  two: {post: /2, request: Two, errors: [e1, e3]}
  three: {get: /3, params: {a?: string}, errors: [e1]}
  four: {get: /4}
types:
  One: {a?: string, b?: string, list?: [Item]}
  Two: {a?: string, b?: string, list?: [string]}
  Item: {key: string}
"#,
    );
    let found: Vec<(u32, u32)> = api.preflight.iter().map(|check| (check.endpoint.0, check.row.0)).collect();
    assert_eq!(found, [(0, 0), (0, 1), (0, 2), (1, 0), (2, 0)]);
}

/// Rules and endpoints are not held against each other one by one. The limit is for slow machines without optimisation;
/// one by one it is passed many times over.
#[test]
fn a_large_table_and_many_endpoints() {
    const ROWS: usize = 10_000;
    const ENDPOINTS: usize = 1_000;
    let mut spec = String::from("errors:\n");
    for row in 0..ROWS {
        let field = row % ENDPOINTS;
        // Half of the rules have a path that no request has.
        let field = if row % 2 == 0 { format!("k{field}") } else { format!("z{row}") };
        writeln!(spec, "  e{row}: {{name: E{row}, check: {{length: {{data.{field}: {{max: 3}}}}}}}}")
            .unwrap();
    }
    spec.push_str("endpoints:\n");
    for at in 0..ENDPOINTS {
        writeln!(spec, "  op{at}: {{post: /o{at}, request: R{at}}}").unwrap();
    }
    spec.push_str("types:\n");
    for at in 0..ENDPOINTS {
        writeln!(spec, "  R{at}: {{data: D{at}}}\n  D{at}: {{k{at}: string}}").unwrap();
    }
    let start = Instant::now();
    let (outcome, _) = inspect(&spec, &Options::default());
    let found = outcome.diagnostics.sorted().iter().filter(|item| item.code == Code::UnknownField).count();
    assert_eq!(found, ROWS / 2);
    assert!(start.elapsed() < Duration::from_secs(90), "{:?}", start.elapsed());
}

#[test]
fn too_many_checks_are_refused() {
    let mut spec = String::from("errors:\n");
    for row in 0..500 {
        writeln!(spec, "  e{row}: {{name: E{row}, check: {{present: a}}}}").unwrap();
    }
    spec.push_str("endpoints:\n");
    for at in 0..500 {
        writeln!(spec, "  op{at}: {{post: /o{at}, request: R}}").unwrap();
    }
    spec.push_str("types: {R: {a: string}}\n");
    let (outcome, _) = inspect(&spec, &Options::default());
    assert!(outcome.diagnostics.has(Code::NotYet));
}

/// For every rule of every sound spec there is a request that keeps it and one that breaks it.
#[test]
fn rules_of_sound_specs_can_be_kept_and_broken() {
    let mut rules = 0;
    for case in cases::sound() {
        let outcome = case.run();
        let found: Vec<Code> = cases::codes(&outcome)
            .into_iter()
            .filter(|code| matches!(code, Code::BadCheck | Code::NeverBroken))
            .collect();
        let said = render::short(&outcome.diagnostics, &outcome.sources);
        assert!(found.is_empty(), "{}:\n{said}", case.name);
        rules += String::from_utf8_lossy(&case.bytes).matches("check:").count();
    }
    assert!(rules > 60, "{rules}");
}
