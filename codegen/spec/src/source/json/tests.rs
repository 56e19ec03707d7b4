//! Tables of JSON texts that must be read or refused.

use proptest::prelude::{any, proptest};

use super::read;
use crate::diag::{Code, Diagnostics, render};
use crate::source::node::{Document, NodeKind, Style};
use crate::source::{SourceFile, SourceMap};

fn parse(text: &str) -> (SourceMap, Document, Diagnostics) {
    let (mut map, mut diags) = (SourceMap::default(), Diagnostics::default());
    let file = map.add("s.json", text);
    let document = read(&map, file, &mut diags);
    let whole = map.get(file).map(SourceFile::text).expect("the file");
    for node in &document.nodes {
        assert!(whole.get(node.span.range()).is_some(), "{:?} in {text:?}", node.span);
    }
    for item in diags.sorted() {
        let spans = item.primary.iter().chain(&item.secondary).map(|label| label.span);
        for span in spans.chain(item.fixes.iter().map(|fix| fix.span)) {
            assert!(whole.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }
    (map, document, diags)
}

/// Texts that RFC 8259 allows.
#[test]
fn accepted() {
    let long = format!("{{\"{}\": 1}}", "k".repeat(1100));
    for text in [
        "{}",
        "[]",
        "null",
        "true",
        "false",
        "\"\"",
        "0",
        "-0",
        "1e3",
        "-1.5E-7",
        "[1]",
        " [ ] ",
        "[[], {}]",
        "\t{\"a\"\r\n:\n1 , \"b\":[true,null]}\r",
        "[\"\\ud83d\\ude00\"]",
        "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"]",
        "[\"\u{7f}\"]",
        "[\"\u{2028}\u{feff}\"]",
        "\u{feff}{}",
        "[1E+22, 123456789012345678901234567890, 1e400]",
        "{\"\": 0}",
        "[\"\\u00e9\\uFFFF\\udbff\\udfff\"]",
        "{\"a\": {\"a\": [{\"a\": 1}]}}",
        &long,
    ] {
        let (map, document, diags) = parse(text);
        assert!(diags.is_empty(), "{text:?}: {}", render::short(&diags, &map));
        assert!(document.root().is_some(), "{text:?}");
    }
}

/// Texts that it does not, and the place and a word of the message.
const REFUSED: &[(&str, &str, &str)] = &[
    ("{\"a\": 1,}", "1:8", "trailing comma before the closing bracket"),
    ("[1,]", "1:3", "trailing comma"),
    ("[1,,2]", "1:4", "nothing before this comma"),
    ("[,1]", "1:2", "nothing before this comma"),
    ("[1 2]", "1:4", "expected `,` or `]`"),
    ("{\"a\":1 \"b\":2}", "1:8", "expected `,` or `}`"),
    ("{\"a\" 1}", "1:6", "expected `:` after the key"),
    ("{\"a\"}", "1:5", "expected `:` after the key"),
    ("{\"a\":}", "1:6", "a value is missing before `}`"),
    ("{a: 1}", "1:2", "double quotes"),
    ("{1: 2}", "1:2", "double quotes"),
    ("{'a': 1}", "1:2", "double quotes"),
    ("['签']", "1:2", "double quotes"),
    ("[NaN]", "1:2", "JSON has no `NaN`"),
    ("[-Infinity]", "1:2", "`-Infinity` is not a JSON number"),
    ("[True]", "1:2", "`True` is not a JSON value"),
    ("[nul]", "1:2", "`nul` is not a JSON value"),
    ("[truefalse]", "1:2", "`truefalse`"),
    ("[01]", "1:2", "`01`"),
    ("[-01]", "1:2", "`-01`"),
    ("[1.]", "1:2", "`1.`"),
    ("[.5]", "1:2", "`.5`"),
    ("[+1]", "1:2", "`+1`"),
    ("[0x1]", "1:2", "`0x1`"),
    ("[1e]", "1:2", "`1e`"),
    ("[1.e1]", "1:2", "`1.e1`"),
    ("[-]", "1:2", "`-`"),
    ("[1a]", "1:2", "`1a`"),
    ("{} x", "1:4", "after the end"),
    ("{}}", "1:3", "after the end"),
    ("1 2", "1:3", "after the end"),
    ("// c\n{}", "1:1", "no comments"),
    ("{} # c", "1:4", "no comments"),
    ("[1 /* c */]", "1:4", "no comments"),
    ("[\"签\nb\"]", "1:2", "does not end on its line"),
    ("[\"签\tb\"]", "1:4", "U+0009"),
    ("[\"\u{0}\"]", "1:3", "U+0000"),
    ("[\"\\q\"]", "1:3", "`\\q` is not a JSON escape"),
    ("[\"\\x41\"]", "1:3", "`\\x`"),
    ("[\"\\u12G4\"]", "1:3", "`\\u`"),
    ("[\"\\u+123\"]", "1:3", "`\\u`"),
    ("[\"\\签\"]", "1:3", "`\\签`"),
    ("[\"\\ud800\"]", "1:3", "half of a surrogate pair"),
    ("[\"\\ud800\\u0041\"]", "1:3", "half of a surrogate pair"),
    ("[\"\\ud800\\ud800\"]", "1:3", "half of a surrogate pair"),
    ("[\"\\udc00\\ud800\"]", "1:3", "half of a surrogate pair"),
    ("[\"x", "1:2", "never closed"),
    ("[\"\\", "1:4", "the file ends"),
    ("[", "1:2", "the file ends"),
    ("[1", "1:3", "the file ends"),
    ("{\"a\":\n\n", "1:6", "the file ends"),
    ("[1}", "1:3", "must be `]`"),
    ("{\"a\": [1, 2}", "1:12", "must be `]`"),
    ("]", "1:1", "a value is missing before `]`"),
    ("[\u{a0}1]", "1:2", "U+00A0"),
    ("[\u{feff}]", "1:2", "U+FEFF"),
    ("{\"签\": 盾}", "1:7", "unexpected `盾`"),
    ("[\"a\": 1]", "1:5", "expected `,` or `]`"),
];

#[test]
fn refused() {
    for (text, place, message) in REFUSED {
        let (map, _, diags) = parse(text);
        let found = diags.sorted();
        assert_eq!(found.len(), 1, "{text:?}: {}", render::short(&diags, &map));
        assert_eq!(found[0].code, Code::JsonSyntax, "{text:?}");
        assert!(!found[0].help.is_empty(), "{text:?}");
        let span = found[0].primary.as_ref().expect("a place").span;
        assert_eq!(map.place(span), format!("s.json:{place}"), "{text:?}");
        assert!(found[0].message.contains(message), "{text:?}: {}", found[0].message);
    }
}

#[test]
fn other_findings() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for (text, wanted) in [
        ("", vec![Code::EmptyFile]),
        (" \n", vec![Code::EmptyFile]),
        ("{\"a\": 1, \"\\u0061\": 2}", vec![Code::DuplicateKey]),
        (&deep(128), vec![]),
        (&deep(129), vec![Code::TooDeep]),
        (&"[".repeat(100_000), vec![Code::TooDeep]),
        (&"{\"a\":".repeat(100_000), vec![Code::TooDeep]),
    ] {
        let (_, _, diags) = parse(text);
        assert_eq!(diags.sorted().iter().map(|item| item.code).collect::<Vec<_>>(), wanted);
    }
}

