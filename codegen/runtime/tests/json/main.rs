//! The reader and the writer of the runtime compared with `serde_json`: they accept the same texts, read the same
//! values from them, say the same about what is wrong, and write the same.
//!
//! `PROPTEST_CASES` sets how many texts each test tries.

mod agree;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

use self::agree::{read_alike, written_alike};

fn blanks() -> impl Strategy<Value = String> {
    prop_oneof![8 => Just(String::new()), 1 => "[ \t\r\n]{1,3}"]
}

/// The inside of a string, with any character and any escape.
fn string() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => "[a-z ]{0,9}",
        2 => any::<char>().prop_map(|c| if c < ' ' || c == '"' || c == '\\' { '_' } else { c }.to_string()),
        2 => "\\\\[\"\\\\/bfnrt]",
        2 => any::<u16>().prop_map(|unit| format!("\\u{unit:04x}")),
        2 => any::<char>().prop_map(|c| {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04X}")).collect()
        }),
        1 => "\\\\u(d[89a-f]|[0-9a-fA-F]{0,2})[0-9a-fG]{0,3}",
    ];
    vec(part, 0..5).prop_map(|parts| format!("\"{}\"", parts.concat()))
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|value| value.to_string()),
        any::<u64>().prop_map(|value| value.to_string()),
        any::<f64>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,22})?([eE][+-]?[0-9]{1,3})?",
        "-?[0-9]{0,3}\\.?[0-9]{0,2}[eE]?[+-]?[0-9]{0,4}",
    ]
}

/// JSON text: valid, except for some strings and some numbers.
fn document() -> impl Strategy<Value = String> {
    let word = prop_oneof![Just("null".to_owned()), Just("true".to_owned()), Just("false".to_owned())];
    let scalar = prop_oneof![word, number(), string()];
    let spaced = |inner: proptest::strategy::BoxedStrategy<String>| {
        (blanks(), inner, blanks()).prop_map(|(before, value, after)| format!("{before}{value}{after}"))
    };
    let scalar = spaced(scalar.boxed());
    scalar.prop_recursive(6, 48, 6, move |inner| {
        let member = (blanks(), prop_oneof![string(), "\"[a-c]\""], blanks(), inner.clone());
        let member = member.prop_map(|(before, key, after, value)| format!("{before}{key}{after}:{value}"));
        let list = (blanks(), vec(inner, 0..6)).prop_map(|(blanks, items)| match items.is_empty() {
            true => format!("[{blanks}]"),
            false => format!("[{}]", items.join(",")),
        });
        let object = (blanks(), vec(member, 0..6)).prop_map(|(blanks, members)| match members.is_empty() {
            true => format!("{{{blanks}}}"),
            false => format!("{{{}}}", members.join(",")),
        });
        spaced(prop_oneof![list, object].boxed())
    })
}

/// A change of some bytes of a text.
fn changed(text: String, changes: &[(prop::sample::Index, u8, u8)]) -> Option<String> {
    let tokens = b"[]{},:\"\\ntfe01-+. \n\t\x00\x1f\x7fu";
    let mut bytes = text.into_bytes();
    for (place, kind, byte) in changes {
        let at = place.index(bytes.len() + 1);
        let byte = tokens[usize::from(*byte) % tokens.len()];
        match kind % 4 {
            0 if at < bytes.len() => bytes[at] = byte,
            1 if at < bytes.len() => drop(bytes.remove(at)),
            2 => bytes.truncate(at),
            _ => bytes.insert(at, byte),
        }
    }
    String::from_utf8(bytes).ok()
}

proptest! {
    #[test]
    fn documents(text in document()) {
        read_alike(&text);
    }

    #[test]
    fn documents_with_changes(
        text in document(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), any::<u8>()), 1..4),
    ) {
        if let Some(text) = changed(text, &changes) {
            read_alike(&text);
        }
    }

    #[test]
    fn tokens_in_any_order(text in "([\\[\\]{},: \n]|\"a\"|\"\\\\u12|null|tru|false|[0-9]{1,3}|-|1e5|0\\.|\\.5){0,12}") {
        read_alike(&text);
    }

    #[test]
    fn any_text(text in any::<String>(), bytes in vec(any::<u8>(), 0..40)) {
        read_alike(&text);
        read_alike(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn levels(brackets in vec(any::<bool>(), 100..300), closed in any::<bool>()) {
        let open: String = brackets.iter().map(|list| if *list { "[" } else { "{\"a\":" }).collect();
        let close: String = brackets.iter().rev().map(|list| if *list { "]" } else { "}" }).collect();
        read_alike(&if closed { format!("{open}1{close}") } else { open });
    }

    #[test]
    fn values(text in any::<String>(), float in any::<f64>(), signed in any::<i64>(), unsigned in any::<u64>()) {
        written_alike(&text, float, signed, unsigned);
    }
}

/// Texts at the edges of the grammar.
const EDGES: &[&str] = &[
    "",
    " ",
    "\u{feff}1",
    "nul",
    "nulL",
    "truefalse",
    "-",
    "-a",
    "0",
    "-0",
    "00",
    "01",
    "1.",
    "1.e1",
    ".1",
    "1e",
    "1e+",
    "1E-5",
    "1e999",
    "-1e999",
    "1e-999",
    "[",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1,",
    "{\"a\":1,}",
    "{,}",
    "{a:1}",
    "{1:1}",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1,\"a\":2}",
    "\"",
    "\"\\",
    "\"\\u",
    "\"\\u12",
    "\"\\u12\"",
    "\"\\ud800\"",
    "\"\\ud800x\"",
    "\"\\ud800\\",
    "\"\\ud800\\n\"",
    "\"\\ud800\\u0041\"",
    "\"\\ud83d\\ude00\"",
    "\"\\udc00\"",
    "\"\\x\"",
    "\"\t\"",
    "\"\u{7f}\"",
    "\"\u{2028}\"",
    "1 2",
    "[] x",
    "[1]\n]",
    "\n\n  {\"a\":\n [1,\n x]}",
    "[\"é\u{1}\"]",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "9007199254740993.0",
    "NaN",
    "Infinity",
    "[1]//",
    "/*a*/1",
    "'a'",
    "[1]\u{a0}",
    "{\"\\u0061\":1,\"a\":2}",
    "\"abcdefg\\\"\"",
    "\"abcdefgh\u{1}\"",
    "\"0123456789abcdef\\u00e9\"",
];

#[test]
fn edges() {
    EDGES.iter().for_each(|text| read_alike(text));
}
