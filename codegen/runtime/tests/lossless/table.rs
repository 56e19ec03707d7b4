//! The table of `spec/format.md` about what is read: each value of it is read, and goes back as the table says.

use std::collections::BTreeMap;

use stubwright_runtime::v1::{
    AsCompact, AsInt, AsSlashed, AsText, Base64, Date, DateTime, Decimal, UnixSeconds, Url, Value, from_json,
    to_json,
};

use crate::types::{Loose, Priced, Size, Strict, Style};

/// Reads a value as a type of the table and writes it: the text, or why it is not read. `null` is nothing.
type Pass = fn(&str) -> Result<String, String>;

fn pass<T: Value>(json: &str) -> Result<String, String> {
    let value: T = from_json(json).map_err(|error| error.to_string())?;
    let written = to_json(&value).map_err(|error| error.to_string())?;
    let again: T = from_json(&written).map_err(|error| error.to_string())?;
    assert_eq!(to_json(&again).as_ref(), Ok(&written), "{json}");
    Ok(written)
}

/// A decimal in a field that is a number.
fn priced(json: &str) -> Result<String, String> {
    let written = pass::<Priced>(&format!("{{\"price\":{json}}}"))?;
    Ok(written.trim_start_matches("{\"price\":").trim_end_matches('}').to_owned())
}

const TYPES: &[(&str, Pass)] = &[
    ("string", pass::<String>),
    ("string?", pass::<Option<String>>),
    ("bool", pass::<bool>),
    ("bool as int", pass::<AsInt<bool>>),
    ("bool?", pass::<Option<bool>>),
    ("i64", pass::<i64>),
    ("i64 as string", pass::<AsText<i64>>),
    ("i64?", pass::<Option<i64>>),
    ("f64", pass::<f64>),
    ("f64?", pass::<Option<f64>>),
    ("decimal", pass::<Decimal>),
    ("decimal as number", priced),
    ("decimal?", pass::<Option<Decimal>>),
    ("date", pass::<Date>),
    ("date as compact", pass::<AsCompact<Date>>),
    ("date as slashed", pass::<AsSlashed<Date>>),
    ("date?", pass::<Option<Date>>),
    ("datetime", pass::<DateTime>),
    ("datetime as compact", pass::<AsCompact<DateTime>>),
    ("datetime as slashed", pass::<AsSlashed<DateTime>>),
    ("datetime?", pass::<Option<DateTime>>),
    ("datetime as unix", pass::<UnixSeconds>),
    ("datetime as unix?", pass::<Option<UnixSeconds>>),
    ("url?", pass::<Option<Url>>),
    ("bytes", pass::<Base64>),
    ("enum", pass::<Style>),
    ("enum as int", pass::<Size>),
    ("[i64]", pass::<Vec<i64>>),
    ("[i64]?", pass::<Option<Vec<i64>>>),
    ("{i64}", pass::<BTreeMap<String, i64>>),
    ("{i64}?", pass::<Option<BTreeMap<String, i64>>>),
    ("a struct without required fields", pass::<Loose>),
    ("a struct with required fields", pass::<Strict>),
    ("a struct with required fields?", pass::<Option<Strict>>),
];

/// The code spans of a cell.
fn spans(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_row_of_the_table() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/format.md");
    let Ok(page) = std::fs::read_to_string(page) else {
        println!("skipped: the specification of the format is not beside this crate");
        return;
    };
    let section =
        page.split("\n## ").find(|section| section.starts_with("What is read\n")).expect("the section");
    let mut rows = Vec::new();
    for row in section.lines().filter(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [name, read, refused] = cells[..] else { panic!("{row}") };
        let name = name.replace('`', "");
        let (_, pass) = TYPES.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
        for pair in read.split(", `") {
            let (json, want) = pair.split_once(" → ").expect(pair);
            let (json, want) = (json.trim_matches('`'), want.trim_matches('`'));
            let want = if want == "nothing" { "null" } else { want };
            assert_eq!(pass(json), Ok(want.to_owned()), "`{name}` reads {json}");
        }
        for json in spans(refused) {
            let error = pass(json).expect_err(&format!("`{name}` reads {json}"));
            assert!(!error.is_empty() && error.contains(" at line 1 column "), "{name}, {json}: {error}");
        }
        rows.push(name);
    }
    let missing: Vec<_> = TYPES.iter().filter(|(name, _)| !rows.iter().any(|row| row == name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
