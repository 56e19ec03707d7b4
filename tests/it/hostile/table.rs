//! The list of hostile inputs, D01 to D33, and what each gets. (D34 and D35 are about calls, and are tests of the runtime.)
//!
//! Some entries of the list are about OpenAPI and have no counterpart in the native format:
//!
//! - D06, a package version that becomes part of a manifest: no manifest is generated. The version is a text like others.
//! - D17, an operation without an id: an endpoint *is* its name.
//! - D19, references to files and addresses: there is no `$ref`. It is read as the name of a field with an invalid type.
//! - D20, a reference into the middle of a document: only types have names.
//! - D22 and D23, loops of `allOf`, of parameters and of responses: none of them can name another.
//! - D33, patterns: the format has no regular expressions.
//!
//! Where the list wants a suffix and the author chose both names (D14, D15, D17), the native format refuses: a name that
//! somebody wrote keeps its meaning.

use stubwright_codegen::{Outcome, VERSION};
use stubwright_spec::diag::Code::{
    AliasBudget, AliasCycle, BadApiName, BadPattern, BadType, BadTypeName, BadUrlPath, DerivedCollision,
    DuplicateKey, EmptyCode, HiddenCharacter, HttpLikeCode, InfiniteType, JsonSyntax, NameCollision,
    Placeholder, SuspiciousBlank, TooDeep, UncheckedPattern, UnknownType, UnquotedCode, UnusedType,
    WrongShape,
};
use stubwright_spec::diag::{Code, render};

use super::sensible;
use crate::cases::{codes, named, run};

/// The result for an entry.
enum Gets {
    /// Nothing but these findings, each at its line and column.
    Refused(&'static [(Code, &'static str)]),
    /// Code, and these warnings in any number.
    Clean(&'static [Code]),
}
use Gets::{Clean, Refused};

