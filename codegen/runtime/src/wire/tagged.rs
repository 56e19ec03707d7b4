//! Unions whose variant is named by a key of the object: internally or adjacently tagged.

use std::borrow::Cow;
use std::fmt;

use serde_core::{Serialize, Serializer};

use super::copied::copy_members;
use super::hidden::{Hidden, Secrecy, UNREADABLE};
use super::json::Json;
use super::reader::{Bracket, Done, ENDLESS, Failed, MISSING, Mark, Reader};
use super::table::kinds;
use super::value::Value;
use super::writer::Writer;

/// A variant that a tagged union does not know: its tag, and the whole object as the server sent it.
///
/// Opaque: it can't be built or matched on, so that a tag can become a declared variant later without breaking code.
#[derive(Clone, PartialEq)]
pub struct UnknownVariant {
    tag: Box<str>,
    value: Json,
    /// Of the declared variants: where one can hold a secret, an unknown one can too.
    secrecy: Secrecy,
}

impl UnknownVariant {
    /// The value of the tag as text.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole object, the tag included.
    #[must_use]
    pub fn value(&self) -> &Json {
        &self.value
    }

    /// A variant without its object, which is read next.
    fn new(tag: &str, secrecy: Secrecy) -> Self {
        Self { tag: tag.into(), value: Json::NULL, secrecy }
    }
}

/// The whole object as JSON; only the tag where a variant of the union can hold a secret.
impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.secrecy {
            Secrecy::Open => fmt::Debug::fmt(&self.value, f),
            Secrecy::Secret => write!(f, "{:?} {Hidden:?}", self.tag),
        }
    }
}

/// As the server sent it.
impl Serialize for UnknownVariant {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(out)
    }
}

/// The whole object.
impl Value for UnknownVariant {
    fn blank() -> Self {
        Self::new("", Secrecy::Open)
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Done {
        Value::read(&mut self.value, from).map_err(|failed| match self.secrecy {
            Secrecy::Open => failed,
            Secrecy::Secret => from.conceal(UNREADABLE),
        })
    }

    fn write(&self, to: &mut Writer) {
        self.value.write(to);
    }

    crate::std_value!();
}

/// The keys and the tags of a union.
pub struct UnionTable {
    /// The Rust name.
    pub name: &'static str,
    /// The key of the tag.
    pub tag: &'static str,
    /// The key of the payload, if it has its own; at most one.
    pub content: &'static [&'static str],
    /// `secret` if a variant can hold one, `bare` if the tags are numbers or flags.
    pub kind: u8,
}

/// Implemented by [`tagged_union!`](crate::v1::tagged_union); the shared functions use it.
pub trait TaggedUnion: Value + Sized {
    /// The keys of the union.
    const TABLE: &'static UnionTable;

    /// The variant of a tag, with a blank payload; `None` if the payload has no finite values.
    fn of(tag: &str) -> Option<Self>;

    /// The declared tag, and the payload.
    fn payload(&self) -> (Option<&'static str>, &dyn Value);

    /// The payload.
    fn payload_mut(&mut self) -> &mut dyn Value;
}

/// The variant of an undeclared tag, without its object.
pub fn unknown_variant<U: TaggedUnion>(tag: &str) -> UnknownVariant {
    let is_open = U::TABLE.kind & kinds::secret == 0;
    UnknownVariant::new(tag, if is_open { Secrecy::Open } else { Secrecy::Secret })
}

/// Reads a tagged union. The tag can be anywhere in the object, so the object is searched first.
///
/// # Errors
/// If the value is not an object, the tag is missing or not a text, or the payload does not fit.
pub fn read_tagged<U: TaggedUnion>(value: &mut U, from: &mut Reader<'_>) -> Done {
    let object = find(U::TABLE, from)?;
    *value = U::of(&object.tag).ok_or_else(|| from.fail(ENDLESS))?;
    let is_declared = value.payload().0.is_some();
    object.read(U::TABLE, is_declared, value.payload_mut(), from)
}

/// An object whose tag is known.
struct Tagged<'a> {
    tag: Cow<'a, str>,
    start: Mark,
    content: Option<Mark>,
    end: Mark,
}

