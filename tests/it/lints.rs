//! Where `allow:` can be written, and what it covers.

use stubwright_codegen::{Options, Outcome, generate_with};
use stubwright_spec::diag::render::short;
use stubwright_spec::lint::Level;

/// Generates from `rest` below the head of a spec, with `included` as the file `more.yaml`.
fn run(rest: &str, included: &str, options: &Options) -> Outcome {
    let head = "stubwright: 1\napi: shop\n";
    let mut load = |_: &str| Ok(included.as_bytes().to_vec());
    generate_with("shop.yaml", format!("{head}{rest}").as_bytes(), &mut load, options)
}

fn findings(outcome: &Outcome) -> Vec<String> {
    let all = short(&outcome.diagnostics, &outcome.sources);
    all.lines().filter_map(|line| line.split("SW").nth(1)?.get(..4).map(str::to_owned)).collect()
}

const ORDER: &str = "endpoints: {pay: {post: /pay, request: Order}}\n";
const ENVELOPE: &str = "envelope: {success: {code: 0}, code: code, message: msg}\n";

/// A spec and an included file with `{allow}` in one place, and the code of the only finding without it.
const PLACES: &[(&str, &str, &str)] = &[
    ("{allow}servers: {main: \"http://shop.example.com\"}\n", "", "1206"),
    (
        "{allow}include: [more.yaml]\nendpoints: {pay: {post: /pay, request: Order}}\n",
        "types: {Order: {price: f64}}\n",
        "1207",
    ),
    (
        "endpoints:\n  sign_in:\n    post: /session\n    {allow}request: Session\n    params: {token: string}\n\
         types: {Session: {user: string}}\n",
        "",
        "1204",
    ),
    ("endpoints: {list: {get: /orders, params: {token: {type: string, {allow}in: header}}}}\n", "", "1204"),
    ("{order}types: {Order: {price: {{allow}type: f64}}}\n", "", "1207"),
    ("{order}types: {Order: {{allow}struct: {price: f64}}}\n", "", "1207"),
    ("{order}types: {Order: {kind: Kind}, Kind: {{allow}as: int, enum: [0, 1]}}\n", "", "1210"),
    ("{order}types:\n  Order: {name: string}\n  Left: {{allow}struct: {name: string}}\n", "", "0306"),
    ("{order}types: {Order: {name: string, сode: {{allow}type: string}}}\n", "", "0704"),
    ("{envelope}errors: {e1: {{allow}name: Full, message: \"%s is full\"}}\n", "", "0419"),
    ("{envelope}errors: {e1: [{{allow}name: Full, message: \"%s is full\"}]}\n", "", "0419"),
    (
        "{envelope}errors:\n  table: |\n    | code | message |\n    |---|---|\n    | e1 | %s is full |\n  \
         rows: {e1: {{allow}name: Full}}\n",
        "",
        "0419",
    ),
];

/// The spec with `allow:` at its place; on a line of its own where the place begins a line.
fn with(rest: &str, codes: &str) -> String {
    let rest = rest.replace("{order}", ORDER).replace("{envelope}", ENVELOPE);
    let (before, after) = rest.split_once("{allow}").expect("a place");
    let indent: String = before.chars().rev().take_while(|c| *c == ' ').collect();
    let begins_line = before.trim_end_matches(' ').is_empty() || before.trim_end_matches(' ').ends_with('\n');
    match (codes, begins_line) {
        ("", _) => format!("{before}{after}"),
        (codes, true) => format!("{before}allow: {codes}\n{indent}{after}"),
        (codes, false) => format!("{before}allow: {codes}, {after}"),
    }
}

#[test]
fn a_finding_is_allowed_where_the_thing_is() {
    for (rest, included, code) in PLACES {
        let bare = run(&with(rest, ""), included, &Options::default());
        assert_eq!(findings(&bare), [*code], "{rest}");
        let allowed = run(&with(rest, &format!("[SW{code}]")), included, &Options::default());
        assert_eq!(findings(&allowed), Vec::<String>::new(), "{rest}");
        // One code or a list of them, and nothing for those that find nothing.
        let other = run(&with(rest, "SW0213"), included, &Options::default());
        let mut both = findings(&other);
        both.sort();
        let mut wanted = ["0420", *code];
        wanted.sort_unstable();
        assert_eq!(both, wanted, "{rest}");
    }
}

#[test]
fn nothing_is_allowed_elsewhere() {
    let rest = "endpoints: {pay: {post: /pay, request: Order}}\n\
                types: {Order: {price: {type: f64, allow: [SW1207]}, tax: f64}}\n";
    assert_eq!(findings(&run(rest, "", &Options::default())), ["1207"]);
}

#[test]
fn what_is_allowed_is_not_denied() {
    let rest = with("{order}types: {Order: {price: {{allow}type: f64}}}\n", "[SW1207]");
    let mut options = Options::default();
    options.lints.set("warnings", Level::Deny).unwrap();
    let outcome = run(&rest, "", &options);
    assert!(!outcome.diagnostics.has_errors() && !outcome.files.is_empty());
    // A lint that is switched off may be allowed as well.
    options.lints.set("types", Level::Allow).unwrap();
    assert_eq!(findings(&run(&rest, "", &options)), Vec::<String>::new());
    // An `allow:` in vain can be denied like any other finding, and then nothing is generated.
    let vain = with("{order}types: {Order: {price: {{allow}type: i64}}}\n", "[SW1207]");
    options.lints.set("types", Level::Warn).unwrap();
    let outcome = run(&vain, "", &options);
    assert_eq!(findings(&outcome), ["0420"]);
    assert!(outcome.diagnostics.has_errors() && outcome.files.is_empty());
}
