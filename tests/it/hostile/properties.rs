//! Properties: texts stay texts, names stay names, and whatever comes in, something sensible comes out.
//!
//! `PROPTEST_CASES` in the environment sets how many cases each property is tried with.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use stubwright_codegen::{Outcome, generate};
use stubwright_spec::diag::render;

use super::sensible;
use crate::cases::quoted;
use crate::{rustdoc, skeleton};

/// Pieces of nasty texts.
const NASTY: &[&str] = &[
    "```\nfn main() { panic!() }\n```\n",
    "\n~~~~rust\nloop {}\n",
    "```text\n```\n```",
    "\n\n    std::process::exit(1);\n",
    "\t",
    "\r",
    "\r\n",
    "\n",
    "\u{2028}",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{7f}",
    "\u{1b}[31m",
    "*/",
    "/*",
    "//",
    "\"",
    "\"#",
    "'",
    "\\",
    "{}",
    "{0:?}",
    "${x}",
    "#[doc = \"x\"]",
    "<b>",
    "<!--",
    "</details>",
    "&lt;",
    "[x](y)",
    "[`Self`]",
    "![i](j)",
    "[^1]",
    "\n[a]: b\n",
    "https://a.b/c",
    "<https://a.b>",
    "http://",
    "*",
    "_",
    "`",
    "``",
    "~~",
    "|",
    "|---|",
    "\n---\n",
    "\n===\n",
    "\n# ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n- [ ] ",
    "  \n",
    " ",
    "签署方",
    "é",
    "e\u{301}",
    "😀",
    "a",
    "Z9",
];

/// A failing input is printed whole; a file of seeds would say less.
pub(super) fn settings() -> ProptestConfig {
    let cases =
        if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { CASES };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// How often each property is tried unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 60;

/// Anything, and more often something nasty.
pub(super) fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(NASTY).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[ -~]{0,12}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A spec with the texts in every place that takes one; `next` gives them in order.
fn with_texts(next: &mut dyn FnMut() -> String) -> String {
    let docs = quoted(&address(&next()));
    let mut t = || quoted(&next());
    format!(
        r#"{{"stubwright": 1, "api": "hostile", "title": {}, "version": {}, "doc": {},
"envelope": {{"success": {{"ok": true}}, "code": "code", "data": "data"}},
"errors": {{
  "e1": {{"name": "First", "message": {}, "solution": {}, "docs": {}}},
  "e2": {{"name": "Second", "message": {{"zh": {}, "en": {}}}, "solution": {{"zh": {}, "en": {}}}}}}},
"endpoints": {{"call": {{"post": "/call", "doc": {}, "request": "Ask", "response": "Answer",
  "params": {{"page?": {{"type": "i32", "doc": {}}}, "X-Id": {{"in": "header", "type": "string", "doc": {}}}}}}}}},
"types": {{
  "Ask": {{"doc": {}, "struct": {{"a": {{"type": "i64", "doc": {}}}, "b?": {{"type": "string", "doc": {}}}}}}},
  "Answer": {{"doc": {}, "struct": {{"kind": {{"type": "Kind", "doc": {}}}, "short": "Short"}}}},
  "Kind": {{"doc": {}, "enum": {{"One": {{"value": "1", "doc": {}}}}}}},
  "Short": {{"doc": {}, "alias": "string"}}}},
"servers": {{"one": {{"url": "https://{{part}}.example", "doc": {}, "variables": {{"part": {{"default": "a", "doc": {}}}}}}}}},
"common": {{"key": {{"type": "string", "doc": {}}}, "v": {{"value": {}}}}},
"auth": [{{"header": "X-Key", "doc": {}}}, {{"kind": "sign", "doc": {}}}]}}"#,
        t(),
        t(),
        t(),
        t(),
        t(),
        docs,
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t()
    )
}

/// A link with as much of the text as a link can have.
fn address(text: &str) -> String {
    let is_out = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\');
    format!("https://x.example/{}", text.replace(is_out, ""))
}

/// How many texts [`with_texts`] asks for.
const TEXTS: usize = 27;

