//! Properties: bytes other than specs, soups of the format's own words, and damaged specs are answered.

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use stubwright_codegen::generate;

use super::properties::{nasty, settings};
use super::sensible;
use crate::cases::{self, run};

proptest! {
    #![proptest_config(settings())]

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

    /// Every case with bytes turned, cut and exchanged; the result need not be text.
    #[test]
    fn mutated_cases_are_answered(case in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 1..5)) {
        let cases: Vec<cases::Case> = cases::sound().into_iter().filter(|case| case.bytes.len() < 4000).collect();
        let mut case = cases.into_iter().nth(case.index(SMALL_CASES)).unwrap();
        for change in &changes {
            change.apply(&mut case.bytes);
        }
        sensible(&case.run(), &String::from_utf8_lossy(&case.bytes));
    }

    /// Words of the format in any order and at any depth.
    #[test]
    fn soups_are_answered(lines in prop::collection::vec((0..4_usize, prop::collection::vec(word(), 1..6)), 0..20)) {
        let mut text = String::from("stubwright: 1\napi: soup\n");
        for (depth, words) in lines {
            text.push_str(&format!("{}{}\n", "  ".repeat(depth), words.concat()));
        }
        sensible(&run("soup.yaml", text.as_bytes()), &text);
    }
}

/// At least this many cases are small.
const SMALL_CASES: usize = 15;

/// A change of bytes.
#[derive(Debug, Clone)]
enum Change {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index, usize),
    SwapLines(prop::sample::Index, prop::sample::Index),
    Insert(prop::sample::Index, &'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, bits)| Change::Flip(at, bits)),
        (at(), 1..200_usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (at(), at()).prop_map(|(one, other)| Change::SwapLines(one, other)),
        (at(), prop::sample::select(SLIPS)).prop_map(|(at, slip)| Change::Insert(at, slip)),
    ]
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Flip(at, bits) => {
                if let Some(count) = std::num::NonZeroUsize::new(bytes.len()) {
                    bytes[at.index(count.get())] ^= bits;
                }
            }
            Self::Cut(at, length) => {
                let start = at.index(bytes.len() + 1);
                let end = bytes.len().min(start + length);
                bytes.drain(start..end);
            }
            Self::SwapLines(one, other) => {
                let mut lines: Vec<Vec<u8>> =
                    bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                let count = lines.len();
                lines.swap(one.index(count), other.index(count));
                *bytes = lines.join(&b'\n');
            }
            Self::Insert(at, slip) => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, slip.bytes());
            }
        }
    }
}

/// Keys and values of the format.
const WORDS: &[&str] = &[
    "types",
    "errors",
    "endpoints",
    "envelope",
    "servers",
    "title",
    "doc",
    "struct",
    "enum",
    "alias",
    "union",
    "as",
    "type",
    "wire",
    "name",
    "deprecated",
    "success",
    "code",
    "data",
    "message",
    "root",
    "trace",
    "get",
    "post",
    "request",
    "response",
    "idempotent",
    "retry",
    "never",
    "category",
    "http",
    "url",
    "value",
    "string",
    "i64",
    "bool",
    "any",
    "A",
    "B",
    "{A}",
    "[A]",
    "A?",
    "true",
    "1",
    "0x1",
    "~",
    "absent",
    "/a",
    "a.b",
    "[*]",
    "\"q\"",
    "'q'",
    "|",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(WORDS).prop_map(str::to_owned),
        2 => Just(String::from(": ")),
        1 => prop::sample::select(SLIPS).prop_map(str::to_owned),
    ]
}

#[derive(Debug, Clone)]
enum Edit {
    Remove,
    Double,
    Replace(String),
}

/// Slips of the hand in YAML.
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
