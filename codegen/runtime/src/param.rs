//! Values in paths, queries, headers and forms: each is a list of texts.

use std::fmt;

use crate::wire::{
    AsCompact, AsInt, AsJson, AsSlashed, AsText, Base64, Base64Url, Date, DateTime, Decimal, Form, Hex, Json,
    Patch, UnixMillis, UnixSeconds, Url, Value, request_json,
};

/// A value that can be sent as text: in a path, a query, a header, a form or a part of a multipart body.
///
/// A scalar is one text, `None` is no text, a list is one text per element, and an object one per member, with its
/// name. Numbers are written in decimal, booleans as `true` and `false`, or with [`AsInt`] as `1` and `0`; everything
/// else as in JSON, without the quotes.
pub trait Param {
    /// Gives the texts of the value.
    fn give(&self, to: &mut Texts);
}

/// The texts of a [`Param`]. `Debug` shows only how many there are.
#[derive(Default)]
pub struct Texts {
    texts: Vec<String>,
    /// The names of the members of an object, one for each text.
    names: Vec<String>,
    shape: Shape,
    form: Form,
    keeps_reserved: bool,
    is_json: bool,
    wrong: Option<&'static str>,
}

/// Whether a value can have several texts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    #[default]
    Single,
    List,
    Object,
}

impl Texts {
    /// Adds one text.
    pub fn push(&mut self, text: impl Into<String>) {
        self.texts.push(text.into());
    }

    /// Rejects the value; `reason` continues the sentence "the parameter `x` …".
    pub fn refuse(&mut self, reason: &'static str) {
        self.wrong.get_or_insert(reason);
    }

    /// All texts of a value, or the reason why it has none.
    pub(crate) fn of(value: &(impl Param + ?Sized)) -> Result<Self, &'static str> {
        let mut texts = Self::default();
        value.give(&mut texts);
        texts.wrong.map_or(Ok(texts), Err)
    }

    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    pub(crate) fn as_slice(&self) -> &[String] {
        &self.texts
    }

    /// The texts, each after the name that it has in an object.
    pub(crate) fn flat(&self) -> impl Iterator<Item = &str> {
        let named = self.names.iter().zip(&self.texts).flat_map(|(name, text)| [name, text]);
        let plain = self.texts.iter().skip(self.names.len());
        named.chain(plain).map(String::as_str)
    }

    /// The texts with the names that they have in an object; outside of one, with `name`.
    pub(crate) fn pairs<'t>(&'t self, name: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        let names = self.names.iter().map(String::as_str).chain(std::iter::repeat(name));
        names.zip(self.texts.iter().map(String::as_str))
    }

    /// Whether reserved characters stay as they are in a query.
    pub(crate) fn keeps_reserved(&self) -> bool {
        self.keeps_reserved
    }

    /// Whether the text is JSON, in which any character can be escaped.
    pub(crate) fn is_json(&self) -> bool {
        self.is_json
    }

    /// Adds a JSON value; one that has no place in a list of texts is rejected.
    fn push_json(&mut self, value: &Json) {
        if value.is_list() {
            self.shape = Shape::List;
            // Like `None`, null has no text.
            for item in value.items().filter(|item| !item.is_null()) {
                self.push_scalar(item);
            }
        } else if value.is_object() {
            self.shape = Shape::Object;
            for (name, member) in value.members().filter(|(_, member)| !member.is_null()) {
                self.names.push(name.to_owned());
                self.push_scalar(member);
            }
        } else if !value.is_null() {
            self.push_scalar(value);
        }
    }

    fn push_scalar(&mut self, value: &Json) {
        if value.is_list() || value.is_object() {
            self.refuse("has a list or an object inside, which this style can't send");
        }
        match value.as_str() {
            Some(text) => self.push(text),
            None => self.push(value.to_string()),
        }
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Texts({} texts)", self.texts.len())
    }
}

/// Whether a value can be an idempotency key: a single text that is not empty. For
/// [`Operation::is_keyed`](crate::v1::Operation::is_keyed).
#[must_use]
pub fn is_key(value: &(impl Param + ?Sized)) -> bool {
    Texts::of(value).is_ok_and(|texts| matches!(texts.as_slice(), [text] if !text.trim().is_empty()))
}

impl Param for str {
    fn give(&self, to: &mut Texts) {
        to.push(self);
    }
}

impl Param for String {
    fn give(&self, to: &mut Texts) {
        to.push(self.as_str());
    }
}

macro_rules! displayed {
    ($($scalar:ty),*) => { $(
        impl Param for $scalar {
            fn give(&self, to: &mut Texts) {
                to.push(self.to_string());
            }
        }
    )* };
}

displayed!(i32, i64, u32, u64, Decimal, UnixSeconds, UnixMillis, Url, Base64, Base64Url, Hex);

impl Param for bool {
    fn give(&self, to: &mut Texts) {
        to.push(match (to.form, self) {
            (Form::Int, true) => "1",
            (Form::Int, false) => "0",
            (_, true) => "true",
            (_, false) => "false",
        });
    }
}

