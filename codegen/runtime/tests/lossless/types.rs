//! Types with every scalar in every place, and what they mean.

use std::collections::BTreeMap;

use stubwright_runtime::v1::{
    self as rt, Date, DateTime, Decimal, Hex, Json, Patch, UnixMillis, UnixSeconds, Unknown, UnknownVariant,
    Url,
};

use crate::meaning::Kind::{self, *};

/// A field with a price that is a number.
pub(crate) struct Priced {
    price: Decimal,
}
rt::record! { Priced { _ price: required as number "price" } }

/// A struct of optional fields.
pub(crate) struct Loose {
    city: Option<String>,
    size: Option<i64>,
}
rt::record! { Loose { 0 city: optional "city", _ size: optional "size" } }

/// A struct with a required field.
pub(crate) struct Strict {
    id: i64,
}
rt::record! { Strict { _ id: required "id" } }

/// Texts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Style {
    Round,
    __Unknown(Unknown),
}
rt::open_enum! { Style: str { Round = "round" } }

/// Numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Size {
    One,
    Ten,
    __Unknown(Unknown),
}
rt::open_enum! { Size: int { One = 1, Ten = 10 } }

/// A generic struct.
pub(crate) struct Page<T> {
    items: Vec<T>,
    next: Option<Box<Page<T>>>,
    one: Option<T>,
}
rt::record! { Page<T> { 0 items: required "items", 1 next: optional "next", _ one: optional "one" } }

/// A union without a tag.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Either {
    Named(Named),
    Numbered(Numbered),
    Number(i64),
    Day(Date),
    Text(String),
    Flag(bool),
    Numbers(Vec<i64>),
    Texts(Vec<String>),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}
rt::untagged_union! {
    Either {
        Named(Named),
        Numbered(Numbered),
        Number(i64),
        Day(Date),
        Text(String),
        Flag(bool),
        Numbers(Vec<i64>),
        Texts(Vec<String>),
    }
}

/// A form with a text.
pub(crate) struct Named {
    id: String,
    name: Option<Date>,
}
rt::record! { Named { 0 id: required "id", _ name: optional "name" } }

/// A form with a number.
pub(crate) struct Numbered {
    id: i64,
    rate: Option<f64>,
}
rt::record! { Numbered { 0 id: required "id", _ rate: optional "rate" } }

/// A union whose tag is a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tagged {
    Loose(Loose),
    Strict(Strict),
    __Unknown(UnknownVariant),
}
rt::tagged_union! { Tagged by "type" bare { Loose(Loose) = "1", Strict(Strict) = "2" } }

/// A union whose payload has its own key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Beside {
    Flags(Vec<bool>),
    Price(Decimal),
    __Unknown(UnknownVariant),
}
rt::tagged_union! { Beside by "kind", "data" { Flags(Vec<bool>) = "flags", Price(Decimal) = "price" } }

