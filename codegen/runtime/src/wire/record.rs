//! Records: structs that are JSON objects, read and written through a table of wire names.
//!
//! Compile time of generated crates is decided here: what [`record!`](crate::v1::record) expands to is compiled with each
//! client, once for each struct. `blank` has the functions by which it makes a blank field of each kind.

/// Blank fields, by the kinds of [`record!`](crate::v1::record).
pub mod blank {
    use crate::wire::tristate::Patch;
    use crate::wire::value::Value;

    /// A field that has to be read.
    pub fn required<T: Value>() -> T {
        T::blank()
    }

    /// A value of a type without finite ones.
    pub const fn endless<T>() -> Option<T> {
        None
    }

    /// A field that can be missing.
    pub const fn optional<T>() -> Option<T> {
        None
    }

    /// A field that can be missing, though it is always written.
    pub const fn nullable<T>() -> Option<T> {
        None
    }

    /// A field of three states.
    pub const fn patch<T>() -> Patch<T> {
        Patch::Absent
    }

    /// A field with a default.
    pub fn default<T>(value: T) -> T {
        value
    }

    /// A map of the members that no other field has.
    pub fn rest<T: Value>() -> T {
        T::blank()
    }

    /// A value without a key.
    pub fn inline<T: Value>() -> T {
        T::blank()
    }
}

/// As [`blank`], for the fields of generic records: `None` where the argument is a type without finite values.
pub mod fresh {
    use crate::wire::tristate::Patch;
    use crate::wire::value::Value;

    /// A field that has to be read.
    pub fn required<T: Value>() -> Option<T> {
        T::fresh()
    }

    /// A field that can be missing.
    pub const fn optional<T>() -> Option<Option<T>> {
        Some(None)
    }

    /// A field that can be missing, though it is always written.
    pub const fn nullable<T>() -> Option<Option<T>> {
        Some(None)
    }

    /// A field of three states.
    pub const fn patch<T>() -> Option<Patch<T>> {
        Some(Patch::Absent)
    }

    /// A field with a default.
    pub const fn default<T>(value: T) -> Option<T> {
        Some(value)
    }

    /// A map of the members that no other field has.
    pub fn rest<T: Value>() -> Option<T> {
        T::fresh()
    }

    /// A value without a key.
    pub fn inline<T: Value>() -> Option<T> {
        T::fresh()
    }
}

