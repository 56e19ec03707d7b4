//! The macro that makes an enum a union with a tag.

/// Reads and writes an enum of payloads as JSON objects with a tag.
///
/// `Name by "tag" { Variant(Payload) = "value" | "other value" }` for a tag among the members of the payload, `Name by "tag",
/// "content" { … }` for a payload under its own key. Payloads can be boxed; without their own key they have to be objects, and
/// can have a member with the key of the tag, which then says which of the values of its variant it is. `Name by "tag" among
/// ["value", …] { … }`, with all values, is for a union in which one value leads to several variants: the one that fits best is
/// used, as in [`untagged_union!`](crate::v1::untagged_union). The last variant of the enum has to be `__Unknown(UnknownVariant)`: an undeclared tag is kept there with its object and
/// written back unchanged, and so is an object without the tag; with `among`, its variant is the one that fits best. The tag can
/// be anywhere in the object; numbers and booleans are compared by their text. Tags are written as text, or, with `bare` before the variants, as the numbers or flags that they
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
    ($name:ident by $tag:literal among [$($all:literal),*] $($mark:ident)* { $( $variant:ident ($payload:ty) = $($wire:literal)|+ ),* $(,)? }) => {
        $crate::__union_by_tag! { $name by $tag [] [$($all),*] [$($mark)*] { $( $variant = [$($wire),+] ),* } }

        impl $crate::v1::Value for $name {
            fn blank() -> Self {
                Self::__Unknown($crate::v1::Value::blank())
            }

            fn read(&mut self, from: &mut $crate::v1::support::Reader<'_>) -> $crate::v1::support::Done {
                let table = <Self as $crate::v1::support::TaggedUnion>::TABLE;
                let tag = $crate::v1::support::find_tag(table, from)?;
                let mut attempts = $crate::v1::support::Attempts::of_tag(table, from)?;
                loop {
                    $(
                        if tag.as_deref().is_none_or(|tag| [$($wire),+].contains(&tag)) {
                            if let ::core::option::Option::Some(payload) =
                                attempts.read::<$payload>(::core::stringify!($variant), from)
                            {
                                *self = Self::$variant(payload);
                            }
                        }
                    )*
                    if !attempts.go_on(from) {
                        break;
                    }
                }
                if let ::core::option::Option::Some(unknown) = attempts.end_of_tag(tag.as_deref(), from)? {
                    *self = Self::__Unknown(unknown);
                }
                ::core::result::Result::Ok(())
            }

            fn write(&self, to: &mut $crate::v1::support::Writer) {
                $crate::v1::support::write_tagged(self, to);
            }

            $crate::std_value!();
        }

        $crate::__formats! { $name }
    };
    ($name:ident by $tag:literal $(, $content:literal)? $($mark:ident)* { $( $variant:ident ($payload:ty) = $($wire:literal)|+ ),* $(,)? }) => {
        $crate::__union_by_tag! { $name by $tag [$($content)?] [$($($wire),+),*] [$($mark)*] { $( $variant = [$($wire),+] ),* } }

        impl $crate::v1::Value for $name {
            fn blank() -> Self {
                Self::__Unknown($crate::v1::Value::blank())
            }

            fn read(&mut self, from: &mut $crate::v1::support::Reader<'_>) -> $crate::v1::support::Done {
                fn variant(tag: &str) -> ::core::option::Option<$name> {
                    ::core::option::Option::Some(match tag {
                        $( $($wire)|+ => $name::$variant($crate::v1::Value::fresh()?), )*
                        _ => $name::__Unknown($crate::v1::support::unknown_variant::<$name>(tag)),
                    })
                }
                $crate::v1::support::read_tagged(self, variant, from)
            }

            fn write(&self, to: &mut $crate::v1::support::Writer) {
                $crate::v1::support::write_tagged(self, to);
            }

            $crate::std_value!();
        }

        $crate::__formats! { $name }
    };
}

/// The common part of unions with a tag, however they are read.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_by_tag {
    ($name:ident by $tag:literal [$($content:literal)?] [$($all:literal),*] [$($mark:ident)*] { $( $variant:ident = [$($wire:literal),+] ),* }) => {
        impl $name {
            /// The declared values of the tag, in the order of the specification.
            pub const TAGS: &'static [&'static str] = &[$( $all ),*];

            /// The value of the tag, unknown ones included.
            #[must_use]
            pub fn tag(&self) -> &str {
                match self {
                    Self::__Unknown(value) => value.tag(),
                    _ => $crate::v1::support::tag_of(self).unwrap_or_default(),
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

            fn payload(&self) -> (&'static [&'static str], &dyn $crate::v1::Value) {
                match self {
                    $( Self::$variant(payload) => (&[$($wire),+], payload), )*
                    Self::__Unknown(whole) => (&[], whole),
                }
            }

            fn unknown(value: $crate::v1::UnknownVariant) -> Self {
                Self::__Unknown(value)
            }

            fn payload_mut(&mut self) -> &mut dyn $crate::v1::Value {
                match self {
                    $( Self::$variant(payload) => payload, )*
                    Self::__Unknown(whole) => whole,
                }
            }
        }
    };
}