/// Every type, required, optional, and in other spellings.
pub(crate) struct All {
    text: String,
    text2: Option<String>,
    flag: bool,
    flag2: Option<bool>,
    flag3: Option<bool>,
    flag4: Vec<bool>,
    int: i64,
    int2: Option<u32>,
    int3: Option<u64>,
    int4: Option<i64>,
    int5: Patch<i32>,
    int6: i64,
    rate: f64,
    rate2: Option<f64>,
    price: Decimal,
    price2: Option<Decimal>,
    day: Date,
    day2: Option<Date>,
    day3: Option<Date>,
    day4: Option<Date>,
    at: DateTime,
    at2: Option<DateTime>,
    at3: Option<DateTime>,
    unix: UnixSeconds,
    unix2: Option<UnixMillis>,
    link: Option<Url>,
    hex: Option<Hex>,
    style: Option<Style>,
    size: Option<Size>,
    list: Vec<i64>,
    list2: Option<Vec<Option<Date>>>,
    list3: Option<Vec<Loose>>,
    map: BTreeMap<String, i64>,
    map2: Option<BTreeMap<String, Vec<f64>>>,
    loose: Loose,
    strict: Option<Strict>,
    boxed: Option<Box<Strict>>,
    page: Option<Page<Decimal>>,
    either: Option<Either>,
    tagged: Option<Tagged>,
    beside: Option<Beside>,
    any: Option<Json>,
}
rt::record! {
    All {
        0 text: required "text",
        1 text2: optional "text2",
        2 flag: required "flag",
        3 flag2: optional "flag2",
        4 flag3: optional as int "flag3",
        5 flag4: required as text "flag4",
        6 int: required "int",
        7 int2: optional "int2",
        8 int3: optional as text "int3",
        9 int4: nullable "int4",
        10 int5: patch "int5",
        11 int6: default(7) "int6",
        12 rate: required "rate",
        13 rate2: optional "rate2",
        14 price: required "price",
        15 price2: optional as number "price2",
        16 day: required "day",
        17 day2: optional "day2",
        18 day3: optional as compact "day3",
        19 day4: optional as slashed "day4",
        20 at: required "at",
        21 at2: optional "at2",
        22 at3: optional as compact "at3",
        23 unix: required "unix",
        24 unix2: optional "unix2",
        25 link: optional "link",
        26 hex: optional "hex",
        27 style: optional "style",
        28 size: optional "size",
        29 list: required "list",
        30 list2: optional "list2",
        31 list3: optional "list3",
        32 map: required "map",
        33 map2: optional "map2",
        34 loose: required "loose",
        35 strict: optional "strict",
        36 boxed: optional "boxed",
        37 page: optional "page",
        38 either: optional "either",
        39 tagged: optional "tagged",
        40 beside: optional "beside",
        _ any: optional "any",
    }
}

const LOOSE: Kind = Struct(&[("city", "optional", &Text), ("size", "optional", &Int)]);
const STRICT: Kind = Struct(&[("id", "required", &Int)]);

/// The meaning of [`Either`].
pub(crate) const EITHER: Kind = Union;

/// The meaning of a list of pages.
pub(crate) const PAGES: Kind =
    List(&Struct(&[("items", "required", &List(&Maybe(&Exact))), ("one", "optional", &Maybe(&Exact))]));

/// The meaning of [`All`].
pub(crate) const ALL: Kind = Struct(&[
    ("text", "required", &Text),
    ("text2", "optional", &Text),
    ("flag", "required", &Flag),
    ("flag2", "optional", &Flag),
    ("flag3", "optional", &Flag),
    ("flag4", "required", &List(&Flag)),
    ("int", "required", &Int),
    ("int2", "optional", &Int),
    ("int3", "optional", &Int),
    ("int4", "nullable", &Int),
    ("int5", "patch", &Int),
    ("int6", "default", &Int),
    ("rate", "required", &Float),
    ("rate2", "optional", &Float),
    ("price", "required", &Exact),
    ("price2", "optional", &Exact),
    ("day", "required", &Day),
    ("day2", "optional", &Day),
    ("day3", "optional", &Day),
    ("day4", "optional", &Day),
    ("at", "required", &Time),
    ("at2", "optional", &Time),
    ("at3", "optional", &Time),
    ("unix", "required", &Seconds),
    ("unix2", "optional", &Seconds),
    ("link", "optional", &Link),
    ("hex", "optional", &Bytes),
    ("style", "optional", &Open),
    ("size", "optional", &Open),
    ("list", "required", &List(&Int)),
    ("list2", "optional", &List(&Maybe(&Day))),
    ("list3", "optional", &List(&LOOSE)),
    ("map", "required", &Map(&Int)),
    ("map2", "optional", &Map(&List(&Float))),
    ("loose", "required", &LOOSE),
    ("strict", "optional", &STRICT),
    ("boxed", "optional", &STRICT),
    ("page", "optional", &Struct(&[("items", "required", &List(&Exact)), ("one", "optional", &Exact)])),
    ("either", "optional", &EITHER),
    ("tagged", "optional", &Tag("type", &[("1", &LOOSE), ("2", &STRICT)])),
    ("beside", "optional", &Content("kind", "data", &[("flags", &List(&Flag)), ("price", &Exact)])),
    ("any", "optional", &Any),
]);
