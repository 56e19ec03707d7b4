//! Scalars, forms, defaults, generics and unions.

use ::stubwright_runtime::v1 as rt;

/// One of each scalar.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Clone, PartialEq)]
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

impl ::core::fmt::Debug for Forms {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("Forms").field("id", &self.id).field("password", &rt::Hidden).finish()
    }
}

/// Some of many.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// `items`
    pub items: Vec<T>,
    /// `next`
    pub next: Option<Box<Page<T>>>,
}

/// Two of a kind.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Card {
    /// `number`
    pub number: rt::Decimal,
    /// `type`
    pub r#type: Option<String>,
}

/// A bank account.
#[derive(Debug, Clone, PartialEq)]
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

/// What happened.
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
}

/// A branch to the left.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Left {
    /// `down`
    pub down: Tree,
    /// `left`
    pub left: i32,
}

/// A branch to the right.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Right {
    /// `down`
    pub down: Tree,
    /// `right`
    pub right: i32,
}

rt::record! {
    Scalars {
        price: required "price",
        day: optional "day",
        at: optional "at",
        since: optional "since",
        until: patch "until",
        link: optional "link",
        seal: optional "seal",
        token: optional "token",
        digest: optional "digest",
        days: default(Vec::new()) "days",
        anything: optional "anything",
    }
}

rt::record! {
    Forms {
        id: required as text "id",
        parent: optional as text "parent",
        silent: required as int "silent" | "quiet",
        flag: optional as int "flag",
        bits: required as int "bits",
        ids: optional as text "ids",
        limit: nullable as text "limit",
        state: patch as int "state",
        size: default(20) "size",
        name: default("x".to_owned()) "name",
        retries: default(3) as text "retries",
        on: default(true) as int "on",
        password: optional "password",
    }
}

rt::record! {
    Page<T> {
        items: required "items",
        next: optional "next",
    }
}

rt::record! {
    Pair<T, U> {
        left: optional "left",
        right: required "right",
    }
}

rt::body! {
    Update {
        title: required "title",
        note: patch "note",
        pages: default(1) "pages",
        serial: optional as text "serial",
    }
}

rt::record! {
    Card {
        number: required "number",
        r#type: optional "type",
    }
}

rt::record! {
    Bank {
        iban: required "iban",
        then: optional "then",
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

rt::untagged_union! {
    Tree {
        Left(Box<Left>),
        Right(Box<Right>),
        Leaf(bool),
    }
}

rt::record! { Left { down: required "down", left: required "left" } }

rt::record! { Right { down: required "down", right: required "right" } }

rt::untagged_union! {
    Nest {
        List(Vec<Nest>),
        Map(::std::collections::BTreeMap<String, Nest>),
        Number(i32),
    }
}