#[test]
fn texts_styles_and_spans() {
    let (map, document, _) = parse("{\"签\": \"\\ud83d\\ude00x\", \"n\": -1.50, \"t\": null}");
    let found: Vec<(&str, &str, Style)> = document
        .nodes
        .iter()
        .filter_map(|node| match &node.kind {
            NodeKind::Scalar { text, style } => Some((&**text, map.text(node.span), *style)),
            _ => None,
        })
        .collect();
    assert_eq!(
        found,
        [
            ("签", "\"签\"", Style::Double),
            ("😀x", "\"\\ud83d\\ude00x\"", Style::Double),
            ("n", "\"n\"", Style::Double),
            ("-1.50", "-1.50", Style::Plain),
            ("t", "\"t\"", Style::Double),
            ("null", "null", Style::Plain),
        ]
    );
    assert_eq!(map.text(document.nodes[0].span).chars().next_back(), Some('}'));
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        parse(&text);
    }

    #[test]
    fn texts_of_json_signs_are_read(text in "[ab\\[\\]{}:,\"'\\\\u0d89cef+./\\-*# \t\r\n签\u{feff}\u{1}]{0,60}") {
        let (map, _, diags) = parse(&text);
        assert_eq!(render::pretty(&diags, &map, false).is_empty(), diags.is_empty());
    }
}
