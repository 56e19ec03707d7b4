//! `AsText` and `AsInt`: values whose form on the wire is another than their own, in lists, maps and options too.

use std::collections::BTreeMap;
use std::fmt;

use serde_core::de::{Deserializer, Error, MapAccess, Visitor};
use serde_core::{Serialize, Serializer};

use super::found::{Found, mismatch, refuse};
use super::scalar::number_text;
use super::{Decode, Patch};

/// A number or a boolean that is written as a string: `"42"`, `"true"`.
///
/// Over a reference it is written, over a value it is read. Numbers are read from both forms; booleans from theirs, from
/// text in capitals (`"True"`), and from 1 and 0. Goes through `Vec`, `Option`, [`Patch`], `Box` and `BTreeMap` to any depth.
///
/// ```
/// use stubwright_runtime::v1::AsText;
///
/// assert_eq!(serde_json::to_string(&AsText(&vec![Some(1_i64), None])).unwrap(), r#"["1",null]"#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AsText<T>(pub T);

/// A boolean that is written as 1 or 0.
///
/// Over a reference it is written, over a value it is read: from 1 and 0, also in text, and from `true` and `false`. Goes through `Vec`, `Option`, [`Patch`], `Box` and `BTreeMap` to any depth.
///
/// ```
/// use stubwright_runtime::v1::AsInt;
///
/// assert_eq!(serde_json::to_string(&AsInt(&[Some(true), Some(false), None].to_vec())).unwrap(), "[1,0,null]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AsInt<T>(pub T);

/// A value that [`AsText`] reads and writes. Not for use by hand.
pub trait TextForm: Sized {
    /// Reads it from either form.
    ///
    /// # Errors
    /// If the value does not fit.
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error>;

    /// Writes it as text.
    ///
    /// # Errors
    /// An error of the format.
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error>;
}

/// A value that [`AsInt`] reads and writes. Not for use by hand.
pub trait IntForm: Sized {
    /// Reads it from either form.
    ///
    /// # Errors
    /// If the value does not fit.
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error>;

    /// Writes it as an integer.
    ///
    /// # Errors
    /// An error of the format.
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error>;
}

/// The traits of a wrapper, and its implementations for containers, which pass the format on to their items.
///
/// The format is a trait of the value and not of the wrapper: while the compiler does not know what a container holds,
/// it would look into containers of containers without end.
macro_rules! through_containers {
    ($($wrapper:ident: $form:ident,)*) => { $(
        impl<T: $form> Decode for $wrapper<T> {
            fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                T::read(input).map($wrapper)
            }
        }

        impl<T: $form> Serialize for $wrapper<&T> {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                self.0.write(out)
            }
        }

        impl<T: $form> $form for Vec<T> {
            fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                Ok(Vec::<$wrapper<T>>::decode(input)?.into_iter().map(|item| item.0).collect())
            }

            fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_seq(self.iter().map($wrapper))
            }
        }

        impl<T: $form> $form for Option<T> {
            fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                Ok(Option::<$wrapper<T>>::decode(input)?.map(|value| value.0))
            }

            fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                self.as_ref().map($wrapper).serialize(out)
            }
        }

        impl<T: $form> $form for Patch<T> {
            fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                Ok(Patch::<$wrapper<T>>::decode(input)?.map(|value| value.0))
            }

            fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                self.as_ref().map($wrapper).serialize(out)
            }
        }

        impl<T: $form> $form for Box<T> {
            fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                T::read(input).map(Box::new)
            }

            fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                T::write(self, out)
            }
        }

        impl<T: $form> $form for BTreeMap<String, T> {
            fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let members = BTreeMap::<String, $wrapper<T>>::decode(input)?;
                Ok(members.into_iter().map(|(key, value)| (key, value.0)).collect())
            }

            fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_map(self.iter().map(|(key, value)| (key, $wrapper(value))))
            }
        }
    )* };
}