/// The input for an entry.
enum With {
    /// A case under `cases/ok`; the tests compile its output.
    Case(&'static str),
    /// The rest of a YAML spec.
    Yaml(&'static str),
    /// A whole file: its name and its text.
    File(&'static str, String),
}
use With::{Case, File, Yaml};

const HEAD: &str = "stubwright: 1\napi: hostile\n";
const TABLE: &str = "envelope: {success: {ok: true}, code: code}\nerrors:\n";

/// Texts: D01 to D08.
fn texts() -> Vec<(&'static str, With, Gets)> {
    let traversal = "endpoints: {\"a/../../b\": {get: /b}, \"../x\": {get: /x}}\n";
    vec![
        ("D01", Case("hostile-texts"), Clean(&[HiddenCharacter, UnusedType, Placeholder])),
        ("D02", Case("hostile-texts"), Clean(&[HiddenCharacter, UnusedType, Placeholder])),
        ("D03", Case("hostile-texts"), Clean(&[HiddenCharacter, UnusedType, Placeholder])),
        ("D03", Case("enums"), Clean(&[HiddenCharacter, DerivedCollision])),
        ("D04", Case("hostile-texts"), Clean(&[HiddenCharacter, UnusedType, Placeholder])),
        (
            "D05",
            Yaml(
                "endpoints: {x: {get: '/x\", configuration.base_path); std::fs::write(\"/tmp/pwned_call\",\"x\").unwrap(); let _ = format!(\"{}'}}\n",
            ),
            Refused(&[(BadUrlPath, "3:22")]),
        ),
        ("D05", Yaml("endpoints: {x: {get: '/x}}/{{y'}}\n"), Refused(&[(BadUrlPath, "3:22")])),
        ("D06", Case("hostile-texts"), Clean(&[HiddenCharacter, UnusedType, Placeholder])),
        ("D07", Case("enums"), Clean(&[HiddenCharacter, DerivedCollision])),
        ("D08", Yaml("types: {../../../tmp/pwned: {a: string}}\n"), Refused(&[(BadTypeName, "3:9")])),
        ("D08", Yaml(traversal), Clean(&[])),
        ("D08", File("x.yaml", String::from("stubwright: 1\napi: ../x\n")), Refused(&[(BadApiName, "2:6")])),
    ]
}

/// Names: D09 to D18.
fn names() -> Vec<(&'static str, With, Gets)> {
    vec![
        ("D09", Case("enums"), Clean(&[HiddenCharacter, DerivedCollision])),
        ("D10", Case("enums"), Clean(&[HiddenCharacter, DerivedCollision])),
        ("D11", Case("codes"), Clean(&[Code::UnnamedError, UnquotedCode, DerivedCollision, HttpLikeCode])),
        (
            "D12",
            File(
                "x.yaml",
                format!("{HEAD}{TABLE}  oc_40003: {{message: one}}\n  oc_40003: {{message: another}}\n"),
            ),
            Refused(&[(DuplicateKey, "6:3")]),
        ),
        ("D13", Case("odd-names"), Clean(&[UnusedType, DerivedCollision])),
        ("D14", Case("wire-names"), Clean(&[SuspiciousBlank, HiddenCharacter])),
        ("D14", Yaml("types: {A: {\" signersInfos\": [string]}}\n"), Clean(&[SuspiciousBlank])),
        (
            "D14",
            Yaml("types: {A: {\" signersInfos\": [string], signersInfos: [string]}}\n"),
            Refused(&[(SuspiciousBlank, "3:13"), (NameCollision, "3:40")]),
        ),
        (
            "D15",
            Yaml("types: {Out: {a: string}, out: {a: string}, OUT: {a: string}}\n"),
            Refused(&[(NameCollision, "3:27"), (NameCollision, "3:45")]),
        ),
        ("D16", Case("std-names"), Clean(&[])),
        ("D17", Case("odd-names"), Clean(&[UnusedType, DerivedCollision])),
        (
            "D17",
            Yaml("endpoints: {getPing: {get: /a}, get_ping: {get: /b}}\n"),
            Refused(&[(NameCollision, "3:33")]),
        ),
        ("D18", Yaml("endpoints: {a: {get: /a, params: {self: string}}}\n"), Clean(&[])),
    ]
}

/// References and recursion: D19 to D24.
fn references() -> Vec<(&'static str, With, Gets)> {
    vec![
        ("D19", Yaml("types: {A: {$ref: \"file:///etc/passwd\"}}\n"), Refused(&[(BadType, "3:19")])),
        (
            "D19",
            Yaml("types: {A: {$ref: \"http://169.254.169.254/latest/\"}}\n"),
            Refused(&[(BadType, "3:19")]),
        ),
        ("D19", Yaml("types: {A: \"../../../../etc/hostname#/x\"}\n"), Refused(&[(BadType, "3:12")])),
        (
            "D20",
            Yaml("types: {Out: {a: Nope, b: Our}}\n"),
            Refused(&[(UnknownType, "3:18"), (UnknownType, "3:27")]),
        ),
        ("D20", Yaml("types: {Out: {a: \"\"}}\n"), Refused(&[(BadType, "3:18")])),
        ("D21", Yaml("types: {X: X}\n"), Refused(&[(AliasCycle, "3:9")])),
        ("D21", Yaml("types: {X: Y, Y: X}\n"), Refused(&[(AliasCycle, "3:9")])),
        ("D24", Case("recursion"), Clean(&[InfiniteType, UnusedType])),
        ("D24", Yaml("types: {A: {b: B}, B: {a: A}}\n"), Clean(&[InfiniteType])),
        ("D24", Yaml("types: {L: [L]}\n"), Refused(&[(AliasCycle, "3:9")])),
    ]
}

/// YAML and JSON: D25 to D31.
fn documents() -> Vec<(&'static str, With, Gets)> {
    let bomb = format!("{HEAD}a: &a [{}]\nb:\n{}", "x,".repeat(100_000), "- *a\n".repeat(2000));
    let json = |rest: &str| format!("{{\"stubwright\": 1, \"api\": \"x\"{rest}}}");
    let plain = "types:\n  A: {a: string}\n";
    vec![
        ("D25", File("bomb.yaml", bomb), Refused(&[(AliasBudget, "5:3")])),
        ("D26", File("maps.yaml", "{a: ".repeat(100_000)), Refused(&[(TooDeep, "1:1021")])),
        ("D26", File("lists.yaml", "[".repeat(100_000)), Refused(&[(TooDeep, "1:256")])),
        ("D27", Case("crlf-bom"), Clean(&[])),
        ("D27", File("bom.yaml", format!("\u{feff}{HEAD}{plain}")), Clean(&[])),
        ("D28", File("a.json", json(r#", "title": "\ud83d\ude00""#)), Clean(&[])),
        (
            "D28",
            File("b.json", json(&format!(", \"types\": {{\"A\": {{\"{}\": \"i64\"}}}}", "k".repeat(1100)))),
            Clean(&[]),
        ),
        ("D28", File("c.json", json(", \"title\": \"\u{7f}\"")), Clean(&[])),
        ("D28", File("d.json", json("") + "garbage"), Refused(&[(JsonSyntax, "1:30")])),
        ("D29", Yaml("endpoints: {a: {get: /a}, a: {get: /b}}\n"), Refused(&[(DuplicateKey, "3:27")])),
        ("D30", Case("codes"), Clean(&[Code::UnnamedError, UnquotedCode, DerivedCollision, HttpLikeCode])),
        (
            "D30",
            File("x.yaml", format!("{HEAD}{TABLE}  ~: {{message: one}}\n")),
            Refused(&[(EmptyCode, "5:3")]),
        ),
        (
            "D31",
            Yaml("types: {A: {as: int, enum: [18446744073709551616]}}\n"),
            Refused(&[(WrongShape, "3:29")]),
        ),
        ("D31", Yaml("types: {A: {as: int, enum: [1e400]}}\n"), Refused(&[(WrongShape, "3:29")])),
        ("D31", Case("scalars"), Clean(&[UnusedType])),
    ]
}

/// Size: D32, and patterns: D33.
fn sizes() -> Vec<(&'static str, With, Gets)> {
    let rows: String = (0..10_000).map(|at| format!("  oc_{at}: {{name: Failure{at}}}\n")).collect();
    let pattern = |pattern: &str| {
        let row = format!("  e1: {{name: A, check: {{format: {{a: {{regex: '{pattern}'}}}}}}}}\n");
        File(
            "x.yaml",
            format!(
                "{HEAD}{TABLE}{row}endpoints: {{e: {{post: /e, request: R}}}}\ntypes: {{R: {{a: string}}}}\n"
            ),
        )
    };
    let left_out = || Clean(&[UncheckedPattern]);
    vec![
        ("D32", File("codes.yaml", format!("{HEAD}{TABLE}{rows}")), Clean(&[])),
        ("D33", pattern("^(a+)+$"), Clean(&[])),
        ("D33", pattern(r"(?<=x)y\1"), left_out()),
        ("D33", pattern("("), Refused(&[(BadPattern, "5:45")])),
        ("D33", pattern(r"^((((\p{L}{100}){100}){100}){100})$"), left_out()),
    ]
}

fn outcome(with: &With) -> (Outcome, String) {
    match with {
        Case(name) => {
            let case = named(name);
            (case.run(), (*name).to_owned())
        }
        Yaml(rest) => {
            let text = format!("{HEAD}{rest}");
            (run("x.yaml", text.as_bytes()), text)
        }
        File(name, text) => (run(name, text.as_bytes()), (*name).to_owned()),
    }
}

/// The longest answer: a screen.
const SCREEN: usize = 24;

#[test]
fn every_entry_gets_what_it_should() {
    let mut wrong = Vec::new();
    for (number, with, gets) in [texts(), names(), references(), documents(), sizes()].into_iter().flatten() {
        let (outcome, shown) = outcome(&with);
        sensible(&outcome, &shown);
        let difference = match gets {
            Refused(wanted) => is_refused(&outcome, wanted),
            Clean(wanted) => is_clean(&outcome, wanted),
        };
        if let Some(difference) = difference {
            let said = render::short(&outcome.diagnostics, &outcome.sources);
            wrong.push(format!("{number} {shown}: {difference}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is_refused(outcome: &Outcome, wanted: &[(Code, &str)]) -> Option<String> {
    let found = outcome.diagnostics.sorted().into_iter().map(|item| {
        let place = outcome.sources.place(item.primary.as_ref().unwrap().span);
        (item.code, place.split_once(':').unwrap().1.to_owned())
    });
    let found: Vec<(Code, String)> = found.collect();
    let wanted: Vec<(Code, String)> = wanted.iter().map(|(code, at)| (*code, (*at).to_owned())).collect();
    let pretty = render::pretty(&outcome.diagnostics, &outcome.sources, false);
    let is_screen = pretty.lines().count() <= SCREEN;
    (found != wanted || !is_screen).then(|| format!("{found:?} and not {wanted:?}\n{pretty}"))
}

fn is_clean(outcome: &Outcome, wanted: &[Code]) -> Option<String> {
    let mut found = codes(outcome);
    found.sort();
    found.dedup();
    let mut wanted = wanted.to_vec();
    wanted.sort();
    if found != wanted || outcome.diagnostics.has_errors() {
        return Some(format!("{found:?} and not {wanted:?}"));
    }
    got_in(outcome)
}

/// Output other than Rust source, the header, and items that no text asked for.
fn got_in(outcome: &Outcome) -> Option<String> {
    let header = format!("// @generated by stubwright {VERSION} from ");
    for file in &outcome.files {
        let is_ours = matches!(
            file.path.as_str(),
            "mod.rs" | "types.rs" | "errors.rs" | "client.rs" | "blocking.rs" | "preflight.rs"
        );
        if !is_ours || !file.text.starts_with(&header) {
            return Some(format!("the file {}", file.path));
        }
        for item in syn::parse_file(&file.text).unwrap().items {
            let name = match item {
                syn::Item::Fn(item) => item.sig.ident.to_string(),
                syn::Item::Struct(item) => item.ident.to_string(),
                _ => continue,
            };
            if ["pwned", "X"].contains(&name.as_str()) {
                return Some(format!("{name} in {}", file.path));
            }
        }
    }
    None
}

/// The warning about four spellings of one name names all four.
#[test]
fn spellings_are_named() {
    let (outcome, _) = outcome(&Yaml("types: {A: {enum: [a-b, a_b, a b, A B]}}\n"));
    let said = render::short(&outcome.diagnostics, &outcome.sources);
    assert!(["`a-b`", "`a_b`", "`a b`", "`A B`"].iter().all(|spelling| said.contains(spelling)), "{said}");
}

/// Both places of a duplicate are shown.
#[test]
fn both_places_are_shown() {
    for with in [
        File(
            "x.yaml",
            format!("{HEAD}{TABLE}  oc_40003: {{message: one}}\n  oc_40003: {{message: another}}\n"),
        ),
        Yaml("endpoints:\n  a: {get: /a}\n  a: {get: /b}\n"),
        Yaml("types:\n  Out: {a: string}\n  out: {a: string}\n"),
    ] {
        let (outcome, shown) = outcome(&with);
        let first = &outcome.diagnostics.sorted()[0];
        assert_eq!(first.secondary.len(), 1, "{shown}");
    }
}
