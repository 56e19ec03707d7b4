//! The output is a spec without errors, whatever part of the pages was found.

use std::path::Path;
use std::time::{Duration, SystemTime};

use proptest::prelude::{Strategy, any, prop, prop_assert, proptest};

use crate::found::Found;
use crate::write::write;
use crate::{Input, extract, infer, page};
use stubwright_spec::diag::{Diagnostics, Severity};
use stubwright_spec::source::SourceMap;

/// The pages of the cases with their names.
fn pages() -> Vec<(String, Vec<u8>)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/draft");
    let mut all = Vec::new();
    for case in
        std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for path in std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()) {
            if path.file_stem().is_some_and(|stem| stem == "page") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                all.push((name, std::fs::read(path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

type Edit = (u8, prop::sample::Index, prop::sample::Index);

/// Leaves out, doubles and moves things of a list.
fn edit<T: Clone>(list: &mut Vec<T>, (what, from, to): &Edit) {
    if list.is_empty() {
        return;
    }
    let from = from.index(list.len());
    match what % 4 {
        0 => drop(list.remove(from)),
        1 => list.truncate(from),
        2 => list.insert(to.index(list.len() + 1), list[from].clone()),
        _ => {
            let to = to.index(list.len());
            list.swap(from, to);
        }
    }
}

fn change(found: &mut Found, which: u8, at: &prop::sample::Index, one: &Edit) {
    match which % 8 {
        0 | 1 if !found.tables.is_empty() => {
            let at = at.index(found.tables.len());
            edit(&mut found.tables[at].rows, one);
        }
        2 | 3 if !found.fields.is_empty() => {
            let at = at.index(found.fields.len());
            edit(&mut found.fields[at].rows, one);
        }
        4 => edit(&mut found.calls, one),
        5 => edit(&mut found.samples, one),
        6 => edit(&mut found.tables, one),
        7 => edit(&mut found.fields, one),
        _ => edit(&mut found.headings, one),
    }
}

fn edits() -> impl Strategy<Value = Vec<(u8, prop::sample::Index, Edit)>> {
    let index = any::<prop::sample::Index>;
    prop::collection::vec((any::<u8>(), index(), (any::<u8>(), index(), index())), 0..12)
}

fn errors(chosen: &[(String, Vec<u8>)], edits: &[(u8, prop::sample::Index, Edit)]) -> Vec<String> {
    let (mut sources, mut diags) = (SourceMap::default(), Diagnostics::default());
    let inputs = chosen.iter().map(|(name, bytes)| Input { name, bytes });
    let read: Vec<page::Page> = inputs.map(|input| page::read(&input, &mut sources)).collect();
    let mut found = extract::extract(&read, &mut diags);
    for (which, at, one) in edits {
        change(&mut found, *which, at, one);
    }
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_740_787_200);
    let sheet = infer::infer(&found, &sources, now, &mut diags);
    let (yaml, _) = write(&sheet, &sources);
    let (outcome, _) = stubwright_spec::inspect("spec.yaml", yaml.as_bytes());
    let sorted = outcome.diagnostics.sorted();
    let wrong = sorted.iter().filter(|item| item.severity == Severity::Error);
    wrong.map(|item| format!("{} {}\n{yaml}", item.code.as_str(), item.message)).collect()
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn no_part_of_a_page_makes_an_error(
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 1..3),
        edits in edits(),
    ) {
        let pages = pages();
        let chosen: Vec<_> = chosen.iter().map(|at| pages[at.index(pages.len())].clone()).collect();
        let errors = errors(&chosen, &edits);
        prop_assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
}
