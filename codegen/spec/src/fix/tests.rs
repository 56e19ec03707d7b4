//! Corrected mistakes, mistakes that are left, and text that stays as it was.

use proptest::prelude::{prop, proptest};

use super::{Which, count, fix};

use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::lint::Levels;
use crate::source::{SourceMap, Span};
use crate::{Choices, Loader, Reading, inspect, inspect_with};

fn alone(_: &str) -> Result<Vec<u8>, String> {
    Err(String::from("there are no other files"))
}

fn look(name: &str, bytes: &[u8], load: &mut Loader<'_>) -> Reading {
    inspect_with(name, bytes, load, &Choices::default(), &Levels::default()).0
}

/// The corrected text, or the text itself, and how many findings are gone.
fn fixed(name: &str, text: &str, which: Which) -> (String, usize) {
    let fixed = fix(name, text.as_bytes(), &mut alone, &mut look, which);
    let new = fixed.files.first().map_or_else(|| text.to_owned(), |file| file.new.clone());
    assert!(fixed.files.iter().all(|file| file.old == text && file.new != text && file.name == name));
    (new, fixed.count)
}

#[test]
fn everything_else_stays_as_it_was() {
    let text = "\u{feff}stubwright: 1\r\napi: x   # \t trailing \r\n\r\nerrors:\r\n  0400: {name: A}\r\n  1e3:   'b'\r\r\n";
    let (new, count) = fixed("x.yaml", text, Which::Safe);
    assert_eq!(new, text.replace("0400", "\"0400\"").replace("1e3", "\"1e3\""));
    assert_eq!(count, 2);
}

#[test]
fn what_a_syntax_error_hid_is_corrected_too() {
    let text = "stubwright: 1\napi: x\ntypes:\n  A:\n    b: [string]?\n    \"c\": [i64]?\n    d?: {T}?\n    e: {type: string, deprecated: \"yes\"}\n";
    let (new, count) = fixed("x.yaml", text, Which::Safe);
    let wanted = "stubwright: 1\napi: x\ntypes:\n  A:\n    b?: [string]\n    \"c?\": [i64]\n    d?: {T}\n    e: {type: string, deprecated: true}\n";
    assert_eq!((new.as_str(), count), (wanted, 4));
    let quoted = "stubwright: 1\napi: x\ntypes: {A: {\"b c\"?: string}}\n";
    assert_eq!(fixed("x.yaml", quoted, Which::Safe).0, quoted.replace("\"b c\"?", "\"b c?\""));
    let json = "{'stubwright': '1', api: \"it\\'s\tx\", \"types\": {},}";
    let wanted = "{\"stubwright\": \"1\", \"api\": \"it's\\tx\", \"types\": {}}";
    assert_eq!(fixed("x.json", json, Which::Safe), (wanted.to_owned(), 6));
}

/// Full-width characters of a Chinese page in place of YAML syntax; the texts for people stay unchanged.
#[test]
fn full_width_signs_are_corrected() {
    let text = "stubwright：１\napi： x\nenvelope: {success: {ok: true}，code： code，message: msg}\nerrors:\n  e1： {name: One, http: ４００, message: 忙，请稍后：（再试）}\n  e2:\n    name： Two\n    message： “忙”\nendpoints:\n\u{3000}p：\n    get： /x\n    response： ［string］\n";
    let wanted = "stubwright: 1\napi: x\nenvelope: {success: {ok: true},code: code,message: msg}\nerrors:\n  e1: {name: One, http: 400, message: 忙，请稍后：（再试）}\n  e2:\n    name: Two\n    message: “忙”\nendpoints:\n  p:\n    get: /x\n    response: [string]\n";
    let (new, _) = fixed("x.yaml", text, Which::All);
    assert_eq!(new, wanted);
    let certain =
        "stubwright: 1\napi: x\nerrors:\n  e2:\n    name： Two\n    message： 忙，x\n  e3: {http: ４００}\n";
    let wanted = certain.replace("： ", ": ").replace("４００", "400");
    assert_eq!(fixed("x.yaml", certain, Which::Safe).0, wanted);
    let names = "stubwright: 1\napi: x\ntypes: {A: {“a”: string, \"\\uFF1F\": string}}\n";
    assert_eq!(fixed("x.yaml", names, Which::Safe).0, names);
    assert_eq!(fixed("x.yaml", names, Which::All).0, names.replace(['“', '”'], "\""));
}

#[test]
fn guesses_are_taken_when_asked_for() {
    let text = "stubwright: 1\napi: x\ntypes: {A: {b: Strng, c: integer, d: Wxyz}}\nend_points: {}\n";
    assert_eq!(fixed("x.yaml", text, Which::Safe), (text.to_owned(), 0));
    let (new, count) = fixed("x.yaml", text, Which::All);
    assert_eq!(new, text.replace("Strng", "string").replace("integer", "i64").replace("end_p", "endp"));
    assert_eq!(count, 3);
    assert!(
        fix("x.yaml", text.as_bytes(), &mut alone, &mut look, Which::All)
            .left
            .diagnostics
            .has(Code::UnknownType)
    );
}