fn find<'a>(table: &UnionTable, from: &mut Reader<'a>) -> Result<Tagged<'a>, Failed> {
    let start = from.mark();
    let keys = [Some(table.tag), table.content.first().copied()];
    let mut places = [None; 2];
    from.open(Bracket::Object)?;
    let mut is_first = true;
    while from.more(Bracket::Object, is_first)? {
        is_first = false;
        let key = from.key()?;
        let named =
            keys.iter().zip(&mut places).find(|(wanted, _)| wanted.is_some() && **wanted == key.as_deref());
        if let Some((Some(key), Some(_))) = named {
            from.peek();
            let _ = from.fail("duplicate key");
            return Err(from.under_key(key));
        }
        from.colon()?;
        if let Some((_, place)) = named {
            *place = Some(from.mark());
        }
        from.skip_readable()?;
    }
    let end = from.mark();
    let [tag, content] = places;
    let Some(tag) = tag else {
        let _ = from.fail(MISSING);
        return Err(from.under_key(table.tag));
    };
    match from.go_back(tag).and_then(|()| tag_text(from)) {
        Ok(tag) => Ok(Tagged { tag, start, content, end }),
        Err(Failed) => Err(from.under_key(table.tag)),
    }
}

/// The text of a tag; numbers and booleans count by their text.
fn tag_text<'a>(from: &mut Reader<'a>) -> Result<Cow<'a, str>, Failed> {
    match from.peek() {
        Some(b'[' | b'{' | b'n') | None => Err(from.mismatch("a string")),
        Some(b'"') => from.quoted(),
        Some(_) => from.raw().map(Cow::Borrowed),
    }
}

impl Tagged<'_> {
    fn read(
        &self,
        table: &UnionTable,
        is_declared: bool,
        payload: &mut dyn Value,
        from: &mut Reader<'_>,
    ) -> Done {
        let around = from.enter_record();
        match table.content.first().filter(|_| is_declared) {
            None => {
                from.go_back(self.start)?;
                from.set_tag(is_declared.then_some(table.tag));
                payload.read(from)?;
                from.set_tag(None);
            }
            Some(key) => {
                if self.content(payload, from).is_err() {
                    return Err(from.under_key(key));
                }
                from.go_to(self.end);
            }
        }
        from.set_strictness(around);
        Ok(())
    }

    /// Reads a payload that has its own key.
    fn content(&self, payload: &mut dyn Value, from: &mut Reader<'_>) -> Done {
        match self.content {
            Some(place) => {
                from.go_back(place)?;
                payload.read(from)
            }
            None if payload.become_absent() => Ok(()),
            None => {
                from.go_to(self.end);
                Err(from.fail(MISSING))
            }
        }
    }
}

/// Writes a tagged union: first the tag, then the payload, in the same object or under its own key.
///
/// In the object of the tag, a member of the payload with the key of the tag is left out, since the variant determines it.
/// It is an error if the payload does not have its own key and is not an object.
pub fn write_tagged<U: TaggedUnion>(value: &U, to: &mut Writer) {
    match value.payload() {
        (Some(tag), payload) => write_variant(U::TABLE, tag, payload, to),
        (None, whole) => whole.write(to),
    }
}

fn write_variant(table: &UnionTable, tag: &str, payload: &dyn Value, to: &mut Writer) {
    to.open_object();
    to.key(table.tag);
    match table.kind & kinds::bare {
        0 => to.string(tag),
        _ => to.raw(tag),
    }
    if let Some(content) = table.content.first() {
        to.key(content);
        payload.write(to);
        to.close_object();
        return;
    }
    let start = to.len();
    payload.write(to);
    let is_object = if payload.table().may_have(table.tag) {
        let object = to.take_from(start);
        let copied = copy_members(&object, to, &mut |key| key != table.tag);
        to.close_object();
        copied.is_ok()
    } else {
        to.join(start)
    };
    if !is_object {
        to.fail(format!("the payload of {tag:?} in `{}` is not an object", table.name));
    }
}

