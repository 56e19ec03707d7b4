//! SW0314 against the runtime: for every ordered pair of types, whether the second one is ever chosen.

use std::collections::BTreeMap;
use std::fmt::Debug;

use stubwright_codegen::inspect;
use stubwright_runtime::v1 as rt;
use stubwright_runtime::v1::support::{Attempts, Done, Reader, Writer};
use stubwright_spec::diag::{Code, render};

use crate::cases::codes;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Word {
    A,
    One,
    __Unknown(rt::Unknown),
}
rt::open_enum! { Word: str { A = "a", One = "1" } }

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Level {
    One,
    __Unknown(rt::Unknown),
}
rt::open_enum! { Level: int { One = 1 } }

macro_rules! structs {
    ($($name:ident { $($field:ident: $ty:ty, [$index:tt, $($kind:tt)+]);* })*) => { $(
        struct $name { $($field: $ty),* }
        rt::record! { $name { $( $index $field: $($kind)+ ),* } }
    )* };
}

structs! {
    Empty {}
    One { a: i64, [_, required "a"] }
    Perhaps { a: Option<i64>, [_, optional "a"] }
    Float { a: f64, [_, required "a"] }
    Text { a: String, [_, required "a"] }
    Words { a: Word, [_, required "a"] }
    Exact { a: rt::Decimal, [_, required "a"] }
    Two { a: i64, [0, required "a"]; b: Option<String>, [_, optional "b"] }
    Day { a: Option<rt::Date>, [_, optional "a"] }
    Nested { a: One, [_, required "a"] }
    Either { a: Pair<i64, bool>, [_, required "a"] }
}

/// A generic struct, and what the case declares for it.
struct Page<T> {
    items: Vec<T>,
}
rt::record! { Page<T> { _ items: required "items" } }

/// A union of two types, as generated code has it.
#[derive(Debug, Clone, PartialEq)]
enum Pair<A, B> {
    First(A),
    Second(B),
    Unknown(rt::UnknownVariant),
}

impl<A, B> rt::Value for Pair<A, B>
where
    A: rt::Value + Debug + Clone + PartialEq,
    B: rt::Value + Debug + Clone + PartialEq,
{
    fn blank() -> Self {
        Self::First(A::blank())
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        let mut attempts = Attempts::start(from)?;
        loop {
            if let Some(value) = attempts.read("First", from) {
                *self = Self::First(value);
            }
            if let Some(value) = attempts.read("Second", from) {
                *self = Self::Second(value);
            }
            if !attempts.go_on(from) {
                break;
            }
        }
        if let Some(unknown) = attempts.end(from)? {
            *self = Self::Unknown(unknown);
        }
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Self::First(value) => value.write(to),
            Self::Second(value) => value.write(to),
            Self::Unknown(value) => value.write(to),
        }
    }

    stubwright_runtime::std_value!();
}

