//! Specs that mean harm. `table` names every entry of the list of hostile inputs and its case, `properties` and
//! `mutations` try what nobody thought of, `alone` compiles what came out.

mod alone;
mod fields;
mod mutations;
mod openapi;
mod properties;
mod style;
mod table;
mod values;

use std::fmt::Display;

use proc_macro2::TokenStream;
use stubwright_codegen::Outcome;
use stubwright_spec::diag::{Code, render};
use unicode_security::GeneralSecurityProfile;

use crate::cases::{codes, quoted, run};
use crate::{rustdoc, skeleton};

/// Either errors, each with a place, or code that parses and has no two things of one name.
pub(crate) fn sensible(outcome: &Outcome, spec: &str) {
    let said = render::short(&outcome.diagnostics, &outcome.sources);
    assert!(!codes(outcome).contains(&Code::Bug), "{said}\n{spec}");
    assert_eq!(outcome.files.is_empty(), outcome.diagnostics.has_errors(), "{said}\n{spec}");
    assert!(outcome.diagnostics.sorted().iter().all(|item| item.primary.is_some()), "{said}");
    for file in &outcome.files {
        // Parsing takes most of the time, so it is done once.
        let fails = |error: &dyn Display| -> ! { panic!("{}: {error}\n{}", file.path, file.text) };
        let tokens: TokenStream = file.text.parse().unwrap_or_else(|error| fails(&error));
        let parsed: syn::File = syn::parse2(tokens.clone()).unwrap_or_else(|error| fails(&error));
        rustdoc::check_parsed(file, &parsed);
        assert_eq!(style::faults(tokens.clone(), &parsed), Vec::<String>::new(), "{spec}");
        for name in skeleton::names(tokens) {
            let is_common = name.chars().all(GeneralSecurityProfile::identifier_allowed);
            assert!(is_common, "rustc finds `{name}` uncommon:\n{spec}");
        }
        for item in parsed.items {
            let mut names: Vec<String> = match &item {
                syn::Item::Enum(item) => {
                    item.variants.iter().map(|variant| variant.ident.to_string()).collect()
                }
                syn::Item::Struct(item) => {
                    item.fields.iter().filter_map(|field| Some(field.ident.as_ref()?.to_string())).collect()
                }
                _ => continue,
            };
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "two names are one:\n{}\n{spec}", file.text);
        }
    }
}

/// Two codes of one hash suffix would not compile.
#[test]
fn many_collisions_stay_apart() {
    let separators = ["-", "_", " ", ".", "/", ":"];
    let mut values = Vec::new();
    for at in 0..6_usize.pow(4) {
        let pick = |digit: u32| separators[at / 6_usize.pow(digit) % 6];
        values.push(quoted(&format!("a{}b{}c{}d{}e", pick(0), pick(1), pick(2), pick(3))));
    }
    let spec = format!(
        "{{\"stubwright\": 1, \"api\": \"x\", \"types\": {{\"A\": {{\"enum\": [{}]}}}}}}",
        values.join(", ")
    );
    let outcome = run("x.json", spec.as_bytes());
    sensible(&outcome, "a-b_c d.e");
    assert_eq!(codes(&outcome), [Code::DerivedCollision]);
    assert!(outcome.diagnostics.sorted()[0].message.len() < 1000);
}

/// A name with a suffix never collides with a written one.
#[test]
fn suffixes_do_not_meet_written_names() {
    let enum_of = |values: &str| {
        format!("{{\"stubwright\": 1, \"api\": \"x\", \"types\": {{\"A\": {{\"enum\": [{values}]}}}}}}")
    };
    let outcome = run("x.json", enum_of("\"a-b\", \"a_b\"").as_bytes());
    let parsed = syn::parse_file(&outcome.files[1].text).unwrap();
    let made = parsed.items.iter().find_map(|item| match item {
        syn::Item::Enum(item) => Some(item.variants[0].ident.to_string()),
        _ => None,
    });
    let spec = enum_of(&format!("\"a-b\", \"a_b\", {}", quoted(&made.unwrap())));
    sensible(&run("x.json", spec.as_bytes()), &spec);
}

