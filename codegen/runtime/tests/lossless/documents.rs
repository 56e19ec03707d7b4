//! Documents as servers write them: each value in one of its spellings, and now and then something else.

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

use crate::meaning::Kind;

fn quoted(text: &str) -> String {
    stubwright_runtime::v1::Json::from(text).to_string()
}

/// One of these texts.
fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    proptest::sample::select(texts).prop_map(str::to_owned).boxed()
}

/// A document of this kind; one of some hundred values is of another.
pub(crate) fn document(kind: &'static Kind) -> BoxedStrategy<String> {
    let other = one_of(&[
        "null",
        "true",
        "0",
        "1.5",
        "-1",
        "\"x\"",
        "\"\"",
        "[]",
        "{}",
        "[1]",
        "{\"a\":1}",
        "[null]",
        "\"7\"",
        "1e3",
    ]);
    prop_oneof![150 => usual(kind), 1 => other].boxed()
}

fn usual(kind: &'static Kind) -> BoxedStrategy<String> {
    match kind {
        Kind::Text => prop_oneof![
            3 => any::<String>().prop_map(|text| quoted(&text)),
            1 => number(),
            1 => one_of(&["true", "false", "\"\"", "1.50", "-0", "1E5"]),
        ]
        .boxed(),
        Kind::Flag => {
            one_of(&["true", "false", "0", "1", "\"0\"", "\"1\"", "\"true\"", "\"False\"", "\"TRUE\""])
        }
        Kind::Int => integer(),
        Kind::Float => prop_oneof![
            any::<f64>()
                .prop_filter("JSON has no others", |float| float.is_finite())
                .prop_map(|f| f.to_string()),
            "-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,2})?",
            "\"-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,9})?\"",
        ]
        .boxed(),
        Kind::Exact => prop_oneof![
            number(),
            "\"-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?\"",
            "\"-?\\.[0-9]{1,9}\""
        ]
        .boxed(),
        Kind::Day => day().prop_map(|day| format!("\"{day}\"")).boxed(),
        Kind::Time => prop_oneof![
            (day(), one_of(&["", "T", " "]), clock()).prop_map(|(day, between, clock)| {
                match between.as_str() {
                    "" => format!("\"{day}\""),
                    between => format!("\"{day}{between}{clock}\""),
                }
            }),
            "\"20[0-9]{2}0[1-9]1[0-9]0[0-9][0-5][0-9][0-5][0-9]([0-9]{3}|\\.[0-9]{1,9})?\"",
        ]
        .boxed(),
        Kind::Seconds => prop_oneof![
            integer(),
            "-?[1-9][0-9]{0,9}\\.[0-9]{1,6}",
            "\"-?[1-9][0-9]{0,9}\\.[0-9]{1,6}\"",
            "1\\.[0-9]{9}e9",
        ]
        .boxed(),
        Kind::Link => "\"https://[a-z]{1,9}/[a-z]{0,9}\"".boxed(),
        Kind::Bytes => "\"([0-9a-fA-F]{2}){0,9}\"".boxed(),
        Kind::Open => {
            one_of(&["\"round\"", "\"oval\"", "1", "10", "1.0", "1e1", "9.50", "\"1\"", "\"\"", "true"])
        }
        Kind::Any => one_of(&["{\"b\":[1.50,null],\"a\":\"\"}", "[]", "0.10", "\"\"", "false", "[[{}]]"]),
        compound => usual_compound(compound),
    }
}