/// A hundred digits.
macro_rules! tens {
    () => {
        "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    };
}

/// Values of every kind, as servers send them.
const VALUES: &[&str] = &[
    "null",
    "true",
    "0",
    "1",
    "-1",
    "2147483648",
    "4294967296",
    "-2147483649",
    "9223372036854775808",
    "18446744073709551616",
    "1.5",
    "1e3",
    "1e999",
    "\"\"",
    "\"a\"",
    "\"1\"",
    "\"5\"",
    "\"-1\"",
    "\"007\"",
    "\"3000000000\"",
    "\"1.5\"",
    "\"1.\"",
    "\".5\"",
    "\"1e999\"",
    "\"2024-12-12\"",
    "\"2024-12-12T08:00:00Z\"",
    "\"https://example.com/\"",
    "\"QUJD/w==\"",
    "\"zz!\"",
    "[]",
    "[1]",
    "[\"1\"]",
    "[1.5]",
    "[null]",
    "[1, null]",
    "[true]",
    "[\"zz!\"]",
    "[\"1.5\"]",
    "[{\"a\": 1}]",
    "[[1]]",
    "[{}]",
    "{}",
    "{\"a\": 1}",
    "{\"a\": 1.5}",
    "{\"a\": \"1\"}",
    "{\"a\": \"1.5\"}",
    "{\"a\": \".5\"}",
    "{\"a\": \"\"}",
    "{\"a\": \"zz!\"}",
    "{\"a\": \"2024-12-12\"}",
    "{\"a\": null}",
    "{\"a\": true}",
    "{\"a\": 0}",
    "{\"a\": 1.0}",
    "{\"a\": \"true\"}",
    "{\"a\": []}",
    "{\"items\": null}",
    "{\"a\": [1]}",
    "{\"a\": {\"a\": 1}}",
    "{\"a\": 1, \"b\": \"x\"}",
    "{\"items\": []}",
    "{\"items\": [1]}",
    "{\"items\": [\"x\"]}",
    "{\"items\": [1.5]}",
    "{\"x\": \"zz!\"}",
    "{\"x\": 1}",
    "{\"a\": \"1.\"}",
    "{\"a\": \"zz!\", \"x\": 1}",
    // More than an `f64` can be.
    HUGE,
];

const HUGE: &str = concat!(tens!(), tens!(), tens!(), tens!());

/// Which of two types each value is read as: 1, 2, or neither.
fn chosen<A, B>() -> Vec<u8>
where
    A: rt::Value + Debug + Clone + PartialEq,
    B: rt::Value + Debug + Clone + PartialEq,
{
    let read = |json: &&str| match rt::from_json::<Pair<A, B>>(json) {
        Ok(Pair::First(_)) => 1,
        Ok(Pair::Second(_)) => 2,
        Ok(Pair::Unknown(_)) | Err(_) => 0,
    };
    VALUES.iter().map(read).collect()
}

type Chosen = fn() -> Vec<u8>;

/// Calls a macro for each type with its notation in the format.
macro_rules! with_types {
    ($macro:ident $($more:tt)*) => {
        $macro! {
            $($more)*
            [
                ("any", rt::Json) ("bool", bool) ("i32", i32) ("u32", u32) ("i64", i64) ("u64", u64) ("f64", f64)
                ("decimal", rt::Decimal) ("string", String) ("string(1..=64)", String) ("date", rt::Date)
                ("datetime", rt::DateTime) ("url", rt::Url) ("bytes", rt::Base64) ("Word", Word) ("Level", Level)
                ("Same", String) ("\"[i64]\"", Vec<i64>) ("\"[f64]\"", Vec<f64>) ("\"[string]\"", Vec<String>)
                ("\"[any]\"", Vec<rt::Json>) ("\"[i64 | null]\"", Vec<Option<i64>>) ("\"[[i64]]\"", Vec<Vec<i64>>)
                ("\"[One]\"", Vec<One>) ("\"{i64}\"", BTreeMap<String, i64>) ("\"{any}\"", BTreeMap<String, rt::Json>)
                ("\"{string}\"", BTreeMap<String, String>) ("Empty", Empty) ("One", One) ("Perhaps", Perhaps)
                ("Float", Float) ("Text", Text) ("Words", Words) ("Exact", Exact) ("Two", Two) ("Day", Day)
                ("Nested", Nested) ("Either", Either) ("Page<i64>", Page<i64>) ("Page<f64>", Page<f64>)
                ("Page<any>", Page<rt::Json>) ("Numbers", Pair<i64, f64>) ("Mixed", Pair<i64, Word>)
            ]
        }
    };
}

macro_rules! table {
    ([$(($name:literal, $ty:ty))*]) => { vec![ $( ($name, { with_types! { row ($ty) } }) ),* ] };
}

macro_rules! row {
    (($first:ty) [$(($name:literal, $second:ty))*]) => {
        vec![ $( ($name, chosen::<$first, $second> as Chosen) ),* ] as Vec<(&str, Chosen)>
    };
}

const DECLARED: &str = "  Word: {enum: [a, \"1\"]}\n  Level: {as: int, enum: {One: 1}}\n  Same: string\n  Empty: {}
  One: {a: i64}\n  Perhaps: {a?: i64}\n  Float: {a: f64}\n  Text: {a: string}\n  Words: {a: Word}\n  Exact: {a: decimal}
  Two: {a: i64, b?: string}\n  Day: {a?: date}\n  Nested: {a: One}\n  Either: {a: Whether}\n  Whether: {union: [i64, bool]}
  Page<T>: {items: [T]}\n  Numbers: {union: [i64, f64]}\n  Mixed: {union: [i64, Word]}\n";

/// Whether the check says that the second of two types is never chosen.
fn claimed(first: &str, second: &str) -> bool {
    let spec = format!(
        "stubwright: 1\napi: x\nendpoints: {{p: {{post: /p, request: Q}}}}\n\
         types:\n  Q: {{u: U}}\n  U: {{union: {{First: {first}, Second: {second}}}}}\n{DECLARED}"
    );
    let (outcome, _) = inspect("x.yaml", spec.as_bytes());
    let at = |code: Code| move |found: &Code| *found == code;
    assert!(!outcome.diagnostics.has_errors(), "{}", render::short(&outcome.diagnostics, &outcome.sources));
    let found = codes(&outcome.into());
    // The unions among the types are sound themselves.
    found.iter().filter(|code| at(Code::NeverChosen)(code)).count() > 0
}

#[test]
fn what_is_never_chosen_is_said_and_nothing_else() {
    let table: Vec<(&str, Vec<(&str, Chosen)>)> = with_types! { table };
    let mut wrong = Vec::new();
    for (first, row) in &table {
        for (second, chosen) in row {
            let is_chosen = chosen().contains(&2);
            if is_chosen == claimed(first, second) {
                wrong.push(format!(
                    "[{first}, {second}]: {}",
                    if is_chosen { "chosen" } else { "never chosen" }
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.len().pow(2), wrong.join("\n"));
}

/// A value goes back as the kind of JSON that it came as.
#[test]
fn the_kind_of_a_value_counts() {
    let read = |json: &str| serde_json::from_str::<rt::Json>(json).unwrap().read::<Pair<i64, f64>>();
    assert!(matches!(read("\"5\""), Ok(Pair::Unknown(_))));
    let error = read("null").unwrap_err().to_string();
    assert!(error.starts_with("expected an integer or a number, found null"), "{error}");
    assert_eq!(read("5"), Ok(Pair::First(5)));
    assert_eq!(read("5.5"), Ok(Pair::Second(5.5)));
    let text = serde_json::from_str::<rt::Json>("\"5\"").unwrap();
    assert_eq!(text.read::<Pair<i64, Word>>().unwrap(), Pair::Second(Word::from("5")));
    assert_eq!(rt::to_json(&text.read::<Pair<i64, Word>>().unwrap()).unwrap(), "\"5\"");
}