#[test]
fn included_files_are_corrected_where_they_are() {
    let main = "stubwright: 1\napi: x\ninclude: [more/rows.yaml]\nerrors: {0400: {name: A}}\n";
    let mut load = |name: &str| match name {
        "more/rows.yaml" => Ok(b"errors: {0500: {name: B, deprecated: yes}}\n".to_vec()),
        _ => Err(String::from("no such file")),
    };
    let fixed = fix("spec/x.yaml", main.as_bytes(), &mut load, &mut look, Which::Safe);
    let new: Vec<(&str, &str)> =
        fixed.files.iter().map(|file| (file.name.as_str(), file.new.as_str())).collect();
    let wanted = [
        ("spec/x.yaml", main.replace("0400", "\"0400\"")),
        ("spec/more/rows.yaml", String::from("errors: {\"0500\": {name: B, deprecated: true}}\n")),
    ];
    assert_eq!(new, wanted.each_ref().map(|(name, text)| (*name, text.as_str())));
    assert_eq!((fixed.count, fixed.left.diagnostics.has_errors()), (3, false));
}

#[test]
fn half_a_text_is_left_alone() {
    for bytes in [&b"stubwright: 1\napi: x\nerrors: {0400: a, b: \xB0\xA1}\n"[..], b"\xFF\xFEa\0", b""] {
        for which in [Which::Safe, Which::All] {
            let fixed = fix("x.yaml", bytes, &mut alone, &mut look, which);
            assert!(fixed.files.is_empty() && fixed.count == 0);
        }
    }
}

/// Edits as (start, end, text); a list of findings, each with its edits.
fn round(text: &str, findings: &[&[(usize, usize, &str)]]) -> String {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let file = sources.add("x.yaml", text);
    for edits in findings {
        let mut item = Diagnostic::new(Code::UnknownKey, Span::new(file, 0, 0), "m");
        for (start, end, new) in *edits {
            item = item.fix(Span::new(file, *start, *end), *new, Applicability::Safe);
        }
        diagnostics.push(item);
    }
    assert_eq!(count(&diagnostics, Which::Safe), findings.len());
    let outcome = Reading { sources, diagnostics, ..Reading::default() };
    let edited = super::Round::new(&outcome, Which::Safe).edited(&outcome.sources, &[]);
    edited.first().map_or_else(|| text.to_owned(), |file| file.new.clone())
}

#[test]
fn edits_that_touch_wait() {
    for (findings, wanted) in [
        ([[(0, 1, "A")], [(2, 3, "C")]], "AbCdef"),
        ([[(0, 1, "A")], [(1, 2, "B")]], "Abcdef"),
        ([[(0, 3, "A")], [(1, 2, "B")]], "Adef"),
        ([[(2, 2, "1")], [(2, 2, "2")]], "ab1cdef"),
        ([[(4, 6, "E")], [(0, 9, "")]], "abcdE"),
        ([[(0, 2, "ab")], [(0, 1, "x")]], "xbcdef"),
        ([[(6, 6, "!")], [(0, 0, "?")]], "?abcdef!"),
    ] {
        let findings: Vec<&[(usize, usize, &str)]> = findings.iter().map(<[_; 1]>::as_slice).collect();
        assert_eq!(round("abcdef", &findings), wanted, "{findings:?}");
    }
    // All edits of a finding or none.
    assert_eq!(round("abcdef", &[&[(0, 1, "A")], &[(5, 6, "F"), (0, 1, "x")]]), "Abcdef");
    assert_eq!(round("abcdef", &[&[(0, 1, "A"), (0, 2, "x")]]), "abcdef");
    assert_eq!(round("a签f", &[&[(2, 3, "")]]), "a签f", "half a character");
}

/// Rows of the error table, sound or not, with both line ends.
const LINES: &str = "(  0400: a|  12:30: b|  o[nf]: \"签\u{200b}\"|  x: \\{deprecated: (Yes|\"true\"|nope)\\}|\
                     \x20 c: \\{a: \\[b\\]\\?\\}|  \"d\"\\?: e|  f: 'g|\\[)(\r\n|\n)";

proptest! {
    /// Lines that carry fixes, in any order and number: one run corrects all that can be, and breaks nothing.
    #[test]
    fn a_second_run_finds_nothing(lines in prop::collection::vec(LINES, 0..8)) {
        let text = format!("\u{feff}stubwright: 1\r\napi: x\nerrors:\n{}", lines.concat());
        for which in [Which::Safe, Which::All] {
            let (once, _) = fixed("x.yaml", &text, which);
            let (twice, count) = fixed("x.yaml", &once, which);
            assert_eq!((twice, count), (once.clone(), 0), "{text:?}");
            let broken = |text: &str| super::is_unreadable(&inspect("x.yaml", text.as_bytes()).0);
            assert!(broken(&text) || !broken(&once), "{text:?} {once:?}");
        }
    }
}