/// A derived name that is taken by the generator, in as many spellings as make a suffix necessary.
#[test]
fn suffixes_of_reserved_names_are_in_camel_case() {
    for name in ["Unrecognized", "ALL", "Self"] {
        let spellings = [name.to_owned(), name.to_lowercase(), format!("{name}-"), format!("_{name}")];
        let keys = |body: &str| {
            spellings.iter().map(|key| format!("{}: {body}", quoted(key))).collect::<Vec<_>>().join(", ")
        };
        let values: Vec<String> = spellings.iter().map(|value| quoted(value)).collect();
        for part in [
            format!("\"errors\": {{{}}}", keys("{}")),
            format!("\"types\": {{\"A\": {{\"enum\": [{}]}}}}", values.join(", ")),
            format!(
                "\"types\": {{\"A\": {{\"union\": {{{}}}, \"tag\": \"t\", \"content\": \"c\"}}}}",
                keys("\"string\"")
            ),
        ] {
            let spec = format!("{{\"stubwright\": 1, \"api\": \"x\", {part}}}");
            let outcome = run("x.json", spec.as_bytes());
            assert!(!outcome.diagnostics.has_errors(), "{spec}");
            sensible(&outcome, &spec);
        }
    }
}

/// Keys whose names collide or look alike.
const KEYS: [&str; 16] = [
    "a-b",
    "a_b",
    "a.b",
    "a b",
    "a/b",
    "a_b_2",
    "K",
    "\u{212A}",
    "é",
    "e\u{301}",
    "type",
    "Type",
    "admin",
    "\u{430}dmin",
    "3d",
    "3D",
];

/// The place of the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Fields,
    Params,
    Rows,
}

/// A spec with the keys, and with the names that are given for them.
fn with_names(of: Of, names: &[Option<String>]) -> String {
    let field = |(key, name): (&&str, &Option<String>)| {
        let name = name.as_ref().map_or(String::new(), |name| format!(", \"name\": \"{name}\""));
        format!("{}: {{\"type\": \"string\"{name}}}", quoted(key))
    };
    let row = |(key, name): (&&str, &Option<String>)| {
        format!("{}: {{\"name\": \"{}\"}}", quoted(key), name.as_deref().unwrap_or("Busy"))
    };
    let pairs = KEYS.iter().zip(names);
    let entries: Vec<String> =
        if of == Of::Rows { pairs.map(row).collect() } else { pairs.map(field).collect() };
    let entries = entries.join(", ");
    let part = match of {
        Of::Fields => format!("\"types\": {{\"A\": {{\"struct\": {{{entries}}}}}}}"),
        Of::Params => format!("\"endpoints\": {{\"p\": {{\"get\": \"/p\", \"params\": {{{entries}}}}}}}"),
        Of::Rows => format!("\"errors\": {{{entries}}}"),
    };
    format!("{{\"stubwright\": 1, \"api\": \"x\", {part}}}")
}

/// The names that findings advise, by key.
fn advised(of: Of, found: &Outcome) -> Vec<Option<String>> {
    let name_in = |help: &String| Some(help.split("`name: ").nth(1)?.split('`').next()?.to_owned());
    let sorted = found.diagnostics.sorted();
    let items = sorted.iter().filter(|item| matches!(item.code, Code::NameCollision | Code::LatinTwin));
    if of == Of::Rows {
        // A row is reported at its name, and those come in the order of the rows.
        let collisions = items.filter(|item| item.code == Code::NameCollision);
        let names: Vec<_> = collisions.map(|item| item.help.iter().find_map(name_in)).collect();
        assert_eq!(names.len(), KEYS.len() - 1);
        return std::iter::once(None).chain(names).collect();
    }
    let mut names = vec![None; KEYS.len()];
    for item in items {
        let place = found.sources.text(item.primary.as_ref().unwrap().span);
        let at = KEYS.iter().position(|key| quoted(key) == place);
        if let (Some(at), Some(name)) = (at, item.help.iter().find_map(name_in)) {
            names[at] = Some(name);
        }
    }
    names
}

/// Following the advice of every finding about names leaves none.
#[test]
fn advised_names_are_free() {
    for of in [Of::Fields, Of::Params, Of::Rows] {
        let first = run("x.json", with_names(of, &vec![None; KEYS.len()]).as_bytes());
        assert!(codes(&first).contains(&Code::NameCollision));
        let second = run("x.json", with_names(of, &advised(of, &first)).as_bytes());
        let is_about_names =
            |code: &Code| matches!(code, Code::NameCollision | Code::LatinTwin | Code::BadRustName);
        let left: Vec<Code> = codes(&second).into_iter().filter(is_about_names).collect();
        assert_eq!(left, [], "{}", render::short(&second.diagnostics, &second.sources));
    }
}