through_containers! { AsText: TextForm, AsInt: IntForm, }

macro_rules! integers_as_text {
    ($($integer:ty)*) => { $(
        impl TextForm for $integer {
            fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                <$integer>::decode(input)
            }

            fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }
    )* };
}

integers_as_text! { i32 i64 u32 u64 }

impl TextForm for bool {
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(TruthVisitor)
    }

    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(if *self { "true" } else { "false" })
    }
}

impl IntForm for bool {
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(TruthVisitor)
    }

    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_u8(u8::from(*self))
    }
}

/// A boolean in any of the forms that servers use for one field at different times.
struct TruthVisitor;

const TRUTH: &str = "true or false, 1 or 0";

impl<'de> Visitor<'de> for TruthVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(TRUTH)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        match value {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(mismatch(TRUTH, &Found::Int(value))),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        match value {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(mismatch(TRUTH, &Found::Uint(value))),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        Err(mismatch(TRUTH, &Found::Float(value)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        truth(text).ok_or_else(|| mismatch(TRUTH, &Found::Text(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        let Some(text) = number_text(map)? else { return Err(mismatch(TRUTH, &Found::Object)) };
        truth(&text).ok_or_else(|| mismatch(TRUTH, &Found::Number(&text)))
    }

    refuse!(TRUTH; null list);
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Decode, Patch};
    use super::{AsInt, AsText};

    fn read<T: Decode>(json: &str) -> Result<T, String> {
        T::decode(&mut serde_json::Deserializer::from_str(json)).map_err(|error| error.to_string())
    }

    fn text<T: serde_core::Serialize>(value: T) -> String {
        serde_json::to_string(&value).expect("JSON")
    }

    #[test]
    fn scalars() {
        for json in ["9223372036854775807", "\"9223372036854775807\""] {
            assert_eq!(read::<AsText<i64>>(json), Ok(AsText(i64::MAX)));
        }
        assert_eq!(text(AsText(&u64::MAX)), "\"18446744073709551615\"");
        assert_eq!(text(AsText(&-1_i32)), "\"-1\"");
        for (json, want) in
            [("true", true), ("\"TRUE\"", true), ("\"1\"", true), ("0", false), ("\"False\"", false)]
        {
            assert_eq!(read::<AsText<bool>>(json), Ok(AsText(want)));
            assert_eq!(read::<AsInt<bool>>(json), Ok(AsInt(want)));
        }
        assert_eq!(
            (text(AsText(&true)), text(AsInt(&true)), text(AsInt(&false))),
            ("\"true\"".into(), "1".into(), "0".into())
        );
        for json in
            ["2", "-1", "1.0", "\"yes\"", "\"\"", "\" 1\"", "null", "[]", "{}", "18446744073709551615"]
        {
            let error = read::<AsInt<bool>>(json).expect_err(json);
            assert!(error.starts_with("expected true or false, 1 or 0, found "), "{error}");
        }
    }

    #[test]
    fn any_depth_of_containers() {
        type Deep = BTreeMap<String, Vec<Option<Box<Vec<Patch<i64>>>>>>;
        let json = "{\"a\":[[\"1\",null,\"-3\"],null],\"b\":[]}";
        let AsText(value) = read::<AsText<Deep>>(json).expect("deep");
        assert_eq!(value["a"][0].as_deref(), Some(&vec![Patch::Value(1), Patch::Null, Patch::Value(-3)]));
        assert_eq!(text(AsText(&value)), json);
        let error = read::<AsText<Deep>>("{\"a\":[[\"1\",true]]}").expect_err("a boolean");
        assert!(error.starts_with("a[0][1]: expected an integer, found true"), "{error}");
        let AsInt(flags) = read::<AsInt<Vec<Option<bool>>>>("[1,null,0]").expect("flags");
        assert_eq!(
            (text(AsInt(&flags)), flags),
            ("[1,null,0]".to_owned(), vec![Some(true), None, Some(false)])
        );
    }
}
