//! Every kind of type with every kind of value in every place that takes one: no panic, and errors or code that parses.

use stubwright_codegen::{Options, inspect, stack};
use stubwright_spec::diag::{Code, render};

use super::sensible;
use crate::cases::{codes, run};

/// Types, and the `as:` next to them.
const TYPES: &[(&str, &str)] = &[
    ("string", ""),
    ("string(1..=3)", ""),
    ("bool", ""),
    ("bool", "int"),
    ("bool", "string"),
    ("i32", ""),
    ("i32(0..=9)", ""),
    ("i64", ""),
    ("i64", "string"),
    ("u32", ""),
    ("u64", ""),
    ("f64", ""),
    ("f64(0..=1)", ""),
    ("decimal", ""),
    ("date", ""),
    ("datetime", ""),
    ("datetime", "rfc3339"),
    ("datetime", "unix"),
    ("datetime", "unix_ms"),
    ("url", ""),
    ("bytes", ""),
    ("bytes", "base64url"),
    ("bytes", "hex"),
    ("any", ""),
    ("\"[i64]\"", ""),
    ("\"[f64]\"", ""),
    ("\"{f64}\"", ""),
    ("\"[i64 | null]\"", ""),
    ("f64 | null", ""),
    ("string | null", ""),
    ("Ratio", ""),
    ("Ratios", ""),
    ("Word", ""),
    ("Level", ""),
    ("Size", ""),
    ("Box<f64>", ""),
    ("Box<Level>", ""),
    ("Either", ""),
    ("Tagged", ""),
    ("Beside", ""),
];

/// Values as YAML spells them.
const VALUES: &[&str] = &[
    "~",
    "\"\"",
    "' '",
    "a",
    "\"a b\"",
    "1",
    "-1",
    "+1",
    "\"1\"",
    "0",
    "-0",
    "007",
    "0x10",
    "1_000",
    "1.5",
    "-.5",
    "1.",
    "1e3",
    "1e999",
    "\"1e999\"",
    "-1e999",
    "NaN",
    "nan",
    ".nan",
    "inf",
    "-inf",
    "infinity",
    ".inf",
    "2147483648",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "123456789012345678901234567890123456789012345678901234567890",
    "true",
    "TRUE",
    "no",
    "2024-02-29",
    "2023-02-29",
    "2024-12-12T08:00:00Z",
    "\"2024-12-12 08:00:00\"",
    "\"€€€€€€€€€€€\"",
    "https://example.com/",
    "\"://\"",
    "QUJD",
    "\"\\u2028```\\0\"",
    "[]",
    "[1, NaN, 1e999]",
    "{}",
    "{w: NaN}",
    "{kind: size, w: 1e999, h: inf}",
    "{kind: size, value: {w: NaN}}",
];

const HEAD: &str = "stubwright: 1\napi: x\nenvelope: {success: {ok: true}, code: code, data: data}\n";

/// Named types, each with those that it needs.
const NAMED: &[(&str, &str)] = &[
    ("Ratio", "Ratio: f64"),
    ("Ratios", "Ratios: [f64]"),
    ("Word", "Word: {enum: [a, \"1\"]}"),
    ("Level", "Level: {as: int, enum: {One: 1, Two: 2}}"),
    ("Size", "Size: {w: f64, h?: f64}"),
    ("Box<f64>", "Box<T>: {inner: T}"),
    ("Box<Level>", "Box<T>: {inner: T}\n  Level: {as: int, enum: {One: 1, Two: 2}}"),
    ("Either", "Either: {union: [f64, Size]}\n  Size: {w: f64, h?: f64}"),
    ("Tagged", "Tagged: {tag: kind, union: {size: Size}}\n  Size: {w: f64, h?: f64}"),
    (
        "Beside",
        "Beside: {tag: kind, content: value, union: {size: Size, ratio: f64}}\n  Size: {w: f64, h?: f64}",
    ),
];

/// The declarations that a type needs.
fn named(ty: &str) -> String {
    NAMED.iter().filter(|(name, _)| *name == ty).map(|(_, text)| format!("  {text}\n")).collect()
}

/// The places of a value of a type.
const PLACES: &[fn(ty: &str, spelling: &str, value: &str) -> String] = &[
    // A default and an example of a field.
    |ty, spelling, value| body(ty, &format!("f?: {{type: {ty}{spelling}, default: {value}}}"), ""),
    |ty, spelling, value| body(ty, &format!("f?: {{type: {ty}{spelling}, example: {value}}}"), ""),
    // A default and an example of a parameter: query, header, path.
    |ty, spelling, value| params(ty, &format!("f?: {{type: {ty}{spelling}, default: {value}}}"), "/p"),
    |ty, spelling, value| {
        params(ty, &format!("F?: {{in: header, type: {ty}{spelling}, default: {value}}}"), "/p")
    },
    |ty, spelling, value| {
        let param = format!("f: {{type: {ty}{spelling}, default: {value}, example: {value}}}");
        params(ty, &param, "\"/p/{f}\"")
    },
    // Values of rules.
    |ty, spelling, value| check(ty, spelling, &format!("one_of: {{f: [{value}]}}")),
    |ty, spelling, value| check(ty, spelling, &format!("range: {{f: {{min: {value}}}}}")),
    |ty, spelling, value| check(ty, spelling, &format!("time: {{f: {{max: {value}}}}}")),
    |ty, spelling, value| check(ty, spelling, &format!("length: {{f: {{min: {value}, max: {value}}}}}")),
    |ty, spelling, value| check(ty, spelling, &format!("items: {{f: {{max: {value}}}}}")),
    |ty, spelling, value| check(ty, spelling, &format!("contains: {{f: {value}}}")),
    |ty, spelling, value| check(ty, spelling, &format!("extension: {{f: {value}}}")),
    |ty, spelling, value| check(ty, spelling, &format!("present: g, when: {{f: {value}}}")),
    // Sample payloads and bodies.
    |ty, spelling, value| {
        let fields = format!("f: {{type: {ty}{spelling}}}");
        body(ty, &fields, &format!(", example: {{request: {{f: {value}}}, response: {{f: {value}}}}}"))
    },
    |ty, _, value| {
        format!(
            "{HEAD}endpoints: {{p: {{post: /p, request: Q, response: {ty}, example: {{response: {value}}}}}}}\n\
             types:\n  Q: {{a: string}}\n{}",
            named(ty)
        )
    },
];

