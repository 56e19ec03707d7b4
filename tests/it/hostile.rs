//! Specs that mean harm. `table` names every entry of the list of hostile inputs and its case, `properties` and
//! `mutations` try what nobody thought of, `alone` compiles what came out.

mod alone;
mod fields;
mod mutations;
mod properties;
mod table;
mod values;

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
        rustdoc::check(file);
        for name in skeleton::names(&file.text) {
            let is_common = name.chars().all(GeneralSecurityProfile::identifier_allowed);
            assert!(is_common, "rustc finds `{name}` uncommon:\n{spec}");
        }
        for item in syn::parse_file(&file.text).unwrap().items {
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

/// A name that a suffix made is no better than one that was written.
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