fn usual_compound(kind: &'static Kind) -> BoxedStrategy<String> {
    match kind {
        Kind::Maybe(inner) => prop_oneof![3 => document(inner), 1 => nothing(inner)].boxed(),
        Kind::List(inner) => prop_oneof![
            6 => vec(document(inner), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            1 => one_of(&["null", "{}", "{ }"]),
        ]
        .boxed(),
        Kind::Map(inner) => prop_oneof![
            6 => vec(document(inner), 0..4).prop_map(|values| {
                let member = |(at, value)| format!("\"k{at}\":{value}");
                format!("{{{}}}", values.iter().enumerate().map(member).collect::<Vec<_>>().join(","))
            }),
            1 => one_of(&["null", "[]", "[ ]"]),
        ]
        .boxed(),
        Kind::Struct(fields) => object(fields, Vec::new()),
        Kind::Union => prop_oneof![
            integer(),
            any::<bool>().prop_map(|flag| flag.to_string()),
            any::<String>().prop_map(|text| quoted(&text)),
            day().prop_map(|day| format!("\"{day}\"")),
            vec(integer(), 0..3).prop_map(|items| format!("[{}]", items.join(","))),
            (
                integer(),
                one_of(&[
                    "",
                    ",\"name\":\"\"",
                    ",\"name\":\"2024-01-01\"",
                    ",\"rate\":\"\"",
                    ",\"rate\":\"0.5\"",
                    ",\"rate\":1"
                ])
            )
                .prop_map(|(id, rest)| format!("{{\"id\":{id}{rest}}}")),
        ]
        .boxed(),
        Kind::Tag(tag, variants) => {
            let variant = proptest::sample::select(*variants);
            let unknown = one_of(&["{\"type\":9,\"x\":1.0}", "{\"type\":\"a\"}", "{\"type\":true}"]);
            let known = variant.prop_flat_map(|(value, kind)| {
                let Kind::Struct(fields) = kind else { return Just("{}".to_owned()).boxed() };
                let tag = one_of(if *tag == "type" { &["%", "\"%\""] } else { &["\"%\""] });
                tag.prop_flat_map(move |form| {
                    object(fields, vec![format!("\"{tag}\":{}", form.replace('%', value), tag = "type")])
                })
                .boxed()
            });
            prop_oneof![4 => known, 1 => unknown].boxed()
        }
        Kind::Content(tag, content, variants) => proptest::sample::select(*variants)
            .prop_flat_map(|(value, kind)| (Just(value), document(kind)))
            .prop_map(move |(value, payload)| format!("{{\"{content}\":{payload},\"{tag}\":\"{value}\"}}"))
            .boxed(),
        scalar => usual(scalar),
    }
}

/// The notations that servers use for a missing value.
fn nothing(kind: &'static Kind) -> BoxedStrategy<String> {
    match kind {
        Kind::Day | Kind::Time => one_of(&[
            "null",
            "\"\"",
            "\"0000-00-00\"",
            "\"0000-00-00 00:00:00\"",
            "\"00000000\"",
            "\"0000/00/00\"",
        ]),
        Kind::Struct(_) | Kind::Tag(..) | Kind::Content(..) => one_of(&["null", "\"\"", "[]"]),
        Kind::Union => one_of(&["null"]),
        _ => one_of(&["null", "\"\""]),
    }
}

/// An object with these members, and one that nobody knows.
fn object(
    fields: &'static [(&'static str, &'static str, &'static Kind)],
    more: Vec<String>,
) -> BoxedStrategy<String> {
    let members: Vec<BoxedStrategy<Option<String>>> = fields
        .iter()
        .map(|(name, presence, kind)| {
            let member = move |value| Some(format!("\"{name}\":{value}"));
            match *presence {
                "required" => document(kind).prop_map(member).boxed(),
                _ => prop_oneof![
                    3 => document(kind).prop_map(member),
                    1 => nothing(kind).prop_map(member),
                    2 => Just(None),
                ]
                .boxed(),
            }
        })
        .collect();
    let unknown = proptest::option::of(Just("\"unknown\":[{}]".to_owned()));
    (members, unknown, any::<bool>())
        .prop_map(move |(members, unknown, is_reversed)| {
            let mut members: Vec<String> =
                members.into_iter().chain([unknown]).flatten().chain(more.clone()).collect();
            if is_reversed {
                members.reverse();
            }
            format!("{{{}}}", members.join(","))
        })
        .boxed()
}

fn integer() -> BoxedStrategy<String> {
    prop_oneof![
        "[1-9][0-9]{0,8}",
        "\"[1-9][0-9]{0,8}\"",
        "[1-9][0-9]{0,5}\\.0{1,3}",
        "[1-9][0-9]{0,3}[eE]\\+?[0-4]",
        "[1-9]\\.[0-9]{3}e[3-5]",
        one_of(&["0", "-0", "0.0", "\"0\"", "\"007\""]),
    ]
    .boxed()
}

/// A JSON number of any length.
fn number() -> BoxedStrategy<String> {
    "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?".boxed()
}

fn day() -> BoxedStrategy<String> {
    let parts = (1970..2100_u32, 1..13_u32, 1..29_u32);
    (parts, 0..5_u8)
        .prop_map(|((year, month, day), form)| match form {
            0 | 1 => format!("{year}-{month:02}-{day:02}"),
            2 => format!("{year}{month:02}{day:02}"),
            3 => format!("{year}/{month:02}/{day:02}"),
            _ => format!("{year}-{month}-{day}"),
        })
        .boxed()
}

fn clock() -> BoxedStrategy<String> {
    "(([01][0-9]|[0-9]):[0-5][0-9](:[0-5][0-9]([.,][0-9]{1,9})?)?)(Z|\\+08:00|\\+0800|-03)?".boxed()
}
