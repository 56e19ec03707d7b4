//! The members of a record that none of its fields has by name: fixed ones, and the rest.

use super::copied::copy_members;
use super::reader::{Done, Failed, MISSING, Reader};
use super::table::{Fixed, Table, kinds};
use super::writer::Writer;

impl Fixed {
    /// Reads the value.
    fn read(&self, from: &mut Reader<'_>) -> Done {
        let start = from.mark();
        let is_expected = match (self, from.peek()) {
            (Self::Text(text), Some(b'"')) => from.quoted()? == *text,
            // Servers quote numbers and flags, or don't; the digits are the same.
            (Self::Number(text), Some(b'"')) => same_number(&from.quoted()?, text),
            (Self::Flag(flag), Some(b'"')) => from.quoted()? == flag_text(*flag),
            (Self::Number(text), Some(b'-' | b'0'..=b'9')) => same_number(from.raw()?, text),
            (Self::Text(text), Some(b'-' | b'0'..=b'9')) => from.raw()? == *text,
            (Self::Flag(flag), Some(b't' | b'f')) => from.raw()? == flag_text(*flag),
            (Self::Flag(flag), Some(b'0' | b'1')) => from.raw()? == if *flag { "1" } else { "0" },
            _ => false,
        };
        if is_expected {
            return Ok(());
        }
        from.go_to(start);
        Err(match self {
            Self::Text(text) => from.mismatch(&format!("{text:?}")),
            Self::Number(text) => from.mismatch(text),
            Self::Flag(flag) => from.mismatch(flag_text(*flag)),
        })
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Text(text) => to.string(text),
            Self::Number(text) => to.raw(text),
            Self::Flag(flag) => to.raw(flag_text(*flag)),
        }
    }
}

