//! Properties of every value: nothing panics, nothing is lost.

use proptest::collection::{btree_map, vec};
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use stubwright_runtime::v1::{
    self as rt, AsInt, AsText, Base64, Base64Url, Date, DateTime, Decimal, Hex, Json, UnixMillis,
    UnixSeconds, Url, Value,
};

struct Note {
    text: Option<String>,
    price: Decimal,
    then: Option<Box<Thing>>,
}
rt::record! { Note { 0 text: optional "text", 1 price: required "price", _ then: optional "then" } }

#[derive(Debug, Clone, PartialEq)]
enum Thing {
    Note(Note),
    Many(Vec<Either>),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! { Thing by "kind", "data" { Note(Note) = "note", Many(Vec<Either>) = "many" } }

#[derive(Debug, Clone, PartialEq)]
enum Either {
    Thing(Thing),
    Whole(i64),
    Price(Decimal),
    Text(String),
    Map(std::collections::BTreeMap<String, Either>),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}
rt::untagged_union! {
    Either {
        Thing(Thing),
        Whole(i64),
        Price(Decimal),
        Text(String),
        Map(std::collections::BTreeMap<String, Either>),
    }
}

/// Every type of the runtime that reads text or JSON.
macro_rules! every_type {
    ($macro:ident) => {
        $macro! { Decimal Date DateTime Url Base64 Base64Url Hex UnixSeconds UnixMillis Json Thing Either }
    };
}

fn decode<T: Value>(json: &str) -> Result<T, String> {
    rt::from_json(json).map_err(|error| error.to_string())
}

fn written<T: serde_core::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Numbers as JSON spells them, of any length.
fn digits() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|value| value.to_string()),
        any::<u64>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
    ]
}

