//! Properties: texts stay texts, names stay names, and whatever comes in, something sensible comes out.
//!
//! `PROPTEST_CASES` in the environment sets how many cases each property is tried with.

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use stubwright_codegen::diag::render;
use stubwright_codegen::{Outcome, generate};

use super::sensible;
use crate::cases::{self, quoted, run};
use crate::{rustdoc, skeleton};

/// Pieces of which nasty texts are made.
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

/// What fails is printed whole; a file of seeds would say less.
fn settings() -> ProptestConfig {
    ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() }
}

/// Anything, and more often something nasty.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(NASTY).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[ -~]{0,12}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A spec with the texts in every place that takes one; `next` gives them in order.
fn with_texts(next: &mut dyn FnMut() -> String) -> String {
    let mut t = || quoted(&next());
    format!(
        r#"{{"stubwright": 1, "api": "hostile", "title": {}, "version": {}, "doc": {},
"servers": {{"one": {{"url": "https://a.example", "doc": {}}}}},
"envelope": {{"success": {{"ok": true}}, "code": "code", "data": "data"}},
"errors": {{
  "e1": {{"name": "First", "message": {}, "solution": {}, "docs": {}}},
  "e2": {{"name": "Second", "message": {{"zh": {}, "en": {}}}, "solution": {{"zh": {}, "en": {}}}}}}},
"endpoints": {{"call": {{"post": "/call", "doc": {}, "request": "Ask", "response": "Answer"}}}},
"types": {{
  "Ask": {{"doc": {}, "struct": {{"a": {{"type": "i64", "doc": {}}}, "b?": {{"type": "string", "doc": {}}}}}}},
  "Answer": {{"doc": {}, "struct": {{"kind": {{"type": "Kind", "doc": {}}}, "short": "Short"}}}},
  "Kind": {{"doc": {}, "enum": {{"One": {{"value": "1", "doc": {}}}}}}},
  "Short": {{"doc": {}, "alias": "string"}}}}}}"#,
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

/// How many texts [`with_texts`] asks for.
const TEXTS: usize = 20;

fn no_errors(outcome: &Outcome, spec: &str) {
    let said = render::short(&outcome.diagnostics, &outcome.sources);
    assert!(!outcome.diagnostics.has_errors(), "{said}\n{spec}");
    assert_eq!(outcome.files.len(), 4, "{said}");
}

/// Fails with the first place where the code of two outcomes differs.
fn same_shape(harmless: &Outcome, other: &Outcome, spec: &str) {
    for (a, b) in harmless.files.iter().zip(&other.files) {
        let (a, b) = (skeleton::of(&a.text).0, skeleton::of(&b.text).0);
        let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
        let rest = |text: &str| text.chars().skip(same.saturating_sub(60)).take(120).collect::<String>();
        assert!(a == b, "{}\nand not\n{}\n{spec}", rest(&b), rest(&a));
    }
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
        outcome.files.iter().for_each(rustdoc::check);

        let (_, literals) = skeleton::of(&outcome.files[2].text);
        for text in &texts[4..11] {
            assert!(literals.contains(text), "{text:?} is not what the table says");
        }
    }

    /// Names and codes are anything: what is generated parses, names differ, and the wire has what was written.
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

    /// The name of the file stands in the header and in diagnostics.
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

    #[test]
    fn any_bytes_are_answered(bytes in any::<Vec<u8>>()) {
        for name in ["a.yaml", "a.json"] {
            let outcome = generate(name, &bytes);
            assert!(outcome.diagnostics.has_errors());
            assert!(outcome.files.is_empty());
        }
    }

    /// The spec of the repository with pieces cut out, doubled, exchanged and put in.
    #[test]
    fn damaged_specs_are_answered(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..60_usize, edit()), 1..6)) {
        let mut text = String::from_utf8(cases::named("qiandun").bytes).unwrap();
        for (at, length, edit) in cuts {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let start = floor(at.index(text.len() + 1));
            let end = floor(start + length).max(start);
            let with = match edit {
                Edit::Remove => String::new(),
                Edit::Double => text[start..end].repeat(2),
                Edit::Replace(with) => with,
            };
            text.replace_range(start..end, &with);
        }
        sensible(&run("q.yaml", text.as_bytes()), &text);
    }
}

#[derive(Debug, Clone)]
enum Edit {
    Remove,
    Double,
    Replace(String),
}

/// What a slip of the hand does to YAML.
const SLIPS: &[&str] = &[
    ": ", ",", "{", "}", "[", "]", "?", "'", "\"", "|", ">", "-", "- ", "#", "&a ", "*a", "!!int ", "\t",
    "\n", "\n  ", "~", "null", "0x1", "type: ", "<<: ", "---\n", "struct: ", "enum: ", "alias: ", "as: int",
    "string", "i64?", "[T]",
];

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        Just(Edit::Remove),
        Just(Edit::Double),
        prop::sample::select(SLIPS).prop_map(|slip| Edit::Replace(slip.to_owned())),
        nasty().prop_map(Edit::Replace),
    ]
}