/// As the value itself.
impl<T: Param> Param for AsText<&T> {
    fn give(&self, to: &mut Texts) {
        self.0.give(to);
    }
}

macro_rules! forms {
    ($($(#[$doc:meta])* $wrapper:ident: $form:expr;)*) => { $(
        $(#[$doc])*
        impl<T: Param> Param for $wrapper<&T> {
            fn give(&self, to: &mut Texts) {
                let before = std::mem::replace(&mut to.form, $form);
                self.0.give(to);
                to.form = before;
            }
        }
    )* };
}

forms! {
    /// Booleans as `1` and `0`, at any depth.
    AsInt: Form::Int;
    /// Dates and times in digits, at any depth.
    AsCompact: Form::Compact;
    /// Dates and times with slashes, at any depth.
    AsSlashed: Form::Slashed;
}

macro_rules! dated {
    ($($scalar:ty),*) => { $(
        impl Param for $scalar {
            fn give(&self, to: &mut Texts) {
                to.push(self.spelled(to.form));
            }
        }
    )* };
}

dated!(Date, DateTime);

/// JSON in one text.
impl<T: Value> Param for AsJson<&T> {
    fn give(&self, to: &mut Texts) {
        if self.0.is_absent() {
            return;
        }
        match request_json(self.0) {
            Ok(json) => {
                to.is_json = true;
                to.push(json);
            }
            Err(_) => to.refuse("cannot be written as JSON"),
        }
    }
}

/// A value of a request as a tree, for members that are sent one by one: without the fields that servers set.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn request_value(value: &dyn Value) -> Result<Json, String> {
    let text = request_json(value).map_err(|error| error.to_string())?;
    text.parse::<Json>().map_err(|error| error.to_string())
}

/// The texts in any value: of a scalar, of each element of a list, of each member of an object with its name. Written
/// as in JSON; `null` is nothing. A list or an object inside is rejected.
///
/// ```
/// use std::collections::BTreeMap;
/// use stubwright_runtime::v1 as rt;
///
/// static PAINT: rt::Endpoint = rt::Endpoint::new("paint", "GET", "/walls/{wall}");
///
/// let colour = BTreeMap::from([("B".to_owned(), 150), ("R".to_owned(), 100)]);
/// let request = rt::RequestBuilder::new(&PAINT).path("wall", &rt::AsTexts(&colour)).finish()?;
/// assert_eq!(request.target(), "/walls/B,150,R,100");
/// # Ok::<(), rt::InvalidRequest>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct AsTexts<T>(
    /// The value.
    pub T,
);

impl<T: Value> Param for AsTexts<&T> {
    fn give(&self, to: &mut Texts) {
        if self.0.is_absent() {
            return;
        }
        match request_value(self.0) {
            Ok(json) => to.push_json(&json),
            Err(_) => to.refuse("cannot be written as JSON"),
        }
    }
}

/// Keeps reserved characters (RFC 3986 §2.2) of a value as they are in a query, as `allowReserved` of OpenAPI does, except
/// those that end a value: `#`, `&`, `+`, `[` and `]` are percent-encoded.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// static FIND: rt::Endpoint = rt::Endpoint::new("find", "GET", "/find");
///
/// let request = rt::RequestBuilder::new(&FIND).query("at", &rt::KeepReserved(&"a/b:c?&d")).finish()?;
/// assert_eq!(request.target(), "/find?at=a/b:c?%26d");
/// # Ok::<(), rt::InvalidRequest>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct KeepReserved<T>(
    /// The value.
    pub T,
);

impl<T: Param> Param for KeepReserved<&T> {
    fn give(&self, to: &mut Texts) {
        to.keeps_reserved = true;
        self.0.give(to);
    }
}

/// Without an exponent where that is readable: `1`, `0.5`, `1e21`. Infinities and NaN are rejected.
impl Param for f64 {
    fn give(&self, to: &mut Texts) {
        let size = self.abs();
        if !size.is_finite() {
            to.refuse("is not a finite number");
        } else if size == 0.0 || (1e-7..1e21).contains(&size) {
            to.push(self.to_string());
        } else {
            to.push(format!("{self:e}"));
        }
    }
}

impl<T: Param + ?Sized> Param for &T {
    fn give(&self, to: &mut Texts) {
        (**self).give(to);
    }
}

impl<T: Param + ?Sized> Param for Box<T> {
    fn give(&self, to: &mut Texts) {
        (**self).give(to);
    }
}

/// No text for `None`.
impl<T: Param> Param for Option<T> {
    fn give(&self, to: &mut Texts) {
        if let Some(value) = self {
            value.give(to);
        }
    }
}

/// No text for `Absent` and `Null`: a text can't be null.
impl<T: Param> Param for Patch<T> {
    fn give(&self, to: &mut Texts) {
        if let Patch::Value(value) = self {
            value.give(to);
        }
    }
}