/// JSON text without spaces whose objects have no key twice.
fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        digits(),
        any::<String>().prop_map(|text| written(&text)),
        "(card|note|many|[0-9]{1,3})".prop_map(|text| written(&text)),
    ];
    scalar.prop_recursive(5, 40, 5, |inner| {
        let key = prop_oneof![
            Just("kind".to_owned()),
            Just("data".to_owned()),
            Just("price".to_owned()),
            any::<String>()
        ];
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            btree_map(key, inner, 0..5).prop_map(|members| {
                let members: Vec<String> =
                    members.iter().map(|(key, value)| format!("{}:{value}", written(key))).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

/// Adds whitespace between the tokens of JSON text.
fn spaced(json: &str) -> String {
    let (mut out, mut in_text, mut escaped) = (String::from("\n "), false, false);
    for c in json.chars() {
        in_text = if c == '"' && !escaped { !in_text } else { in_text };
        escaped = c == '\\' && !escaped;
        out.push(c);
        if !in_text && matches!(c, '[' | ']' | '{' | '}' | ',' | ':' | '"') {
            out.push_str("\t\r\n ");
        }
    }
    out
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), near in "[-+0-9TZtz:., eE/=_a-f]{0,30}") {
        macro_rules! check {
            ($($name:ident)*) => { $(
                for text in [&text, &near] {
                    drop(decode::<$name>(text));
                    if let Ok(value) = decode::<$name>(&written(text)) {
                        prop_assert_eq!(decode::<$name>(&written(&value)), Ok(value));
                    }
                }
            )* };
        }
        every_type!(check);
    }

    #[test]
    fn texts_are_kept(text in prop_oneof![
        "[0-9]{4}-[01][0-9]-[0-3][0-9]([Tt ][0-2][0-9]:[0-5][0-9](:[0-6][0-9]([.,][0-9]{1,12})?)?( ?([Zz]|[+-][0-2][0-9](:?[0-5][0-9])?))?)?",
        "(https?|ftp|urn):(//)?[a-z.\\[\\]:@0-9]{0,12}(/[^ ]{0,5})?",
        digits(),
    ]) {
        macro_rules! check {
            ($($name:ident)*) => { $(
                if let Ok(value) = text.parse::<$name>() {
                    prop_assert_eq!(value.as_str(), text.as_str());
                    prop_assert_eq!(written(&value), written(&text));
                    prop_assert_eq!(decode::<$name>(&written(&text)), Ok(value));
                }
            )* };
        }
        check! { Decimal Date DateTime Url }
    }

    #[test]
    fn json_is_written_as_it_was_read(text in json()) {
        let value: Json = text.parse().expect("valid");
        prop_assert_eq!(value.to_string(), text.as_str());
        prop_assert_eq!(written(&value), text.as_str());
        prop_assert_eq!(spaced(&text).parse(), Ok(value.clone()));
        prop_assert_eq!(value.read::<Json>(), Ok(value.clone()));
        prop_assert_eq!(Json::from_value(&value), Ok(value));
    }

    #[test]
    fn unions_lose_nothing(text in json()) {
        let (plain, blanks) = (decode::<Either>(&text), decode::<Either>(&spaced(&text)));
        prop_assert_eq!(plain.is_ok(), blanks.is_ok());
        if let Ok(value) = plain {
            prop_assert_eq!(Ok(&value), blanks.as_ref());
            prop_assert_eq!(decode::<Either>(&written(&value)), Ok(value));
        }
        if let Ok(value @ Thing::__Unknown(_)) = decode::<Thing>(&text) {
            prop_assert_eq!(written(&value), text);
        }
    }

    #[test]
    fn broken_json_is_refused_calmly(text in json(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = text.into_bytes();
        let at = cut.index(bytes.len());
        bytes[at] = byte;
        macro_rules! check {
            ($($name:ident)*) => { $(
                drop(serde_json::from_slice::<$name>(&bytes));
                drop(serde_json::from_slice::<$name>(&bytes[..at]));
                drop(serde_json::from_reader::<_, $name>(bytes.as_slice()));
            )* };
        }
        every_type!(check);
    }

    #[test]
    fn decimals_compare_as_numbers(a in any::<i32>(), b in any::<i32>(), scale in 0_u32..6, zeros in 0_usize..4) {
        let spell = |value: i32| {
            let (sign, digits) = (if value < 0 { "-" } else { "" }, format!("{:07}", value.unsigned_abs()));
            let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
            let point = if fraction.is_empty() { "" } else { "." };
            let more = if fraction.is_empty() { String::new() } else { "0".repeat(zeros) };
            format!("{sign}{whole}{point}{fraction}{more}")
        };
        let (left, right): (Decimal, Decimal) = (spell(a).parse().expect("a"), format!("{b}e-{scale}").parse().expect("b"));
        prop_assert_eq!(left.compare(&right), a.cmp(&b));
        prop_assert_eq!(right.scale(), u64::from(scale));
        prop_assert!((left.to_f64() - f64::from(a) / 10_f64.powi(scale as i32)).abs() < 1e-6);
    }

    #[test]
    fn bytes_come_back(bytes in vec(any::<u8>(), 0..200)) {
        let (plain, url, hex) = (Base64::from(bytes.as_slice()), Base64Url::from(bytes.as_slice()), Hex::from(bytes));
        prop_assert_eq!(plain.to_string().parse(), Ok(plain.clone()));
        prop_assert_eq!(url.to_string().parse(), Ok(url.clone()));
        prop_assert_eq!(hex.to_string().to_uppercase().parse(), Ok(hex.clone()));
        let lines: Vec<String> = plain.to_string().as_bytes().chunks(7).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        prop_assert_eq!(lines.join("\r\n").parse(), Ok(plain));
        prop_assert!(!url.to_string().contains(['+', '/', '=']));
    }

    #[test]
    fn points_in_time_come_back(seconds in -62_167_219_200_i64..253_402_300_800, offset in -1439_i16..=1439) {
        let utc = DateTime::from_unix_seconds(seconds).expect("in range");
        prop_assert_eq!((utc.unix_seconds(offset), utc.offset_minutes()), (seconds, Some(0)));
        let local: DateTime = utc.as_str().trim_end_matches('Z').parse().expect("local");
        prop_assert_eq!(local.unix_seconds(offset), seconds - i64::from(offset) * 60);
        prop_assert_eq!(Date::from_days_since_1970(utc.date().days_since_1970()), Ok(utc.date()));
    }

    #[test]
    fn forms_come_back(numbers in vec(prop::option::of(any::<i64>()), 0..5), flags in vec(prop::option::of(any::<bool>()), 0..5)) {
        prop_assert_eq!(decode(&written(&AsText(&numbers))), Ok(AsText(numbers)));
        prop_assert_eq!(decode(&written(&AsText(&flags))), Ok(AsText(flags.clone())));
        prop_assert_eq!(decode(&written(&AsInt(&flags))), Ok(AsInt(flags)));
    }
}