/// The places of a value without a type.
const ALONE: &[fn(value: &str) -> String] = &[
    |value| format!("{HEAD}types:\n  A: {{enum: [{value}]}}\n"),
    |value| format!("{HEAD}types:\n  A: {{enum: {{One: {value}}}, as: int}}\n"),
    |value| {
        format!(
            "stubwright: 1\napi: x\nenvelope: {{success: {{ok: {value}, http: [{value}]}}, code: code}}\n\
             errors: {{e1: {{name: A}}, {value}: {{name: B, http: {value}}}}}\nendpoints: {{p: {{get: /p}}}}\n"
        )
    },
];

fn body(ty: &str, fields: &str, more: &str) -> String {
    format!(
        "{HEAD}endpoints: {{p: {{post: /p, request: Q, response: Q{more}}}}}\ntypes:\n  Q: {{{fields}}}\n{}",
        named(ty)
    )
}

fn params(ty: &str, param: &str, path: &str) -> String {
    let named = named(ty);
    let types = if named.is_empty() { String::new() } else { format!("types:\n{named}") };
    format!("{HEAD}endpoints: {{p: {{post: {path}, params: {{{param}}}}}}}\n{types}")
}

fn check(ty: &str, spelling: &str, rule: &str) -> String {
    format!(
        "{HEAD}errors: {{e1: {{name: A, check: {{{rule}}}}}}}\nendpoints: {{p: {{post: /p, request: Q}}}}\n\
         types:\n  Q: {{f: {{type: {ty}{spelling}}}, g?: string}}\n{}",
        named(ty)
    )
}

/// All combinations.
fn all() -> Vec<String> {
    let mut specs: Vec<String> =
        VALUES.iter().flat_map(|value| ALONE.iter().map(move |place| place(value))).collect();
    for (ty, spelling) in TYPES {
        let spelling = if spelling.is_empty() { String::new() } else { format!(", as: {spelling}") };
        for value in VALUES {
            specs.extend(PLACES.iter().map(|place| place(ty, &spelling, value)));
        }
    }
    specs
}

/// Each combination is judged; of those that may be planned, one in a hundred is planned and printed, tests included.
#[test]
fn any_value_of_any_type_in_any_place() {
    let specs = all();
    assert!(specs.len() > 30_000, "{}", specs.len());
    let parts: Vec<&[String]> = specs.chunks(specs.len().div_ceil(2)).collect();
    let printed: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = parts.iter().map(|specs| scope.spawn(|| judge(specs))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert!(printed > 80, "{printed}");
}

/// How many were printed.
fn judge(specs: &[String]) -> usize {
    stack::on_large_stack(|| {
        let mut sound = 0;
        for spec in specs {
            let (outcome, _) = inspect("x.yaml", spec.as_bytes());
            let said = || format!("{}\n{spec}", render::short(&outcome.diagnostics, &outcome.sources));
            assert!(!outcome.diagnostics.has(Code::Bug), "{}", said());
            assert!(outcome.diagnostics.sorted().iter().all(|item| item.primary.is_some()), "{}", said());
            if !outcome.diagnostics.has_errors() {
                sound += 1;
                if sound % EACH == 0 {
                    sensible(&run("x.yaml", spec.as_bytes()), spec);
                    with_tests(spec);
                }
            }
        }
        sound / EACH
    })
    .unwrap()
}

/// Printing takes a hundred times as long as checking.
const EACH: usize = 89;

fn with_tests(spec: &str) {
    let mut none = |_: &str| Err(String::from("there are no further files"));
    let options = Options { tests: stubwright_codegen::options::Tests::Written, ..Options::default() };
    let outcome = stubwright_codegen::generate_with("x.yaml", spec.as_bytes(), &mut none, &options);
    sensible(&outcome, spec);
}

/// A value other than a finite number is refused in its place, whatever is around it.
#[test]
fn no_number_is_refused_in_its_place() {
    for value in ["NaN", "1e999", "-inf", "infinity", "\"1e999\"", "-1e999", ".nan"] {
        for ty in ["f64", "f64(0..)", "Ratio"] {
            for place in PLACES.iter().take(5).filter(|place| !place(ty, "", value).contains("example:")) {
                let spec = place(ty, "", value);
                let outcome = run("x.yaml", spec.as_bytes());
                assert_eq!(codes(&outcome), [Code::BadDefault], "{spec}");
                let found = outcome.diagnostics.sorted()[0].primary.clone().unwrap();
                assert_eq!(&spec[found.span.range()], value, "{spec}");
            }
        }
    }
}