/// The texts of each element, in order.
impl<T: Param> Param for [T] {
    fn give(&self, to: &mut Texts) {
        to.shape = Shape::List;
        for value in self {
            value.give(to);
        }
    }
}

/// The texts of each element, in order.
impl<T: Param> Param for Vec<T> {
    fn give(&self, to: &mut Texts) {
        self.as_slice().give(to);
    }
}

#[cfg(test)]
mod tests {
    use super::{AsTexts, Param, Texts};
    use crate::wire::{
        AsInt, AsJson, AsText, Base64, Base64Url, DateTime, Decimal, Hex, Json, Patch, UnixMillis, Url,
    };

    fn texts(value: &(impl Param + ?Sized)) -> Vec<String> {
        Texts::of(value).expect("a value").as_slice().to_vec()
    }

    #[test]
    fn scalars_are_one_text() {
        assert_eq!(texts("a b"), ["a b"]);
        assert_eq!(texts(&String::new()), [""]);
        assert_eq!(texts(&true), ["true"]);
        assert_eq!(texts(&i64::MIN), ["-9223372036854775808"]);
        assert_eq!(texts(&u64::MAX), ["18446744073709551615"]);
        assert_eq!(texts(&Box::new(7)), ["7"]);
        for (value, want) in [
            (1.0, "1"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (1e20, "100000000000000000000"),
            (1e21, "1e21"),
            (1.5e-7, "0.00000015"),
            (2.5e-9, "2.5e-9"),
            (f64::MAX, "1.7976931348623157e308"),
        ] {
            assert_eq!(texts(&value), [want]);
            assert_eq!(want.parse(), Ok(value));
        }
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Texts::of(&value).expect_err("no number"), "is not a finite number");
        }
    }

    #[test]
    fn value_types_are_as_in_json() {
        assert_eq!(texts(&"1.50".parse::<Decimal>().expect("a decimal")), ["1.50"]);
        assert_eq!(
            texts(&"2024-12-12 08:00:00".parse::<DateTime>().expect("a time")),
            ["2024-12-12 08:00:00"]
        );
        assert_eq!(texts(&UnixMillis::new(-1)), ["-1"]);
        assert_eq!(texts(&"https://h/?a=b".parse::<Url>().expect("a URL")), ["https://h/?a=b"]);
        let (base64, url, hex) =
            (Base64::from(b"\xff\xfe"), Base64Url::from(b"\xff\xfe"), Hex::from(b"\xff"));
        assert_eq!([texts(&base64), texts(&url), texts(&hex)], [["//4="], ["__4"], ["ff"]]);
        assert_eq!(texts(&AsText(&Some(7))), ["7"]);
        assert_eq!(texts(&AsInt(&Some(vec![true, false]))), ["1", "0"]);
        assert!(texts(&AsInt(&None::<bool>)).is_empty());
        assert_eq!(texts(&AsJson(&Some(vec![true]))), ["[true]"]);
        assert!(texts(&AsJson(&None::<bool>)).is_empty());
        assert!(texts(&AsJson(&Patch::<bool>::Absent)).is_empty());
    }

    #[test]
    fn texts_in_values() {
        let pairs = |json: &str| {
            let json: Json = json.parse().expect("JSON");
            let texts = Texts::of(&AsTexts(&json)).map_err(str::to_owned)?;
            let pairs: Vec<String> = texts.pairs("x").map(|(name, text)| format!("{name}={text}")).collect();
            Ok::<_, String>((pairs.join(" "), texts.flat().collect::<Vec<_>>().join(" ")))
        };
        for (json, want, flat) in [
            ("\"a\"", "x=a", "a"),
            ("1.50", "x=1.50", "1.50"),
            ("null", "", ""),
            ("[true,null,\"\"]", "x=true x=", "true "),
            ("{\"R\":100,\"G\":null,\"B\":\"b\"}", "R=100 B=b", "R 100 B b"),
            ("[]", "", ""),
        ] {
            assert_eq!(pairs(json), Ok((want.to_owned(), flat.to_owned())), "{json}");
        }
        for json in ["[[1]]", "{\"a\":{}}", "[{}]"] {
            assert!(pairs(json).expect_err(json).contains("a list or an object inside"), "{json}");
        }
    }

    #[test]
    fn absent_values_are_none_and_lists_are_each() {
        assert!(texts(&None::<i32>).is_empty());
        assert_eq!(texts(&Some("x")), ["x"]);
        assert!(texts(&Patch::<i32>::Absent).is_empty() && texts(&Patch::<i32>::Null).is_empty());
        assert_eq!(texts(&Patch::Value(1)), ["1"]);
        assert_eq!(texts(&vec![Some(1), None, Some(3)]), ["1", "3"]);
        assert!(texts(&Vec::<String>::new()).is_empty());
        assert!(Texts::of(&[1.0, f64::NAN][..]).is_err());
    }
}
