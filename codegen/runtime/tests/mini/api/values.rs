//! Scalars, forms, defaults, generics and unions.

use ::stubwright_runtime::v1 as rt;

/// One of each scalar.
#[non_exhaustive]
pub struct Scalars {
    /// `price`
    pub price: rt::Decimal,
    /// `day`
    pub day: Option<rt::Date>,
    /// `at`
    pub at: Option<rt::DateTime>,
    /// `since`
    pub since: Option<rt::UnixSeconds>,
    /// `until`
    pub until: rt::Patch<rt::UnixMillis>,
    /// `link`
    pub link: Option<rt::Url>,
    /// `seal`
    pub seal: Option<rt::Base64>,
    /// `token`
    pub token: Option<rt::Base64Url>,
    /// `digest`
    pub digest: Option<rt::Hex>,
    /// `days`
    pub days: Vec<Option<rt::Date>>,
    /// `anything`
    pub anything: Option<rt::Json>,
}

/// One of each form.
#[non_exhaustive]
pub struct Forms {
    /// `id`
    pub id: i64,
    /// `parent`
    pub parent: Option<u64>,
    /// `silent`
    pub silent: bool,
    /// `flag`
    pub flag: Option<bool>,
    /// `bits`
    pub bits: Vec<bool>,
    /// `ids`
    pub ids: Option<::std::collections::BTreeMap<String, Vec<Option<i64>>>>,
    /// `limit`
    pub limit: Option<i32>,
    /// `state`
    pub state: rt::Patch<bool>,
    /// `size`
    pub size: u32,
    /// `name`
    pub name: String,
    /// `retries`
    pub retries: u32,
    /// `on`
    pub on: bool,
    /// `password`
    pub password: Option<String>,
}

impl Forms {
    /// With what is required.
    #[must_use]
    pub fn new(id: i64, silent: bool, bits: Vec<bool>) -> Self {
        Self {
            id,
            parent: None,
            silent,
            flag: None,
            bits,
            ids: None,
            limit: None,
            state: rt::Patch::Absent,
            size: 20,
            name: "x".to_owned(),
            retries: 3,
            on: true,
            password: None,
        }
    }
}

/// Some of many.
#[non_exhaustive]
pub struct Page<T> {
    /// `items`
    pub items: Vec<T>,
    /// `next`
    pub next: Option<Box<Page<T>>>,
}

/// Two of a kind.
#[non_exhaustive]
pub struct Pair<T, U> {
    /// `left`
    pub left: Option<T>,
    /// `right`
    pub right: U,
}

/// A title to change.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Update {
    /// `id`, in the path.
    pub id: String,
    /// `title`
    pub title: String,
    /// `note`
    pub note: rt::Patch<String>,
    /// `pages`
    pub pages: i32,
    /// `serial`
    pub serial: Option<i64>,
}

impl Update {
    /// With what is required.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), note: rt::Patch::Absent, pages: 1, serial: None }
    }
}

/// A card.
#[non_exhaustive]
pub struct Card {
    /// `number`
    pub number: rt::Decimal,
    /// `type`
    pub r#type: Option<String>,
}

/// A bank account.
#[non_exhaustive]
pub struct Bank {
    /// `iban`
    pub iban: String,
    /// `then`
    pub then: Option<Payment>,
}

/// How to pay.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Payment {
    /// `card`
    Card(Card),
    /// `bank`
    Bank(Box<Bank>),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}

/// An event, with its payload.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// `paid`
    Paid(Payment),
    /// `counted`
    Counted(Vec<i64>),
    /// `nothing`
    Nothing(()),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}

/// Who it is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Ident {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Numbers.
    Numbers(Vec<i64>),
    /// Texts.
    Texts(Vec<String>),
    /// A card.
    Card(Card),
    /// An account.
    Bank(Box<Bank>),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}

/// A tree.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Tree {
    /// A branch to the left.
    Left(Box<Left>),
    /// A branch to the right.
    Right(Box<Right>),
    /// A leaf.
    Leaf(bool),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}

/// Lists of lists.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Nest {
    /// A list.
    List(Vec<Nest>),
    /// Lists by name.
    Map(::std::collections::BTreeMap<String, Nest>),
    /// A number.
    Number(i32),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}

/// A branch to the left.
#[non_exhaustive]
pub struct Left {
    /// `down`
    pub down: Tree,
    /// `left`
    pub left: i32,
}

/// A branch to the right.
#[non_exhaustive]
pub struct Right {
    /// `down`
    pub down: Tree,
    /// `right`
    pub right: i32,
}

rt::record! {
    Scalars {
        0 price: required "price",
        1 day: optional "day",
        2 at: optional "at",
        3 since: optional "since",
        4 until: patch "until",
        5 link: optional "link",
        6 seal: optional "seal",
        7 token: optional "token",
        8 digest: optional "digest",
        9 days: default(Vec::new()) "days",
        _ anything: optional "anything",
    }
}

rt::record! {
    Forms {
        0 id: required as text "id",
        1 parent: optional as text "parent",
        2 silent: required as int "silent" | "quiet",
        3 flag: optional as int "flag",
        4 bits: required as int "bits",
        5 ids: optional as text "ids",
        6 limit: nullable as text "limit",
        7 state: patch as int "state",
        8 size: default(20) "size",
        9 name: default("x".to_owned()) "name",
        10 retries: default(3) as text "retries",
        11 on: default(true) as int "on",
        _ password: optional "password" secret,
    }
}

rt::record! {
    Page<T> {
        0 items: required "items",
        _ next: optional "next",
    }
}

rt::record! {
    Pair<T, U> {
        0 left: optional "left",
        _ right: required "right",
    }
}

rt::body! {
    Update {
        0 title: required "title",
        1 note: patch "note",
        2 pages: default(1) "pages",
        _ serial: optional as text "serial",
    }
}

rt::record! {
    Card {
        0 number: required "number",
        _ r#type: optional "type",
    }
}

rt::record! {
    Bank {
        0 iban: required "iban",
        _ then: optional "then",
    }
}

rt::tagged_union! {
    Payment by "type" {
        Card(Card) = "card",
        Bank(Box<Bank>) = "bank",
    }
}

rt::tagged_union! {
    Event by "kind", "data" {
        Paid(Payment) = "paid",
        Counted(Vec<i64>) = "counted",
        Nothing(()) = "nothing",
    }
}

rt::untagged_union! {
    Ident {
        Number(i64),
        Text(String),
        Numbers(Vec<i64>),
        Texts(Vec<String>),
        Card(Card),
        Bank(Box<Bank>),
    }
}

/// A union whose forms have the same field in another type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Wide {
    /// A text.
    Text(Named),
    /// A number.
    Number(Numbered),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}

/// Told by a text.
pub struct Named {
    /// `id`
    pub id: String,
}

/// Told by a number.
pub struct Numbered {
    /// `id`
    pub id: i64,
    /// `of`
    pub of: Option<Box<Wide>>,
}

rt::record! { Named { _ id: required "id" } }
rt::record! { Numbered { 0 id: required "id", _ of: optional "of" } }
rt::untagged_union! { Wide { Text(Named), Number(Numbered) } }

rt::untagged_union! {
    Tree {
        Left(Box<Left>),
        Right(Box<Right>),
        Leaf(bool),
    }
}

rt::record! { Left { 0 down: required "down", _ left: required "left" } }

rt::record! { Right { 0 down: required "down", _ right: required "right" } }

rt::untagged_union! {
    Nest {
        List(Vec<Nest>),
        Map(::std::collections::BTreeMap<String, Nest>),
        Number(i32),
    }
}
