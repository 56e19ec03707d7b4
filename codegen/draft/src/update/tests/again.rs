//! Pages against their own draft, and against a draft of a part of them.

use std::time::{Duration, SystemTime};

use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};

use super::{run, said, spec};
use crate::sheet::{Noted, Sheet, TypeKind};
use crate::update::{Change, ChangeKind};
use crate::write::tests::cases::{logistics, sensor};
use crate::{self as drafting, Input, draft};

fn sheet(which: bool) -> Sheet {
    if which { sensor() } else { logistics() }
}

#[test]
fn nothing_changes_in_its_own_draft() {
    for which in [true, false] {
        let text = spec(&sheet(which));
        let update = run(&text, &sheet(which));
        assert_eq!(said(&update.changes), [""; 0]);
        assert_eq!(update.text, text);
    }
}

/// Every page of the cases, drafted into what was drafted from it.
#[test]
fn pages_change_nothing_in_their_drafts() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/draft");
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_740_787_200);
    for case in std::fs::read_dir(folder).expect("the cases").flatten() {
        for name in ["page.md", "page.txt", "page.html"] {
            let Ok(bytes) = std::fs::read(case.path().join(name)) else { continue };
            let pages = [Input { name, bytes: &bytes }];
            let yaml = draft(&pages, now).yaml;
            if yaml.is_empty() {
                continue;
            }
            let mut load = |_: &str| Err(String::from("nothing is included"));
            let update = drafting::update("spec.yaml", yaml.as_bytes(), &mut load, &pages, now);
            let place = case.path().display().to_string();
            assert_eq!(update.text, yaml, "{place}");
            assert_eq!(said(&update.changes), [""; 0], "{place}\n{yaml}");
        }
    }
}

/// Lines in front of a page move what is drafted from it, and the citations with it.
#[test]
fn a_page_that_moved_is_cited_where_it_is() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/draft");
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_740_787_200);
    let mut compared = 0;
    for case in std::fs::read_dir(folder).expect("the cases").flatten() {
        let Ok(bytes) = std::fs::read(case.path().join("page.md")) else { continue };
        let moved = [b"\n\n\n".as_slice(), &bytes].concat();
        let of = |bytes: &[u8]| draft(&[Input { name: "page.md", bytes }], now).yaml;
        let mut load = |_: &str| Err(String::from("nothing is included"));
        let pages = [Input { name: "page.md", bytes: &moved }];
        let update = drafting::update("spec.yaml", of(&bytes).as_bytes(), &mut load, &pages, now);
        assert_eq!(update.text, of(&moved), "{}", case.path().display());
        assert_eq!(said(&update.changes), [""; 0]);
        compared += 1;
    }
    assert!(compared > 3, "{compared}");
}

/// Keeps those of a list whose bit is not set.
fn thin<T>(list: &mut Vec<T>, bits: u32) {
    let mut at = 0;
    list.retain(|_| {
        at += 1;
        bits.checked_shr(at).unwrap_or(0) & 1 == 0
    });
}

/// Texts that may occur anywhere in a spec.
const SNIPPETS: &[&str] = &[
    "", " ", "\n", "\n\n", "\n  ", "\n    ", "#", " # x", ": ", ":", "{}", "{", "}", "[", "]", "- ", "&a ",
    "*a", "|\n", "\"", "'", ",", "?", "null", "\r\n", "\t", "x", "A1: {}", "\u{FEFF}", "签",
];

/// The start of the character at a place.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A part of a draft, brought up to all of it: what was there stays, and doing it again changes nothing.
fn grows(which: bool, bits: [u32; 6], ends: i32) {
    let mut part = sheet(which);
    let [errors, rows, fields, values, params, endpoints] = bits;
    thin(&mut part.errors, errors);
    part.errors.iter_mut().filter(|code| code.rows.len() > 1).for_each(|code| {
        thin(&mut code.rows, rows & 2);
    });
    for (at, ty) in part.types.iter_mut().enumerate() {
        match &mut ty.value.kind {
            TypeKind::Struct(members) => thin(members, fields.rotate_left(at as u32 * 5)),
            TypeKind::Enum(all) => thin(&mut all.values, values & 2),
        }
    }
    if let Some(Noted { value, .. }) = part.endpoints.first_mut() {
        thin(&mut value.params, params);
    }
    thin(&mut part.endpoints, endpoints & 2);
    let text = spec(&part);
    let text = match ends {
        0 => text,
        1 => text.replace('\n', "\r\n"),
        _ => text.trim_end().to_owned(),
    };
    let first = run(&text, &sheet(which));
    assert!(first.diagnostics.is_empty(), "{text}{:?}", first.diagnostics);
    let lines = |text: &str| text.lines().map(String::from).collect::<Vec<_>>();
    let kept = lines(&first.text);
    let mut rest = kept.iter();
    // An empty struct becomes one with fields, a list on one line grows.
    let grows = |line: &String| line.contains(": {}") || line.contains("{enum: [");
    for line in lines(&text).iter().filter(|line| !grows(line)) {
        assert!(rest.any(|kept| kept == line), "{line}\n{}", first.text);
    }
    let second = run(&first.text, &sheet(which));
    assert_eq!(&second.text, &first.text);
    let is_edit = |change: &Change| matches!(change.kind, ChangeKind::Added | ChangeKind::Changed);
    assert!(!second.changes.iter().any(is_edit), "{:?}", said(&second.changes));
    if ends == 1 {
        assert!(!first.text.replace("\r\n", "").contains(['\r', '\n']));
    }
}

#[test]
fn parts_that_once_went_wrong_grow() {
    let bits = [0, 0, 41_943_040, 0, 0, 791_025_370];
    [true, false].into_iter().for_each(|which| grows(which, bits, 0));
}

proptest! {
    #[test]
    fn a_part_grows_to_the_whole_and_stays(which in any::<bool>(), bits in any::<[u32; 6]>(), ends in 0..3) {
        grows(which, bits, ends);
    }

    #[test]
    fn any_spec_is_answered(
        which in any::<bool>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..9_usize, any::<prop::sample::Index>()), 1..4),
    ) {
        let mut text = spec(&sheet(which));
        for (at, length, with) in cuts {
            let start = floor(&text, at.index(text.len()));
            let end = floor(&text, start + length).max(start);
            text.replace_range(start..end, SNIPPETS[with.index(SNIPPETS.len())]);
        }
        let first = run(&text, &sheet(which));
        if !first.diagnostics.is_empty() {
            prop_assert_eq!(&first.text, &text);
            return Ok(());
        }
        let second = run(&first.text, &sheet(which));
        prop_assert!(second.text == first.text, "{text}\n-----\n{}\n-----\n{}", first.text, second.text);
    }
}