/// Names that mean something in Rust or are rare, and are names in the format.
fn narrow() -> impl Strategy<Value = String> {
    prop::sample::select(
        &[
            "harmless",
            "Harmless",
            "self",
            "Self",
            "String",
            "Option",
            "Vec",
            "Box",
            "Result",
            "rt",
            "std",
            "core",
            "crate",
            "super",
            "type",
            "r#type",
            "gen",
            "async",
            "match",
            "Client",
            "Error",
            "ErrorCode",
            "Send",
            "Some",
            "None",
            "new",
            "with_b",
            "__x__",
            "_",
            "A1",
            "a1",
            "字段",
            "été",
            "сode",
            "оса",
            "ﬁ",
            "ᏣᎳᎩ",
            "ЖУК",
            "x\u{301}",
            "3d",
            "a b",
            "",
            "\"",
            "\u{200d}x",
        ][..],
    )
    .prop_map(str::to_owned)
}

/// How many names [`with_names`] takes that may be anything.
const FREE: usize = 12;

/// How many names [`with_names`] takes that the format restricts.
const NARROW: usize = 7;

/// A spec with a name in every place that takes one; the others are harmless.
fn with_names(free: &[String], narrow: &[String]) -> String {
    // Letters of their own, so that two names are rarely one.
    let f = |at: usize| {
        let own = char::from(b'b' + u8::try_from(at).unwrap());
        quoted(&format!("{}{own}", free.get(at).map_or("name", String::as_str)))
    };
    let n = |at: usize| {
        let harmless = format!("Name{at}");
        quoted(narrow.get(at).unwrap_or(&harmless))
    };
    let snake = |at: usize| narrow.get(at).map_or_else(|| format!("\"name{at}\""), |name| quoted(name));
    format!(
        r#"{{"stubwright": 1, "api": "h", "servers": {{{}: "https://a.example"}},
"envelope": {{"success": {{"ok": true}}, "code": "c", "data": "d"}},
"errors": {{{}: {{"message": {{{}: "m"}}}}, {}: {{"name": {}}}}},
"endpoints": {{{}: {{"post": "/a", "request": {}, "response": {}}}, {}: {{"get": "/b", "response": [{}]}}}},
"types": {{
  {}: {{{}: "i64", {}: {{"type": "string", "name": {}}}, "x?": {{"type": {}, "wire": {}, "alias": [{}]}}}},
  {}: {{"enum": [{}, {}]}},
  {}: {{"enum": {{{}: "x", "Other": {{"value": {}}}}}}},
  {}: {{"alias": "string"}}}}}}"#,
        f(0),
        f(1),
        f(2),
        f(3),
        n(0),
        f(4),
        n(1),
        n(2),
        f(5),
        n(2),
        n(1),
        f(6),
        f(7),
        snake(5),
        n(3),
        f(8),
        f(9),
        n(2),
        f(10),
        f(11),
        n(3),
        n(6),
        f(1),
        n(4),
    )
}

fn no_errors(outcome: &Outcome, spec: &str) {
    let said = render::short(&outcome.diagnostics, &outcome.sources);
    assert!(!outcome.diagnostics.has_errors(), "{said}\n{spec}");
    assert_eq!(outcome.files.len(), 5, "{said}");
}

/// Fails with the first place where the code of two outcomes differs.
fn same_shape(harmless: &Outcome, other: &Outcome, spec: &str) {
    same(harmless, other, spec, |text| skeleton::of(text).0);
}

/// The same for a part of what the files say.
fn same(harmless: &Outcome, other: &Outcome, spec: &str, part: impl Fn(&str) -> String) {
    assert_eq!(harmless.files.len(), other.files.len());
    for (a, b) in harmless.files.iter().zip(&other.files) {
        same_text(&part(&a.text), &part(&b.text), spec);
    }
}

/// Fails with the first place where two texts differ.
pub(super) fn same_text(a: &str, b: &str, spec: &str) {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let rest = |text: &str| text.chars().skip(same.saturating_sub(60)).take(120).collect::<String>();
    assert!(a == b, "{}\nand not\n{}\n{spec}", rest(b), rest(a));
}