/// Gives a struct its wire names: reading and writing of JSON objects.
///
/// Each line is `index field: kind "wire name" | "alias"…`, with a form after the kind where the value has another on the wire,
/// `received` at the end where requests leave the field out, and `secret` where neither errors nor `Debug` may show the value. The fields are counted from 0, the index of the
/// last one is `_`, and all of them are listed.
///
/// | kind | the field | missing, `null` | written |
/// | --- | --- | --- | --- |
/// | `required` | `T` | an error | always |
/// | `optional` | `Option<T>` | `None` | unless `None` |
/// | `nullable` | `Option<T>` | `None` | always, `None` as `null` |
/// | `patch` | [`Patch<T>`](crate::v1::Patch) | `Absent`, `Null` | unless `Absent` |
/// | `default(expression)` | `T` | the value of the expression | always |
/// | `rest` | `BTreeMap<String, T>` | has the members that no other field has | always |
/// | `inline` | an object | is read from the members of the whole object | its members |
///
/// Forms: `as text` ([`AsText`](crate::v1::AsText)), `as int` ([`AsInt`](crate::v1::AsInt)), `as number` for decimals,
/// `as compact` (`20241231`) and `as slashed` (`2024/12/31`) for dates and times, `as json` for a value that is JSON in a
/// string. The names of the last two kinds are not on the wire.
///
/// `Name ["kind" = Text("paid"), "version" = Number("2"), "live" optional = Flag(true)] { … }` has members that no field holds,
/// since they are always the same: they are written first, and another value is an error, as is a missing one that is not
/// `optional`.
///
/// `Name = expression; { … }` gives a blank value, of which what is read replaces the required fields: its other fields hold
/// what they are if they are missing. Without it, a blank value is made of blank fields, which costs a little more to compile.
/// `Name = endless { … }` is for a struct each value of which requires another one, so that none can be read.
///
/// Wire names are literals without control characters, which can be escaped: `"a\nb"`.
/// Aliases are accepted when reading and never written. A key that comes twice is an error, an unknown key is skipped.
/// A struct with type parameters names them, `Page<T> { … }`, and is read and written where they are; its blank values are made
/// of blank fields in any case. Implements `Value`,
/// `Debug`, `Clone`, `PartialEq`, `Deserialize` and `Serialize`, all of them through the table: nothing of a record is compiled
/// but its table and the access to its fields.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// struct Signer {
///     account_id: String,
///     seq_no: Option<i32>,
///     retries: u32,
///     silent: bool,
/// }
/// rt::record! {
///     Signer {
///         0 account_id: required "accountId" | "account",
///         1 seq_no: optional "seqNo",
///         2 retries: default(3) "retries",
///         _ silent: required as int "silent",
///     }
/// }
///
/// let signer: Signer = rt::from_json(r#"{"account":"a","silent":1}"#).unwrap();
/// assert_eq!(rt::to_json(&signer).unwrap(), r#"{"accountId":"a","retries":3,"silent":1}"#);
/// ```
#[macro_export]
macro_rules! record {
    ($name:ident $(<$($param:ident),+>)? $([$( $fixed:literal $($whether:ident)? = $of:ident($always:literal) ),*])? {}) => {
        impl $(<$($param: $crate::v1::Value),+>)? $crate::v1::Value for $name $(<$($param),+>)? {
            fn blank() -> Self {
                Self {}
            }

            fn table(&self) -> &'static $crate::v1::support::Table {
                &$crate::v1::support::Table {
                    idents: ::core::stringify!($name),
                    names: &[],
                    keys: "",
                    source: "",
                    kinds: &[],
                    aliases: &[],
                    fixed: &[$($( ($fixed, $crate::v1::support::Fixed::$of($always), 0 $(+ $crate::v1::support::kinds::$whether)?) ),*)?],
                }
            }
        }

        $crate::__record_traits! { $name $(<$($param),+>)? }
    };
    // What is made of a parameter is known to the parameter alone.
    ($name:ident <$($param:ident),+> $([$( $fixed:literal $($whether:ident)? = $of:ident($always:literal) ),*])? { $(
        $index:tt $field:ident : $kind:ident $(($default:expr))? $(as $form:ident)? $wire:literal $(| $alias:literal)* $($mark:ident)*
    ),* $(,)? }) => {
        impl <$($param: $crate::v1::Value),+> $crate::v1::Value for $name <$($param),+> {
            #[inline]
            fn blank() -> Self {
                use $crate::v1::support::blank::*;
                Self { $( $field: $kind($($default)?), )* }
            }

            fn fresh() -> ::core::option::Option<Self> {
                use $crate::v1::support::fresh::*;
                ::core::option::Option::Some(Self { $( $field: $kind($($default)?)?, )* })
            }

            #[inline]
            fn table(&self) -> &'static $crate::v1::support::Table {
                use $crate::v1::support::kinds::*;
                &$crate::v1::support::Table {
                    idents: ::core::stringify!($name $($field)*),
                    names: &[$( $wire ),*],
                    keys: ::core::concat!($( ",\"", $wire, "\":" ),*),
                    source: ::core::stringify!($($wire)*),
                    kinds: &[$( $kind $(| $form)? $(| $mark)* ),*],
                    aliases: &[$( $( ($wire, $alias), )* )*],
                    fixed: &[$($( ($fixed, $crate::v1::support::Fixed::$of($always), 0 $(| $whether)?) ),*)?],
                }
            }

            #[inline]
            fn at(&self, field: usize) -> &dyn $crate::v1::Value {
                match field {
                    $( $index => &self.$field, )*
                }
            }

            #[inline]
            fn at_mut(&mut self, field: usize) -> &mut dyn $crate::v1::Value {
                match field {
                    $( $index => &mut self.$field, )*
                }
            }
        }

        $crate::__record_traits! { $name <$($param),+> }
    };
    ($name:ident <$($param:ident),+> $([$($fixed:tt)*])? = $blank:expr; $fields:tt) => {
        $crate::record! { $name <$($param),+> $([$($fixed)*])? $fields }
    };
    // This rule and the next one differ in `blank` alone. A step of expansion more would be paid for each struct of a client.
    ($name:ident $(<$($param:ident),+>)? $([$( $fixed:literal $($whether:ident)? = $of:ident($always:literal) ),*])? $(= $endless:ident)? { $(
        $index:tt $field:ident : $kind:ident $(($default:expr))? $(as $form:ident)? $wire:literal $(| $alias:literal)* $($mark:ident)*
    ),* $(,)? }) => {
        impl $(<$($param: $crate::v1::Value),+>)? $crate::v1::Value for $name $(<$($param),+>)? {
            #[inline]
            fn blank() -> Self {
                use $crate::v1::support::blank::*;
                Self { $( $field: $kind($($default)?), )* }
            }

            $(
                fn fresh() -> ::core::option::Option<Self> {
                    $crate::v1::support::$endless()
                }
            )?

            #[inline]
            fn table(&self) -> &'static $crate::v1::support::Table {
                use $crate::v1::support::kinds::*;
                &$crate::v1::support::Table {
                    idents: ::core::stringify!($name $($field)*),
                    names: &[$( $wire ),*],
                    keys: ::core::concat!($( ",\"", $wire, "\":" ),*),
                    source: ::core::stringify!($($wire)*),
                    kinds: &[$( $kind $(| $form)? $(| $mark)* ),*],
                    aliases: &[$( $( ($wire, $alias), )* )*],
                    fixed: &[$($( ($fixed, $crate::v1::support::Fixed::$of($always), 0 $(| $whether)?) ),*)?],
                }
            }

            #[inline]
            fn at(&self, field: usize) -> &dyn $crate::v1::Value {
                match field {
                    $( $index => &self.$field, )*
                }
            }

            #[inline]
            fn at_mut(&mut self, field: usize) -> &mut dyn $crate::v1::Value {
                match field {
                    $( $index => &mut self.$field, )*
                }
            }
        }

        $crate::__record_traits! { $name $(<$($param),+>)? }
    };
    ($name:ident $([$( $fixed:literal $($whether:ident)? = $of:ident($always:literal) ),*])? = $blank:expr; { $(
        $index:tt $field:ident : $kind:ident $(($default:expr))? $(as $form:ident)? $wire:literal $(| $alias:literal)* $($mark:ident)*
    ),* $(,)? }) => {
        impl $crate::v1::Value for $name {
            #[inline]
            fn blank() -> Self {
                $blank
            }

            #[inline]
            fn table(&self) -> &'static $crate::v1::support::Table {
                use $crate::v1::support::kinds::*;
                &$crate::v1::support::Table {
                    idents: ::core::stringify!($name $($field)*),
                    names: &[$( $wire ),*],
                    keys: ::core::concat!($( ",\"", $wire, "\":" ),*),
                    source: ::core::stringify!($($wire)*),
                    kinds: &[$( $kind $(| $form)? $(| $mark)* ),*],
                    aliases: &[$( $( ($wire, $alias), )* )*],
                    fixed: &[$($( ($fixed, $crate::v1::support::Fixed::$of($always), 0 $(| $whether)?) ),*)?],
                }
            }

            #[inline]
            fn at(&self, field: usize) -> &dyn $crate::v1::Value {
                match field {
                    $( $index => &self.$field, )*
                }
            }

            #[inline]
            fn at_mut(&mut self, field: usize) -> &mut dyn $crate::v1::Value {
                match field {
                    $( $index => &mut self.$field, )*
                }
            }
        }

        $crate::__record_traits! { $name }
    };
}