fn flag_text(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// `1.0` is `1`.
fn same_number(found: &str, expected: &str) -> bool {
    let value = |text: &str| text.parse::<f64>().ok();
    found == expected
        || (found.len() < 16 && value(found).is_some_and(|found| Some(found) == value(expected)))
}

/// The place of a member: its index among those that are counted, the fields first.
pub(super) enum Other {
    /// A fixed member.
    Fixed(usize),
    /// A member of the map in this field.
    Rest(usize),
    /// Unknown.
    Unknown,
}

impl Table {
    /// Whether a member that no field has can belong anywhere.
    pub(super) fn has_others(&self) -> bool {
        !self.fixed.is_empty() || self.rest(kinds::rest).is_some()
    }

    /// Where a member belongs whose key no field has.
    pub(super) fn other(&self, key: &str) -> Other {
        if let Some(at) = self.fixed.iter().position(|(name, ..)| *name == key) {
            return Other::Fixed(at);
        }
        self.rest(kinds::rest).map_or(Other::Unknown, Other::Rest)
    }

    /// The field of this kind, which has no key.
    pub(super) fn rest(&self, kind: u8) -> Option<usize> {
        self.kinds.iter().position(|at| at & kinds::PRESENCE == kind)
    }

    /// Whether a value can have a member with this key: one without a table can have any.
    pub(super) fn may_have(&self, key: &str) -> bool {
        self.idents.is_empty()
            || self.names.contains(&key)
            || self.has_fixed(key)
            || self.rest(kinds::rest).or(self.rest(kinds::inline)).is_some()
    }

    /// Whether a fixed member has to be there.
    pub(super) fn needs_fixed(&self) -> bool {
        self.fixed.iter().any(|(.., kind)| *kind == kinds::required)
    }

    /// Whether a member is fixed.
    pub(super) fn has_fixed(&self, key: &str) -> bool {
        self.fixed.iter().any(|(name, ..)| *name == key)
    }

    /// Reads a fixed member, from after its colon.
    pub(super) fn read_fixed(&self, at: usize, from: &mut Reader<'_>) -> Done {
        let Some((name, fixed, kind)) = self.fixed.get(at) else { return from.skip() };
        if *kind == kinds::optional && from.null()? {
            return Ok(());
        }
        fixed.read(from).map_err(|Failed| from.under_key(name))
    }

    /// Fails if a fixed member is missing; `seen` says which are there.
    pub(super) fn missing_fixed(&self, seen: &mut dyn FnMut(usize) -> bool, from: &mut Reader<'_>) -> Done {
        for (at, (name, _, kind)) in self.fixed.iter().enumerate() {
            if *kind == kinds::required && !seen(at) {
                let _ = from.fail(MISSING);
                return Err(from.under_key(name));
            }
        }
        Ok(())
    }

    /// Writes the fixed members.
    pub(super) fn write_fixed(&self, to: &mut Writer) {
        for (name, fixed, _) in self.fixed {
            to.key(name);
            fixed.write(to);
        }
    }

    /// Writes the members of a value whose object also has the fields of the record.
    ///
    /// A value that is read from the whole object, such as an unknown variant, has the members of the fields as well:
    /// they are written once. A map of the rest does not have them, unless a caller put one there, which is an error.
    pub(super) fn write_rest(&self, kind: u8, write: &mut dyn FnMut(&mut Writer), to: &mut Writer) {
        let start = to.len();
        write(to);
        let object = to.take_from(start);
        let is_taken = |key: &str| {
            let is_name = |(name, kind): (&&str, &u8)| *name == key && kind & kinds::PRESENCE < kinds::rest;
            self.names.iter().zip(self.kinds).any(is_name) || self.has_fixed(key)
        };
        let mut twice = None;
        let copied = copy_members(&object, to, &mut |key| {
            let is_taken = is_taken(key);
            if is_taken && kind == kinds::rest {
                twice = Some(format!("the key {key:?} of the rest is that of a field"));
            }
            !is_taken
        });
        match (copied, twice) {
            (Err(Failed), _) => to.fail("a value whose members are written beside others is not an object"),
            (Ok(()), Some(reason)) => to.fail(reason),
            (Ok(()), None) => {}
        }
    }
}

#[cfg(test)]
#[expect(unreachable_pub, dead_code, reason = "what a union has for its users")]
mod tests {
    use std::collections::BTreeMap;

    use crate::v1 as rt;

    struct Paid {
        id: i64,
        rest: BTreeMap<String, rt::Json>,
    }
    rt::record! {
        Paid ["kind" = Text("order.paid"), "version" = Number("2"), "live" optional = Flag(true)] {
            0 id: required "id",
            _ rest: rest "*",
        }
    }

    pub struct Receipt {
        total: i64,
    }
    rt::record! { Receipt { _ total: required "total" } }

    #[derive(Debug, Clone, PartialEq)]
    pub enum Data {
        Paid(Receipt),
        Refused(String),
        #[doc(hidden)]
        __Unknown(rt::UnknownVariant),
    }
    rt::tagged_union! { Data by "type", "data" { Paid(Receipt) = "paid", Refused(String) = "refused" } }

    struct Event {
        id: String,
        data: Data,
        created: Option<i64>,
    }
    rt::record! { Event { 0 id: required "id", 1 data: inline "", _ created: optional "created" } }

    struct Message {
        content: Receipt,
        card: Option<BTreeMap<String, i64>>,
        last: Option<i64>,
    }
    rt::record! {
        Message {
            0 content: required as json "content",
            1 card: optional as json "card",
            _ last: nullable as json "last" secret,
        }
    }

    struct Counts {
        name: String,
        rest: BTreeMap<String, bool>,
    }
    rt::record! { Counts { 0 name: required "name", _ rest: rest as int "*" secret } }

    pub struct Tagged {
        rest: BTreeMap<String, i64>,
    }
    rt::record! { Tagged { _ rest: rest "*" } }

    #[derive(Debug, Clone, PartialEq)]
    pub enum Kind {
        One(Tagged),
        #[doc(hidden)]
        __Unknown(rt::UnknownVariant),
    }
    rt::tagged_union! { Kind by "t" { One(Tagged) = "1" } }

    struct Nested {
        next: Option<Box<Nested>>,
        text: Option<Box<Nested>>,
    }
    rt::record! { Nested { 0 next: optional "next", _ text: optional as json "text" } }

    struct Loose {}
    rt::record! { Loose ["kind" optional = Text("a")] {} }

    fn read<T: rt::Value>(json: &str) -> Result<T, String> {
        rt::from_json(json).map_err(|error| error.to_string())
    }

    fn there_and_back<T: rt::Value>(json: &str) -> String {
        read::<T>(json)
            .and_then(|value| rt::to_json(&value).map_err(|error| error.to_string()))
            .unwrap_or_else(|error| error)
    }

    #[test]
    fn fixed_members_are_checked_and_written() {
        let whole = r#"{"kind":"order.paid","version":2,"live":true,"id":7}"#;
        assert_eq!(there_and_back::<Paid>(whole), whole);
        assert_eq!(there_and_back::<Paid>(r#"{"id":7,"version":"2.0","kind":"order.paid"}"#), whole);
        for (json, want) in [
            (
                r#"{"kind":"order.void","version":2,"id":7}"#,
                "kind: expected \"order.paid\", found \"order.void\" at line 1 column 20",
            ),
            (
                r#"{"kind":"order.paid","version":3,"id":7}"#,
                "version: expected 2, found 3 at line 1 column 32",
            ),
            (r#"{"kind":"order.paid","id":7}"#, "version: required, but missing at line 1 column 28"),
            (
                r#"{"kind":"order.paid","version":2,"live":false,"id":7}"#,
                "live: expected true, found false at line 1 column 45",
            ),
            (
                r#"{"kind":"order.paid","version":2,"version":2,"id":7}"#,
                "version: duplicate key at line 1 column 43",
            ),
            (
                r#"{"kind":null,"version":2,"id":7}"#,
                "kind: expected \"order.paid\", found null at line 1 column 12",
            ),
        ] {
            assert_eq!(there_and_back::<Paid>(json), want);
        }
    }

    #[test]
    fn the_rest_is_kept() {
        let json =
            r#"{"kind":"order.paid","version":2,"live":true,"id":7,"*":null,"a":[1,{"b":2.50}],"rest":""}"#;
        assert_eq!(there_and_back::<Paid>(json), json);
        let twice = r#"{"kind":"order.paid","version":2,"id":7,"a":1,"a":2}"#;
        assert_eq!(there_and_back::<Paid>(twice), "a: duplicate key at line 1 column 51");
        let mut paid: Paid = read(json).expect("read");
        assert_eq!(paid.rest.len(), 3);
        paid.rest = BTreeMap::from([("id".to_owned(), rt::Json::from(8))]);
        let error = rt::to_json(&paid).expect_err("two of them");
        assert_eq!(error.to_string(), "the key \"id\" of the rest is that of a field");
    }

    #[test]
    fn inline_values_share_the_object() {
        let paid = r#"{"id":"e1","type":"paid","data":{"total":5},"created":17}"#;
        let event: Event = read(paid).expect("read");
        assert_eq!((event.id.as_str(), event.created), ("e1", Some(17)));
        assert_eq!(event.data, Data::Paid(Receipt { total: 5 }));
        assert_eq!(rt::to_json(&event).as_deref(), Ok(paid));
        let later = r#"{"data":"no","created":17,"type":"refused","id":"e1"}"#;
        assert_eq!(
            there_and_back::<Event>(later),
            r#"{"id":"e1","type":"refused","data":"no","created":17}"#
        );
        let unknown = r#"{"id":"e1","type":"void","data":[1],"more":{},"created":17}"#;
        assert_eq!(there_and_back::<Event>(unknown), unknown);
        for (json, want) in [
            (
                r#"{"id":"e1","type":"paid","data":{}}"#,
                "data.total: required, but missing at line 1 column 34",
            ),
            (r#"{"id":"e1","data":{}}"#, r#"{"id":"e1","data":{}}"#),
            (r#"{"id":[],"type":"void"}"#, "id: expected a string, found a list at line 1 column 8"),
        ] {
            assert_eq!(there_and_back::<Event>(json), want);
        }
    }

    #[test]
    fn the_rest_has_a_form_and_can_be_secret() {
        let counts = r#"{"name":"n","a":1,"b":0}"#;
        assert_eq!(there_and_back::<Counts>(r#"{"name":"n","a":true,"b":"0"}"#), counts);
        let error = there_and_back::<Counts>(r#"{"name":"n","pin":"4711"}"#);
        assert!(!error.contains("4711") && error.contains("can't read the secret value"), "{error}");
        assert!(!format!("{:?}", read::<Counts>(counts)).contains("true"));
    }

    #[test]
    fn a_tag_is_not_one_of_the_rest() {
        let json = r#"{"t":"1","k":2}"#;
        let kind: Kind = read(json).expect("read");
        assert_eq!(kind, Kind::One(Tagged { rest: BTreeMap::from([("k".to_owned(), 2)]) }));
        assert_eq!(rt::to_json(&kind).as_deref(), Ok(json));
    }

    #[test]
    fn json_in_strings_nests_no_deeper_than_other_json() {
        let objects = |depth: usize| format!("{}{{}}{}", "{\"next\":".repeat(depth), "}".repeat(depth));
        let outside = |depth: usize, inside: &str| {
            let text = rt::to_json(&inside.to_owned()).expect("JSON");
            format!("{}{{\"text\":{text}}}{}", "{\"next\":".repeat(depth), "}".repeat(depth))
        };
        assert!(read::<Nested>(&outside(60, &objects(60))).is_ok());
        let error = read::<Nested>(&outside(70, &objects(70))).map(drop).expect_err("too deep");
        assert!(error.contains("nested deeper than 128 levels"), "{error}");
    }

    #[test]
    fn optional_fixed_members_can_be_missing_in_every_way() {
        for json in ["{}", r#"{"kind":null}"#, r#"{"kind":"a"}"#, "[]"] {
            assert_eq!(there_and_back::<Loose>(json), r#"{"kind":"a"}"#, "{json}");
        }
    }

    #[test]
    fn json_in_strings() {
        let json = r#"{"content":"{\"total\":5}","card":"{\"a\":1}","last":"7"}"#;
        assert_eq!(there_and_back::<Message>(json), json);
        let plain = r#"{"content":{"total":5},"card":"","last":null}"#;
        assert_eq!(there_and_back::<Message>(plain), r#"{"content":"{\"total\":5}","last":null}"#);
        for (json, want) in [
            (
                r#"{"content":"{\"total\":null}"}"#,
                "content: in the JSON of the string: total: expected an integer, found null at line 1 column 13 at line 1 column 29",
            ),
            (
                r#"{"content":""}"#,
                "content: in the JSON of the string: EOF while parsing a value at line 1 column 0 at line 1 column 13",
            ),
            (
                r#"{"content":"{\"total\":5}","last":"x"}"#,
                "last: can't read the secret value at line 1 column 37",
            ),
        ] {
            assert_eq!(there_and_back::<Message>(json), want);
        }
    }
}
