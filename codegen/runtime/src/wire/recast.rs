//! `AsText` and `AsInt`: values whose form on the wire is another than their own, in lists, maps and options too.

use std::any::Any;
use std::fmt;

use serde_core::{Serialize, Serializer};

use super::body::Body;
use super::formats::serialize;
use super::reader::{Done, Form, Reader};
use super::value::{Shown, Value};
use super::writer::Writer;

/// A number or a boolean that is written as a string: `"42"`, `"0.5"`, `"true"`.
///
/// Strings and types with their own text are written as without it, but infinities and NaN can't be written.
/// Over a reference it is written, over a value it is read. Numbers are read from both forms; booleans from theirs, from
/// text in capitals (`"True"`), and from 1 and 0. Goes through `Vec`, `Option`, [`Patch`](super::Patch), `Box` and `BTreeMap` to any depth.
///
/// ```
/// use stubwright_runtime::v1::AsText;
///
/// assert_eq!(serde_json::to_string(&AsText(&vec![Some(1_i64), None])).unwrap(), r#"["1",null]"#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AsText<T>(pub T);

/// A boolean that is written as 1 or 0. Other scalars are written as without it.
///
/// Over a reference it is written, over a value it is read: from 1 and 0, also in text, and from `true` and `false`. Goes through `Vec`, `Option`, [`Patch`](super::Patch), `Box` and `BTreeMap` to any depth.
///
/// ```
/// use stubwright_runtime::v1::AsInt;
///
/// assert_eq!(serde_json::to_string(&AsInt(&[Some(true), Some(false), None].to_vec())).unwrap(), "[1,0,null]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AsInt<T>(pub T);

/// A value that is sent as JSON in one text: in a query, a header or a form.
///
/// Nothing for `None` and [`Patch`](super::Patch) without a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AsJson<T>(pub T);

/// A date or time that is written in digits: `20241231`, `20241231080000`. Other scalars are written as without it.
///
/// A time with an offset or a fraction of a second, which has no place there, is written as it is. Goes through `Vec`,
/// `Option`, [`Patch`](super::Patch), `Box` and `BTreeMap` to any depth.
///
/// ```
/// use stubwright_runtime::v1::{AsCompact, Date};
///
/// let day: Date = "2024-12-31".parse()?;
/// assert_eq!(serde_json::to_string(&AsCompact(&day)).unwrap(), r#""20241231""#);
/// # Ok::<(), stubwright_runtime::v1::Malformed>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AsCompact<T>(pub T);

/// A date or time that is written with slashes: `2024/12/31`, `2024/12/31 08:00:00`. Otherwise as [`AsCompact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AsSlashed<T>(pub T);

/// A value whose scalars have a form.
struct Formed<'a>(&'a dyn Value, Form);

impl Body for Formed<'_> {
    fn write(&self, to: &mut Writer) {
        let around = to.set_form(self.1);
        self.0.write(to);
        to.set_form(around);
    }
}

macro_rules! forms {
    ($($wrapper:ident: $form:expr;)*) => { $(
        impl<T: Value> Value for $wrapper<T> {
            fn blank() -> Self {
                $wrapper(T::blank())
            }

            fn fresh() -> Option<Self> {
                T::fresh().map($wrapper)
            }

            fn read(&mut self, from: &mut Reader<'_>) -> Done {
                let around = from.set_form($form);
                let read = self.0.read(from);
                from.set_form(around);
                read
            }

            fn write(&self, to: &mut Writer) {
                Formed(&self.0, $form).write(to);
            }

            fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($wrapper)).field(&Shown(&self.0)).finish()
            }

            fn same(&self, other: &dyn Value) -> bool {
                other.as_any().downcast_ref::<Self>().is_some_and(|other| self.0.same(&other.0))
            }

            fn assign(&mut self, from: &dyn Value) {
                if let Some(from) = from.as_any().downcast_ref::<Self>() {
                    self.0.assign(&from.0);
                }
            }

            fn as_any(&self) -> &dyn Any {
                self
            }
        }

        impl<T: Value> Serialize for $wrapper<&T> {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                serialize(&Formed(self.0, $form), out)
            }
        }
    )* };
}

forms! {
    AsText: Form::Text;
    AsInt: Form::Int;
    AsCompact: Form::Compact;
    AsSlashed: Form::Slashed;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{AsInt, AsText};
    use crate::wire::tristate::Patch;
    use crate::wire::value::{Value, from_json};

    fn read<T: Value>(json: &str) -> Result<T, String> {
        from_json(json).map_err(|error| error.to_string())
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
        for (float, want) in [(0.1, "\"0.1\""), (-1e300, "\"-1e+300\""), (7.0, "\"7.0\"")] {
            assert_eq!(text(AsText(&float)), want);
        }
        assert_eq!(text(AsText(&vec![Some(1.5), None])), "[\"1.5\",null]");
        for json in ["0.1", "\"0.1\""] {
            assert_eq!(read::<AsText<f64>>(json), Ok(AsText(0.1)));
        }
        assert_eq!((text(AsText(&"a".to_owned())), text(AsInt(&0.5))), ("\"a\"".into(), "0.5".into()));
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