/// The traits of a record that go through its table.
#[doc(hidden)]
#[macro_export]
macro_rules! __record_traits {
    ($name:ident $(<$($param:ident),+>)?) => {
        impl $(<$($param: $crate::v1::Value),+>)? ::core::fmt::Debug for $name $(<$($param),+>)? {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::v1::support::debug(self, f)
            }
        }

        impl $(<$($param: $crate::v1::Value),+>)? ::core::cmp::PartialEq for $name $(<$($param),+>)? {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::v1::support::same(self, other)
            }
        }

        impl $(<$($param: $crate::v1::Value),+>)? ::core::clone::Clone for $name $(<$($param),+>)? {
            #[inline]
            fn clone(&self) -> Self {
                $crate::v1::support::copy(self)
            }
        }

        $crate::__formats! { $name $(<$($param),+>)? }
    };
}

#[cfg(test)]
mod tests {
    use crate::v1 as rt;
    use crate::wire::{ENDLESS, request_json};

    struct Node {
        next: Box<Node>,
    }
    rt::record! { Node = endless { _ next: required "next" } }

    struct Page<T> {
        item: T,
        others: Vec<T>,
    }
    rt::record! { Page<T> { 0 item: required "item", _ others: required "others" } }

    struct Answer {
        page: Option<Page<Node>>,
        count: i64,
    }
    rt::record! { Answer { 0 page: optional "page", _ count: required "count" } }