proptest! {
    #![proptest_config(settings())]

    /// A text changes documentation and literals, and nothing else.
    #[test]
    fn texts_do_not_change_the_code(texts in prop::collection::vec(nasty(), TEXTS)) {
        let spec = with_texts(&mut || String::from("harmless"));
        let harmless = generate("h.json", spec.as_bytes());
        no_errors(&harmless, &spec);

        let mut given = texts.iter().cloned();
        let spec = with_texts(&mut || given.next().unwrap());
        let outcome = generate("h.json", spec.as_bytes());
        no_errors(&outcome, &spec);
        same_shape(&harmless, &outcome, &spec);
        let comments: usize = outcome.files.iter().map(rustdoc::check).sum();
        assert!(comments > 20, "only {comments} comments were found");

        let (_, literals) = skeleton::of(&outcome.files[2].text);
        assert!(literals.contains(&address(&texts[0])), "{:?}", texts[0]);
        for text in &texts[4..10] {
            assert!(literals.contains(text), "{text:?} is not what the table says");
        }
    }

    /// A name changes identifiers, documentation and literals, and nothing else; or it is refused.
    #[test]
    fn names_do_not_change_the_code(free in prop::collection::vec(nasty(), FREE), narrow in prop::collection::vec(narrow(), NARROW)) {
        let harmless = generate("h.json", with_names(&[], &[]).as_bytes());
        let spec = with_names(&free, &narrow);
        let outcome = generate("h.json", spec.as_bytes());
        no_errors(&harmless, &spec);
        sensible(&outcome, &spec);
        if !outcome.diagnostics.has_errors() {
            same(&harmless, &outcome, &spec, skeleton::without_names);
        }
    }

    /// Names and codes are anything: the output parses, names differ, and the wire has the names as written.
    #[test]
    fn names_are_anything(
        codes in prop::collection::btree_set(nasty(), 1..12),
        fields in prop::collection::btree_set(nasty(), 1..12),
        values in prop::collection::btree_set(nasty(), 1..12),
        aliases in prop::collection::vec(nasty(), 2),
    ) {
        let list = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(", ");
        let rows = list(&mut codes.iter().map(|code| format!("{}: \"m\"", quoted(code))));
        // Names of their own, so that the author's names do not collide.
        let fields_ = list(&mut fields.iter().enumerate().map(|(at, field)| {
            format!("{}: {{\"type\": \"string\", \"name\": \"field_{at}x\"}}", quoted(field.trim_end_matches('?')))
        }));
        let values_ = list(&mut values.iter().map(|value| quoted(value)));
        let (one, two) = (quoted(&aliases[0]), quoted(&aliases[1]));
        let spec = format!(
            "{{\"stubwright\": 1, \"api\": \"h\", \"envelope\": {{\"success\": {{\"ok\": true}}, \"code\": \"c\"}}, \
             \"errors\": {{{rows}}}, \"types\": {{\"A\": {{\"struct\": {{{fields_}}}}}, \"B\": {{\"enum\": [{values_}]}}, \
             \"C\": {{\"x\": {{\"type\": \"i64\", \"wire\": {one}, \"alias\": [{two}]}}}}}}}}"
        );
        let outcome = generate("h.json", spec.as_bytes());
        sensible(&outcome, &spec);
        if let [_, types, errors, _] = outcome.files.as_slice() {
            let written = skeleton::of(&types.text).1;
            assert!(values.iter().all(|value| written.contains(value)), "{spec}");
            let written = skeleton::of(&errors.text).1;
            assert!(codes.iter().all(|code| written.contains(code)), "{spec}");
        }
    }

    /// Names as the author writes them, without any help.
    #[test]
    fn keys_are_anything(keys in prop::collection::btree_set(nasty(), 6), url in nasty(), name in nasty()) {
        let keys: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
        let spec = format!(
            "{{\"stubwright\": 1, \"api\": {}, \"servers\": {{{}: {}}}, \"endpoints\": {{{}: {{\"get\": \"/\"}}, {}: {{\"post\": {}}}}}, \
             \"types\": {{{}: {{{}: \"i64\"}}, \"E\": {{\"enum\": {{{}: \"x\"}}}}}}}}",
            quoted(&name), keys[0], quoted(&url), keys[1], keys[2], quoted(&url), keys[3], keys[4], keys[5],
        );
        sensible(&generate("h.json", spec.as_bytes()), &spec);
    }

    /// The name of the file is in the header and in diagnostics.
    #[test]
    fn file_names_are_anything(name in nasty()) {
        let name = format!("{name}.yaml");
        let outcome = generate(&name, b"stubwright: 1\napi: x\n");
        let plain = generate("x.yaml", b"stubwright: 1\napi: x\n");
        same_shape(&plain, &outcome, &name);
        for file in &outcome.files {
            rustdoc::check(file);
            assert_eq!(file.text.lines().filter(|line| line.starts_with("// ")).count(), 1);
        }
    }
}