/// Reads and writes an enum of payloads as JSON objects with a tag.
///
/// `Name by "tag" { Variant(Payload) = "value" }` for a tag among the members of the payload, `Name by "tag", "content"
/// { … }` for a payload under its own key. Payloads can be boxed; without their own key they have to be objects. The
/// last variant of the enum has to be `__Unknown(UnknownVariant)`: an undeclared tag is kept there with its object and
/// written back unchanged. The tag can be anywhere in the object; numbers and booleans are compared by their text. A
/// missing tag is an error. Tags are written as text, or, with `bare` before the variants, as the numbers or flags that they
/// spell; `secret` there says that a variant can hold a secret.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// pub struct Card {
///     number: String,
/// }
/// rt::record! { Card { _ number: required "number" } }
///
/// #[derive(Debug, Clone, PartialEq)]
/// #[non_exhaustive]
/// pub enum Payment {
///     Card(Card),
///     #[doc(hidden)]
///     __Unknown(rt::UnknownVariant),
/// }
/// rt::tagged_union! { Payment by "kind" { Card(Card) = "card" } }
///
/// let payment: Payment = rt::from_json(r#"{"number":"1","kind":"card"}"#).unwrap();
/// assert_eq!(payment, Payment::Card(Card { number: "1".to_owned() }));
/// assert_eq!(rt::to_json(&payment).unwrap(), r#"{"kind":"card","number":"1"}"#);
/// let other: Payment = rt::from_json(r#"{"kind":"coin"}"#).unwrap();
/// assert_eq!((other.tag(), other.is_known()), ("coin", false));
///
/// #[derive(Debug, Clone, PartialEq)]
/// #[non_exhaustive]
/// pub enum Message {
///     Text(String),
///     #[doc(hidden)]
///     __Unknown(rt::UnknownVariant),
/// }
/// rt::tagged_union! { Message by "type", "of" bare { Text(String) = "1" } }
///
/// let message: Message = rt::from_json(r#"{"type":1,"of":"x"}"#).unwrap();
/// assert_eq!(rt::to_json(&message).unwrap(), r#"{"type":1,"of":"x"}"#);
/// ```
#[macro_export]
macro_rules! tagged_union {
    ($name:ident by $tag:literal $(, $content:literal)? $($mark:ident)* { $( $variant:ident ($payload:ty) = $wire:literal ),* $(,)? }) => {
        impl $name {
            /// The declared values of the tag, in the order of the specification.
            pub const TAGS: &'static [&'static str] = &[$( $wire ),*];

            /// The value of the tag, unknown ones included.
            #[must_use]
            pub fn tag(&self) -> &str {
                match self {
                    $( Self::$variant(_) => $wire, )*
                    Self::__Unknown(value) => value.tag(),
                }
            }

            /// Whether the tag is one of [`Self::TAGS`].
            #[must_use]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::__Unknown(_))
            }
        }

        impl $crate::v1::support::TaggedUnion for $name {
            const TABLE: &'static $crate::v1::support::UnionTable = &$crate::v1::support::UnionTable {
                name: ::core::stringify!($name),
                tag: $tag,
                content: &[$( $content )?],
                kind: 0 $( | $crate::v1::support::kinds::$mark )*,
            };

            fn of(tag: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match tag {
                    $( $wire => Self::$variant($crate::v1::Value::fresh()?), )*
                    _ => Self::__Unknown($crate::v1::support::unknown_variant::<Self>(tag)),
                })
            }

            fn payload(&self) -> (::core::option::Option<&'static str>, &dyn $crate::v1::Value) {
                match self {
                    $( Self::$variant(payload) => (::core::option::Option::Some($wire), payload), )*
                    Self::__Unknown(whole) => (::core::option::Option::None, whole),
                }
            }

            fn payload_mut(&mut self) -> &mut dyn $crate::v1::Value {
                match self {
                    $( Self::$variant(payload) => payload, )*
                    Self::__Unknown(whole) => whole,
                }
            }
        }

        impl $crate::v1::Value for $name {
            fn blank() -> Self {
                Self::__Unknown($crate::v1::Value::blank())
            }

            fn read(&mut self, from: &mut $crate::v1::support::Reader<'_>) -> $crate::v1::support::Done {
                $crate::v1::support::read_tagged(self, from)
            }

            fn write(&self, to: &mut $crate::v1::support::Writer) {
                $crate::v1::support::write_tagged(self, to);
            }

            $crate::std_value!();
        }

        $crate::__formats! { $name }
    };
}