    struct Item {
        id: i64,
        name: Option<String>,
    }
    rt::record! { Item { 0 id: required "id", _ name: optional "na\u{ef}f" } }

    struct Odd {
        quote: i64,
        slash: Option<i64>,
        line: i64,
        empty: i64,
        plain: i64,
    }
    rt::record! {
        Odd {
            0 quote: required "\":\"",
            1 slash: optional "\\",
            2 line: required "a\nb",
            3 empty: required "",
            _ plain: required "c",
        }
    }

    struct Pet {
        id: Option<i64>,
        pin: Option<rt::Json>,
        size: i64,
        name: String,
        parents: Vec<Pet>,
    }
    rt::record! {
        Pet {
            0 id: optional "id" received,
            1 pin: optional "pin" received secret,
            2 size: default(3) "size" received,
            3 name: required "name",
            _ parents: default(Vec::new()) "parents",
        }
    }

    #[test]
    fn requests_leave_out_what_servers_set() {
        let text =
            r#"{"id":7,"pin":1,"size":4,"name":"a","parents":[{"id":8,"size":3,"name":"b","parents":[]}]}"#;
        let pet: Pet = rt::from_json(text).expect("a pet");
        assert_eq!(rt::to_json(&pet).as_deref(), Ok(text));
        assert_eq!(serde_json::to_string(&pet).ok().as_deref(), Some(text));
        let sent = r#"{"name":"a","parents":[{"name":"b","parents":[]}]}"#;
        assert_eq!(request_json(&pet).ok().as_deref(), Some(sent));
        assert!(format!("{pet:?}").contains("pin: [hidden]"));
    }

    #[test]
    fn names_are_escaped() {
        let odd = Odd { quote: 1, slash: Some(2), line: 3, empty: 4, plain: 5 };
        let text = r#"{"\":\"":1,"\\":2,"a\nb":3,"":4,"c":5}"#;
        assert_eq!(rt::to_json(&odd).as_deref(), Ok(text));
        assert_eq!(rt::from_json(text), Ok(odd));
    }

    #[test]
    fn keys_that_are_no_texts_are_unknown() {
        let read = |json: &str| rt::from_json::<Item>(json).map_err(|error| error.to_string());
        for json in [
            r#"{"\ud800":1,"id":7}"#,
            r#"{"id":7,"id\udc00":"\ud800"}"#,
            r#"{"\ud800\u0041":{},"\u0069d":7}"#,
        ] {
            assert_eq!(read(json), Ok(Item { id: 7, name: None }), "{json}");
        }
        assert_eq!(read(r#"{"id":7,"na\u00eff":"n"}"#), Ok(Item { id: 7, name: Some("n".to_owned()) }));
        for (json, want) in [
            (r#"{"\ud80":1,"id":7}"#, "invalid escape at line 1 column 8"),
            (r#"{"\x":1,"id":7}"#, "invalid escape at line 1 column 4"),
            (
                r#"{"id":7,"na\u00eff":"\ud800"}"#,
                "na\u{ef}f: unexpected end of hex escape at line 1 column 28",
            ),
        ] {
            assert_eq!(read(json), Err(want.to_owned()), "{json}");
        }
    }

    /// A blank value of such a type would contain another one, and so on.
    #[test]
    fn a_generic_record_of_an_endless_type_is_refused_where_it_is_read() {
        let refused = |error: Result<String, rt::JsonError>| {
            assert!(error.as_ref().is_err_and(|error| error.to_string().contains(ENDLESS)), "{error:?}");
        };
        let shown = |page: Page<Node>| format!("{:?}{:?}", page.item.next, page.others.len());
        refused(rt::from_json::<Page<Node>>("{}").map(shown));
        refused(rt::from_json::<Vec<Page<Node>>>("[{}]").map(|pages| pages.len().to_string()));
        refused(rt::from_json::<Answer>(r#"{"count":1,"page":{}}"#).map(|_| String::new()));
        let answer: Answer = rt::from_json(r#"{"count":1}"#).expect("the page is optional");
        assert!(answer.page.is_none() && answer.count == 1);
        let page: Page<i64> = rt::from_json(r#"{"item":1,"others":[2]}"#).expect("numbers end");
        assert_eq!((page.item, page.others), (1, vec![2]));
    }
}
